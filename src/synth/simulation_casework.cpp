// The steps after 派案: assignment, acknowledgement, contacts, assessment, goals, closing, answers to notices.
#include <algorithm>

#include "pack/pack.h"
#include "synth/simulation_impl.h"

namespace anwang::synth {
namespace {

const char* note_for(const std::string& programme, int n) {
  static const std::vector<const char*> notes = {"說明來訪目的，案家願意配合。家中環境尚整潔，觀察互動自然。",
                                                 "討論近況與安全計畫，約定下次訪視時間。",
                                                 "案主情緒較前次穩定，持續就醫中，提醒可用資源。",
                                                 "與學校聯繫，出席情形改善。",
                                                 "經濟狀況仍吃緊，協助申請急難救助並連結物資。",
                                                 "照顧者表示壓力減輕，喘息服務已銜接。"};
  return notes[(programme.size() + static_cast<std::size_t>(n)) % notes.size()];
}

}  // namespace

Status Simulation::Impl::assign(const LifePtr& life) {
  intake::Assignment& a = life->assignments.front();
  const std::string& unit = unit_of(a.programme, life->report.township);
  const std::int64_t worker = day_worker(*life, unit);
  if (worker == 0) return {};  // a unit without staff: it stays on the supervisor's board
  flow::AssignFacts facts;
  facts.base = {a, of_record(life->clocks, "assignment", a.id)};
  facts.worker_in_unit = facts.worker_active = facts.worker_suggested = true;
  const std::int64_t by = supervisor_of(unit);
  auto planned = flow::plan_assign(step(by != 0 ? by : worker), std::move(facts), {a.id, 0, worker, {}});
  if (!planned) return fault(planned);
  a = std::move(planned->value.assignment);
  keep(*life, planned->value.clocks);
  submit(std::move(planned->change));
  schedule(clock.now().plus_minutes(life->fate.accept_minutes), Act::accept, life);
  return {};
}

Status Simulation::Impl::accept(const LifePtr& life) {
  intake::Assignment& a = life->assignments.front();
  flow::AcceptFacts facts;
  facts.base = {a, of_record(life->clocks, "assignment", a.id)};
  facts.received_at = life->report.received_at;
  facts.role = life->subjects.front().role;
  if (a.person_id != 0) {
    facts.household_id = loaded.households[static_cast<std::size_t>(
        population.persons[static_cast<std::size_t>(life->who.victim)].household)];
    for (const LifePtr& other : lives[life->who.victim])
      if (other != life && other->case_file.state == "closed" && other->case_file.programme == a.programme &&
          facts.previous.closed_at < other->case_file.closed_at)
        facts.previous = other->case_file;
  }
  auto planned = flow::plan_accept(step(a.worker_id), std::move(facts), 0);
  if (!planned) return fault(planned);
  a = std::move(planned->value.assignment);
  life->case_file = std::move(planned->value.case_file);
  keep(*life, planned->value.clocks);
  by_case[life->case_file.id] = life;
  unnumbered.insert(life.get());
  submit(std::move(planned->change), [life](const store::Committed& c) {
    if (!c.numbers.empty()) life->case_file.case_no = c.numbers.front();
  });
  const Fate& f = life->fate;
  const Instant received = life->report.received_at;
  Instant met = received.plus_hours(f.contact_hours);
  if (!(clock.now() < met)) met = clock.now().plus_minutes(rng.between(40, 200));
  if (f.grade != "grade_1") met = at_office(met);
  if (f.attempt_first && met.us - clock.now().us > 4 * kMicrosPerHour)
    schedule(Instant{clock.now().us + (met.us - clock.now().us) / 2}, Act::attempt, life);
  schedule(met, Act::contact, life);
  return {};
}

Status Simulation::Impl::contact(const LifePtr& life, bool attempt, bool first) {
  casework::CaseFile& c = life->case_file;
  if (c.id == 0 || !casework::is_open(c)) return {};
  flow::ContactInput input;
  input.case_id = c.id;
  input.happened_at = std::max(c.received_at, clock.now().plus_minutes(-rng.between(15, 90)));
  if (attempt) {
    static const std::vector<const char*> reasons = {"nobody_home",   "nobody_home", "child_elsewhere",
                                                     "refused_entry", "in_hospital", "wrong_address"};
    input.kind = "attempt";
    input.not_seen_reason = rng.pick(reasons);
    input.next_try_at = clock.now().plus_hours(rng.between(3, 30));
  } else {
    const bool seen = first ? true : rng.chance(0.62);
    input.kind = seen ? (rng.chance(0.78) ? "home_visit" : rng.chance(0.5) ? "interview" : "joint_visit") : "phone";
    input.face_to_face = seen;
    input.note = note_for(c.programme, life->contacts);
  }
  ANWANG_CHECK(record(life, input));
  if (!first) return {};
  Instant judged = life->fate.assessed_at;
  if (!judged.set())
    judged = at_office(
        std::max(clock.now().plus_hours(20), life->report.received_at.plus(life->fate.assess_days * kMicrosPerDay)));
  schedule(judged, Act::assess, life);
  return {};
}

Status Simulation::Impl::assess(const LifePtr& life) {
  const Fate& f = life->fate;
  flow::AssessInput input{life->case_file.id, 0, f.assessment, f.assessment == "missing_search" ? "" : f.finding,
                          f.assessment == "not_opened" ? "評估後無持續服務需求，已提供資源資訊。" : ""};
  auto planned = flow::plan_assess(step(life->case_file.lead_id), case_facts(*life), input);
  if (!planned) return fault(planned);
  life->case_file = std::move(planned->value.case_file);
  keep(*life, planned->value.clocks);
  submit(std::move(planned->change));
  if (f.assessment == "not_opened") return {};
  if (f.assessment == "open") ++counts.opened;
  const Instant now = clock.now();
  const Instant end = f.closed_at.set() ? f.closed_at : at_office(now.plus(f.open_days * kMicrosPerDay));
  for (int i = 0; i < f.goals; ++i)
    schedule(at_office(now.plus(std::int64_t{2 + i * 3} * kMicrosPerDay)), Act::goal, life);
  for (Instant visit = now.plus(24 * kMicrosPerDay); visit.plus(6 * kMicrosPerDay) < end;
       visit = visit.plus((26 + static_cast<int>(rng.below(9))) * kMicrosPerDay))
    schedule(at_office(visit), Act::visit, life);
  schedule(end.plus_hours(-30), Act::judge, life);
  schedule(end, Act::close, life);
  return {};
}

Status Simulation::Impl::set_goal(const LifePtr& life) {
  static const std::vector<const char*> titles = {"建立安全計畫並演練", "穩定就學與出席",   "改善親職管教方式",
                                                  "穩定經濟收入來源",   "連結心理諮商資源", "建立照顧替手與喘息安排",
                                                  "維持規律就醫",       "改善居住環境"};
  if (!casework::is_open(life->case_file)) return {};
  const flow::GoalInput input{
      life->case_file.id, titles[(static_cast<std::size_t>(life->case_file.id) + life->goals.size()) % titles.size()],
      taipei_date(clock.now()).plus_days(90).iso()};
  auto planned = flow::plan_goal(step(life->case_file.lead_id), case_facts(*life), input);
  if (!planned) return fault(planned);
  ++life->case_file.version;  // a goal moves its case
  life->goals.push_back(std::move(planned->value));
  submit(std::move(planned->change));
  return {};
}

Status Simulation::Impl::judge(const LifePtr& life) {
  for (std::size_t i = 0; i < life->goals.size() && static_cast<int>(i) < life->fate.goals_met; ++i) {
    auto planned = flow::plan_goal_met(step(life->case_file.lead_id), life->case_file, life->goals[i], 0, true);
    if (!planned) return fault(planned);
    ++life->case_file.version;
    life->goals[i] = std::move(planned->value);
    submit(std::move(planned->change));
  }
  return {};
}

Status Simulation::Impl::close(const LifePtr& life) {
  if (!casework::is_open(life->case_file)) return {};
  flow::CloseInput input{
      life->case_file.id, 0, life->fate.assessment == "missing_search" ? "not_found" : life->fate.close_reason, "", {}};
  for (const casework::Goal& g : life->goals)
    if (!g.met.value_or(false)) input.unmet_goals.push_back(g.id);
  auto planned = flow::plan_close(step(life->case_file.lead_id), case_facts(*life), input);
  if (!planned) return fault(planned);
  life->case_file = std::move(planned->value.case_file);
  keep(*life, planned->value.clocks);
  submit(std::move(planned->change));
  ++counts.closed;
  if (life->who.victim == kNobody) return {};
  auto& house = closed_houses[population.persons[static_cast<std::size_t>(life->who.victim)].household];
  std::erase_if(house, [&](const LifePtr& l) { return l->case_file.closed_at < clock.now().plus(-kRemembered); });
  house.push_back(life);
  return {};
}

// Whoever was told answers; about an open case, with its grade as it stays.
Status Simulation::Impl::respond(const LifePtr& life, std::size_t i) {
  intake::Transition& t = life->transitions[i];
  flow::RespondFacts facts{t, of_record(life->clocks, "transition", t.id), {}, {}, {}, life->report.received_at};
  std::int64_t actor = t.to_account_id;
  if (t.case_id != 0) {
    const auto it = by_case.find(t.case_id);
    if (it == by_case.end()) return {};
    ANWANG_CHECK(settle(it->second));
    facts.case_file = it->second->case_file;
    facts.case_clocks = it->second->clocks;
  }
  if (actor == 0) {
    for (const auto& [code, id] : units)
      if (id == t.to_unit_id) actor = supervisor_of(code);
  }
  if (actor == 0) return {};
  flow::RespondInput input{t.id, 0, "acknowledged", "", t.kind == "in_case_notice" ? facts.case_file.grade : ""};
  if (t.kind == "in_case_notice" && input.regrade.empty() && facts.case_file.id != 0) {
    const pack::Programme* programme = app.packs.programme(facts.case_file.programme);
    if (programme != nullptr && !programme->grades.empty()) input.regrade = "grade_2";
  }
  auto planned = flow::plan_respond(step(actor), std::move(facts), input);
  if (!planned) return fault(planned);
  t = std::move(planned->value.transition);
  if (planned->value.case_file.id != 0) {
    const LifePtr& answered = by_case[planned->value.case_file.id];
    answered->case_file = std::move(planned->value.case_file);
    keep(*answered, planned->value.started);
    if (!planned->value.started.empty()) schedule(clock.now().plus_hours(3), Act::see_again, answered);
  }
  submit(std::move(planned->change));
  return {};
}

// A report of 第一級 on an open case: whoever it is about is seen again. Draws nothing, so that it moves nothing else.
Status Simulation::Impl::record(const LifePtr& life, const flow::ContactInput& input) {
  auto planned = flow::plan_contact(step(life->case_file.lead_id), case_facts(*life), input);
  if (!planned) return fault(planned);
  life->case_file = std::move(planned->value.case_file);
  keep(*life, planned->value.clocks);
  ++life->contacts;
  ++counts.contacts;
  submit(std::move(planned->change));
  return {};
}

Status Simulation::Impl::see_again(const LifePtr& life) {
  casework::CaseFile& c = life->case_file;
  if (!casework::is_open(c)) return {};
  flow::ContactInput input;
  input.case_id = c.id;
  input.happened_at = clock.now().plus_minutes(-25);
  input.kind = "home_visit";
  input.face_to_face = true;
  input.note = note_for(c.programme, life->contacts);
  return record(life, input);
}

Status Simulation::Impl::read_closing(const LifePtr& life) {
  const casework::CaseFile& c = life->case_file;
  if (c.state != "closed" || c.close_read_at.set()) return {};
  std::string unit;
  for (const auto& [code, id] : units)
    if (id == c.unit_id) unit = code;
  const std::int64_t reader = supervisor_of(unit);
  if (reader == 0 || reader == c.lead_id) return {};
  auto planned = flow::plan_read_closing(step(reader), case_facts(*life), "結案理由與未達成目標已核對。");
  if (!planned) return fault(planned);
  life->case_file = std::move(planned->value.case_file);
  keep(*life, planned->value.clocks);
  submit(std::move(planned->change));
  return {};
}

}  // namespace anwang::synth

// The steps of the simulation: each plans with the functions of flow/, submits, keeps what came back, schedules the
// next.
#include <algorithm>

#include "clock/calendar.h"
#include "intake/dispatch_shift.h"
#include "intake/duty.h"
#include "pack/pack.h"
#include "synth/places.h"
#include "synth/simulation_impl.h"

namespace anwang::synth {
flow::Step Simulation::Impl::step(std::int64_t actor) const {
  return {app.county, actor, app.clock.now(), app.keys, app.packs, app.rules, [this] { return app.store.next_id(); }};
}

void Simulation::Impl::keep(Life& life, const std::vector<clock::Clock>& changed) {
  for (const clock::Clock& c : changed) {
    if (c.id == life.clock.id) life.clock = c;
    const auto known =
        std::find_if(life.clocks.begin(), life.clocks.end(), [&](const clock::Clock& k) { return k.id == c.id; });
    if (known != life.clocks.end())
      *known = c;
    else if (c.id != life.clock.id)
      life.clocks.push_back(c);
  }
}

std::int64_t Simulation::Impl::screener(Instant at) const {
  if (app.duty.shift(at).valid()) {
    if (const AccountId on_duty = app.duty.screener(at); on_duty.valid()) return on_duty.value;
  }
  const auto turn =
      static_cast<std::size_t>(taipei_date(at).days) * 3 + static_cast<std::size_t>(taipei_minute_of_day(at) / 480);
  return staff.all[staff.screeners[turn % staff.screeners.size()]].account;
}

const std::string& Simulation::Impl::unit_of(const std::string& programme, const std::string& township) const {
  static const std::string none;
  const auto it = areas.find({programme, township});
  return it == areas.end() ? none : it->second;
}
std::int64_t Simulation::Impl::unit_id(const std::string& code) const {
  const auto it = units.find(code);
  return it == units.end() ? 0 : it->second;
}
std::int64_t Simulation::Impl::supervisor_of(const std::string& unit) { return staff.draw(rng, unit, true); }

// The person's dispatch or open case of this programme, if one is under way.
LifePtr Simulation::Impl::busy(std::int32_t person, const std::string& programme) const {
  const auto it = lives.find(person);
  if (it == lives.end()) return nullptr;
  for (const LifePtr& life : it->second) {
    const bool same = !life->assignments.empty() && life->assignments[0].programme == programme;
    if (same && (life->case_file.id == 0 || casework::is_open(life->case_file))) return life;
  }
  return nullptr;
}

std::int64_t Simulation::Impl::night_worker(const Life& life, const std::string& unit) {
  if (unit != "protection_child" && unit != "protection_adult") return 0;
  if (life.fate.worker != 0) return life.fate.worker;
  const std::vector<AccountId> on_duty = app.duty.on_duty(clock.now(), "duty_worker");
  for (const AccountId a : on_duty)
    for (const Worker& w : staff.all)
      if (w.account == a.value && w.unit == unit && w.login != "chen") return a.value;
  return staff.draw(rng, unit, false);
}

std::int64_t Simulation::Impl::day_worker(const Life& life, const std::string& unit) {
  if (life.fate.worker != 0) return life.fate.worker;
  return staff.draw(rng, unit, false);
}

flow::CaseFacts Simulation::Impl::case_facts(const Life& life) const {
  flow::CaseFacts facts;
  facts.case_file = life.case_file;
  facts.participants = life.participants;
  facts.goals = life.goals;
  for (const clock::Clock& c : life.clocks)
    if (c.tbl == "assignment" || (c.tbl == "case_file" && c.record_id == life.case_file.id)) facts.clocks.push_back(c);
  return facts;
}

Status Simulation::Impl::perform(const Event& event) {
  if (event.act == Act::call) return call();
  ANWANG_CHECK(settle(event.life));
  switch (event.act) {
    case Act::claim:
      return claim(event.life);
    case Act::identify:
      return identify(event.life);
    case Act::more_info:
      return more_info(event.life);
    case Act::call:
      break;  // above: a call is nobody's report
    case Act::decide:
      return decide(event.life);
    case Act::countersign:
      return countersign(event.life);
    case Act::assign:
      return assign(event.life);
    case Act::accept:
      return accept(event.life);
    case Act::attempt:
      return contact(event.life, true, false);
    case Act::contact:
      return contact(event.life, false, true);
    case Act::assess:
      return assess(event.life);
    case Act::goal:
      return set_goal(event.life);
    case Act::visit:
      return contact(event.life, false, false);
    case Act::see_again:
      return see_again(event.life);
    case Act::judge:
      return judge(event.life);
    case Act::close:
      return close(event.life);
    case Act::respond:
      return respond(event.life, static_cast<std::size_t>(event.which));
    case Act::read_closing:
      return read_closing(event.life);
  }
  return {};
}

Status Simulation::Impl::claim(const LifePtr& life) {
  auto planned = flow::plan_claim(step(screener(clock.now())), life->report);
  if (!planned) return fault(planned);
  life->report = std::move(planned->value);
  submit(std::move(planned->change));
  return {};
}

// 待補資料: asked for, and the 24 hours go on.
Status Simulation::Impl::more_info(const LifePtr& life) {
  auto planned = flow::plan_more_info(step(screener(clock.now())), life->report, {});
  if (!planned) return fault(planned);
  life->report = std::move(planned->value);
  submit(std::move(planned->change));
  return {};
}

// The screener confirms who they are, on the evidence that the index gives at that moment.
Status Simulation::Impl::identify(const LifePtr& life) {
  const std::int64_t actor = screener(clock.now());
  for (std::size_t i = 0; i < life->subjects.size(); ++i) {
    if (i > 1) break;  // children of the house stay for the one who reviews
    const std::int32_t who = i == 0 ? life->who.victim : life->who.respondent;
    flow::IdentifyInput input;
    input.report = life->report.id;
    input.subject = life->subjects[i].id;
    flow::IdentityFacts facts;
    facts.report = life->report;
    facts.subject = life->subjects[i];
    if (who == kNobody || (i == 0 && life->fate.victim_unknown)) {
      input.verdict = flow::Identity::unknown;
    } else {
      input.verdict = flow::Identity::same;
      input.person = PersonId{person_id(who)};
      facts.comparison = app.persons.index().compare(app.persons.query(life->clues[i]), input.person);
      facts.person_exists = true;
    }
    auto planned = flow::plan_identify(step(actor), std::move(facts), input);
    if (!planned) return fault(planned);
    life->subjects[i] = std::move(planned->value.subject);
    submit(std::move(planned->change));
  }
  return {};
}

// Cases under way and lately closed, of every person linked and of their household: what the guards look at.
void Simulation::Impl::collect_history(const Life& life, flow::DecisionFacts& facts) const {
  const Instant since = clock.now().plus(-kRemembered);
  std::set<std::int64_t> seen;
  const auto take = [&](const std::vector<LifePtr>& earlier) {
    for (const LifePtr& other : earlier) {
      if (other.get() == &life || other->assignments.empty()) continue;
      const casework::CaseFile& c = other->case_file;
      if (c.id == 0)
        facts.open_assignments.push_back(other->assignments[0]);
      else if (casework::is_open(c)) {
        if (seen.insert(c.id).second) facts.open_cases.push_back(c);
      } else if (c.state == "closed" && !(c.closed_at < since) && seen.insert(c.id).second)
        facts.closed_recently.push_back(c);
    }
  };
  for (std::size_t i = 0; i < life.subjects.size(); ++i) {
    const std::int32_t who = i == 0 ? life.who.victim : i == 1 ? life.who.respondent : kNobody;
    if (who == kNobody || !life.subjects[i].person.valid()) continue;
    if (const auto it = lives.find(who); it != lives.end()) take(it->second);
    const std::int32_t house = population.persons[static_cast<std::size_t>(who)].household;
    if (const auto it = closed_houses.find(house); it != closed_houses.end()) take(it->second);
  }
  std::sort(facts.closed_recently.begin(), facts.closed_recently.end(),
            [](const auto& a, const auto& b) { return b.closed_at < a.closed_at; });
}

std::optional<flow::DecisionItem> Simulation::Impl::decision_item(const LifePtr& life, flow::DecisionFacts& facts) {
  flow::DecisionItem item;
  item.subject_id = life->subjects.front().id.value;
  item.programme = life->report.kinds.front();
  const LifePtr other = life->subjects.front().person.valid() ? busy(life->who.victim, item.programme) : nullptr;
  if (other != nullptr) {
    const bool same_event =
        other->case_file.id == 0 || life->report.received_at.us - other->report.received_at.us < 12 * kMicrosPerHour;
    if (!settle(other)) return std::nullopt;
    if (same_event) {
      item.outcome = "same_incident";
      item.same_as_report_id = other->report.id.value;
      flow::JoinedReport joined;
      joined.report = other->report;
      joined.assignments = other->assignments;
      facts.joined[item.same_as_report_id] = std::move(joined);
      facts.incident_received_at = other->report.received_at;
      if (other->report.incident.valid())
        return std::nullopt;  // a third report of one event: answered below as a notice
    } else {
      item.outcome = "notice";
      item.case_id = other->case_file.id;
      facts.cases[item.case_id] = other->case_file;
    }
    return item;
  }
  switch (life->fate.outcome) {
    case Fate::Outcome::dispatch: {
      item.outcome = "dispatch";
      item.grade = life->fate.grade;
      const std::string& unit = unit_of(item.programme, life->report.township);
      item.unit_id = unit_id(unit);
      if (item.unit_id == 0) return std::nullopt;
      break;
    }
    case Fate::Outcome::not_dispatched: {
      static const std::vector<const char*> reasons = {"not_in_scope", "no_facts",  "already_served",
                                                       "resolved",     "malicious", "not_found"};
      item.outcome = "not_dispatched";
      item.reason_code = reasons[std::min<std::size_t>(reasons.size() - 1, rng.below(8) * rng.below(8) / 9)];
      break;
    }
    case Fate::Outcome::advice:
      item.outcome = "advice";
      break;
    case Fate::Outcome::jurisdiction:
      item.outcome = "jurisdiction";
      item.to_county = rng.chance(0.5) ? "10018" : rng.chance(0.5) ? "68000" : "10005";
      item.to_name = "縣市受案窗口";
      item.handed_over_at = clock.now();
      break;
  }
  return item;
}

Status Simulation::Impl::decide(const LifePtr& life) {
  flow::DecisionFacts facts;
  facts.subjects = life->subjects;
  facts.report_clocks = {life->clock};
  for (const pack::Unit& u : app.packs.county.units) {
    const std::int64_t id = unit_id(u.code);
    facts.units[id] = {id, u.code, u.kind, u.network};
  }
  collect_history(*life, facts);
  auto item = decision_item(life, facts);
  if (!item) {  // whoever deals with the first report of the event has it anyway
    item.emplace();
    item->subject_id = life->subjects.front().id.value;
    item->programme = life->report.kinds.front();
    item->outcome = "not_dispatched";
    item->reason_code = "already_served";
    facts.joined.clear();
  }
  facts.report = life->report;
  if (item->outcome == "dispatch" && clock::hours_of(clock.now(), app.rules.calendar) == "night") {
    const std::string& unit = unit_of(item->programme, life->report.township);
    facts.duty[item->unit_id].duty_worker = night_worker(*life, unit);
  }
  flow::DecideInput input;
  input.report_id = life->report.id.value;
  input.summary = "經查詢既有紀錄並電話聯繫通報單位，摘要如通報內容，已去識別。";
  input.items.push_back(std::move(*item));
  auto planned = flow::plan_decide(step(screener(clock.now())), std::move(facts), input);
  if (!planned) return fault(planned);
  flow::Decided& out = planned->value;
  life->report = std::move(out.report);
  life->decisions = std::move(out.decisions);
  life->assignments = std::move(out.assignments);
  life->transitions = std::move(out.transitions);
  keep(*life, out.clocks);
  if (input.items[0].outcome == "same_incident") {
    const LifePtr other = busy(life->who.victim, input.items[0].programme);
    if (other != nullptr) {  // the plan wrote it too: it has an incident now
      other->report.incident = life->report.incident;
      ++other->report.version;
    }
  }
  submit(std::move(planned->change));
  reserved.erase({life->who.victim, life->report.kinds.front()});
  after_decision(life);
  return {};
}

void Simulation::Impl::after_decision(const LifePtr& life) {
  const Instant now = clock.now();
  if (!life->assignments.empty()) {
    ++counts.dispatched;
    if (life->subjects.front().person.valid()) {
      auto& mine = lives[life->who.victim];
      std::erase_if(mine, [&](const LifePtr& l) {
        return l->case_file.closed_at.set() && l->case_file.closed_at < now.plus(-kRemembered);
      });
      mine.push_back(life);
    }
    if (life->assignments[0].state == "assigned")
      schedule(now.plus_minutes(life->fate.accept_minutes), Act::accept, life);
    else
      schedule(at_office(now), Act::assign, life);
  }
  if (!life->decisions.empty() && life->decisions[0].countersign == "waiting") {
    const Instant end = life->decisions[0].countersign_due_at;
    const std::int64_t room =
        end.set() ? std::max<std::int64_t>(2, (end.us - now.us) / (60 * kMicrosPerSecond) - 5) : 60;
    schedule(now.plus_minutes(std::min<std::int64_t>(room, rng.between(15, 180))), Act::countersign, life);
  }
  for (std::size_t i = 0; i < life->transitions.size(); ++i)
    if (life->transitions[i].state == "open") {
      const Instant soon = now.plus_minutes(rng.between(20, 400));
      const Instant office = at_office(soon);
      const auto about = by_case.find(life->transitions[i].case_id);  // 第一級 does not wait for Monday
      const bool urgent = life->transitions[i].kind == "in_case_notice" && about != by_case.end() &&
                          about->second->case_file.grade == "grade_1";
      schedule(urgent ? soon : office, Act::respond, life, static_cast<std::int64_t>(i));
    }
  for (const clock::Clock& c : life->clocks) {
    if (c.tbl != "case_file") continue;
    if (const auto it = by_case.find(c.record_id); it != by_case.end()) {
      it->second->clocks.push_back(c);
      schedule(at_office(now.plus_hours(rng.between(20, 90))), Act::read_closing, it->second);
    }
  }
}

Status Simulation::Impl::countersign(const LifePtr& life) {
  flow::CountersignFacts facts{life->decisions.front(), life->report,
                               of_record(life->clocks, "decision", life->decisions.front().id)};
  facts.clocks.push_back(life->clock);
  auto planned = flow::plan_countersign(step(supervisor_of("screening")), std::move(facts), true, "");
  if (!planned) return fault(planned);
  life->decisions.front() = std::move(planned->value.decision);
  life->report = std::move(planned->value.report);
  submit(std::move(planned->change));
  return {};
}

}  // namespace anwang::synth

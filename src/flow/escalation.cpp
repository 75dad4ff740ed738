#include "flow/escalation.h"

#include <algorithm>
#include <map>
#include <utility>

#include "flow/screening_store.h"
#include "intake/duty.h"
#include "store/record.h"

namespace anwang::flow {

namespace {

// A sweep runs every few seconds, so only a county taken over with its past (an import, the synthetic history) or an
// outage of days has clocks that ran out earlier and were told to nobody.
constexpr std::int64_t kBacklog = 2 * kMicrosPerDay;
constexpr std::size_t kMostAtOnce = 500;  // clocks in one ChangeSet

intake::Transition told(const Step& step, const char* kind, std::int64_t to) {
  intake::Transition t;
  t.id = step.next_id();
  t.kind = kind;
  t.from_account_id = step.actor;
  t.to_account_id = to;
  t.sent_at = step.now;
  t.state = "open";
  return t;
}

std::int64_t on_step(const Ladder& ladder, std::int64_t level) {
  if (level == 1) return ladder.second_line;
  return level == 2 ? ladder.supervisor : ladder.county;
}

}  // namespace

Result<Planned<Escalated>> plan_escalate(const Step& step, EscalationFacts facts) {
  intake::Assignment& a = facts.assignment;
  const bool due = a.state == "assigned" && a.accept_due_at.set() && a.accept_due_at <= step.now;
  if (!due) return fail(Errc::conflict, "not_due");
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  Escalated out;
  std::int64_t level = a.escalation + 1;
  while (level < 3 && (on_step(facts.ladder, level) == 0 || on_step(facts.ladder, level) == a.worker_id)) ++level;
  a.escalation = level;
  const std::int64_t to = on_step(facts.ladder, level);
  if (level == 1) {
    a.worker_id = to;
    a.assigned_at = step.now;
  }
  // Counted from the step before, not from now: after an outage (or 快轉) nobody above waits again for time that has
  // passed. Above the county there is nobody: the last step rings no more, and stays overdue until somebody acts.
  a.accept_due_at = level < 3 ? a.accept_due_at.plus_minutes(step.parameter("escalation_minutes")) : Instant{};
  const int event = changes.event("assignment.escalated", {"assignment", a.id}, a.report_id,
                                  {{"level", level},
                                   {"to", std::to_string(to)},
                                   {"report_id", std::to_string(a.report_id)},
                                   {"unit_id", std::to_string(a.unit_id)}});
  changes.put(a, event);
  if (to != 0) {
    intake::Transition t = told(step, "escalation", to);
    t.report_id = a.report_id;
    t.subject_id = a.subject_id;
    t.decision_id = a.decision_id;
    t.person_id = a.person_id;
    t.to_unit_id = a.unit_id;
    changes.put(t, event);
    out.told.push_back(std::move(t));
  }
  for (clock::Clock& c : facts.clocks) {
    if (c.state != "open" || (c.rule != "accept" && level != 1)) continue;
    if (level == 1) c.account_id = to;
    if (c.rule == "accept") c.escalation = level;
    changes.put(c, event);
  }
  set.idempotency = {
      "job escalation",
      "assignment " + std::to_string(a.id) + " " + std::to_string(level) + " " + iso_instant(a.assigned_at), "1"};
  set.result = {"assignment", a.id};
  out.assignment = std::move(a);
  return Planned<Escalated>{std::move(out), std::move(set)};
}

namespace {

// One level up, on the record; the event it stands under.
int climb(store::Changes& changes, clock::Clock& clock, std::int64_t to_account) {
  ++clock.escalation;
  const std::int64_t owner = clock.case_id != 0 ? clock.case_id : clock.report_id;
  const int event =
      changes.event("clock.escalated", {"clock", clock.id}, owner,
                    {{"rule", clock.rule}, {"level", clock.escalation}, {"to", std::to_string(to_account)}});
  changes.put(clock, event);
  return event;
}

}  // namespace

Result<Planned<intake::Transition>> plan_escalate_clock(const Step& step, clock::Clock clock, std::int64_t to_account,
                                                        std::int64_t subject_id) {
  if (!clock::overdue(clock, step.now) || clock.escalation >= 2) return fail(Errc::conflict, "not_due");
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  const int event = climb(changes, clock, to_account);
  intake::Transition t;
  if (to_account != 0) {
    t = told(step, "escalation", to_account);
    t.report_id = clock.report_id;
    t.case_id = clock.case_id;
    t.person_id = clock.person_id;
    t.subject_id = subject_id;
    t.to_unit_id = clock.unit_id;
    t.response = clock.rule;  // which clock it was; the answer overwrites it
    changes.put(t, event);
  }
  set.idempotency = {"job escalation", "clock " + std::to_string(clock.id) + " " + std::to_string(clock.escalation),
                     "1"};
  set.result = {"clock", clock.id};
  return Planned<intake::Transition>{std::move(t), std::move(set)};
}

Result<Planned<intake::Transition>> plan_tell_backlog(const Step& step, std::vector<clock::Clock> clocks,
                                                      std::int64_t to_account) {
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  for (clock::Clock& c : clocks) {
    if (!clock::overdue(c, step.now) || c.escalation >= 2) return fail(Errc::conflict, "not_due");
    climb(changes, c, to_account);
  }
  const clock::Clock& first = clocks.front();
  const auto count = static_cast<std::int64_t>(clocks.size());
  intake::Transition t;
  if (to_account != 0) {
    const int event = changes.event("clock.backlog_told", {"clock", first.id}, 0,
                                    {{"count", count}, {"to", std::to_string(to_account)}});
    t = told(step, "escalation", to_account);
    t.to_unit_id = first.unit_id;
    t.response = "backlog:" + std::to_string(count);
    changes.put(t, event);
  }
  set.idempotency = {"job escalation", "backlog " + std::to_string(first.id) + " " + std::to_string(first.escalation),
                     "1"};
  set.result = {"clock", first.id};
  return Planned<intake::Transition>{std::move(t), std::move(set)};
}

namespace {

// On the roster of the running shift first; else the unit's own supervisor (of its bureau, when the unit has none).
Result<std::int64_t> rostered(store::Reader& reader, const Step& step, std::int64_t unit, const char* duty) {
  ANWANG_TRY(
      const auto rows,
      reader.query(
          "escalation.roster",
          "SELECT r.account_id FROM shift s JOIN roster r ON r.county = s.county AND r.shift_id = s.id WHERE "
          "s.county = ?1 AND s.starts_at <= ?2 AND s.ends_at > ?2 AND r.duty = ?3 AND r.account_id IS NOT NULL AND "
          "(r.unit_id = ?4 OR r.unit_id IS NULL) ORDER BY CASE WHEN r.unit_id = ?4 THEN 0 ELSE 1 END, r.id LIMIT 1",
          {step.county, step.now.us, duty, unit}));
  return rows.empty() ? std::int64_t{0} : rows.front().i64(0);
}

Result<std::int64_t> with_role(store::Reader& reader, const Step& step, std::int64_t unit, const char* role) {
  ANWANG_TRY(
      const auto rows,
      reader.query(
          "escalation.role",
          "SELECT id FROM account WHERE county = ?1 AND active = 1 AND roles LIKE ?2 AND (?3 = 0 OR unit_id = ?3 OR "
          "unit_id = (SELECT parent_id FROM unit WHERE county = ?1 AND id = ?3)) ORDER BY "
          "CASE WHEN unit_id = ?3 THEN 0 ELSE 1 END, id LIMIT 1",
          {step.county, std::string("%\"") + role + "\"%", unit}));
  return rows.empty() ? std::int64_t{0} : rows.front().i64(0);
}

Result<std::int64_t> supervisor_of(store::Reader& reader, const Step& step, std::int64_t unit) {
  ANWANG_TRY(const std::int64_t own, with_role(reader, step, unit, "supervisor"));
  if (own != 0) return own;
  return rostered(reader, step, unit, "supervisor");
}

// What no unit has yet belongs to the screening centre. At night its supervisor sleeps: the supervisor of the running
// shift is told, the one on the roster of child protection before others (practice.md 3: roster per unit).
Result<std::int64_t> supervisor_of_pending(App& app, store::Reader& reader, const Step& step) {
  const std::int64_t screening = app.duty.unit(app.packs.county.screening_unit).value;
  if (clock::hours_of(step.now, step.rules.calendar) == "night") {
    ANWANG_TRY(const auto rows,
               reader.query(
                   "escalation.night",
                   "SELECT r.account_id FROM shift s JOIN roster r ON r.county = s.county AND r.shift_id = s.id WHERE "
                   "s.county = ?1 AND s.starts_at <= ?2 AND s.ends_at > ?2 AND r.duty = 'supervisor' AND r.account_id "
                   "IS NOT NULL ORDER BY CASE WHEN r.unit_id = ?3 THEN 0 ELSE 1 END, r.id LIMIT 1",
                   {step.county, step.now.us, screening}));
    if (!rows.empty()) return rows.front().i64(0);
  }
  return supervisor_of(reader, step, screening);
}

Result<Ladder> ladder_of(store::Reader& reader, const Step& step, std::int64_t unit) {
  Ladder ladder;
  ANWANG_TRY(ladder.second_line, rostered(reader, step, unit, "second_line"));
  ANWANG_TRY(ladder.supervisor, supervisor_of(reader, step, unit));
  ANWANG_TRY(ladder.county, with_role(reader, step, 0, "county_coordinator"));
  return ladder;
}

// Somebody else may just have acted, or another server taken the step: neither is a failure of the sweep.
Result<int> take(App& app, store::ChangeSet change) {
  const auto done = app.store.submit(std::move(change));
  if (done) return done->replayed ? 0 : 1;
  const Errc code = done.error().code;
  if (code == Errc::precondition_failed || code == Errc::conflict) return 0;
  return fail(done.error());
}

Result<int> sweep_assignments(App& app, const Step& step, int limit) {
  ANWANG_TRY(auto reader, app.store.read());
  ANWANG_TRY(auto due, store::find<intake::Assignment>(
                           *reader, "escalation.assignments",
                           "WHERE county = ?1 AND state = 'assigned' AND accept_due_at <= ?2 ORDER BY accept_due_at, "
                           "id LIMIT " +
                               std::to_string(limit),
                           {step.county, step.now.us}));
  int steps = 0;
  for (intake::Assignment& a : due) {
    EscalationFacts facts;
    ANWANG_TRY(facts.clocks, load_clocks(*reader, step.county, "assignment", a.id));
    ANWANG_TRY(facts.ladder, ladder_of(*reader, step, a.unit_id));
    facts.assignment = std::move(a);
    ANWANG_TRY(auto planned, plan_escalate(step, std::move(facts)));
    ANWANG_TRY(const int taken, take(app, std::move(planned.change)));
    steps += taken;
  }
  return steps;
}

// Level 1 at the due time, level 2 a day later. The acknowledgement has its own, faster ladder above.
const std::string kClimbing =
    "WHERE county = ?1 AND state = 'open' AND due_at < ?2 AND due_at >= ?3 AND escalation < 2 AND rule <> 'accept' AND "
    "(escalation = 0 OR due_at < ?4) ORDER BY due_at, id LIMIT ";

Result<std::vector<clock::Clock>> overdue_clocks(store::Reader& reader, const Step& step, Instant from, Instant until,
                                                 int limit) {
  return store::find<clock::Clock>(reader, "escalation.clocks", kClimbing + std::to_string(limit),
                                   {step.county, until.us, from.us, step.now.us - kMicrosPerDay});
}

Result<std::int64_t> next_above(App& app, store::Reader& reader, const Step& step, const clock::Clock& c) {
  if (c.escalation != 0) return with_role(reader, step, 0, "county_coordinator");
  const std::int64_t screening = app.duty.unit(app.packs.county.screening_unit).value;
  if (c.unit_id == 0 || c.unit_id == screening) return supervisor_of_pending(app, reader, step);
  return supervisor_of(reader, step, c.unit_id);
}

Result<int> sweep_clocks(App& app, const Step& step, int limit) {
  ANWANG_TRY(auto reader, app.store.read());
  ANWANG_TRY(auto due, overdue_clocks(*reader, step, {step.now.us - kBacklog}, step.now, limit));
  int steps = 0;
  for (clock::Clock& c : due) {
    ANWANG_TRY(const std::int64_t to, next_above(app, *reader, step, c));
    std::int64_t about = 0;  // a report that nobody has identified yet still names somebody
    if (c.person_id == 0 && c.report_id != 0) {
      ANWANG_TRY(const auto subjects, load_subjects(*reader, step.county, c.report_id));
      if (!subjects.empty()) about = subjects.front().id.value;
    }
    ANWANG_TRY(auto planned, plan_escalate_clock(step, std::move(c), to, about));
    ANWANG_TRY(const int taken, take(app, std::move(planned.change)));
    steps += taken;
  }
  return steps;
}

// What ran out long ago and was told to nobody: one notice to each who must know.
Result<int> sweep_backlog(App& app, const Step& step, int limit) {
  ANWANG_TRY(auto reader, app.store.read());
  ANWANG_TRY(auto due, overdue_clocks(*reader, step, {}, {step.now.us - kBacklog}, limit));
  std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> above;  // unit, level → whom
  std::map<std::int64_t, std::vector<clock::Clock>> by_person;
  for (clock::Clock& c : due) {
    const std::pair place{c.unit_id, c.escalation};
    auto known = above.find(place);
    if (known == above.end()) {
      ANWANG_TRY(const std::int64_t to, next_above(app, *reader, step, c));
      known = above.emplace(place, to).first;
    }
    by_person[known->second].push_back(std::move(c));
  }
  reader.reset();
  int steps = 0;
  for (auto& [to, clocks] : by_person) {
    if (clocks.size() > kMostAtOnce) clocks.resize(kMostAtOnce);  // the next sweep tells the rest
    ANWANG_TRY(auto planned, plan_tell_backlog(step, std::move(clocks), to));
    ANWANG_TRY(const int taken, take(app, std::move(planned.change)));
    steps += taken;
  }
  return steps;
}

}  // namespace

Result<int> escalate_due(App& app, int limit) {
  const access::Viewer system{};
  const Step step = step_of(app, system);
  int steps = 0;
  for (int round = 0; round < 3; ++round) {  // three steps stand above the worker
    ANWANG_TRY(const int taken, sweep_assignments(app, step, limit));
    if (taken == 0) break;
    steps += taken;
  }
  ANWANG_TRY(const int clocks, sweep_clocks(app, step, limit));
  ANWANG_TRY(const int past, sweep_backlog(app, step, 10 * limit));
  return steps + clocks + past;
}

}  // namespace anwang::flow

// Plans of what follows 派案: 分案, 已接, dispute and ruling, the answer to a notice.
#include <algorithm>
#include <utility>

#include "casework/rules.h"
#include "flow/assignment.h"
#include "flow/clocks.h"
#include "store/record.h"

namespace anwang::flow {

namespace {

using intake::Assignment;

codec::JsonObject header_of(const Assignment& a) {
  codec::JsonObject header{
      {"report_id", std::to_string(a.report_id)}, {"programme", a.programme}, {"unit_id", std::to_string(a.unit_id)}};
  if (!a.grade.empty()) header.set("grade", a.grade);
  if (a.worker_id != 0) header.set("worker_id", std::to_string(a.worker_id));
  return header;
}

ClockPlace place_of(const Assignment& a, const std::vector<clock::Clock>& clocks) {
  return {a.id,
          a.report_id,
          a.case_id,
          a.person_id,
          a.unit_id,
          a.worker_id,
          clocks.empty() ? "social" : clocks.front().network,
          a.township};
}

Status check_version(const Assignment& a, std::int64_t if_version) {
  if (if_version != 0 && if_version != a.version) return fail(Errc::precondition_failed, "stale_version");
  return {};
}

// The assignment's running clocks belong to whoever is to act now.
void hand_clocks_to(store::Changes& changes, std::vector<clock::Clock>& clocks, const Assignment& a, int event) {
  for (clock::Clock& c : clocks) {
    if (c.state != "open" || (c.account_id == a.worker_id && c.unit_id == a.unit_id)) continue;
    c.account_id = a.worker_id;
    c.unit_id = a.unit_id;
    changes.put(c, event);
  }
}

Instant accept_due(const Step& step, const Assignment& a) {
  const auto* rule = step.rules.clocks.find("accept", a.programme, a.grade, step.now, step.rules.calendar);
  return rule == nullptr ? Instant{} : clock::due_at(*rule, step.now, step.rules.calendar);
}

}  // namespace

Result<Planned<AssignmentChanged>> plan_assign(const Step& step, AssignFacts facts, const AssignInput& input) {
  Assignment& a = facts.base.assignment;
  ANWANG_CHECK(check_version(a, input.if_version));
  if (a.state != "sent" && a.state != "assigned") return fail(Errc::conflict, "not_open");
  if (input.worker_id == 0) return fail_field("/worker_id", "required");
  if (!facts.worker_in_unit || !facts.worker_active) return fail_field("/worker_id", "not_in_unit");
  if (!facts.worker_suggested && input.override_reason.empty()) return fail_field("/override_reason", "required");
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  a.state = "assigned";
  a.worker_id = input.worker_id;
  a.assigned_by = step.actor;
  a.assigned_at = step.now;
  a.override_reason = facts.worker_suggested ? "" : input.override_reason;
  a.accept_due_at = accept_due(step, a);
  a.escalation = 0;
  const int event = changes.event("assignment.assigned", {"assignment", a.id}, a.report_id, header_of(a));
  changes.put(a, event);
  auto& clocks = facts.base.clocks;
  stop_clocks(step, changes, clocks, "assignment.assigned", step.now, event);
  start_clocks(step, changes, clocks, "assignment.assigned", "assignment", step.now, place_of(a, clocks), a.programme,
               a.grade, event);
  hand_clocks_to(changes, clocks, a, event);
  set.result = {"assignment", a.id};
  return Planned<AssignmentChanged>{{std::move(a), std::move(clocks)}, std::move(set)};
}

namespace {

casework::CaseFile new_case(const Step& step, const AcceptFacts& facts) {
  const Assignment& a = facts.base.assignment;
  casework::CaseFile c;
  c.id = step.next_id();
  c.programme = a.programme;
  c.unit_id = a.unit_id;
  c.lead_id = step.actor;
  c.person_id = a.person_id;
  c.household_id = facts.household_id;
  c.report_id = a.report_id;
  c.assignment_id = a.id;
  c.grade = a.grade;
  c.township = a.township;
  c.state = "assessing";
  c.received_at = facts.received_at;
  c.previous_case_id = facts.previous.id;
  c.weight = casework::weight(step.packs, c.programme, c.grade, c.state, taipei_date(step.now));
  return c;
}

void link_reports(const Step& step, store::Changes& changes, const casework::CaseFile& c,
                  const std::vector<std::int64_t>& reports, int event) {
  for (const std::int64_t report : reports) {
    casework::CaseLink link;
    link.id = step.next_id();
    link.case_id = c.id;
    link.report_id = report;
    link.kind = "same_incident";
    link.linked_at = step.now;
    changes.put(link, event);
  }
}

}  // namespace

Result<Planned<Accepted>> plan_accept(const Step& step, AcceptFacts facts, std::int64_t if_version) {
  Assignment& a = facts.base.assignment;
  ANWANG_CHECK(check_version(a, if_version));
  if (a.state != "assigned") return fail(Errc::conflict, a.state == "sent" ? "not_assigned" : "not_open");
  if (a.worker_id != step.actor) return fail(Errc::forbidden, "not_yours");
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  const bool joined = casework::household_case(a.programme) && !facts.same_household.empty();
  casework::CaseFile c = joined ? facts.same_household.front() : new_case(step, facts);
  a.state = "accepted";
  a.accepted_at = step.now;
  a.accept_due_at = Instant{};
  a.case_id = c.id;
  codec::JsonObject header = header_of(a);
  header.set("case_id", std::to_string(c.id));
  const int accepted = changes.event("assignment.accepted", {"assignment", a.id}, a.report_id, header);
  changes.put(a, accepted);
  auto& clocks = facts.base.clocks;
  stop_clocks(step, changes, clocks, "assignment.accepted", step.now, accepted);
  for (clock::Clock& k : clocks) {
    if (k.state != "open") continue;
    k.case_id = c.id;
    k.account_id = step.actor;
    changes.put(k, accepted);
  }
  const int event = changes.event(
      joined ? "case.joined" : "case.received", {"case_file", c.id}, c.id,
      {{"programme", c.programme}, {"unit_id", std::to_string(c.unit_id)}, {"report_id", std::to_string(a.report_id)}});
  if (!joined) {
    const auto numbers = casework::case_numbers(step.packs, c.programme, taipei_date(step.now));
    set.numberings.push_back({numbers.series, numbers.prefix, 6, set.writes.size(), "case_no"});
  }
  changes.put(c, event);  // a case that somebody joins moves to its next version: no write skew
  if (a.person_id != 0) {
    casework::Participant p;
    p.id = step.next_id();
    p.case_id = c.id;
    p.person_id = a.person_id;
    p.role = facts.role.empty() ? "client" : facts.role;
    changes.put(p, event);
  }
  link_reports(step, changes, c, facts.joined_reports, event);
  set.result = {"assignment", a.id};
  return Planned<Accepted>{{std::move(a), std::move(c), std::move(clocks), joined}, std::move(set)};
}

namespace {

// unit → bureau → county; "" above the county.
std::string next_level(const std::string& level) {
  if (level.empty()) return "unit";
  if (level == "unit") return "bureau";
  return level == "bureau" ? "county" : "";
}

void set_dispute_level(const Step& step, Assignment& a, const std::string& level) {
  a.dispute_level = level;
  const auto* rule = step.rules.clocks.find("dispute_" + level, a.programme, a.grade, step.now, step.rules.calendar);
  a.dispute_due_at = rule == nullptr ? Instant{} : clock::due_at(*rule, step.now, step.rules.calendar);
}

}  // namespace

Result<Planned<AssignmentChanged>> plan_dispute(const Step& step, AssignmentFacts facts, const DisputeInput& input) {
  Assignment& a = facts.assignment;
  ANWANG_CHECK(check_version(a, input.if_version));
  if (a.state != "sent" && a.state != "assigned" && a.state != "disputed") return fail(Errc::conflict, "not_open");
  if (input.reason.empty()) return fail_field("/reason", "required");
  const std::string level = next_level(a.state == "disputed" ? a.dispute_level : "");
  if (level.empty()) return fail(Errc::conflict, "highest_level");
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  a.state = "disputed";
  if (!a.disputed_at.set()) a.disputed_at = step.now;
  set_dispute_level(step, a, level);
  codec::JsonObject reason{{"reason", input.reason}};
  if (input.proposed_unit_id != 0) reason.set("proposed_unit_id", std::to_string(input.proposed_unit_id));
  a.dispute_reason_sealed = step.seal("assignment", a.id, "dispute_reason", codec::write_json(reason));
  a.accept_due_at = Instant{};
  codec::JsonObject header = header_of(a);
  header.set("level", level);
  const int event = changes.event("assignment.disputed", {"assignment", a.id}, a.report_id, std::move(header));
  changes.put(a, event);
  // Only the dispute's own clock and the case's legal ones go on; nobody can acknowledge a disputed dispatch.
  for (clock::Clock& c : facts.clocks) {
    if (c.state != "open" || (c.rule != "accept" && c.rule != "assign" && !c.rule.starts_with("dispute_"))) continue;
    c.state = "void";
    c.stop_event = "assignment.disputed";
    changes.put(c, event);
  }
  start_clocks(step, changes, facts.clocks, "dispute." + level, "assignment", step.now, place_of(a, facts.clocks),
               a.programme, a.grade, event);
  set.result = {"assignment", a.id};
  return Planned<AssignmentChanged>{{std::move(a), std::move(facts.clocks)}, std::move(set)};
}

Result<Planned<AssignmentChanged>> plan_rule(const Step& step, AssignmentFacts facts, const RulingInput& input) {
  Assignment& a = facts.assignment;
  ANWANG_CHECK(check_version(a, input.if_version));
  if (a.state != "disputed") return fail(Errc::conflict, "not_disputed");
  if (input.unit_id == 0) return fail_field("/unit_id", "required");
  if (input.ruling.empty()) return fail_field("/ruling", "required");
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  a.state = "sent";
  a.unit_id = input.unit_id;
  a.worker_id = 0;
  a.assigned_by = 0;
  a.assigned_at = Instant{};
  a.ruled_by = step.actor;
  a.ruled_at = step.now;
  a.ruling = input.ruling;
  a.dispute_due_at = Instant{};
  a.escalation = 0;
  codec::JsonObject header = header_of(a);
  header.set("level", a.dispute_level);
  const int event = changes.event("assignment.ruled", {"assignment", a.id}, a.report_id, std::move(header));
  changes.put(a, event);
  stop_clocks(step, changes, facts.clocks, "dispute.ruled", step.now, event);
  start_clocks(step, changes, facts.clocks, "assignment.sent", "assignment", step.now, place_of(a, facts.clocks),
               a.programme, a.grade, event);
  hand_clocks_to(changes, facts.clocks, a, event);
  set.result = {"assignment", a.id};
  return Planned<AssignmentChanged>{{std::move(a), std::move(facts.clocks)}, std::move(set)};
}

namespace {

Status check_answer(const Step& step, const RespondFacts& facts, const RespondInput& input) {
  const intake::Transition& t = facts.transition;
  if (input.if_version != 0 && input.if_version != t.version) return fail(Errc::precondition_failed, "stale_version");
  if (t.state != "open") return fail(Errc::conflict, "not_open");
  const bool known = input.state == "acknowledged" || input.state == "accepted" || input.state == "returned";
  if (!known) return fail_field("/state", input.state.empty() ? "required" : "unknown_code");
  if (input.state == "returned" && input.response.empty()) return fail_field("/response", "required");
  if (input.state == "returned" && t.kind == "in_case_notice") return fail_field("/state", "not_allowed");
  if (t.kind != "in_case_notice") {  // only the lead grades
    if (!input.regrade.empty()) return fail_field("/regrade", "not_allowed");
    return {};
  }
  const casework::CaseFile& c = facts.case_file;
  const pack::Programme* programme = c.id == 0 ? nullptr : step.packs.programme(c.programme);
  // A report on an open case is never only read: the lead grades the case again, or says that it stays as it is.
  if (programme != nullptr && !programme->grades.empty()) {
    if (input.regrade.empty()) return fail_field("/regrade", "required");
    const bool grade = std::any_of(programme->grades.begin(), programme->grades.end(),
                                   [&](const pack::Choice& g) { return g.code == input.regrade; });
    if (!grade) return fail_field("/regrade", "unknown_code");
  }
  return {};
}

// Whoever has been seen since the report came in (before the lead got to answering) is seen: the clock ends there.
void stop_by_contacts(const Step& step, clock::Clock& c, const std::vector<casework::Contact>& contacts) {
  const clock::Rule* rule = step.rules.clocks.by_id(c.rule);
  for (const casework::Contact& n : contacts) {
    const casework::ContactSaid said{n.kind,        n.face_to_face,    n.happened_at,
                                     n.next_try_at, n.not_seen_reason, n.substitute};
    const bool about = c.person_id == 0 || n.person_id == 0 || n.person_id == c.person_id;
    if (!about || !casework::reached(said) || n.happened_at < c.started_at) continue;
    const bool seen = n.face_to_face || !n.substitute.empty();
    if (rule->stop == "contact.first" || (rule->stop == "contact.face_to_face" && seen))
      clock::stop(c, n.happened_at, rule->stop);
  }
}

// The grade that the new report gives the case. What ran before runs on, whichever way the grade goes.
std::vector<clock::Clock> grade_again(const Step& step, store::Changes& changes, RespondFacts& facts,
                                      const std::string& grade) {
  casework::CaseFile& c = facts.case_file;
  const intake::Transition& t = facts.transition;
  const std::string before = std::exchange(c.grade, grade);
  c.weight = casework::weight(step.packs, c.programme, c.grade, c.state, taipei_date(step.now));
  const int event = changes.event("case.regraded", {"case_file", c.id}, c.id,
                                  {{"grade", c.grade}, {"from", before}, {"report_id", std::to_string(t.report_id)}});
  changes.put(c, event);
  const std::string network = !facts.clocks.empty()        ? facts.clocks.front().network
                              : !facts.case_clocks.empty() ? facts.case_clocks.front().network
                                                           : "social";
  const ClockPlace place{c.id, t.report_id, c.id, c.person_id, c.unit_id, c.lead_id, network, c.township};
  const Instant from = facts.received_at.set() ? facts.received_at : t.sent_at;
  std::vector<clock::Clock> started;
  for (clock::Clock& k : clocks_of(step, "case.regraded", "case_file", from, place, c.programme, c.grade)) {
    if (same_clock(facts.case_clocks, k) != facts.case_clocks.end()) continue;  // told twice of one report
    k.id = step.next_id();
    stop_by_contacts(step, k, facts.contacts);
    changes.put(k, event);
    started.push_back(std::move(k));
  }
  return started;
}

}  // namespace

Result<Planned<Responded>> plan_respond(const Step& step, RespondFacts facts, const RespondInput& input) {
  intake::Transition& t = facts.transition;
  ANWANG_CHECK(check_answer(step, facts, input));
  casework::CaseFile& c = facts.case_file;
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  t.state = input.state;
  t.responded_by = step.actor;
  t.responded_at = step.now;
  t.response = input.response;
  t.regrade = input.regrade;
  const std::int64_t owner = c.id != 0 ? c.id : t.report_id;
  const int event =
      changes.event("transition.answered", {"transition", t.id}, owner, {{"kind", t.kind}, {"state", t.state}});
  changes.put(t, event);
  stop_clocks(step, changes, facts.clocks, "transition.answered", step.now, event);
  std::vector<clock::Clock> started;
  if (!t.regrade.empty() && c.id != 0 && casework::is_open(c)) started = grade_again(step, changes, facts, t.regrade);
  set.result = {"transition", t.id};
  return Planned<Responded>{{std::move(t), std::move(c), std::move(started)}, std::move(set)};
}

}  // namespace anwang::flow

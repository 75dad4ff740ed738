// plan_decide: one sitting of the screener over one report becomes one ChangeSet.
#include <algorithm>
#include <set>

#include "flow/screening_sitting.h"
#include "intake/dispatch_shift.h"
#include "intake/screening.h"

namespace anwang::flow {

namespace {

using intake::Assignment;
using intake::Decision;

std::string at_item(std::size_t i, const std::string& pointer) { return "/items/" + std::to_string(i) + pointer; }

Status check_report(const Step& step, const DecisionFacts& facts, const DecideInput& input) {
  const intake::Report& report = facts.report;
  if (input.if_version != 0 && input.if_version != report.version)
    return fail(Errc::precondition_failed, "stale_version");
  const int idle = static_cast<int>(step.parameter("claim_idle_minutes"));
  const std::int64_t holder = intake::holder({report.claimed_by.value, report.claimed_at}, step.now, idle);
  if (holder != 0 && holder != step.actor) return fail(Errc::conflict, "claimed_by_other");
  if (input.items.empty()) return fail_field("/items", "required");
  return {};
}

void check_links(const Sitting& sitting, const DecisionItem& item, const intake::Subject& subject, std::size_t i,
                 std::vector<FieldError>& out) {
  const DecisionFacts& facts = sitting.facts;
  if (item.unit_id != 0 && !facts.units.contains(item.unit_id))
    out.push_back({at_item(i, "/unit_id"), "unknown_unit", {}});
  if (item.case_id != 0) {
    const auto found = facts.cases.find(item.case_id);
    if (found == facts.cases.end())
      out.push_back({at_item(i, "/case_id"), "unknown_case", {}});
    else if (!casework::is_open(found->second))
      out.push_back({at_item(i, "/case_id"), "closed_case", {}});
  }
  if (item.same_as_report_id != 0 && !facts.joined.contains(item.same_as_report_id)) {
    out.push_back({at_item(i, "/same_as_report_id"), "unknown_report", {}});
  }
  if (item.outcome != "dispatch" || !subject.person.valid()) return;
  // A report on an open case goes to its lead: never a second case, never silent.
  for (const casework::CaseFile& c : facts.open_cases) {
    if (c.person_id == subject.person.value && c.programme == item.programme && casework::is_open(c)) {
      out.push_back({at_item(i, "/outcome"), "open_case", {{"case_no", c.case_no}}});
      return;
    }
  }
  for (const Assignment& a : facts.open_assignments) {
    if (a.person_id == subject.person.value && a.programme == item.programme) {
      out.push_back({at_item(i, "/outcome"), "already_dispatched", {}});
      return;
    }
  }
}

Status check_items(const Sitting& sitting, const DecideInput& input) {
  std::vector<FieldError> found;
  std::set<std::pair<std::int64_t, std::string>> seen;
  for (std::size_t i = 0; i < input.items.size(); ++i) {
    const DecisionItem& item = input.items[i];
    const intake::Verdict verdict{item.outcome,
                                  item.programme,
                                  item.grade,
                                  item.reason_code,
                                  item.to_county,
                                  item.to_name,
                                  item.handed_over_at,
                                  item.unit_id,
                                  item.case_id,
                                  item.same_as_report_id,
                                  sitting.facts.report.id.value};
    for (FieldError& e : intake::faults(verdict, sitting.step.packs, sitting.step.now)) {
      found.push_back({at_item(i, e.pointer), std::move(e.code), std::move(e.args)});
    }
    const intake::Subject* subject = sitting.subject(item.subject_id);
    if (subject == nullptr) {
      found.push_back({at_item(i, "/subject_id"), "unknown_subject", {}});
      continue;
    }
    if (!seen.emplace(item.subject_id, item.programme).second)
      found.push_back({at_item(i, "/programme"), "duplicate", {}});
    for (const Decision& d : sitting.facts.current) {
      if (d.subject_id == item.subject_id && d.programme == item.programme)
        return fail(Errc::conflict, "already_decided");
    }
    check_links(sitting, item, *subject, i, found);
  }
  if (!found.empty()) return fail_fields(std::move(found));
  return {};
}

Decision decision_of(const Sitting& sitting, const DecisionItem& item) {
  const Step& step = sitting.step;
  Decision d;
  d.id = step.next_id();
  d.report_id = sitting.facts.report.id.value;
  d.subject_id = item.subject_id;
  d.programme = item.programme;
  d.outcome = item.outcome;
  d.grade = item.outcome == "dispatch" ? item.grade : "";
  d.unit_id = item.unit_id;
  d.case_id = item.case_id;
  d.reason_code = item.reason_code;
  d.note_sealed = step.seal("decision", d.id, "note", item.note);
  d.rule = item.rule;
  d.suggested = item.suggested;
  d.override_reason = item.override_reason;
  d.decided_by = step.actor;
  d.decided_at = step.now;
  if (intake::needs_countersign(item.outcome, sitting.facts.report.immediate_danger)) {
    d.countersign = "waiting";
    d.countersign_due_at = sitting.facts.shift_ends;
  }
  if (item.outcome == "jurisdiction") {
    d.to_county = item.to_county;
    d.to_name = item.to_name;
    d.handed_over_at = item.handed_over_at;
  }
  return d;
}

int journal(Sitting& sitting, const Decision& d) {
  codec::JsonObject header{{"report_id", std::to_string(d.report_id)},
                           {"subject_id", std::to_string(d.subject_id)},
                           {"programme", d.programme},
                           {"outcome", d.outcome}};
  if (!d.grade.empty()) header.set("grade", d.grade);
  if (d.unit_id != 0) header.set("unit_id", std::to_string(d.unit_id));
  if (d.case_id != 0) header.set("case_id", std::to_string(d.case_id));
  return sitting.changes.event("decision.made", {"decision", d.id}, d.report_id, std::move(header));
}

void dispatch(Sitting& sitting, const Decision& d, const intake::Subject& subject, int event) {
  const Step& step = sitting.step;
  Assignment a;
  a.id = step.next_id();
  a.decision_id = d.id;
  a.report_id = d.report_id;
  a.subject_id = d.subject_id;
  a.person_id = subject.person.value;
  a.programme = d.programme;
  a.grade = d.grade;
  a.unit_id = d.unit_id;
  a.township = !subject.township.empty() ? subject.township : sitting.facts.report.township;
  a.state = "sent";
  a.sent_at = step.now;
  // Outside office hours nobody waits for a supervisor: the unit's duty worker has it at once, and must acknowledge.
  const auto duty = sitting.facts.duty.find(a.unit_id);
  const bool night = clock::hours_of(step.now, step.rules.calendar) == "night";
  if (night && duty != sitting.facts.duty.end() && duty->second.duty_worker != 0) {
    a.state = "assigned";
    a.worker_id = duty->second.duty_worker;
    a.assigned_by = step.actor;
    a.assigned_at = step.now;
    if (const auto* rule = step.rules.clocks.find("accept", a.programme, a.grade, step.now, step.rules.calendar)) {
      a.accept_due_at = clock::due_at(*rule, step.now, step.rules.calendar);
    }
  }
  sitting.changes.put(a, event);
  const ClockPlace base{
      a.id, a.report_id, 0, a.person_id, a.unit_id, a.worker_id, sitting.facts.units.at(a.unit_id).network, a.township};
  sitting.start("report.received", "assignment", sitting.received_at(), base, a.programme, a.grade, event);
  sitting.start(a.state == "assigned" ? "assignment.assigned" : "assignment.sent", "assignment", step.now, base,
                a.programme, a.grade, event);
  sitting.out.assignments.push_back(std::move(a));
}

// A report is decided when nothing about it is ours to settle: a jurisdiction not yet taken over keeps it pending.
void settle(Sitting& sitting, const DecideInput& input) {
  const Step& step = sitting.step;
  intake::Report& report = sitting.facts.report;
  const auto unsettled = [](const Decision& d) { return d.outcome == "jurisdiction" && !d.handed_over_at.set(); };
  const bool ours = std::any_of(sitting.out.decisions.begin(), sitting.out.decisions.end(), unsettled) ||
                    std::any_of(sitting.facts.current.begin(), sitting.facts.current.end(), unsettled);
  if (input.summary) report.summary = *input.summary;
  const int event = sitting.changes.event(ours ? "report.screened" : "report.decided", {"report", report.id.value},
                                          report.id.value, {{"decisions", std::int64_t(sitting.out.decisions.size())}});
  if (!ours) {
    if (report.state == "pending") {
      report.state = "decided";
      report.decided_at = step.now;
      report.decided_by = AccountId{step.actor};
    }
    report.claimed_by = AccountId{};
    report.claimed_at = Instant{};
    report.snoozed_until = Instant{};
    for (clock::Clock& c : sitting.facts.report_clocks) {
      if (!clock::stop(c, step.now, "report.decided")) continue;
      sitting.changes.put(c, event);
      sitting.out.clocks.push_back(c);
    }
  }
  sitting.set.writes.push_back(intake::write_of(report, event));
  ++report.version;
  sitting.set.result = {"report", report.id.value};
}

}  // namespace

Result<Planned<Decided>> plan_decide(const Step& step, DecisionFacts facts, const DecideInput& input) {
  ANWANG_CHECK(check_report(step, facts, input));
  if (!facts.shift_ends.set()) facts.shift_ends = intake::shift_at(step.packs, step.now).ends_at;
  Sitting sitting(step, facts);
  ANWANG_CHECK(check_items(sitting, input));
  for (const DecisionItem& item : input.items) {
    const intake::Subject& subject = *sitting.subject(item.subject_id);
    Decision d = decision_of(sitting, item);
    const int event = journal(sitting, d);
    sitting.changes.put(d, event);
    if (item.outcome == "dispatch") dispatch(sitting, d, subject, event);
    if (item.outcome == "notice") notice(sitting, d, subject, event);
    if (item.outcome == "same_incident") join(sitting, d, item.same_as_report_id, event);
    if (item.outcome == "jurisdiction") {
      tell(sitting, "jurisdiction", d, 0, subject.person.value,
           {0, 0, "social", d.programme, "", d.to_county, d.handed_over_at.set() ? "closed" : "open"}, event);
    }
    if (d.countersign == "waiting") {
      sitting.start("decision.not_dispatched", "decision", step.now,
                    {d.id, d.report_id, 0, subject.person.value, 0, 0, "social", {}}, d.programme, "", event);
    }
    if (sitting.out.decisions.empty() && item.outcome != "same_incident") re_report(sitting, d, event);
    sitting.out.decisions.push_back(std::move(d));
  }
  settle(sitting, input);
  sitting.out.report = std::move(facts.report);
  return Planned<Decided>{std::move(sitting.out), std::move(sitting.set)};
}

}  // namespace anwang::flow

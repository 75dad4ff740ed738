#include "flow/assignment.h"

#include <algorithm>

#include "access/facts.h"
#include "flow/assignment_store.h"
#include "flow/screening_store.h"
#include "store/record.h"

namespace anwang::flow {

namespace {

using access::FieldClass;
using access::RecordKind;

// Who may act on a dispatch sees its content: its own unit's supervisor, its worker, those it climbed to.
Result<AssignmentFacts> visible_assignment(App& app, store::Reader& reader, const Step& step,
                                           const access::Viewer& viewer, std::int64_t id) {
  ANWANG_TRY(const auto seen,
             access::visible_facts(reader, app.policy, viewer, RecordKind::assignment, id, step.now, FieldClass::fact));
  AssignmentFacts facts;
  ANWANG_TRY(facts.assignment, store::get<intake::Assignment>(reader, "assignment.one", step.county, id));
  ANWANG_TRY(facts.clocks, load_clocks(reader, step.county, "assignment", id));
  (void)seen;
  return facts;
}

Status own_unit(const access::Viewer& viewer, const intake::Assignment& a) {
  if (viewer.unit.value == a.unit_id || a.worker_id == viewer.account.value) return {};
  return fail(Errc::forbidden, "not_your_unit");
}

}  // namespace

Result<AssignFacts> load_assign_facts(store::Reader& reader, const Step& step, const AssignInput& input) {
  AssignFacts facts;
  ANWANG_TRY(facts.base.assignment,
             store::get<intake::Assignment>(reader, "assignment.one", step.county, input.assignment_id));
  ANWANG_TRY(facts.base.clocks, load_clocks(reader, step.county, "assignment", input.assignment_id));
  ANWANG_TRY(const auto cards, suggest_workers(reader, step, facts.base.assignment));
  for (const casework::WorkerCard& card : cards) {
    if (card.facts.account_id != input.worker_id) continue;
    facts.worker_in_unit = true;
    facts.worker_active = card.facts.active;
    facts.worker_suggested = card.suggested;
  }
  return facts;
}

Result<Done<AssignmentChanged>> assign(App& app, const access::Viewer& viewer, const AssignInput& input,
                                       const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<AssignmentChanged>> {
    ANWANG_TRY(const AssignmentFacts seen, visible_assignment(app, reader, step, viewer, input.assignment_id));
    ANWANG_CHECK(own_unit(viewer, seen.assignment));
    ANWANG_TRY(AssignFacts facts, load_assign_facts(reader, step, input));
    return plan_assign(step, std::move(facts), input);
  });
}

Result<Done<Accepted>> accept(App& app, const access::Viewer& viewer, std::int64_t assignment_id,
                              std::int64_t if_version, const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<Accepted>> {
    ANWANG_TRY(const AssignmentFacts seen, visible_assignment(app, reader, step, viewer, assignment_id));
    (void)seen;
    ANWANG_TRY(AcceptFacts facts, load_accept_facts(reader, step, assignment_id));
    return plan_accept(step, std::move(facts), if_version);
  });
}

Result<Done<AssignmentChanged>> dispute(App& app, const access::Viewer& viewer, const DisputeInput& input,
                                        const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<AssignmentChanged>> {
    ANWANG_TRY(AssignmentFacts facts, visible_assignment(app, reader, step, viewer, input.assignment_id));
    ANWANG_CHECK(own_unit(viewer, facts.assignment));
    return plan_dispute(step, std::move(facts), input);
  });
}

Result<Done<AssignmentChanged>> rule(App& app, const access::Viewer& viewer, const RulingInput& input, const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<AssignmentChanged>> {
    ANWANG_TRY(AssignmentFacts facts, visible_assignment(app, reader, step, viewer, input.assignment_id));
    // At the first level the units settle it between themselves; above, only the county's coordinator rules, and never
    // the unit that disputes.
    const bool coordinator = viewer.has(access::Role::county_coordinator);
    if (!coordinator && facts.assignment.dispute_level != "unit") return fail(Errc::forbidden, "higher_level_rules");
    if (!coordinator && viewer.unit.value == facts.assignment.unit_id && input.unit_id != facts.assignment.unit_id) {
      return fail(Errc::forbidden, "other_unit_rules");
    }
    ANWANG_TRY(const auto unit, reader.query("assignment.unit", "SELECT id FROM unit WHERE county = ?1 AND id = ?2",
                                             {step.county, input.unit_id}));
    if (unit.empty()) return fail_field("/unit_id", "unknown_unit");
    return plan_rule(step, std::move(facts), input);
  });
}

namespace {

// The case that the notice is about, and what has happened on it since that report came in.
Status load_answered_case(store::Reader& reader, const Step& step, RespondFacts& facts) {
  const intake::Transition& t = facts.transition;
  const store::Params of_case{step.county, t.case_id};
  ANWANG_TRY(facts.case_file, store::get<casework::CaseFile>(reader, "transition.case", step.county, t.case_id));
  ANWANG_TRY(facts.case_clocks, store::find<clock::Clock>(reader, "transition.case_clocks",
                                                          "WHERE county = ?1 AND case_id = ?2 ORDER BY id", of_case));
  if (t.report_id == 0) return {};
  ANWANG_TRY(const auto rows,
             reader.query("transition.received", "SELECT received_at FROM report WHERE county = ?1 AND id = ?2",
                          {step.county, t.report_id}));
  if (rows.empty()) return {};
  facts.received_at = {rows.front().i64(0)};
  ANWANG_TRY(facts.contacts, store::find<casework::Contact>(
                                 reader, "transition.contacts",
                                 "WHERE county = ?1 AND case_id = ?2 AND happened_at >= ?3 ORDER BY happened_at, id",
                                 {step.county, t.case_id, facts.received_at.us}));
  return {};
}

}  // namespace

Result<Done<Responded>> respond(App& app, const access::Viewer& viewer, const RespondInput& input, const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<Responded>> {
    RespondFacts facts;
    ANWANG_TRY(facts.transition,
               store::get<intake::Transition>(reader, "transition.one", step.county, input.transition_id));
    const intake::Transition& t = facts.transition;
    // Addressed to an account: that one answers; to a unit: its supervisor. For all others it does not exist.
    const bool mine = t.to_account_id != 0 ? t.to_account_id == viewer.account.value
                                           : t.to_unit_id != 0 && t.to_unit_id == viewer.unit.value;
    if (!mine) return fail(Errc::not_found, "not_found");
    ANWANG_TRY(facts.clocks, load_clocks(reader, step.county, "transition", t.id));
    if (t.case_id != 0) ANWANG_CHECK(load_answered_case(reader, step, facts));
    return plan_respond(step, std::move(facts), input);
  });
}

}  // namespace anwang::flow

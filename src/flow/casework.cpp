#include "flow/casework.h"

#include "access/facts.h"
#include "store/record.h"

namespace anwang::flow {

namespace {

using access::FieldClass;
using access::RecordKind;

// Who writes into a case reads its content: lead, co-workers, the unit's supervisor. To others whose sight ends at the
// facts the deed is forbidden; to those who see nothing the case does not exist.
Result<CaseFacts> writable_case(App& app, store::Reader& reader, const Step& step, const access::Viewer& viewer,
                                std::int64_t id) {
  ANWANG_TRY(const access::RecordFacts seen,
             access::visible_facts(reader, app.policy, viewer, RecordKind::case_file, id, step.now));
  if (app.policy.decide(viewer, seen, FieldClass::content) != access::Outcome::full)
    return fail(Errc::forbidden, "not_your_case");
  return load_case_facts(reader, step, id);
}

// Assessment and closing are the lead's.
Result<CaseFacts> case_to_decide(App& app, store::Reader& reader, const Step& step, const access::Viewer& viewer,
                                 std::int64_t id) {
  ANWANG_TRY(const casework::CaseFile led, led_case(app, reader, step, viewer, id));
  return load_case_facts(reader, step, led.id);
}

}  // namespace

bool decides(const access::Viewer& viewer, const access::RecordFacts& seen) {
  if ((seen.relations & (access::lead | access::supervising)) != 0) return true;
  return viewer.has(access::Role::supervisor) && viewer.unit.valid() && seen.unit == viewer.unit.value;
}

Result<casework::CaseFile> led_case(App& app, store::Reader& reader, const Step& step, const access::Viewer& viewer,
                                    std::int64_t case_id) {
  ANWANG_TRY(const access::RecordFacts seen,
             access::visible_facts(reader, app.policy, viewer, RecordKind::case_file, case_id, step.now));
  const bool content = app.policy.decide(viewer, seen, FieldClass::content) == access::Outcome::full;
  if (!content) return fail(Errc::forbidden, "not_your_case");
  if (!decides(viewer, seen)) return fail(Errc::forbidden, "lead_decides");
  return store::get<casework::CaseFile>(reader, "case.led", step.county, case_id);
}

Result<CaseFacts> load_case_facts(store::Reader& reader, const Step& step, std::int64_t case_id) {
  CaseFacts facts;
  ANWANG_TRY(facts.case_file, store::get<casework::CaseFile>(reader, "case.one", step.county, case_id));
  ANWANG_TRY(facts.clocks,
             store::find<clock::Clock>(reader, "case.clocks", "WHERE county = ?1 AND case_id = ?2 ORDER BY due_at, id",
                                       {step.county, case_id}));
  ANWANG_TRY(facts.participants, store::find<casework::Participant>(reader, "case.participants",
                                                                    "WHERE county = ?1 AND case_id = ?2 ORDER BY id",
                                                                    {step.county, case_id}));
  ANWANG_TRY(facts.goals,
             store::find<casework::Goal>(reader, "case.goals", "WHERE county = ?1 AND case_id = ?2 ORDER BY id",
                                         {step.county, case_id}));
  ANWANG_TRY(facts.links,
             store::find<casework::CaseLink>(reader, "case.links", "WHERE county = ?1 AND case_id = ?2 ORDER BY id",
                                             {step.county, case_id}));
  return facts;
}

Result<Done<ContactAdded>> add_contact(App& app, const access::Viewer& viewer, const ContactInput& input,
                                       const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<ContactAdded>> {
    ANWANG_TRY(CaseFacts facts, writable_case(app, reader, step, viewer, input.case_id));
    return plan_contact(step, std::move(facts), input);
  });
}

Result<Done<CaseChanged>> assess(App& app, const access::Viewer& viewer, const AssessInput& input, const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<CaseChanged>> {
    ANWANG_TRY(CaseFacts facts, case_to_decide(app, reader, step, viewer, input.case_id));
    return plan_assess(step, std::move(facts), input);
  });
}

Result<Done<casework::Goal>> add_goal(App& app, const access::Viewer& viewer, const GoalInput& input, const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<casework::Goal>> {
    ANWANG_TRY(CaseFacts facts, writable_case(app, reader, step, viewer, input.case_id));
    return plan_goal(step, std::move(facts), input);
  });
}

Result<Done<casework::Goal>> set_goal(App& app, const access::Viewer& viewer, std::int64_t goal_id,
                                      std::int64_t if_version, std::optional<bool> met, const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<casework::Goal>> {
    ANWANG_TRY(casework::Goal goal, store::get<casework::Goal>(reader, "case.goal", step.county, goal_id));
    ANWANG_TRY(CaseFacts facts, writable_case(app, reader, step, viewer, goal.case_id));
    return plan_goal_met(step, std::move(facts.case_file), std::move(goal), if_version, met);
  });
}

Result<Done<casework::Note>> add_note(App& app, const access::Viewer& viewer, std::int64_t case_id,
                                      const std::string& text, const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<casework::Note>> {
    ANWANG_TRY(CaseFacts facts, writable_case(app, reader, step, viewer, case_id));
    return plan_note(step, std::move(facts), text);
  });
}

Result<Done<CaseChanged>> close_case(App& app, const access::Viewer& viewer, const CloseInput& input, const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<CaseChanged>> {
    ANWANG_TRY(CaseFacts facts, case_to_decide(app, reader, step, viewer, input.case_id));
    return plan_close(step, std::move(facts), input);
  });
}

Result<Done<CaseChanged>> read_closing(App& app, const access::Viewer& viewer, std::int64_t case_id,
                                       const std::string& note, const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<CaseChanged>> {
    // The second reader need not be of the case: a colleague of its unit is enough.
    ANWANG_TRY(const access::RecordFacts seen,
               access::visible_facts(reader, app.policy, viewer, RecordKind::case_file, case_id, step.now));
    if (seen.unit != viewer.unit.value) return fail(Errc::forbidden, "not_your_unit");
    ANWANG_TRY(CaseFacts facts, load_case_facts(reader, step, case_id));
    return plan_read_closing(step, std::move(facts), note);
  });
}

}  // namespace anwang::flow

// After 派案: the unit's supervisor assigns (分案) or disputes; the worker acknowledges (已接) and the case begins;
// what nobody answers climbs. Pure plans and their live forms (flow/step.h). Errors: conflict not_open, not_assigned,
// not_yours, not_disputed, override_reason_required; not_found; invalid.
#pragma once

#include <string>
#include <vector>

#include "casework/model.h"
#include "casework/worker_suggestion.h"
#include "clock/model.h"
#include "flow/step.h"
#include "intake/dispatch_model.h"
#include "intake/model.h"

namespace anwang::flow {

struct AssignmentFacts {
  intake::Assignment assignment;
  std::vector<clock::Clock> clocks;  // tbl assignment, this one
};
struct AssignmentChanged {
  intake::Assignment assignment;
  std::vector<clock::Clock> clocks;
};

// 分案.
struct AssignInput {
  std::int64_t assignment_id = 0, if_version = 0, worker_id = 0;
  std::string override_reason;  // required when the worker is not one of the suggested
};
struct AssignFacts {
  AssignmentFacts base;
  bool worker_in_unit = false, worker_active = false, worker_suggested = false;
};
Result<AssignFacts> load_assign_facts(store::Reader& reader, const Step& step, const AssignInput& input);
Result<Planned<AssignmentChanged>> plan_assign(const Step& step, AssignFacts facts, const AssignInput& input);
Result<Done<AssignmentChanged>> assign(App& app, const access::Viewer& viewer, const AssignInput& input,
                                       const Key& key);

// 已接: the acknowledgement begins the case (or joins the household's case of the same report).
struct AcceptFacts {
  AssignmentFacts base;
  Instant received_at;  // of the report: every clock of the case counts from here
  std::string role;     // of the subject
  std::int64_t household_id = 0;
  std::vector<casework::CaseFile> same_household;  // open, same programme and report or incident (household programmes)
  casework::CaseFile previous;                     // last closed case of this person and programme; id 0: none
  std::vector<std::int64_t> joined_reports;        // reports of the same incident: linked to the case at once
};
struct Accepted {
  intake::Assignment assignment;
  casework::CaseFile case_file;
  std::vector<clock::Clock> clocks;
  bool joined = false;  // an existing case took the person in
};
Result<AcceptFacts> load_accept_facts(store::Reader& reader, const Step& step, std::int64_t assignment_id);
Result<Planned<Accepted>> plan_accept(const Step& step, AcceptFacts facts, std::int64_t if_version);
Result<Done<Accepted>> accept(App& app, const access::Viewer& viewer, std::int64_t assignment_id,
                              std::int64_t if_version, const Key& key);

// 爭議: unit → bureau → county, each with its clock; ends in a recorded ruling (unit kept or changed).
struct DisputeInput {
  std::int64_t assignment_id = 0, if_version = 0;
  std::string reason;
  std::int64_t proposed_unit_id = 0;
};
struct RulingInput {
  std::int64_t assignment_id = 0, if_version = 0, unit_id = 0;
  std::string ruling;
};
Result<Planned<AssignmentChanged>> plan_dispute(const Step& step, AssignmentFacts facts, const DisputeInput& input);
Result<Planned<AssignmentChanged>> plan_rule(const Step& step, AssignmentFacts facts, const RulingInput& input);
Result<Done<AssignmentChanged>> dispute(App& app, const access::Viewer& viewer, const DisputeInput& input,
                                        const Key& key);
Result<Done<AssignmentChanged>> rule(App& app, const access::Viewer& viewer, const RulingInput& input, const Key& key);

// Notices, in-case notices and jurisdiction: the addressee answers. regrade: required for an in-case notice. 第一級
// starts the second clock of the case (case.regraded in the packs), from the receipt of the report that was told; a
// lower grade stops no clock that runs.
struct RespondInput {
  std::int64_t transition_id = 0, if_version = 0;
  std::string state, response, regrade;
};
struct RespondFacts {
  intake::Transition transition;
  std::vector<clock::Clock> clocks;
  casework::CaseFile case_file;  // id 0: none
  std::vector<clock::Clock> case_clocks{};
  std::vector<casework::Contact> contacts{};  // of the case since that report was received
  Instant received_at{};                      // of that report
};
struct Responded {
  intake::Transition transition;
  casework::CaseFile case_file;
  std::vector<clock::Clock> started;  // by the new grade
};
Result<Planned<Responded>> plan_respond(const Step& step, RespondFacts facts, const RespondInput& input);
Result<Done<Responded>> respond(App& app, const access::Viewer& viewer, const RespondInput& input, const Key& key);

// Who could take it, in order, each with reasons.
Result<std::vector<casework::WorkerCard>> suggest_workers(store::Reader& reader, const Step& step,
                                                          const intake::Assignment& assignment);

}  // namespace anwang::flow

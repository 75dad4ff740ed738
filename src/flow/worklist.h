// What is on somebody's desk: dispatches of a unit, notices to answer, own tasks by due time, the supervisor's board.
// Reads only; every row passes the policy.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "casework/model.h"
#include "casework/worker_suggestion.h"
#include "clock/model.h"
#include "flow/countersigns.h"
#include "flow/step.h"
#include "intake/dispatch_model.h"

namespace anwang::flow {

struct Dispute {
  std::string reason;  // "" when the viewer may not read it
  std::int64_t proposed_unit_id = 0;
};
struct AssignmentView {
  intake::Assignment assignment;
  std::vector<clock::Clock> clocks;  // open ones, by due time
  std::optional<Dispute> dispute;
};
// state "" = every one not withdrawn, "waiting" = sent, assigned or disputed: newest first, at most 200. own_unit: of
// the viewer's unit or for the viewer; else every one the viewer sees the facts of (disputes for the coordinator).
Result<std::vector<AssignmentView>> read_assignments(App& app, const access::Viewer& viewer, bool own_unit,
                                                     const std::string& state);
Result<AssignmentView> read_assignment(App& app, const access::Viewer& viewer, std::int64_t id);
Result<std::vector<casework::WorkerCard>> read_worker_cards(App& app, const access::Viewer& viewer,
                                                            std::int64_t assignment_id);

struct TransitionView {
  intake::Transition transition;
  std::string programme, summary, from_unit_id;
  std::string grade{};  // of the case that a notice to its lead is about
};
// Addressed to the viewer, or to the viewer's unit when the viewer is its supervisor (a school's or another network's
// unit: anybody of it); open ones first.
Result<std::vector<TransitionView>> read_transitions(App& app, const access::Viewer& viewer);

struct Task {
  clock::Clock clock;  // id 0: a promise rather than a clock (rule next_try)
  std::int64_t assignment_id = 0, transition_id = 0, subject_id = 0;
};
struct Returned {
  std::int64_t id = 0, report_id = 0;
  std::string kind, report_no;
  Instant at;
};
struct MyWork {
  std::vector<Task> overdue, today, week;
  std::vector<Returned> returned;
  std::vector<Task> calendar;  // the next 14 days
  std::int64_t open = 0;
  double weighted = 0;
};
Result<MyWork> read_my_work(App& app, const access::Viewer& viewer);

struct Board {
  std::vector<AssignmentView> unassigned, disputes;  // unassigned: also those that climbed to the supervisor
  std::vector<AssignmentView> unacknowledged;        // sent to a worker who has not pressed 已接 yet
  std::vector<WaitingDecision> countersigns;
  std::vector<casework::WorkerFacts> workers;
  std::vector<casework::CaseFile> closings;
};
Result<Board> read_board(App& app, const access::Viewer& viewer);

// 批次改派: what it would do, and doing it. All cases must be of the supervisor's unit. Errors: invalid /case_ids, /to.
struct Reassigned {
  std::vector<casework::CaseFile> cases;
  std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>> open;  // account → open cases before, after
};
struct ReassignInput {
  std::vector<std::int64_t> case_ids;
  std::int64_t to = 0;
  std::string reason;
};
Result<Reassigned> preview_reassign(App& app, const access::Viewer& viewer, const ReassignInput& input);
Result<Done<Reassigned>> reassign(App& app, const access::Viewer& viewer, const ReassignInput& input, const Key& key);

}  // namespace anwang::flow

// Decisions as they are read: of one report, and those that wait for a supervisor's countersign.
#pragma once

#include <vector>

#include "base/personal.h"
#include "flow/queue.h"
#include "flow/screening.h"

namespace anwang::flow {

struct WaitingDecision {
  intake::Decision decision;
  PersonalText note;  // the screener's words; read by those who see the report's content
  QueueRow row;
};
// By due time; only those on reports whose content the viewer sees.
Result<std::vector<WaitingDecision>> read_countersigns(App& app, const access::Viewer& viewer);
// Current decisions of a report the viewer sees, in order.
Result<std::vector<intake::Decision>> decisions_of(App& app, const access::Viewer& viewer, std::int64_t report_id);
Result<intake::Decision> decision(App& app, const access::Viewer& viewer, std::int64_t decision_id);

}  // namespace anwang::flow

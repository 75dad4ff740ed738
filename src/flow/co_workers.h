// 協同社工: a case has one lead and any number of co-workers, of its own unit or another network. The lead or the
// unit's supervisor adds and ends them, each with a reason in the case's notes. A co-worker is a row of `relation`: the
// policy shows them the case and its person as to a lead; what only a lead decides (assessment, closing, grade,
// co-workers) stays with the lead. Errors: not_found; forbidden not_your_case, lead_decides; conflict case_closed,
// already_co_worker; precondition_failed stale_version; invalid with pointers.
#pragma once

#include <string>
#include <vector>

#include "flow/casework.h"

namespace anwang::flow {

struct CoWorkerInput {
  std::int64_t case_id = 0, if_version = 0, account_id = 0;
  std::string reason;
};
struct CoWorkerFacts {
  casework::CaseFile case_file;
  casework::CoWorker current;  // in force for that account; id 0: none
  bool may_work = false;       // an active worker of the county
  std::string name;
};
Result<Planned<CaseChanged>> plan_add_co_worker(const Step& step, CoWorkerFacts facts, const CoWorkerInput& input);
Result<Planned<CaseChanged>> plan_end_co_worker(const Step& step, CoWorkerFacts facts, const CoWorkerInput& input);
Result<Done<CaseChanged>> add_co_worker(App& app, const access::Viewer& viewer, const CoWorkerInput& input,
                                        const Key& key);
Result<Done<CaseChanged>> end_co_worker(App& app, const access::Viewer& viewer, const CoWorkerInput& input,
                                        const Key& key);

// In force now, the longest first; without the lead.
Result<std::vector<casework::CoWorker>> load_co_workers(store::Reader& reader, const Step& step,
                                                        const casework::CaseFile& c);
// Who could be asked: every active worker of the county, those of the case's own unit first. For the lead and the
// unit's supervisor.
struct Colleague {
  std::int64_t account_id = 0, unit_id = 0;
  std::string leave_until;  // on leave today until then; "" not on leave
};
Result<std::vector<Colleague>> read_colleagues(App& app, const access::Viewer& viewer, std::int64_t case_id);

}  // namespace anwang::flow

// SQL of assignments: internal to flow.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "casework/worker_suggestion.h"
#include "flow/step.h"

namespace anwang::flow {

// Accounts of a unit (workers and duty workers) with their load, duty and leave. `person`, `household`: for continuity.
Result<std::vector<casework::WorkerFacts>> load_workers(store::Reader& reader, const Step& step, std::int64_t unit_id,
                                                        const std::string& programme, std::int64_t person_id,
                                                        std::int64_t household_id);
// The person's present household, registered before co-residence; 0: none.
Result<std::int64_t> household_of(store::Reader& reader, const std::string& county, std::int64_t person_id);

}  // namespace anwang::flow

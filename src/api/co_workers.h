// 協同社工 as a case shows them, and their routes (bound by bind_cases).
#pragma once

#include <vector>

#include "api/brief.h"
#include "api/context.h"
#include "casework/model.h"

namespace anwang::api {

// [{account, since}]: their accounts must have been wanted and loaded.
codec::Json co_workers_json(const Briefs& briefs, const std::vector<casework::CoWorker>& list);
void bind_co_workers(Router& routes);

}  // namespace anwang::api

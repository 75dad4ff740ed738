// A report as a row of the queue, in the contract's words. Names leave only through the policy's projection.
#pragma once

#include "api/brief.h"
#include "flow/queue.h"

namespace anwang::api {

// Names every account the row will mention; call before Briefs::load.
void want_row(Briefs& briefs, const flow::QueueRow& row);
codec::JsonObject row_json(const Call& call, const Briefs& briefs, const flow::QueueRow& row);

}  // namespace anwang::api

// The documents of a case page: its own, and those of the report it came from.
#pragma once

#include "api/context.h"
#include "casework/model.h"

namespace anwang::api {

// [{id,name,type,size,added_at,of:"case"|"report"}]: what the viewer may open; sealed file names leave only with the
// download. The case's own only when its content is seen in full (`content`).
Result<codec::JsonArray> case_documents_json(const Call& call, store::Reader& reader, const casework::CaseFile& c,
                                             bool content);

}  // namespace anwang::api

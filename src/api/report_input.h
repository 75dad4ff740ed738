// The report body of the contract → a draft. Shapes only (types, unknown members); what a report must say is
// intake/check.h's. Pure.
#pragma once

#include <string_view>

#include "api/context.h"
#include "intake/model.h"

namespace anwang::api {

// The public page also sends `website`, a field that people do not see.
Result<intake::ReportDraft> read_report(const codec::Json& body, intake::Channel channel);
codec::Json warnings_json(const std::vector<FieldError>& warnings, std::string_view language);

}  // namespace anwang::api

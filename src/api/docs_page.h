// The page that shows the OpenAPI document: served by this binary under its own strict CSP, no library, no other host.
#pragma once

#include <string_view>

namespace anwang::api {

extern const std::string_view kDocsHtml;
extern const std::string_view kDocsScript;
extern const std::string_view kDocsStyle;

}  // namespace anwang::api

// Headers that stand on every answer (security.md 3), whoever made it. Pure function.
#pragma once

#include "http/message.h"

namespace anwang::http {

// Fills in what the handler has not set itself: an attachment may bring its own sandboxing policy, a static file its
// own caching. `tls` adds HSTS.
void add_security_headers(Response& response, bool tls);

}  // namespace anwang::http

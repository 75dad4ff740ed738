// The bytes of a response head, and the checks a request's headers pass. Pure functions; no Beast.
#pragma once

#include <string>
#include <string_view>

#include "base/time.h"
#include "http/message.h"

namespace anwang::http {

// Status line and headers with the empty line. Content-Length is written unless the status has no body or `streamed`.
std::string head_bytes(const Response& response, bool keep_alive, bool streamed, Instant now);
// "Sun, 22 Nov 2026 06:05:00 GMT"
std::string http_date(Instant t);

// False (bad_header) on a header that must stand once and stands twice, on control characters, ill-formed UTF-8, or
// when HTTP/1.1 has no Host.
bool headers_acceptable(const Headers& headers, int http_version);

}  // namespace anwang::http

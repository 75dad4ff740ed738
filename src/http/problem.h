// Problem documents (RFC 9457) and the reader's language. Texts of the domain come from api/; the few that the edge
// itself needs (bad path, too large, overloaded …) are here in both languages. Thread-safety: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/message.h"

namespace anwang::http {

enum class Lang { zh_tw, en };
// Accept-Language with its q-values; anything but English that comes first, and a missing header, is zh-TW.
Lang language(const Headers& headers);

struct ProblemField {
  std::string pointer;  // RFC 6901
  std::string code;
  std::string message;  // in the reader's language
};

struct Problem {
  int status = 500;
  std::string reason;  // stable word; `type` is "/problems/" + reason
  std::string title;
  std::string detail;
  std::vector<ProblemField> errors;
  std::vector<std::pair<std::string, std::string>> extra;  // further members: name, ready JSON ("yours", "current")
  int retry_after_s = 0;                                   // > 0: Retry-After
};
// application/problem+json, Cache-Control: no-store, Content-Language.
Response problem(const Problem& p, std::string_view request_id, Lang lang);

// Problems of the edge itself. Reasons: malformed_request, bad_path, repeated_query_key, bad_header, header_too_large,
// body_too_large, not_found, method_not_allowed, expectation_failed, version_not_supported,
// overloaded, too_many_connections, stopping, internal.
Problem edge_problem(std::string_view reason, Lang lang);
Response edge_response(std::string_view reason, std::string_view request_id, Lang lang);

// `s` as a JSON string with its quotes. Ill-formed UTF-8 becomes U+FFFD.
std::string json_quoted(std::string_view s);

}  // namespace anwang::http

// The target of a request line, and other small grammars of HTTP: pure functions over bytes a stranger sent.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace anwang::http {

struct Target {
  std::string path;  // decoded, starts with '/', no empty, "." or ".." segment but a last empty one
  std::map<std::string, std::string> query;  // decoded, '+' is a space
  std::string fault;                         // "" or the reason of an edge problem: bad_path, repeated_query_key
};
// Refuses: encodings that are no two hex digits, NUL and control characters, ill-formed UTF-8, an encoded '/' or '\',
// a ".." segment in any spelling, empty segments, a repeated query key, more than 64 query keys. Accepts origin-form
// and absolute-form (RFC 9112 §3.2.2, the authority is ignored); "*" stands for "/".
Target parse_target(std::string_view raw);

// `text` with %XX decoded; nullopt on a bad encoding.
std::optional<std::string> percent_decoded(std::string_view text);

// Value of one cookie of the Cookie header; nullopt when absent or sent twice with different values.
std::optional<std::string> cookie(const Headers& headers, std::string_view name);

// Strong entity tag of a record version: "\"17\"".
std::string version_etag(std::int64_t version);
// If-Match of exactly one strong tag that is a version; nullopt when absent or anything else ("*", lists, weak).
std::optional<std::int64_t> if_match_version(const Headers& headers);
// True when If-None-Match names `etag` (weak comparison) or is "*".
bool none_match_hit(const Headers& headers, std::string_view etag);

// Content coding to send among those present: br before gzip, as Accept-Encoding allows; "" is identity.
std::string_view best_coding(const Headers& headers, bool has_br, bool has_gzip);

}  // namespace anwang::http

// Expected failures are values: Result<T>. Exceptions mean a bug or I/O and are caught once, at the edge.
// One error enum for the whole product; api/problem.cpp holds the one table from Errc to HTTP (RFC 9457).
// Thread-safety: plain values.
#pragma once

#include <map>
#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace anwang {

enum class Errc {
  invalid,                // 422: a field is wrong; `fields` says which and how to mend it
  malformed,              // 400: the body is not what its content type says (JSON, UTF-8, duplicate key, depth)
  unsupported_media,      // 415
  too_large,              // 413: body, header, attachment or list over its limit
  unauthenticated,        // 401
  forbidden,              // 403: only for actions on things the viewer already sees
  not_found,              // 404: absent and not allowed answer alike (security.md 5)
  method_not_allowed,     // 405
  conflict,               // 409: state does not allow it (claimed by another, already decided, key in flight)
  precondition_failed,    // 412: If-Match or a read dependency no longer holds; nothing was written
  precondition_required,  // 428: this route needs If-Match or Idempotency-Key
  rate_limited,           // 429 with Retry-After
  busy,                   // 503 with Retry-After: the bounded write queue is full
  read_only,              // 503: writes are stopped (lost lease, shutdown, warming)
  storage_full,           // 507: the disk is full; reads go on
  unavailable,            // 503: database away
  internal,               // 500: a bug; internal text never leaves
};

// One wrong field of the input. `pointer` is a JSON pointer (RFC 6901) into the body, or "" for the whole;
// `code` is a stable word such as "required", "bad_date", "bad_check_digit"; api/ turns (code, args) into the
// user's language. `args` must hold no personal data: it can reach a log.
struct FieldError {
  std::string pointer;
  std::string code;
  std::map<std::string, std::string> args;
  bool operator==(const FieldError&) const = default;
};

struct Error {
  Errc code = Errc::internal;
  std::string reason;              // stable word, e.g. "claimed_by_other"; chooses title and detail at the edge
  std::vector<FieldError> fields;  // for Errc::invalid
  std::string internal;            // for operators only; never leaves, never holds personal data
  int retry_after_s = 0;           // for busy, rate_limited, unavailable
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> fail(Errc code, std::string reason = {}, std::string internal = {}) {
  return tl::unexpected<Error>(Error{code, std::move(reason), {}, std::move(internal), 0});
}
[[nodiscard]] inline tl::unexpected<Error> fail_field(std::string pointer, std::string code,
                                                      std::map<std::string, std::string> args = {}) {
  Error e{Errc::invalid, "invalid_fields", {}, {}, 0};
  e.fields.push_back({std::move(pointer), std::move(code), std::move(args)});
  return tl::unexpected<Error>(std::move(e));
}
[[nodiscard]] inline tl::unexpected<Error> fail_fields(std::vector<FieldError> fields) {
  return tl::unexpected<Error>(Error{Errc::invalid, "invalid_fields", std::move(fields), {}, 0});
}
[[nodiscard]] inline tl::unexpected<Error> fail(Error e) { return tl::unexpected<Error>(std::move(e)); }

}  // namespace anwang

// Unwraps a Result or returns its error from the enclosing function:  ANWANG_TRY(auto row, store.find(id));
#define ANWANG_TRY_CAT2(a, b) a##b
#define ANWANG_TRY_CAT(a, b) ANWANG_TRY_CAT2(a, b)
#define ANWANG_TRY_IMPL(tmp, decl, expr)                                    \
  auto tmp = (expr);                                                        \
  if (!tmp) return tl::unexpected<::anwang::Error>(std::move(tmp).error()); \
  decl = std::move(*tmp)
#define ANWANG_TRY(decl, expr) ANWANG_TRY_IMPL(ANWANG_TRY_CAT(anwang_try_, __LINE__), decl, expr)
// The same for a Status.
#define ANWANG_CHECK_IMPL(tmp, expr)                                          \
  do {                                                                        \
    auto tmp = (expr);                                                        \
    if (!tmp) return tl::unexpected<::anwang::Error>(std::move(tmp).error()); \
  } while (0)
#define ANWANG_CHECK(expr) ANWANG_CHECK_IMPL(ANWANG_TRY_CAT(anwang_status_, __LINE__), expr)

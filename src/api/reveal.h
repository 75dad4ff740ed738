// Opening one restricted value: with a reason, in the access log before it is shown, never cached. Shared by the groups
// that have reveals. Thread-safe.
#pragma once

#include <string>

#include "api/context.h"

namespace anwang::api {

// The reason as typed: at least four characters, at most 500. invalid /reason required, too_long.
Result<std::string> read_reason(const std::string& reason);
// Writes the access log; read_only when its reserve is spent: then nothing is shown.
Status log_reveal(const Call& call, std::string action, const char* table, std::int64_t id, const std::string& reason);
Answer revealed(codec::JsonObject body);

}  // namespace anwang::api

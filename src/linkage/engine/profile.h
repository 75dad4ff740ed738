// Proposes a specification for a file by looking at its header and its values. Thread-safety: pure.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace anwang::linkage {

// YAML with a comment a column: how full it is, how many values it has, why this type. Errors: bad_input, in words.
Result<std::string> propose_spec(const std::string& name, std::string_view bytes);

}  // namespace anwang::linkage

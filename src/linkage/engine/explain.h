// The evidence of one pair in words and weights. Thread-safety: const inputs.
#pragma once

#include <string>
#include <string_view>

#include "linkage/engine/link.h"

namespace anwang::linkage {

// A line a column: both values, how they compare, what that is worth in bits; then prior, the discount for relatives
// and neighbours, and the verdict. Errors: not_found when no record has this identifier.
Result<std::string> explain(const Linked& linked, std::string_view left, std::string_view right);

}  // namespace anwang::linkage

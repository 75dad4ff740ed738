// One test of the public conformance data, read from the JSON that conformance.mjs writes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "codec/json.h"
#include "expr/check.h"
#include "expr/evaluate.h"

namespace anwang::expr {

struct ConformanceCase {
  std::string section, name, source, container;
  FactMap facts;
  Declarations declarations;
  std::optional<Value> value;  // what it gives; nullopt: an error
  bool check = true, check_only = false;
  std::string not_claimed;  // why we do not claim it; "" when we do
};

Result<std::vector<ConformanceCase>> read_conformance(const codec::Json& all);

}  // namespace anwang::expr

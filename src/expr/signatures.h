// The overloads of every function and operator, for the checker. Type variables 0 and 1 stand for any type, the same
// in one signature. Thread-safety: read only.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "expr/type.h"

namespace anwang::expr {

struct Signature {
  bool member = false;
  std::vector<Type> parameters;  // the receiver first
  Type result;
};
// nullptr: no such function.
const std::vector<Signature>* signatures(std::string_view name);

}  // namespace anwang::expr

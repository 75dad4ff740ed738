// The functions and operators of the language, and ours: workdays, hours_between, age_on (table in
// docs/formats/cel.md). Arguments are known values; && || ?: and the macros are the evaluator's. Thread-safety:
// functions on values.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "expr/evaluate.h"
#include "expr/value.h"

namespace anwang::expr {

// Steps that are left; what spends more than there are ends the evaluation.
class Budget {
 public:
  explicit Budget(std::uint64_t steps) : left_(steps) {}
  bool spend(std::uint64_t steps) {
    if (steps > left_) {
      left_ = 0;
      broke_ = true;
      return false;
    }
    left_ -= steps;
    return true;
  }
  [[nodiscard]] bool broke() const { return broke_; }
  [[nodiscard]] std::uint64_t left() const { return left_; }

 private:
  std::uint64_t left_;
  bool broke_ = false;
};

struct CallContext {
  Budget& budget;
  const WorkingDays* calendar = nullptr;
  const void* pattern = nullptr;  // a compiled re2::RE2 of matches(), when the pattern is a literal
};
using Arguments = std::vector<Value>;
using Function = Value (*)(const Arguments& args, CallContext& context);

// nullptr: no such function. `member` tells x.f(y) from f(x, y).
Function find_function(std::string_view name, bool member);
bool known_type_name(std::string_view name);

// Equality that spends steps; a value may share its parts and be far larger than its memory.
bool equal_within(const Value& a, const Value& b, Budget& budget);
// Spends a step for each part of the value.
bool measure(const Value& v, Budget& budget);

// Parts of the table, one file each.
struct Entry {
  std::string_view name;
  Function function;
  bool as_function = false, as_member = false;
};
const std::vector<Entry>& arithmetic_functions();
const std::vector<Entry>& collection_functions();
const std::vector<Entry>& conversion_functions();
const std::vector<Entry>& text_functions();
const std::vector<Entry>& time_functions();
inline Value no_overload() { return Value::error(ErrorCode::no_such_overload); }

}  // namespace anwang::expr

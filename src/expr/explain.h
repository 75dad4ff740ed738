// Why an expression gave what it gave, for "why is this case on my list, and by which rule". Only the parts that
// decided are told: of `a && b` that is false, the false one. A part that rests on a fact the reader may not see says
// only that: neither its words nor its values leave. Thread-safety: functions on values.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "expr/evaluate.h"

namespace anwang::expr {

struct UsedFact {
  std::string path;  // "subject.age", or "children[].age" for a field of a macro's variable
  Value value;
  bool operator==(const UsedFact& o) const { return path == o.path && equal(value, o.value); }
};
struct Reason {
  enum class Truth { holds, fails, unknown, wrong } truth = Truth::holds;
  bool restricted = false;      // rests on a fact the reader may not see: text and facts are empty
  std::string text;             // as written in the rule
  std::vector<UsedFact> facts;  // what it read, in the order of writing, each once
};
struct Explanation {
  Value result;
  std::vector<Reason> reasons;
};

using MaySee = std::function<bool(std::string_view path)>;
Explanation explain(const Expression& expression, const Facts& facts, const Options& options, const MaySee& may_see);

}  // namespace anwang::expr

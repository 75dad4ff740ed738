// Lowers an expression to a parameterised SQL predicate that means the same on SQLite and PostgreSQL: it is TRUE, FALSE
// or NULL (unknown) where evaluate() gives true, false or an Unknown. Only what cannot differ between the two databases
// and the evaluator is lowered: comparisons of like types, `in`, has, logic, and integer arithmetic that cannot
// overflow. Of a conjunction the rest is left to the evaluator: then `exact` is false and the predicate lets through at
// least every row that could be true. Thread-safety: functions on values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "expr/parser.h"
#include "expr/type.h"
#include "expr/value.h"

namespace anwang::expr {

// A fact that is a column. A missing fact is NULL. Text compares by bytes on both databases (COLLATE "C" on
// PostgreSQL); a boolean is an INTEGER 0 or 1, a timestamp an INTEGER of microseconds since 1970 UTC.
struct Column {
  std::string sql;  // trusted text of ours: "r.received_at"
  TypeKind type = TypeKind::string;
  std::int64_t least = INT64_MIN, most = INT64_MAX;  // what an integer column can hold, for arithmetic
};
struct Lowering {
  std::map<std::string, Column, std::less<>> columns;   // by path: "report.received_at"
  std::map<std::string, Value, std::less<>> constants;  // "now" and the like: become parameters
};
struct Predicate {
  std::string sql;                // ?1, ?2 … as the store writes them
  std::vector<Value> parameters;  // bool, int, double or string; a timestamp is already microseconds
  bool exact = true;
};
// nullopt: nothing of it can be asked of a database. Parameters are numbered from `first`.
std::optional<Predicate> lower(const Expression& expression, const Lowering& lowering, int first = 1);

}  // namespace anwang::expr

// The type checker: what an expression gives, before it ever runs. A pack whose rule names a field that no form has, or
// compares a date with a number, is refused when it is loaded. Errors: as lexer.h. Thread-safety: functions on values.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "base/result.h"
#include "expr/parser.h"
#include "expr/type.h"

namespace anwang::expr {

struct Declarations {
  // Dotted names allowed; a map's fields may be declared one by one ("subject.age") or left open (map(string, dyn)).
  std::map<std::string, Type, std::less<>> variables;
  std::string container;
};

// The type of the whole.
Result<Type> check(const Expression& expression, const Declarations& declarations);
// Parsed, checked and of the wanted type (dyn is accepted), or the error that names line, column, found and expected.
Result<ExpressionPtr> compile(std::string_view source, const Declarations& declarations, const Type& wanted);

}  // namespace anwang::expr

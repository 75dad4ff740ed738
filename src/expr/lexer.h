// Tokens of an expression. Errors: Errc::invalid with one field error whose args are line and column (from 1, columns
// in code points), found and expected. Thread-safety: functions on values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "expr/value.h"

namespace anwang::expr {

enum class TokenKind { end, identifier, quoted_field, integer, unsigned_integer, number, string, bytes, sign };

struct Token {
  TokenKind kind = TokenKind::end;
  std::uint32_t begin = 0, end = 0;
  std::string text;  // identifier, sign, or the contents of a string; a number as written
};

Result<std::vector<Token>> tokenize(std::string_view source);
// An error that points at a byte of the source.
Error syntax_error(std::string_view source, std::uint32_t at, std::string code, std::string found,
                   std::string expected);

}  // namespace anwang::expr

#include "obs/word.h"

namespace anwang::obs {

Word Word::identifier(std::string_view s) noexcept {
  constexpr std::size_t kMaxBytes = 80;
  constexpr int kMaxDigits = 3;
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  bool ok = !s.empty() && s.size() <= kMaxBytes && (letter(s[0]) || s[0] == '/' || s[0] == '_');
  int digits = 0;
  for (const char c : s) {
    const bool digit = c >= '0' && c <= '9';
    digits = digit ? digits + 1 : 0;
    const bool mark = std::string_view("_./:{}-").find(c) != std::string_view::npos;
    ok = ok && (digit || letter(c) || mark) && digits <= kMaxDigits;
  }
  return ok ? Word(s, Unchecked{}) : Word("redacted");
}

}  // namespace anwang::obs

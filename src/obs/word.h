// The only text that may reach a log or a metric: words written in the source, never data (security.md 16).
// A Word is made from a string literal at compile time; a run-time string has no conversion. Words that travel through
// plain strings on their way (a route pattern, a query name, Error::reason) come back through identifier(), which
// passes nothing that could be a name, a number of a person or a sentence.
#pragma once

#include <string_view>

namespace anwang::obs {

class Word {
 public:
  consteval Word(const char* literal) : text_(literal) {
    for (const char c : text_)
      if (c < ' ' || c == '"' || c == '\\' || c > '~') throw "a word is printable ASCII without quotes";
  }
  // `s` when it looks like an identifier of the source: starts with [A-Za-z/_], then [A-Za-z0-9_./:{}-] only, ≤ 80
  // bytes, no more than three digits in a row; else "redacted". The bytes must outlive the Word (patterns and names are
  // static).
  static Word identifier(std::string_view s) noexcept;
  [[nodiscard]] constexpr std::string_view text() const { return text_; }
  bool operator==(const Word&) const = default;

 private:
  struct Unchecked {};
  constexpr Word(std::string_view s, Unchecked) : text_(s) {}
  std::string_view text_;
};

}  // namespace anwang::obs

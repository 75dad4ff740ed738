#include "expr/lexer.h"

#include <array>

#include "base/text.h"

namespace anwang::expr {
namespace {

constexpr std::array<std::string_view, 24> kSigns{"||", "&&", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/",
                                                  "%",  "!",  "?",  ":",  ".",  ",",  "(", ")", "[", "]", "{", "}"};

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool digit(char c) { return c >= '0' && c <= '9'; }
int hex(char c) {
  if (digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

class Lexer {
 public:
  explicit Lexer(std::string_view source) : s_(source) {}

  Result<std::vector<Token>> run() {
    for (;;) {
      skip_blank();
      if (at_ >= s_.size()) break;
      begin_ = at_;
      ANWANG_CHECK(one());
    }
    begin_ = at_;
    push(TokenKind::end, {});
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const { return at_ + ahead < s_.size() ? s_[at_ + ahead] : '\0'; }
  void push(TokenKind kind, std::string text) {
    tokens_.push_back({kind, static_cast<std::uint32_t>(begin_), static_cast<std::uint32_t>(at_), std::move(text)});
  }
  [[nodiscard]] Status wrong(std::size_t at, std::string code, std::string expected) const {
    const auto found = at < s_.size() ? to_utf8(to_u32(s_.substr(at)).substr(0, 1)) : std::string("end");
    return fail(syntax_error(s_, static_cast<std::uint32_t>(at), std::move(code), found, std::move(expected)));
  }
  void skip_blank() {
    for (;;) {
      while (at_ < s_.size() &&
             (s_[at_] == ' ' || s_[at_] == '\t' || s_[at_] == '\n' || s_[at_] == '\r' || s_[at_] == '\f'))
        ++at_;
      if (peek() != '/' || peek(1) != '/') return;
      while (at_ < s_.size() && s_[at_] != '\n') ++at_;
    }
  }

  Status one() {
    const char c = peek();
    if (digit(c) || (c == '.' && digit(peek(1)))) return number();
    if (const auto prefix = string_prefix(); prefix != std::string_view::npos) return string(prefix);
    if (letter(c)) return identifier();
    if (c == '`') return quoted_field();
    for (const std::string_view sign : kSigns)
      if (s_.substr(at_).starts_with(sign)) {
        at_ += sign.size();
        push(TokenKind::sign, std::string(sign));
        return {};
      }
    return wrong(at_, "unexpected_character", "a value, a name or an operator");
  }

  Status identifier() {
    while (letter(peek()) || digit(peek())) ++at_;
    push(TokenKind::identifier, std::string(s_.substr(begin_, at_ - begin_)));
    return {};
  }
  Status quoted_field() {
    ++at_;
    const std::size_t from = at_;
    while (letter(peek()) || digit(peek()) || peek() == '.' || peek() == '-' || peek() == '/' || peek() == ' ') ++at_;
    if (peek() != '`' || at_ == from) return wrong(at_, "bad_quoted_field", "letters, digits, . - / _ and a closing `");
    const std::string text(s_.substr(from, at_ - from));
    ++at_;
    push(TokenKind::quoted_field, text);
    return {};
  }

  Status number() {
    if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'X')) {
      at_ += 2;
      if (hex(peek()) < 0) return wrong(at_, "bad_number", "a hexadecimal digit");
      while (hex(peek()) >= 0) ++at_;
      return whole_number();
    }
    while (digit(peek())) ++at_;
    bool real = false;
    if (peek() == '.' && digit(peek(1))) {
      real = true;
      ++at_;
      while (digit(peek())) ++at_;
    }
    if (peek() == 'e' || peek() == 'E') {
      const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
      if (!digit(peek(1 + sign))) return wrong(at_ + 1 + sign, "bad_number", "a digit of the exponent");
      real = true;
      at_ += 1 + sign;
      while (digit(peek())) ++at_;
    }
    if (!real) return whole_number();
    push(TokenKind::number, std::string(s_.substr(begin_, at_ - begin_)));
    return after_number();
  }
  Status whole_number() {
    const std::string text(s_.substr(begin_, at_ - begin_));
    const bool is_unsigned = peek() == 'u' || peek() == 'U';
    if (is_unsigned) ++at_;
    push(is_unsigned ? TokenKind::unsigned_integer : TokenKind::integer, text);
    return after_number();
  }
  [[nodiscard]] Status after_number() const {
    if (letter(peek())) return wrong(at_, "bad_number", "an operator after the number");
    return {};
  }

  // How many letters stand before the quote of a string (r, b, rb …); npos: here is no string.
  [[nodiscard]] std::size_t string_prefix() const {
    std::size_t n = 0;
    bool raw = false, bytes = false;
    for (; n < 2; ++n) {
      const char c = static_cast<char>(peek(n) | 0x20);
      if (c == 'r' && !raw)
        raw = true;
      else if (c == 'b' && !bytes)
        bytes = true;
      else
        break;
    }
    const char quote = peek(n);
    return quote == '"' || quote == '\'' ? n : std::string_view::npos;
  }

  Status string(std::size_t prefix) {
    bool raw = false, bytes = false;
    for (std::size_t i = 0; i < prefix; ++i) ((peek(i) | 0x20) == 'r' ? raw : bytes) = true;
    at_ += prefix;
    const char quote = peek();
    const bool triple = peek(1) == quote && peek(2) == quote;
    const std::string close(triple ? 3 : 1, quote);
    at_ += close.size();
    std::string out;
    while (!s_.substr(at_).starts_with(close)) {
      if (at_ >= s_.size()) return wrong(begin_, "unclosed_string", "a closing " + close);
      if (!triple && (peek() == '\n' || peek() == '\r')) return wrong(at_, "line_end_in_string", "a closing " + close);
      if (peek() == '\\' && !raw) {
        ANWANG_CHECK(escape(out, bytes));
      } else if (peek() == '\r' && peek(1) == '\n') {
        ++at_;  // a line end is one character, however the file writes it
      } else {
        out += s_[at_++];
      }
    }
    at_ += close.size();
    push(bytes ? TokenKind::bytes : TokenKind::string, std::move(out));
    return {};
  }

  Status escape(std::string& out, bool bytes) {
    const std::size_t from = at_++;
    const char c = peek();
    ++at_;
    static constexpr std::string_view kPlain = "\\\"'`?";
    static constexpr std::string_view kNames = "abfnrtv", kMeans = "\a\b\f\n\r\t\v";
    if (kPlain.find(c) != std::string_view::npos) {
      out += c;
      return {};
    }
    if (const auto i = kNames.find(c); i != std::string_view::npos) {
      out += kMeans[i];
      return {};
    }
    if (c == 'x' || c == 'X') return coded(out, from, 2, 16, bytes);
    if (c == 'u' && !bytes) return coded(out, from, 4, 16, false);
    if (c == 'U' && !bytes) return coded(out, from, 8, 16, false);
    if (c >= '0' && c <= '3') {
      --at_;
      return coded(out, from, 3, 8, bytes);
    }
    return wrong(from, "bad_escape", R"(\\ \" \' \` \? \a \b \f \n \r \t \v \x \u \U or three octal digits)");
  }
  Status coded(std::string& out, std::size_t from, int count, int base, bool byte) {
    std::uint32_t code = 0;
    for (int i = 0; i < count; ++i, ++at_) {
      const int d = hex(peek());
      if (d < 0 || d >= base) return wrong(from, "bad_escape", std::to_string(count) + " digits");
      code = code * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(d);
    }
    if (byte) {
      out += static_cast<char>(code);
      return {};
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
      return wrong(from, "bad_escape", "a code point of Unicode");
    append_utf8(out, code);
    return {};
  }

  std::string_view s_;
  std::size_t at_ = 0, begin_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

Error syntax_error(std::string_view source, std::uint32_t at, std::string code, std::string found,
                   std::string expected) {
  const std::string_view before = source.substr(0, at);
  std::size_t line = 1, start = 0;
  for (std::size_t i = 0; i < before.size(); ++i)
    if (before[i] == '\n') {
      ++line;
      start = i + 1;
    }
  Error e{Errc::invalid, "invalid_fields", {}, {}, 0};
  e.fields.push_back({"",
                      std::move(code),
                      {{"line", std::to_string(line)},
                       {"column", std::to_string(code_points(before.substr(start)) + 1)},
                       {"found", std::move(found)},
                       {"expected", std::move(expected)}}});
  return e;
}

Result<std::vector<Token>> tokenize(std::string_view source) { return Lexer(source).run(); }

}  // namespace anwang::expr

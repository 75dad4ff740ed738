#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "codec/json.h"

namespace anwang::codec {

namespace {
void write_escape(std::string& out, char c) {
  static constexpr char kHex[] = "0123456789abcdef";
  static constexpr std::pair<char, char> kShort[] = {{'"', '"'},  {'\\', '\\'}, {'\b', 'b'}, {'\t', 't'},
                                                     {'\n', 'n'}, {'\f', 'f'},  {'\r', 'r'}};
  out.push_back('\\');
  for (const auto& [byte, letter] : kShort) {
    if (byte != c) continue;
    out.push_back(letter);
    return;
  }
  out += "u00";
  out.push_back(kHex[static_cast<unsigned char>(c) >> 4]);
  out.push_back(kHex[c & 0x0f]);
}
}  // namespace

namespace {
constexpr std::array<bool, 256> kEscaped = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = true;
  table['"'] = table['\\'] = true;
  return table;
}();
}  // namespace

void append_json_string(std::string& out, std::string_view s) {
  out.push_back('"');
  std::size_t written = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (!kEscaped[static_cast<unsigned char>(s[i])]) continue;
    out.append(s, written, i - written);
    write_escape(out, s[i]);
    written = i + 1;
  }
  out.append(s, written, s.size() - written);
  out.push_back('"');
}

namespace {

// ECMAScript's Number::toString, which RFC 8785 prescribes: shortest digits that read back to the same double. A whole
// number gets ".0", so that it reads back as a double and not as an integer (or not at all, beyond int64).
void write_double(std::string& out, double v) {
  if (!std::isfinite(v)) throw std::invalid_argument("JSON has no NaN and no infinity");
  if (v == 0) {
    out += "0.0";
    return;
  }
  if (v < 0) out.push_back('-');
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, std::fabs(v), std::chars_format::scientific).ptr;
  const std::string_view sci(buffer, static_cast<std::size_t>(end - buffer));
  const std::size_t e_at = sci.find('e');
  int exponent = 0;
  const std::size_t exp_at = e_at + (sci[e_at + 1] == '+' ? 2 : 1);
  std::from_chars(sci.data() + exp_at, sci.data() + sci.size(), exponent);
  std::string digits(1, sci[0]);
  if (e_at > 2) digits += sci.substr(2, e_at - 2);
  const int k = static_cast<int>(digits.size());
  const int n = exponent + 1;  // the decimal point stands after the n-th digit
  if (k <= n && n <= 21) {
    out += digits + std::string(static_cast<std::size_t>(n - k), '0') + ".0";
  } else if (0 < n && n <= 21) {
    out += digits.substr(0, static_cast<std::size_t>(n)) + "." + digits.substr(static_cast<std::size_t>(n));
  } else if (-6 < n && n <= 0) {
    out += "0." + std::string(static_cast<std::size_t>(-n), '0') + digits;
  } else {
    out.push_back(digits[0]);
    if (k > 1) out += "." + digits.substr(1);
    out += n - 1 < 0 ? "e-" : "e+";
    out += std::to_string(std::abs(n - 1));
  }
}

// RFC 8785 sorts by UTF-16 code units. On UTF-8 bytes that is the byte order, but that characters beyond the basic
// plane (lead bytes from 0xf0) stand as surrogates before U+E000 … U+FFFF (lead bytes 0xee, 0xef).
int rank_utf16(char c) {
  const int byte = static_cast<unsigned char>(c);
  if (byte >= 0xf0) return byte - 2;
  return byte >= 0xee ? byte + 5 : byte;
}

bool before_in_utf16(const std::string& a, const std::string& b) {
  const auto [at, bt] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (at == a.end() || bt == b.end()) return at == a.end() && bt != b.end();
  return rank_utf16(*at) < rank_utf16(*bt);
}

std::vector<const JsonMember*> in_canonical_order(const JsonObject& object) {
  std::vector<const JsonMember*> order;
  for (const JsonMember& m : object.members()) order.push_back(&m);
  std::sort(order.begin(), order.end(),
            [](const JsonMember* a, const JsonMember* b) { return before_in_utf16(a->first, b->first); });
  return order;
}

void write_value(std::string& out, const Json& v, bool canonical);

void write_object(std::string& out, const JsonObject& object, bool canonical) {
  out.push_back('{');
  bool first = true;
  const auto one = [&](const JsonMember& m) {
    if (!first) out.push_back(',');
    first = false;
    append_json_string(out, m.first);
    out.push_back(':');
    write_value(out, m.second, canonical);
  };
  if (canonical) {
    for (const JsonMember* m : in_canonical_order(object)) one(*m);
  } else {
    for (const JsonMember& m : object.members()) one(m);
  }
  out.push_back('}');
}

void write_value(std::string& out, const Json& v, bool canonical) {
  if (const auto* b = v.boolean()) {
    out += *b ? "true" : "false";
  } else if (const auto* i = v.integer()) {
    if (canonical) out.push_back('"');
    out += std::to_string(*i);
    if (canonical) out.push_back('"');
  } else if (const auto* d = v.number()) {
    write_double(out, *d);
  } else if (const auto* s = v.string()) {
    append_json_string(out, *s);
  } else if (const auto* a = v.array()) {
    out.push_back('[');
    for (std::size_t k = 0; k < a->size(); ++k) {
      if (k) out.push_back(',');
      write_value(out, (*a)[k], canonical);
    }
    out.push_back(']');
  } else if (const auto* o = v.object()) {
    write_object(out, *o, canonical);
  } else {
    out += "null";
  }
}

}  // namespace

std::string write_json(const Json& value) {
  std::string out;
  write_value(out, value, false);
  return out;
}

std::string canonical_json(const Json& value) {
  std::string out;
  write_value(out, value, true);
  return out;
}

}  // namespace anwang::codec

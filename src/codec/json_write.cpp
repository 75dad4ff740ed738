#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>

#include "base/text.h"
#include "codec/json.h"

namespace anwang::codec {

void append_json_string(std::string& out, std::string_view s) {
  static constexpr char kHex[] = "0123456789abcdef";
  out.push_back('"');
  for (const char c : s) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\f':
        out += "\\f";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += "\\u00";
          out.push_back(kHex[static_cast<unsigned char>(c) >> 4]);
          out.push_back(kHex[c & 0x0f]);
        } else {
          out.push_back(c);
        }
    }
  }
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

std::u16string utf16(std::string_view utf8) {
  std::u16string out;
  for (const char32_t c : to_u32(utf8)) {
    if (c < 0x10000) {
      out.push_back(static_cast<char16_t>(c));
    } else {
      out.push_back(static_cast<char16_t>(0xd800 + ((c - 0x10000) >> 10)));
      out.push_back(static_cast<char16_t>(0xdc00 + ((c - 0x10000) & 0x3ff)));
    }
  }
  return out;
}

std::vector<const JsonMember*> in_canonical_order(const JsonObject& object) {
  std::vector<const JsonMember*> order;
  for (const JsonMember& m : object.members()) order.push_back(&m);
  std::sort(order.begin(), order.end(),
            [](const JsonMember* a, const JsonMember* b) { return utf16(a->first) < utf16(b->first); });
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

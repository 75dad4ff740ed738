#include "base/text.h"

#include <cstdint>
#include <cstring>

namespace anwang {
namespace {
// Length of the well-formed sequence at s[i], 0 when ill-formed; the code point in `out`.
std::size_t decode(std::string_view s, std::size_t i, char32_t& out) {
  const auto b = [&](std::size_t k) { return static_cast<std::uint8_t>(s[k]); };
  const std::uint8_t first = b(i);
  const auto cont = [&](std::size_t k) { return k < s.size() && (b(k) & 0xc0) == 0x80; };
  if (first < 0x80) {
    out = first;
    return 1;
  }
  if (first >= 0xc2 && first <= 0xdf && cont(i + 1)) {
    out = static_cast<char32_t>((first & 0x1f) << 6 | (b(i + 1) & 0x3f));
    return 2;
  }
  if (first >= 0xe0 && first <= 0xef && cont(i + 1) && cont(i + 2)) {
    out = static_cast<char32_t>((first & 0x0f) << 12 | (b(i + 1) & 0x3f) << 6 | (b(i + 2) & 0x3f));
    return out >= 0x800 && (out < 0xd800 || out > 0xdfff) ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4 && cont(i + 1) && cont(i + 2) && cont(i + 3)) {
    out = static_cast<char32_t>((first & 0x07) << 18 | (b(i + 1) & 0x3f) << 12 | (b(i + 2) & 0x3f) << 6 |
                                (b(i + 3) & 0x3f));
    return out >= 0x10000 && out <= 0x10ffff ? 4 : 0;
  }
  return 0;
}
}  // namespace

bool valid_utf8(std::string_view bytes) {
  constexpr std::uint64_t kHigh = 0x8080808080808080, kLow = 0x0101010101010101;
  char32_t c = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    // Eight plain characters at once: none has its high bit, none is NUL.
    std::uint64_t eight = 0;
    if (i + 8 <= bytes.size()) {
      std::memcpy(&eight, bytes.data() + i, 8);
      if (((eight | (eight - kLow)) & kHigh) == 0) {
        i += 8;
        continue;
      }
    }
    const std::size_t n = decode(bytes, i, c);
    if (n == 0 || c == 0) return false;
    i += n;
  }
  return true;
}

std::u32string to_u32(std::string_view utf8) {
  std::u32string out;
  out.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size();) {
    char32_t c = 0;
    const std::size_t n = decode(utf8, i, c);
    out.push_back(n ? c : U'\ufffd');
    i += n ? n : 1;
  }
  return out;
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.push_back(static_cast<char>(0xc0 | c >> 6));
    out.push_back(static_cast<char>(0x80 | (c & 0x3f)));
  } else if (c < 0x10000) {
    out.push_back(static_cast<char>(0xe0 | c >> 12));
    out.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3f)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3f)));
  } else {
    out.push_back(static_cast<char>(0xf0 | c >> 18));
    out.push_back(static_cast<char>(0x80 | (c >> 12 & 0x3f)));
    out.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3f)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3f)));
  }
}

std::string to_utf8(std::u32string_view code_points) {
  std::string out;
  out.reserve(code_points.size() * 3);
  for (const char32_t c : code_points) append_utf8(out, c);
  return out;
}

std::size_t code_points(std::string_view utf8) {
  std::size_t n = 0;
  for (const char c : utf8) n += (static_cast<std::uint8_t>(c) & 0xc0) != 0x80;
  return n;
}

std::string trim(std::string_view utf8) {
  constexpr std::string_view ideographic = "\xe3\x80\x80";
  for (bool again = true; again;) {
    again = false;
    while (!utf8.empty() && std::string_view(" \t\r\n").find(utf8.front()) != std::string_view::npos)
      utf8.remove_prefix(1), again = true;
    while (!utf8.empty() && std::string_view(" \t\r\n").find(utf8.back()) != std::string_view::npos)
      utf8.remove_suffix(1), again = true;
    if (utf8.starts_with(ideographic)) utf8.remove_prefix(3), again = true;
    if (utf8.ends_with(ideographic)) utf8.remove_suffix(3), again = true;
  }
  return std::string(utf8);
}

std::string lower_ascii(std::string_view s) {
  std::string out(s);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

}  // namespace anwang

#include "linkage/id_number.h"

#include <array>

#include "base/text.h"

namespace anwang::linkage {
namespace {

// Letter → two digits: A10 … H17 I34 J18 … N22 O35 P23 … V29 W32 X30 Y31 Z33.
constexpr std::array<int, 26> kLetter = {10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21,
                                         22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33};

bool letter(char c) { return c >= 'A' && c <= 'Z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }
int letter_value(char c) { return kLetter[static_cast<std::size_t>(c - 'A')]; }

IdKind shape(std::string_view first_nine) {
  if (first_nine.size() != 9 || !letter(first_nine[0])) return IdKind::unknown;
  for (std::size_t i = 2; i < 9; ++i)
    if (!digit(first_nine[i])) return IdKind::unknown;
  const char second = first_nine[1];
  if (second == '1' || second == '2') return IdKind::citizen;
  if (second == '8' || second == '9') return IdKind::resident_new;
  if (second >= 'A' && second <= 'D') return IdKind::resident_old;
  return IdKind::unknown;
}

char32_t half_width(char32_t c) {
  if (c >= U'！' && c <= U'～') c -= 0xfee0;
  if (c >= U'a' && c <= U'z') c -= 32;
  return c;
}

}  // namespace

std::string normalise_id(std::string_view text) {
  std::string out;
  for (const char32_t raw : to_u32(text)) {
    const char32_t c = half_width(raw);
    if (c == U' ' || c == U'\t' || c == U'　' || c == U'-') continue;
    append_utf8(out, c);
  }
  return out;
}

int id_check_digit(std::string_view first_nine) {
  const IdKind kind = shape(first_nine);
  if (kind == IdKind::unknown) return -1;
  const int head = letter_value(first_nine[0]);
  int sum = head / 10 + (head % 10) * 9;
  sum += (kind == IdKind::resident_old ? letter_value(first_nine[1]) % 10 : first_nine[1] - '0') * 8;
  for (int i = 2; i < 9; ++i) sum += (first_nine[static_cast<std::size_t>(i)] - '0') * (9 - i);
  return (10 - sum % 10) % 10;
}

IdCheck check_id(std::string_view normalised) {
  if (normalised.size() != 10 || !digit(normalised[9])) return {};
  IdCheck result;
  result.kind = shape(normalised.substr(0, 9));
  if (result.kind == IdKind::unknown) return {};
  result.check_digit_ok = id_check_digit(normalised.substr(0, 9)) == normalised[9] - '0';
  const char second = normalised[1];
  const bool male = second == '1' || second == '8' || second == 'A' || second == 'C';
  result.sex = male ? Sex::male : Sex::female;
  return result;
}

IdKeys id_keys(std::string_view normalised, const KeyedHash& keyed) {
  constexpr std::size_t kLength = 10;
  IdKeys keys;
  if (normalised.empty()) return keys;
  keys.whole = keyed(normalised);
  if (normalised.size() > 2 * kLength) return keys;  // nobody mistypes an ID that long: only the whole counts
  for (std::size_t i = 0; i < normalised.size(); ++i) {
    std::string shorter(normalised);
    shorter.erase(i, 1);
    keys.deletions.push_back(keyed(shorter));
  }
  return keys;
}

std::string normalise_phone(std::string_view text) {
  std::string out;
  bool plus = false;
  for (const char32_t raw : to_u32(text)) {
    const char32_t c = half_width(raw);
    if (c == U'+') plus = true;
    if (c == U'#' || c == U'分' || c == U'轉') break;  // an extension is not the number
    if (c >= U'0' && c <= U'9') out.push_back(static_cast<char>(c));
  }
  if (out.starts_with("886") && (plus || out.size() >= 11))
    out.replace(0, out.size() > 3 && out[3] == '0' ? 4 : 3, "0");
  return out.size() < 6 ? std::string{} : out;
}

}  // namespace anwang::linkage

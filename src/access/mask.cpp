#include "access/mask.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace anwang::access {

namespace {

constexpr std::u32string_view kMaskMark = U"○";
// 複姓 in use in Taiwan (Ministry of the Interior, 全國姓名統計); a married name puts one surname before another.
constexpr auto kCompound = std::to_array<std::u32string_view>(
    {U"歐陽", U"司徒", U"司馬", U"諸葛", U"上官", U"端木", U"皇甫", U"尉遲", U"公孫",
     U"東方", U"夏侯", U"令狐", U"范姜", U"張簡", U"張廖", U"江謝", U"葉劉", U"申屠",
     U"鍾離", U"長孫", U"慕容", U"宇文", U"南宮", U"太史", U"澹臺", U"聞人", U"赫連"});

bool han(char32_t c) {
  return (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff) || c == U'〇';
}
bool separator(char32_t c) {
  return c == U' ' || c == U'·' || c == U'‧' || c == U'・' || c == U'•' || c == U'．' || c == U'　' || c == U',';
}
std::string circles(std::size_t n) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i) out += to_utf8(kMaskMark);
  return out;
}
std::size_t surname_length(std::u32string_view name) {
  if (name.size() >= 3 && std::ranges::find(kCompound, name.substr(0, 2)) != kCompound.end()) return 2;
  return 1;
}
// Initial of each part: "Nguyen Thi Lan" → "N. T. L."; 瓦歷斯·諾幹 → 瓦○·諾○ keeps the first character of each.
std::string initials(std::u32string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (separator(name[i]) || (i > 0 && !separator(name[i - 1]))) continue;
    if (!out.empty()) out += han(name[i]) ? "·" : " ";
    append_utf8(out, name[i]);
    out += han(name[i]) ? to_utf8(kMaskMark) : ".";
  }
  return out;
}
bool plain_han(std::u32string_view name) { return std::ranges::all_of(name, han); }

}  // namespace

std::string mask_name(std::string_view raw) {
  const auto name = to_u32(trim(raw));
  if (name.empty()) return {};
  if (!plain_han(name)) return initials(name);
  if (name.size() == 1) return circles(1);
  const auto surname = surname_length(name);
  const auto head = to_utf8(std::u32string_view(name).substr(0, surname));
  // The last character stays only where at least one between is hidden: 王小明 → 王○明, 王明 → 王○, 歐陽小明 → 歐陽○○.
  if (surname == 2 || name.size() == 2) return head + circles(name.size() - surname);
  return head + circles(name.size() - 2) + to_utf8(std::u32string_view(name).substr(name.size() - 1));
}

std::string mask_name_strict(std::string_view raw) {
  const auto name = to_u32(trim(raw));
  if (name.empty()) return {};
  if (!plain_han(name)) return initials(name);
  if (name.size() == 1) return circles(1);
  return to_utf8(std::u32string_view(name).substr(0, surname_length(name))) + circles(2);
}

std::string mask_identifier(std::string_view value) {
  const auto text = to_u32(trim(value));
  if (text.size() <= 5) return std::string(text.size(), '*');
  return to_utf8(text.substr(0, 2)) + std::string(text.size() - 5, '*') + to_utf8(text.substr(text.size() - 3));
}

std::string mask_phone(std::string_view phone) {
  const auto text = to_u32(trim(phone));
  if (text.size() <= 7) return std::string(text.size(), '*');
  return to_utf8(text.substr(0, 4)) + std::string(text.size() - 7, '*') + to_utf8(text.substr(text.size() - 3));
}

std::string mask_address(std::string_view township, std::string_view village) {
  return std::string(township) + std::string(village);
}

}  // namespace anwang::access

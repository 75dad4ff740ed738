#include "linkage/engine/clean.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "linkage/id_number.h"
#include "linkage/names.h"

namespace anwang::linkage {
namespace {

bool ascii(std::string_view s) {
  return std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}
bool digit(char c) { return c >= '0' && c <= '9'; }
bool alnum(char c) { return digit(c) || (c >= 'a' && c <= 'z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool missing_word(std::string_view s, FieldType type) {
  static constexpr std::array<std::string_view, 8> always = {"nan",  "n/a",  "unknown", "null",
                                                             "<na>", "#n/a", "不詳",    "未知"};
  static constexpr std::array<std::string_view, 8> others = {"na", "none", "nil", "-", "--", "?", "無", "nat"};
  if (s.size() > 9) return false;
  std::string l(s);
  for (char& c : l) c = lower(c);
  if (std::find(always.begin(), always.end(), l) != always.end()) return true;
  const bool name = type == FieldType::given_name || type == FieldType::surname || type == FieldType::full_name;
  return !name && std::find(others.begin(), others.end(), l) != others.end();
}

// Letters, digits and single spaces, in lower case; marks inside a word vanish, other punctuation parts words.
void words_of(std::string_view s, std::string_view vanishing, std::string& out) {
  bool space = false;
  const std::size_t begin = out.size();
  for (const char raw : s) {
    const char c = lower(raw);
    if (alnum(c) || static_cast<unsigned char>(c) >= 0x80) {
      if (space && out.size() > begin) out.push_back(' ');
      space = false;
      out.push_back(c);
    } else if (vanishing.find(c) == std::string_view::npos) {
      space = true;
    }
  }
}
void only(std::string_view s, bool (*keep)(char), std::string& out) {
  for (const char raw : s)
    if (const char c = lower(raw); keep(c)) out.push_back(c);
}

void clean_number(std::string_view s, std::string& out) {
  std::string digits;
  bool fraction = false;
  for (const char raw : s) {
    const char c = lower(raw);
    if (c == ',' || c == ' ' || c == '$') continue;
    if (c == '.') fraction = true;
    digits.push_back(c);
  }
  if (fraction) {
    while (digits.ends_with('0')) digits.pop_back();
    if (digits.ends_with('.')) digits.pop_back();
  }
  std::size_t zeros = 0;
  while (zeros + 1 < digits.size() && digits[zeros] == '0' && digit(digits[zeros + 1])) ++zeros;
  out += digits.substr(zeros);
}

// 1985, 85, '85, 民國79年, 079; a decade written alone is of the century nearest to the middle of lives on file.
void clean_year(const std::string& s, std::string& out) {
  std::string digits;
  for (const char c : s) {
    if (digit(c)) digits.push_back(c);
    if (!digit(c) && digits.size() >= 4) break;
  }
  if (digits.empty() || digits.size() > 8) return;
  digits.resize(std::min<std::size_t>(digits.size(), 4));
  const int n = std::stoi(digits);
  const bool roc = s.find("民國") != std::string::npos || digits.size() == 3;
  out += std::to_string(roc ? n + 1911 : digits.size() <= 2 ? n + (n <= 29 ? 2000 : 1900) : n);
}

int month_word(std::string_view w) {
  static constexpr std::string_view months = "janfebmaraprmayjunjulaugsepoctnovdec";
  if (w.size() < 3) return 0;
  const std::size_t at = months.find(w.substr(0, 3));
  return at == std::string_view::npos || at % 3 != 0 ? 0 : static_cast<int>(at / 3) + 1;
}

struct DateParts {
  std::vector<std::string> numbers;
  int month = 0;
  bool roc = false;
  std::string first_shape;  // digits of the first number, for 19900203
};

DateParts parts_of(std::string_view s) {
  DateParts p;
  std::string word, number;
  const auto flush = [&] {
    if (!number.empty()) p.numbers.push_back(number);
    if (const int m = month_word(word); m != 0) p.month = m;
    number.clear();
    word.clear();
  };
  for (const char raw : s) {
    const char c = lower(raw);
    if (digit(c)) {
      if (!word.empty()) flush();
      number.push_back(c);
    } else if (c >= 'a' && c <= 'z') {
      if (c == 't' && !number.empty() && p.numbers.size() == 2) break;  // 1990-02-03T00:00
      if (!number.empty()) flush();
      word.push_back(c);
    } else {
      flush();
      if (c == ':') break;
    }
  }
  flush();
  return p;
}

std::string eight(int y, int m, int d) {
  const auto two = [](int n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
  std::string year = std::to_string(y);
  while (year.size() < 4) year.insert(year.begin(), '0');
  return year + two(m) + two(d);
}
int full_year(int y, bool roc, std::size_t digits) {
  if (roc) return y + 1911;
  if (digits >= 4) return y;
  if (digits == 3) return y + 1911;  // 098
  return y + (y > 26 ? 1900 : 2000);
}

std::string packed_date(const std::string& n, bool roc, DateOrder order) {
  if (n.size() == 8) {
    if (order == DateOrder::dmy) return n.substr(4) + n.substr(2, 2) + n.substr(0, 2);
    if (order == DateOrder::mdy) return n.substr(4) + n.substr(0, 2) + n.substr(2, 2);
    return n;
  }
  if (n.size() == 7 || (n.size() == 6 && roc))  // 0790203
    return eight(std::stoi(n.substr(0, n.size() - 4)) + 1911, std::stoi(n.substr(n.size() - 4, 2)),
                 std::stoi(n.substr(n.size() - 2)));
  if (n.size() == 6) return n + "00";
  if (n.size() == 4) return n + "0000";
  if (roc && n.size() <= 3) return eight(std::stoi(n) + 1911, 0, 0);
  return {};
}

}  // namespace

std::string clean_date(std::string_view raw, DateOrder order) {
  std::string text = ascii(raw) ? std::string(raw) : normalise_id(raw);  // full-width digits
  DateParts p = parts_of(text);
  for (const std::string& n : p.numbers)
    if (n.size() > 8) return {};
  p.roc = text.find("民") != std::string::npos || text.find("國") != std::string::npos;
  if (text.find("民國前") != std::string::npos) return {};
  if (p.numbers.empty()) return {};
  auto& n = p.numbers;
  if (n.size() == 1 && p.month == 0) return packed_date(n[0], p.roc, order);
  if (p.month != 0 && n.size() >= 2) {
    const bool year_first = n[0].size() == 4;
    const std::string& y = year_first ? n[0] : n[1];
    return eight(full_year(std::stoi(y), false, y.size()), p.month, std::stoi(year_first ? n[1] : n[0]) % 100);
  }
  if (n.size() < 3) {
    if (n.size() == 2 && n[0].size() == 4) return eight(std::stoi(n[0]), std::stoi(n[1]) % 100, 0);
    return {};
  }
  const bool year_first = n[0].size() >= 3 || order == DateOrder::ymd || p.roc;
  const std::string& y = year_first ? n[0] : n[2];
  const bool taiwanese = p.roc || (year_first && y.size() <= 3);
  const int year = full_year(std::stoi(y), taiwanese, y.size());
  int m = std::stoi(year_first || order == DateOrder::dmy ? n[1] : n[0]);
  int d = std::stoi(year_first ? n[2] : order == DateOrder::dmy ? n[0] : n[1]);
  if (!year_first && m > 12 && d <= 12) std::swap(m, d);
  return eight(year, m % 100, d % 100);
}

void clean_value(FieldType type, DateOrder order, std::string_view raw, std::string& out) {
  while (!raw.empty() && (raw.front() == ' ' || raw.front() == '\t')) raw.remove_prefix(1);
  while (!raw.empty() && (raw.back() == ' ' || raw.back() == '\t')) raw.remove_suffix(1);
  if (raw.empty() || missing_word(raw, type)) return;
  const bool plain = ascii(raw);
  switch (type) {
    case FieldType::date: {
      const std::string d = clean_date(raw, order);
      if (d != "00000000") out += d;
      return;
    }
    case FieldType::identifier:
      only(plain ? std::string(raw) : normalise_id(raw), alnum, out);
      return;
    case FieldType::phone: {
      const std::string phone = normalise_phone(raw);
      if (phone.empty())
        only(raw, digit, out);
      else
        out += phone;
      return;
    }
    case FieldType::email:
      for (const char c : raw)
        if (c != ' ') out.push_back(lower(c));
      return;
    case FieldType::postcode:
      only(plain ? std::string(raw) : normalise_id(raw), alnum, out);
      return;
    case FieldType::year:
      clean_year(plain ? std::string(raw) : normalise_id(raw), out);
      return;
    case FieldType::number:
      clean_number(plain ? std::string(raw) : normalise_id(raw), out);
      return;
    case FieldType::given_name:
    case FieldType::surname:
    case FieldType::full_name:
      words_of(plain ? std::string(raw) : normalise_name(raw), "'.`", out);
      return;
    default: {
      words_of(plain ? std::string(raw) : nfkc_form(raw), "'`", out);
      return;
    }
  }
}

}  // namespace anwang::linkage

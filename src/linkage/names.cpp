#include "linkage/names.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/text.h"
#include "linkage/readings.h"
#include "linkage/variants_table.h"

namespace anwang::linkage {
namespace {

bool plain_han(std::u32string_view s) {
  return std::all_of(s.begin(), s.end(), [](char32_t c) { return c >= 0x4e00 && c <= 0x9fff; });
}

std::u32string icu_form(std::u32string_view s, const icu::Normalizer2* form) {
  UErrorCode status = U_ZERO_ERROR;
  const auto in =
      icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(s.data()), static_cast<int32_t>(s.size()));
  const icu::UnicodeString out = form->normalize(in, status);
  if (U_FAILURE(status)) return std::u32string(s);
  std::u32string result;
  for (int32_t i = 0; i < out.length(); i = out.moveIndex32(i, 1))
    result.push_back(static_cast<char32_t>(out.char32At(i)));
  return result;
}

const icu::Normalizer2* nfkc() {
  static const icu::Normalizer2* const form = [] {
    UErrorCode status = U_ZERO_ERROR;
    return icu::Normalizer2::getNFKCInstance(status);
  }();
  return form;
}
const icu::Normalizer2* nfd() {
  static const icu::Normalizer2* const form = [] {
    UErrorCode status = U_ZERO_ERROR;
    return icu::Normalizer2::getNFDInstance(status);
  }();
  return form;
}

// What systems print for a character they cannot encode.
bool is_unencodable(char32_t c) {
  return c == U'■' || c == U'□' || c == U'?' || c == U'�' || c == U'▓' || c == U'○' || c == U'◯' || c == U'*';
}
// Dropped without ending a word: the glottal stop in all its spellings, length marks, the circumflex of 泰雅 spelling.
bool is_silent_mark(char32_t c) {
  return c == U'\'' || c == U'’' || c == U'‘' || c == U'ʼ' || c == U'ʻ' || c == U'´' || c == U'`' || c == U'ˆ' ||
         c == U'^' || c == U':' || c == U'ː' || u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK;
}
char32_t latin_base(char32_t c) {  // letters that do not decompose
  switch (c) {
    case U'đ':
    case U'ð':
      return U'd';
    case U'ł':
      return U'l';
    case U'ø':
      return U'o';
    case U'ŋ':
      return U'n';
    case U'ı':
      return U'i';
    default:
      return c;
  }
}

struct Parts {
  std::u32string han;
  std::vector<std::u32string> words;
};

Parts split(std::u32string_view text) {
  Parts parts;
  std::u32string word;
  int depth = 0;
  const auto flush = [&] {
    if (!word.empty()) parts.words.push_back(std::move(word));
    word.clear();
  };
  for (char32_t c : text) {
    if (c == U'(' || c == U'[' || c == U'〔' || c == U'【') {
      ++depth;
      flush();
      continue;
    }
    if (c == U')' || c == U']' || c == U'〕' || c == U'】') {
      depth = std::max(0, depth - 1);
      continue;
    }
    if (depth > 0 || is_silent_mark(c)) continue;
    c = latin_base(static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
    const bool latin = (c < 0x2e80 && (u_isalpha(static_cast<UChar32>(c)) || (c >= U'0' && c <= U'9')));
    if (latin) {
      word.push_back(c);
    } else if (is_unencodable(c)) {
      flush();
      parts.han.push_back(U'�');
    } else {
      flush();
      if (u_isalpha(static_cast<UChar32>(c)) || u_charType(static_cast<UChar32>(c)) == U_PRIVATE_USE_CHAR || c == U'〇')
        parts.han.push_back(c);
    }
  }
  flush();
  std::sort(parts.words.begin(), parts.words.end());
  return parts;
}

struct Folding {
  std::vector<char32_t> bmp;
  std::unordered_map<char32_t, char32_t> beyond;
  Folding() : bmp(0x10000) {
    for (char32_t c = 0; c < 0x10000; ++c) bmp[c] = c;
    char32_t head = 0;
    for (const char32_t* p = kVariantClasses; *p != 0; ++p) {
      if (*p == U' ')
        head = 0;
      else if (head == 0)
        head = *p;
      else if (*p < 0x10000)
        bmp[*p] = head;
      else
        beyond[*p] = head;
    }
  }
  [[nodiscard]] char32_t operator()(char32_t c) const {
    if (c < 0x10000) return bmp[c];
    const auto it = beyond.find(c);
    return it == beyond.end() ? c : it->second;
  }
};

const std::unordered_set<std::u32string>& compound_surnames() {
  static const std::unordered_set<std::u32string> set = {
      U"歐陽", U"張簡", U"范姜", U"周黃", U"江謝", U"張廖", U"司徒", U"姜林", U"上官", U"翁林",
      U"朱陳", U"邱黃", U"端木", U"諸葛", U"葉劉", U"王李", U"張李", U"皇甫", U"司馬", U"夏侯",
      U"尉遲", U"令狐", U"公孫", U"慕容", U"長孫", U"宇文", U"東方", U"獨孤", U"陳黃", U"陳李",
      U"李林", U"郭李", U"劉張", U"呂郭", U"曾江", U"許張", U"吳鄭", U"黃許"};
  return set;
}

}  // namespace

std::string normalise_name(std::string_view text) {
  std::u32string s = to_u32(text);
  if (plain_han(s)) return std::string(text);
  s = icu_form(icu_form(s, nfkc()), nfd());
  const Parts parts = split(s);
  std::u32string out = icu_form(parts.han, nfkc());
  for (const auto& word : parts.words) {
    if (!out.empty()) out.push_back(U' ');
    out += word;
  }
  return to_utf8(out);
}

std::string nfkc_form(std::string_view text) { return to_utf8(icu_form(to_u32(text), nfkc())); }

std::string fold_variants(std::string_view normalised) {
  static const Folding folding;
  std::u32string s = to_u32(normalised);
  bool changed = false;
  for (char32_t& c : s) {
    const char32_t folded = folding(c);
    changed = changed || folded != c;
    c = folded;
  }
  return changed ? to_utf8(s) : std::string(normalised);
}

std::size_t surname_length(std::string_view normalised) {
  const std::u32string s = to_u32(normalised);
  if (s.size() >= 3 && compound_surnames().contains(s.substr(0, 2))) return 2;
  return s.empty() ? 0 : 1;
}

std::string reading(std::string_view folded) {
  const std::u32string s = to_u32(folded);
  const std::size_t surname = surname_length(folded);
  std::string out;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const std::string_view syllable = i < surname && surname == 1 ? surname_reading(s[i]) : given_reading(s[i]);
    if (syllable.empty()) return {};
    if (i > 0) out.push_back(' ');
    out += syllable;
  }
  return out;
}

}  // namespace anwang::linkage

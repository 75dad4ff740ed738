// Names as they are compared: width, case, separators, variant characters, romanisation, readings.
// A folded name is a blocking key and a ground for evidence "variant", never proof that two names are one.
// Thread-safety: pure functions over tables built at first use.
#pragma once

#include <string>
#include <string_view>

namespace anwang::linkage {

// NFKC; ·‧・•．˙ and spaces and apostrophes of all kinds dropped from Han names; romanised names in lower case without
// diacritics, words in alphabetical order ("Nguyễn Thị Hoa" = "HOA, NGUYEN THI"). Han and Latin in one field: both
// parts are kept, Han first. Unencodable marks (■ □ ?) become U+FFFD, which is similar to any character and equal to
// none.
std::string normalise_name(std::string_view text);
// NFKC alone: full-width letters and digits become half-width.
std::string nfkc_form(std::string_view text);
// Variant characters folded to one representative (台/臺 峯/峰 羣/群 啓/啟 温/溫), of a normalised name.
std::string fold_variants(std::string_view normalised);
// Pinyin without tones, with the surname's own reading (單 shàn, 曾 zēng, 解 xiè): "" when a character has no reading.
std::string reading(std::string_view folded);
// True for a compound surname at the head (歐陽, 張簡, 范姜 …); the length of the surname in code points.
std::size_t surname_length(std::string_view normalised);

}  // namespace anwang::linkage

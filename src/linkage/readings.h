// One toneless syllable a character, from ICU's Han-Latin transliterators, with distinctions dropped that are not heard
// in Taiwan (zh/z, ch/c, sh/s, ing/in, eng/en). Each character is asked for once (ICU is slow: some 60 µs), then kept.
// Thread-safety: safe; a kept reading is read without a lock.
#pragma once

#include <string_view>

namespace anwang::linkage {

std::string_view surname_reading(char32_t c);  // Han-Latin/Names and a table of overrides; "" = none
std::string_view given_reading(char32_t c);    // Han-Latin

}  // namespace anwang::linkage

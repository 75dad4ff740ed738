// UTF-8 at the byte and code point level: no ICU, no locale. Normalisation lives in linkage/ and access/ masking.
#pragma once

#include <string>
#include <string_view>

namespace anwang {

// True for well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms) without NUL.
bool valid_utf8(std::string_view bytes);
// Ill-formed input becomes U+FFFD per bad byte; valid_utf8 is the gate at the edges.
std::u32string to_u32(std::string_view utf8);
std::string to_utf8(std::u32string_view code_points);
void append_utf8(std::string& out, char32_t c);
std::size_t code_points(std::string_view utf8);
// White space of ASCII and U+3000 cut from both ends.
std::string trim(std::string_view utf8);
std::string lower_ascii(std::string_view s);

}  // namespace anwang

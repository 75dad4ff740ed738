// CSV (RFC 4180) as offices really save it: UTF-8 with or without a byte order mark, CRLF or LF, quoted fields with
// quotes doubled and line breaks inside. Nothing is guessed: another encoding, a quote in the wrong place, a line with
// too many or too few fields is said with its line. Thread-safety: plain values.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace anwang::codec {

struct CsvRow {
  int line = 0;  // where it begins, from 1
  std::vector<std::string> fields;
};
struct CsvLimits {
  std::size_t max_rows = 200'000;
  std::size_t max_field_bytes = 64 * 1024;
};
// All rows, the header first. Errors: malformed, reason bad_utf8, bad_quote, unclosed_quote, nul_character; too_large
// (rows, field). `fields[0].args` = {line}.
Result<std::vector<CsvRow>> parse_csv(std::string_view text, CsvLimits limits = {});
// A field quoted when it must be; one that a spreadsheet would take for a formula (= + - @ tab) gets a ' in front.
std::string csv_field(std::string_view text);

}  // namespace anwang::codec

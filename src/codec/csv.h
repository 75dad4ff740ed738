// CSV as counties send it and as we write it (RFC 4180). Reading takes UTF-8 with or without BOM, UTF-16 with BOM, and
// Big5 as Windows writes it (code page 950); line ends may be mixed; rows that cannot be taken are listed with their
// line, never repaired silently. Writing neutralises what a spreadsheet would run. Thread-safety: plain values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace anwang::codec {

struct CsvLimits {
  std::size_t max_bytes = 32 << 20;
  std::size_t max_rows = 200'000;
  std::size_t max_columns = 256;
  std::size_t max_field = 16 * 1024;  // bytes of UTF-8
};

struct CsvRow {
  int line = 0;  // from 1, where the row begins
  std::vector<std::string> fields;
};

// A row that is not in `rows`. code: "ragged" (see fields, expected), "stray_quote", "field_too_long",
// "nul_character", "private_character" (a 造字 that has no Unicode).
struct CsvFault {
  int line = 0;
  std::string code;
  std::size_t fields = 0;
  std::size_t expected = 0;
};

struct CsvTable {
  std::string encoding;             // "utf-8", "utf-16" or "big5"
  std::vector<std::string> header;  // trimmed
  std::vector<CsvRow> rows;         // each as long as the header; empty lines are skipped
  std::vector<CsvFault> faults;
};
// Errors: Errc::malformed with reason empty_file, bad_encoding, unterminated_quote, duplicate_column, too_many_columns
// or bad_header; Errc::too_large with reason too_large or too_many_rows. `fields[0]` has args {line}.
Result<CsvTable> parse_csv(std::string_view bytes, CsvLimits limits = {});

// One field as it is written: quoted when it must be; a leading = + - @ (also full-width), tab or CR, which a
// spreadsheet would run as a formula, gets an apostrophe before it.
std::string csv_field(std::string_view text);

class CsvWriter {
 public:
  // With the BOM that makes a spreadsheet read UTF-8.
  CsvWriter();
  CsvWriter& text(std::string_view field);  // by csv_field
  CsvWriter& number(std::int64_t field);
  CsvWriter& empty();
  void end_row();
  [[nodiscard]] const std::string& bytes() const { return out_; }

 private:
  void next();
  std::string out_;
  bool first_ = true;
};

}  // namespace anwang::codec

// Rows of a large CSV or TSV text one after another, without copying fields: for files of millions of rows that need
// not stand in memory as strings. Encodings as in csv.h. Thread-safety: none; one reader a thread.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "codec/csv.h"

namespace anwang::codec {

// The text of a file: a view of `bytes` when that is UTF-8 already, else the conversion held in `converted`.
struct CsvText {
  std::string encoding, converted;
  std::string_view view;
};
// What is neither UTF-8, UTF-16 nor Big5 but nearly all ASCII is read as windows-1252.
// Errors: malformed with reason bad_encoding or empty_file.
Result<CsvText> decode_csv(std::string_view bytes);
// '\t' when the first line holds a tab and no comma, ';' when only semicolons, else ','.
char csv_delimiter(std::string_view text);

class CsvRows {
 public:
  CsvRows(std::string_view text, char delimiter, std::size_t max_field = 64 * 1024)
      : text_(text), delimiter_(delimiter), max_field_(max_field) {}

  // False at the end. `fields` view into the text or into this reader and live until forget(). Empty lines are skipped.
  bool next(std::vector<std::string_view>& fields);
  void forget() { unescaped_.clear(); }
  [[nodiscard]] int line() const { return begun_; }  // of the row last read, from 1
  // Of the row last read: "" or field_too_long, stray_quote, nul_character, unterminated_quote.
  [[nodiscard]] const char* fault() const { return fault_; }
  [[nodiscard]] std::size_t offset() const { return at_; }

 private:
  std::string_view quoted();
  void end_of_line();

  std::string_view text_;
  char delimiter_;
  std::size_t max_field_;
  std::size_t at_ = 0;
  int line_ = 1, begun_ = 1;
  const char* fault_ = "";
  std::deque<std::string> unescaped_;
};

}  // namespace anwang::codec

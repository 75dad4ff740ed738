// The reference tables that come with the program (data/), compiled in, and their rows by column name.
// Thread-safety: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace anwang::synth {

class Csv {
 public:
  explicit Csv(std::string_view text);
  [[nodiscard]] std::size_t rows() const { return rows_.size(); }
  [[nodiscard]] bool has(std::string_view column) const { return columns_.contains(std::string(column)); }
  // "" when the row is short; a column the table has not is a bug: std::out_of_range.
  [[nodiscard]] const std::string& at(std::size_t row, std::string_view column) const;
  [[nodiscard]] double number(std::size_t row, std::string_view column) const;  // 0 when empty or no number

 private:
  std::unordered_map<std::string, std::size_t> columns_;
  std::vector<std::vector<std::string>> rows_;
};

// Compiled-in files of data/.
std::string_view population_table();  // population_hsinchu_county_112.csv
std::string_view villages_table();    // villages_10004.csv
std::string_view surnames_table();
std::string_view given_names_table();
std::string_view given_chars_table();
std::string_view modern_chars_table();
std::string_view indigenous_names_table();
std::string_view new_resident_names_table();
std::string_view new_residents_table();
std::string_view calendar_table();
std::string_view streets_table();

}  // namespace anwang::synth

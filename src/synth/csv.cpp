#include "synth/csv.h"

#include <cstdlib>

namespace anwang::synth {
namespace {

std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
      fields.back().push_back('"');
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else if (c != '\r') {
      fields.back().push_back(c);
    }
  }
  return fields;
}

}  // namespace

Csv::Csv(std::string_view text) {
  bool header = true;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line == "\r") continue;
    auto fields = fields_of(line);
    if (header) {
      for (std::size_t i = 0; i < fields.size(); ++i) columns_[fields[i]] = i;
      header = false;
    } else {
      rows_.push_back(std::move(fields));
    }
  }
}

const std::string& Csv::at(std::size_t row, std::string_view column) const {
  static const std::string none;
  const std::size_t i = columns_.at(std::string(column));
  return i < rows_[row].size() ? rows_[row][i] : none;
}

double Csv::number(std::size_t row, std::string_view column) const {
  return std::strtod(at(row, column).c_str(), nullptr);
}

}  // namespace anwang::synth

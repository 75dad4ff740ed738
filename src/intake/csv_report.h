// One line of an import file as a report: columns by name (code or 中文), values as codes or as the words of the packs,
// dates as people in an office write them. Pure.
#pragma once

#include <string>
#include <vector>

#include "codec/csv.h"
#include "intake/model.h"
#include "pack/pack.h"

namespace anwang::intake {

// The columns of the file, in its order. Error: invalid "csv_header", fields[].pointer "/header/<n>", code
// unknown_field (with args name), duplicate_key or required (external_no, narrative and something about a subject must
// be there).
Result<std::vector<std::string>> read_header(const std::vector<std::string>& header);
// Column codes, in the order of the template file.
const std::vector<std::string>& import_columns();

struct ReadRow {
  ReportDraft draft;
  std::vector<FieldError> faults;  // pointer = "/<column>"
};
ReadRow read_row(const std::vector<std::string>& columns, const codec::CsvRow& row, const pack::PackSet& packs);

// "115/11/22 14:05", "2026-11-22 14:05", RFC 3339; a date alone is its midnight in Taipei.
std::optional<Instant> parse_office_time(std::string_view text);

}  // namespace anwang::intake

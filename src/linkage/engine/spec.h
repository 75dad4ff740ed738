// A linkage specification: what the columns of a file mean. The contract is docs/formats/linkage-spec.md; everything
// but the column types has a default. Thread-safety: plain values.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "linkage/engine/field.h"

namespace anwang::linkage {

struct ColumnSpec {
  std::string name;
  FieldType type = FieldType::ignore;
  FieldType comparator = FieldType::ignore;  // how values are compared; the type's own unless `comparator:` says other
  std::string format;             // dates: order of the parts, "ymd", "dmy" or "mdy"; "" = seen from the data
  std::string match;              // a regular expression whose first group is the value (truth, row_id)
  std::map<int, double> weights;  // bits by level, instead of the learned ones
};

struct Spec {
  std::vector<ColumnSpec> columns;
  std::optional<double> threshold;                 // posterior probability of a link, 0 … 1
  bool between_files_only = false;                 // several files, each without duplicates of its own
  std::vector<std::vector<std::string>> blocking;  // keys: columns whose values must all agree; empty = chosen
  [[nodiscard]] const ColumnSpec* find(FieldType type) const;
};

// Errors: malformed (bad YAML) or invalid; `internal` says in words what is wrong and in which line.
Result<Spec> parse_spec(std::string_view yaml);
std::string write_spec(const Spec& spec);

}  // namespace anwang::linkage

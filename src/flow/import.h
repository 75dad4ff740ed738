// Reports from a file: a dry run that says line by line what would happen, then the same for good. external_no makes it
// repeatable: a line already ours is "known" and changes nothing, so a file whose import was cut off is imported again.
// Written in transactions of at most 500 lines, each complete with its import_batch row: rows = new + known + rejected.
// Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/viewer.h"
#include "flow/step.h"

namespace anwang::flow {

struct RejectedLine {
  int line = 0;
  std::vector<FieldError> faults;
};
struct ImportResult {
  std::int64_t rows_in = 0;
  std::vector<int> fresh, known;  // lines of the file
  std::vector<RejectedLine> rejected;
  std::int64_t seq = 0;
};
// Errors: malformed (not CSV, with the line), invalid "csv_header", too_large (more than 20,000 lines), those of the
// store.
Result<ImportResult> import_reports(App& app, const access::Viewer& viewer, std::string_view csv, bool dry_run);

}  // namespace anwang::flow

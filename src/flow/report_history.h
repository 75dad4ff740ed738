// What happened to a report, from the journal's headers: its own entries and those of its subjects, decisions and
// dispatches, oldest first. Headers hold no personal data. Thread-safety: pure reading.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/time.h"
#include "codec/json.h"
#include "store/value.h"

namespace anwang::flow {

struct HistoryEntry {
  Instant at;
  std::string kind;  // the journal's
  std::int64_t actor = 0;
  codec::JsonObject header;
};
Result<std::vector<HistoryEntry>> report_history(store::Reader& reader, const std::string& county, ReportId report);

}  // namespace anwang::flow

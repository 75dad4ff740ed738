#include "flow/report_history.h"

namespace anwang::flow {

Result<std::vector<HistoryEntry>> report_history(store::Reader& reader, const std::string& county, ReportId report) {
  // CROSS JOIN: the few rows of the report first, then their journal entries; SQLite would begin with all journal
  // entries of the table.
  static constexpr const char* kSql =
      "SELECT j.recorded_at, j.kind, j.actor, j.header FROM journal j WHERE j.county = ?1 AND j.seq IN ("
      " SELECT seq FROM journal_ref WHERE county = ?1 AND record_table = 'report' AND record_id = ?2"
      " UNION SELECT r.seq FROM report_subject s CROSS JOIN journal_ref r"
      "  WHERE s.county = ?1 AND s.report_id = ?2 AND r.county = ?1 AND r.record_table = 'report_subject'"
      "  AND r.record_id = s.id"
      " UNION SELECT r.seq FROM decision d CROSS JOIN journal_ref r"
      "  WHERE d.county = ?1 AND d.report_id = ?2 AND r.county = ?1 AND r.record_table = 'decision' AND r.record_id = "
      "d.id"
      " UNION SELECT r.seq FROM assignment a CROSS JOIN journal_ref r"
      "  WHERE a.county = ?1 AND a.report_id = ?2 AND r.county = ?1 AND r.record_table = 'assignment'"
      "  AND r.record_id = a.id) ORDER BY j.seq";
  ANWANG_TRY(const auto rows, reader.query("report.history", kSql, {county, report.value}));
  std::vector<HistoryEntry> out;
  for (const auto& row : rows) {
    HistoryEntry e{{row.i64(0)}, row.text(1), row.i64(2), {}};
    auto header = codec::parse_json(row.text(3));
    if (header && header->object()) e.header = std::move(*header->object());
    out.push_back(std::move(e));
  }
  return out;
}

}  // namespace anwang::flow

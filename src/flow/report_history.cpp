#include "flow/report_history.h"

namespace anwang::flow {

Result<std::vector<HistoryEntry>> report_history(store::Reader& reader, const std::string& county, ReportId report) {
  static constexpr const char* kSql =
      "SELECT j.recorded_at, j.kind, j.actor, j.header FROM journal j WHERE j.county = ?1 AND j.seq IN ("
      " SELECT seq FROM journal_ref WHERE county = ?1 AND record_table = 'report' AND record_id = ?2"
      " UNION SELECT r.seq FROM journal_ref r JOIN report_subject s ON s.county = r.county AND s.id = r.record_id"
      "  WHERE r.county = ?1 AND r.record_table = 'report_subject' AND s.report_id = ?2"
      " UNION SELECT r.seq FROM journal_ref r JOIN decision d ON d.county = r.county AND d.id = r.record_id"
      "  WHERE r.county = ?1 AND r.record_table = 'decision' AND d.report_id = ?2"
      " UNION SELECT r.seq FROM journal_ref r JOIN assignment a ON a.county = r.county AND a.id = r.record_id"
      "  WHERE r.county = ?1 AND r.record_table = 'assignment' AND a.report_id = ?2) ORDER BY j.seq";
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

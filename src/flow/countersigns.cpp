#include "flow/countersigns.h"

#include "access/facts.h"
#include "store/record.h"

namespace anwang::flow {

using access::FieldClass;
using access::RecordKind;

Result<std::vector<intake::Decision>> decisions_of(App& app, const access::Viewer& viewer, std::int64_t report_id) {
  ANWANG_TRY(const auto reader, app.store.read());
  ANWANG_TRY(const auto seen,
             access::visible_facts(*reader, app.policy, viewer, RecordKind::report, report_id, app.clock.now()));
  (void)seen;
  return store::find<intake::Decision>(*reader, "decision.of_report",
                                       "WHERE county = ?1 AND report_id = ?2 AND superseded = 0 ORDER BY id",
                                       {app.county, report_id});
}

Result<intake::Decision> decision(App& app, const access::Viewer& viewer, std::int64_t decision_id) {
  ANWANG_TRY(const auto reader, app.store.read());
  ANWANG_TRY(auto found, store::find<intake::Decision>(*reader, "decision.one", "WHERE county = ?1 AND id = ?2",
                                                       {app.county, decision_id}));
  if (found.empty()) return fail(Errc::not_found, "not_found");
  ANWANG_TRY(const auto seen, access::visible_facts(*reader, app.policy, viewer, RecordKind::report,
                                                    found.front().report_id, app.clock.now()));
  (void)seen;
  return std::move(found.front());
}

Result<std::vector<WaitingDecision>> read_countersigns(App& app, const access::Viewer& viewer) {
  std::vector<intake::Decision> found;
  std::vector<WaitingDecision> out;
  {
    ANWANG_TRY(const auto reader, app.store.read());
    const Instant now = app.clock.now();
    const auto policy =
        app.policy.predicate(viewer, RecordKind::report, FieldClass::content, access::Outcome::full, "r", 2, now.us);
    store::Params params{app.county};
    params.insert(params.end(), policy.params.begin(), policy.params.end());
    ANWANG_TRY(found,
               store::find<intake::Decision>(
                   *reader, "decision.waiting",
                   "WHERE county = ?1 AND countersign = 'waiting' AND superseded = 0 AND report_id IN (SELECT r.id "
                   "FROM report r WHERE r.county = ?1 AND " +
                       policy.sql + ") ORDER BY countersign_due_at, id LIMIT 200",
                   params));
  }
  for (intake::Decision& d : found) {
    WaitingDecision w;
    if (!d.note_sealed.empty()) {
      ANWANG_TRY(w.note, app.keys.open({app.county, "decision", d.id, "note"}, d.note_sealed));
    }
    ANWANG_TRY(w.row, read_queue_row(app, viewer, d.report_id));
    w.decision = std::move(d);
    out.push_back(std::move(w));
  }
  return out;
}

}  // namespace anwang::flow

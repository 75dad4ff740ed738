// A report comes in: validated, the reporter sealed, its subjects compared with everybody known, an owner on shift, one
// ChangeSet, durable. All channels pass here: public page, mandated reporter, telephone desk, API, import, synthetic
// county. Thread-safe.
#pragma once

#include <string>
#include <vector>

#include "access/viewer.h"
#include "base/ids.h"
#include "clock/model.h"
#include "flow/app.h"
#include "intake/model.h"
#include "people/directory.h"

namespace anwang::flow {

struct Receipt {
  ReportId id;
  std::string report_no;
  Instant received_at, due_at;
  UnitId unit;                       // the screening centre, for the reporter's receipt
  std::string tracking_code;         // public channel only
  std::vector<FieldError> warnings;  // accepted all the same: bad_check_digit, unknown_township …
  std::int64_t seq = 0;
  bool replayed = false;
};

// A report about to be written. The records carry the versions they will have, so that bulk callers chain further steps
// (plan_decide …) without reading back; report.report_no is empty until Committed::numbers[0] is put there.
struct PreparedReport {
  intake::Report report;
  std::vector<intake::Subject> subjects;  // in the draft's order
  clock::Clock clock;                     // 24 h to dispatch
  std::vector<FieldError> warnings;
  std::string tracking_code;
  store::ChangeSet change;  // submit it as it is
};

// Errors: invalid (fields), conflict "external_no_known" (the number is already ours), unavailable "no_screener" (an
// installation without a single screener could only lose the report), and those of the store.
Result<Receipt> receive_report(App& app, const access::Viewer& viewer, const intake::ReportDraft& draft,
                               const Key& key);
// The same without submitting, for bulk use: the caller submits (submit_async).
Result<PreparedReport> prepare_report(App& app, const access::Viewer& viewer, const intake::ReportDraft& draft,
                                      const Key& key);

// What a subject's draft says that can tell who it is. An estimated age becomes a year.
people::Clues clues_of(const intake::SubjectDraft& draft, Instant now);

}  // namespace anwang::flow

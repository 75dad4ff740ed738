// The screening centre's queue: declared immediate danger first, then least time left, each row with the reason for its
// place and what a machine noticed. Rows hold what the viewer may see (names masked as the policy says).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "access/policy.h"
#include "flow/insight.h"
#include "flow/step.h"
#include "intake/dispatch_model.h"
#include "intake/shift_model.h"

namespace anwang::flow {

struct Flag {
  std::string code;
  codec::JsonObject args;
  bool machine = false;  // a suggestion: dashed on the screen
};
struct QueueRow {
  intake::Report report;
  access::Outcome identity = access::Outcome::absent;  // of the subjects' names, for this viewer
  const SubjectInsight* subject = nullptr;             // into `insight`
  int more = 0;                                        // further persons of concern
  Insight insight;
  std::vector<Flag> flags;
  std::string place_reason, outcome;
  std::int64_t claimed_by = 0;  // 0 when the lock has run out

  QueueRow() = default;
  QueueRow(QueueRow&&) = default;
  QueueRow& operator=(QueueRow&&) = default;
};
struct QueueHeader {
  std::int64_t pending = 0, received_tonight = 0;
  Instant shortest_due;      // unset: nothing pending
  std::int64_t on_duty = 0;  // the duty worker, else the duty screener
  intake::Shift shift;
};
struct QueuePage {
  QueueHeader header;
  std::vector<QueueRow> rows;
  bool more = false;
  std::int64_t total = 0;
};
struct QueueFilter {
  bool decided = false;  // those decided since the present shift began
  std::string after;     // position of the last row of the page before; "" = first page
  std::size_t limit = 50;
};
Result<QueuePage> read_queue(App& app, const access::Viewer& viewer, const QueueFilter& filter);
// One report as a row of the queue; not_found when the viewer may not know of it.
Result<QueueRow> read_queue_row(App& app, const access::Viewer& viewer, std::int64_t report_id);
// Position of a row, for the next page's `after`.
std::string queue_position(const QueueRow& row, bool decided);

// The flags of a row in the order of the contract. Pure.
std::vector<Flag> flags_of(const Step& step, const intake::Report& report, const Insight& insight,
                           std::string_view language);

}  // namespace anwang::flow

#include "flow/queue.h"

#include <algorithm>
#include <charconv>

#include "access/facts.h"
#include "flow/screening_store.h"
#include "intake/dispatch_shift.h"
#include "intake/duty.h"
#include "intake/screening.h"

namespace anwang::flow {

namespace {

using access::FieldClass;
using access::Outcome;
using access::RecordKind;

const char* const kDangerLast = "CASE WHEN r.immediate_danger = 1 THEN 0 ELSE 1 END";

// "0:17953…:17953…:123" → four numbers; anything else: not our cursor.
std::optional<std::vector<std::int64_t>> numbers(std::string_view text, std::size_t n) {
  std::vector<std::int64_t> out;
  while (out.size() < n) {
    std::int64_t v = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), v);
    if (ec != std::errc{}) return std::nullopt;
    out.push_back(v);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (out.size() < n && !text.starts_with(':')) return std::nullopt;
    if (!text.empty() && out.size() < n) text.remove_prefix(1);
  }
  return text.empty() ? std::optional(out) : std::nullopt;
}

struct Page {
  std::vector<intake::Report> reports;
  bool more = false;
  std::int64_t total = 0;
};

Result<Page> load_page(store::Reader& reader, const Step& step, const access::Viewer& viewer, const App& app,
                       const QueueFilter& filter, Instant shift_start) {
  store::Params params{step.county};
  std::string where = "r.county = ?1 AND ";
  if (filter.decided) {
    where += "r.state = 'decided' AND r.decided_at >= ?2";
    params.emplace_back(shift_start.us);
  } else {
    where += "r.state = 'pending'";
  }
  const auto policy = app.policy.predicate(viewer, RecordKind::report, FieldClass::fact, Outcome::masked, "r",
                                           params.size() + 1, step.now.us);
  where += " AND " + policy.sql;
  params.insert(params.end(), policy.params.begin(), policy.params.end());
  Page page;
  ANWANG_TRY(const auto counted, reader.query("queue.count", "SELECT COUNT(*) FROM report r WHERE " + where, params));
  page.total = counted.front().i64(0);
  if (!filter.after.empty()) {
    const auto at = numbers(filter.after, filter.decided ? 2 : 4);
    if (!at) return fail(Errc::malformed, "bad_cursor");
    const auto slot = [&](std::size_t i) { return "?" + std::to_string(params.size() + i + 1); };
    where += filter.decided ? " AND (r.decided_at, r.id) < (" + slot(0) + ", " + slot(1) + ")"
                            : " AND (" + std::string(kDangerLast) + ", r.due_at, r.received_at, r.id) > (" + slot(0) +
                                  ", " + slot(1) + ", " + slot(2) + ", " + slot(3) + ")";
    for (const std::int64_t v : *at) params.emplace_back(v);
  }
  const std::string order =
      filter.decided ? "r.decided_at DESC, r.id DESC" : std::string(kDangerLast) + ", r.due_at, r.received_at, r.id";
  ANWANG_TRY(const auto rows, reader.query("queue.page",
                                           "SELECT " + intake::report_columns("r.") + " FROM report r WHERE " + where +
                                               " ORDER BY " + order + " LIMIT " + std::to_string(filter.limit + 1),
                                           params));
  for (const store::Row& row : rows) page.reports.push_back(intake::report_from(row));
  page.more = page.reports.size() > filter.limit;
  if (page.more) page.reports.pop_back();
  return page;
}

// What each report came to, most weighty outcome first.
Result<std::map<std::int64_t, std::string>> load_outcomes(store::Reader& reader, const Step& step,
                                                          const std::vector<intake::Report>& reports) {
  std::map<std::int64_t, std::string> out;
  std::vector<std::int64_t> ids;
  ids.reserve(reports.size());
  for (const intake::Report& r : reports) ids.push_back(r.id.value);
  ANWANG_TRY(
      const auto rows,
      reader.query("queue.outcomes",
                   "SELECT report_id, outcome FROM decision WHERE county = ?1 AND superseded = 0 AND report_id IN " +
                       id_list(ids),
                   {step.county}));
  constexpr std::string_view kWeight[] = {"dispatch",     "notice",         "same_incident",
                                          "jurisdiction", "not_dispatched", "advice"};
  const auto weight = [&](std::string_view o) {
    return std::find(std::begin(kWeight), std::end(kWeight), o) - std::begin(kWeight);
  };
  for (const store::Row& r : rows) {
    std::string& now = out[r.i64(0)];
    if (now.empty() || weight(r.text(1)) < weight(now)) now = r.text(1);
  }
  return out;
}

Result<std::vector<QueueRow>> rows_of(App& app, store::Reader& reader, const Step& step, const access::Viewer& viewer,
                                      std::vector<intake::Report> reports) {
  std::vector<std::int64_t> ids;
  ids.reserve(reports.size());
  for (const intake::Report& r : reports) ids.push_back(r.id.value);
  ANWANG_TRY(const auto facts, access::load_facts(reader, viewer, RecordKind::report, ids, step.now));
  ANWANG_TRY(auto insights, load_insights(reader, step, reports));
  ANWANG_TRY(auto outcomes, load_outcomes(reader, step, reports));
  const int idle = static_cast<int>(step.parameter("claim_idle_minutes"));
  std::vector<QueueRow> rows;
  rows.reserve(reports.size());
  for (intake::Report& report : reports) {
    QueueRow row;
    const auto seen = facts.find(report.id.value);
    if (seen != facts.end()) row.identity = app.policy.decide(viewer, seen->second, FieldClass::identity);
    row.insight = std::move(insights[report.id.value]);
    row.subject = main_subject(row.insight);
    row.more = std::max<int>(0, static_cast<int>(row.insight.subjects.size()) - 1);
    row.flags = flags_of(step, report, row.insight, viewer.language);
    row.place_reason =
        intake::place_reason({report.id.value, report.immediate_danger, report.due_at, report.received_at});
    row.outcome = outcomes[report.id.value];
    row.claimed_by = intake::holder({report.claimed_by.value, report.claimed_at}, step.now, idle);
    row.report = std::move(report);
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<QueueHeader> load_header(App& app, store::Reader& reader, const Step& step) {
  QueueHeader header;
  header.shift = intake::shift_at(step.packs, step.now);
  header.shift.id = app.duty.shift(step.now).value;
  ANWANG_TRY(
      const auto pending,
      reader.query("queue.pending", "SELECT COUNT(*), MIN(due_at) FROM report WHERE county = ?1 AND state = 'pending'",
                   {step.county}));
  header.pending = pending.front().i64(0);
  header.shortest_due = {pending.front().i64(1)};
  ANWANG_TRY(const auto tonight,
             reader.query("queue.tonight",
                          "SELECT COUNT(*) FROM report WHERE county = ?1 AND received_at >= ?2 AND received_at <= ?3",
                          {step.county, header.shift.starts_at.us, step.now.us}));
  header.received_tonight = tonight.front().i64(0);
  const auto workers = app.duty.on_duty(step.now, "duty_worker");
  header.on_duty = workers.empty() ? app.duty.screener(step.now).value : workers.front().value;
  return header;
}

}  // namespace

Result<QueuePage> read_queue(App& app, const access::Viewer& viewer, const QueueFilter& filter) {
  const Step step = step_of(app, viewer);
  ANWANG_TRY(const auto reader, app.store.read());
  QueuePage page;
  ANWANG_TRY(page.header, load_header(app, *reader, step));
  ANWANG_TRY(auto found, load_page(*reader, step, viewer, app, filter, page.header.shift.starts_at));
  page.more = found.more;
  page.total = found.total;
  ANWANG_TRY(page.rows, rows_of(app, *reader, step, viewer, std::move(found.reports)));
  return page;
}

Result<QueueRow> read_queue_row(App& app, const access::Viewer& viewer, std::int64_t report_id) {
  const Step step = step_of(app, viewer);
  ANWANG_TRY(const auto reader, app.store.read());
  ANWANG_TRY(const auto seen,
             access::visible_facts(*reader, app.policy, viewer, RecordKind::report, report_id, step.now));
  (void)seen;
  ANWANG_TRY(intake::Report report, load_report(*reader, step.county, report_id));
  std::vector<intake::Report> one;
  one.push_back(std::move(report));
  ANWANG_TRY(auto rows, rows_of(app, *reader, step, viewer, std::move(one)));
  return std::move(rows.front());
}

std::string queue_position(const QueueRow& row, bool decided) {
  const intake::Report& r = row.report;
  if (decided) return std::to_string(r.decided_at.us) + ":" + r.id.str();
  return std::string(r.immediate_danger.value_or(false) ? "0:" : "1:") + std::to_string(r.due_at.us) + ":" +
         std::to_string(r.received_at.us) + ":" + r.id.str();
}

}  // namespace anwang::flow

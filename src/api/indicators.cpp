#include "api/indicators.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "access/facts.h"
#include "access/project.h"
#include "api/brief.h"
#include "api/indicator_json.h"
#include "indicator/catalog.h"

namespace anwang::api {
namespace {
using codec::Json;
using codec::JsonArray;
using codec::JsonObject;
using namespace indicator;

constexpr std::size_t kRecordsPage = 100;

struct Question {
  Period period;
  std::string township;  // "" = the county
};

Result<Question> question(const Call& call) {
  const Date today = call.app().clock.today();
  Question q{{*Date::of(today.year(), today.month(), 1), today}, call.query("township")};
  std::vector<FieldError> faults;
  for (const auto& [name, target] : {std::pair{"from", &q.period.from}, std::pair{"to", &q.period.to}}) {
    const std::string text = call.query(name);
    if (text.empty()) continue;
    if (const auto date = Date::parse(text)) {
      *target = *date;
    } else {
      faults.push_back({std::string("/") + name, "bad_date", {}});
    }
  }
  if (faults.empty() && q.period.to < q.period.from) faults.push_back({"/to", "before_from", {}});
  if (faults.empty() && q.period.to.days - q.period.from.days > 366 * 10)
    faults.push_back({"/to", "period_too_long", {{"max", "10"}}});
  if (!q.township.empty() && call.app().packs.township(q.township) == nullptr)
    faults.push_back({"/township", "unknown_code", {}});
  if (!faults.empty()) return fail_fields(std::move(faults));
  return q;
}

Result<Answer> figures(const Call& call, const FactsProjection& facts) {
  ANWANG_TRY(const Question q, question(call));
  const Instant now = call.now();
  std::vector<Period> periods{q.period, q.period.previous()};
  for (const Period& month : twelve_months(q.period.to)) periods.push_back(month);
  Json body = facts.with([&](const Facts& f) {
    std::optional<std::uint16_t> township;
    // A township nothing ever happened in has no column; the number past the last one counts as zero everywhere.
    if (!q.township.empty())
      township = f.townships.find(q.township) ? f.townships.find(q.township) : std::uint16_t{UINT16_MAX};
    const FigurePage page{f, evaluate(f, periods, now), standing(f, now, township), periods, township, now};
    return figure_page_json(page, call.viewer(), call.app());
  });
  ANWANG_CHECK(name_owners(call.app(), body));
  return Answer::ok(std::move(body));
}

// The kind of record that the policy knows for a table of facts.
access::RecordKind kind_of(std::string_view table) {
  if (table == "report") return access::RecordKind::report;
  if (table == "assignment") return access::RecordKind::assignment;
  if (table == "call_log") return access::RecordKind::call_log;
  return access::RecordKind::case_file;
}

// A record behind a figure; of a clock: the report it runs for, with the clock's own times.
struct Shown {
  std::int64_t id = 0;
  bool kept = false;
  std::optional<Instant> due, stopped;  // of the clock; `stopped` unset: still running
};

// A clock is drilled into as the report it runs for. What counts is its own due time and its own stop: a first contact
// that was late must not be shown with a dispatch that was in time.
Result<std::vector<Shown>> shown_records(store::Reader& reader, const std::string& county, Behind& behind) {
  std::vector<Shown> out;
  out.reserve(behind.records.size());
  if (behind.table != "clock") {
    for (const auto& [id, kept] : behind.records) out.push_back({id, kept, {}, {}});
    return out;
  }
  behind.table = "report";
  std::set<std::int64_t> ids;
  for (const auto& r : behind.records) ids.insert(r.first);
  ANWANG_TRY(const auto rows,
             reader.query("indicator.clocks",
                          "SELECT id, report_id, due_at, stopped_at FROM clock WHERE county = ?1 AND id IN (" +
                              id_list(ids) + ")",
                          {county}));
  std::map<std::int64_t, Shown> found;
  for (const auto& r : rows) {
    if (r.is_null(1)) continue;
    Shown s{r.i64(1), false, Instant{r.i64(2)}, {}};
    if (!r.is_null(3)) s.stopped = Instant{r.i64(3)};
    found.emplace(r.i64(0), s);
  }
  for (const auto& [id, kept] : behind.records) {
    const auto it = found.find(id);
    if (it == found.end()) continue;
    out.push_back(it->second);
    out.back().kept = kept;
  }
  return out;
}

Result<Json> record_row(store::Reader& reader, const std::string& county, const std::string& table,
                        const Shown& shown) {
  const std::int64_t id = shown.id;
  JsonObject row{{"table", table}, {"id", std::to_string(id)}, {"kept", shown.kept}};
  const auto fill = [&](const char* sql, std::initializer_list<const char*> names) -> Status {
    ANWANG_TRY(const auto rows, reader.query("indicator.record", sql, {county, id}));
    if (rows.empty()) return {};
    std::size_t i = 0;
    for (const char* name : names) {
      const std::string key(name);
      if (rows[0].is_null(i)) {
        row.set(key, Json());
      } else if (key.ends_with("_at")) {
        row.set(key, iso_instant({rows[0].i64(i)}));
      } else {
        row.set(key, rows[0].text(i));
      }
      ++i;
    }
    return {};
  };
  if (table == "report") {
    ANWANG_CHECK(
        fill("SELECT r.report_no, r.township, r.received_at, r.due_at, r.state, MIN(d.decided_at) AS dispatched_at "
             "FROM report r "
             "LEFT JOIN decision d ON d.county = r.county AND d.report_id = r.id AND d.superseded = 0 AND d.outcome = "
             "'dispatch' "
             "WHERE r.county = ?1 AND r.id = ?2 GROUP BY r.report_no, r.township, r.received_at, r.due_at, r.state",
             {"number", "township", "received_at", "due_at", "state", "dispatched_at"}));
  } else if (table == "assignment") {
    ANWANG_CHECK(
        fill("SELECT c.case_no, a.township, a.sent_at, c.assessed_at, c.state FROM assignment a "
             "LEFT JOIN case_file c ON c.county = a.county AND c.id = a.case_id WHERE a.county = ?1 AND a.id = ?2",
             {"number", "township", "sent_at", "assessed_at", "state"}));
  } else if (table == "case_file") {
    ANWANG_CHECK(
        fill("SELECT case_no, township, received_at, closed_at, state FROM case_file WHERE county = ?1 AND id = ?2",
             {"number", "township", "received_at", "closed_at", "state"}));
  } else {
    ANWANG_CHECK(fill("SELECT topic, township, started_at FROM call_log WHERE county = ?1 AND id = ?2",
                      {"state", "township", "started_at"}));
  }
  if (shown.due) {
    row.set("clock", JsonObject{{"due_at", iso_instant(*shown.due)},
                                {"stopped_at", shown.stopped ? Json(iso_instant(*shown.stopped)) : Json()}});
  }
  return Json(std::move(row));
}

Result<Answer> records(const Call& call, const FactsProjection& facts) {
  const std::string& id = call.request().params.at("id");
  const Definition* definition = find_definition(id);
  if (definition == nullptr || !definition->metric) return fail(Errc::not_found);
  ANWANG_TRY(const Question q, question(call));
  std::size_t offset = 0;
  if (const std::string cursor = call.query("cursor"); !cursor.empty()) {
    const auto at = parse_id(cursor);
    if (!at) return fail_field("/cursor", "bad_cursor");
    offset = static_cast<std::size_t>(*at);
  }
  Behind behind = facts.with([&](const Facts& f) {
    std::optional<std::uint16_t> township;
    if (!q.township.empty()) township = f.townships.find(q.township);
    return records_behind(f, *definition->metric, q.period, call.now(), township);
  });
  if (definition->metric == Metric::serious_incidents) behind.records.clear();
  ANWANG_TRY(auto reader, call.app().store.read());
  ANWANG_TRY(const auto shown, shown_records(*reader, call.app().county, behind));
  std::vector<std::int64_t> ids;
  for (const Shown& r : shown) ids.push_back(r.id);
  ANWANG_TRY(const auto known, access::load_facts(*reader, call.viewer(), kind_of(behind.table), ids, call.now()));
  std::vector<Shown> visible;
  for (const Shown& r : shown) {
    const auto it = known.find(r.id);
    if (it != known.end() &&
        call.app().policy.decide(call.viewer(), it->second, access::FieldClass::fact) != access::Outcome::absent)
      visible.push_back(r);
  }
  // The ones a head of county asks about stand first, on every page alike.
  const auto kept = std::stable_partition(visible.begin(), visible.end(), [](const Shown& r) { return !r.kept; });
  const auto missed = static_cast<std::int64_t>(kept - visible.begin());
  JsonArray items;
  for (std::size_t i = offset; i < visible.size() && items.size() < kRecordsPage; ++i) {
    ANWANG_TRY(Json row, record_row(*reader, call.app().county, behind.table, visible[i]));
    items.push_back(std::move(row));
  }
  const std::size_t next = offset + items.size();
  Json cursor;
  if (next < visible.size()) cursor = std::to_string(next);
  const auto hidden = static_cast<std::int64_t>(shown.size() - visible.size());
  return Answer::ok(JsonObject{{"items", std::move(items)},
                               {"next", std::move(cursor)},
                               {"total", static_cast<std::int64_t>(visible.size())},
                               {"missed", missed},
                               {"hidden", hidden},
                               {"as_of", iso_instant(call.now())}});
}
}  // namespace

void bind_indicators(Router& router, const FactsProjection& facts) {
  router.add({Method::get, "/api/v1/indicators", "indicator.read"},
             [&facts](Call& call) { return figures(call, facts); });
  router.add({Method::get, "/api/v1/indicators/{id}/records", "indicator.records"},
             [&facts](Call& call) { return records(call, facts); });
}

}  // namespace anwang::api

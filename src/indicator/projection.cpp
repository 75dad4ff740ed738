#include "indicator/projection.h"

#include <array>
#include <mutex>

#include "base/time.h"
#include "codec/json.h"

namespace anwang::indicator {
namespace {
using store::Params;
using store::Row;
using store::Value;

struct Source {
  const char* table;
  const char* name;     // of the query, for metrics
  const char* columns;  // id first
  void (*take)(Facts&, const Row&);
};

void take_report(Facts& f, const Row& r) {
  ReportFact& fact = f.reports.at(r.i64(0));
  fact.received_at = r.i64(1);
  fact.due_at = r.i64(2);
  fact.township = f.townships.code(r.text(3));
  fact.source = f.sources.code(r.text(4));
  fact.pending = r.text(6) == "pending";
  f.touch_report(fact.id);
  fact.kinds = 0;
  if (const auto kinds = codec::parse_json(r.text(5)); kinds && kinds->array())
    for (const auto& kind : *kinds->array())
      if (const auto* text = kind.string()) fact.kinds |= 1U << (f.kinds.code(*text) & 31U);
}
void take_subject(Facts& f, const Row& r) { f.link_subject(r.i64(0), r.i64(1), r.i64(2)); }
void take_case(Facts& f, const Row& r) {
  CaseFact& c = f.cases.at(r.i64(0));
  f.link_case(c, r.i64(1));
  c.report = r.i64(2);
  c.received_at = r.i64(3);
  c.first_contact_at = r.i64(4);
  c.assessed_at = r.i64(5);
  c.opened_at = r.i64(6);
  c.closed_at = r.i64(7);
  c.township = f.townships.code(r.text(8));
  c.programme = f.programmes.code(r.text(9));
  c.unit = f.units.code(std::to_string(r.i64(10)));
  c.state = f.states.code(r.text(11));
  c.finding = f.findings.code(r.text(12));
  if (!r.is_null(13)) {
    AssignmentFact& a = f.assignments.at(r.i64(13));
    a.assessed_at = c.assessed_at;
    a.opened = c.opened_at != 0;
  }
}
void take_clock(Facts& f, const Row& r) {
  ClockFact& c = f.clocks.at(r.i64(0));
  c.rule = f.rules.code(r.text(1));
  c.network = f.networks.code(r.text(2));
  c.township = f.townships.code(r.text(3));
  c.started_at = r.i64(4);
  c.due_at = r.i64(5);
  c.stopped_at = r.i64(6);
  c.state = r.text(7) == "open" ? ClockFact::kOpen : r.text(7) == "stopped" ? ClockFact::kStopped : ClockFact::kVoid;
  c.record = r.i64(8);
}
void take_assignment(Facts& f, const Row& r) {
  AssignmentFact& a = f.assignments.at(r.i64(0));
  a.sent_at = r.i64(1);
  a.township = f.townships.code(r.text(2));
  a.programme = f.programmes.code(r.text(3));
  a.withdrawn = r.text(4) == "withdrawn";
}
void take_call(Facts& f, const Row& r) {
  CallFact& c = f.calls.at(r.i64(0));
  c.started_at = r.i64(1);
  c.township = f.townships.code(r.text(2));
  c.became_report = !r.is_null(3);
}
void take_serious(Facts& f, const Row& r) {
  SeriousFact& s = f.serious.at(r.i64(0));
  s.happened_at = r.i64(1);
  s.owner = r.i64(2);
  s.township = f.townships.code(r.text(3));
  s.kind = f.serious_kinds.code(r.text(4));
}
void take_post(Facts& f, const Row& r) {
  PostFact& p = f.posts.at(r.i64(0));
  p.account = r.i64(1);
  const auto since = Date::parse(r.text(2));
  p.vacant_since = since ? since->days : 0;
}
// A decision is a fact of its report: the first current 派案 among them.
void take_decision(Facts& f, const Row& r) {
  if (r.text(2) != "dispatch" || r.i64(4) != 0) return;
  ReportFact& report = f.reports.at(r.i64(1));
  if (report.first_dispatch_at == 0 || r.i64(3) < report.first_dispatch_at) report.first_dispatch_at = r.i64(3);
}

constexpr std::array kSources{
    Source{"report", "facts.report", "id, received_at, due_at, township, source, kinds, state", take_report},
    Source{"decision", "facts.decision", "id, report_id, outcome, decided_at, superseded", take_decision},
    Source{"report_subject", "facts.subject", "id, report_id, person_id", take_subject},
    Source{"case_file", "facts.case",
           "id, person_id, report_id, received_at, first_contact_at, assessed_at, opened_at, closed_at, township, "
           "programme, unit_id, state, finding, assignment_id",
           take_case},
    Source{"clock", "facts.clock", "id, rule, network, township, started_at, due_at, stopped_at, state, record_id",
           take_clock},
    Source{"assignment", "facts.assignment", "id, sent_at, township, programme, state", take_assignment},
    Source{"call_log", "facts.call", "id, started_at, township, report_id", take_call},
    Source{"serious_incident", "facts.serious", "id, happened_at, owner_id, township, kind", take_serious},
    Source{"post", "facts.post", "id, account_id, vacant_since", take_post},
};

constexpr std::size_t kChunk = 64;  // ids a query: a fixed statement that stays prepared, padded with 0

std::string by_ids(const Source& source) {
  std::string sql =
      std::string("SELECT ") + source.columns + " FROM " + source.table + " WHERE county = ?1 AND id IN (";
  for (std::size_t i = 0; i < kChunk; ++i) sql += (i ? ", ?" : "?") + std::to_string(i + 2);
  return sql + ")";
}

Status read_ids(const Source& source, const std::string& county, const std::set<std::int64_t>& ids,
                store::Reader& snapshot, Facts& facts) {
  const std::string sql = by_ids(source);
  for (auto it = ids.begin(); it != ids.end();) {
    Params params{county};
    for (; it != ids.end() && params.size() <= kChunk; ++it) params.emplace_back(*it);
    while (params.size() <= kChunk) params.emplace_back(std::int64_t{0});
    ANWANG_TRY(const auto rows, snapshot.query(source.name, sql, params));
    for (const Row& row : rows) source.take(facts, row);
  }
  return {};
}

// A superseded or changed decision can take a report's first dispatch away: it is read anew from all its decisions.
Status refresh_dispatch(const std::string& county, const std::set<std::int64_t>& decisions, store::Reader& snapshot,
                        Facts& facts) {
  for (const std::int64_t id : decisions) {
    ANWANG_TRY(const auto rows,
               snapshot.query("facts.decisions_of_report",
                              "SELECT d.id, d.report_id, d.outcome, d.decided_at, d.superseded FROM decision x "
                              "JOIN decision d ON d.county = x.county AND d.report_id = x.report_id "
                              "WHERE x.county = ?1 AND x.id = ?2",
                              {county, id}));
    if (!rows.empty()) facts.reports.at(rows.front().i64(1)).first_dispatch_at = 0;
    for (const Row& row : rows) take_decision(facts, row);
  }
  return {};
}

Status read_population(const std::string& county, store::Reader& snapshot, Facts& facts) {
  return snapshot.each(
      "facts.population",
      "SELECT township, persons FROM population WHERE county = ?1 AND measure = 'total' ORDER BY roc_year", {county},
      [&](const Row& row) {
        facts.population[facts.townships.code(row.text(0))] = row.i64(1);
        return true;
      });
}
}  // namespace

Status FactsProjection::rebuild(store::Reader& snapshot) {
  Facts fresh;
  store::QueryOptions patient;
  patient.timeout_ms = 120'000;
  for (const Source& source : kSources) {
    const std::string sql = std::string("SELECT ") + source.columns + " FROM " + source.table + " WHERE county = ?1";
    ANWANG_CHECK(snapshot.each(
        source.name, sql, {county_},
        [&](const Row& row) {
          source.take(fresh, row);
          return true;
        },
        patient));
  }
  ANWANG_CHECK(read_population(county_, snapshot, fresh));
  fresh.settle();
  const std::unique_lock lock(mutex_);
  facts_ = std::move(fresh);
  return {};
}

Status FactsProjection::apply(const std::vector<store::JournalEntry>& batch, store::Reader& snapshot) {
  std::map<std::string, std::set<std::int64_t>> touched;
  for (const auto& entry : batch) {
    if (entry.county != county_) continue;
    for (const auto& record : entry.touched) touched[record.table].insert(record.id);
  }
  const std::unique_lock lock(mutex_);
  for (const Source& source : kSources) {
    const auto it = touched.find(source.table);
    if (it == touched.end()) continue;
    if (it->first == "decision") {
      ANWANG_CHECK(refresh_dispatch(county_, it->second, snapshot, facts_));
    } else {
      ANWANG_CHECK(read_ids(source, county_, it->second, snapshot, facts_));
    }
  }
  if (touched.contains("population")) ANWANG_CHECK(read_population(county_, snapshot, facts_));
  facts_.settle();
  return {};
}

std::string FactsProjection::digest() const {
  const std::shared_lock lock(mutex_);
  return facts_.digest();
}

}  // namespace anwang::indicator

#include "indicator/evaluate.h"

#include <algorithm>

#include "indicator/walk.h"

namespace anwang::indicator {
namespace {
constexpr std::array<const char*, kMetrics> kIds{
    "reports",       "dispatched_24h", "grade_1_seen_24h",        "open_rate",
    "first_contact", "night_share",    "re_report_after_closing", "re_report_3m",
    "re_report_12m", "calls",          "serious_incidents"};

Date first_of_month(Date d) { return *Date::of(d.year(), d.month(), 1); }
}  // namespace

const char* metric_id(Metric metric) { return kIds[static_cast<std::size_t>(metric)]; }

Period Period::previous() const {
  if (from.day() == 1 && from.year() == to.year() && from.month() == to.month()) {
    const Date start = add_months(from, -1);
    const bool whole_month = to.plus_days(1).day() == 1;
    const Date last = from.plus_days(-1);
    const Date same_day{start.days + (to.days - from.days)};
    return {start, whole_month || same_day > last ? last : same_day};
  }
  const int length = to.days - from.days + 1;
  return {from.plus_days(-length), to.plus_days(-length)};
}

Count Column::at(std::optional<std::uint16_t> township) const {
  if (township) return *township < by_township.size() ? by_township[*township] : Count{};
  Count all;
  for (const Count& c : by_township) all += c;
  return all;
}

std::vector<Period> twelve_months(Date last) {
  std::vector<Period> months;
  for (int back = 11; back >= 0; --back) {
    const Date start = add_months(first_of_month(last), -back);
    months.push_back({start, add_months(start, 1).plus_days(-1)});
  }
  return months;
}

namespace {
// One flat cube while counting: township × period × metric.
class Cube {
 public:
  Cube(std::size_t townships, std::size_t periods)
      : townships_(townships), periods_(periods), cells_(kMetrics * townships * periods) {}
  void add(std::size_t period, Metric metric, std::uint16_t township, std::uint32_t n, std::uint32_t d) {
    Cell& cell = cells_[(township * periods_ + period) * kMetrics + static_cast<std::size_t>(metric)];
    cell.n += n;
    cell.d += d;
  }
  [[nodiscard]] std::vector<Figures> figures() const {
    std::vector<Figures> out(periods_);
    for (std::size_t p = 0; p < periods_; ++p)
      for (std::size_t m = 0; m < kMetrics; ++m) {
        out[p].metrics[m].by_township.resize(townships_);
        for (std::size_t t = 0; t < townships_; ++t) {
          const Cell& cell = cells_[(t * periods_ + p) * kMetrics + m];
          out[p].metrics[m].by_township[t] = {cell.n, cell.d};
        }
      }
    return out;
  }

 private:
  struct Cell {
    std::uint32_t n = 0, d = 0;
  };
  std::size_t townships_, periods_;
  std::vector<Cell> cells_;
};

// Gathers a table's rows by township, segment and outcome: one addition a row. What an outcome counts for, and in
// which periods, is looked up once a gathered cell.
template <class Fact, class Spread>
void count(const Table<Fact>& table, const Spread& spread, const Facts& facts, Instant now, Cube& cube) {
  const std::size_t segments = spread.segments.size();
  std::vector<std::uint32_t> gathered(facts.townships.size() * segments * kOutcomes);
  each_outcome(table, RuleCodes(facts), now.us, [&](std::size_t, Outcome o, std::uint16_t township) {
    ++gathered[(township * segments + spread.segments.of(o.day)) * kOutcomes + o.bits];
  });
  for (std::size_t at = 0; at < gathered.size(); ++at) {
    const std::uint32_t rows = gathered[at];
    const std::size_t segment = at / kOutcomes % segments;
    if (rows == 0 || segment == 0) continue;
    const auto township = static_cast<std::uint16_t>(at / kOutcomes / segments);
    spread({spread.segments.first_day_of(segment), static_cast<std::uint8_t>(at % kOutcomes)},
           [&](std::uint16_t p, Metric metric, bool n, bool d) {
             cube.add(p, metric, township, n ? rows : 0, d ? rows : 0);
           });
  }
}
}  // namespace

std::vector<Figures> evaluate(const Facts& facts, const std::vector<Period>& periods, Instant now) {
  Cube cube(facts.townships.size(), periods.size());
  each_table(facts, periods, now,
             [&](const auto& table, const auto& spread) { count(table, spread, facts, now, cube); });
  return cube.figures();
}

Behind records_behind(const Facts& facts, Metric metric, Period period, Instant now,
                      std::optional<std::uint16_t> township) {
  Behind behind;
  behind.table = table_of(metric);
  walk(facts, {period}, now, [&](std::size_t, Metric m, std::uint16_t t, std::int64_t id, bool in_numerator, bool) {
    if (m == metric && (!township || *township == t)) behind.records.emplace_back(id, in_numerator);
  });
  // The exceptions first (what the head of the county clicks for), newest before older.
  std::sort(behind.records.begin(), behind.records.end(),
            [](const auto& a, const auto& b) { return a.second != b.second ? !a.second : a.first > b.first; });
  return behind;
}

Standing standing(const Facts& facts, Instant now, std::optional<std::uint16_t> township) {
  Standing s;
  s.overdue_by_township.resize(facts.townships.size());
  s.pending_by_township.resize(facts.townships.size());
  for (const ReportFact& r : facts.reports.rows()) {
    if (!r.pending || r.received_at > now.us) continue;
    ++s.pending_by_township[r.township];
    if (township && *township != r.township) continue;
    ++s.pending;
    if (s.shortest_due_at == 0 || r.due_at < s.shortest_due_at) s.shortest_due_at = r.due_at;
  }
  const std::uint16_t face_to_face = facts.rules.find(kFaceToFaceRule);
  std::vector<std::int64_t> by_network(facts.networks.size());
  std::uint16_t oldest_network = 0;
  for (const ClockFact& c : facts.clocks.rows()) {
    if (c.state != ClockFact::kOpen || c.started_at > now.us) continue;
    if (c.due_at < now.us) ++s.overdue_by_township[c.township];
    if (township && *township != c.township) continue;
    s.children_unseen += face_to_face != 0 && c.rule == face_to_face;
    if (c.due_at >= now.us) continue;
    ++s.overdue;
    ++by_network[c.network];
    if (s.oldest_due_at == 0 || c.due_at < s.oldest_due_at) s.oldest_due_at = c.due_at, oldest_network = c.network;
  }
  s.oldest_network = facts.networks.text(oldest_network);
  for (std::size_t n = 0; n < by_network.size(); ++n)
    if (by_network[n] > 0)
      s.overdue_by_network.emplace_back(facts.networks.text(static_cast<std::uint16_t>(n)), by_network[n]);
  std::sort(s.overdue_by_network.begin(), s.overdue_by_network.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  const std::int32_t today = taipei_date(now).days;
  for (const PostFact& p : facts.posts.rows()) {
    ++s.workforce.d;
    s.workforce.n += p.account != 0;
    s.vacant_over_60_days += p.account == 0 && p.vacant_since != 0 && today - p.vacant_since > 60;
  }
  for (const SeriousFact& e : facts.serious.rows())
    if (e.happened_at <= now.us && e.happened_at > now.us - kMicrosPerDay && (!township || *township == e.township)) {
      ++s.serious_24h;
      s.serious_owners.push_back(e.owner);
    }
  return s;
}

namespace {
template <class Code>
std::vector<std::pair<std::string, std::int64_t>> tally(const Facts& facts, Period period,
                                                        std::optional<std::uint16_t> township, const Dictionary& words,
                                                        Code&& each_code) {
  std::vector<std::int64_t> counts(words.size());
  for (const ReportFact& r : facts.reports.rows())
    if (r.received_at >= period.begin_us() && r.received_at < period.end_us() && (!township || *township == r.township))
      each_code(r, counts);
  std::vector<std::pair<std::string, std::int64_t>> out;
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i] > 0) out.emplace_back(words.text(static_cast<std::uint16_t>(i)), counts[i]);
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  return out;
}
}  // namespace

std::vector<std::pair<std::string, std::int64_t>> reports_by_kind(const Facts& facts, Period period,
                                                                  std::optional<std::uint16_t> township) {
  return tally(facts, period, township, facts.kinds, [](const ReportFact& r, std::vector<std::int64_t>& counts) {
    for (std::size_t k = 1; k < counts.size() && k < 32; ++k) counts[k] += r.kinds >> k & 1U;
  });
}
std::vector<std::pair<std::string, std::int64_t>> reports_by_source(const Facts& facts, Period period,
                                                                    std::optional<std::uint16_t> township) {
  return tally(facts, period, township, facts.sources,
               [](const ReportFact& r, std::vector<std::int64_t>& counts) { ++counts[r.source]; });
}

std::optional<double> median_hours_to_first_contact(const Facts& facts, Period period,
                                                    std::optional<std::uint16_t> township) {
  std::vector<std::int64_t> waits;
  for (const CaseFact& c : facts.cases.rows())
    if (c.first_contact_at >= period.begin_us() && c.first_contact_at < period.end_us() &&
        (!township || *township == c.township))
      waits.push_back(std::max<std::int64_t>(0, c.first_contact_at - c.received_at));
  if (waits.empty()) return std::nullopt;
  const auto middle = waits.begin() + static_cast<std::ptrdiff_t>(waits.size() / 2);
  std::nth_element(waits.begin(), middle, waits.end());
  double median = static_cast<double>(*middle);
  if (waits.size() % 2 == 0) median = (median + static_cast<double>(*std::max_element(waits.begin(), middle))) / 2;
  return median / static_cast<double>(kMicrosPerHour);
}

}  // namespace anwang::indicator

// The pass over the facts that counting and drilling down share, so that a figure and its list of records can never
// disagree. Pure. `visit(period index, metric, township, record id, in numerator, in denominator)`.
#pragma once

#include <iterator>
#include <vector>

#include "indicator/evaluate.h"
#include "indicator/outcome.h"

namespace anwang::indicator {

Date add_months(Date d, int months);  // the day is cut to the month's last
const char* table_of(Metric metric);  // the table whose ids the walk gives

std::vector<Period> cohort_windows(const std::vector<Period>& periods, int months, Instant now);

// Finds the periods a day lies in: a table by day, since many periods (60 months) are asked for at once.
class Buckets {
 public:
  explicit Buckets(const std::vector<Period>& periods);
  struct Range {
    const std::uint16_t* first;
    const std::uint16_t* last;
    [[nodiscard]] const std::uint16_t* begin() const { return first; }
    [[nodiscard]] const std::uint16_t* end() const { return last; }
  };
  [[nodiscard]] Range of(std::int32_t day_since_1970) const {
    const auto day = static_cast<std::size_t>(std::int64_t{day_since_1970} - first_day_);  // before the first: huge
    if (day_since_1970 < first_day_ || day + 1 >= offsets_.size()) return {nullptr, nullptr};
    return {periods_.data() + offsets_[day], periods_.data() + offsets_[day + 1]};
  }

 private:
  std::int32_t first_day_ = 0;
  std::vector<std::uint32_t> offsets_;
  std::vector<std::uint16_t> periods_;
};

// The days between one period's edge and the next edge of any: they all lie in the same periods, so that counting can
// gather them before it looks which those are. Number 0: in no period.
class Segments {
 public:
  explicit Segments(const std::vector<Period>& periods);
  [[nodiscard]] std::size_t of(std::int32_t day) const {
    const auto at = static_cast<std::uint32_t>(day) - static_cast<std::uint32_t>(first_day_);
    return at < numbers_.size() ? numbers_[at] : 0;
  }
  [[nodiscard]] std::size_t size() const { return first_days_.size(); }
  [[nodiscard]] std::int32_t first_day_of(std::size_t segment) const { return first_days_[segment]; }

 private:
  std::int32_t first_day_ = 0;
  std::vector<std::int32_t> first_days_;
  std::vector<std::uint16_t> numbers_;  // by day
};

// What an outcome counts for, a table each: each(period index, metric, in numerator, in denominator). Counting and
// drilling down share these.
struct SpreadReports {
  Buckets periods;
  Segments segments;
  template <class Each>
  void operator()(Outcome o, Each&& each) const {
    for (const std::uint16_t p : periods.of(o.day)) {
      each(p, Metric::reports, true, false);
      each(p, Metric::night_share, (o.bits & kNight) != 0, true);
      if (o.bits & kAnswered) each(p, Metric::dispatched_24h, (o.bits & kInTime) != 0, true);
    }
  }
};
struct SpreadClocks {
  Buckets periods;
  Segments segments;
  template <class Each>
  void operator()(Outcome o, Each&& each) const {
    const Metric metric = o.bits & kFaceToFace ? Metric::grade_1_seen_24h : Metric::first_contact;
    for (const std::uint16_t p : periods.of(o.day)) each(p, metric, (o.bits & kKept) != 0, true);
  }
};
// Tables with one figure: a ratio, whose numerator is bit 0, or a plain count.
struct SpreadSingle {
  Buckets periods;
  Segments segments;
  Metric metric;
  bool ratio;
  template <class Each>
  void operator()(Outcome o, Each&& each) const {
    for (const std::uint16_t p : periods.of(o.day)) each(p, metric, !ratio || (o.bits & 1) != 0, ratio);
  }
};
struct SpreadClosings {
  std::vector<Buckets> cohorts;
  Segments segments;
  SpreadClosings(const std::vector<Period>& periods, Instant now);
  template <class Each>
  void operator()(Outcome o, Each&& each) const {
    for (std::size_t n = 0; n < std::size(kCohorts); ++n)
      for (const std::uint16_t p : cohorts[n].of(o.day)) each(p, kCohorts[n].metric, (o.bits >> n & 1) != 0, true);
  }
};

// use(table, spread) for every table that figures count.
template <class Use>
void each_table(const Facts& facts, const std::vector<Period>& periods, Instant now, Use&& use) {
  const Buckets buckets(periods);
  const Segments segments(periods);
  use(facts.reports, SpreadReports{buckets, segments});
  use(facts.clocks, SpreadClocks{buckets, segments});
  use(facts.assignments, SpreadSingle{buckets, segments, Metric::open_rate, true});
  use(facts.cases, SpreadClosings(periods, now));
  use(facts.calls, SpreadSingle{buckets, segments, Metric::calls, false});
  use(facts.serious, SpreadSingle{buckets, segments, Metric::serious_incidents, false});
}

template <class Visit>
void walk(const Facts& facts, const std::vector<Period>& periods, Instant now, Visit&& visit) {
  const RuleCodes rules(facts);
  each_table(facts, periods, now, [&](const auto& table, const auto& spread) {
    each_outcome(table, rules, now.us, [&](std::size_t row, Outcome o, std::uint16_t township) {
      spread(o, [&](std::uint16_t period, Metric metric, bool n, bool d) {
        visit(period, metric, township, table.rows()[row].id, n, d);
      });
    });
  });
}

}  // namespace anwang::indicator

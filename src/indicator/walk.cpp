#include "indicator/walk.h"

#include <algorithm>

namespace anwang::indicator {

Date add_months(Date d, int months) {
  const int index = d.year() * 12 + d.month() - 1 + months;
  for (int day = d.day(); day > 0; --day)
    if (const auto date = Date::of(index / 12, index % 12 + 1, day)) return *date;
  return d;
}

const char* table_of(Metric metric) {
  switch (metric) {
    case Metric::grade_1_seen_24h:
    case Metric::first_contact:
      return "clock";
    case Metric::open_rate:
      return "assignment";
    case Metric::re_report_after_closing:
    case Metric::re_report_3m:
    case Metric::re_report_12m:
      return "case_file";
    case Metric::calls:
      return "call_log";
    case Metric::serious_incidents:
      return "serious_incident";
    default:
      return "report";
  }
}

Buckets::Buckets(const std::vector<Period>& periods) {
  if (periods.empty()) return;
  const auto first =
      std::min_element(periods.begin(), periods.end(), [](auto& a, auto& b) { return a.from < b.from; })->from.days;
  const auto last =
      std::max_element(periods.begin(), periods.end(), [](auto& a, auto& b) { return a.to < b.to; })->to.days;
  first_day_ = first;
  for (int day = first; day <= last; ++day) {
    offsets_.push_back(static_cast<std::uint32_t>(periods_.size()));
    for (std::size_t p = 0; p < periods.size(); ++p)
      if (periods[p].from.days <= day && day <= periods[p].to.days) periods_.push_back(static_cast<std::uint16_t>(p));
  }
  offsets_.push_back(static_cast<std::uint32_t>(periods_.size()));
}

std::vector<Period> cohort_windows(const std::vector<Period>& periods, int months, Instant now) {
  std::vector<Period> windows;
  for (const Period& p : periods) {
    const Date end = add_months(std::min(p.to, taipei_date(now)), -months);
    windows.push_back({add_months(end, -6).plus_days(1), end});
  }
  return windows;
}

Segments::Segments(const std::vector<Period>& periods) {
  std::vector<std::int32_t> edges;
  for (const Period& p : periods) edges.insert(edges.end(), {p.from.days, p.to.days + 1});
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  first_days_ = {0};
  if (edges.empty()) return;
  first_day_ = edges.front();
  for (std::size_t n = 1; n < edges.size(); ++n) {
    first_days_.push_back(edges[n - 1]);
    numbers_.insert(numbers_.end(), static_cast<std::size_t>(edges[n] - edges[n - 1]), static_cast<std::uint16_t>(n));
  }
}

namespace {
std::vector<Period> all_cohort_windows(const std::vector<Period>& periods, Instant now) {
  std::vector<Period> all;
  for (const Cohort& cohort : kCohorts) {
    const std::vector<Period> windows = cohort_windows(periods, cohort.months, now);
    all.insert(all.end(), windows.begin(), windows.end());
  }
  return all;
}
}  // namespace

SpreadClosings::SpreadClosings(const std::vector<Period>& periods, Instant now)
    : segments(all_cohort_windows(periods, now)) {
  for (const Cohort& cohort : kCohorts) cohorts.emplace_back(cohort_windows(periods, cohort.months, now));
}

}  // namespace anwang::indicator

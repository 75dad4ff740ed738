#include "indicator/walk.h"

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
  begin_us_ = std::int64_t{first} * kMicrosPerDay;
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

}  // namespace anwang::indicator

// The one pass over the facts that counting and drilling down share, so that a figure and its list of records can
// never disagree. Pure. `visit(period index, metric, township, record id, in numerator, in denominator)`.
#pragma once

#include <algorithm>
#include <vector>

#include "indicator/evaluate.h"

namespace anwang::indicator {

inline constexpr const char* kFaceToFaceRule = "grade_1_face_to_face";
inline constexpr const char* kFirstContactRule = "first_contact";

Date add_months(Date d, int months);  // the day is cut to the month's last
const char* table_of(Metric metric);  // the table whose ids the walk gives

// Finds the periods a time lies in: a table by day, since many periods (60 months) are asked for at once.
class Buckets {
 public:
  explicit Buckets(const std::vector<Period>& periods);
  struct Range {
    const std::uint16_t* first;
    const std::uint16_t* last;
    [[nodiscard]] const std::uint16_t* begin() const { return first; }
    [[nodiscard]] const std::uint16_t* end() const { return last; }
  };
  [[nodiscard]] Range of(std::int64_t us) const {
    const std::int64_t local = us + kTaipeiOffset - begin_us_;
    if (us <= 0 || local < 0) return {nullptr, nullptr};
    const auto day = static_cast<std::size_t>(local / kMicrosPerDay);
    if (day + 1 >= offsets_.size()) return {nullptr, nullptr};
    return {periods_.data() + offsets_[day], periods_.data() + offsets_[day + 1]};
  }

 private:
  std::int64_t begin_us_ = 0;
  std::vector<std::uint32_t> offsets_;
  std::vector<std::uint16_t> periods_;
};

// A cohort of closings: those closed in the six months that ended `months` before the period's end, so that each was
// followed for its whole window.
struct Cohort {
  Metric metric;
  int months;
  std::int64_t window;
};
inline constexpr Cohort kCohorts[] = {{Metric::re_report_3m, 3, 91 * kMicrosPerDay},
                                      {Metric::re_report_after_closing, 6, 183 * kMicrosPerDay},
                                      {Metric::re_report_12m, 12, 365 * kMicrosPerDay}};
std::vector<Period> cohort_windows(const std::vector<Period>& periods, int months, Instant now);

namespace walk_detail {

template <class Visit>
void reports(const Facts& facts, const Buckets& buckets, std::int64_t now, Visit& visit) {
  for (const ReportFact& r : facts.reports.rows()) {
    if (r.received_at > now) continue;
    const auto periods = buckets.of(r.received_at);
    if (periods.begin() == periods.end()) continue;
    const bool late_pending = r.pending && r.due_at < now;
    const bool dispatched = r.first_dispatch_at != 0 && r.first_dispatch_at <= now;
    const std::int64_t of_day = (r.received_at + kTaipeiOffset) % kMicrosPerDay;
    const bool night = of_day >= 22 * kMicrosPerHour || of_day < 8 * kMicrosPerHour;
    for (const std::uint16_t p : periods) {
      visit(p, Metric::reports, r.township, r.id, true, false);
      visit(p, Metric::night_share, r.township, r.id, night, true);
      if (dispatched || late_pending)
        visit(p, Metric::dispatched_24h, r.township, r.id, dispatched && r.first_dispatch_at <= r.due_at, true);
    }
  }
}

template <class Visit>
void clocks(const Facts& facts, const Buckets& buckets, std::int64_t now, Visit& visit) {
  const std::uint16_t seen = facts.rules.find(kFaceToFaceRule), contact = facts.rules.find(kFirstContactRule);
  for (const ClockFact& c : facts.clocks.rows()) {
    if (c.rule == 0 || (c.rule != seen && c.rule != contact) || c.state == ClockFact::kVoid) continue;
    const bool stopped = c.state == ClockFact::kStopped && c.stopped_at <= now;
    if (!stopped && c.due_at > now) continue;  // still running: neither kept nor missed
    const std::int64_t counted_at = stopped ? std::min(c.stopped_at, c.due_at) : c.due_at;
    const Metric metric = c.rule == seen ? Metric::grade_1_seen_24h : Metric::first_contact;
    for (const std::uint16_t p : buckets.of(counted_at))
      visit(p, metric, c.township, c.id, stopped && c.stopped_at <= c.due_at, true);
  }
}

template <class Visit>
void assignments(const Facts& facts, const Buckets& buckets, std::int64_t now, Visit& visit) {
  for (const AssignmentFact& a : facts.assignments.rows()) {
    if (a.withdrawn || a.assessed_at == 0 || a.assessed_at > now) continue;
    for (const std::uint16_t p : buckets.of(a.sent_at)) visit(p, Metric::open_rate, a.township, a.id, a.opened, true);
  }
}

template <class Visit>
void closings(const Facts& facts, const std::vector<Period>& periods, std::int64_t now, Visit& visit) {
  for (const Cohort& cohort : kCohorts) {
    const Buckets windows(cohort_windows(periods, cohort.months, {now}));
    for (const CaseFact& c : facts.cases.rows()) {
      if (c.closed_at == 0 || c.closed_at > now || c.opened_at == 0) continue;
      const bool again = c.again_at != 0 && c.again_at <= now && c.again_at <= c.closed_at + cohort.window;
      for (const std::uint16_t p : windows.of(c.closed_at)) visit(p, cohort.metric, c.township, c.id, again, true);
    }
  }
}

}  // namespace walk_detail

template <class Visit>
void walk(const Facts& facts, const std::vector<Period>& periods, Instant now, Visit&& visit) {
  const Buckets buckets(periods);
  walk_detail::reports(facts, buckets, now.us, visit);
  walk_detail::clocks(facts, buckets, now.us, visit);
  walk_detail::assignments(facts, buckets, now.us, visit);
  walk_detail::closings(facts, periods, now.us, visit);
  for (const CallFact& c : facts.calls.rows())
    if (!c.became_report && c.started_at <= now.us)
      for (const std::uint16_t p : buckets.of(c.started_at)) visit(p, Metric::calls, c.township, c.id, true, false);
  for (const SeriousFact& s : facts.serious.rows())
    if (s.happened_at <= now.us)
      for (const std::uint16_t p : buckets.of(s.happened_at))
        visit(p, Metric::serious_incidents, s.township, s.id, true, false);
}

}  // namespace anwang::indicator

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
    case Metric::first_contact: return "clock";
    case Metric::open_rate: return "assignment";
    case Metric::re_report_after_closing:
    case Metric::re_report_3m:
    case Metric::re_report_12m: return "case_file";
    case Metric::calls: return "call_log";
    case Metric::serious_incidents: return "serious_incident";
    default: return "report";
  }
}

// Finds the periods a time lies in: a table by day, since many periods (60 months) are asked for at once.
struct Walk::Buckets {
  explicit Buckets(const std::vector<Period>& periods) {
    if (periods.empty()) return;
    first_ = std::min_element(periods.begin(), periods.end(), [](auto& a, auto& b) { return a.from < b.from; })->from.days;
    const int last = std::max_element(periods.begin(), periods.end(), [](auto& a, auto& b) { return a.to < b.to; })->to.days;
    by_day_.resize(static_cast<std::size_t>(std::max(0, last - first_ + 1)));
    for (std::size_t p = 0; p < periods.size(); ++p)
      for (int day = periods[p].from.days; day <= periods[p].to.days; ++day) by_day_[static_cast<std::size_t>(day - first_)].push_back(p);
  }
  [[nodiscard]] const std::vector<std::size_t>& of(std::int64_t us) const {
    static const std::vector<std::size_t> kNone;
    const std::int64_t day = taipei_date({us}).days - std::int64_t{first_};
    return us <= 0 || day < 0 || day >= static_cast<std::int64_t>(by_day_.size()) ? kNone : by_day_[static_cast<std::size_t>(day)];
  }
  int first_ = 0;
  std::vector<std::vector<std::size_t>> by_day_;
};

Walk::Walk(const Facts& facts, Instant now) : facts_(facts), now_(now.us) {
  const std::uint16_t not_found = facts.findings.find("not_found"), duplicate = facts.findings.find("duplicate");
  for (const CaseFact& c : facts.cases.rows())
    if (c.finding != 0 && (c.finding == not_found || c.finding == duplicate)) discounted_.insert(c.report);
}

void Walk::each(const std::vector<Period>& periods, const Visit& visit) const {
  const Buckets buckets(periods);
  reports(buckets, visit);
  clocks(buckets, visit);
  assignments(buckets, visit);
  closings(periods, visit);
  calls_and_serious(buckets, visit);
}

void Walk::reports(const Buckets& buckets, const Visit& visit) const {
  for (const ReportFact& r : facts_.reports.rows()) {
    if (r.received_at > now_) continue;
    const bool late_pending = r.pending && r.due_at < now_;
    const bool dispatched = r.first_dispatch_at != 0 && r.first_dispatch_at <= now_;
    const int minute = taipei_minute_of_day({r.received_at});
    const bool night = minute >= 22 * 60 || minute < 8 * 60;
    for (const std::size_t p : buckets.of(r.received_at)) {
      visit(p, Metric::reports, r.township, r.id, true, false);
      visit(p, Metric::night_share, r.township, r.id, night, true);
      if (dispatched || late_pending) visit(p, Metric::dispatched_24h, r.township, r.id, dispatched && r.first_dispatch_at <= r.due_at, true);
    }
  }
}

void Walk::clocks(const Buckets& buckets, const Visit& visit) const {
  const std::uint16_t seen = facts_.rules.find(kFaceToFaceRule), contact = facts_.rules.find(kFirstContactRule);
  for (const ClockFact& c : facts_.clocks.rows()) {
    if (c.rule == 0 || (c.rule != seen && c.rule != contact) || c.state == ClockFact::kVoid) continue;
    const bool stopped = c.state == ClockFact::kStopped && c.stopped_at <= now_;
    if (!stopped && c.due_at > now_) continue;  // still running: neither kept nor missed
    const std::int64_t counted_at = stopped ? std::min(c.stopped_at, c.due_at) : c.due_at;
    const Metric metric = c.rule == seen ? Metric::grade_1_seen_24h : Metric::first_contact;
    for (const std::size_t p : buckets.of(counted_at)) visit(p, metric, c.township, c.id, stopped && c.stopped_at <= c.due_at, true);
  }
}

void Walk::assignments(const Buckets& buckets, const Visit& visit) const {
  for (const AssignmentFact& a : facts_.assignments.rows()) {
    if (a.withdrawn || a.case_id == 0 || a.sent_at > now_) continue;
    const CaseFact* c = facts_.cases.find(a.case_id);
    if (c == nullptr || c->assessed_at == 0 || c->assessed_at > now_) continue;
    for (const std::size_t p : buckets.of(a.sent_at)) visit(p, Metric::open_rate, a.township, a.id, c->opened_at != 0, true);
  }
}

bool Walk::reported_again(const CaseFact& closed, std::int64_t window) const {
  const auto it = facts_.reports_of_person.find(closed.person);
  if (it == facts_.reports_of_person.end()) return false;
  return std::any_of(it->second.begin(), it->second.end(), [&](std::int64_t id) {
    if (id == closed.report || discounted_.contains(id)) return false;
    const ReportFact* r = facts_.reports.find(id);
    return r != nullptr && r->received_at > closed.closed_at && r->received_at <= closed.closed_at + window && r->received_at <= now_;
  });
}

// Cohorts, not events: those closed in the six months that ended `follow` months before the period's end, so that
// each was followed for its whole window.
void Walk::closings(const std::vector<Period>& periods, const Visit& visit) const {
  struct Cohort {
    Metric metric;
    int follow;
    std::int64_t window;
  };
  static constexpr Cohort kCohorts[] = {{Metric::re_report_3m, 3, 91 * kMicrosPerDay},
                                        {Metric::re_report_after_closing, 6, 183 * kMicrosPerDay},
                                        {Metric::re_report_12m, 12, 365 * kMicrosPerDay}};
  std::vector<const CaseFact*> closed;
  for (const CaseFact& c : facts_.cases.rows())
    if (c.closed_at != 0 && c.closed_at <= now_ && c.opened_at != 0) closed.push_back(&c);
  for (const Cohort& cohort : kCohorts) {
    std::vector<std::pair<std::int64_t, std::int64_t>> windows;
    for (const Period& p : periods) {
      const Date end = add_months(std::min(p.to, taipei_date({now_})), -cohort.follow);
      windows.emplace_back(at_taipei(add_months(end, -6).plus_days(1), 0).us, at_taipei(end.plus_days(1), 0).us);
    }
    for (const CaseFact* c : closed) {
      int again = -1;  // asked for only when some window holds the case
      for (std::size_t p = 0; p < windows.size(); ++p) {
        if (c->closed_at < windows[p].first || c->closed_at >= windows[p].second) continue;
        if (again < 0) again = reported_again(*c, cohort.window);
        visit(p, cohort.metric, c->township, c->id, again == 1, true);
      }
    }
  }
}

void Walk::calls_and_serious(const Buckets& buckets, const Visit& visit) const {
  for (const CallFact& c : facts_.calls.rows())
    if (!c.became_report && c.started_at <= now_)
      for (const std::size_t p : buckets.of(c.started_at)) visit(p, Metric::calls, c.township, c.id, true, false);
  for (const SeriousFact& s : facts_.serious.rows())
    if (s.happened_at <= now_)
      for (const std::size_t p : buckets.of(s.happened_at)) visit(p, Metric::serious_incidents, s.township, s.id, true, false);
}

}  // namespace anwang::indicator

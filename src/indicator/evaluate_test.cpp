// Figures on facts small enough to count by hand.
#include "indicator/evaluate.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "indicator/walk.h"

namespace anwang::indicator {
namespace {
Instant at(const char* text) { return *parse_instant(text); }
Period november() { return {*Date::parse("2026-11-01"), *Date::parse("2026-11-30")}; }
const Instant kNow = at("2026-11-23T09:30:00+08:00");

ReportFact& add_report(Facts& f, std::int64_t id, const char* received, const char* dispatched,
                       const char* township = "10004020") {
  ReportFact& r = f.reports.at(id);
  r.received_at = at(received).us;
  r.due_at = r.received_at + kMicrosPerDay;
  r.first_dispatch_at = dispatched[0] ? at(dispatched).us : 0;
  r.pending = dispatched[0] == 0;
  r.township = f.townships.code(township);
  return r;
}
CaseFact& add_case(Facts& f, std::int64_t id, std::int64_t person, const char* closed) {
  CaseFact& c = f.cases.at(id);
  f.link_case(c, person);
  c.received_at = at("2025-01-05T09:00:00+08:00").us;
  c.opened_at = c.received_at + kMicrosPerDay;
  c.closed_at = at(closed).us;
  return c;
}
}  // namespace

TEST(Indicators, DispatchWithin24HoursCountsTheOneLateReport) {
  Facts f;
  add_report(f, 1, "2026-11-02T10:00:00+08:00", "2026-11-02T11:00:00+08:00");
  add_report(f, 2, "2026-11-03T10:00:00+08:00", "2026-11-04T10:00:01+08:00");  // one second late
  add_report(f, 3, "2026-11-04T10:00:00+08:00", "2026-11-05T10:00:00+08:00");  // on the dot
  add_report(f, 4, "2026-11-23T02:07:00+08:00", "");                           // pending, still in time: not counted
  add_report(f, 5, "2026-11-20T02:07:00+08:00", "", "10004010");               // pending and over: late
  add_report(f, 6, "2026-10-31T23:59:59+08:00", "2026-11-01T01:00:00+08:00");  // another month
  const auto figures = evaluate(f, {november()}, kNow);
  EXPECT_EQ(figures[0].of(Metric::dispatched_24h).at(std::nullopt), (Count{2, 4}));
  EXPECT_EQ(figures[0].of(Metric::dispatched_24h).at(f.townships.find("10004020")), (Count{2, 3}));
  EXPECT_EQ(figures[0].of(Metric::reports).at(std::nullopt).n, 5);
  EXPECT_EQ(figures[0].of(Metric::night_share).at(std::nullopt), (Count{2, 5}));
  const Behind behind = records_behind(f, Metric::dispatched_24h, november(), kNow, std::nullopt);
  ASSERT_EQ(behind.records.size(), 4U);
  EXPECT_EQ(behind.records[0], (std::pair<std::int64_t, bool>{5, false}));  // what failed leads, newest first
  EXPECT_EQ(behind.records[1], (std::pair<std::int64_t, bool>{2, false}));
}

TEST(Indicators, EachChildHasAClockAndRunningOnesDoNotCount) {
  Facts f;
  const auto add = [&](std::int64_t id, const char* due, const char* stopped) {
    ClockFact& c = f.clocks.at(id);
    c.rule = f.rules.code(kFaceToFaceRule);
    c.due_at = at(due).us;
    c.started_at = c.due_at - kMicrosPerDay;
    c.stopped_at = stopped[0] ? at(stopped).us : 0;
    c.state = stopped[0] ? ClockFact::kStopped : ClockFact::kOpen;
  };
  add(1, "2026-11-10T10:00:00+08:00", "2026-11-09T10:00:00+08:00");
  add(2, "2026-11-10T10:00:00+08:00", "2026-11-11T10:00:00+08:00");
  add(3, "2026-11-10T10:00:00+08:00", "");
  add(4, "2026-11-24T02:07:00+08:00", "");
  EXPECT_EQ(evaluate(f, {november()}, kNow)[0].of(Metric::grade_1_seen_24h).at(std::nullopt), (Count{1, 3}));
  EXPECT_EQ(standing(f, kNow, std::nullopt).children_unseen, 2);
  EXPECT_EQ(standing(f, kNow, std::nullopt).overdue, 1);
}

TEST(Indicators, ReReportFollowsAWholeWindowAndForgetsWhatWasFoundUntrue) {
  Facts f;
  add_case(f, 11, 501, "2026-02-10T10:00:00+08:00");
  add_case(f, 12, 502, "2026-02-10T10:00:00+08:00");
  add_case(f, 13, 503, "2026-02-10T10:00:00+08:00");
  add_case(f, 14, 504, "2026-08-10T10:00:00+08:00");  // closed less than six months ago: not in the cohort
  add_report(f, 21, "2026-03-10T10:00:00+08:00", "2026-03-10T11:00:00+08:00");
  add_report(f, 22, "2026-03-10T10:00:00+08:00", "2026-03-10T11:00:00+08:00");
  add_report(f, 23, "2026-10-10T10:00:00+08:00", "2026-10-10T11:00:00+08:00");  // after the window
  add_report(f, 24, "2026-09-10T10:00:00+08:00", "2026-09-10T11:00:00+08:00");
  f.link_subject(31, 21, 501);
  f.link_subject(32, 22, 502);
  f.link_subject(33, 23, 503);
  f.link_subject(34, 24, 504);
  CaseFact& untrue = f.cases.at(15);
  f.link_case(untrue, 502);
  untrue.report = 22;
  untrue.finding = f.findings.code("not_found");
  f.settle();
  EXPECT_EQ(evaluate(f, {november()}, kNow)[0].of(Metric::re_report_after_closing).at(std::nullopt), (Count{1, 3}));
  f.link_subject(31, 21, 0);  // the link is taken back: so is the re-report
  f.settle();
  EXPECT_EQ(evaluate(f, {november()}, kNow)[0].of(Metric::re_report_after_closing).at(std::nullopt), (Count{0, 3}));
}

TEST(Indicators, NothingAfterNowCounts) {
  Facts f;
  add_report(f, 1, "2026-11-24T10:00:00+08:00", "2026-11-24T11:00:00+08:00");
  EXPECT_EQ(evaluate(f, {november()}, kNow)[0].of(Metric::reports).at(std::nullopt), Count{});
}

TEST(Indicators, PreviousPeriodIsTheMonthBeforeToTheSameDay) {
  const Period to_date{*Date::parse("2026-03-01"), *Date::parse("2026-03-30")};
  EXPECT_EQ(to_date.previous().from.iso(), "2026-02-01");
  EXPECT_EQ(to_date.previous().to.iso(), "2026-02-28");
  EXPECT_EQ(november().previous().to.iso(), "2026-10-31");
  const Period week{*Date::parse("2026-11-16"), *Date::parse("2026-11-22")};
  EXPECT_EQ(week.previous().from.iso(), "2026-11-09");
  EXPECT_EQ(twelve_months(*Date::parse("2026-11-23")).front().from.iso(), "2025-12-01");
}

TEST(Facts, DigestDoesNotDependOnTheOrderOfArrival) {
  Facts a, b;
  add_report(a, 1, "2026-11-02T10:00:00+08:00", "", "10004010").kinds = 1U << a.kinds.code("suicide");
  add_report(a, 2, "2026-11-03T10:00:00+08:00", "", "10004020").kinds = 1U << a.kinds.code("elder_protection");
  b.kinds.code("elder_protection");
  add_report(b, 2, "2026-11-03T10:00:00+08:00", "", "10004020").kinds = 1U << b.kinds.code("elder_protection");
  add_report(b, 1, "2026-11-02T10:00:00+08:00", "", "10004010").kinds = 1U << b.kinds.code("suicide");
  EXPECT_EQ(a.digest(), b.digest());
  b.reports.at(1).due_at += 1;
  EXPECT_NE(a.digest(), b.digest());
}

namespace {
// Facts around kNow: some times have passed, some lie ahead, some are absent.
Facts around_now(std::int64_t n) {
  Facts f;
  std::uint64_t state = 7;
  const auto pick = [&state](std::int64_t below) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::int64_t>(state >> 33) % below;
  };
  const auto when = [&] {
    return pick(5) == 0 ? 0 : kNow.us + (pick(800) - 700) * kMicrosPerDay + pick(kMicrosPerDay);
  };
  for (int t = 0; t < 4; ++t) f.townships.code("t" + std::to_string(t));
  const std::uint16_t rules[] = {f.rules.code(kFaceToFaceRule), f.rules.code(kFirstContactRule), f.rules.code("other")};
  const auto township = [&] { return static_cast<std::uint16_t>(pick(5)); };
  for (std::int64_t id = 1; id <= n; ++id) {
    ReportFact& r = f.reports.at(id);
    r.received_at = when(), r.due_at = r.received_at + kMicrosPerDay;
    r.first_dispatch_at = when(), r.pending = r.first_dispatch_at == 0, r.township = township();
    f.link_subject(id, id, 1 + pick(n / 3));
    CaseFact& c = f.cases.at(id);
    f.link_case(c, 1 + pick(n / 3));
    c.opened_at = when(), c.closed_at = when(), c.township = township();
    ClockFact& k = f.clocks.at(id);
    k.rule = rules[pick(3)], k.due_at = when(), k.stopped_at = when(), k.township = township();
    k.state = k.stopped_at == 0 ? ClockFact::kOpen : pick(9) == 0 ? ClockFact::kVoid : ClockFact::kStopped;
    AssignmentFact& a = f.assignments.at(id);
    a.sent_at = when(), a.assessed_at = when(), a.opened = pick(2) == 0, a.withdrawn = pick(9) == 0;
    a.township = township();
    CallFact& call = f.calls.at(id);
    call.started_at = when(), call.became_report = pick(3) == 0, call.township = township();
    SeriousFact& s = f.serious.at(id);
    s.happened_at = when(), s.township = township();
  }
  f.settle();
  return f;
}
// Makes every row's mark void, so that each is asked itself.
void forget_marks(Facts& f, std::int64_t n) {
  for (std::int64_t id = 1; id <= n; ++id)
    f.reports.at(id), f.cases.at(id), f.clocks.at(id), f.assignments.at(id), f.calls.at(id), f.serious.at(id);
}
}  // namespace

TEST(Indicators, WhatIsRememberedOfARowEqualsWhatTheRowSays) {
  constexpr std::int64_t kRows = 1200;
  const Facts settled = around_now(kRows);
  Facts asked = settled;
  forget_marks(asked, kRows);
  std::vector<Period> periods = twelve_months(taipei_date(kNow));
  periods.push_back(november());
  periods.push_back({*Date::parse("2025-01-01"), *Date::parse("2027-06-30")});
  std::size_t remembered = 0;
  for (const Mark& m : settled.reports.marks()) remembered += m.settled_on < day_of(kNow.us);
  EXPECT_GT(remembered, kRows / 2U);
  for (const std::int64_t days : {0, -3, -200, 40, 400}) {
    const Instant now{kNow.us + days * kMicrosPerDay};
    const auto a = evaluate(settled, periods, now), b = evaluate(asked, periods, now);
    for (std::size_t p = 0; p < periods.size(); ++p)
      for (std::size_t m = 0; m < kMetrics; ++m) {
        EXPECT_EQ(a[p].metrics[m].by_township, b[p].metrics[m].by_township)
            << days << " days, period " << p << ", " << metric_id(static_cast<Metric>(m));
        // The records behind a figure are as many as it counts.
        const Count whole = a[p].metrics[m].at(std::nullopt);
        const Behind behind = records_behind(asked, static_cast<Metric>(m), periods[p], now, std::nullopt);
        const auto in_numerator = std::count_if(behind.records.begin(), behind.records.end(),
                                                [](const auto& record) { return record.second; });
        EXPECT_EQ(whole.n, in_numerator);
        EXPECT_EQ(whole.d == 0 ? whole.n : whole.d, static_cast<std::int64_t>(behind.records.size()));
      }
  }
}

}  // namespace anwang::indicator

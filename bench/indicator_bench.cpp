// All figures × townships × 60 months over five million facts in memory: median of several evaluations, in ms, by the
// clock on the wall and by the thread's own CPU time. Usage: indicator_bench [facts] [evaluations].
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>

#include "indicator/evaluate.h"
#include "indicator/walk.h"

using namespace anwang;
using namespace anwang::indicator;

namespace {
Facts made_up(std::size_t events, Instant now) {
  Facts f;
  std::mt19937_64 random(1);
  const auto within = [&](std::int64_t span) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(span));
  };
  for (int t = 0; t < 60; ++t) f.townships.code("t" + std::to_string(t));
  const std::uint16_t seen = f.rules.code(kFaceToFaceRule), contact = f.rules.code(kFirstContactRule);
  const std::int64_t five_years = 5 * 365 * kMicrosPerDay;
  const std::size_t n = events / 4;
  for (std::size_t i = 1; i <= n; ++i) {
    const auto id = static_cast<std::int64_t>(i);
    const auto township = static_cast<std::uint16_t>(1 + random() % 60);
    ReportFact& r = f.reports.at(id);
    r.received_at = now.us - within(five_years);
    r.due_at = r.received_at + kMicrosPerDay;
    r.first_dispatch_at = r.received_at + within(26 * kMicrosPerHour);
    r.township = township;
    CaseFact& c = f.cases.at(id);
    f.link_case(c, 1 + within(static_cast<std::int64_t>(n)));
    f.link_subject(id, id, c.person);
    c.report = id;
    c.received_at = r.received_at;
    c.assessed_at = c.opened_at = c.received_at + within(20 * kMicrosPerDay);
    c.closed_at = c.opened_at + within(400 * kMicrosPerDay);
    c.township = township;
    ClockFact& k = f.clocks.at(id);
    k.rule = i % 5 == 0 ? seen : contact;
    k.due_at = r.due_at;
    k.stopped_at = r.received_at + within(26 * kMicrosPerHour);
    k.state = ClockFact::kStopped;
    k.township = township;
    AssignmentFact& a = f.assignments.at(id);
    a.sent_at = r.first_dispatch_at;
    a.assessed_at = c.assessed_at;
    a.opened = true;
    a.township = township;
  }
  f.settle();
  return f;
}
double thread_ms() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}
}  // namespace

int main(int argc, char** argv) {
  const std::size_t events = argc > 1 ? static_cast<std::size_t>(std::atoll(argv[1])) : 5'000'000;
  const Instant now = *parse_instant("2026-11-23T02:40:00+08:00");
  const Facts facts = made_up(events, now);
  std::vector<Period> months;
  for (int m = 59; m >= 0; --m) {
    const Date start = add_months(*Date::parse("2026-11-01"), -m);
    months.push_back({start, add_months(start, 1).plus_days(-1)});
  }
  const int runs = argc > 2 ? std::atoi(argv[2]) : 7;
  (void)evaluate(facts, months, now);  // the allocator tidies up after the filling
  std::vector<double> ms, cpu;
  std::int64_t check = 0;
  for (int run = 0; run < runs; ++run) {
    const auto start = std::chrono::steady_clock::now();
    const double begun = thread_ms();
    const auto figures = evaluate(facts, months, now);
    ms.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    cpu.push_back(thread_ms() - begun);
    check = figures.back().of(Metric::reports).at(std::nullopt).n;
  }
  std::sort(ms.begin(), ms.end());
  std::sort(cpu.begin(), cpu.end());
  std::printf(
      "{\"id\":\"indicators_60_months\",\"events\":%zu,\"median_ms\":%.1f,\"min_ms\":%.1f,\"max_ms\":%.1f,"
      "\"cpu_median_ms\":%.1f,\"check\":%lld}\n",
      events, ms[ms.size() / 2], ms.front(), ms.back(), cpu[cpu.size() / 2], static_cast<long long>(check));
}

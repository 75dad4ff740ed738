#include <gtest/gtest.h>
// gtest before rapidcheck
#include <rapidcheck/gtest.h>

#include "clock/calendar.h"
#include "clock/model.h"
#include "clock/rule.h"

namespace anwang::clock {
namespace {

pack::Rule calendar_rule(const char* from, const char* until, codec::JsonArray holidays, codec::JsonArray made_up) {
  pack::Rule r;
  r.id = std::string("calendar.") + from;
  r.kind = "calendar";
  r.basis.from = *Date::parse(from);
  r.basis.until = *Date::parse(until);
  r.body = {{"holidays", std::move(holidays)}, {"make_up_days", std::move(made_up)}};
  return r;
}

WorkingCalendar published_calendar() {
  const auto calendar = WorkingCalendar::from_packs(
      {calendar_rule("2023-01-01", "2024-01-01", {"2023-01-02", "2023-01-20"}, {"2023-01-07"}),
       calendar_rule("2026-01-01", "2027-01-01", {"2026-01-01", "2026-09-25"}, {})});
  EXPECT_TRUE(calendar.has_value());
  return calendar ? *calendar : WorkingCalendar{};
}

Rule rule_of(Unit unit, int amount) {
  Rule r;
  r.unit = unit;
  r.amount = amount;
  return r;
}

Instant at(const char* rfc3339) { return *parse_instant(rfc3339); }

TEST(Calendar, KnowsHolidaysAndFallsBackToWeekdays) {
  const WorkingCalendar calendar = published_calendar();
  EXPECT_FALSE(calendar.is_working(*Date::parse("2026-01-01")));
  EXPECT_FALSE(calendar.is_working(*Date::parse("2026-11-22")));  // a Sunday
  EXPECT_TRUE(calendar.is_working(*Date::parse("2026-11-23")));
  EXPECT_TRUE(calendar.is_working(*Date::parse("2023-01-07")));  // a Saturday made up for the new year
  EXPECT_TRUE(calendar.published(*Date::parse("2026-12-31")));
  EXPECT_FALSE(calendar.published(*Date::parse("2027-01-01")));
  EXPECT_TRUE(calendar.is_working(*Date::parse("2027-01-01")));
}

TEST(Calendar, RefusesADayOfAnotherYear) {
  const auto bad = WorkingCalendar::from_packs({calendar_rule("2026-01-01", "2027-01-01", {"2025-01-01"}, {})});
  ASSERT_FALSE(bad.has_value());
  EXPECT_EQ(bad.error().reason, "bad_pack");
}

TEST(Due, HoursRunThroughTheNight) {
  const Instant received = at("2026-11-23T02:07:00+08:00");
  EXPECT_EQ(due_at(rule_of(Unit::hours, 24), received, {}), at("2026-11-24T02:07:00+08:00"));
}

TEST(Due, TheFirstDayDoesNotCount) {
  const Instant received = at("2026-11-20T23:59:00+08:00");
  EXPECT_EQ(due_at(rule_of(Unit::calendar_days, 10), received, {}), at("2026-11-30T23:59:59.999999+08:00"));
}

TEST(Due, FourWorkingDaysOverAWeekend) {
  // Friday 20 November 2026: Monday to Thursday.
  EXPECT_EQ(due_at(rule_of(Unit::working_days, 4), at("2026-11-20T10:00:00+08:00"), published_calendar()),
            at("2026-11-26T23:59:59.999999+08:00"));
}

RC_GTEST_PROP(Due, WorkingDaysAreCountedOneByOne, ()) {
  const auto start = Date{*rc::gen::inRange(19358, 21000)};
  const int n = *rc::gen::inRange(1, 40);
  static const WorkingCalendar calendar = published_calendar();
  const Date end = calendar.nth_working_day_after(start, n);
  int counted = 0;
  for (Date d = start.plus_days(1); d <= end; d = d.plus_days(1)) counted += calendar.is_working(d) ? 1 : 0;
  RC_ASSERT(counted == n);
  RC_ASSERT(calendar.is_working(end));
}

pack::Rule investigation(int days, const char* from, const char* until) {
  pack::Rule r;
  r.id = "clock.investigation." + std::to_string(days);
  r.kind = "clock";
  r.programme = "child_protection";
  r.basis.source = "D0050009 7";
  r.basis.certainty = "A";
  r.basis.from = *Date::parse(from);
  if (*until != 0) r.basis.until = *Date::parse(until);
  r.body = {{"clock", "investigation"},
            {"start", "report.received"},
            {"stop", "case.assessed"},
            {"per", "assignment"},
            {"unit", "calendar_days"},
            {"amount", days},
            {"grades", codec::JsonArray{"grade_1"}}};
  r.at = "rules.yaml:1";
  return r;
}

TEST(Rules, TheRuleInForceOnTheDayOfTheEventCounts) {
  const auto set =
      RuleSet::from_packs({investigation(4, "2012-05-30", "2024-07-31"), investigation(7, "2024-07-31", "")});
  ASSERT_TRUE(set.has_value());
  const auto amount = [&](const char* day) {
    const auto rules = set->starting("report.received", "child_protection", "grade_1", at(day), {});
    return rules.size() == 1 ? rules[0]->amount : -1;
  };
  EXPECT_EQ(amount("2024-07-30T23:59:00+08:00"), 4);
  EXPECT_EQ(amount("2024-07-31T00:00:00+08:00"), 7);
  EXPECT_TRUE(set->starting("report.received", "vulnerable_family", "", at("2024-07-31T00:00:00+08:00"), {}).empty());
  EXPECT_TRUE(
      set->starting("report.received", "child_protection", "grade_2", at("2024-07-31T00:00:00+08:00"), {}).empty());
}

TEST(Rules, AnUnknownKeyStopsTheLoadAndSaysWhere) {
  pack::Rule rule = investigation(4, "2012-05-30", "");
  rule.body.set("amuont", 4);
  const auto set = RuleSet::from_packs({rule});
  ASSERT_FALSE(set.has_value());
  EXPECT_EQ(set.error().fields.at(0).pointer, "/amuont");
  EXPECT_EQ(set.error().fields.at(0).args.at("at"), "rules.yaml:1");
}

TEST(Clock, StopsOnceAndNeverBeforeItsStart) {
  Clock c = started(rule_of(Unit::hours, 24), at("2026-11-23T02:07:00+08:00"), {});
  EXPECT_EQ(look(c, at("2026-11-23T02:40:00+08:00")), "running");
  EXPECT_EQ(look(c, at("2026-11-23T20:08:00+08:00")), "soon");
  EXPECT_EQ(look(c, at("2026-11-24T02:07:01+08:00")), "overdue");
  EXPECT_TRUE(stop(c, at("2026-11-23T01:00:00+08:00"), "contact"));
  EXPECT_EQ(c.stopped_at, c.started_at);
  EXPECT_FALSE(stop(c, at("2026-11-25T01:00:00+08:00"), "contact"));
  EXPECT_EQ(look(c, at("2026-11-25T01:00:00+08:00")), "stopped");
}

TEST(Hours, OfficeHoursAreWorkingDays) {
  const WorkingCalendar calendar = published_calendar();
  EXPECT_EQ(hours_of(at("2026-11-23T08:00:00+08:00"), calendar), "office");
  EXPECT_EQ(hours_of(at("2026-11-23T17:30:00+08:00"), calendar), "night");
  EXPECT_EQ(hours_of(at("2026-11-22T10:00:00+08:00"), calendar), "night");
}

}  // namespace
}  // namespace anwang::clock

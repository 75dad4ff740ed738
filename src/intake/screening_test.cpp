// Screening and dispatch rules as pure functions, with the packs as they are shipped.
#include <gtest/gtest.h>
// gtest before rapidcheck
#include <rapidcheck/gtest.h>

#include "intake/dispatch.h"
#include "intake/dispatch_shift.h"
#include "intake/screening.h"
#include "pack/load.h"

namespace anwang::intake {
namespace {

const pack::PackSet& packs() {
  static const auto loaded = pack::load(pack::embedded_files(), "10004");
  EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().internal);
  return **loaded;
}
const DispatchRules& rules() {
  static const auto built = DispatchRules::from_packs(packs());
  EXPECT_TRUE(built) << (built ? "" : built.error().internal);
  return *built;
}
const Date kToday = *Date::parse("2026-11-23");
Instant at(const char* rfc3339) { return *parse_instant(rfc3339); }

QueuePlace any_place() {
  QueuePlace p;
  p.id = *rc::gen::inRange<std::int64_t>(1, 1000);
  const int danger = *rc::gen::inRange(0, 3);
  if (danger > 0) p.immediate_danger = danger == 2;
  p.due_at.us = *rc::gen::inRange<std::int64_t>(1, 50);
  p.received_at.us = *rc::gen::inRange<std::int64_t>(1, 50);
  return p;
}

RC_GTEST_PROP(QueueOrder, IsAStrictOrderThatPutsDangerFirst, ()) {
  const QueuePlace a = any_place(), b = any_place(), c = any_place();
  RC_ASSERT(!stands_before(a, a));
  RC_ASSERT(!(stands_before(a, b) && stands_before(b, a)));
  if (stands_before(a, b) && stands_before(b, c)) RC_ASSERT(stands_before(a, c));
  if (a.immediate_danger.value_or(false) && !b.immediate_danger.value_or(false)) RC_ASSERT(stands_before(a, b));
  if (a.immediate_danger.value_or(false) == b.immediate_danger.value_or(false) && a.due_at < b.due_at)
    RC_ASSERT(stands_before(a, b));
}

TEST(QueueOrder, DangerThatNobodyKnowsOfIsNoDeclaredDanger) {
  EXPECT_EQ(place_reason({1, std::nullopt, {}, {}}), "time_left");
  EXPECT_EQ(place_reason({1, true, {}, {}}), "danger");
}

TEST(Claim, RunsOutAfterIdleMinutesToTheSecond) {
  const Claim claim{7, at("2026-11-23T02:40:00+08:00")};
  EXPECT_EQ(holder(claim, at("2026-11-23T02:49:59+08:00"), 10), 7);
  EXPECT_EQ(holder(claim, at("2026-11-23T02:50:00+08:00"), 10), 0);
  EXPECT_EQ(holder({}, at("2026-11-23T02:40:00+08:00"), 10), 0);
}

std::vector<std::string> ids(const std::vector<RuleHit>& hits) {
  std::vector<std::string> out;
  out.reserve(hits.size());
  for (const RuleHit& h : hits) out.push_back(h.rule->id);
  return out;
}

TEST(DirectDispatch, EachOfTheThreeConditionsOfHT32HoldsAlone) {
  using Ids = std::vector<std::string>;
  EXPECT_EQ(ids(rules().direct({{"earlier_reports_365d", std::int64_t{2}}}, "elder_protection", kToday)),
            Ids{"direct.repeated"});
  EXPECT_EQ(ids(rules().direct({{"earlier_reports_365d", std::int64_t{1}}}, "elder_protection", kToday)), Ids{});
  EXPECT_EQ(ids(rules().direct({{"days_since_closing", std::int64_t{14}}}, "vulnerable_family", kToday)),
            Ids{"direct.after_closing"});
  EXPECT_EQ(ids(rules().direct({{"days_since_closing", std::int64_t{181}}}, "vulnerable_family", kToday)), Ids{});
  const Facts partner{{"partner_violence", true}, {"youngest_child_age", std::int64_t{4}}};
  EXPECT_EQ(ids(rules().direct(partner, "domestic_violence", kToday)), Ids{"direct.partner_young_children"});
  EXPECT_EQ(ids(rules().direct(partner, "suicide", kToday)), Ids{});
}

TEST(DirectDispatch, WhatIsUnknownSatisfiesNothing) {
  EXPECT_TRUE(rules()
                  .direct({{"partner_violence", FactValue{}}, {"youngest_child_age", std::int64_t{4}}},
                          "domestic_violence", kToday)
                  .empty());
  EXPECT_TRUE(rules().direct({}, "child_protection", kToday).empty());
}

TEST(DirectDispatch, SaysWhatItReadAndThatItsThresholdIsAnAssumption) {
  const auto hits = rules().direct({{"earlier_reports_365d", std::int64_t{3}}}, "child_protection", kToday);
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_TRUE(hits[0].rule->assumption);
  EXPECT_FALSE(hits[0].rule->source.empty());
  ASSERT_EQ(hits[0].facts.size(), 2U);
  EXPECT_EQ(std::get<std::int64_t>(hits[0].facts[0].value), 3);
  EXPECT_EQ(hits[0].facts[1].name, "earlier_reports_365d.threshold");
}

TEST(Grade, DangerTipvdaAndAHurtToddlerAreFirstGrade) {
  EXPECT_EQ(rules().grade({{"immediate_danger", true}}, "child_protection", kToday)->rule->grade, "grade_1");
  EXPECT_EQ(rules().grade({{"tipvda", std::int64_t{8}}}, "domestic_violence", kToday)->rule->id, "grade_1.tipvda");
  EXPECT_FALSE(rules().grade({{"tipvda", std::int64_t{7}}}, "domestic_violence", kToday).has_value());
  EXPECT_TRUE(rules()
                  .grade({{"injury", std::string("light")}, {"age", std::int64_t{4}}}, "child_protection", kToday)
                  .has_value());
  EXPECT_FALSE(rules()
                   .grade({{"injury", std::string("light")}, {"age", std::int64_t{14}}}, "child_protection", kToday)
                   .has_value());
}

TEST(Rules, AnUnknownParameterStopsTheLoad) {
  pack::PackSet broken = packs();
  pack::Rule rule;
  rule.id = "direct.test";
  rule.kind = "direct_dispatch";
  rule.body = {{"all", codec::JsonArray{codec::JsonObject{
                           {"fact", "age"}, {"at_most", codec::JsonObject{{"parameter", "nobody_knows"}}}}}}};
  broken.rules.push_back(rule);
  const auto built = DispatchRules::from_packs(broken);
  ASSERT_FALSE(built);
  EXPECT_EQ(built.error().reason, "bad_pack");
}

TEST(Routing, WhereThePersonIsComesBeforeWhereTheyAreRegistered) {
  const std::vector<Area> areas{{1, "vulnerable_family", "10004010", "2020-01-01", "", "s", true},
                                {2, "vulnerable_family", "10004020", "2020-01-01", "2025-01-01", "s", true},
                                {3, "vulnerable_family", "10004020", "2025-01-01", "", "s", true},
                                {9, "suicide", "10004010", "2020-01-01", "", "s", true}};
  EXPECT_EQ(route(areas, "vulnerable_family", "10004020", "10004010", kToday).unit_id, 3);
  EXPECT_EQ(route(areas, "vulnerable_family", "10004020", "10004010", *Date::parse("2024-12-31")).unit_id, 2);
  EXPECT_EQ(route(areas, "vulnerable_family", "", "10004010", kToday).by, "residence");
  EXPECT_EQ(route(areas, "suicide", "10004130", "", kToday).by, "only_unit");
  EXPECT_EQ(route(areas, "vulnerable_family", "10004130", "", kToday).unit_id, 0);
}

TEST(Verdicts, EachOutcomeSaysWhatItNeeds) {
  const Instant now = at("2026-11-23T02:40:00+08:00");
  const auto first = [&](Verdict v) {
    const auto found = faults(v, packs(), now);
    return found.empty() ? std::string() : found[0].pointer + " " + found[0].code;
  };
  Verdict v;
  v.programme = "child_protection";
  EXPECT_EQ(first(v), "/outcome required");
  v.outcome = "dispatch";
  v.unit_id = 1;
  EXPECT_EQ(first(v), "/grade required");
  v.grade = "grade_9";
  EXPECT_EQ(first(v), "/grade unknown_code");
  v.grade = "grade_1";
  EXPECT_EQ(first(v), "");
  v.programme = "suicide";
  EXPECT_EQ(first(v), "/grade not_allowed");
  v = {};
  v.programme = "education";
  v.outcome = "notice";
  v.unit_id = 5;
  EXPECT_EQ(first(v), "");  // a school runs no programme of ours
  v.outcome = "dispatch";
  EXPECT_EQ(first(v), "/programme unknown_programme");
  v = {};
  v.programme = "other";
  v.outcome = "same_incident";
  v.report_id = v.same_as_report_id = 3;
  EXPECT_EQ(first(v), "/same_as_report_id same_report");
}

TEST(Countersign, NotDispatchingAlwaysAndAdviceWhereDangerWasDeclared) {
  EXPECT_TRUE(needs_countersign("not_dispatched", std::nullopt));
  EXPECT_TRUE(needs_countersign("advice", true));
  EXPECT_FALSE(needs_countersign("advice", std::nullopt));
  EXPECT_FALSE(needs_countersign("dispatch", true));
}

RC_GTEST_PROP(ShiftTimes, EveryMomentBelongsToOneShift, ()) {
  const Instant t{at("2026-11-01T00:00:00+08:00").us +
                  *rc::gen::inRange<std::int64_t>(0, 60 * 24 * 60) * 60 * kMicrosPerSecond};
  const Shift s = shift_at(packs(), t);
  RC_ASSERT(s.starts_at <= t && t < s.ends_at);
  int holding = 0;
  for (const int offset : {-1, 0}) {
    for (const Shift& other : shifts_beginning(packs(), taipei_date(t).plus_days(offset)))
      holding += other.starts_at <= t && t < other.ends_at ? 1 : 0;
  }
  RC_ASSERT(holding == 1);
}

}  // namespace
}  // namespace anwang::intake

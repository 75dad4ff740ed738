#include <gtest/gtest.h>
// gtest before rapidcheck
#include <rapidcheck/gtest.h>

#include "casework/rules.h"
#include "casework/worker_suggestion.h"
#include "pack/load.h"

namespace anwang::casework {
namespace {

const pack::PackSet& packs() {
  static const auto loaded = pack::load(pack::embedded_files(), "10004");
  EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().internal);
  return **loaded;
}
const Date kToday = *Date::parse("2026-11-23");
const SuggestionWeights kWeights{-1.0, -2.0, 8.0, 5.0, 30.0, 0.5, 3};
Instant at(const char* rfc3339) { return *parse_instant(rfc3339); }

TEST(States, AnAssessmentOpensOrNotAndFindsAgain) {
  EXPECT_EQ(state_after_assessment("assessing", "open"), "open");
  EXPECT_EQ(state_after_assessment("assessing", "missing_search"), "missing_search");
  EXPECT_EQ(state_after_assessment("missing_search", "open"), "open");
  EXPECT_EQ(state_after_assessment("missing_search", "short_term"), "");
  EXPECT_EQ(state_after_assessment("open", "not_opened"), "");
  EXPECT_EQ(state_after_assessment("assessing", "closed"), "");
  EXPECT_FALSE(may_close("assessing"));
  EXPECT_TRUE(may_close("short_term"));
}

TEST(Numbers, CarryYearCountyAndProgramme) {
  const Numbers n = case_numbers(packs(), "vulnerable_family", kToday);
  EXPECT_EQ(n.prefix, "115-HC-脆-");
  EXPECT_EQ(n.series, "case:115:脆");
}

TEST(ReReport, DaysAreCalendarDaysOfTaipei) {
  EXPECT_EQ(days_since_closing(at("2026-11-09T16:00:00+08:00"), at("2026-11-23T02:07:00+08:00")), 14);
  EXPECT_EQ(days_since_closing(at("2026-11-23T01:00:00+08:00"), at("2026-11-23T02:07:00+08:00")), 0);
  EXPECT_FALSE(days_since_closing(at("2026-11-23T03:00:00+08:00"), at("2026-11-23T02:07:00+08:00")).has_value());
  EXPECT_FALSE(days_since_closing({}, at("2026-11-23T02:07:00+08:00")).has_value());
}

TEST(Contacts, ChildNotSeenNeedsWhyAndTheNextTry) {
  const Instant received = at("2026-11-23T02:07:00+08:00"), now = at("2026-11-23T10:00:00+08:00");
  const auto first = [&](const ContactSaid& said) {
    const auto found = faults(said, packs(), received, now);
    return found.empty() ? std::string() : found[0].pointer + " " + found[0].code;
  };
  ContactSaid said{"home_visit", true, at("2026-11-23T09:15:00+08:00"), {}, "", ""};
  EXPECT_EQ(first(said), "");
  EXPECT_TRUE(reached(said));
  said.kind = "attempt";
  EXPECT_EQ(first(said), "/face_to_face contradiction");
  said.face_to_face = false;
  EXPECT_EQ(first(said), "/not_seen_reason required");
  said.not_seen_reason = "nobody_home";
  EXPECT_EQ(first(said), "/next_try_at required");
  said.next_try_at = at("2026-11-23T13:00:00+08:00");
  EXPECT_EQ(first(said), "");
  EXPECT_FALSE(reached(said));
  said.happened_at = at("2026-11-23T02:00:00+08:00");
  EXPECT_EQ(first(said), "/happened_at before_report");
  said.happened_at = at("2026-11-23T10:01:00+08:00");
  EXPECT_EQ(first(said), "/happened_at in_future");
  EXPECT_EQ(first({"phone", true, now, {}, "", ""}), "/face_to_face contradiction");
}

WorkerFacts worker(std::int64_t id, double weighted) {
  WorkerFacts w;
  w.account_id = id;
  w.open_cases = static_cast<int>(weighted);
  w.weighted = weighted;
  return w;
}
bool says(const WorkerCard& card, std::string_view code) {
  return std::any_of(card.reasons.begin(), card.reasons.end(), [&](const Reason& r) { return r.code == code; });
}

TEST(Workers, LeaveExcludesAndSaysSo) {
  auto away = worker(1, 0);
  away.leave_from = *Date::parse("2026-11-20");
  away.leave_until = kToday;
  const auto cards = suggest_workers({away, worker(2, 30)}, {"", false, kToday}, kWeights);
  EXPECT_EQ(cards[0].facts.account_id, 2);
  EXPECT_FALSE(cards[1].suggested);
  EXPECT_TRUE(says(cards[1], "leave"));
  Need tomorrow{"", false, kToday.plus_days(1)};
  EXPECT_EQ(suggest_workers({away, worker(2, 30)}, tomorrow, kWeights)[0].facts.account_id, 1);
}

TEST(Workers, AtNightTheOneOnDutyComesBeforeTheLighterLoad) {
  auto duty = worker(1, 24.5);
  duty.on_duty = true;
  duty.languages = {"zh", "hakka"};
  const auto night = suggest_workers({duty, worker(2, 10)}, {"hakka", true, kToday}, kWeights);
  EXPECT_EQ(night[0].facts.account_id, 1);
  EXPECT_TRUE(says(night[0], "language"));
  EXPECT_TRUE(says(night[1], "no_language"));
  EXPECT_EQ(suggest_workers({duty, worker(2, 10)}, {"", false, kToday}, kWeights)[0].facts.account_id, 2);
}

RC_GTEST_PROP(Workers, RanksFollowScoresAndNobodyIsLost, ()) {
  const auto n = *rc::gen::inRange<std::size_t>(0, 12);
  std::vector<WorkerFacts> workers;
  for (std::size_t i = 0; i < n; ++i) {
    auto w = worker(static_cast<std::int64_t>(i) + 1, *rc::gen::inRange(0, 40));
    w.active = *rc::gen::arbitrary<bool>();
    w.continuity = *rc::gen::arbitrary<bool>();
    workers.push_back(w);
  }
  const auto cards = suggest_workers(workers, {"", false, kToday}, kWeights);
  RC_ASSERT(cards.size() == n);
  int rank = 0;
  for (std::size_t i = 0; i < cards.size(); ++i) {
    RC_ASSERT(!cards[i].reasons.empty());
    if (!cards[i].suggested) continue;
    RC_ASSERT(cards[i].rank == ++rank);
    RC_ASSERT(cards[i].facts.active);
    if (i > 0) RC_ASSERT(cards[i - 1].score >= cards[i].score);
  }
  RC_ASSERT(rank <= 3);
}

}  // namespace
}  // namespace anwang::casework

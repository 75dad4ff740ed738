// The ladder: ten minutes a step, each step taken once whoever takes it.
#include "flow/escalation.h"

#include <gtest/gtest.h>

#include <thread>

#include "flow/shifts.h"
#include "flow/testing/main_job_fixture.h"

namespace anwang::flow {
namespace {

using testing::reason;

class Escalation : public testing::MainJobTest {
 protected:
  void begin_night() {
    begin();
    county_ = add_account("head", "county_coordinator", "social_affairs", "social");
    const Date today = taipei_date(clock_.now());
    ASSERT_TRUE(ensure_shifts(app(), today.plus_days(-1), today.plus_days(1)));
    auto reader = store().read();
    const auto now = store::find<intake::Shift>(
        **reader, "test", "WHERE county = ?1 AND starts_at <= ?2 AND ends_at > ?2", {app().county, clock_.now().us});
    ASSERT_EQ(now->size(), 1U);
    reader->reset();
    const std::vector<RosterEntry> roster{{unit_, chen_.value, "duty_worker", "", ""},
                                          {unit_, li_.value, "second_line", "", ""}};
    const auto set = set_roster(app(), boss(), now->front().id, 0, roster, {});
    ASSERT_TRUE(set) << reason(set);
  }
  intake::Assignment dispatched() {
    const auto id = report();
    const auto decided = decide(app(), screener(), {id, 0, {dispatch_item(id)}, {}}, {});
    EXPECT_TRUE(decided) << reason(decided);
    return decided->value.assignments.at(0);
  }
  intake::Assignment stored_assignment(std::int64_t id) {
    auto reader = store().read();
    return *store::get<intake::Assignment>(**reader, "test", app().county, id);
  }
  std::vector<intake::Transition> told() {
    auto reader = store().read();
    return *store::find<intake::Transition>(
        **reader, "test", "WHERE county = ?1 AND kind = 'escalation' ORDER BY sent_at, id", {app().county});
  }
  void minutes(std::int64_t n) { clock_.advance(n * 60 * kMicrosPerSecond); }
  AccountId county_;
};

TEST_P(Escalation, TheDutyWorkerHasTenMinutesThenTheSecondLineThenTheSupervisorThenTheCounty) {
  begin_night();
  const auto a = dispatched();
  EXPECT_EQ(a.state, "assigned");  // a Sunday: nobody waits for a supervisor
  EXPECT_EQ(a.worker_id, chen_.value);
  EXPECT_EQ(a.accept_due_at, clock_.now().plus_minutes(10));
  minutes(9);
  EXPECT_EQ(*escalate_due(app()), 0);
  minutes(1);
  EXPECT_EQ(*escalate_due(app()), 1);
  EXPECT_EQ(*escalate_due(app()), 0);
  EXPECT_EQ(stored_assignment(a.id).worker_id, li_.value);
  EXPECT_EQ(reason(accept(app(), chen(), a.id, 0, {})), "not_yours");
  minutes(10);
  EXPECT_EQ(*escalate_due(app()), 1);
  EXPECT_EQ(stored_assignment(a.id).worker_id, li_.value);
  minutes(10);
  EXPECT_EQ(*escalate_due(app()), 1);
  minutes(60);
  EXPECT_EQ(*escalate_due(app()), 0);  // nobody stands above the county
  const auto all = told();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].to_account_id, li_.value);
  EXPECT_EQ(all[1].to_account_id, huang_.value);
  EXPECT_EQ(all[2].to_account_id, county_.value);
  ASSERT_TRUE(accept(app(), li(), a.id, 0, {}));
}

TEST_P(Escalation, AnAcknowledgedDispatchDoesNotClimb) {
  begin_night();
  const auto a = dispatched();
  ASSERT_TRUE(accept(app(), chen(), a.id, 0, {}));
  minutes(30);
  EXPECT_EQ(*escalate_due(app()), 0);
  EXPECT_TRUE(told().empty());
}

TEST_P(Escalation, AChildNotSeenInTimeIsToldToTheSupervisorOnceAndADayLaterToTheCounty) {
  begin_night();
  const auto a = dispatched();
  ASSERT_TRUE(accept(app(), chen(), a.id, 0, {}));
  clock_.advance(24 * kMicrosPerHour + kMicrosPerSecond);
  const int first = *escalate_due(app());
  EXPECT_EQ(first, 2);  // face to face, and first contact
  EXPECT_EQ(*escalate_due(app()), 0);
  for (const auto& t : told()) EXPECT_EQ(t.to_account_id, huang_.value);
  clock_.advance(23 * kMicrosPerHour);
  EXPECT_EQ(*escalate_due(app()), 0);
  clock_.advance(kMicrosPerHour);
  EXPECT_EQ(*escalate_due(app()), 2);
  EXPECT_EQ(told().back().to_account_id, county_.value);
}

TEST_P(Escalation, TwoServersTellEverybodyOnce) {
  begin_night();
  constexpr int kDispatches = 6;
  for (int i = 0; i < kDispatches; ++i) dispatched();
  minutes(10);
  // The second server has a store of its own on PostgreSQL; on SQLite there is one store, swept by two threads.
  store::testing::TempDir second_dir;
  config_.data_dir = second_dir.path();
  std::unique_ptr<store::Store> second = postgres() ? open() : nullptr;
  App other{second ? *second : store(), *keys_, clock_, *packs_, *persons_, policy_, *duty_, *rules_, app().county};
  int here = 0, there = 0;
  std::thread one([&] { here = escalate_due(app()).value_or(-1); });
  std::thread two([&] { there = escalate_due(other).value_or(-1); });
  one.join();
  two.join();
  EXPECT_EQ(here + there, kDispatches);
  EXPECT_EQ(told().size(), static_cast<std::size_t>(kDispatches));
  if (second) second->stop();
}

TEST_P(Escalation, WhatRanOutLongAgoStillClimbsInOneNoticeAPerson) {
  begin_night();
  for (int i = 0; i < 3; ++i) {
    const auto a = dispatched();
    ASSERT_TRUE(accept(app(), chen(), a.id, 0, {}));
  }
  clock_.advance(8 * kMicrosPerDay);  // nothing swept: an outage
  ASSERT_TRUE(ensure_shifts(app(), taipei_date(clock_.now()), taipei_date(clock_.now())));
  EXPECT_EQ(*escalate_due(app()), 1);
  ASSERT_EQ(told().size(), 1U);
  EXPECT_EQ(told()[0].to_account_id, huang_.value);
  EXPECT_EQ(told()[0].response, "backlog:9");  // of each child: face to face, first contact, assessment
  EXPECT_EQ(*escalate_due(app()), 1);
  ASSERT_EQ(told().size(), 2U);
  EXPECT_EQ(told()[1].to_account_id, county_.value);
  EXPECT_EQ(*escalate_due(app()), 0) << "told once at each level";
  auto reader = store().read();
  const auto left = store::find<clock::Clock>(**reader, "test",
                                              "WHERE county = ?1 AND state = 'open' AND due_at < ?2 AND escalation < 2",
                                              {app().county, clock_.now().us});
  EXPECT_TRUE(left->empty());
}

TEST_P(Escalation, ADispatchThatNobodyTookClimbsHoweverOldItIs) {
  begin_night();
  const auto a = dispatched();
  clock_.advance(3 * kMicrosPerDay);
  ASSERT_TRUE(ensure_shifts(app(), taipei_date(clock_.now()), taipei_date(clock_.now())));
  EXPECT_GT(*escalate_due(app()), 0);
  EXPECT_EQ(stored_assignment(a.id).escalation, 3);
  std::vector<std::int64_t> rung;
  for (const auto& t : told())
    if (t.decision_id == a.decision_id) rung.push_back(t.to_account_id);
  EXPECT_EQ(rung, (std::vector<std::int64_t>{huang_.value, county_.value})) << "nobody is on the second line today";
}

// The sweep runs every few seconds: it reads index entries of what is overdue, never the table.
TEST_P(Escalation, TheSweepReadsNoWholeTable) {
  begin_night();
  auto reader = store().read();
  if (postgres()) {  // its planner scans a table of three rows, and rightly: the indexes are there
    const auto made = (*reader)->query(
        "test.indexes",
        "SELECT indexname FROM pg_indexes WHERE indexname = 'assignment_waiting' OR (indexname = 'clock_due' AND "
        "indexdef LIKE '%escalation%')");
    EXPECT_EQ(made->size(), 2U);
    return;
  }
  for (const char* sql :
       {"SELECT id FROM clock WHERE county = '10004' AND state = 'open' AND due_at < 5 AND due_at >= 1 AND escalation "
        "< "
        "2 AND rule <> 'accept' AND (escalation = 0 OR due_at < 3) ORDER BY due_at, id LIMIT 200",
        "SELECT id FROM assignment WHERE county = '10004' AND state = 'assigned' AND accept_due_at <= 5 ORDER BY "
        "accept_due_at, id LIMIT 200"}) {
    const auto plan = (*reader)->query("test.plan", std::string("EXPLAIN QUERY PLAN ") + sql);
    ASSERT_TRUE(plan) << plan.error().internal;
    const std::string said = plan->front().text(3);
    EXPECT_TRUE(said.find("clock_due") != std::string::npos || said.find("assignment_waiting") != std::string::npos)
        << said;
  }
}

// What no unit has yet is the screening centre's; at night its supervisor sleeps, and whoever supervises the running
// shift is told, by day the centre's own.
TEST_P(Escalation, ARowLeftAloneTellsTheSupervisorOfTheNightByDayTheCentresOwn) {
  begin_night();
  const auto evening = report();  // Sunday 08:00: due on Monday at 08:00, in office hours
  clock_.advance(14 * kMicrosPerHour);
  const auto late = report();  // Sunday 22:00: due on Monday at 22:00, at night
  clock_.advance(10 * kMicrosPerHour + kMicrosPerSecond);
  EXPECT_EQ(*escalate_due(app()), 1);
  ASSERT_EQ(told().size(), 1U);
  EXPECT_EQ(told()[0].report_id, evening);
  EXPECT_EQ(told()[0].to_account_id, boss_.value);
  EXPECT_EQ(told()[0].response, "dispatch_24h");
  clock_.advance(14 * kMicrosPerHour + kMicrosPerSecond);
  const Date today = taipei_date(clock_.now());
  ASSERT_TRUE(ensure_shifts(app(), today, today));
  auto reader = store().read();
  const auto now = store::find<intake::Shift>(
      **reader, "test", "WHERE county = ?1 AND starts_at <= ?2 AND ends_at > ?2", {app().county, clock_.now().us});
  reader->reset();
  ASSERT_EQ(now->size(), 1U);
  const auto set = set_roster(app(), boss(), now->front().id, 0, {{unit_, huang_.value, "supervisor", "", ""}}, {});
  ASSERT_TRUE(set) << reason(set);
  EXPECT_EQ(*escalate_due(app()), 1);
  ASSERT_EQ(told().size(), 2U);
  EXPECT_EQ(told()[1].report_id, late);
  EXPECT_EQ(told()[1].to_account_id, huang_.value);
  EXPECT_NE(told()[1].subject_id, 0) << "it names whom it is about";
}

ANWANG_ON_BOTH_STORES(Escalation);

}  // namespace
}  // namespace anwang::flow

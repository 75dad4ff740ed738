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

ANWANG_ON_BOTH_STORES(Escalation);

}  // namespace
}  // namespace anwang::flow

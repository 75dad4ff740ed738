// One's own turn of duty on both stores: it ends after its hours, once, and one person's hours count once.
#include "flow/own_duty.h"

#include <gtest/gtest.h>

#include "flow/shifts.h"
#include "flow/testing/main_job_fixture.h"

namespace anwang::flow {
namespace {

using testing::reason;

class OwnDutyTest : public testing::MainJobTest {
 protected:
  // Sunday, the shift of 08:00: 陳 on duty for two units, 李 the second line, 吳 screens.
  void on_duty() {
    begin();
    const Date today = taipei_date(clock_.now());
    ASSERT_TRUE(ensure_shifts(app(), today.plus_days(-1), today.plus_days(2)));
    auto reader = store().read();
    const auto now = store::find<intake::Shift>(
        **reader, "test", "WHERE county = ?1 AND starts_at <= ?2 AND ends_at > ?2", {app().county, clock_.now().us});
    ASSERT_EQ(now->size(), 1U);
    shift_ = now->front();
    const auto adults =
        (*reader)->query("test", "SELECT id FROM unit WHERE county = ?1 AND code = 'protection_adult'", {app().county});
    reader->reset();
    const auto set = set_roster(app(), boss(), shift_.id, 0,
                                {{unit_, chen_.value, "duty_worker", "", ""},
                                 {adults->front().i64(0), chen_.value, "duty_worker", "", ""},
                                 {unit_, li_.value, "second_line", "", ""},
                                 {0, wu_.value, "screener", "", ""}},
                                {});
    ASSERT_TRUE(set) << reason(set);
  }
  void minutes_after_the_end(std::int64_t n) {
    clock_.advance(shift_.ends_at.us - clock_.now().us + n * 60 * kMicrosPerSecond);
  }
  std::vector<intake::Roster> rows(AccountId who) {
    auto reader = store().read();
    return *store::find<intake::Roster>(**reader, "test",
                                        "WHERE county = ?1 AND shift_id = ?2 AND account_id = ?3 ORDER BY id",
                                        {app().county, shift_.id, who.value});
  }
  Result<OwnDuty> own(const access::Viewer& who) {
    auto reader = store().read();
    return load_own_duty(**reader, step_of(app(), who));
  }
  intake::Shift shift_;
};

TEST_P(OwnDutyTest, NobodyEndsADutyThatIsNotTheirsOrRunsStill) {
  on_duty();
  EXPECT_EQ(reason(end_duty(app(), chen(), {})), "still_on_duty");
  EXPECT_EQ(reason(end_duty(app(), wang(), {})), "no_duty") << "not on the roster";
  EXPECT_EQ(reason(end_duty(app(), wu(), {})), "no_duty") << "a screener hands over instead";
  for (const auto& r : rows(chen_)) EXPECT_FALSE(r.checked_out_at.set());
}

TEST_P(OwnDutyTest, TheMinutesAfterTheShiftCountOnceForOnePerson) {
  on_duty();
  minutes_after_the_end(95);
  const auto done = end_duty(app(), chen(), {});
  ASSERT_TRUE(done) << reason(done);
  const auto mine = rows(chen_);
  ASSERT_EQ(mine.size(), 2U);
  for (const auto& r : mine) EXPECT_EQ(r.checked_out_at, clock_.now());
  EXPECT_EQ(mine[0].overtime_minutes.value_or(-1) + mine[1].overtime_minutes.value_or(-1), 95);
  EXPECT_FALSE(rows(li_)[0].checked_out_at.set()) << "another's duty is another's";
  EXPECT_EQ(reason(end_duty(app(), chen(), {})), "already_signed");
}

TEST_P(OwnDutyTest, AReplayedKeyEndsItOnce) {
  on_duty();
  minutes_after_the_end(10);
  const Key key{"k", "POST /my/duty/end", "h"};
  const auto first = end_duty(app(), chen(), key);
  ASSERT_TRUE(first) << reason(first);
  clock_.advance(30 * 60 * kMicrosPerSecond);
  const auto again = end_duty(app(), chen(), key);
  ASSERT_TRUE(again) << reason(again);
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(rows(chen_)[0].overtime_minutes.value_or(-1), 10);
}

TEST_P(OwnDutyTest, TheLastShiftIsSeenForSixteenHours) {
  on_duty();
  minutes_after_the_end(16 * 60 - 1);
  ASSERT_TRUE(own(chen()));
  EXPECT_EQ(own(chen())->roster.size(), 2U);
  minutes_after_the_end(16 * 60 + 1);
  EXPECT_EQ(reason(own(chen())), "no_duty");
}

ANWANG_ON_BOTH_STORES(OwnDutyTest);

}  // namespace
}  // namespace anwang::flow

// Shifts and handover: the sheet fills itself, blocks the sign-out, and no pending report is ever without an owner.
#include "flow/shifts.h"

#include <gtest/gtest.h>

#include <random>

#include "flow/shift_read.h"
#include "flow/testing/main_job_fixture.h"

namespace anwang::flow {
namespace {

using testing::field;
using testing::reason;

class Shifts : public testing::MainJobTest {
 protected:
  void plan() {
    begin();
    const Date today = taipei_date(clock_.now());
    ASSERT_TRUE(ensure_shifts(app(), today.plus_days(-1), today.plus_days(2)));
  }
  intake::Shift shift_at_now(std::int64_t ahead = 0) {
    auto reader = store().read();
    auto found = *store::find<intake::Shift>(**reader, "test", "WHERE county = ?1 AND starts_at <= ?2 AND ends_at > ?2",
                                             {app().county, clock_.now().us + ahead});
    EXPECT_EQ(found.size(), 1U);
    return found.empty() ? intake::Shift{} : found.front();
  }
  void put_on(const intake::Shift& shift, AccountId screener) {
    const auto set = set_roster(app(), boss(), shift.id, 0, {{0, screener.value, "screener", "", ""}}, {});
    ASSERT_TRUE(set) << reason(set);
    last_seq_ = set->seq;
    settle();
  }
  HandoverView sheet(const access::Viewer& who) {
    auto view = read_handover(app(), who);
    EXPECT_TRUE(view) << reason(view);
    return view ? std::move(*view) : HandoverView{};
  }
  std::vector<std::string> ids(const HandoverView& view) {
    std::vector<std::string> out;
    for (const auto& i : view.facts.items) out.push_back(i.id);
    return out;
  }
  std::int64_t orphans() {
    auto reader = store().read();
    return (*reader)
        ->query("test", "SELECT COUNT(*) FROM report WHERE county = ?1 AND state = 'pending' AND owner_id IS NULL",
                {app().county})
        ->front()
        .i64(0);
  }
};

TEST_P(Shifts, ThreeADayWithoutAGapAndOnlyOnce) {
  plan();
  const Date today = taipei_date(clock_.now());
  ASSERT_TRUE(ensure_shifts(app(), today.plus_days(-1), today.plus_days(2)));
  auto reader = store().read();
  const auto all =
      *store::find<intake::Shift>(**reader, "test", "WHERE county = ?1 ORDER BY starts_at", {app().county});
  ASSERT_EQ(all.size(), 12U);
  for (std::size_t i = 1; i < all.size(); ++i) EXPECT_EQ(all[i].starts_at, all[i - 1].ends_at);
  EXPECT_EQ(all[0].kind, "day");
  EXPECT_TRUE(all[0].assumption);
}

TEST_P(Shifts, ItemsNotAcceptedBlockTheSignOutAndAcceptingMovesTheReports) {
  plan();
  const auto day = shift_at_now();
  const auto evening = shift_at_now(10 * kMicrosPerHour);
  ASSERT_EQ(evening.kind, "evening");
  put_on(day, screener_);
  put_on(evening, wu_);
  const auto id = report();
  auto hospital = draft();
  hospital.facts.append("done_already", codec::JsonArray{"hospital", "called_110"});
  const auto second = receive_report(app(), police(), hospital, {});
  ASSERT_TRUE(second) << reason(second);
  const auto mine = sheet(screener());
  EXPECT_EQ(mine.facts.from_account, screener_.value);
  EXPECT_EQ(mine.facts.to_account, wu_.value);
  EXPECT_EQ(stored(id).owner, screener_);
  std::multiset<std::string> kinds;
  for (const auto& i : mine.facts.items) kinds.insert(i.kind);
  EXPECT_EQ(kinds.count("pending"), 2U);
  EXPECT_EQ(kinds.count("child_in_hospital"), 1U);
  EXPECT_EQ(kinds.count("police_on_scene"), 1U);
  EXPECT_EQ(reason(sign_out(app(), screener(), "", {})), "items_open");
  EXPECT_EQ(reason(accept_items(app(), screener(), ids(mine), {})), "own_handover");
  EXPECT_EQ(field(accept_items(app(), wu(), {"pending:1"}, {})), "/items unknown_item");
  const auto taken = accept_items(app(), wu(), ids(mine), {});
  ASSERT_TRUE(taken) << reason(taken);
  EXPECT_EQ(stored(id).owner, wu_);
  // Another report comes in before the sign-out: it is on the sheet, not accepted, and blocks again.
  const auto late = report();
  EXPECT_EQ(reason(sign_out(app(), screener(), "", {})), "items_open");
  ASSERT_TRUE(accept_items(app(), wu(), {"pending:" + std::to_string(late)}, {}));
  clock_.advance(10 * kMicrosPerHour);  // 18:00, half an hour after the shift
  const auto out = sign_out(app(), screener(), "有一件等學校回電", {});
  ASSERT_TRUE(out) << reason(out);
  EXPECT_EQ(out->value.handover.state, "accepted");
  EXPECT_EQ(reason(sign_out(app(), screener(), "", {})), "not_on_duty");  // the sheet of the evening is another's
  auto reader = store().read();
  const auto roster =
      *store::find<intake::Roster>(**reader, "test", "WHERE county = ?1 AND shift_id = ?2", {app().county, day.id});
  EXPECT_EQ(roster.at(0).overtime_minutes, std::optional<std::int64_t>(30));
}

TEST_P(Shifts, TheRosterIsReplacedInPlaceAndTwoWritersConflict) {
  plan();
  const auto day = shift_at_now();
  put_on(day, screener_);
  EXPECT_EQ(reason(set_roster(app(), boss(), day.id, day.version, {}, {})), "stale_version");
  EXPECT_EQ(field(set_roster(app(), boss(), day.id, 0, {{0, wu_.value, "cook", "", ""}}, {})),
            "/entries/0/duty unknown_code");
  EXPECT_EQ(field(set_roster(app(), boss(), day.id, 0, {{0, 4242, "screener", "", ""}}, {})),
            "/entries/0/account_id unknown_account");
  put_on(day, wu_);
  const auto now = read_current_shift(app());
  ASSERT_TRUE(now);
  ASSERT_EQ(now->roster.size(), 1U);
  EXPECT_EQ(now->roster[0].account_id, wu_.value);
}

TEST_P(Shifts, TheDigestCountsTheNight) {
  plan();
  clock_.set(at_taipei(taipei_date(clock_.now()), 22, 30));
  const auto first = report();
  report();
  ASSERT_TRUE(decide(app(), screener(), {first, 0, {dispatch_item(first)}, {}}, {}));
  clock_.advance(10 * kMicrosPerHour);  // 08:30: the night is over
  report();
  const auto d = read_digest(app());
  ASSERT_TRUE(d) << reason(d);
  EXPECT_EQ(d->received, 2);
  EXPECT_EQ(d->pending, 2);
  EXPECT_EQ(d->decided, 1);
  EXPECT_EQ(d->grade_1, 1);
  EXPECT_EQ(d->children_not_seen, 1);
  EXPECT_EQ(d->by_kind.at("child_protection"), 2);
}

// Whatever people do, in whatever order, a pending report has an owner.
TEST_P(Shifts, NoPendingReportIsEverWithoutAnOwner) {
  plan();
  put_on(shift_at_now(), screener_);
  put_on(shift_at_now(10 * kMicrosPerHour), wu_);
  std::mt19937 random(postgres() ? 7 : 11);
  std::vector<std::int64_t> reports;
  const access::Viewer people[] = {screener(), wu()};
  for (int step = 0; step < 120; ++step) {
    const access::Viewer& who = people[random() % 2];
    const std::int64_t id = reports.empty() ? 0 : reports[random() % reports.size()];
    switch (random() % 9) {
      case 0:
      case 1:
        reports.push_back(report());
        break;
      case 2:
        if (id != 0) (void)claim(app(), who, id, {});
        break;
      case 3:
        if (id != 0) (void)release(app(), who, id, {});
        break;
      case 4:
        if (id != 0) (void)decide(app(), who, {id, 0, {item(id, "advice")}, {}}, {});
        break;
      case 5:
        if (id != 0) {
          auto no = item(id, "not_dispatched");
          no.reason_code = "no_facts";
          const auto done = decide(app(), who, {id, 0, {no}, {}}, {});
          if (done) (void)countersign(app(), boss(), done->value.decisions.at(0).id, random() % 2 == 0, "請再確認", {});
        }
        break;
      case 6:
        (void)accept_items(app(), who, ids(sheet(who)), {});
        break;
      case 7:
        (void)sign_out(app(), who, "", {});
        break;
      default:
        clock_.advance(20 * 60 * kMicrosPerSecond);
        break;
    }
    ASSERT_EQ(orphans(), 0) << "after step " << step;
  }
}

TEST_P(Shifts, WhoHasLeftKeepsNoReport) {
  plan();
  put_on(shift_at_now(), screener_);
  const auto id = report();
  auto reader = store().read();
  const auto row = (*reader)
                       ->query("test",
                               "SELECT version, login, name, roles, unit_id, network, programmes, languages, "
                               "password_hash FROM account WHERE county = ?1 AND id = ?2",
                               {app().county, screener_.value})
                       ->front();
  reader->reset();
  put_on(shift_at_now(), wu_);
  store::ChangeSet gone;
  gone.county = app().county;
  gone.events.push_back({"account.changed", {"account", screener_.value}, 0, {}});
  gone.writes.push_back({"account",
                         screener_.value,
                         row.i64(0),
                         {{"login", row.text(1)},
                          {"name", row.text(2)},
                          {"roles", row.text(3)},
                          {"unit_id", row.i64(4)},
                          {"network", row.text(5)},
                          {"programmes", row.text(6)},
                          {"languages", row.text(7)},
                          {"active", std::int64_t{0}},
                          {"password_hash", row.text(8)},
                          {"must_change_password", std::int64_t{0}}},
                         0});
  const auto done = store().submit(std::move(gone));
  ASSERT_TRUE(done) << reason(done) << done.error().internal;
  last_seq_ = done->last_seq;
  settle();
  EXPECT_EQ(*adopt_pending(app()), 1);
  EXPECT_EQ(stored(id).owner, wu_);
  EXPECT_EQ(*adopt_pending(app()), 0);
}

ANWANG_ON_BOTH_STORES(Shifts);

}  // namespace
}  // namespace anwang::flow

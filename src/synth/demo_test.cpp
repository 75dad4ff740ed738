#include "synth/demo.h"

#include <gtest/gtest.h>

#include <sstream>

#include "access/policy.h"
#include "flow/rules.h"
#include "intake/duty.h"
#include "pack/load.h"
#include "people/directory.h"
#include "store/testing/fixture.h"
#include "synth/csv.h"

namespace anwang::synth {
namespace {

constexpr double kScale = 0.02;

class Demo : public ::testing::Test {
 protected:
  // One small county for all tests of this file.
  static void SetUpTestSuite() {
    dir_ = new store::testing::TempDir();
    keys_ = seal::KeyRing::from_seed("demo").release();
    ASSERT_TRUE(build(dir_->path(), summary_));
    store::Config config;
    config.data_dir = dir_->path();
    config.demo = true;
    auto opened = store::Store::open(config, *keys_);
    ASSERT_TRUE(opened);
    store_ = opened->release();
  }
  static void TearDownTestSuite() {
    store_->stop();
    delete store_;
    delete keys_;
    delete dir_;
  }
  static bool build(const std::string& dir, DemoSummary& summary) {
    DemoOptions options;
    options.scale = kScale;
    options.passwords = false;
    store::Config config;
    config.data_dir = dir;
    auto done = run_demo(config, *keys_, options);
    EXPECT_TRUE(done) << (done ? "" : done.error().reason + " " + done.error().internal);
    if (done) summary = *done;
    return done.has_value();
  }
  static std::int64_t count(const std::string& sql, store::Params params = {"10004"}) {
    auto reader = store_->read();
    auto rows = (*reader)->query("test.count", sql, params);
    EXPECT_TRUE(rows) << (rows ? "" : rows.error().internal);
    return rows && !rows->empty() ? (*rows)[0].i64(0) : -1;
  }
  static std::string exported(store::Store& store) {
    std::ostringstream out;
    EXPECT_TRUE(export_county(store, *keys_, "10004", out));
    return out.str();
  }
  static std::string between(int days, int hour, int minute) {
    return std::to_string(at_taipei(taipei_date(default_as_of()).plus_days(days), hour, minute).us);
  }

  static inline store::testing::TempDir* dir_ = nullptr;
  static inline const seal::KeyRing* keys_ = nullptr;
  static inline store::Store* store_ = nullptr;
  static inline DemoSummary summary_;
};

TEST_F(Demo, TheNightStandsAsPracticeTellsIt) {
  EXPECT_EQ(count("SELECT count(*) FROM report WHERE county = ?1 AND state = 'pending'"), 6);
  EXPECT_EQ(count("SELECT count(*) FROM report WHERE county = ?1 AND received_at >= " + between(-1, 22, 0)), 9);
  const std::int64_t left =
      count("SELECT min(due_at) FROM report WHERE county = ?1 AND state = 'pending'") - default_as_of().us;
  EXPECT_EQ(left / (60 * kMicrosPerSecond), 3 * 60 + 12);
  EXPECT_EQ(count("SELECT count(*) FROM report r WHERE county = ?1 AND state = 'pending' AND claimed_by = (SELECT id "
                  "FROM account WHERE login = 'lin')"),
            1);
  EXPECT_EQ(count("SELECT count(*) FROM report_subject WHERE county = ?1 AND name = '張宥羣' AND id_check = "
                  "'bad_check_digit' AND identity = 'open' AND likely_person_id IS NOT NULL"),
            1);
  EXPECT_EQ(count("SELECT count(*) FROM decision WHERE county = ?1 AND decided_at >= " + between(-1, 22, 30) +
                  " AND outcome = 'same_incident'"),
            1);
  EXPECT_EQ(count("SELECT count(*) FROM decision WHERE county = ?1 AND decided_at >= " + between(-1, 22, 30) +
                  " AND outcome = 'notice'"),
            1);
  EXPECT_EQ(count("SELECT count(*) FROM decision WHERE county = ?1 AND decided_at >= " + between(-1, 22, 30) +
                  " AND outcome = 'dispatch'"),
            2);
}

TEST_F(Demo, TheFamilyHasItsPast) {
  const std::string mother =
      "(SELECT id FROM person WHERE county = ?1 AND name = '張雅雯' AND birth_on = '2000-02-11')";
  EXPECT_EQ(count("SELECT count(*) FROM relationship WHERE county = ?1 AND kind = 'parent' AND person_id = " + mother),
            2);
  const std::string closed =
      "FROM case_file WHERE county = ?1 AND programme = 'vulnerable_family' AND state = 'closed' AND household_id IN "
      "(SELECT household_id FROM household_member "
      "WHERE county = ?1 AND person_id = " +
      mother + ")";
  ASSERT_EQ(count("SELECT count(*) " + closed), 1);
  EXPECT_EQ(taipei_date({count("SELECT closed_at " + closed)}).iso(), "2026-11-09");
  EXPECT_EQ(taipei_date({count("SELECT opened_at " + closed)}).iso(), "2026-07-01");
  EXPECT_EQ(count("SELECT count(*) FROM goal WHERE county = ?1 AND met = 0 AND case_id = (SELECT id " + closed + ")"),
            2);
  EXPECT_EQ(count("SELECT count(*) FROM goal WHERE county = ?1 AND met = 1 AND case_id = (SELECT id " + closed + ")"),
            3);
  EXPECT_EQ(count("SELECT count(*) FROM case_file WHERE county = ?1 AND programme = 'addiction' AND state = 'open'"),
            1);
}

// 443 of 444 when the night has been played: nothing is late yet, and what is left alone runs out at 05:52.
TEST_F(Demo, NothingOfTheMonthIsLateUntilTheOneLeftAloneRunsOut) {
  const std::string month = "FROM report r WHERE r.county = ?1 AND r.received_at >= " +
                            std::to_string(at_taipei(*Date::of(2026, 11, 1), 0).us) +
                            " AND EXISTS (SELECT 1 FROM decision d WHERE d.county = r.county AND d.report_id = r.id "
                            "AND d.outcome = 'dispatch'";
  EXPECT_EQ(count("SELECT count(*) " + month + ")"), 9);  // 442 at scale 1
  EXPECT_EQ(count("SELECT count(*) " + month + " AND d.decided_at > r.due_at)"), 0);
  EXPECT_EQ(
      count("SELECT count(*) FROM report WHERE county = ?1 AND state = 'pending' AND due_at < " + between(0, 8, 0)), 1);
  EXPECT_EQ(
      count("SELECT count(*) FROM report WHERE county = ?1 AND state = 'pending' AND more_info = 1 AND due_at < " +
            between(0, 8, 0)),
      1);
}

// 在案 21／加權 24.5, at every scale.
TEST_F(Demo, TheDutyWorkerCarriesTwentyOneCases) {
  const std::string of_chen =
      "FROM case_file WHERE county = ?1 AND state IN ('assessing', 'open', 'short_term') AND lead_id = (SELECT id FROM "
      "account WHERE county = ?1 AND login = 'chen')";
  EXPECT_EQ(count("SELECT count(*) " + of_chen), 21);
  EXPECT_EQ(count("SELECT CAST(sum(weight) * 10 AS INTEGER) " + of_chen), 245);
}

// What is drawn by chance stays away from the people of the night: 第3次 is the third at every scale and seed.
TEST_F(Demo, NothingDrawnHappensToThePlanted) {
  for (const auto& [name, reports] : {std::pair<const char*, int>{"張雅雯", 2}, {"徐志豪", 2}, {"葉柏廷", 1}})
    EXPECT_EQ(count("SELECT count(DISTINCT s.report_id) FROM report_subject s JOIN person p ON p.county = s.county AND "
                    "p.id = s.person_id WHERE s.county = ?1 AND p.name = ?2 AND s.report_id IN (SELECT id FROM report "
                    "WHERE county = ?1 AND received_at < " +
                        between(0, 2, 40) + ")",
                    {"10004", name}),
              reports)
        << name;
}

TEST_F(Demo, PeopleCallWithoutReporting) {
  EXPECT_GT(count("SELECT count(*) FROM call_log WHERE county = ?1"), 50);
  const std::int64_t by_day = count(
      "SELECT count(*) FROM call_log WHERE county = ?1 AND ((started_at / 3600000000 + 8) % 24) BETWEEN 8 AND 17");
  EXPECT_GT(by_day * 2, count("SELECT count(*) FROM call_log WHERE county = ?1"));
}

TEST_F(Demo, EveryFactIsSound) {
  EXPECT_EQ(count("SELECT count(*) FROM decision d JOIN report r ON r.county = d.county AND r.id = d.report_id WHERE "
                  "d.county = ?1 AND d.decided_at < r.received_at"),
            0);
  EXPECT_EQ(count("SELECT count(*) FROM contact k JOIN case_file c ON c.county = k.county AND c.id = k.case_id WHERE "
                  "k.county = ?1 AND k.happened_at < c.received_at"),
            0);
  EXPECT_EQ(count("SELECT count(*) FROM report WHERE county = ?1 AND state = 'pending' AND owner_id IS NULL"), 0);
  EXPECT_EQ(
      count("SELECT count(*) FROM report WHERE county = ?1 AND recorded_at > " + std::to_string(default_as_of().us)),
      0);
  EXPECT_EQ(count("SELECT count(*) FROM (SELECT person_id, programme FROM case_file WHERE county = ?1 AND state NOT IN "
                  "('closed', 'not_opened') AND person_id IS NOT NULL "
                  "GROUP BY person_id, programme HAVING count(*) > 1)"),
            0);
  const double opened = static_cast<double>(summary_.opened) / static_cast<double>(summary_.dispatched);
  EXPECT_GT(opened, 0.22);
  EXPECT_LT(opened, 0.5);
  EXPECT_EQ(static_cast<std::int64_t>(summary_.reports), count("SELECT count(*) FROM report WHERE county = ?1"));
  const auto check = check_margins(*store_, "10004", population_table());
  ASSERT_TRUE(check);
  EXPECT_EQ(check->unexplained, 0);
}

// 快轉: the school reports at 07:50, once, whoever jumps over it and how often.
TEST_F(Demo, TheSchoolReportsWhenTheClockPassesIt) {
  store::testing::TempDir dir;
  DemoSummary summary;
  ASSERT_TRUE(build(dir.path(), summary));
  ManualClock clock(default_as_of());
  store::Config config;
  config.data_dir = dir.path();
  config.demo = true;
  config.clock = &clock;
  auto opened = store::Store::open(config, *keys_);
  ASSERT_TRUE(opened);
  store::Store& store = **opened;
  const auto packs = pack::load_dir("", "10004");
  ASSERT_TRUE(packs);
  const auto rules = flow::build_rules(**packs);
  people::PersonDirectory persons(*keys_, "10004", (*packs)->county.name.zh);
  intake::DutyBoard duty("10004");
  {
    auto reader = store.read();
    ASSERT_TRUE(persons.rebuild(**reader));
    ASSERT_TRUE(duty.rebuild(**reader));
  }
  const access::Policy policy;
  flow::App app{store, *keys_, clock, **packs, persons, policy, duty, *rules, "10004"};
  const auto from_schools = [&] {
    auto reader = store.read();
    return (*(*reader)->query(
        "test.schools",
        "SELECT count(*) FROM report WHERE county = ?1 AND channel = 'mandated' AND source = 'education'",
        {"10004"}))[0]
        .i64(0);
  };
  ASSERT_TRUE(play_scheduled(app, default_as_of(), default_as_of().plus_hours(1)));
  EXPECT_EQ(from_schools(), 0);
  clock.set(default_as_of().plus_hours(6));
  ASSERT_TRUE(play_scheduled(app, default_as_of(), clock.now()));
  EXPECT_EQ(from_schools(), 1);
  ASSERT_TRUE(play_scheduled(app, default_as_of(), clock.now()));
  EXPECT_EQ(from_schools(), 1);
  store.stop();
}

TEST_F(Demo, SameSeedSameExport) {
  store::testing::TempDir other;
  DemoSummary again;
  ASSERT_TRUE(build(other.path(), again));
  store::Config config;
  config.data_dir = other.path();
  config.demo = true;
  auto opened = store::Store::open(config, *keys_);
  ASSERT_TRUE(opened);
  EXPECT_EQ(exported(**opened), exported(*store_));
  (*opened)->stop();
}

TEST_F(Demo, AFilledStoreIsLeftAlone) {
  store::testing::TempDir dir;
  DemoSummary first;
  ASSERT_TRUE(build(dir.path(), first));
  store::Config config;
  config.data_dir = dir.path();
  DemoOptions options;
  options.scale = kScale;
  const auto second = run_demo(config, *keys_, options);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().reason, "already_filled");
}

}  // namespace
}  // namespace anwang::synth

// A queue page took 780 ms because a fresh SQLite store walked whole tables: its planner took "county = ?" for
// selective.
#include <gtest/gtest.h>

#include "store/testing/fixture.h"

namespace anwang::store {
namespace {

std::string plan(Store& store, const std::string& sql) {
  auto reader = store.read();
  const auto rows = (*reader)->query("test.plan", "EXPLAIN QUERY PLAN " + sql, {"10004"});
  EXPECT_TRUE(rows) << (rows ? "" : rows.error().internal);
  std::string out;
  if (rows) {
    for (const Row& r : *rows) out += r.text(3) + "\n";
  }
  return out;
}

TEST(SqliteStatistics, AFreshStoreSearchesByTheNarrowKeyNotByTheCounty) {
  testing::TempDir dir;
  const ManualClock clock{Instant{1'795'305'600'000'000}};
  const auto keys = seal::KeyRing::from_seed("test");
  Config config;
  config.data_dir = dir.path();
  config.clock = &clock;
  auto store = Store::open(config, *keys);
  ASSERT_TRUE(store) << store.error().internal;
  EXPECT_NE(plan(**store, "SELECT id FROM case_file WHERE county = ?1 AND person_id IN (1, 2)").find("case_person"),
            std::string::npos);
  EXPECT_NE(plan(**store, "SELECT id FROM household_member WHERE county = ?1 AND household_id IN (1, 2)")
                .find("household_member_household"),
            std::string::npos);
  EXPECT_NE(
      plan(**store, "SELECT id FROM report_subject WHERE county = ?1 AND report_id = 7").find("report_subject_report"),
      std::string::npos);
  EXPECT_NE(plan(**store, "SELECT login FROM account WHERE county = ?1 AND id = 7").find("PRIMARY KEY"),
            std::string::npos);
  (*store)->stop();
}

// Sorting 8,900 pending reports with all their sealed columns took 100 ms a page.
TEST(SqliteStatistics, TheQueuesPageIsReadInTheOrderOfItsIndex) {
  testing::TempDir dir;
  const ManualClock clock{Instant{1'795'305'600'000'000}};
  const auto keys = seal::KeyRing::from_seed("test");
  Config config;
  config.data_dir = dir.path();
  config.clock = &clock;
  auto store = Store::open(config, *keys);
  ASSERT_TRUE(store) << store.error().internal;
  const std::string page = plan(
      **store,
      "SELECT r.id, r.narrative_sealed FROM report r WHERE r.county = ?1 AND r.state = 'pending' ORDER BY CASE WHEN "
      "r.immediate_danger = 1 THEN 0 ELSE 1 END, r.due_at, r.received_at, r.id LIMIT 51");
  EXPECT_NE(page.find("report_pending"), std::string::npos) << page;
  EXPECT_EQ(page.find("ORDER BY"), std::string::npos) << page;
  EXPECT_NE(plan(**store,
                 "SELECT d.id FROM decision d JOIN report r ON r.county = d.county AND r.id = d.report_id WHERE "
                 "d.county = ?1 AND d.decided_by = 5 AND d.countersign = 'returned' AND r.state = 'pending' AND "
                 "d.countersigned_at >= 7 ORDER BY d.countersigned_at DESC LIMIT 50")
                .find("decision_returned"),
            std::string::npos);
  (*store)->stop();
}

}  // namespace
}  // namespace anwang::store

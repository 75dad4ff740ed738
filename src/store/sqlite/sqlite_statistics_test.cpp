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

class SqliteStatistics : public ::testing::Test {
 protected:
  void SetUp() override {
    Config config;
    config.data_dir = dir_.path();
    config.clock = &clock_;
    auto store = Store::open(config, *keys_);
    ASSERT_TRUE(store) << store.error().internal;
    store_ = std::move(*store);
  }
  void TearDown() override {
    if (store_) store_->stop();
  }

  testing::TempDir dir_;
  const ManualClock clock_{Instant{1'795'305'600'000'000}};
  const std::unique_ptr<const seal::KeyRing> keys_ = seal::KeyRing::from_seed("test");
  std::unique_ptr<Store> store_;
};

TEST_F(SqliteStatistics, AFreshStoreSearchesByTheNarrowKeyNotByTheCounty) {
  EXPECT_NE(plan(*store_, "SELECT id FROM case_file WHERE county = ?1 AND person_id IN (1, 2)").find("case_person"),
            std::string::npos);
  EXPECT_NE(plan(*store_, "SELECT id FROM household_member WHERE county = ?1 AND household_id IN (1, 2)")
                .find("household_member_household"),
            std::string::npos);
  EXPECT_NE(
      plan(*store_, "SELECT id FROM report_subject WHERE county = ?1 AND report_id = 7").find("report_subject_report"),
      std::string::npos);
  EXPECT_NE(plan(*store_, "SELECT login FROM account WHERE county = ?1 AND id = 7").find("PRIMARY KEY"),
            std::string::npos);
}

// Sorting 8,900 pending reports with all their sealed columns took 100 ms a page.
TEST_F(SqliteStatistics, TheQueuesPageIsReadInTheOrderOfItsIndex) {
  const std::string page = plan(
      *store_,
      "SELECT r.id, r.narrative_sealed FROM report r WHERE r.county = ?1 AND r.state = 'pending' ORDER BY CASE WHEN "
      "r.immediate_danger = 1 THEN 0 ELSE 1 END, r.due_at, r.received_at, r.id LIMIT 51");
  EXPECT_NE(page.find("report_pending"), std::string::npos) << page;
  EXPECT_EQ(page.find("ORDER BY"), std::string::npos) << page;
  EXPECT_NE(plan(*store_,
                 "SELECT d.id FROM decision d JOIN report r ON r.county = d.county AND r.id = d.report_id WHERE "
                 "d.county = ?1 AND d.decided_by = 5 AND d.countersign = 'returned' AND r.state = 'pending' AND "
                 "d.countersigned_at >= 7 ORDER BY d.countersigned_at DESC LIMIT 50")
                .find("decision_returned"),
            std::string::npos);
}

}  // namespace
}  // namespace anwang::store

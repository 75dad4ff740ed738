// What the store does when things go wrong: lost lease, full queue, spent reserve, a database somebody edited.
#include <gmock/gmock.h>

#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include "store/access_reserve.h"
#include "store/store_open.h"
#include "store/testing/fixture.h"
#include "store/writer.h"

namespace anwang::store {
namespace {

const std::string kCounty = "10004";

ChangeSet incident(std::int64_t id) {
  ChangeSet c;
  c.county = kCounty;
  c.events.push_back({"incident.opened", {"incident", id}, id, {}});
  c.writes.push_back({"incident", id, 0, {{"opened_at", std::int64_t{1}}, {"lead_report_id", std::int64_t{1}}}, 0});
  return c;
}

class GuardTest : public testing::BothStores {
 protected:
  // Behind the store's back, as an intruder or another server would.
  void tamper(const std::string& sql) {
    auto backend = *make_backend(config_);
    auto db = *backend->connect(Role::writer);
    ASSERT_TRUE(db->begin_write());
    const auto n = db->exec(sql, {});
    ASSERT_TRUE(n) << n.error().internal;
    ASSERT_GT(*n, 0) << sql;
    ASSERT_TRUE(db->commit());
  }
  void fill() {
    auto store = open();
    for (int i = 1; i <= 4; ++i) ASSERT_TRUE(store->submit(incident(i)));
    ASSERT_TRUE(store->log_access({kCounty, 3, "print", {"report", 5}, "why", "req"}));
    ASSERT_TRUE(store->log_access({kCounty, 3, "print", {"report", 6}, "why", "req"}));
    store->stop();
  }
  std::vector<std::string> faults() {
    const auto report = verify(config_, *keys_);
    return report ? report->faults : std::vector<std::string>{report.error().reason};
  }
};

TEST_P(GuardTest, AServerThatLostItsLeaseWritesNothingMore) {
  auto store = open();
  ASSERT_TRUE(store->submit(incident(1)));
  tamper("UPDATE server_lease SET epoch = epoch + 1, holder = 'another'");
  const auto refused = store->submit(incident(2));
  EXPECT_EQ(refused.error().code, Errc::read_only);
  EXPECT_EQ(refused.error().reason, "lease_lost");
  EXPECT_FALSE(store->hold_job("sweep", 5));
  EXPECT_EQ((*store->read())->query("test", "SELECT COUNT(*) FROM incident")->at(0).i64(0), 1);
}

TEST_P(GuardTest, ALeaseThatRanOutIsNoLease) {
  auto store = open();
  tamper("UPDATE server_lease SET expires_at = 1");
  EXPECT_EQ(store->submit(incident(2)).error().reason, "lease_lost");
}

TEST_P(GuardTest, VerifyIsContentWithASoundStore) {
  fill();
  EXPECT_THAT(faults(), ::testing::IsEmpty());
}

TEST_P(GuardTest, VerifySeesEveryKindOfEdit) {
  const std::vector<std::pair<std::string, std::string>> edits{
      {"UPDATE journal SET kind = 'x' WHERE seq = 2", "journal chain breaks at 10004 2"},
      {"UPDATE journal SET header = '{}', recorded_at = recorded_at + 1 WHERE seq = 3",
       "journal chain breaks at 10004 3"},
      {"UPDATE journal SET payload = hash WHERE seq = 2", "journal chain breaks at 10004 2"},
      {"DELETE FROM journal WHERE seq = 2", "journal has a gap before 10004 3"},
      {"DELETE FROM journal WHERE seq = 4", "journal head does not fit its last entry: 10004"},
      {"DELETE FROM journal_head", "journal without a head: 10004"},
      {"UPDATE access_log SET account = 9 WHERE seq = 1", "access chain breaks at 10004 1"},
      {"UPDATE incident SET opened_at = 2 WHERE id = 3", "row is not as the journal says: incident 10004 3"},
      {"UPDATE incident SET version = 2 WHERE id = 3", "row is not as the journal says: incident 10004 3"},
      {"DELETE FROM incident WHERE id = 4", "row is gone: incident 10004 4"},
      {"INSERT INTO incident (county, id, version, opened_at, lead_report_id) VALUES ('10004', 9, 1, 1, 1)",
       "row without a journal entry: incident 10004 9"},
      {"DELETE FROM access_log WHERE seq = 2", "access head does not fit its last entry: 10004"},
      {"UPDATE anchor SET seq = seq - 1 WHERE chain = 'journal'", "anchor with a wrong signature: journal 10004 3"}};
  fill();
  const std::string copy = dir_.path() + "/copy.db";
  for (const auto& [sql, fault] : edits) {
    if (postgres()) {
      auto backend = *make_backend(config_);
      auto db = *backend->connect(Role::service);  // edits and verifies in a transaction that is not kept
      ASSERT_TRUE(db->begin_write());
      ASSERT_TRUE(db->exec(sql, {}));
      const auto report = verify_on(*db, *keys_, anchor_file_of(config_));
      ASSERT_TRUE(report);
      EXPECT_THAT(report->faults, ::testing::Contains(fault)) << sql;
      db->rollback();
      continue;
    }
    const std::string file = config_.data_dir + "/anwang.db";
    std::filesystem::copy_file(file, copy, std::filesystem::copy_options::overwrite_existing);
    tamper(sql);
    EXPECT_THAT(faults(), ::testing::Contains(fault)) << sql;
    std::filesystem::copy_file(copy, file, std::filesystem::copy_options::overwrite_existing);
  }
}

TEST_P(GuardTest, TheAnchorFileKnowsAHistoryThatWasReplaced) {
  fill();
  // The intruder drops the anchors inside and cuts journal and head back to a shorter, consistent past.
  tamper("DELETE FROM anchor");
  tamper("DELETE FROM journal WHERE seq = 4");
  tamper("UPDATE journal_head SET seq = 3, hash = (SELECT j.hash FROM journal j WHERE j.seq = 3)");
  EXPECT_THAT(faults(), ::testing::Contains("anchor without its entry: journal 10004 4"));
}

TEST_P(GuardTest, ASpentReserveRefusesSensitiveReadsOnly) {
  config_.access_reserve = 4096;
  auto store = open();
  tamper("UPDATE server_lease SET epoch = epoch + 0");
  int accepted = 0;
  Status last;
  // Accepted without waiting for the database, until the area is full; the flush empties it again.
  for (int i = 0; i < 1000 && last; ++i) {
    last = store->log_access({kCounty, 3, "print", {"report", 5}, std::string(200, 'w'), "req"});
    if (last) ++accepted;
  }
  ASSERT_FALSE(last);
  EXPECT_EQ(last.error().code, Errc::read_only);
  EXPECT_EQ(last.error().reason, "access_reserve_spent");
  EXPECT_GT(accepted, 3);
  EXPECT_TRUE(store->read());
  EXPECT_TRUE(store->submit(incident(1)));
  store->stop();
  store.reset();
  const auto report = verify(config_, *keys_);
  EXPECT_EQ(report->access_entries, accepted);
}

ANWANG_ON_BOTH_STORES(GuardTest);

TEST(AccessReserveTest, AKilledProcessLeavesItsRecords) {
  const testing::TempDir dir;
  const std::string path = dir.path() + "/reserve";
  {
    AccessReserve reserve;
    EXPECT_TRUE(reserve.open(path, 4096)->empty());
    EXPECT_TRUE(reserve.append("one"));
    reserve.swap();
    EXPECT_TRUE(reserve.append("two"));
    EXPECT_FALSE(reserve.append(std::string(5000, 'x')));
  }
  {
    AccessReserve reserve;
    EXPECT_THAT(*reserve.open(path, 4096), ::testing::UnorderedElementsAre("one", "two"));
    reserve.clear_inactive();
    reserve.swap();
    reserve.clear_inactive();
    EXPECT_TRUE(reserve.append("three"));
  }
  AccessReserve reserve;
  EXPECT_THAT(*reserve.open(path, 4096), ::testing::ElementsAre("three"));
}

// A batch runner that commits when it is told to.
class HeldRunner final : public BatchRunner {
 public:
  void run(std::vector<std::unique_ptr<Unit>>& batch) override {
    std::unique_lock lock(mutex);
    ++batches;
    turned.notify_all();
    turned.wait(lock, [this] { return open; });
    for (auto& unit : batch) unit->outcome = Committed{};
  }
  Status run_job(const Job&) override { return {}; }
  std::mutex mutex;
  std::condition_variable turned;
  bool open = false;
  int batches = 0;
};

TEST(WriterTest, AFullQueueSaysSoAndDropsNothing) {
  auto runner = std::make_unique<HeldRunner>();
  HeldRunner& held = *runner;
  int committed = 0, busy = 0;
  Writer writer(std::move(runner), 3, [](const auto&) {});
  const auto submit = [&] {
    auto unit = std::make_unique<Unit>();
    unit->done = [&](Result<Committed> r) {
      if (r) ++committed;
      if (!r && r.error().code == Errc::busy && r.error().retry_after_s > 0) ++busy;
    };
    writer.submit(std::move(unit));
  };
  submit();
  {
    std::unique_lock lock(held.mutex);
    held.turned.wait(lock, [&] { return held.batches == 1; });
  }
  for (int i = 0; i < 5; ++i) submit();
  EXPECT_EQ(busy, 2);
  EXPECT_EQ(writer.depth(), 3U);
  {
    const std::lock_guard lock(held.mutex);
    held.open = true;
    held.turned.notify_all();
  }
  writer.stop();
  EXPECT_EQ(committed, 4);
}

}  // namespace
}  // namespace anwang::store

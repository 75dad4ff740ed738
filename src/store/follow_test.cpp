// Projections: rebuilt, following, and equal on two servers of one PostgreSQL.
#include <gmock/gmock.h>

#include <atomic>
#include <map>
#include <random>
#include <thread>

#include "store/postgres/pg_connection.h"
#include "store/testing/fixture.h"

namespace anwang::store {
namespace {

const std::string kCounty = "10004", kOther = "10018";

// All incidents in memory: (county, id) → (version, opened_at).
class Incidents final : public Projection {
 public:
  [[nodiscard]] std::string name() const override { return "incidents"; }
  Status rebuild(Reader& snapshot) override {
    rows_.clear();
    ++rebuilds;
    return load(snapshot, "SELECT county, id, version, opened_at FROM incident", {});
  }
  Status apply(const std::vector<JournalEntry>& batch, Reader& snapshot) override {
    if (failures > 0 && failures-- > 0) return fail(Errc::internal, "test");
    for (const JournalEntry& e : batch) {
      for (const auto& t : e.touched) {
        if (t.table != "incident") continue;
        ANWANG_CHECK(load(snapshot, "SELECT county, id, version, opened_at FROM incident WHERE county = ?1 AND id = ?2",
                          {e.county, t.id}));
      }
    }
    return {};
  }
  [[nodiscard]] std::string digest() const override {
    std::string out;
    for (const auto& [key, value] : rows_) {
      out += key.first + "/" + std::to_string(key.second) + "=" + std::to_string(value.first) + ":" +
             std::to_string(value.second) + "\n";
    }
    return out;
  }
  std::atomic<int> rebuilds{0}, failures{0};

 private:
  Status load(Reader& snapshot, const std::string& sql, const Params& params) {
    return snapshot.each("test", sql, params, [this](const Row& r) {
      rows_[{r.text(0), r.i64(1)}] = {r.i64(2), r.i64(3)};
      return true;
    });
  }
  std::map<std::pair<std::string, std::int64_t>, std::pair<std::int64_t, std::int64_t>> rows_;
};

ChangeSet incident(const std::string& county, std::int64_t id, std::int64_t expect, std::int64_t opened_at) {
  ChangeSet c;
  c.county = county;
  c.events.push_back({"incident.moved", {"incident", id}, id, {}});
  c.writes.push_back({"incident", id, expect, {{"opened_at", opened_at}, {"lead_report_id", std::int64_t{1}}}, 0});
  return c;
}

class FollowTest : public testing::BothStores {};

TEST_P(FollowTest, RebuildsThenFollowsAndAWriterSeesItsOwnWrite) {
  auto store = open();
  ASSERT_TRUE(store->submit(incident(kCounty, 1, 0, 10)));
  auto projection = std::make_shared<Incidents>();
  std::atomic<std::int64_t> heard{0};
  store->add_projection(projection);
  store->on_applied([&](const std::vector<JournalEntry>& batch) { heard = batch.back().seq; });
  EXPECT_TRUE(store->warming());
  EXPECT_FALSE(store->wait_for(kCounty, 1, 10));
  ASSERT_TRUE(store->start_following());
  ASSERT_TRUE(store->wait_warm(10'000));
  EXPECT_EQ(projection->digest(), "10004/1=1:10\n");
  for (int i = 2; i <= 20; ++i) {
    const auto done = store->submit(incident(kCounty, i, 0, i));
    ASSERT_TRUE(store->wait_for(kCounty, done->last_seq, 5'000));
  }
  EXPECT_THAT(projection->digest(), ::testing::HasSubstr("10004/20=1:20\n"));
  EXPECT_EQ(projection->rebuilds, 1);
  const auto last = store->submit(incident(kOther, 1, 0, 3));
  ASSERT_TRUE(store->wait_for(kOther, last->last_seq, 5'000));
  store->stop();
  EXPECT_EQ(heard, 1);
  EXPECT_THAT(projection->digest(), ::testing::HasSubstr("10018/1=1:3\n"));
}

TEST_P(FollowTest, AProjectionThatFailsIsRebuilt) {
  auto store = open();
  auto projection = std::make_shared<Incidents>();
  projection->failures = 1;
  store->add_projection(projection);
  ASSERT_TRUE(store->start_following());
  ASSERT_TRUE(store->wait_warm(10'000));
  const auto done = store->submit(incident(kCounty, 1, 0, 10));
  ASSERT_TRUE(store->wait_for(kCounty, done->last_seq, 10'000));
  EXPECT_EQ(projection->rebuilds, 2);
  EXPECT_EQ(projection->digest(), "10004/1=1:10\n");
}

TEST_P(FollowTest, WaitingEndsAtItsTime) {
  auto store = open();
  ASSERT_TRUE(store->start_following());
  ASSERT_TRUE(store->wait_warm(10'000));
  EXPECT_FALSE(store->wait_for(kCounty, 99, 20));
}

ANWANG_ON_BOTH_STORES(FollowTest);

class TwoServersTest : public testing::BothStores {
 protected:
  std::unique_ptr<Store> second() {
    make_database();
    Config c = config_;
    c.data_dir = dir_.path() + "/second";
    auto store = Store::open(c, *keys_);
    if (!store) ADD_FAILURE() << store.error().reason;
    return store ? std::move(*store) : nullptr;
  }
};

// Both write the same rows, some in two counties, with versions that often collide.
void mixed_load(Store& store, unsigned seed, std::atomic<int>& committed) {
  std::mt19937 random(seed);
  for (int i = 0; i < 150; ++i) {
    const std::string& county = random() % 4 == 0 ? kOther : kCounty;
    const auto id = static_cast<std::int64_t>(1 + random() % 25);
    std::int64_t version = 0;
    {
      auto reader = store.read();
      ASSERT_TRUE(reader);
      const auto rows =
          (*reader)->query("test", "SELECT version FROM incident WHERE county = ?1 AND id = ?2", {county, id});
      ASSERT_TRUE(rows);
      if (!rows->empty()) version = rows->at(0).i64(0);
    }
    const auto done = store.submit(incident(county, id, version, static_cast<std::int64_t>(random() % 1000)));
    if (done) ++committed;
    EXPECT_TRUE(done || done.error().reason == "stale_read") << done.error().reason << " " << done.error().internal;
  }
}

TEST_P(TwoServersTest, EndWithTheSameProjectionAsARebuild) {
  auto one = open(), two = second();
  ASSERT_TRUE(one && two);
  auto at_one = std::make_shared<Incidents>(), at_two = std::make_shared<Incidents>();
  one->add_projection(at_one);
  two->add_projection(at_two);
  ASSERT_TRUE(one->start_following());
  ASSERT_TRUE(two->start_following());
  std::atomic<int> committed{0};
  std::vector<std::thread> load;
  for (unsigned t = 0; t < 4; ++t) load.emplace_back([&, t] { mixed_load(t % 2 == 0 ? *one : *two, t, committed); });
  for (auto& t : load) t.join();
  std::int64_t entries = 0;
  auto reader = *one->read();
  for (const std::string& county : {kCounty, kOther}) {
    const std::int64_t seq = *reader->position(county);
    entries += seq;
    ASSERT_TRUE(one->wait_for(county, seq, 10'000));
    ASSERT_TRUE(two->wait_for(county, seq, 10'000));
  }
  EXPECT_EQ(entries, committed.load());
  EXPECT_GT(committed, 100);
  Incidents fresh;
  ASSERT_TRUE(fresh.rebuild(*reader));
  reader.reset();
  one->stop();
  two->stop();
  EXPECT_EQ(at_one->digest(), fresh.digest());
  EXPECT_EQ(at_two->digest(), fresh.digest());
  const auto report = verify(config_, *keys_);
  ASSERT_TRUE(report);
  EXPECT_THAT(report->faults, ::testing::IsEmpty());
}

TEST_P(TwoServersTest, HaveDifferentNodesAndOneRunsAJob) {
  auto one = open(), two = second();
  EXPECT_NE((one->next_id() >> 12) & 0x3ff, (two->next_id() >> 12) & 0x3ff);
  EXPECT_TRUE(one->hold_job("sweep", 30));
  EXPECT_FALSE(two->hold_job("sweep", 30));
  EXPECT_TRUE(one->hold_job("sweep", 0));
  EXPECT_TRUE(two->hold_job("sweep", 30));
}

TEST_P(TwoServersTest, ErasureOnOneStopsTheOtherFromWritingUnderTheKey) {
  auto one = open(), two = second();
  ASSERT_TRUE(two->submit(incident(kCounty, 5, 0, 1)));
  ASSERT_TRUE(two->submit(incident(kCounty, 5, 1, 1)));  // the key is remembered there now
  ASSERT_TRUE(one->destroy_key(kCounty, 5, 1, "court"));
  EXPECT_EQ(two->submit(incident(kCounty, 5, 2, 1)).error().reason, "erased");
  EXPECT_EQ(two->history(kCounty, {"incident", 5}).error().reason, "erased");
}

INSTANTIATE_TEST_SUITE_P(Stores, TwoServersTest, ::testing::Values(testing::Kind::postgres), testing::kind_name);

class PostgresTest : public testing::BothStores {};

TEST_P(PostgresTest, UnsafeServersAreRefused) {
  config_.allow_unsafe_postgres = false;
  make_database();
  EXPECT_EQ(Store::open(config_, *keys_).error().reason, "unsafe_postgres");  // this cluster runs without fsync
}

TEST_P(PostgresTest, ABatchOutlivesItsConnections) {
  auto store = open();
  ASSERT_TRUE(store->submit(incident(kCounty, 1, 0, 1)));
  auto killer = *PgConnection::connect(config_.url, Role::service);
  for (int i = 2; i < 12; ++i) {
    ASSERT_TRUE(
        killer->query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND "
                      "datname = current_database()"));
    const auto done = store->submit(incident(kCounty, i, 0, 1));
    ASSERT_TRUE(done) << done.error().reason << " " << done.error().internal;
    auto reader = store->read();
    ASSERT_TRUE(reader);
    EXPECT_EQ((*reader)->query("test", "SELECT COUNT(*) FROM incident")->at(0).i64(0), i);
  }
}

TEST_P(PostgresTest, ParametersBecomeDollars) {
  EXPECT_EQ(to_dollar_parameters("SELECT '?1' || ?1, ?12 WHERE a ? b"), "SELECT '?1' || $1, $12 WHERE a ? b");
}

INSTANTIATE_TEST_SUITE_P(Stores, PostgresTest, ::testing::Values(testing::Kind::postgres), testing::kind_name);

}  // namespace
}  // namespace anwang::store

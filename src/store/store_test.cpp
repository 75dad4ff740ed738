// What every store promises, on SQLite and on PostgreSQL.
#include <gmock/gmock.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "store/testing/fixture.h"

namespace anwang::store {
namespace {

using testing::BothStores;
const std::string kCounty = "10004";

// A row of `incident` stands for any journalled record here.
Write incident(std::int64_t id, std::int64_t expect, std::int64_t opened_at, int event = 0) {
  return {"incident",
          id,
          expect,
          {{"opened_at", opened_at}, {"township", std::string("竹北市")}, {"lead_report_id", std::int64_t{1}}},
          event};
}
ChangeSet change_of(std::vector<Write> writes, std::string kind, std::int64_t owner = 0) {
  ChangeSet c;
  c.county = kCounty;
  c.actor = 7;
  const RecordRef about{writes.front().table, writes.front().id};
  c.events.push_back({std::move(kind), about, owner, codec::JsonObject{{"n", 1}}});
  c.writes = std::move(writes);
  c.result = about;
  return c;
}
ChangeSet unit_row(std::int64_t id, const std::string& code) {
  return change_of({{"unit",
                     id,
                     0,
                     {{"code", code},
                      {"name_zh", std::string("單位")},
                      {"name_en", std::string("unit")},
                      {"kind", std::string("school")},
                      {"network", std::string("education")},
                      {"source", std::string("test")},
                      {"assumption", std::int64_t{1}},
                      {"effective_from", std::string("2026-01-01")}},
                     0}},
                   "unit.added");
}
std::int64_t count(Store& store, const std::string& sql) {
  auto reader = store.read();
  return reader ? (*reader)->query("test", sql)->at(0).i64(0) : -1;
}

class StoreTest : public BothStores {};

TEST_P(StoreTest, WritesReadBackAndHistoryIsDecrypted) {
  auto store = open();
  const std::int64_t id = store->next_id();
  const auto first = store->submit(change_of({incident(id, 0, 100)}, "incident.opened", id));
  ASSERT_TRUE(first) << first.error().reason << first.error().internal;
  EXPECT_EQ(first->first_seq, 1);
  EXPECT_EQ(first->last_seq, 1);
  EXPECT_EQ(first->recorded_at, clock_.now());
  EXPECT_EQ(first->result.id, id);
  ASSERT_TRUE(store->submit(change_of({incident(id, 1, 200)}, "incident.moved", id)));
  auto reader = *store->read();
  const Rows rows = *reader->query(
      "test", "SELECT version, opened_at, township, happened_at FROM incident WHERE county = ?1 AND id = ?2",
      {kCounty, id});
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].i64(0), 2);
  EXPECT_EQ(rows[0].i64(1), 200);
  EXPECT_EQ(rows[0].text(2), "竹北市");
  EXPECT_TRUE(rows[0].is_null(3));
  EXPECT_EQ(*reader->position(kCounty), 2);
  EXPECT_EQ(*reader->position("10005"), 0);
  const auto history = store->history(kCounty, {"incident", id});
  ASSERT_TRUE(history) << history.error().reason;
  ASSERT_EQ(history->size(), 2U);
  EXPECT_EQ((*history)[0].version, 1);
  EXPECT_EQ(*(*history)[0].row.find("opened_at")->integer(), 100);
  EXPECT_EQ(*(*history)[1].row.find("opened_at")->integer(), 200);
  EXPECT_EQ(*(*history)[1].row.find("township")->string(), "竹北市");
  EXPECT_EQ((*history)[1].kind, "incident.moved");
  EXPECT_EQ((*history)[1].actor, 7);
}

TEST_P(StoreTest, SnapshotSeesOneState) {
  auto store = open();
  auto before = *store->read();
  ASSERT_TRUE(store->submit(change_of({incident(5, 0, 1)}, "incident.opened")));
  EXPECT_EQ(before->query("test", "SELECT COUNT(*) FROM incident")->at(0).i64(0), 0);
  EXPECT_EQ(count(*store, "SELECT COUNT(*) FROM incident"), 1);
}

TEST_P(StoreTest, StaleVersionsAreRefusedAndNothingIsWritten) {
  auto store = open();
  ASSERT_TRUE(store->submit(change_of({incident(5, 0, 1)}, "incident.opened")));
  EXPECT_EQ(store->submit(change_of({incident(6, 0, 1), incident(5, 0, 1)}, "x")).error().reason, "stale_read");
  EXPECT_EQ(store->submit(change_of({incident(6, 0, 1), incident(5, 2, 1)}, "x")).error().code,
            Errc::precondition_failed);
  EXPECT_EQ(store->submit(change_of({incident(6, 3, 1)}, "x")).error().reason, "stale_read");
  ChangeSet with_read = change_of({incident(6, 0, 1)}, "x");
  with_read.reads = {{"incident", 5, 9}};
  EXPECT_EQ(store->submit(with_read).error().reason, "stale_read");
  with_read.reads = {{"incident", 6, 0}, {"incident", 5, 0}};
  EXPECT_EQ(store->submit(with_read).error().reason, "stale_read");
  EXPECT_EQ(count(*store, "SELECT COUNT(*) FROM incident"), 1);
  EXPECT_EQ(count(*store, "SELECT COUNT(*) FROM journal"), 1);
  with_read.reads = {{"incident", 6, 0}, {"incident", 5, 1}};
  EXPECT_EQ(store->submit(with_read)->first_seq, 2);
}

TEST_P(StoreTest, RequirementsAndUniqueIndexesAnswerWithTheirName) {
  auto store = open();
  ChangeSet c = change_of({incident(5, 0, 1)}, "incident.opened");
  c.requires_ = {{"SELECT COUNT(*) = 0 FROM incident WHERE county = ?1", {kCounty}, "bed_taken"}};
  ASSERT_TRUE(store->submit(c));
  c.writes[0].id = 6;
  EXPECT_EQ(store->submit(c).error().code, Errc::conflict);
  EXPECT_EQ(store->submit(c).error().reason, "bed_taken");
  ASSERT_TRUE(store->submit(unit_row(10, "A")));
  const auto twice = store->submit(unit_row(11, "A"));
  EXPECT_EQ(twice.error().code, Errc::conflict);
  EXPECT_EQ(twice.error().reason, "unique:unit_code");
  EXPECT_EQ(store->submit(unit_row(10, "B")).error().reason, "stale_read");
}

TEST_P(StoreTest, IdempotencyKeysReplayAndRefuseAnotherBody) {
  auto store = open();
  ChangeSet c = change_of({incident(5, 0, 1)}, "incident.opened");
  c.idempotency = {"account 1 POST /x", "k1", "body-a"};
  const auto first = store->submit(c);
  ASSERT_TRUE(first);
  EXPECT_FALSE(first->replayed);
  c.writes[0].id = 77;  // the client tries again; whatever the handler now proposes, the first result stands
  c.result.id = 77;
  const auto second = store->submit(c);
  ASSERT_TRUE(second);
  EXPECT_TRUE(second->replayed);
  EXPECT_EQ(second->result.id, 5);
  EXPECT_EQ(second->first_seq, first->first_seq);
  EXPECT_EQ(second->recorded_at, first->recorded_at);
  c.idempotency.body_hash = "body-b";
  EXPECT_EQ(store->submit(c).error().reason, "key_reused");
  c.idempotency.scope = "account 2 POST /x";
  EXPECT_FALSE(store->submit(c)->replayed);
  EXPECT_EQ(count(*store, "SELECT COUNT(*) FROM incident"), 2);
}

TEST_P(StoreTest, OperationalTablesAreNotJournalledAndOthersMustBe) {
  auto store = open();
  ChangeSet c;
  c.county = kCounty;
  c.writes = {{"session",
               1,
               0,
               {{"token_hash", Bytes{1}},
                {"account_id", std::int64_t{1}},
                {"created_at", std::int64_t{1}},
                {"seen_at", std::int64_t{1}},
                {"expires_at", std::int64_t{1}}},
               -1}};
  const auto done = store->submit(c);
  ASSERT_TRUE(done) << done.error().internal;
  EXPECT_EQ(done->first_seq, 0);
  c.writes = {{"session", 1, 1, {}, -1, true}};
  ASSERT_TRUE(store->submit(c));
  EXPECT_EQ(count(*store, "SELECT COUNT(*) FROM session"), 0);
  EXPECT_EQ(count(*store, "SELECT COUNT(*) FROM journal"), 0);
  c.writes = {incident(5, 0, 1, -1)};
  EXPECT_EQ(store->submit(c).error().reason, "bad_change_set");
}

TEST_P(StoreTest, BadTextAndBadNamesNeverReachTheDatabase) {
  auto store = open();
  ChangeSet c = change_of({incident(5, 0, 1)}, "incident.opened");
  c.writes[0].columns[1].second = std::string("\xff");
  EXPECT_EQ(store->submit(c).error().reason, "bad_utf8");
  c.writes[0].columns[1].second = std::string("a\0b", 3);
  EXPECT_EQ(store->submit(c).error().reason, "bad_utf8");
  c.writes[0].columns[1] = {"township = 'x', version", std::string("x")};
  EXPECT_EQ(store->submit(c).error().reason, "bad_change_set");
  c.writes[0] = incident(5, 0, 1, 3);
  EXPECT_EQ(store->submit(c).error().reason, "bad_change_set");
}

TEST_P(StoreTest, RecordedAtNeverRepeatsOrStepsBack) {
  auto store = open();
  std::int64_t last = 0;
  for (int i = 1; i <= 5; ++i) {
    const auto done = store->submit(change_of({incident(i, 0, 1)}, "incident.opened"));
    EXPECT_GT(done->recorded_at.us, last);
    last = done->recorded_at.us;
    clock_.advance(-1'000'000);
  }
}

TEST_P(StoreTest, NumbersAreGaplessAndStandInRowAndHistory) {
  auto store = open();
  const auto numbered = [&](std::int64_t id, const std::string& code_of_clash) {
    ChangeSet c = unit_row(id, code_of_clash);
    if (code_of_clash.empty()) c.numberings = {{"report:115", "115-HC-脆-", 6, 0, "code"}};
    return c;
  };
  EXPECT_THAT(store->submit(numbered(1, ""))->numbers, ::testing::ElementsAre("115-HC-脆-000001"));
  ChangeSet failing = numbered(2, "");
  failing.reads = {{"incident", 9, 4}};
  EXPECT_FALSE(store->submit(failing));
  ChangeSet clashing = numbered(1, "");  // fails after its number was given
  EXPECT_EQ(store->submit(clashing).error().reason, "stale_read");
  EXPECT_THAT(store->submit(numbered(3, ""))->numbers, ::testing::ElementsAre("115-HC-脆-000002"));
  auto reader = *store->read();
  EXPECT_EQ(reader->query("test", "SELECT code FROM unit WHERE id = 3")->at(0).text(0), "115-HC-脆-000002");
  EXPECT_EQ(*store->history(kCounty, {"unit", 3})->at(0).row.find("code")->string(), "115-HC-脆-000002");
}

TEST_P(StoreTest, DestroyingAKeyErasesAndTheChainStillVerifies) {
  auto store = open();
  const std::int64_t person = store->next_id(), other = store->next_id();
  ASSERT_TRUE(store->submit(change_of({incident(person, 0, 1)}, "incident.opened", person)));
  ASSERT_TRUE(store->submit(change_of({incident(other, 0, 1)}, "incident.opened", other)));
  ASSERT_TRUE(store->destroy_key(kCounty, person, 9, "court order 115-1"));
  EXPECT_EQ(store->history(kCounty, {"incident", person}).error().reason, "erased");
  EXPECT_TRUE(store->history(kCounty, {"incident", other}));
  EXPECT_EQ(store->destroy_key(kCounty, person, 9, "again").error().reason, "erased");
  EXPECT_EQ(store->destroy_key(kCounty, 12345, 9, "no such").error().reason, "erased");
  EXPECT_EQ(store->submit(change_of({incident(person, 1, 2)}, "incident.moved", person)).error().reason, "erased");
  EXPECT_EQ(count(*store, "SELECT COUNT(*) FROM journal WHERE kind = 'key.destroyed'"), 1);
  store->stop();
  store.reset();
  const auto report = verify(config_, *keys_);
  ASSERT_TRUE(report) << report.error().reason;
  EXPECT_THAT(report->faults, ::testing::IsEmpty());
  EXPECT_EQ(report->entries, 3);
  EXPECT_EQ(report->erased, 1);
  EXPECT_GE(report->anchors, 1);
}

TEST_P(StoreTest, FollowersSeeEveryEntryInOrder) {
  auto store = open();
  for (int i = 1; i <= 5; ++i)
    ASSERT_TRUE(store->submit(change_of({incident(i, 0, 1), incident(100 + i, 0, 1)}, "incident.opened")));
  const auto entries = store->journal_after(kCounty, 2, 2);
  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 2U);
  EXPECT_EQ((*entries)[0].seq, 3);
  EXPECT_EQ((*entries)[0].kind, "incident.opened");
  EXPECT_EQ((*entries)[0].about, (RecordRef{"incident", 3}));
  ASSERT_EQ((*entries)[0].touched.size(), 2U);
  EXPECT_EQ((*entries)[0].touched[1].id, 103);
  EXPECT_EQ((*entries)[0].touched[1].version, 1);
  EXPECT_EQ(*(*entries)[0].header.find("n")->string(), "1");
}

TEST_P(StoreTest, ManyClientsAtOnceLoseAndDoubleNothing) {
  auto store = open();
  std::atomic<int> committed{0}, stale{0};
  std::vector<std::thread> clients;
  clients.reserve(8);
  for (int t = 0; t < 8; ++t) {
    clients.emplace_back([&, t] {
      for (int i = 0; i < 50; ++i) {
        const bool clash = i % 5 == 0;  // every fifth id is wanted by all clients: one gets it
        const std::int64_t id = clash ? 1000 + i : 100000 + t * 1000 + i;
        const auto done = store->submit(change_of({incident(id, 0, t)}, "incident.opened", id));
        if (done) ++committed;
        if (!done && done.error().reason == "stale_read") ++stale;
      }
    });
  }
  for (auto& c : clients) c.join();
  EXPECT_EQ(committed, 8 * 40 + 10);
  EXPECT_EQ(stale, 7 * 10);
  EXPECT_EQ(count(*store, "SELECT COUNT(*) FROM incident"), committed.load());
  EXPECT_EQ(count(*store, "SELECT MAX(seq) FROM journal"), committed.load());
  store->stop();
  store.reset();
  EXPECT_THAT(verify(config_, *keys_)->faults, ::testing::IsEmpty());
}

TEST_P(StoreTest, IdsGoOnAboveTheOldOnesAfterARestartWithAWoundClock) {
  auto store = open();
  clock_.advance(3600 * kMicrosPerSecond);
  const std::int64_t before = store->next_id();
  ASSERT_TRUE(store->submit(change_of({incident(before, 0, 1)}, "incident.opened")));
  store.reset();
  clock_.advance(-3600 * kMicrosPerSecond);
  store = open();
  EXPECT_GT(store->next_id(), before);
}

TEST_P(StoreTest, DemoMarkIsForEver) {
  config_.demo = true;
  EXPECT_TRUE(open()->is_demo());
  config_.demo = false;
  EXPECT_TRUE(open()->is_demo());
}

TEST_P(StoreTest, WrongKeyRingStopsTheStart) {
  open();
  const auto other = seal::KeyRing::from_seed("another");
  EXPECT_EQ(Store::open(config_, *other).error().reason, "wrong_key");
}

TEST_P(StoreTest, QueryLimits) {
  auto store = open();
  for (int i = 1; i <= 5; ++i) ASSERT_TRUE(store->submit(change_of({incident(i, 0, 1)}, "incident.opened")));
  auto reader = *store->read();
  EXPECT_EQ(reader->query("test", "SELECT id FROM incident", {}, {1000, 4}).error().reason, "too_many_rows");
  const std::string slow =
      postgres() ? "SELECT pg_sleep(30)"
                 : "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n";
  EXPECT_EQ(reader->query("test", slow, {}, {50, 10}).error().reason, "query_timeout");
}

TEST_P(StoreTest, ReadersCannotWrite) {
  auto store = open();
  auto reader = *store->read();
  EXPECT_FALSE(reader->query("test", "DELETE FROM key_check"));
}

TEST_P(StoreTest, StoppedStoreRefusesAndDrainsFirst) {
  auto store = open();
  std::atomic<int> answered{0};
  for (int i = 1; i <= 200; ++i) {
    store->submit_async(change_of({incident(i, 0, 1)}, "incident.opened"),
                        [&](Result<Committed> r) { answered += r ? 1 : 0; });
  }
  store->stop();
  EXPECT_EQ(answered, 200);
  EXPECT_EQ(store->submit(change_of({incident(999, 0, 1)}, "x")).error().code, Errc::read_only);
}

TEST_P(StoreTest, AccessLogHasItsOwnChain) {
  auto store = open();
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(
        store->log_access({kCounty, 3, "reveal.reporter", {"report", 5}, "為查證來電", "req-" + std::to_string(i)}));
  }
  store->stop();
  store.reset();
  const auto report = verify(config_, *keys_);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->access_entries, 20);
  EXPECT_THAT(report->faults, ::testing::IsEmpty());
}

ANWANG_ON_BOTH_STORES(StoreTest);

}  // namespace
}  // namespace anwang::store

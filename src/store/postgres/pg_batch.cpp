#include "store/postgres/pg_batch.h"

#include <algorithm>
#include <set>
#include <thread>

#include "store/postgres/pg_pipeline.h"
#include "store/savepoint_batch.h"

namespace anwang::store {
namespace {

using Steady = std::chrono::steady_clock;
constexpr auto kReconnectFor = std::chrono::seconds(5);
constexpr auto kAskFor = std::chrono::seconds(40);  // longer than the server lets a dead transaction hold its locks
constexpr auto kHintEvery = std::chrono::milliseconds(20);
constexpr std::int64_t kMarksKept = 64;

bool lost(const Error& e) { return e.reason == "connection_lost"; }

}  // namespace

PgBatchRunner::PgBatchRunner(PgBackend& backend, std::unique_ptr<Connection> db, const seal::KeyRing& keys,
                             const Clock& clock, NodeLease& lease)
    : backend_(backend), db_(dynamic_cast<PgConnection*>(db.release())), keys_(keys), clock_(clock), lease_(lease) {}

void PgBatchRunner::run(std::vector<std::unique_ptr<Unit>>& batch) {
  std::vector<Unit*> pending, suspects;
  for (const auto& unit : batch) pending.push_back(unit.get());
  while (!pending.empty()) {
    std::vector<Unit*> found;
    const Status done =
        in_transaction(pending, [&](PgConnection& db) { return run_pipelined(db, keys_, clock_, pending, found); });
    if (done) break;
    if (found.empty()) return fail_all(pending, done.error()), fail_all(suspects, done.error());
    for (Unit* unit : found) std::erase(pending, unit);
    suspects.insert(suspects.end(), found.begin(), found.end());
  }
  if (!suspects.empty()) {
    const Status done = in_transaction(
        suspects, [&](PgConnection& db) { return run_in_transaction(db, keys_, clock_, suspects, true); });
    if (!done) fail_all(suspects, done.error());
  }
  hint();
}

// Retries what is certain not to be on disk; asks where that is uncertain.
Status PgBatchRunner::in_transaction(const std::vector<Unit*>& units, const Body& body) {
  const auto deadline = Steady::now() + kReconnectFor;
  for (int tries = 1;; ++tries) {
    ANWANG_CHECK(connected(deadline));
    const std::int64_t mark = (lease_.epoch() << 40) + ++batches_;
    bool commit_sent = false;
    Status done = attempt(body, mark, commit_sent);
    if (done) return done;
    db_->rollback();
    if (!lost(done.error())) return done;
    if (commit_sent) {
      ANWANG_TRY(const bool committed, was_committed(units, mark));
      if (committed) return {};
    } else if (tries > 1 && Steady::now() > deadline) {  // a slow machine gets its second try as well
      return done;
    }
  }
}

Status PgBatchRunner::attempt(const Body& body, std::int64_t mark, bool& commit_sent) {
  ANWANG_CHECK(db_->begin_write());
  ANWANG_CHECK(lease_.check(*db_));
  ANWANG_CHECK(body(*db_));
  ANWANG_TRY(const auto marked,
             db_->exec("INSERT INTO commit_mark (node, batch) VALUES (?1, ?2)", {std::int64_t{lease_.node()}, mark}));
  (void)marked;
  if (batches_ % kMarksKept == 0) {
    ANWANG_TRY(const auto pruned, db_->exec("DELETE FROM commit_mark WHERE node = ?1 AND batch < ?2",
                                            {std::int64_t{lease_.node()}, mark - kMarksKept}));
    (void)pruned;
  }
  commit_sent = true;
  return db_->commit();
}

// The lost transaction still holds the heads if it is not over: taking them means waiting for its end.
Result<bool> PgBatchRunner::was_committed(const std::vector<Unit*>& units, std::int64_t mark) {
  const auto deadline = Steady::now() + kAskFor;
  std::set<std::string> counties;
  for (const Unit* unit : units) counties.insert(unit->change.county);
  for (;;) {
    const Status again = connected(deadline);
    if (!again) return tl::unexpected<Error>(Error{Errc::unavailable, "outcome_unknown", {}, "COMMIT unanswered", 5});
    auto asked = [&]() -> Result<bool> {
      ANWANG_CHECK(db_->begin_write());
      UnitRunner runner(*db_, keys_, clock_);
      for (const std::string& county : counties) ANWANG_CHECK(runner.load_head(county));
      ANWANG_TRY(const Value found, db_->scalar("SELECT 1 FROM commit_mark WHERE node = ?1 AND batch = ?2",
                                                {std::int64_t{lease_.node()}, mark}));
      return std::holds_alternative<std::int64_t>(found);
    }();
    db_->rollback();
    if (asked) return asked;
    if (Steady::now() > deadline)
      return tl::unexpected<Error>(Error{Errc::unavailable, "outcome_unknown", {}, "COMMIT unanswered", 5});
  }
}

Status PgBatchRunner::connected(Steady::time_point deadline) {
  while (!db_ || !db_->usable()) {
    auto fresh = PgConnection::connect(backend_.url(), Role::writer);
    if (fresh) {
      db_ = std::move(*fresh);
    } else if (Steady::now() > deadline) {
      return tl::unexpected<Error>(fresh.error());
    } else {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }
  return {};
}

Status PgBatchRunner::run_job(const Job& job) {
  ANWANG_CHECK(connected(Steady::now()));
  ANWANG_CHECK(db_->begin_write());
  Status done = job(*db_);
  if (done) done = db_->commit();
  if (!done) db_->rollback();
  return done;
}

// Outside the transaction: NOTIFY inside it would take a lock of the whole cluster at commit.
void PgBatchRunner::hint() {
  if (Steady::now() - hinted_ < kHintEvery || !db_ || !db_->usable()) return;
  hinted_ = Steady::now();
  const Status sent = db_->script("NOTIFY anwang_journal");
  (void)sent;  // a hint: followers poll
}

}  // namespace anwang::store

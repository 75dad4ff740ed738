#include "store/sqlite/sqlite_batch.h"

namespace anwang::store {

void SqliteBatchRunner::run(std::vector<std::unique_ptr<Unit>>& batch) {
  const Status done = transaction(batch);
  if (done) return;
  db_->rollback();
  for (auto& unit : batch) unit->outcome = tl::unexpected<Error>(done.error());  // none of them is on disk
}

Status SqliteBatchRunner::transaction(std::vector<std::unique_ptr<Unit>>& batch) {
  ANWANG_CHECK(db_->begin_write());
  ANWANG_CHECK(lease_.check(*db_));
  UnitRunner runner(*db_, keys_, clock_);
  for (auto& unit : batch) ANWANG_CHECK(run_unit(runner, *unit));
  ANWANG_CHECK(runner.store_heads());
  return db_->commit();
}

// An error of the unit is its outcome; an error returned here is the whole transaction's.
Status SqliteBatchRunner::run_unit(UnitRunner& runner, Unit& unit) {
  const std::string& county = unit.change.county;
  ANWANG_CHECK(runner.load_head(county));
  UnitRunner::Mark before = runner.mark(county);
  ANWANG_TRY(const auto opened, db_->exec("SAVEPOINT unit", {}));
  (void)opened;
  unit.outcome = runner.run(unit);
  if (!unit.outcome) {
    const Errc code = unit.outcome.error().code;
    // A full disk may have rolled everything back already; the units before this one are lost with it.
    if (code == Errc::storage_full || code == Errc::unavailable || code == Errc::busy) return tl::unexpected<Error>(unit.outcome.error());
    ANWANG_TRY(const auto undone, db_->exec("ROLLBACK TO unit", {}));
    (void)undone;
    runner.restore(county, std::move(before));
  }
  ANWANG_TRY(const auto released, db_->exec("RELEASE unit", {}));
  (void)released;
  return {};
}

Status SqliteBatchRunner::run_job(const Job& job) {
  ANWANG_CHECK(db_->begin_write());
  Status done = job(*db_);
  if (done) done = db_->commit();
  if (!done) db_->rollback();
  return done;
}

}  // namespace anwang::store

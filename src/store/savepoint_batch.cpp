#include "store/savepoint_batch.h"

#include <set>

namespace anwang::store {
namespace {

Status plain(Connection& db, std::string_view sql) {
  const auto done = db.exec(sql, {});
  if (!done) return tl::unexpected<Error>(done.error());
  return {};
}

// An error of the unit is its outcome; an error returned here is the whole transaction's.
Status run_unit(Connection& db, UnitRunner& runner, Unit& unit) {
  const std::string& county = unit.change.county;
  UnitRunner::Mark before = runner.mark(county);
  ANWANG_CHECK(plain(db, "SAVEPOINT unit"));
  unit.outcome = runner.run(unit);
  if (!unit.outcome) {
    const Errc code = unit.outcome.error().code;
    // A full disk may have rolled everything back already; the units before this one are lost with it.
    if (code == Errc::storage_full || code == Errc::unavailable || code == Errc::busy)
      return tl::unexpected<Error>(unit.outcome.error());
    ANWANG_CHECK(plain(db, "ROLLBACK TO unit"));
    runner.restore(county, std::move(before));
  }
  return plain(db, "RELEASE unit");
}

}  // namespace

void fail_all(const std::vector<Unit*>& units, const Error& error) {
  for (Unit* unit : units) unit->outcome = tl::unexpected<Error>(error);
}

Status run_with_savepoints(Connection& db, const seal::KeyRing& keys, const Clock& clock,
                           const std::vector<Unit*>& units) {
  UnitRunner runner(db, keys, clock);
  std::set<std::string> counties;
  for (const Unit* unit : units) counties.insert(unit->change.county);
  for (const std::string& county : counties) ANWANG_CHECK(runner.load_head(county));
  for (Unit* unit : units) ANWANG_CHECK(run_unit(db, runner, *unit));
  return runner.store_heads();
}

void SqliteBatchRunner::run(std::vector<std::unique_ptr<Unit>>& batch) {
  std::vector<Unit*> units;
  for (const auto& unit : batch) units.push_back(unit.get());
  const Status done = run_job([&](Connection& db) -> Status {
    ANWANG_CHECK(lease_.check(db));
    return run_with_savepoints(db, keys_, clock_, units);
  });
  if (!done) fail_all(units, done.error());
}

Status SqliteBatchRunner::run_job(const Job& job) {
  ANWANG_CHECK(db_->begin_write());
  Status done = job(*db_);
  if (done) done = db_->commit();
  if (!done) db_->rollback();
  return done;
}

}  // namespace anwang::store

#include "store/savepoint_batch.h"

#include <set>

namespace anwang::store {
namespace {

Status plain(Connection& db, std::string_view sql) {
  const auto done = db.exec(sql, {});
  if (!done) return tl::unexpected<Error>(done.error());
  return {};
}

constexpr std::string_view kAgain = "again_with_savepoints";

// A full disk may have rolled everything back already; the units before this one are lost with it.
bool ends_the_transaction(const Error& e) {
  return e.code == Errc::storage_full || e.code == Errc::unavailable || e.code == Errc::busy;
}

// An error of the unit is its outcome; an error returned here is the whole transaction's.
Status run_guarded(Connection& db, UnitRunner& runner, Unit& unit) {
  const std::string& county = unit.change.county;
  UnitRunner::Mark before = runner.mark(county);
  ANWANG_CHECK(plain(db, "SAVEPOINT unit"));
  unit.outcome = runner.run(unit);
  if (!unit.outcome) {
    if (ends_the_transaction(unit.outcome.error())) return tl::unexpected<Error>(unit.outcome.error());
    ANWANG_CHECK(plain(db, "ROLLBACK TO unit"));
    runner.restore(county, std::move(before));
  }
  return plain(db, "RELEASE unit");
}

// Without a savepoint: SQLite would copy every page a unit changes, and nearly all units that fail do so before they
// write. One that fails later makes the whole batch run again with savepoints.
Status run_bare(UnitRunner& runner, Unit& unit) {
  unit.outcome = runner.run(unit);
  if (unit.outcome) return {};
  if (ends_the_transaction(unit.outcome.error())) return tl::unexpected<Error>(unit.outcome.error());
  if (runner.began_writing()) return fail(Errc::conflict, std::string(kAgain));
  return {};
}

}  // namespace

void fail_all(const std::vector<Unit*>& units, const Error& error) {
  for (Unit* unit : units) unit->outcome = tl::unexpected<Error>(error);
}

Status run_in_transaction(Connection& db, const seal::KeyRing& keys, const Clock& clock,
                          const std::vector<Unit*>& units, bool savepoints) {
  UnitRunner runner(db, keys, clock);
  std::set<std::string> counties;
  for (const Unit* unit : units) counties.insert(unit->change.county);
  for (const std::string& county : counties) ANWANG_CHECK(runner.load_head(county));
  for (Unit* unit : units) ANWANG_CHECK(savepoints ? run_guarded(db, runner, *unit) : run_bare(runner, *unit));
  return runner.store_heads();
}

void SqliteBatchRunner::run(std::vector<std::unique_ptr<Unit>>& batch) {
  std::vector<Unit*> units;
  units.reserve(batch.size());
  for (const auto& unit : batch) units.push_back(unit.get());
  Status done;
  for (const bool savepoints : {false, true}) {
    done = run_job([&](Connection& db) -> Status {
      ANWANG_CHECK(lease_.check(db));
      return run_in_transaction(db, keys_, clock_, units, savepoints);
    });
    if (done || done.error().reason != kAgain) break;
  }
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

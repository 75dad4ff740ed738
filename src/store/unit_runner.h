// Runs units inside one open transaction, on either database. The county's head row is locked from the first look to
// the commit, so everything checked here stays true until then.
#pragma once

#include <map>
#include <string>

#include "base/time.h"
#include "seal/key_ring.h"
#include "store/connection.h"
#include "store/unit.h"

namespace anwang::store {

class UnitRunner {
 public:
  UnitRunner(Connection& db, const seal::KeyRing& keys, const Clock& clock) : db_(db), keys_(keys), clock_(clock) {}

  // Reads (PostgreSQL: locks) the county's head; needed before run() and once a transaction. Lock in ascending order.
  Status load_head(const std::string& county);
  // Checks, writes, journals. On an error the caller rolls back to where it was and calls restore().
  Result<Committed> run(Unit& unit);
  // Whether the last run() came as far as writing: if not, its error has nothing to roll back.
  [[nodiscard]] bool began_writing() const { return began_writing_; }
  // Steps of run(), for a runner that sends its statements another way.
  Status give_numbers(Unit& unit);
  [[nodiscard]] ChainHead& head(const std::string& county) { return heads_.at(county); }
  [[nodiscard]] Committed begin_committed(const Unit& unit, Instant now) const;
  // The head becomes this entry's place: recorded_at = max(now, last + 1 µs), so that time never repeats in a chain.
  void advance(const PreparedEvent& event, ChainHead& head, Instant now) const;
  // Writes the heads and number series that moved; before commit.
  Status store_heads();

  // What a failed unit must leave as it was.
  struct Mark {
    ChainHead head;
    std::map<std::pair<std::string, std::string>, std::int64_t> series;
  };
  [[nodiscard]] Mark mark(const std::string& county) const { return {heads_.at(county), series_}; }
  void restore(const std::string& county, Mark mark);

 private:
  Result<std::optional<Committed>> replay_of(const ChangeSet& change);
  Status check_reads(const ChangeSet& change);
  Status check_requirements(const ChangeSet& change);
  Status write_rows(const Unit& unit);
  Status settle_keys(Unit& unit);
  Status append_entry(PreparedEvent& event, ChainHead& head, Instant now);
  Status remember_key_use(const ChangeSet& change, const Committed& committed);

  Connection& db_;
  const seal::KeyRing& keys_;
  const Clock& clock_;
  bool began_writing_ = false;
  std::map<std::string, ChainHead> heads_;
  std::map<std::string, std::int64_t> loaded_seq_;  // what the database has: -1 no row yet
  std::map<std::pair<std::string, std::string>, std::int64_t> series_,
      loaded_series_;  // (county, series) → last number
};

extern const std::string_view kInsertEntry, kInsertRef, kInsertIdempotency, kInsertKey;
Params entry_params(const PreparedEvent& event, const ChainHead& at);
Params idempotency_params(const ChangeSet& change, const Committed& committed);
// Whether a stored key answers this ChangeSet; invalid "key_reused" when the body differs.
Result<Committed> replayed(const Row& stored, const ChangeSet& change);

}  // namespace anwang::store

// A batch in one transaction, unit by unit: how SQLite writes, and how PostgreSQL runs what its pipeline would not
// take.
#pragma once

#include <memory>
#include <vector>

#include "store/lease.h"
#include "store/unit_runner.h"
#include "store/writer.h"

namespace anwang::store {

// Runs the units inside the open transaction and sets their outcomes (valid once the caller has committed). An error
// returned here is the whole transaction's: roll back, none of the units is on disk.
// With `savepoints` a unit that fails leaves no trace and the others stand; without, one that fails after it began to
// write makes this fail as a whole, to be run again with them.
Status run_in_transaction(Connection& db, const seal::KeyRing& keys, const Clock& clock,
                          const std::vector<Unit*>& units, bool savepoints);

void fail_all(const std::vector<Unit*>& units, const Error& error);

class SqliteBatchRunner final : public BatchRunner {
 public:
  SqliteBatchRunner(std::unique_ptr<Connection> db, const seal::KeyRing& keys, const Clock& clock, NodeLease& lease)
      : db_(std::move(db)), keys_(keys), clock_(clock), lease_(lease) {}
  void run(std::vector<std::unique_ptr<Unit>>& batch) override;
  Status run_job(const Job& job) override;

 private:
  std::unique_ptr<Connection> db_;
  const seal::KeyRing& keys_;
  const Clock& clock_;
  NodeLease& lease_;
};

}  // namespace anwang::store

// Group commit on SQLite: one BEGIN IMMEDIATE … COMMIT a batch, a SAVEPOINT a unit.
#pragma once

#include <memory>

#include "store/lease.h"
#include "store/unit_runner.h"
#include "store/writer.h"

namespace anwang::store {

class SqliteBatchRunner final : public BatchRunner {
 public:
  SqliteBatchRunner(std::unique_ptr<Connection> db, const seal::KeyRing& keys, const Clock& clock, NodeLease& lease)
      : db_(std::move(db)), keys_(keys), clock_(clock), lease_(lease) {}
  void run(std::vector<std::unique_ptr<Unit>>& batch) override;
  Status run_job(const Job& job) override;

 private:
  Status transaction(std::vector<std::unique_ptr<Unit>>& batch);
  Status run_unit(UnitRunner& runner, Unit& unit);

  std::unique_ptr<Connection> db_;
  const seal::KeyRing& keys_;
  const Clock& clock_;
  NodeLease& lease_;
};

}  // namespace anwang::store

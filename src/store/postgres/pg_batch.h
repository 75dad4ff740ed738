// Group commit on PostgreSQL. A batch goes through the pipeline in one transaction: heads locked, one version check for
// the batch, then every statement without waiting. A unit whose statement failed, or did not do what it should, is
// taken out, the rest is sent again, and it runs alone under a savepoint, where its precise answer is found. A
// connection lost during COMMIT is asked afterwards, by the batch's mark, what became of it.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "store/lease.h"
#include "store/postgres/pg_connection.h"
#include "store/writer.h"

namespace anwang::store {

class PgBatchRunner final : public BatchRunner {
 public:
  PgBatchRunner(PgBackend& backend, std::unique_ptr<Connection> db, const seal::KeyRing& keys, const Clock& clock,
                NodeLease& lease);
  void run(std::vector<std::unique_ptr<Unit>>& batch) override;
  Status run_job(const Job& job) override;

 private:
  using Body = std::function<Status(PgConnection&)>;
  Status in_transaction(const std::vector<Unit*>& units, const Body& body);
  Status attempt(const Body& body, std::int64_t mark, bool& commit_sent);
  Result<bool> was_committed(const std::vector<Unit*>& units, std::int64_t mark);
  Status connected(std::chrono::steady_clock::time_point deadline);
  void hint();

  PgBackend& backend_;
  std::unique_ptr<PgConnection> db_;
  const seal::KeyRing& keys_;
  const Clock& clock_;
  NodeLease& lease_;
  std::int64_t batches_ = 0;
  std::chrono::steady_clock::time_point hinted_{};
};

}  // namespace anwang::store

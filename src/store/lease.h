// The node lease: which of 1,024 node numbers this server's ids carry, fenced by an epoch, on the database's clock. A
// server whose lease ran out stops writing until it has renewed it; one whose number was taken stops for good, and a
// restart takes a new one.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "store/connection.h"

namespace anwang::store {

class NodeLease {
 public:
  static constexpr std::int64_t kTtlUs = 20'000'000;  // a number is free again after twice as long
  static constexpr int kNodes = 1024;

  explicit NodeLease(std::int64_t ttl_us) : ttl_us_(ttl_us > 0 ? ttl_us : kTtlUs) {}

  // Takes a free or long-expired number. Call in a write transaction. unavailable "no_node" when all are in use.
  Status acquire(Connection& db);
  // Extends it and records how far the ids have come. read_only "lease_lost" when the epoch is no longer ours.
  Status renew(Connection& db, std::int64_t id_high_ms);
  // Fence of every write transaction; on PostgreSQL the row stays locked against takers until commit.
  Status check(Connection& db);
  Status release(Connection& db, std::int64_t id_high_ms);

  [[nodiscard]] int node() const { return static_cast<int>(node_); }
  [[nodiscard]] std::int64_t epoch() const { return epoch_; }
  [[nodiscard]] bool held() const { return held_.load(); }
  // The last holder's ids of this node went up to here (ms since 1970).
  [[nodiscard]] std::int64_t id_floor_ms() const { return id_floor_ms_; }
  [[nodiscard]] const std::string& holder() const { return holder_; }
  [[nodiscard]] std::string check_sql(bool postgres) const;
  [[nodiscard]] std::int64_t ttl_us() const { return ttl_us_; }

 private:
  std::int64_t ttl_us_;
  std::int64_t node_ = 0, epoch_ = 0, id_floor_ms_ = 0;
  std::string holder_;
  std::atomic<bool> held_{false};
};

// A lease on a named background job, so that one server of several runs it: true when it is ours until now + ttl.
Result<bool> hold_job(Connection& db, const std::string& name, const std::string& holder, std::int64_t ttl_us);

}  // namespace anwang::store

// The journal of sensitive reads: accepted into the reserve at once, written to access_log by the next flush (≤ 100
// ms), each county a chain of its own. Thread-safe.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "seal/key_ring.h"
#include "store/access_reserve.h"
#include "store/connection.h"
#include "store/store.h"

namespace anwang::store {

// One record as it waits: everything but its place in the chain.
struct PendingAccess {
  std::string uid, county;
  std::int64_t read_at = 0, account = 0;
  std::string action;
  RecordRef record;
  Bytes reason_sealed;
  std::string request_id;
};

// What the chain code of an access record covers (docs/formats/journal.md).
std::string access_text(const PendingAccess& record, std::int64_t seq, const seal::Hash& previous);

class AccessLog {
 public:
  static constexpr std::size_t kAreaBytes = 2U << 20;
  AccessLog(const seal::KeyRing& keys, const Clock& clock) : keys_(keys), clock_(clock) {}
  // Takes over what a killed process left in the reserve file.
  Status open(const std::string& reserve_path, std::size_t area_bytes = kAreaBytes);
  // read_only "access_reserve_spent": the caller must refuse the sensitive read.
  Status append(const Store::AccessRecord& record);
  [[nodiscard]] bool pending();
  // In two steps, because the write runs on the writer's thread: take a batch, write it in a transaction, tell how it
  // went.
  std::vector<PendingAccess> take();
  Status write(Connection& db, const std::vector<PendingAccess>& batch);
  void written(bool ok, std::vector<PendingAccess> batch);

 private:
  const seal::KeyRing& keys_;
  const Clock& clock_;
  std::mutex mutex_;
  AccessReserve reserve_;
  std::vector<PendingAccess> fresh_, stuck_;  // in the active area; in the other one
};

}  // namespace anwang::store

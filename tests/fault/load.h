// The load of the fault tests: clients that report, and keep on asking with the same Idempotency-Key until they are
// answered, as a careful client does. What was acknowledged goes to a file at once; check() compares it with the store.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "seal/key_ring.h"
#include "store/store.h"

namespace anwang::fault {

class Load {
 public:
  // Keys of this run begin with `run`. Acknowledged keys are appended to `ack_file`, a line each.
  Load(store::Store& store, std::string run, std::string ack_file, int clients);
  ~Load() { finish(); }
  void finish();  // answers outstanding, threads joined

  [[nodiscard]] std::int64_t acknowledged() const { return acknowledged_.load(); }
  // How often a client was refused with this code.
  [[nodiscard]] std::int64_t refused(Errc code) const { return refused_[static_cast<std::size_t>(code)].load(); }

 private:
  void client(int number);
  store::Store& store_;
  std::string run_;
  int ack_fd_;
  std::atomic<bool> stop_{false};
  std::atomic<std::int64_t> acknowledged_{0};
  std::atomic<std::int64_t> refused_[32]{};
  std::vector<std::thread> threads_;
};

// One report of three rows (an incident that carries the key, two subjects).
store::ChangeSet report(store::Store& store, const std::string& key);

// Prints "acknowledged=N found=N lost=0 doubled=0" as its last line; false when anything was lost, doubled or
// half-written, or when verify() finds a fault.
bool check(const store::Config& config, const seal::KeyRing& keys, const std::string& ack_file);

}  // namespace anwang::fault

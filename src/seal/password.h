// Passwords: Argon2id with bounded concurrency, because every verification takes real memory (64 MiB at the default).
// Thread-safe. Source: security.md 6, 12; OWASP password storage (Argon2id, m ≥ 19 MiB, t ≥ 2).
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include "base/personal.h"
#include "base/result.h"

namespace anwang::seal {

struct PasswordCost {
  std::size_t operations = 3;
  std::size_t memory_bytes = 64U << 20;
  static PasswordCost for_tests() { return {1, 8192}; }  // the least libsodium takes
};

class PasswordHasher {
 public:
  // At most `concurrent` verifications run at once and `waiting` wait; further ones get Errc::busy at once.
  explicit PasswordHasher(PasswordCost cost = {}, std::size_t concurrent = 2, std::size_t waiting = 32);

  // Encoded hash with its own salt and cost ("$argon2id$…"), to be stored as it is.
  Result<std::string> hash(const PersonalText& password);
  // A hash of an unknown account costs the same: call with an empty `stored` and it verifies against a dummy and says
  // false, so that time never tells whether an account exists.
  Result<bool> verify(const PersonalText& password, std::string_view stored);
  // True when `stored` was made with another cost: hash again after a successful sign-in.
  [[nodiscard]] bool outdated(std::string_view stored) const;
  // How many times Argon2 has been run: what every sign-in costs, whoever asks.
  [[nodiscard]] std::uint64_t derivations() const { return derivations_; }

 private:
  Status enter();
  void leave();

  PasswordCost cost_;
  std::size_t concurrent_, waiting_limit_;
  std::mutex mutex_;
  std::condition_variable room_;
  std::size_t running_ = 0, waiting_ = 0;
  std::string dummy_;
  std::atomic<std::uint64_t> derivations_{0};
};

}  // namespace anwang::seal

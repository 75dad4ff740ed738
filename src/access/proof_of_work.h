// Proof of work for strangers, asked only while everybody together is over the limit (security.md 9): a puzzle that
// costs a telephone a second and a flood of machines a lot. The challenge is signed, expires, and binds the route and
// the visitor, so nothing is kept for one that was only issued; a solved one is remembered until it expires and counts
// once. In memory, per server, bounded: a second server would take the same solution once more, as the buckets do.
// Thread-safe.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/time.h"
#include "seal/key_ring.h"

namespace anwang::access {

class ProofOfWork {
 public:
  static constexpr int kMostBits = 24, kMinutes = 5;
  // `bits`: leading zero bits of SHA-256(challenge + "." + counter) asked for; 0: nothing is ever asked.
  ProofOfWork(const seal::KeyRing& keys, int bits) : keys_(keys), bits_(bits) {}
  [[nodiscard]] int bits() const { return bits_; }

  // "1.<expires, s>.<bits>.<salt>.<signature>", printable, below 200 characters.
  [[nodiscard]] std::string challenge(std::string_view route, std::string_view visitor, Instant now) const;
  enum class Verdict { accepted, malformed, foreign, expired, unsolved, replayed };
  // `answer`: the challenge, ".", the counter in decimal. Accepted once.
  Verdict check(std::string_view answer, std::string_view route, std::string_view visitor, Instant now);

 private:
  [[nodiscard]] std::string signature(std::string_view head, std::string_view route, std::string_view visitor) const;
  bool first_use(const std::string& salt, std::int64_t expires, std::int64_t now);

  const seal::KeyRing& keys_;
  const int bits_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::int64_t> spent_;  // salt → when it expires
};

// Leading zero bits of SHA-256(text).
int leading_zero_bits(std::string_view text);

}  // namespace anwang::access

// Delays after failed sign-ins (security.md 12) and token buckets for strangers (9, 11). In memory, bounded, per
// server: a restart forgives, a second server doubles the allowance; both are accepted, because neither guards a secret
// alone. Keys are hashes: neither a login nor an address is kept. Thread-safe.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/time.h"

namespace anwang::access {

// The network a stranger comes from: IPv4 as it is, IPv6 by its /64 (RFC 4291: one subscriber has at least that).
std::string network_of(std::string_view address);

class SignInDelay {
 public:
  // Seconds to wait before this pair may try again; 0: now. Three failures are free, then 2, 4, 8 … 900 s.
  [[nodiscard]] int wait_seconds(std::string_view login, std::string_view address, Instant now);
  void failed(std::string_view login, std::string_view address, Instant now);
  void succeeded(std::string_view login, std::string_view address);

 private:
  struct State {
    int failures = 0;
    Instant until, last;
  };
  static std::uint64_t key(std::string_view login, std::string_view address);
  void trim(Instant now);
  std::mutex mutex_;
  std::unordered_map<std::uint64_t, State> states_;
};

class TokenBuckets {
 public:
  TokenBuckets(double capacity, double per_second) : capacity_(capacity), per_second_(per_second) {}
  // Takes one token; 0 when there was one, else the seconds until there is.
  int take(std::string_view who, Instant now);

 private:
  struct Bucket {
    double tokens = 0;
    std::int64_t at_us = 0;
  };
  const double capacity_, per_second_;
  std::mutex mutex_;
  std::unordered_map<std::uint64_t, Bucket> buckets_;
};

}  // namespace anwang::access

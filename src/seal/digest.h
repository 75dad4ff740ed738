// Hashes that are no secrets' business: the digest of public content, and a fast keyed hash for memory only.
// Thread-safe: values without state after construction.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "seal/key_ring.h"

namespace anwang::seal {

// BLAKE2b-256 of the parts, each with its length in front, as 64 hex digits. Unkeyed: for public content only.
std::string content_digest(const std::vector<std::string_view>& parts);

// SipHash-2-4 under a key derived from the ring: for in-memory indexes over identifiers, phones and addresses, where
// keyed BLAKE2b would cost too much. Never stored: 64 bits are no commitment.
class ShortHash {
 public:
  ShortHash(const KeyRing& keys, std::string_view domain);
  [[nodiscard]] std::uint64_t operator()(std::string_view text) const;

 private:
  std::array<std::uint8_t, 16> key_{};
};

}  // namespace anwang::seal

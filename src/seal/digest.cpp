#include "seal/digest.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

namespace anwang::seal {

std::string content_digest(const std::vector<std::string_view>& parts) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, 32);
  for (const std::string_view part : parts) {
    std::array<std::uint8_t, 8> length{};
    for (std::size_t i = 0; i < length.size(); ++i) length[i] = static_cast<std::uint8_t>(part.size() >> (8 * i));
    crypto_generichash_update(&state, length.data(), length.size());
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()), part.size());
  }
  Hash out{};
  crypto_generichash_final(&state, out.data(), out.size());
  return to_hex(out);
}

ShortHash::ShortHash(const KeyRing& keys, std::string_view domain) {
  static_assert(crypto_shorthash_KEYBYTES == 16 && crypto_shorthash_BYTES == 8);
  const Hash derived = keys.keyed_hash("short_hash", domain);
  std::copy_n(derived.begin(), key_.size(), key_.begin());
}

std::uint64_t ShortHash::operator()(std::string_view text) const {
  std::array<unsigned char, 8> out{};
  crypto_shorthash(out.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size(), key_.data());
  std::uint64_t value = 0;
  std::memcpy(&value, out.data(), sizeof value);
  return value == 0 ? 1 : value;  // 0 means "none" in the index
}

}  // namespace anwang::seal

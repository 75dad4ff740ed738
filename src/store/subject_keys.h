// Unwrapped subject keys, remembered for a while: unwrapping costs more than encrypting. Bounded; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "seal/key_ring.h"

namespace anwang::store {

class SubjectKeys {
 public:
  [[nodiscard]] std::optional<seal::SubjectKey> find(std::string_view county, std::int64_t owner);
  void remember(std::string_view county, std::int64_t owner, const seal::SubjectKey& key);
  void forget(std::string_view county, std::int64_t owner);

 private:
  // Two generations a shard: when the young one is full it becomes the old one, and what was old is forgotten.
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::string, seal::SubjectKey> young, old;
  };
  static constexpr std::size_t kShards = 16, kPerGeneration = 2048;
  static std::string name(std::string_view county, std::int64_t owner);
  Shard& shard(const std::string& key) { return shards_[std::hash<std::string>{}(key) % kShards]; }
  std::array<Shard, kShards> shards_;
};

}  // namespace anwang::store

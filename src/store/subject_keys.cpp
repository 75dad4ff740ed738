#include "store/subject_keys.h"

namespace anwang::store {

std::string SubjectKeys::name(std::string_view county, std::int64_t owner) {
  return std::string(county) + "/" + std::to_string(owner);
}

std::optional<seal::SubjectKey> SubjectKeys::find(std::string_view county, std::int64_t owner) {
  const std::string key = name(county, owner);
  Shard& s = shard(key);
  const std::lock_guard lock(s.mutex);
  if (const auto at = s.young.find(key); at != s.young.end()) return at->second;
  if (const auto at = s.old.find(key); at != s.old.end()) return at->second;
  return std::nullopt;
}

void SubjectKeys::remember(std::string_view county, std::int64_t owner, const seal::SubjectKey& subject) {
  const std::string key = name(county, owner);
  Shard& s = shard(key);
  const std::lock_guard lock(s.mutex);
  if (s.young.size() >= kPerGeneration) {
    s.old = std::move(s.young);
    s.young.clear();
  }
  s.young.insert_or_assign(key, subject);
}

void SubjectKeys::forget(std::string_view county, std::int64_t owner) {
  const std::string key = name(county, owner);
  Shard& s = shard(key);
  const std::lock_guard lock(s.mutex);
  s.young.erase(key);
  s.old.erase(key);
}

}  // namespace anwang::store

#include "linkage/name_table.h"

#include <algorithm>

#include "base/text.h"
#include "linkage/hash.h"
#include "linkage/names.h"

namespace anwang::linkage {
namespace {

constexpr std::uint64_t kWhole = 1, kDeletion = 2, kReading = 3;
constexpr std::size_t kLongest = 24;  // code points; longer names are found whole, not by their errors

std::uint64_t whole_key(std::string_view s) { return hash64(s, kWhole); }
std::uint64_t deletion_key(std::string_view s) { return hash64(s, kDeletion); }

// With each character left out once (equal neighbours once only).
template <class F>
void each_deletion(const std::u32string& s, F&& use) {
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (i > 0 && s[i] == s[i - 1]) continue;
    std::u32string shorter = s;
    shorter.erase(i, 1);
    use(to_utf8(shorter));
  }
}

bool same(char32_t a, char32_t b) { return a == b || a == U'�' || b == U'�'; }

}  // namespace

bool one_edit(std::u32string_view a, std::u32string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t i = 0;
  while (i < a.size() && same(a[i], b[i])) ++i;
  const auto rest_equal = [](std::u32string_view x, std::u32string_view y) {
    return x.size() == y.size() && std::equal(x.begin(), x.end(), y.begin(), same);
  };
  if (i == a.size()) return true;  // equal, or one more at the end
  if (a.size() < b.size()) return rest_equal(a.substr(i), b.substr(i + 1));
  if (rest_equal(a.substr(i + 1), b.substr(i + 1))) return true;
  return i + 1 < a.size() && same(a[i], b[i + 1]) && same(a[i + 1], b[i]) &&
         rest_equal(a.substr(i + 2), b.substr(i + 2));
}

std::uint32_t NameTable::lookup(std::string_view normalised) const {
  thread_local std::vector<std::uint32_t> hits;
  hits.clear();
  keys_.find(whole_key(normalised), hits);
  for (const std::uint32_t name : hits)
    if (text(name) == normalised) return name;
  return kNone;
}

std::uint32_t NameTable::find_folded(std::string_view folded) const { return lookup(folded); }

std::uint32_t NameTable::add(std::string_view normalised) {
  const auto name = static_cast<std::uint32_t>(entries_.size());
  Entry entry;
  entry.offset = static_cast<std::uint32_t>(arena_.size());
  entry.length = static_cast<std::uint16_t>(std::min<std::size_t>(normalised.size(), 0xffff));
  arena_.append(normalised.substr(0, entry.length));
  entries_.push_back(entry);
  keys_.insert(whole_key(normalised), name);
  return name;
}

std::uint32_t NameTable::intern(std::string_view normalised) {
  const std::uint32_t known = lookup(normalised);
  if (known != kNone && entries_[known].folded != kNone) return known;
  const std::uint32_t name = known != kNone ? known : add(normalised);
  const std::string folded = fold_variants(normalised);
  if (folded != normalised) {
    const std::uint32_t to = intern(folded);
    entries_[name].folded = to;
    return name;
  }
  entries_[name].folded = name;
  const std::u32string points = to_u32(folded);
  if (points.size() > 1 && points.size() <= kLongest)
    each_deletion(points, [&](const std::string& shorter) { keys_.insert(deletion_key(shorter), name); });
  if (const std::string sound = reading(folded); !sound.empty()) keys_.insert(hash64(sound, kReading), name);
  return name;
}

void NameTable::near(std::string_view folded, std::vector<std::uint32_t>& out) const {
  const std::u32string points = to_u32(folded);
  if (points.empty() || points.size() > kLongest) return;
  keys_.find(deletion_key(folded), out);  // the record has one more
  each_deletion(points, [&](const std::string& shorter) {
    if (shorter.empty()) return;
    keys_.find(deletion_key(shorter), out);  // one wrong, or two swapped
    keys_.find(whole_key(shorter), out);     // the query has one more
  });
}

void NameTable::homophones(std::string_view folded, std::vector<std::uint32_t>& out) const {
  if (const std::string sound = reading(folded); !sound.empty()) keys_.find(hash64(sound, kReading), out);
}

void NameTable::reserve(std::size_t names) {
  entries_.reserve(names);
  arena_.reserve(names * 10);
  keys_.reserve(names * 5);
}

void NameTable::clear() {
  arena_.clear();
  entries_.clear();
  keys_.clear();
}

std::size_t NameTable::memory_bytes() const {
  return arena_.capacity() + entries_.capacity() * sizeof(Entry) + keys_.memory_bytes();
}

void NameTable::unchain() {
  for (Entry& entry : entries_) {
    entry.head = kNone;
    entry.bearers = 0;
  }
}

}  // namespace anwang::linkage

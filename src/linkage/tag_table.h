// A multimap from 32-bit tags to 32-bit slots in 8 bytes an entry: open addressing, linear probing, entries in tag
// order. A tag that too many slots share tells nobody apart: beyond kStop the key is a stop key and finds nothing.
// Entries are never removed one by one; compact() drops those of dead slots and renumbers the rest.
// Thread-safety: none; the index locks.
#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace anwang::linkage {

class TagTable {
 public:
  static constexpr std::size_t kStop = 1024;

  void reserve(std::size_t entries) {
    if (entries * 10 > cells_.size() * 9) grow(entries * 10 / 9 + 16);
  }
  void insert(std::uint64_t hash, std::uint32_t slot);
  // The slots under this hash, in `out` (appended). A stop key appends nothing.
  void find(std::uint64_t hash, std::vector<std::uint32_t>& out) const;
  // `renumber`: old slot → new slot, kDead to drop.
  static constexpr std::uint32_t kDead = 0xffffffff;
  void compact(const std::vector<std::uint32_t>& renumber);
  void clear() {
    cells_.clear();
    used_ = 0;
  }
  [[nodiscard]] std::size_t size() const { return used_; }
  [[nodiscard]] std::size_t memory_bytes() const { return cells_.capacity() * sizeof(Cell); }

 private:
  struct Cell {
    std::uint32_t tag = 0;
    std::uint32_t slot = kDead;  // kDead = empty
  };
  static std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }
  [[nodiscard]] std::size_t home(std::uint32_t tag) const {
    return static_cast<std::size_t>((static_cast<std::uint64_t>(tag) * cells_.size()) >> 32);
  }
  void place(Cell cell);
  void grow(std::size_t cells);

  std::vector<Cell> cells_;
  std::size_t used_ = 0;
};

}  // namespace anwang::linkage

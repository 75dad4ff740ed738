#include "linkage/tag_table.h"

namespace anwang::linkage {

void TagTable::insert(std::uint64_t hash, std::uint32_t slot) {
  if ((used_ + 1) * 10 > cells_.size() * 9) grow(cells_.size() * 6 / 5 + 64);
  place({tag_of(hash), slot});
}

void TagTable::place(Cell cell) {
  std::size_t same = 0;
  for (std::size_t i = home(cell.tag);; i = i + 1 == cells_.size() ? 0 : i + 1) {
    if (cells_[i].slot == kDead) {
      cells_[i] = cell;
      ++used_;
      return;
    }
    if (cells_[i].tag == cell.tag && ++same >= kStop) return;
  }
}

void TagTable::find(std::uint64_t hash, std::vector<std::uint32_t>& out) const {
  if (cells_.empty()) return;
  const std::uint32_t tag = tag_of(hash);
  const std::size_t before = out.size();
  for (std::size_t i = home(tag); cells_[i].slot != kDead; i = i + 1 == cells_.size() ? 0 : i + 1)
    if (cells_[i].tag == tag) out.push_back(cells_[i].slot);
  if (out.size() - before >= kStop) out.resize(before);
}

void TagTable::grow(std::size_t cells) {
  std::vector<Cell> old(cells);
  old.swap(cells_);
  used_ = 0;
  for (const Cell& cell : old)
    if (cell.slot != kDead) place(cell);
}

void TagTable::compact(const std::vector<std::uint32_t>& renumber) {
  std::vector<Cell> old(cells_.size());
  old.swap(cells_);
  used_ = 0;
  for (const Cell& cell : old)
    if (cell.slot != kDead && renumber[cell.slot] != kDead) place({cell.tag, renumber[cell.slot]});
}

}  // namespace anwang::linkage

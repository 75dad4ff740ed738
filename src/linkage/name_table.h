// Every distinct name once, with the keys that find it again: folded form, one character left out, reading.
// Entries live as long as the table (people come and go, names stay). Thread-safety: none; the index locks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "linkage/tag_table.h"

namespace anwang::linkage {

class NameTable {
 public:
  static constexpr std::uint32_t kNone = 0xffffffff;
  struct Entry {
    std::uint32_t offset = 0;
    std::uint16_t length = 0;
    std::uint32_t folded = kNone;  // entry of the folded form (itself when already folded)
    std::uint32_t head = kNone;    // of the folded entry: first alias in the index's chain
    std::uint32_t bearers = 0;     // of the folded entry: living aliases
  };

  // Entry of a normalised name, made when it is new.
  std::uint32_t intern(std::string_view normalised);
  // Entry of the folded name, kNone when nobody ever bore it.
  [[nodiscard]] std::uint32_t find_folded(std::string_view folded) const;
  // Folded entries one edit away (wrong, missing, extra, swapped or unreadable character); not verified.
  void near(std::string_view folded, std::vector<std::uint32_t>& out) const;
  // Folded entries of equal reading.
  void homophones(std::string_view folded, std::vector<std::uint32_t>& out) const;

  [[nodiscard]] std::string_view text(std::uint32_t name) const {
    return std::string_view(arena_).substr(entries_[name].offset, entries_[name].length);
  }
  Entry& operator[](std::uint32_t name) { return entries_[name]; }
  const Entry& operator[](std::uint32_t name) const { return entries_[name]; }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  void reserve(std::size_t names);
  void clear();
  [[nodiscard]] std::size_t memory_bytes() const;
  // Forgets the chains (the index is about to build them anew).
  void unchain();

 private:
  std::uint32_t add(std::string_view normalised);
  [[nodiscard]] std::uint32_t lookup(std::string_view normalised) const;

  std::string arena_;
  std::vector<Entry> entries_;
  TagTable keys_;
};

// True when one of the strings becomes the other by at most one substitution, insertion, deletion or adjacent swap;
// U+FFFD equals any character.
bool one_edit(std::u32string_view a, std::u32string_view b);

}  // namespace anwang::linkage

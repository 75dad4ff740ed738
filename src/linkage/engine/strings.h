// Distances of short strings in a few machine words each: bit-parallel optimal string alignment (Hyyrö 2003) and
// Jaro-Winkler with bit masks. Strings are sequences of 16-bit symbols; beyond 64 symbols only the first 64 count.
// Thread-safety: a StringKernel is scratch memory: one a thread.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

namespace anwang::linkage {

using Symbols = std::span<const std::uint16_t>;

class StringKernel {
 public:
  StringKernel() : masks_(std::make_unique<std::uint64_t[]>(0x10000)) {}
  // Substitutions, insertions, deletions and swaps of neighbours (Damerau-Levenshtein, each place edited once).
  [[nodiscard]] int edits(Symbols a, Symbols b);
  // 0 … 1; prefix of up to four symbols counts 0.1 each.
  [[nodiscard]] double jaro_winkler(Symbols a, Symbols b);

 private:
  void load(Symbols a);
  void unload(Symbols a);
  std::unique_ptr<std::uint64_t[]> masks_;  // by symbol: the places of `a` where it stands; all zero between calls
};

}  // namespace anwang::linkage

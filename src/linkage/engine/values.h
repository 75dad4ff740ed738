// Every distinct normalised value of one or more columns, once, with what comparing it needs: its symbols, its sound,
// its words, its date. Columns of one kind share a pool, so that values in the wrong column are seen to be the same.
// Thread-safety: one writer while loading; const afterwards.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "linkage/engine/field.h"
#include "linkage/engine/strings.h"

namespace anwang::linkage {

using ValueId = std::uint32_t;  // 0 = missing

class ValuePool {
 public:
  explicit ValuePool(FieldType type) : type_(type) { offsets_ = {0, 0}; }

  ValueId intern(std::string_view normal);
  // The interned value, 0 when nobody bears it.
  [[nodiscard]] ValueId find(std::string_view normal) const;
  // After the last intern: what comparisons need.
  void prepare();
  // The same for values interned after prepare() (a single record asked about).
  void prepare_new() { prepare(); }

  [[nodiscard]] FieldType type() const { return type_; }
  [[nodiscard]] std::size_t size() const { return offsets_.size() - 1; }  // ids are below this
  [[nodiscard]] std::string_view text(ValueId v) const {
    return std::string_view(arena_).substr(offsets_[v], offsets_[v + 1] - offsets_[v]);
  }
  [[nodiscard]] Symbols symbols(ValueId v) const {
    return Symbols(symbols_).subspan(symbol_at_[v], symbol_at_[v + 1] - symbol_at_[v]);
  }
  // Equal when variant characters or sounds are (Han), or phonetic codes are (Latin); 0 = none.
  [[nodiscard]] std::uint32_t sound(ValueId v) const { return sound_[v]; }
  [[nodiscard]] bool han(ValueId v) const { return han_[v] != 0; }
  // Distinct words in ascending order of their numbers; word 0 is none.
  [[nodiscard]] std::span<const std::uint32_t> words(ValueId v) const {
    return std::span(words_).subspan(word_at_[v], word_at_[v + 1] - word_at_[v]);
  }
  [[nodiscard]] double word_weight(std::uint32_t word) const { return word_weight_[word]; }
  [[nodiscard]] Symbols word_symbols(std::uint32_t word) const {
    return Symbols(word_symbols_).subspan(word_symbol_at_[word], word_symbol_at_[word + 1] - word_symbol_at_[word]);
  }
  // Values with this word, each counted once however many records bear it.
  [[nodiscard]] std::uint32_t word_bearers(std::uint32_t word) const { return word_bearers_[word]; }
  // A bit a letter that stands in the word: two words d edits apart differ in at most 2 d of them.
  [[nodiscard]] std::uint64_t word_letters(std::uint32_t word) const { return word_letters_[word]; }
  // Has a digit: a number or a model, which one edit makes another one.
  [[nodiscard]] bool word_numbered(std::uint32_t word) const { return (word_letters_[word] & kDigits) != 0; }
  [[nodiscard]] std::size_t memory_bytes() const;

 private:
  static constexpr std::uint64_t kDigits = 0x3ffULL;  // the lowest ten letters
  static std::uint64_t letters_of(Symbols word);
  struct Cell {
    std::uint32_t hash = 0;
    ValueId id = 0;
  };
  void grow();
  void add_symbols();
  void add_sounds();
  void add_words();
  void weigh_words();

  FieldType type_;
  std::string arena_;
  std::vector<std::uint64_t> offsets_;
  std::vector<Cell> cells_;
  std::vector<std::uint16_t> symbols_;
  std::vector<std::uint64_t> symbol_at_{0};
  std::vector<std::uint32_t> sound_;
  std::vector<std::uint8_t> han_;
  std::vector<std::uint32_t> words_;
  std::vector<std::uint64_t> word_at_{0};
  std::vector<float> word_weight_;
  std::vector<std::uint16_t> word_symbols_;
  std::vector<std::uint64_t> word_symbol_at_{0};
  std::vector<std::uint32_t> word_bearers_;
  std::vector<std::uint64_t> word_letters_;
  std::vector<Cell> word_cells_;
  std::uint32_t intern_word(std::string_view word);
};

// What an ASCII name sounds like: consonant classes after the first letter (a shortened Metaphone); 0 for "".
[[nodiscard]] std::uint32_t latin_sound(std::string_view lower);

}  // namespace anwang::linkage

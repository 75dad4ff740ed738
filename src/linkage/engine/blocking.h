// Which pairs are compared at all. A key is a way to say "these two records might be one": the same surname and birth
// year, the same half of an identifier, a rare word of an address. Two records are a pair when they agree in at least
// one key whose block is not too large. Thread-safety: const after construction.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "linkage/engine/dataset.h"

namespace anwang::linkage {

// What of a value must agree.
enum class Part : std::uint8_t {
  whole,
  sound,      // names: variant characters, homophones, phonetic code
  beginning,  // first three letters, first Han character, first half of an identifier, year and month
  ending,     // second half, last Han character, month and day
  middle,     // dates: year and day
  year,       // dates
  rare_words  // of addresses, texts and full names: any of the rarest words
};
struct Atom {
  std::size_t column = 0;
  Part part = Part::whole;
  bool operator==(const Atom&) const = default;
};
struct BlockingKey {
  std::vector<Atom> atoms;  // all must agree; at most one of rare_words
  bool operator==(const BlockingKey&) const = default;
  [[nodiscard]] std::string words(const std::vector<Column>& columns) const;  // "surname sound + birth year"
};

// Every atom that the columns allow.
std::vector<Atom> all_atoms(const std::vector<Column>& columns);
// The hashes of one atom by value of its column's pool; 0 = none. rare_words has up to kRareWords a value.
inline constexpr std::size_t kRareWords = 4;
class AtomTable {
 public:
  AtomTable(const Dataset& data, Atom atom);
  [[nodiscard]] std::size_t slots() const { return slots_; }
  [[nodiscard]] std::uint32_t at(ValueId v, std::size_t slot) const { return hashes_[v * slots_ + slot]; }

 private:
  std::size_t slots_ = 1;
  std::vector<std::uint32_t> hashes_;
};

// All atoms of a data set, or those of some keys, with their tables.
struct Atoms {
  Atoms(const Dataset& data, unsigned threads);
  Atoms(const Dataset& data, const std::vector<BlockingKey>& keys, unsigned threads);
  [[nodiscard]] static std::size_t memory_bytes(const Dataset& data);  // of all
  [[nodiscard]] const AtomTable& table(const Atom& atom) const;
  [[nodiscard]] static std::size_t slots(const BlockingKey& key);

  std::vector<Atom> list;
  std::vector<AtomTable> tables;
  std::vector<std::size_t> group;  // by column: columns that may be swapped hash alike

 private:
  Atoms(const Dataset& data, std::vector<Atom> wanted, unsigned threads);
};

// Hashes records under one key.
class KeyHasher {
 public:
  KeyHasher(const Atoms& atoms, const BlockingKey& key);
  // `slot` of rare_words; 0 = none.
  [[nodiscard]] std::uint32_t operator()(const ValueId* row, std::size_t slot) const;

 private:
  struct Piece {
    const AtomTable* table;
    std::size_t column, group;
  };
  std::vector<Piece> pieces_;
};

struct KeyLimits {
  std::size_t largest = 200;      // records in a block; larger blocks are dropped
  std::uint32_t keep_one_in = 1;  // of blocks, for a sample; a power of two
  // For little memory; the pairs are the same ones. Blocks are sorted and walked in so many passes (a power of two),
  // and `lean` keeps no table of hashes but makes each anew.
  std::uint32_t passes = 1;
  bool lean = false;
};

// The key hashes of all records: `slots` numbers a key, 0 = none. A lean one keeps the tables of its atoms instead.
class KeyTable {
 public:
  KeyTable(const Dataset& data, std::shared_ptr<const Atoms> atoms, std::vector<BlockingKey> keys, KeyLimits limits,
           unsigned threads);
  [[nodiscard]] const std::vector<BlockingKey>& keys() const { return keys_; }
  [[nodiscard]] std::uint32_t passes() const { return limits_.passes; }
  // The first key (and slot) in which both agree; -1 = no pair.
  [[nodiscard]] int first_shared(RecordId a, RecordId b) const;
  // True when this block of key `k` is the first place where both meet: each pair is walked once.
  [[nodiscard]] bool first_is(RecordId a, RecordId b, std::size_t k, std::uint32_t hash) const {
    const int slot = first_shared(a, b);
    return slot >= static_cast<int>(first_[k]) && slot < static_cast<int>(first_[k] + slots_[k]) &&
           at(a, k, static_cast<std::size_t>(slot) - first_[k]) == hash;
  }

  struct Entry {
    std::uint32_t hash = 0;
    RecordId record = 0;
  };
  // The entries of one key in one pass, in order of hash and record; runs of equal hash are blocks. Entries without
  // hash left out.
  [[nodiscard]] std::vector<Entry> sorted(std::size_t key, std::uint32_t pass) const;

 private:
  [[nodiscard]] std::uint32_t at(RecordId r, std::size_t key, std::size_t slot) const {
    return limits_.lean ? made(r, key, slot) : hashes_[r * width_ + first_[key] + slot];
  }
  [[nodiscard]] std::uint32_t made(RecordId r, std::size_t key, std::size_t slot) const;
  void fill(std::size_t key);
  void drop_large(std::size_t key);

  const Dataset* data_;
  std::shared_ptr<const Atoms> atoms_;
  std::vector<KeyHasher> hashers_;                 // by key, as long as they are needed
  std::vector<std::vector<std::uint32_t>> large_;  // lean: hashes of dropped blocks by key, in order
  KeyLimits limits_;
  std::vector<BlockingKey> keys_;
  std::vector<std::size_t> first_, slots_;  // by key
  std::size_t width_ = 0, records_ = 0;
  std::vector<std::uint32_t> hashes_;
};

// A key of all records, so that every pair is one (small data).
BlockingKey everybody();

}  // namespace anwang::linkage

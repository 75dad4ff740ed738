// One comparison of two records: a level for each column, packed into a pattern of three bits a column.
// Thread-safety: a Comparer is scratch memory over a const Dataset: one a thread.
#pragma once

#include <cstdint>
#include <vector>

#include "linkage/engine/dataset.h"
#include "linkage/engine/strings.h"

namespace anwang::linkage {

using Pattern = std::uint64_t;
[[nodiscard]] inline Level level_at(Pattern p, std::size_t column) {
  return static_cast<Level>((p >> (3 * column)) & 7U);
}

// The highest bit of a pattern: both records are of one file, of several.
inline constexpr Pattern kOneFile = Pattern{1} << 63;

class Comparer {
 public:
  explicit Comparer(const std::vector<Column>& columns);

  // Level of one column; a and b are values of the column's pool.
  Level compare(std::size_t column, ValueId a, ValueId b) {
    if (a == b) return a == 0 ? kMissing : kSame;
    if (a == 0 || b == 0) return kMissing;
    return unequal(column, a, b);
  }
  // With values that stand in each other's column seen as such.
  Level compare_in_row(std::size_t column, const ValueId* a, const ValueId* b) {
    const Level level = compare(column, a[column], b[column]);
    const int partner = columns_[column].partner;
    if (partner < 0 || level == kSame) return level;
    return swapped(level, a[column], b[column], a[partner], b[partner]);
  }
  Pattern pattern(const ValueId* a, const ValueId* b) {
    Pattern p = 0;
    for (std::size_t c = 0; c < columns_.size(); ++c) p |= Pattern{compare_in_row(c, a, b)} << (3 * c);
    return p;
  }
  Pattern pattern(const Dataset& data, RecordId a, RecordId b) {
    return pattern(data.row(a), data.row(b)) | (data.one_file(a, b) ? kOneFile : 0);
  }

 private:
  struct Remembered {
    ValueId a = 0, b = 0;
    std::uint32_t column = 0;
    Level level = 0;
  };
  static Level swapped(Level level, ValueId a, ValueId b, ValueId a_partner, ValueId b_partner) {
    const bool one = a != 0 && a == b_partner, other = b != 0 && b == a_partner;
    if (one && other) return kSwapped;
    return (one || other) && (level == kDifferent || level == kMissing) ? kSwapped : level;
  }
  Level unequal(std::size_t column, ValueId a, ValueId b);
  Level by_type(FieldType type, const ValuePool& pool, ValueId a, ValueId b);
  Level names(const ValuePool& pool, ValueId a, ValueId b);
  Level full_names(const ValuePool& pool, ValueId a, ValueId b);
  Level places(const ValuePool& pool, ValueId a, ValueId b);
  Level identifiers(FieldType type, const ValuePool& pool, ValueId a, ValueId b);
  Level emails(const ValuePool& pool, ValueId a, ValueId b);
  Level addresses(const ValuePool& pool, ValueId a, ValueId b);
  Level texts(const ValuePool& pool, ValueId a, ValueId b);
  // Cosine of the two values' words weighed by rarity to the power given (1: shares of an address; 2: texts, where the
  // rare word tells what a thing is); words one edit apart count three quarters.
  double shared_words(const ValuePool& pool, ValueId a, ValueId b, int power);
  // One writing of the same word, by edits; never words with digits.
  bool near_words(const ValuePool& pool, std::uint32_t a, std::uint32_t b);

  const std::vector<Column>& columns_;
  StringKernel kernel_;
  std::vector<Remembered> remembered_;
  std::vector<std::uint32_t> left_, right_;
};

// Levels of dates written as YYYYMMDD, of years and of numbers: pure, shared with single records.
Level compare_dates(std::string_view a, std::string_view b);
Level compare_years(std::string_view a, std::string_view b);
Level compare_numbers(std::string_view a, std::string_view b);

}  // namespace anwang::linkage

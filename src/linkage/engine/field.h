// The vocabulary of a linkage specification: column types and the levels a comparison can end in.
// Thread-safety: plain values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace anwang::linkage {

enum class FieldType : std::uint8_t {
  row_id,
  truth,
  ignore,
  given_name,
  surname,
  full_name,
  date,
  year,
  identifier,
  phone,
  email,
  address,
  place,
  postcode,
  category,
  number,
  text
};
[[nodiscard]] const char* code(FieldType type);  // the word of the specification
[[nodiscard]] std::optional<FieldType> field_type(std::string_view word);
// False for row_id, truth and ignore.
[[nodiscard]] bool compared(FieldType type);

// A comparison ends in one of eight levels, three bits of a pattern. 0 is "one side is missing", 1 "the same", 7
// "different"; what lies between depends on the type (level_words says it). At most 21 columns fit a pattern.
using Level = std::uint8_t;
inline constexpr std::size_t kLevels = 8;
inline constexpr Level kMissing = 0, kSame = 1, kSwapped = 6, kDifferent = 7;
inline constexpr std::size_t kMaxColumns = 21;
// In words, English; "" for a level that this type never gives.
[[nodiscard]] const char* level_words(FieldType type, Level level);

// What two persons may have in common without being one: a household, a place, a name.
enum class Facet : std::uint8_t {
  personal,   // birth date, identifier: nothing but the same person explains agreement
  name,       // given name, full name, e-mail: namesakes agree
  surname,    // relatives and namesakes agree
  household,  // address, phone: relatives agree
  wording,    // text: kin of another sort agree too
  area        // place, postcode, category, year, number: many agree
};
[[nodiscard]] Facet facet(FieldType type);

}  // namespace anwang::linkage

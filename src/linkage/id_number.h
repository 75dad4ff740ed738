// National identity numbers (國民身分證統一編號) and resident numbers (外來人口統一證號, new and old form): shape,
// check digit, sex, and the keyed hashes by which the index tolerates a typing error. Sources: 內政部戶政司 check rule;
// new resident numbers since 110-01-02, the old two-letter form valid to 119-12-31 (docs of 移民署). Thread-safety:
// pure functions.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "linkage/person_index.h"

namespace anwang::linkage {

enum class IdKind : std::uint8_t { citizen, resident_new, resident_old, unknown };

struct IdCheck {
  IdKind kind = IdKind::unknown;  // unknown: not ten characters of a known shape
  bool check_digit_ok = false;    // only meaningful for a known shape
  Sex sex = Sex::unknown;         // what the second character says
  [[nodiscard]] bool valid() const { return kind != IdKind::unknown && check_digit_ok; }
};

// Half-width capital letters and digits; spaces and dashes dropped. Anything else is kept (and makes it unknown).
std::string normalise_id(std::string_view text);
IdCheck check_id(std::string_view normalised);
// The tenth digit that makes the first nine characters valid; -1 when they have no known shape.
int id_check_digit(std::string_view first_nine);

// `keyed` is the caller's keyed hash (seal::…): the index never sees an identifier. Same function for records and
// queries.
using KeyedHash = std::function<std::uint64_t(std::string_view)>;
IdKeys id_keys(std::string_view normalised, const KeyedHash& keyed);

// Digits only, country code 886 folded to 0; "" when there are fewer than six digits.
std::string normalise_phone(std::string_view text);

}  // namespace anwang::linkage

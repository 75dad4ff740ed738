#include "linkage/engine/field.h"

#include <array>

namespace anwang::linkage {
namespace {

constexpr std::array<const char*, 17> kTypes = {
    "row_id", "truth", "ignore",  "given_name", "surname",  "full_name", "date",   "year", "identifier",
    "phone",  "email", "address", "place",      "postcode", "category",  "number", "text"};

using Words = std::array<const char*, kLevels>;
constexpr Words kName = {"missing",   "same",       "variant or same sound", "one edit",
                         "two edits", "short form", "in the other column",   "different"};
constexpr Words kFullName = {
    "missing",  "same",     "same words, variant or same sound", "one edit", "all words of the shorter", "most words",
    "one word", "different"};
constexpr Words kDate = {"missing",
                         "same",
                         "one digit",
                         "day and month swapped or 1911 years apart",
                         "two of three parts",
                         "same as far as known",
                         "same year",
                         "different"};
constexpr Words kYear = {"missing", "same", "one apart", "up to three apart or digits swapped",
                         "",        "",     "",          "different"};
constexpr Words kId = {"missing",  "same", "one edit", "two edits", "numbers of two kinds", "", "in the other column",
                       "different"};
constexpr Words kEmail = {"missing", "same", "one edit", "same before the @", "close", "", "", "different"};
constexpr Words kAddress = {"missing",    "same",     "nearly the same",     "most of it",
                            "half of it", "a little", "in the other column", "different"};
constexpr Words kPlace = {"missing",  "same", "", "one edit", "close", "one begins the other", "in the other column",
                          "different"};
constexpr Words kPostcode = {"missing", "same", "one edit", "", "same district", "", "", "different"};
constexpr Words kCategory = {"missing", "same", "", "", "", "one begins the other", "", "different"};
constexpr Words kNumber = {"missing", "same", "within 1 %", "within 5 %", "one digit", "within 20 %", "", "different"};
constexpr Words kText = {"missing",    "same",   "nearly the same", "most of it",
                         "half of it", "a part", "a little",        "different"};

const Words& words(FieldType type) {
  switch (type) {
    case FieldType::given_name:
    case FieldType::surname:
      return kName;
    case FieldType::full_name:
      return kFullName;
    case FieldType::date:
      return kDate;
    case FieldType::year:
      return kYear;
    case FieldType::identifier:
    case FieldType::phone:
      return kId;
    case FieldType::email:
      return kEmail;
    case FieldType::address:
      return kAddress;
    case FieldType::place:
      return kPlace;
    case FieldType::postcode:
      return kPostcode;
    case FieldType::number:
      return kNumber;
    case FieldType::text:
      return kText;
    default:
      return kCategory;
  }
}

}  // namespace

const char* code(FieldType type) { return kTypes[static_cast<std::size_t>(type)]; }

std::optional<FieldType> field_type(std::string_view word) {
  for (std::size_t i = 0; i < kTypes.size(); ++i)
    if (word == kTypes[i]) return static_cast<FieldType>(i);
  return std::nullopt;
}

bool compared(FieldType type) {
  return type != FieldType::row_id && type != FieldType::truth && type != FieldType::ignore;
}

const char* level_words(FieldType type, Level level) { return words(type)[level]; }

Facet facet(FieldType type) {
  switch (type) {
    case FieldType::given_name:
    case FieldType::full_name:
    case FieldType::email:
      return Facet::name;
    case FieldType::surname:
      return Facet::surname;
    case FieldType::address:
    case FieldType::phone:
      return Facet::household;
    case FieldType::text:
      return Facet::wording;
    case FieldType::place:
    case FieldType::postcode:
    case FieldType::category:
    case FieldType::number:
    case FieldType::year:
      return Facet::area;
    default:
      return Facet::personal;
  }
}

}  // namespace anwang::linkage

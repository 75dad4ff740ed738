// The synthetic population: every person, household and tie of kinship, with margins equal to the township table.
// All of it is invented: national identifiers come from a part of the number range that has not been issued (third
// digit 5; 6 and 9 for the naturalised, as the real rule has it), telephone numbers from 0900-xxxxxx, streets and
// numbers by rule. Same seed, scale and reference day: same population, byte for byte. Thread-safety: plain values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"
#include "synth/margins.h"

namespace anwang::synth {

inline constexpr std::int32_t kNobody = -1;

enum class Gender : std::uint8_t { male, female };
enum class People : std::uint8_t { none, atayal, saisiyat, amis, paiwan, bunun, truku };
enum class Origin : std::uint8_t { none, china, hong_kong, vietnam, indonesia, philippines, thailand, cambodia, other };
enum class HouseRole : std::uint8_t { head, spouse, child, parent, grandparent, grandchild, other };
enum class Income : std::uint8_t { none, low, mid_low };

struct Person {
  std::int32_t birth = Date::kUnset;  // days since 1970; unset: 年齡不詳 (margins.h)
  std::int32_t mother = kNobody, father = kNobody, spouse = kNobody, carer = kNobody;
  std::int32_t household = kNobody;
  std::int32_t married_on = Date::kUnset;
  std::uint8_t township = 0;
  Gender sex = Gender::male;
  People people = People::none;
  Origin origin = Origin::none;  // of a new resident
  HouseRole role = HouseRole::other;
  std::uint8_t disability = 0;  // 0 none; 1 mild … 4 profound
  bool naturalised = false;
  bool mother_line = false;  // bears the mother's surname
  const char* tongue = "";   // language spoken at home, where it is known; "" = drawn at loading
  std::string name, roman, indigenous_name, id, phone;
  [[nodiscard]] Date birth_on() const { return Date{birth}; }
};

struct Household {
  std::uint8_t township = 0;
  std::uint16_t village = 0;  // index into Places::villages
  Income income = Income::none;
  std::int32_t from_on = Date::kUnset;
  std::vector<std::int32_t> members;  // head first
  std::string address;
};

struct Population {
  Date reference;  // the day on which the margins hold
  std::uint64_t seed = 0;
  double scale = 1;
  std::vector<std::string> townships;  // names, in the table's order
  std::vector<Person> persons;
  std::vector<Household> households;
  [[nodiscard]] int age(const Person& p) const {
    return p.birth == Date::kUnset ? -1 : age_on(p.birth_on(), reference);
  }
};

Population make_population(const Margins& scaled, Date reference, std::uint64_t seed, double scale);

// The table as the population gives it.
Margins count_margins(const Population& population);

// The steps, in order; each draws from a stream of its own.
void make_ages(Population& population, const Margins& margins);
void make_families(Population& population);
void make_traits(Population& population, const Margins& margins);  // indigenous, new residents, disability, income
void make_addresses(Population& population);
void make_names(Population& population);
void make_numbers(Population& population);  // identifiers and telephones

}  // namespace anwang::synth

// Identifiers and telephone numbers: well formed, with right check digits, no two alike, and from parts of the ranges
// that belong to nobody: identifiers of citizens born here carry a third digit 5 (issue has not come that far; 6 and 9
// are the naturalised, by the real rule), telephone numbers begin with 0900.
#include <array>
#include <map>

#include "linkage/id_number.h"
#include "synth/population.h"
#include "synth/rng.h"

namespace anwang::synth {
namespace {

constexpr std::uint64_t kMillion = 1'000'000;

// A permutation of 0 … 999,999: neighbours in the list do not get neighbouring numbers.
std::string scatter(std::uint64_t serial, std::uint64_t shift) {
  const std::uint64_t n = (serial * 618'033 + shift) % kMillion;  // 618,033 is prime to 10^6
  std::string digits = std::to_string(n);
  return std::string(6 - digits.size(), '0') + digits;
}

}  // namespace

void make_numbers(Population& population) {
  Rng rng(population.seed, "numbers");
  const std::uint64_t shift = rng.below(kMillion);
  Weighted letters;
  static constexpr std::array<char, 8> letter = {'J', 'O', 'K', 'A', 'F', 'H', 'B', 'D'};
  for (const double weight : {58.0, 17.0, 6.0, 6.0, 5.0, 4.0, 2.0, 2.0}) letters.add(weight);
  std::map<std::string, std::uint64_t> serials;
  std::uint64_t phones = 0;
  for (Person& p : population.persons) {
    const bool man = p.sex == Gender::male;
    std::string nine;
    if (p.origin == Origin::none)
      nine = std::string(1, letter[letters.draw(rng)]) + (man ? "15" : "25");
    else if (p.naturalised)
      nine = std::string("J") + (man ? "1" : "2") + (p.origin == Origin::china ? "9" : "6");
    else
      nine = std::string("J") + (man ? "8" : "9") + "0";
    nine += scatter(serials[nine]++, shift);
    p.id = nine + static_cast<char>('0' + linkage::id_check_digit(nine));
    const int age = population.age(p);
    if ((age >= 12 || age < 0) && phones < kMillion && rng.chance(age >= 75 ? 0.55 : age < 16 ? 0.7 : 0.93))
      p.phone = "0900" + scatter(phones++, shift);
  }
}

}  // namespace anwang::synth

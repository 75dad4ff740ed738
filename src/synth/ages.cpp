// Who is how old: single years within the table's bands after the shape of Taiwan's pyramid (内政部, 民國115, from
// general knowledge, rounded), older where the township has more people over 65.
#include <array>
#include <cmath>
#include <utility>

#include "synth/population.h"
#include "synth/rng.h"

namespace anwang::synth {
namespace {

constexpr int kOldest = 104;
constexpr std::array<std::pair<int, double>, 22> kPyramid = {
    {{16, 195}, {20, 210}, {24, 245}, {26, 270}, {28, 285}, {30, 305}, {35, 315}, {38, 340},
     {40, 370}, {44, 400}, {48, 385}, {52, 365}, {56, 355}, {60, 355}, {64, 345}, {68, 315},
     {72, 270}, {76, 185}, {80, 120}, {85, 82},  {92, 32},  {104, 1}}};

double pyramid(int age) {
  for (std::size_t i = 1; i < kPyramid.size(); ++i) {
    const auto [a, x] = kPyramid[i - 1];
    const auto [b, y] = kPyramid[i];
    if (age <= b) return x + (y - x) * (age - a) / (b - a);
  }
  return 0;
}

struct ByAge {
  std::array<long, kOldest + 1> all{}, men{};
  long unknown = 0, unknown_men = 0;
};

void spread(ByAge& out, int from, int to, long total, double older) {
  std::vector<double> weights;
  for (int age = from; age <= to; ++age)
    weights.push_back((from >= 16 ? pyramid(age) : 1.0) * std::exp(older * (age - 40) / 40.0));
  const auto shares = largest_remainder(weights, total);
  for (int age = from; age <= to; ++age)
    out.all[static_cast<std::size_t>(age)] += shares[static_cast<std::size_t>(age - from)];
}

ByAge township_ages(const TownshipMargins& t) {
  const auto& n = t.n;
  ByAge out;
  const double share65 = static_cast<double>(n[kA65]) / static_cast<double>(std::max(1L, n[kTotal]));
  const double older = 0.6 * std::log(std::max(0.02, share65) / 0.15);
  spread(out, 0, 0, n[kBirths], 0);
  spread(out, 1, 2, n[kU2] - n[kBirths], 0);
  spread(out, 3, 6, n[kU6], 0);
  spread(out, 7, 15, n[kA15] - n[kU2] - n[kU6], 0);
  spread(out, 16, 64, n[kA64], older);
  spread(out, 65, kOldest, n[kA65], older);
  out.unknown = t.age_unknown();
  out.unknown_men = out.unknown / 2;
  long left = n[kMale] - out.unknown_men;
  std::vector<double> workers;
  long workers_all = 0;
  for (int age = 0; age <= kOldest; ++age) {
    const auto a = static_cast<std::size_t>(age);
    if (age >= 16 && age <= 64) {
      workers.push_back(static_cast<double>(out.all[a]));
      workers_all += out.all[a];
      continue;
    }
    const double male = age < 16 ? 0.518 : 0.485 - 0.0035 * (age - 65);
    out.men[a] = std::lround(static_cast<double>(out.all[a]) * male);
    left -= out.men[a];
  }
  const auto men = largest_remainder(workers, std::clamp(left, 0L, workers_all));
  for (int age = 16; age <= 64; ++age) {
    const auto a = static_cast<std::size_t>(age);
    out.men[a] = std::min(men[static_cast<std::size_t>(age - 16)], out.all[a]);
    left -= out.men[a];
  }
  // Whatever a small scale leaves over goes to the old and the young.
  for (int age = kOldest; left != 0 && age >= 0; --age) {
    const auto a = static_cast<std::size_t>(age);
    const long move = left > 0 ? std::min(left, out.all[a] - out.men[a]) : -std::min(-left, out.men[a]);
    out.men[a] += move;
    left -= move;
  }
  return out;
}

// A day on which a person of exactly this age on the reference day was born.
std::int32_t birthday(Date reference, int age, Rng& rng) {
  const int newest_year = reference.year() - age;
  auto newest = Date::of(newest_year, reference.month(), reference.day());
  if (!newest) newest = Date::of(newest_year, 2, 28);  // 29 February
  for (;;) {
    const Date day = newest->plus_days(-static_cast<int>(rng.below(366)));
    if (age_on(day, reference) == age) return day.days;
  }
}

}  // namespace

void make_ages(Population& population, const Margins& margins) {
  Rng rng(population.seed, "ages");
  population.townships.clear();
  for (std::size_t t = 0; t < margins.townships.size(); ++t) {
    population.townships.push_back(margins.townships[t].township);
    const ByAge ages = township_ages(margins.townships[t]);
    const auto add = [&](Gender sex, int age, long count) {
      for (long i = 0; i < count; ++i) {
        Person p;
        p.township = static_cast<std::uint8_t>(t);
        p.sex = sex;
        if (age >= 0) p.birth = birthday(population.reference, age, rng);
        population.persons.push_back(std::move(p));
      }
    };
    for (int age = 0; age <= kOldest; ++age) {
      const auto a = static_cast<std::size_t>(age);
      add(Gender::male, age, ages.men[a]);
      add(Gender::female, age, ages.all[a] - ages.men[a]);
    }
    add(Gender::male, -1, ages.unknown_men);
    add(Gender::female, -1, ages.unknown - ages.unknown_men);
  }
}

}  // namespace anwang::synth

// Traits with exact counts per township: indigenous people (by family), new residents (mostly wives), disability (by
// age), low and mid-low income (by household). Weights are assumptions; the counts are the table's.
#include <algorithm>
#include <cmath>
#include <functional>

#include "synth/csv.h"
#include "synth/population.h"
#include "synth/rng.h"

namespace anwang::synth {
namespace {

// `count` of the items, likelier in proportion to their weight, without replacement (Efraimidis and Spirakis 2006).
// Items of weight 0 are taken only when all others are.
std::vector<std::int32_t> choose(const std::vector<std::int32_t>& items, long count, Rng& rng,
                                 const std::function<double(std::int32_t)>& weight) {
  std::vector<std::pair<double, std::int32_t>> keyed;
  keyed.reserve(items.size());
  for (const std::int32_t item : items) {
    const double w = weight(item), u = rng.unit();
    keyed.emplace_back(w > 0 ? std::pow(u, 1.0 / w) : u - 1.0, item);
  }
  const auto n = std::min<std::size_t>(static_cast<std::size_t>(std::max(0L, count)), keyed.size());
  std::partial_sort(keyed.begin(), keyed.begin() + static_cast<std::ptrdiff_t>(n), keyed.end(), std::greater<>());
  std::vector<std::int32_t> chosen;
  for (std::size_t i = 0; i < n; ++i) chosen.push_back(keyed[i].second);
  return chosen;
}

struct Shares {
  std::vector<People> peoples;
  Weighted weights;
};
Shares peoples_of(const std::string& township) {
  Shares s;
  const auto add = [&](People people, double weight) {
    s.peoples.push_back(people);
    s.weights.add(weight);
  };
  if (township == "尖石鄉") {
    add(People::atayal, 97), add(People::amis, 2), add(People::paiwan, 1);
  } else if (township == "五峰鄉") {
    add(People::atayal, 58), add(People::saisiyat, 40), add(People::amis, 2);
  } else {  // moved down from the mountains, or from the east coast to work
    add(People::atayal, 52), add(People::saisiyat, 6), add(People::amis, 28), add(People::paiwan, 7),
        add(People::bunun, 4), add(People::truku, 3);
  }
  return s;
}

class Traits {
 public:
  Traits(Population& population, const Margins& margins)
      : population_(population), margins_(margins), rng_(population.seed, "traits") {}

  void run() {
    std::vector<std::vector<std::int32_t>> persons(population_.townships.size()), houses(population_.townships.size());
    for (std::size_t i = 0; i < population_.persons.size(); ++i)
      persons[population_.persons[i].township].push_back(static_cast<std::int32_t>(i));
    for (std::size_t i = 0; i < population_.households.size(); ++i)
      houses[population_.households[i].township].push_back(static_cast<std::int32_t>(i));
    for (std::size_t t = 0; t < population_.townships.size(); ++t) {
      const auto& n = margins_.townships[t].n;
      indigenous(houses[t], persons[t], n[kIndigenous], population_.townships[t]);
      new_residents(persons[t], n[kNewResident]);
      disability(persons[t], n[kDisability]);
      income(houses[t], n[kLow], n[kMidLow]);
    }
  }

 private:
  Person& at(std::int32_t i) { return population_.persons[static_cast<std::size_t>(i)]; }
  Household& house(std::int32_t i) { return population_.households[static_cast<std::size_t>(i)]; }

  // Whole families first; outside the mountains one in three has a spouse who is not indigenous. Who is left over is
  // found among people living alone and spouses.
  void indigenous(std::vector<std::int32_t> houses, std::vector<std::int32_t> persons, long count,
                  const std::string& township) {
    const Shares shares = peoples_of(township);
    const bool mountain = township == "尖石鄉" || township == "五峰鄉";
    rng_.shuffle(houses);
    for (const std::int32_t h : houses) {
      const auto& members = house(h).members;
      if (count < static_cast<long>(members.size())) continue;
      const People people = shares.peoples[shares.weights.draw(rng_)];
      const bool mixed = rng_.chance(mountain ? 0.05 : 0.33);
      for (const std::int32_t i : members) {
        if (mixed && at(i).role == HouseRole::spouse) continue;
        at(i).people = people;
        --count;
      }
      if (count == 0) return;
    }
    rng_.shuffle(persons);
    for (const std::int32_t i : persons) {
      if (count == 0) return;
      if (at(i).people != People::none) continue;
      at(i).people = shares.peoples[shares.weights.draw(rng_)];
      --count;
    }
  }

  void new_residents(const std::vector<std::int32_t>& persons, long count) {
    const Csv table(new_residents_table());
    static const std::vector<std::pair<std::string, Origin>> kinds = {
        {"中國大陸", Origin::china},  {"港澳", Origin::hong_kong},     {"越南", Origin::vietnam},
        {"印尼", Origin::indonesia},  {"菲律賓", Origin::philippines}, {"泰國", Origin::thailand},
        {"柬埔寨", Origin::cambodia}, {"其他", Origin::other}};
    Weighted origins;
    std::vector<Origin> which;
    for (std::size_t r = 0; r < table.rows(); ++r)
      for (const auto& [name, origin] : kinds)
        if (table.at(r, "scope") == "新竹縣" && table.at(r, "nationality") == name &&
            table.number(r, "share_pct") > 0) {
          origins.add(table.number(r, "share_pct"));
          which.push_back(origin);
        }
    const auto weight = [&](std::int32_t i) {
      const Person& p = at(i);
      const int age = population_.age(p);
      if (age < 20 || p.people != People::none || p.mother != kNobody || p.father != kNobody) return 0.0;
      const double of_age = age < 28 ? 0.4 : age < 62 ? 1.0 : 0.12;
      return of_age *
             (p.sex == Gender::female ? (p.spouse != kNobody ? 1.0 : 0.15) : (p.spouse != kNobody ? 0.08 : 0.02));
    };
    for (const std::int32_t i : choose(persons, count, rng_, weight)) {
      at(i).origin = which[origins.draw(rng_)];
      at(i).naturalised = rng_.chance(population_.age(at(i)) >= 35 ? 0.78 : 0.35);
    }
  }

  void disability(const std::vector<std::int32_t>& persons, long count) {
    const auto weight = [&](std::int32_t i) {
      const int age = population_.age(at(i));
      return age < 0 ? 4.0 : age < 3 ? 0.3 : age < 18 ? 1.0 : age < 45 ? 1.8 : age < 65 ? 4.5 : age < 75 ? 9.0 : 17.0;
    };
    for (const std::int32_t i : choose(persons, count, rng_, weight)) {
      const double u = rng_.unit();
      at(i).disability = u < 0.40 ? 1 : u < 0.72 ? 2 : u < 0.88 ? 3 : 4;  // mild, moderate, severe, profound
    }
  }

  void income(std::vector<std::int32_t> houses, long low, long mid_low) {
    const auto weight = [&](std::int32_t h) {
      const auto& members = house(h).members;
      bool minor = false, elder_alone = members.size() == 1, disabled = false, indigenous = false, couple = false;
      for (const std::int32_t i : members) {
        const Person& p = at(i);
        const int age = population_.age(p);
        minor = minor || (age >= 0 && age < 18);
        disabled = disabled || p.disability > 0;
        indigenous = indigenous || p.people != People::none;
        couple = couple || p.spouse != kNobody;
        elder_alone = elder_alone && age >= 65;
      }
      return (minor && !couple ? 6.0 : 1.0) * (elder_alone ? 3.0 : 1.0) * (disabled ? 3.0 : 1.0) *
             (indigenous ? 2.0 : 1.0);
    };
    const auto chosen = choose(houses, low + mid_low, rng_, weight);
    for (std::size_t i = 0; i < chosen.size(); ++i)
      house(chosen[i]).income = static_cast<long>(i) < low ? Income::low : Income::mid_low;
  }

  Population& population_;
  const Margins& margins_;
  Rng rng_;
};

}  // namespace

void make_traits(Population& population, const Margins& margins) { Traits(population, margins).run(); }

Margins count_margins(const Population& population) {
  Margins m;
  for (const auto& township : population.townships) m.townships.push_back({township, {}});
  for (const Person& p : population.persons) {
    auto& n = m.townships[p.township].n;
    const int age = population.age(p);
    ++n[p.sex == Gender::male ? kMale : kFemale];
    ++n[kTotal];
    if (p.people != People::none) ++n[kIndigenous];
    if (p.disability > 0) ++n[kDisability];
    if (p.origin != Origin::none) ++n[kNewResident];
    if (age == 0) ++n[kBirths];
    if (age >= 0 && age <= 2) ++n[kU2];
    if (age >= 3 && age <= 6) ++n[kU6];
    if (age >= 0) ++n[age <= 15 ? kA15 : age <= 64 ? kA64 : kA65];
  }
  for (const Household& h : population.households)
    if (h.income != Income::none) ++m.townships[h.township].n[h.income == Income::low ? kLow : kMidLow];
  for (const auto& t : m.townships)
    for (std::size_t i = 0; i < kColumns; ++i) m.county[i] += t.n[i];
  return m;
}

}  // namespace anwang::synth

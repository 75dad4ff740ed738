#include "synth/subjects.h"

#include <algorithm>

#include "synth/load.h"

namespace anwang::synth {
namespace {

// How much likelier than elsewhere: mountain and old industrial townships more, suburbs less (estimate).
double township_weight(const std::string& township) {
  static const std::map<std::string, double> weights = {
      {"五峰鄉", 2.3},  {"尖石鄉", 2.05}, {"竹東鎮", 1.5},  {"橫山鄉", 1.42}, {"湖口鄉", 1.3},
      {"關西鎮", 1.24}, {"北埔鄉", 1.2},  {"新豐鄉", 1.17}, {"新埔鎮", 1.08}, {"峨眉鄉", 1.05},
      {"芎林鄉", 0.98}, {"竹北市", 0.86}, {"寶山鄉", 0.84}};
  const auto it = weights.find(township);
  return it == weights.end() ? 1.0 : it->second;
}

constexpr int kMonthsRemembered = 12;

}  // namespace

Subjects::Subjects(const Population& population) : population_(population) {
  std::vector<double> house(population.households.size());
  for (std::size_t h = 0; h < house.size(); ++h) {
    const Household& household = population.households[h];
    const Person& head = population.persons[static_cast<std::size_t>(household.members[0])];
    bool minor = false;
    for (const auto m : household.members) {
      const int age = population.age(population.persons[static_cast<std::size_t>(m)]);
      minor = minor || (age >= 0 && age < 18);
    }
    house[h] = township_weight(population.townships[household.township]) *
               (household.income == Income::low       ? 5.0
                : household.income == Income::mid_low ? 3.0
                                                      : 1.0) *
               (minor && head.spouse == kNobody ? 2.2 : 1.0);
  }
  const auto add = [&](const char* kind, std::size_t i, double weight) {
    if (weight <= 0) return;
    Pool& pool = pools_[kind];
    pool.persons.push_back(static_cast<std::int32_t>(i));
    pool.weights.add(weight * house[static_cast<std::size_t>(population.persons[i].household)]);
  };
  for (std::size_t i = 0; i < population.persons.size(); ++i) {
    const Person& p = population.persons[i];
    const int age = population.age(p);
    const bool woman = p.sex == Gender::female;
    if (age < 4) continue;  // the margins hold today: who is younger was not born, or not here, when the records begin
    add("child_protection", i, age < 18 ? (age < 12 ? 1.1 : 0.9) : 0);
    add("domestic_violence", i,
        age >= 20 && age < 80 ? (p.spouse != kNobody ? 1.0 : 0.35) * (woman ? 1.0 : 0.28) * (age < 50 ? 1.3 : 0.7) *
                                    (p.origin != Origin::none ? 1.6 : 1.0)
                              : 0);
    add("vulnerable_family", i, age >= 22 && age < 75 ? (p.role == HouseRole::head ? 1.0 : 0.2) : 0);
    add("sexual_assault", i, age >= 10 && age < 50 ? (woman ? 1.0 : 0.14) * (age < 20 ? 3.0 : 1.0) : 0);
    add("elder_protection", i, age >= 65 ? (age >= 75 ? 1.6 : 1.0) : 0);
    add("disability_protection", i, p.disability > 0 && age >= 18 ? 1.0 : 0);
    add("suicide", i, age >= 14 ? (woman ? 1.6 : 1.0) * (age < 45 ? 1.4 : 0.9) : 0);
    add("suspected_psychiatric", i, age >= 20 ? 1.0 : 0);
    add("sexual_exploitation", i, age >= 11 && age < 18 ? (woman ? 1.0 : 0.3) : 0);
    add("other", i, age >= 18 ? 1.0 : 0);
  }
}

Involved Subjects::draw(const std::string& kind, Instant at, double again, Rng& rng,
                        const std::function<bool(std::int32_t)>& refuse) {
  auto& seen = seen_[kind];
  while (!seen.empty() && seen.front().at.plus(kMonthsRemembered * 30 * kMicrosPerDay) < at) seen.pop_front();
  for (int attempt = 0; attempt < 60; ++attempt) {
    if (!seen.empty() && rng.chance(again)) {
      Involved who = seen[rng.below(seen.size())].who;
      who.again = true;
      if (!refuse(who.victim)) return who;
    }
    const Pool& pool = pools_.at(kind);
    Involved who;
    who.victim = pool.persons[pool.weights.draw(rng)];
    if (refuse(who.victim)) continue;
    who.respondent = respondent_of(kind, who.victim, rng);
    return who;
  }
  return {};
}

std::int32_t Subjects::respondent_of(const std::string& kind, std::int32_t victim, Rng& rng) const {
  const Person& p = population_.persons[static_cast<std::size_t>(victim)];
  if (kind == "domestic_violence")
    return p.spouse != kNobody ? p.spouse : p.father != kNobody && rng.chance(0.3) ? p.father : kNobody;
  if (kind == "child_protection") {
    if (rng.chance(0.25)) return kNobody;
    return p.father != kNobody && rng.chance(0.55) ? p.father : p.mother;
  }
  if (kind == "elder_protection" || kind == "disability_protection") {
    const Household& h = population_.households[static_cast<std::size_t>(p.household)];
    for (const auto m : h.members)
      if (m != victim && population_.age(population_.persons[static_cast<std::size_t>(m)]) >= 20) return m;
  }
  return kNobody;
}

void Subjects::reported(const std::string& kind, const Involved& who, Instant at) { seen_[kind].push_back({who, at}); }

intake::SubjectDraft subject_of(const Population& population, std::int32_t person, const std::string& role) {
  const Person& p = population.persons[static_cast<std::size_t>(person)];
  const Household& h = population.households[static_cast<std::size_t>(p.household)];
  intake::SubjectDraft s;
  s.role = role;
  s.name = p.name;
  s.id_no = p.id;
  if (p.birth != Date::kUnset) s.birth_on = p.birth_on();
  s.sex = p.sex == Gender::male ? "M" : "F";
  s.nationality = nationality_code(p);
  s.indigenous = indigenous_code(p.people);
  if (p.disability > 0) s.disability = "certified";
  s.phone = p.phone;
  s.address = h.address;
  s.township = township_code(population.townships[p.township]);
  return s;
}

}  // namespace anwang::synth

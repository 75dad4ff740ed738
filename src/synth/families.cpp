// Who belongs to whom: couples, children with their parents, grown children at home, grandparents in the house or
// elsewhere, single parents, children with a grandparent only, elders alone. Shares are assumptions after what
// household statistics of Taiwan show in the round; nothing here is published at township level.
#include <algorithm>
#include <array>
#include <cmath>

#include "synth/population.h"
#include "synth/rng.h"

namespace anwang::synth {
namespace {

constexpr int kAges = 106;
constexpr int kYoungestMother = 17, kOldestMother = 45;
constexpr int kDaysBetweenSiblings = 300;

double married_share(int age) {
  if (age < 22) return age < 20 ? 0.0 : 0.03;
  if (age < 28) return 0.05 + 0.04 * (age - 22);
  if (age < 36) return 0.29 + 0.045 * (age - 28);
  if (age < 65) return 0.68;
  return std::max(0.12, 0.66 - 0.018 * (age - 65));
}
double at_home_share(int age) {  // unmarried and with the parents
  if (age < 25) return 0.92;
  if (age < 30) return 0.78;
  if (age < 35) return 0.66;
  return age < 45 ? 0.5 : age < 60 ? 0.3 : 0.0;
}

class TownshipFamilies {
 public:
  TownshipFamilies(Population& population, std::vector<std::int32_t> residents, Rng& rng)
      : population_(population),
        rng_(rng),
        residents_(std::move(residents)),
        children_of_(population.persons.size()),
        has_children_(population.persons.size()),
        joined_(population.persons.size()),
        unit_(population.persons.size()) {
    for (const std::int32_t i : residents_) {
      const int age = population_.age(at(i));
      if (age < 0) continue;
      (at(i).sex == Gender::female ? women_ : men_)[static_cast<std::size_t>(age)].push_back(i);
    }
  }

  void run() {
    marry();
    give_parents();
    settle();
    join_generations();
    place();
  }

 private:
  Person& at(std::int32_t i) { return population_.persons[static_cast<std::size_t>(i)]; }
  int age(std::int32_t i) { return population_.age(at(i)); }

  void marry() {
    std::array<std::vector<std::int32_t>, kAges> free_men = men_;
    for (auto& group : free_men) rng_.shuffle(group);
    for (int a = kAges - 1; a >= 18; --a) {
      for (const std::int32_t wife : women_[static_cast<std::size_t>(a)]) {
        if (!rng_.chance(married_share(a))) continue;
        const int wanted = a + static_cast<int>(std::lround(rng_.normal(2.6, 3.0)));
        const std::int32_t husband = take_near(free_men, std::clamp(wanted, 20, kAges - 1), 9);
        if (husband == kNobody) continue;
        at(wife).spouse = husband;
        at(husband).spouse = wife;
        const int years = std::max(0, static_cast<int>(rng_.normal(std::max(0, a - 29), 3)));
        const int since = std::min(years, std::min(a, age(husband)) - 18);
        at(wife).married_on = at(husband).married_on =
            population_.reference.days - 365 * std::max(0, since) - static_cast<int>(rng_.below(365));
      }
    }
  }
  std::int32_t take_near(std::array<std::vector<std::int32_t>, kAges>& groups, int wanted, int reach) {
    for (int d = 0; d <= reach; ++d) {
      for (const int a : {wanted + d, wanted - d}) {
        if (a < 20 || a >= kAges || groups[static_cast<std::size_t>(a)].empty()) continue;
        auto& group = groups[static_cast<std::size_t>(a)];
        const std::int32_t man = group.back();
        group.pop_back();
        return man;
      }
    }
    return kNobody;
  }

  // Minors first, the youngest first (mothers are then filled up from their last child), then grown children at home.
  void give_parents() {
    std::vector<std::int32_t> children;
    for (const std::int32_t i : residents_) {
      const int a = age(i);
      if (a >= 0 && a < 60 && at(i).spouse == kNobody && (a < 18 || rng_.chance(at_home_share(a))))
        children.push_back(i);
    }
    rng_.shuffle(children);
    std::stable_sort(children.begin(), children.end(), [&](auto x, auto y) { return (age(x) < 18) > (age(y) < 18); });
    for (const std::int32_t child : children) {
      const bool minor = age(child) < 18;
      if (at_home_with_child(child)) continue;  // has children: lives as a parent
      const double luck = rng_.unit();
      if (minor && luck < 0.025 && give_grandparent(child)) continue;
      if (minor && luck > 0.975 && give_father_only(child)) continue;
      if (give_mother(child)) continue;
      if (minor && !give_father_only(child) && !give_grandparent(child)) give_any_carer(child);
    }
  }
  bool at_home_with_child(std::int32_t i) const { return has_children_[static_cast<std::size_t>(i)]; }

  bool give_mother(std::int32_t child) {
    const int a = age(child);
    for (int attempt = 0; attempt < 40; ++attempt) {
      const double spread = attempt < 25 ? 4.4 : 7.0;
      const int at_birth = static_cast<int>(std::lround(rng_.normal(30.5, spread)));
      if (at_birth < kYoungestMother || at_birth > kOldestMother || a + at_birth >= kAges) continue;
      const auto& group = women_[static_cast<std::size_t>(a) + static_cast<std::size_t>(at_birth)];
      if (group.empty()) continue;
      const std::int32_t mother = rng_.pick(group);
      if (at(mother).spouse == kNobody && !rng_.chance(a < 18 ? 0.18 : 0.5)) continue;
      if (at(mother).mother != kNobody && at(mother).spouse == kNobody && a >= 18)
        continue;  // a daughter at home herself
      if (!fits(mother, child)) continue;
      adopt(mother, child);
      const std::int32_t father = at(mother).spouse;
      if (father != kNobody && population_.age(at(father)) - a >= 18) at(child).father = father;
      return true;
    }
    return false;
  }
  bool fits(std::int32_t mother, std::int32_t child) {
    const auto& others = children_of_[static_cast<std::size_t>(mother)];
    if (others.size() >= 4 || (others.size() >= 2 && !rng_.chance(others.size() == 2 ? 0.3 : 0.1))) return false;
    return std::all_of(others.begin(), others.end(),
                       [&](std::int32_t o) { return std::abs(at(o).birth - at(child).birth) >= kDaysBetweenSiblings; });
  }
  void adopt(std::int32_t mother, std::int32_t child) {
    at(child).mother = mother;
    note_child(mother, child);
    if (at(mother).spouse != kNobody) has_children_[static_cast<std::size_t>(at(mother).spouse)] = true;
  }
  void note_child(std::int32_t parent, std::int32_t child) {
    children_of_[static_cast<std::size_t>(parent)].push_back(child);
    has_children_[static_cast<std::size_t>(parent)] = true;
  }
  bool give_father_only(std::int32_t child) {
    const int a = age(child);
    for (int attempt = 0; attempt < 20; ++attempt) {
      const int father_age = a + rng_.between(22, 42);
      const auto& group = men_[static_cast<std::size_t>(std::min(father_age, kAges - 1))];
      if (group.empty()) continue;
      const std::int32_t father = rng_.pick(group);
      if (at(father).spouse != kNobody || at(father).mother != kNobody || !fits(father, child)) continue;
      at(child).father = father;
      note_child(father, child);
      return true;
    }
    return false;
  }
  bool give_grandparent(std::int32_t child) {
    for (int attempt = 0; attempt < 20; ++attempt) {
      const int elder_age = std::clamp(age(child) + rng_.between(46, 66), 50, 80);
      const auto& group =
          rng_.chance(0.75) ? women_[static_cast<std::size_t>(elder_age)] : men_[static_cast<std::size_t>(elder_age)];
      if (group.empty()) continue;
      at(child).carer = rng_.pick(group);
      return true;
    }
    return false;
  }
  void give_any_carer(std::int32_t child) {
    for (const std::int32_t i : residents_)
      if (age(i) >= age(child) + 20) {
        at(child).carer = i;
        return;
      }
  }

  // A unit: a couple, a parent or one alone, with whoever depends on them. unit_of_ maps each person to the unit's
  // head.
  void settle() {
    for (const std::int32_t i : residents_) {
      Person& p = at(i);
      const bool couple = p.spouse != kNobody;
      std::int32_t head = i;
      if (couple)
        head = p.sex == Gender::male ? i : p.spouse;
      else if (p.mother != kNobody)
        head = at(p.mother).spouse != kNobody ? at(p.mother).spouse : p.mother;
      else if (p.father != kNobody)
        head = p.father;
      unit_[static_cast<std::size_t>(i)] = head;
    }
  }
  std::int32_t root(std::int32_t i) {
    // A dependant's parent can be a dependant: a daughter at home with a child of her own.
    std::int32_t head = unit_[static_cast<std::size_t>(i)];
    for (int depth = 0; head != unit_[static_cast<std::size_t>(head)] && depth < 8; ++depth)
      head = unit_[static_cast<std::size_t>(head)];
    return head;
  }

  // Elders move in with a son or daughter's family (three generations), or are known as parents who live elsewhere.
  void join_generations() {
    for (const std::int32_t elder : residents_) {
      if (unit_[static_cast<std::size_t>(elder)] != elder || age(elder) < 60) continue;
      const bool couple = at(elder).spouse != kNobody;
      const double together = couple ? 0.34 : 0.52;
      const double luck = rng_.unit();
      if (luck > together + 0.35) continue;
      const std::int32_t child = grown_child(elder);
      if (child == kNobody) continue;
      const std::int32_t mother = at(elder).sex == Gender::female ? elder : at(elder).spouse;
      const std::int32_t father = at(elder).sex == Gender::male ? elder : at(elder).spouse;
      const int child_age = age(child);
      if (mother != kNobody && age(mother) - child_age >= kYoungestMother) at(child).mother = mother;
      if (father != kNobody && age(father) - child_age >= 18) at(child).father = father;
      if (luck < together && joined_[static_cast<std::size_t>(root(child))]++ < 1)
        unit_[static_cast<std::size_t>(elder)] = root(child);
    }
  }
  // A married person, or a head of a unit, without known parents, of fitting age; sons four times of five.
  std::int32_t grown_child(std::int32_t elder) {
    const bool son = rng_.chance(0.8);
    const int elder_age =
        at(elder).sex == Gender::female || at(elder).spouse == kNobody ? age(elder) : age(at(elder).spouse);
    if (elder_age < 0) return kNobody;
    for (int attempt = 0; attempt < 12; ++attempt) {
      const int a = elder_age - rng_.between(21, 38);
      if (a < 24) continue;
      const auto& group = (son ? men_ : women_)[static_cast<std::size_t>(a)];
      if (group.empty()) continue;
      const std::int32_t child = rng_.pick(group);
      const Person& c = at(child);
      if (c.mother == kNobody && c.father == kNobody && c.carer == kNobody && root(child) != elder &&
          c.spouse != elder && unit_[static_cast<std::size_t>(root(child))] == root(child) && age(root(child)) < 62)
        return child;
    }
    return kNobody;
  }

  void place() {
    for (const std::int32_t i : residents_) {
      std::int32_t head = root(i);
      if (at(i).carer != kNobody) head = root(at(i).carer);
      auto& house = at(head).household;
      if (house == kNobody) {
        house = static_cast<std::int32_t>(population_.households.size());
        Household h;
        h.township = at(head).township;
        population_.households.push_back(std::move(h));
      }
      at(i).household = house;
    }
    for (const std::int32_t i : residents_)
      population_.households[static_cast<std::size_t>(at(i).household)].members.push_back(i);
  }

  Population& population_;
  Rng& rng_;
  std::vector<std::int32_t> residents_;
  std::array<std::vector<std::int32_t>, kAges> women_, men_;
  std::vector<std::vector<std::int32_t>> children_of_;
  std::vector<bool> has_children_;
  std::vector<std::uint8_t> joined_;  // elder units in the house of this one
  std::vector<std::int32_t> unit_;
};

// Head: the oldest man or woman under 75 of the middle generation, else the oldest; roles as seen from the head.
void name_roles(Population& population, Household& h) {
  auto& people = population.persons;
  const auto at = [&](std::int32_t i) -> Person& { return people[static_cast<std::size_t>(i)]; };
  std::int32_t head = kNobody;
  int best = -1;
  for (const std::int32_t i : h.members) {
    const int a = population.age(at(i));
    const int rank = (a >= 20 && a < 75  ? 200
                      : a >= 20 || a < 0 ? 100
                                         : 0) +
                     (at(i).spouse != kNobody ? 20 : 0) + std::min(a, 99) / 10;
    if (rank > best) {
      best = rank;
      head = i;
    }
  }
  std::stable_sort(h.members.begin(), h.members.end(), [&](auto a, auto b) {
    return (a == head) > (b == head) || ((a == head) == (b == head) && at(a).birth < at(b).birth);
  });
  const Person& top = at(head);
  for (const std::int32_t i : h.members) {
    Person& p = at(i);
    const auto child_of = [&](std::int32_t parent) {
      return parent != kNobody && (p.mother == parent || p.father == parent);
    };
    const auto parent_of = [&](const Person& c) { return c.mother == i || c.father == i; };
    if (i == head)
      p.role = HouseRole::head;
    else if (p.spouse == head)
      p.role = HouseRole::spouse;
    else if (child_of(head) || child_of(top.spouse))
      p.role = HouseRole::child;
    else if (parent_of(top) || (top.spouse != kNobody && parent_of(at(top.spouse))))
      p.role = HouseRole::parent;
    else if (p.carer != kNobody)
      p.role = HouseRole::grandchild;
    else
      p.role = HouseRole::other;
  }
  for (const std::int32_t i : h.members) {
    Person& p = at(i);
    if (p.role != HouseRole::other) continue;
    for (const std::int32_t parent : {p.mother, p.father})
      if (parent != kNobody && at(parent).household == p.household && at(parent).role == HouseRole::child)
        p.role = HouseRole::grandchild;
  }
}

}  // namespace

void make_families(Population& population) {
  Rng rng(population.seed, "families");
  std::vector<std::vector<std::int32_t>> residents(population.townships.size());
  for (std::size_t i = 0; i < population.persons.size(); ++i)
    residents[population.persons[i].township].push_back(static_cast<std::int32_t>(i));
  for (auto& township : residents) {
    TownshipFamilies families(population, std::move(township), rng);
    families.run();
  }
  for (auto& household : population.households) {
    name_roles(population, household);
    const Person& head = population.persons[static_cast<std::size_t>(household.members[0])];
    const int longest = head.married_on != Date::kUnset ? population.reference.days - head.married_on : 365 * 25;
    household.from_on =
        population.reference.days - 30 - static_cast<int>(rng.below(static_cast<std::uint64_t>(std::max(60, longest))));
  }
}

}  // namespace anwang::synth

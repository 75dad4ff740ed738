#include "synth/planted.h"

#include <algorithm>
#include <cstdlib>

#include "base/text.h"

namespace anwang::synth {
namespace {

struct Wanted {
  const char* township;
  Gender sex;
  int age, month, day;  // birthday
  People people;
  const char* name;
  const char* roman;
};

int cell(int age) {
  return age < 0 ? -1 : age == 0 ? 0 : age <= 2 ? 1 : age <= 6 ? 2 : age <= 15 ? 3 : age <= 64 ? 4 : 5;
}

class Planter {
 public:
  explicit Planter(Population& population)
      : population_(population), has_child_(population.persons.size()), taken_(population.persons.size()) {
    for (const Person& p : population.persons)
      for (const std::int32_t parent : {p.mother, p.father, p.carer})
        if (parent != kNobody) has_child_[static_cast<std::size_t>(parent)] = true;
  }

  Planted run() {
    Planted out;
    out.mother = alone({"竹東鎮", Gender::female, 26, 2, 11, People::none, "張雅雯", ""});
    out.father = alone({"竹東鎮", Gender::male, 31, 3, 5, People::none, "徐志豪", ""});
    out.daughter = alone({"竹東鎮", Gender::female, 8, 4, 20, People::none, "張宥妤", ""});
    out.son = alone({"竹東鎮", Gender::male, 4, 2, 17, People::none, "張宥群", ""});
    out.grandmother = alone({"尖石鄉", Gender::female, 59, 9, 30, People::atayal, "田秀妹", "Lawa Nokan"});
    join(out);
    out.wen = renamed({"湖口鄉", Gender::female, 11, 6, 3, People::none, "溫若晞", ""});
    out.ye = renamed({"竹北市", Gender::male, 22, 9, 12, People::none, "葉柏廷", ""});
    out.fan = renamed({"新埔鎮", Gender::female, 78, 1, 8, People::none, "范秋妹", ""});
    out.xie = renamed({"竹北市", Gender::female, 41, 5, 27, People::none, "謝佩玲", ""});
    out.qiu = renamed({"新豐鄉", Gender::male, 52, 8, 19, People::none, "邱明德", ""});
    out.gu = renamed({"湖口鄉", Gender::male, 9, 3, 30, People::none, "古承安", ""});
    return out;
  }

 private:
  Person& at(std::int32_t i) { return population_.persons[static_cast<std::size_t>(i)]; }

  // Same township, sex, age cell and traits; the nearest age, those without ties of their own first.
  std::int32_t find(const Wanted& w, bool childless) {
    std::int32_t best = kNobody;
    int best_cost = 1 << 20;
    for (std::size_t i = 0; i < population_.persons.size(); ++i) {
      const Person& p = population_.persons[i];
      if (p.sex != w.sex || p.people != w.people || p.origin != Origin::none || p.disability != 0 || taken_[i])
        continue;
      if (population_.townships[p.township] != w.township) continue;
      const int age = population_.age(p);
      if (cell(age) != cell(w.age) || (childless && (has_child_[i] || p.spouse != kNobody))) continue;
      const Household& h = population_.households[static_cast<std::size_t>(p.household)];
      if (h.income != Income::none) continue;
      if (w.age >= 18 && childless && h.members[0] == static_cast<std::int32_t>(i) && h.members.size() > 1) continue;
      const int cost =
          std::abs(age - w.age) * 100 + (childless && w.age >= 18 ? 10 * static_cast<int>(h.members.size() - 1) : 0);
      if (cost < best_cost) {
        best_cost = cost;
        best = static_cast<std::int32_t>(i);
      }
    }
    return best;
  }

  void become(std::int32_t i, const Wanted& w) {
    Person& p = at(i);
    taken_[static_cast<std::size_t>(i)] = true;
    const int this_year = population_.reference.year() - w.age;
    Date birth = *Date::of(this_year, w.month, w.day);
    if (age_on(birth, population_.reference) != w.age) birth = *Date::of(this_year - 1, w.month, w.day);
    p.birth = birth.days;
    p.name = w.name;
    p.roman = w.roman;
    p.indigenous_name.clear();
  }

  // Somebody taken out of every tie, in a household of one (their own, when they lived alone already).
  std::int32_t alone(const Wanted& w) {
    const std::int32_t i = find(w, true);
    if (i == kNobody) return kNobody;
    become(i, w);
    Person& p = at(i);
    p.mother = p.father = p.carer = kNobody;
    Household& was = population_.households[static_cast<std::size_t>(p.household)];
    if (was.members.size() > 1)
      was.members.erase(std::find(was.members.begin(), was.members.end(), i));
    else
      emptied_.push_back(p.household);
    p.household = kNobody;
    return i;
  }

  // The family's two homes: doors that its members' places in the population left empty, else a new one next door.
  void join(Planted& out) {
    if (out.mother == kNobody || out.father == kNobody || out.daughter == kNobody || out.son == kNobody ||
        out.grandmother == kNobody) {
      for (const std::int32_t i : {out.mother, out.father, out.daughter, out.son, out.grandmother})
        if (i != kNobody) settle({i}, {HouseRole::head});
      out = Planted{};
      drop_empty();
      return;
    }
    Person &mother = at(out.mother), &father = at(out.father), &daughter = at(out.daughter), &son = at(out.son);
    mother.spouse = out.father;
    father.spouse = out.mother;
    mother.married_on = father.married_on = Date::of(population_.reference.year() - 5, 12, 18)->days;
    mother.mother = out.grandmother;
    for (Person* member : {&mother, &daughter, &son}) member->tongue = "hakka";
    for (Person* child : {&daughter, &son}) {
      child->mother = out.mother;
      child->father = out.father;
    }
    if (mother.phone.empty()) std::swap(mother.phone, father.phone);
    home_ = settle({out.father, out.mother, out.daughter, out.son},
                   {HouseRole::head, HouseRole::spouse, HouseRole::child, HouseRole::child});
    grandmothers_home_ = settle({out.grandmother}, {HouseRole::head});
    population_.households[static_cast<std::size_t>(home_)].from_on =
        Date::of(population_.reference.year() - 3, 3, 14)->days;
    drop_empty();
    out.home = home_;
    out.grandmothers_home = grandmothers_home_;
  }

  std::int32_t settle(std::vector<std::int32_t> members, const std::vector<HouseRole>& roles) {
    const std::uint8_t township = at(members[0]).township;
    const auto empty = std::find_if(emptied_.begin(), emptied_.end(), [&](std::int32_t h) {
      return population_.households[static_cast<std::size_t>(h)].township == township;
    });
    std::int32_t home = 0;
    if (empty != emptied_.end()) {
      home = *empty;
      emptied_.erase(empty);
    } else {
      home = static_cast<std::int32_t>(population_.households.size());
      const auto neighbour = std::find_if(population_.households.begin(), population_.households.end(),
                                          [&](const Household& h) { return h.township == township; });
      Household h = *neighbour;
      h.income = Income::none;
      h.address += "之1";
      population_.households.push_back(std::move(h));
    }
    Household& h = population_.households[static_cast<std::size_t>(home)];
    h.members = members;
    for (std::size_t k = 0; k < members.size(); ++k) {
      at(members[k]).household = home;
      at(members[k]).role = roles[k];
    }
    return home;
  }

  // A household with nobody in it is no household: the last one takes its place.
  void drop_empty() {
    std::sort(emptied_.begin(), emptied_.end(), std::greater<>());
    for (const std::int32_t gone : emptied_) {
      const auto last = static_cast<std::int32_t>(population_.households.size() - 1);
      if (gone != last) {
        population_.households[static_cast<std::size_t>(gone)] = std::move(population_.households.back());
        for (const std::int32_t m : population_.households[static_cast<std::size_t>(gone)].members)
          at(m).household = gone;
        if (home_ == last) home_ = gone;
        if (grandmothers_home_ == last) grandmothers_home_ = gone;
      }
      population_.households.pop_back();
    }
    emptied_.clear();
  }

  // Somebody renamed where they are; the father's line in the house takes the surname along.
  std::int32_t renamed(const Wanted& w) {
    const std::int32_t i = find(w, false);
    if (i == kNobody) return kNobody;
    const std::string surname = to_utf8(to_u32(w.name).substr(0, 1));
    const Person was = at(i);
    become(i, w);
    // The birthday must still fit parents and children: it moved by less than the cell, which the family may not bear.
    if (!family_fits(i)) at(i).birth = was.birth;
    const auto rename = [&](std::int32_t other) {
      Person& o = at(other);
      if (o.origin == Origin::none) o.name = surname + to_utf8(to_u32(o.name).substr(1));
    };
    if (was.father != kNobody) rename(was.father);
    for (const std::int32_t m : population_.households[static_cast<std::size_t>(was.household)].members) {
      const Person& o = at(m);
      const bool sibling = was.father != kNobody && o.father == was.father;
      if (m != i && (sibling || (was.sex == Gender::male && o.father == i))) rename(m);
    }
    return i;
  }
  bool family_fits(std::int32_t i) {
    const Person& p = at(i);
    for (const std::int32_t parent : {p.mother, p.father})
      if (parent != kNobody && population_.age(at(parent)) < population_.age(p) + 16) return false;
    return std::none_of(population_.persons.begin(), population_.persons.end(), [&](const Person& c) {
      return (c.mother == i || c.father == i) && population_.age(c) + 16 > population_.age(p);
    });
  }

  Population& population_;
  std::vector<bool> has_child_, taken_;
  std::vector<std::int32_t> emptied_;
  std::int32_t home_ = kNobody, grandmothers_home_ = kNobody;
};

}  // namespace

std::set<std::int32_t> Planted::set_aside(const Population& population) const {
  std::set<std::int32_t> out;
  for (const std::int32_t who : {mother, father, daughter, son, grandmother, wen, ye, fan, xie, qiu, gu}) {
    if (who == kNobody) continue;
    const Person& p = population.persons[static_cast<std::size_t>(who)];
    const Household& home_of = population.households[static_cast<std::size_t>(p.household)];
    out.insert(home_of.members.begin(), home_of.members.end());
  }
  return out;
}

Planted plant(Population& population) { return Planter(population).run(); }

}  // namespace anwang::synth

#include "synth/population.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/text.h"
#include "linkage/address.h"
#include "linkage/hash.h"
#include "linkage/id_number.h"
#include "synth/csv.h"
#include "synth/places.h"

namespace anwang::synth {
namespace {

const Date kReference = *Date::of(2026, 11, 23);

Population at_scale(double scale, std::uint64_t seed = 1) {
  return make_population(scale_margins(*parse_margins(population_table()), scale), kReference, seed, scale);
}
const Population& full() {
  static const Population population = at_scale(1.0);
  return population;
}

TEST(Margins, TheTableContradictsItselfOnlyInItsAgeBands) {
  const auto table = parse_margins(population_table());
  ASSERT_TRUE(table);
  EXPECT_EQ(table->townships.size(), 13U);
  EXPECT_EQ(table->county[kTotal], 583337);
  for (const auto& line : contradictions(*table)) EXPECT_NE(line.find("age bands"), std::string::npos) << line;
  EXPECT_NE(contradictions(*table).back().find("short by 95"), std::string::npos);
  EXPECT_FALSE(parse_margins("township,male\n竹北市,x\n"));
}

TEST(Margins, LargestRemainderIsExact) {
  EXPECT_EQ(largest_remainder({1, 1, 1}, 10), (std::vector<long>{4, 3, 3}));
  EXPECT_EQ(largest_remainder({0, 0}, 10), (std::vector<long>{0, 0}));
  EXPECT_EQ(largest_remainder({2, 1}, 0), (std::vector<long>{0, 0}));
}

TEST(Population, MarginsAreExactAtEveryScale) {
  for (const double scale : {0.003, 0.02, 0.1}) {
    const Margins wanted = scale_margins(*parse_margins(population_table()), scale);
    EXPECT_EQ(count_margins(at_scale(scale)).townships, wanted.townships) << scale;
  }
  EXPECT_EQ(count_margins(full()).townships, parse_margins(population_table())->townships);
  EXPECT_EQ(count_margins(full()).county, parse_margins(population_table())->county);
}

TEST(Population, IdentifiersAreValidAndUnique) {
  std::set<std::string> ids, phones;
  for (const Person& p : full().persons) {
    const auto check = linkage::check_id(p.id);
    ASSERT_TRUE(check.valid()) << p.id;
    ASSERT_EQ(check.sex == linkage::Sex::male, p.sex == Gender::male);
    ASSERT_TRUE(ids.insert(p.id).second);
    if (!p.phone.empty()) {
      ASSERT_TRUE(phones.insert(p.phone).second);
    }
  }
}

TEST(Population, KinshipIsSane) {
  const auto& all = full().persons;
  std::size_t minors = 0, without_parent = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Person& p = all[i];
    for (const std::int32_t parent : {p.mother, p.father}) {
      if (parent == kNobody) continue;
      const Person& q = all[static_cast<std::size_t>(parent)];
      ASSERT_GE(full().age(q), full().age(p) + 14);
    }
    if (p.mother != kNobody) {
      ASSERT_EQ(all[static_cast<std::size_t>(p.mother)].sex, Gender::female);
    }
    if (p.father != kNobody) {
      ASSERT_EQ(all[static_cast<std::size_t>(p.father)].sex, Gender::male);
    }
    if (p.spouse != kNobody) {
      const Person& s = all[static_cast<std::size_t>(p.spouse)];
      ASSERT_EQ(s.spouse, static_cast<std::int32_t>(i));
      ASSERT_NE(s.sex, p.sex);
      ASSERT_EQ(s.household, p.household);
      ASSERT_GE(full().age(p), 18);
    }
    const int age = full().age(p);
    if (age >= 0 && age < 18) {
      ++minors;
      if (p.mother == kNobody && p.father == kNobody) ++without_parent;
      const auto& house = full().households[static_cast<std::size_t>(p.household)];
      ASSERT_TRUE(std::any_of(house.members.begin(), house.members.end(), [&](auto m) {
        const int a = full().age(all[static_cast<std::size_t>(m)]);
        return a >= 18 || a < 0;
      })) << "a minor alone";
    }
  }
  EXPECT_LT(without_parent, minors / 12);
}

TEST(Population, HouseholdsArePlausible) {
  const auto& p = full();
  std::size_t members = 0, alone65 = 0, three = 0, single_parent = 0;
  for (const Household& h : p.households) {
    members += h.members.size();
    EXPECT_LT(h.members.size(), 15U);
    bool grandchild_or_parent = false;
    for (const auto m : h.members)
      grandchild_or_parent = grandchild_or_parent || p.persons[static_cast<std::size_t>(m)].role == HouseRole::parent;
    three += grandchild_or_parent && h.members.size() >= 3;
    const Person& head = p.persons[static_cast<std::size_t>(h.members[0])];
    alone65 += h.members.size() == 1 && p.age(head) >= 65;
    single_parent += h.members.size() >= 2 && head.spouse == kNobody &&
                     p.persons[static_cast<std::size_t>(h.members[1])].role == HouseRole::child;
  }
  EXPECT_EQ(members, p.persons.size());
  const double n = static_cast<double>(p.households.size());
  const double size = static_cast<double>(members) / n;
  std::printf(
      "households %zu, %.2f persons each; elders alone %.1f%%, with a parent of the head %.1f%%, single parent "
      "%.1f%%\n",
      p.households.size(), size, 100.0 * static_cast<double>(alone65) / n, 100.0 * static_cast<double>(three) / n,
      100.0 * static_cast<double>(single_parent) / n);
  EXPECT_GT(size, 2.4);
  EXPECT_LT(size, 3.2);
  EXPECT_GT(alone65, p.households.size() / 40);
  EXPECT_GT(three, p.households.size() / 30);
}

TEST(Population, AddressesParseAndDoorsAreSingle) {
  linkage::Gazetteer known;
  for (const Village& v : places().villages) known.add(v.township, v.name);
  EXPECT_EQ(places().villages.size(), 192U);
  std::set<std::uint64_t> doors;
  for (const Household& h : full().households) {
    if (h.members[0] % 7 != 0) continue;
    const auto a = linkage::parse_address(h.address, "新竹縣", &known);
    ASSERT_EQ(linkage::format_address(a), h.address);
    const auto keys = linkage::address_keys(a, [](std::string_view s) { return linkage::hash64(s); });
    ASSERT_TRUE(doors.insert(keys.door).second) << h.address;
  }
}

TEST(Population, NamesHaveTheirFrequency) {
  std::map<std::string, std::size_t> surnames, of_the_seventies;
  std::size_t men = 0, romanised = 0;
  for (const Person& p : full().persons) {
    ASSERT_FALSE(p.name.empty());
    ASSERT_TRUE(valid_utf8(p.name));
    ++surnames[to_utf8(to_u32(p.name).substr(0, 1))];
    if (!p.roman.empty()) ++romanised;
    const int year = p.birth == Date::kUnset ? 0 : p.birth_on().year() - 1911;
    if (p.sex == Gender::male && year >= 70 && year <= 79) {
      ++men;
      ++of_the_seventies[to_utf8(to_u32(p.name).substr(1))];
    }
  }
  const double n = static_cast<double>(full().persons.size());
  EXPECT_GT(static_cast<double>(surnames["陳"]) / n, 0.06);
  EXPECT_LT(static_cast<double>(surnames["陳"]) / n, 0.12);
  EXPECT_GT(surnames["范"], surnames["洪"]);  // Hakka county
  EXPECT_GT(static_cast<double>(surnames["彭"]) / n, 0.015);
  EXPECT_GT(romanised, 1000U);
  const Csv table(given_names_table());
  for (std::size_t r = 0; r < table.rows(); ++r) {
    if (table.at(r, "cohort_roc") != "70-79" || table.at(r, "sex") != "M" || table.at(r, "rank") != "1") continue;
    const double share = static_cast<double>(of_the_seventies[table.at(r, "given_name")]) / static_cast<double>(men);
    EXPECT_NEAR(share, table.number(r, "count") / 1'830'000, 0.002) << table.at(r, "given_name");
  }
}

TEST(Population, SameSeedSamePeople) {
  const auto fingerprint = [](const Population& p) {
    std::uint64_t h = 0;
    for (const Person& x : p.persons)
      h = linkage::combine64(h, linkage::hash64(x.name + x.id + x.phone + x.roman + x.indigenous_name,
                                                static_cast<std::uint64_t>(x.birth)));
    for (const Household& x : p.households) h = linkage::combine64(h, linkage::hash64(x.address, x.members.size()));
    return h;
  };
  EXPECT_EQ(fingerprint(at_scale(0.01)), fingerprint(at_scale(0.01)));
  EXPECT_NE(fingerprint(at_scale(0.01)), fingerprint(at_scale(0.01, 2)));
}

}  // namespace
}  // namespace anwang::synth

#include "synth/load.h"

#include <gtest/gtest.h>

#include "linkage/id_number.h"
#include "store/testing/fixture.h"
#include "synth/check.h"
#include "synth/csv.h"
#include "synth/planted.h"

namespace anwang::synth {
namespace {

constexpr double kScale = 0.02;

class Load : public store::testing::BothStores {};

TEST_P(Load, TheStoreHasTheMarginsOfTheTable) {
  config_.demo = true;
  auto store = open();
  const Margins scaled = scale_margins(*parse_margins(population_table()), kScale);
  Population people = make_population(scaled, *Date::of(2026, 11, 23), 1, kScale);
  const Planted planted = plant(people);
  EXPECT_NE(planted.son, kNobody);
  EXPECT_NE(planted.gu, kNobody);
  ASSERT_TRUE(load_population(*store, *keys_, "10004", people, {}));
  ASSERT_TRUE(load_margins(*store, "10004", scaled, 112));
  const auto check = check_margins(*store, "10004", population_table());
  ASSERT_TRUE(check) << check.error().internal;
  EXPECT_EQ(check->unexplained, 0) << check->lines.back();
  EXPECT_NEAR(check->scale, kScale, 1e-9);

  // One person more than the table knows is seen.
  std::string altered(population_table());
  altered.replace(altered.find("105165"), 6, "105265");
  const auto other = check_margins(*store, "10004", altered);
  ASSERT_TRUE(other);
  EXPECT_GT(other->unexplained, 0);
}
ANWANG_ON_BOTH_STORES(Load);

TEST(Planted, TheFamilyStandsInTheMargins) {
  const Margins scaled = scale_margins(*parse_margins(population_table()), 0.1);
  Population p = make_population(scaled, *Date::of(2026, 11, 23), 1, 0.1);
  const Planted who = plant(p);
  EXPECT_EQ(count_margins(p).townships, scaled.townships);
  const auto at = [&](std::int32_t i) { return p.persons.at(static_cast<std::size_t>(i)); };
  EXPECT_EQ(p.age(at(who.mother)), 26);
  EXPECT_EQ(p.age(at(who.father)), 31);
  EXPECT_EQ(at(who.son).birth_on().iso(), "2022-02-17");
  EXPECT_EQ(at(who.daughter).mother, who.mother);
  EXPECT_EQ(at(who.mother).mother, who.grandmother);
  const Household& home = p.households.at(static_cast<std::size_t>(who.home));
  EXPECT_EQ(home.members.size(), 4U);
  EXPECT_EQ(p.townships.at(home.township), "竹東鎮");
  EXPECT_EQ(at(who.fan).name, "范秋妹");
  std::size_t members = 0;
  for (const Household& h : p.households) {
    ASSERT_FALSE(h.members.empty());
    members += h.members.size();
    for (const auto m : h.members) ASSERT_EQ(&p.households.at(static_cast<std::size_t>(at(m).household)), &h);
  }
  EXPECT_EQ(members, p.persons.size());
}

}  // namespace
}  // namespace anwang::synth

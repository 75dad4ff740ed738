#include "linkage/person_index.h"

#include <gtest/gtest.h>

#include <rapidcheck.h>

#include "linkage/address.h"
#include "linkage/hash.h"
#include "linkage/id_number.h"

namespace anwang::linkage {
namespace {

std::uint64_t keyed(std::string_view s) { return hash64(s, 7); }

PersonRecord person(std::int64_t id, std::string name, Date birth, std::string national_id = {},
                    Sex sex = Sex::unknown) {
  PersonRecord p;
  p.id = PersonId{id};
  p.names = {std::move(name)};
  p.birth = birth;
  p.sex = sex;
  if (!national_id.empty()) p.ids = {id_keys(national_id, keyed)};
  return p;
}
const Date kBirth = *Date::of(2022, 2, 17);

EvidenceLevel level(const Candidate& c, EvidenceKind kind) {
  for (const Evidence& e : c.evidence)
    if (e.kind == kind) return e.level;
  return EvidenceLevel::missing;
}

TEST(PersonIndex, FindsTheSonOfTheDemonstration) {
  PersonIndex index;
  PersonRecord son = person(1, "張宥群", kBirth, "J122221116", Sex::male);
  const Address home = parse_address("新竹縣竹東鎮長春路三段101號2樓");
  son.addresses = {address_keys(home, keyed)};
  index.put(son);
  for (int i = 2; i < 3000; ++i) index.put(person(i, "張宥" + std::to_string(i), kBirth.plus_days(i)));

  PersonQuery q;
  q.names = {"張宥羣"};
  q.birth = kBirth;
  q.id = id_keys("J122221119", keyed);
  q.id_check_digit_wrong = true;
  q.addresses = {address_keys(parse_address("竹東鎮長春路3段101號2F", "新竹縣"), keyed)};
  const auto found = index.candidates(q);
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].person, PersonId{1});
  EXPECT_EQ(level(found[0], EvidenceKind::name), EvidenceLevel::variant);
  EXPECT_EQ(level(found[0], EvidenceKind::birth), EvidenceLevel::same);
  EXPECT_EQ(level(found[0], EvidenceKind::id), EvidenceLevel::differs_last_digit);
  EXPECT_EQ(level(found[0], EvidenceKind::address), EvidenceLevel::same);
  EXPECT_EQ(level(found[0], EvidenceKind::sex), EvidenceLevel::missing);
  EXPECT_EQ(found[0].evidence[0].query_part, "羣");
  EXPECT_EQ(found[0].evidence[0].record_part, "群");
  EXPECT_EQ(found[0].band, Band::certain);
}

TEST(PersonIndex, WritePathKnowsOneWrongDigitButFuzzyNamesOnlyOnReview) {
  PersonIndex index;
  index.put(person(1, "徐志豪", *Date::of(1995, 3, 5), "J123456788"));
  PersonQuery q;
  q.id = id_keys("J123496788", keyed);
  ASSERT_EQ(index.candidates(q).size(), 1U);
  EXPECT_EQ(level(index.candidates(q)[0], EvidenceKind::id), EvidenceLevel::similar);
  q = {};
  q.names = {"徐志毫"};
  q.birth = *Date::of(1995, 3, 5);
  EXPECT_TRUE(index.candidates(q).empty());
  const auto fuzzy = index.candidates(q, {.mode = Mode::fuzzy});
  ASSERT_EQ(fuzzy.size(), 1U);
  EXPECT_EQ(level(fuzzy[0], EvidenceKind::name), EvidenceLevel::homophone);
  q.names = {"徐志"};
  EXPECT_EQ(level(index.candidates(q, {.mode = Mode::fuzzy}).at(0), EvidenceKind::name), EvidenceLevel::similar);
  q.names = {"徐■豪"};
  EXPECT_EQ(level(index.candidates(q, {.mode = Mode::fuzzy}).at(0), EvidenceKind::name), EvidenceLevel::similar);
  q.names = {"許志豪"};  // wrong surname, same birth
  EXPECT_EQ(index.candidates(q, {.mode = Mode::fuzzy}).size(), 1U);
}

TEST(PersonIndex, SwappedLastDigitsAreNotAWrongLastDigit) {
  PersonIndex index;
  index.put(person(1, "甲", {}, "J123456788"));
  index.put(person(2, "乙", {}, "J222222257"));
  PersonQuery q;
  q.id = id_keys("J222222275", keyed);
  EXPECT_EQ(level(index.candidates(q).at(0), EvidenceKind::id), EvidenceLevel::similar);
  q.id = id_keys("J123456789", keyed);  // …88 against …89
  EXPECT_EQ(level(index.candidates(q).at(0), EvidenceKind::id), EvidenceLevel::differs_last_digit);
}

TEST(PersonIndex, AliasesOfOnePersonAllFindHim) {
  PersonIndex index;
  PersonRecord p = person(9, "林曉蘭 Rimuy．Wilang", *Date::of(1966, 9, 30));
  p.names.push_back("里慕伊‧威浪");
  index.put(p);
  for (const char* name : {"林曉蘭", "rimuy wilang", "WILANG, RIMUY", "里慕伊·威浪"}) {
    PersonQuery q;
    q.names = {name};
    const auto found = index.candidates(q);
    ASSERT_EQ(found.size(), 1U) << name;
    EXPECT_EQ(level(found[0], EvidenceKind::name), EvidenceLevel::same) << name;
  }
}

TEST(PersonIndex, AContradictionOutweighsACommonName) {
  PersonIndex index;
  for (int i = 1; i <= 700; ++i) index.put(person(i, "陳怡君", Date{i * 11}));
  PersonQuery q;
  q.names = {"陳怡君"};
  q.birth = Date{350 * 11};
  const auto found = index.candidates(q, {.limit = 50});
  ASSERT_EQ(found.size(), 1U);  // 700 bearers: name and birth together
  EXPECT_EQ(found[0].person, PersonId{350});
}

TEST(PersonIndex, UpdateAndRemoveLeaveNoTrace) {
  PersonIndex a, b;
  for (int i = 1; i <= 5000; ++i) a.put(person(i, "王大明", Date{i}, "A1234567" + std::to_string(10 + i % 90)));
  for (int i = 1; i <= 5000; ++i) a.put(person(i, "李小" + std::to_string(i % 7), Date{2 * i}));
  for (int i = 1; i <= 4000; ++i) a.remove(PersonId{i});
  for (int i = 5000; i > 4000; --i) b.put(person(i, "李小" + std::to_string(i % 7), Date{2 * i}));
  EXPECT_EQ(a.digest(), b.digest());
  EXPECT_EQ(a.size(), 1000U);
  PersonQuery q;
  q.names = {"王大明"};
  EXPECT_TRUE(a.candidates(q).empty());
  q.names = {"李小3"};
  const auto x = a.candidates(q, {.limit = 1000}), y = b.candidates(q, {.limit = 1000});
  ASSERT_EQ(x.size(), y.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    EXPECT_EQ(x[i].person, y[i].person);
    EXPECT_EQ(x[i].score, y[i].score);
  }
}

TEST(PersonIndex, AtDoorListsEverybodyThere) {
  PersonIndex index;
  const AddressKeys home = address_keys(parse_address("新竹縣竹東鎮忠孝里5鄰長春路三段101號"), keyed);
  for (int i = 1; i <= 3; ++i) {
    PersonRecord p = person(i, "某", {});
    p.addresses = {home};
    index.put(p);
  }
  index.remove(PersonId{2});
  EXPECT_EQ(index.at_door(home.door), (std::vector<PersonId>{{1}, {3}}));
}

// Whatever single error of whatever kind at whatever place: the ID is found.
TEST(PersonIndex, AnySingleIdErrorIsFound) {
  ASSERT_TRUE(rc::check([] {
    PersonIndex index;
    std::string id = "J1";
    for (int i = 0; i < 8; ++i) id.push_back(static_cast<char>('0' + *rc::gen::inRange(0, 10)));
    index.put(person(1, "", {}, id));
    std::string wrong = id;
    const auto at = static_cast<std::size_t>(*rc::gen::inRange(0, 10));
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        wrong[at] = static_cast<char>('0' + *rc::gen::inRange(0, 10));
        break;
      case 1:
        wrong.erase(at, 1);
        break;
      case 2:
        wrong.insert(at, 1, '5');
        break;
      default:
        if (at < 9) std::swap(wrong[at], wrong[at + 1]);
    }
    PersonQuery q;
    q.id = id_keys(wrong, keyed);
    RC_ASSERT(index.candidates(q).size() == 1U);
  }));
}

// A common name does not lose anybody: whoever has a name like the asked one and enough bits is among the candidates,
// however the bearers were looked up.
TEST(PersonIndex, ACommonNameLosesNobodyWhoReachesTheScore) {
  ASSERT_TRUE(rc::check([] {
    const std::vector<std::string> names{"陳怡君", "陳宜君", "陳怡均", "林怡君", "王小明"};
    const std::vector<Date> births{
        *Date::of(1990, 3, 4), *Date::of(1990, 4, 3),  *Date::of(1991, 3, 4), *Date::of(1989, 3, 4),
        *Date::of(79, 3, 4),   *Date::of(1990, 3, 12), *Date::of(1985, 7, 8), Date{}};
    const std::vector<std::string> ids{"", "J122221116", "A123456789"};
    PersonIndex index;
    for (std::int64_t id = 1; id <= 120; ++id) {
      const std::string name = id == 1 ? "歐陽靖雯" : *rc::gen::elementOf(names);  // one whose name is rare
      PersonRecord p = person(id, name, *rc::gen::elementOf(births), *rc::gen::elementOf(ids),
                              *rc::gen::element(Sex::unknown, Sex::male, Sex::female));
      if (id == 1 || *rc::gen::inRange(0, 4) == 0)
        p.addresses = {address_keys(
            parse_address(*rc::gen::inRange(0, 2) ? "竹東鎮長春路3段101號2樓" : "竹東鎮長春路3段101號5樓", "新竹縣"),
            keyed)};
      index.put(p);
    }
    PersonQuery q;
    q.names = {*rc::gen::inRange(0, 3) == 0 ? "歐陽靖雯" : *rc::gen::elementOf(names)};
    q.birth = *rc::gen::elementOf(births);
    q.sex = *rc::gen::element(Sex::unknown, Sex::female);
    if (*rc::gen::inRange(0, 2)) q.id = id_keys("J122221119", keyed);
    if (*rc::gen::inRange(0, 2))
      q.addresses = {address_keys(parse_address("竹東鎮長春路3段101號9樓", "新竹縣"), keyed)};
    const auto found = index.candidates(q, {.mode = Mode::fuzzy, .limit = 1000});
    std::size_t due = 0;
    for (std::int64_t id = 1; id <= 120; ++id) {
      const auto one = index.compare(q, PersonId{id});
      due += one && one->score >= CandidateOptions{}.min_score &&
             level(*one, EvidenceKind::name) != EvidenceLevel::different;
    }
    std::size_t named = 0;
    for (const Candidate& c : found) named += level(c, EvidenceKind::name) != EvidenceLevel::different;
    RC_ASSERT(named == due);
  }));
}

}  // namespace
}  // namespace anwang::linkage

#include "linkage/address.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "linkage/hash.h"

namespace anwang::linkage {
namespace {

std::vector<std::string> csv_line(const std::string& line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      fields.emplace_back();
    else if (c != '\r')
      fields.back().push_back(c);
  }
  return fields;
}

std::vector<std::vector<std::string>> csv(const std::string& path) {
  std::ifstream in(std::string(ANWANG_SOURCE_DIR) + "/data/" + path);
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(in, line);) rows.push_back(csv_line(line));
  if (!rows.empty()) rows.erase(rows.begin());
  return rows;
}

Gazetteer hsinchu() {
  Gazetteer g;
  for (const auto& row : csv("villages_10004.csv")) g.add(row.at(1), row.at(3));
  return g;
}

// The 85 constructed ways of writing an address. The columns compared are those that make the keys. What the parser
// does not get is listed here with the reason, so that the number can only rise.
TEST(Address, ConstructedForms) {
  const Gazetteer known = hsinchu();
  const auto rows = csv("population_model/address_forms.csv");
  ASSERT_EQ(rows.size(), 85U);
  std::size_t passed = 0;
  std::vector<std::string> failed;
  for (const auto& r : rows) {
    const Address a = parse_address(r.at(1), "新竹縣", &known);
    const std::vector<std::string> got = {
        a.county, a.township,  a.village, a.neighbourhood, a.place_name, a.street, a.section,   a.lane,
        a.alley,  a.sub_alley, a.number,  a.number_sub,    a.building,   a.floor,  a.floor_sub, a.room};
    std::vector<std::string> want = {r.begin() + 4, r.begin() + 20};
    const std::vector<std::string> land = {a.land_section, a.land_subsection, a.land_number, a.po_office, a.po_box};
    const std::vector<std::string> want_land = {r.begin() + 21, r.begin() + 26};
    if (got == want && land == want_land)
      ++passed;
    else
      failed.push_back(r[0]);
    if (got != want || land != want_land) {
      std::string line = r[0] + " " + r[1] + "\n   got  ";
      for (const auto& f : got) line += f + "|";
      for (const auto& f : land) line += f + "|";
      line += "\n   want ";
      for (const auto& f : want) line += f + "|";
      for (const auto& f : want_land) line += f + "|";
      std::printf("%s\n", line.c_str());
    }
  }
  // 85: the data leaves an address of another county empty; we keep county and street, for the transfer of
  // jurisdiction.
  EXPECT_EQ(failed, (std::vector<std::string>{"85"}));
  std::printf("address forms: %zu of %zu\n", passed, rows.size());
}

TEST(Address, KeysDoNotDependOnTheWriting) {
  const Gazetteer known = hsinchu();
  const auto keys = [&](const char* text) {
    return address_keys(parse_address(text, "新竹縣", &known), [](std::string_view s) { return hash64(s); });
  };
  const AddressKeys a = keys("新竹縣竹東鎮雞林里3鄰北興路一段36巷18號2樓"),
                    b = keys("310 竹東鎮北興路1段３６巷１８號2F");
  EXPECT_EQ(a.door, b.door);
  EXPECT_NE(a.door, 0U);
  const AddressKeys other_floor = keys("竹東鎮北興路1段36巷18號3樓");
  EXPECT_NE(a.door, other_floor.door);
  EXPECT_EQ(a.building, other_floor.building);
  EXPECT_EQ(keys("不詳").door, 0U);
  EXPECT_EQ(keys("竹東鎮雞林里").village, a.village);
}

TEST(Address, FormattingRoundTrips) {
  const Gazetteer known = hsinchu();
  for (const char* text : {"新竹縣竹北市斗崙里12鄰光明六路158號3樓之2", "新竹縣湖口鄉鳳凰村光復路45巷8弄3衖2號",
                           "新竹縣尖石鄉玉峰村14鄰司馬庫斯12號", "新竹縣竹東鎮上坪里上坪段南坑小段56-2地號",
                           "新竹縣竹東鎮二重里光明路68號地下1樓"}) {
    const Address once = parse_address(text, "新竹縣", &known);
    EXPECT_EQ(format_address(once), text);
    EXPECT_EQ(parse_address(format_address(once), "新竹縣", &known), once);
  }
}

TEST(Address, HostileTextIsHarmless) {
  EXPECT_EQ(parse_address(""), Address{});
  EXPECT_EQ(parse_address(std::string(100'000, '9')).number, "");
  EXPECT_NO_THROW(parse_address("新竹縣竹北市" + std::string(50'000, '(')));
  EXPECT_EQ(parse_address("新竹縣竹北市光明六路99999999999999999999號").street, "光明六路");
}

}  // namespace
}  // namespace anwang::linkage

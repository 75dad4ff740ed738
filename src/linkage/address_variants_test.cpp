// One address in the many ways people write it: 20 addresses in 12 forms each, 240 written variants, all of one key.
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "base/text.h"
#include "linkage/address.h"
#include "linkage/hash.h"

namespace anwang::linkage {
namespace {

std::string replaced(std::string s, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = s.find(from, at)) != std::string::npos; at += to.size())
    s.replace(at, from.size(), to);
  return s;
}
std::string full_width(const std::string& s) {
  std::u32string out = to_u32(s);
  for (char32_t& c : out)
    if (c >= U'0' && c <= U'9') c += U'０' - U'0';
  return to_utf8(out);
}
std::string arabic_section(std::string s) {
  for (const auto& [han, digit] : {std::pair{"一段", "1段"}, {"二段", "2段"}, {"三段", "3段"}, {"四段", "4段"}})
    s = replaced(s, han, digit);
  return s;
}

using Form = std::function<std::string(const std::string&)>;
const std::vector<std::pair<const char*, Form>>& forms() {
  static const std::vector<std::pair<const char*, Form>> all = {
      {"as registered", [](const std::string& s) { return s; }},
      {"without county", [](const std::string& s) { return replaced(s, "新竹縣", ""); }},
      {"full-width digits", full_width},
      {"section in digits", arabic_section},
      {"section in full-width digits", [](const std::string& s) { return full_width(arabic_section(s)); }},
      {"F for 樓", [](const std::string& s) { return replaced(s, "樓", "F"); }},
      {"- for 之", [](const std::string& s) { return replaced(s, "之", "-"); }},
      {"with the province", [](const std::string& s) { return "台灣省" + s; }},
      {"with postal code", [](const std::string& s) { return "302" + s; }},
      {"with spaces", [](const std::string& s) { return replaced(replaced(s, "號", "號 "), "路", "路 "); }},
      {"with a remark", [](const std::string& s) { return s + "（請按電鈴）"; }},
      {"without county, digits and F",
       [](const std::string& s) { return replaced(arabic_section(replaced(s, "新竹縣", "")), "樓", "F"); }}};
  return all;
}

TEST(AddressVariants, TwoHundredAndFortyWaysOfTwentyAddresses) {
  const std::vector<std::string> addresses = {"新竹縣竹北市光明六路158號3樓",
                                              "新竹縣竹北市光明六路158號3樓之2",
                                              "新竹縣竹北市興隆路二段206巷15弄8號5樓",
                                              "新竹縣竹北市文興路一段123號11樓",
                                              "新竹縣竹東鎮長春路三段101號",
                                              "新竹縣竹東鎮長春路三段101號2樓之1",
                                              "新竹縣竹東鎮北興路一段36巷18號",
                                              "新竹縣新埔鎮中正路499號",
                                              "新竹縣新埔鎮文德路一段863巷111號",
                                              "新竹縣關西鎮正義路126號1樓",
                                              "新竹縣湖口鄉中正路一段186號7樓之12",
                                              "新竹縣湖口鄉光復路45巷8弄3衖2號",
                                              "新竹縣新豐鄉康樂路一段209巷31弄10號4樓",
                                              "新竹縣芎林鄉文山路336巷16之5號",
                                              "新竹縣橫山鄉中豐路一段28巷7號",
                                              "新竹縣北埔鄉城門街10號",
                                              "新竹縣寶山鄉雙園路二段175號",
                                              "新竹縣寶山鄉三峰路二段66號",
                                              "新竹縣竹北市嘉豐南路二段88號12樓",
                                              "新竹縣竹東鎮中豐路一段57之3號"};
  const auto keyed = [](std::string_view s) { return hash64(s); };
  std::size_t variants = 0;
  for (const std::string& address : addresses) {
    const Address parsed = parse_address(address, "新竹縣");
    EXPECT_EQ(format_address(parsed), address);
    const AddressKeys key = address_keys(parsed, keyed);
    ASSERT_NE(key.door, 0U) << address;
    for (const auto& [what, form] : forms()) {
      const std::string written = form(address);
      const Address again = parse_address(written, "新竹縣");
      EXPECT_EQ(address_keys(again, keyed).door, key.door)
          << what << ": " << written << " read as " << format_address(again);
      EXPECT_EQ(format_address(parse_address(format_address(again), "新竹縣")), format_address(again)) << written;
      ++variants;
    }
  }
  EXPECT_EQ(variants, 240U);
}

}  // namespace
}  // namespace anwang::linkage

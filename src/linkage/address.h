// Taiwanese addresses as people write them: 縣市/鄉鎮市區/村里/鄰/路街/段/巷/弄/衖/號/之/樓/室, part names of places
// and tribes, section numbers of the land register, post boxes; Chinese numerals and full-width digits; 台/臺. Unknown
// stays empty. A parse is for comparison and for filling a form; the text as written is always kept beside it.
// Thread-safety: pure functions; a Gazetteer is safe once filled.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linkage/id_number.h"
#include "linkage/person_index.h"

namespace anwang::linkage {

struct Address {
  std::string postal_code, county, township, village, neighbourhood;  // "新竹縣" "竹北市" "斗崙里" "12"
  std::string place_name, street, section;                 // "" "光明六路" "二" (section in Chinese numerals)
  std::string lane, alley, sub_alley, number, number_sub;  // digits
  std::string building, floor, floor_sub, room;            // floor: digits, "B1" for a basement
  std::string tribe, land_section, land_subsection, land_number;  // 尖石 and 五峰; land register
  std::string po_office, po_box;
  bool operator==(const Address&) const = default;
};

// The county's townships and villages: mends variant and mistyped names (窮林鄉 → 芎林鄉, 雞林里 → 鷄林里) and finds
// the township of a place name (竹北高鐵站旁). Built once from data/villages_<county>.csv; const afterwards.
class Gazetteer {
 public:
  void add(std::string township, std::string village);
  // The official name that this text begins with, and how many code points it took; nullopt = none.
  struct Match {
    std::string name;
    std::size_t length = 0;
  };
  [[nodiscard]] std::optional<Match> township(std::u32string_view text) const;
  [[nodiscard]] std::optional<Match> township_by_short_name(std::u32string_view text) const;
  [[nodiscard]] std::optional<Match> village(const std::string& township, std::u32string_view text) const;
  [[nodiscard]] bool empty() const { return villages_.empty(); }

 private:
  std::map<std::string, std::vector<std::string>> villages_;  // by township
};

// `default_county` fills the county when the text begins at the township ("" leaves it empty).
Address parse_address(std::string_view text, std::string_view default_county = {}, const Gazetteer* known = nullptr);
// One line in the official order: 新竹縣竹北市斗崙里12鄰光明六路158號3樓之2.
std::string format_address(const Address& address);
// The door does not depend on whether village and neighbourhood were written down.
AddressKeys address_keys(const Address& address, const KeyedHash& keyed);

}  // namespace anwang::linkage

// Taiwanese addresses as people write them: 縣市/鄉鎮市區/村里/鄰/路街/段/巷/弄/衖/號/之/樓/室, part names of places and tribes,
// section numbers of the land register, post boxes; Chinese numerals and full-width digits; 台/臺. Unknown stays empty.
// A parse is for comparison and for filling a form; the text as written is always kept beside it.
// Thread-safety: pure functions.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "linkage/id_number.h"
#include "linkage/person_index.h"

namespace anwang::linkage {

struct Address {
  std::string postal_code, county, township, village, neighbourhood;  // "新竹縣" "竹北市" "斗崙里" "12"
  std::string place_name, street, section;                            // "" "光明六路" "二" (section in Chinese numerals)
  std::string lane, alley, sub_alley, number, number_sub;             // digits
  std::string building, floor, floor_sub, room;                       // floor: digits, "B1" for a basement
  std::string tribe, land_section, land_subsection, land_number;      // 尖石 and 五峰; land register
  std::string po_office, po_box;
  bool operator==(const Address&) const = default;
};

// `default_county` fills the county when the text begins at the township ("" leaves it empty).
Address parse_address(std::string_view text, std::string_view default_county = {});
// One line in the official order: 新竹縣竹北市斗崙里12鄰光明六路158號3樓之2.
std::string format_address(const Address& address);
AddressKeys address_keys(const Address& address, const KeyedHash& keyed);

}  // namespace anwang::linkage

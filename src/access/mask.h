// Masked forms of names, numbers and addresses (ui.md, "Words"): ○ is U+25CB. Pure.
#pragma once

#include <string>
#include <string_view>

namespace anwang::access {

// 王明 → 王○, 王小明 → 王○明, 歐陽小明 → 歐陽○○ (compound surname), 張陳雅雯 → 張○○雯; "Nguyen Thi Lan" → "N. T. L.";
// names with a middle dot (indigenous, transliterated) and other scripts: the initial of each part.
std::string mask_name(std::string_view name);
// Towards other networks and on shared screens: only the surname, always 張○○.
std::string mask_name_strict(std::string_view name);
// A123456789 → A1*****789.
std::string mask_identifier(std::string_view value);
// 0912345678 → 0912***678.
std::string mask_phone(std::string_view phone);
// 新竹縣竹東鎮中興路100號3樓 → township (and village) only, as given.
std::string mask_address(std::string_view township, std::string_view village);

}  // namespace anwang::access

#include <algorithm>
#include <array>

#include "base/text.h"
#include "linkage/address.h"
#include "linkage/name_table.h"
#include "linkage/names.h"

namespace anwang::linkage {
namespace {

bool folded_equal(std::u32string_view a, std::u32string_view b) {
  return a.size() == b.size() && fold_variants(to_utf8(a)) == fold_variants(to_utf8(b));
}

}  // namespace

void Gazetteer::add(std::string township, std::string village) {
  auto& list = villages_[std::move(township)];
  if (!village.empty()) list.push_back(std::move(village));
}

std::optional<Gazetteer::Match> Gazetteer::township(std::u32string_view text) const {
  for (const bool forgiving : {false, true}) {
    for (const auto& [name, villages] : villages_) {
      const std::u32string points = to_u32(name);
      const std::u32string_view head = text.substr(0, points.size());
      if (folded_equal(head, points)) return Match{name, points.size()};
      // One wrong character, the last (鄉鎮市區) right.
      if (forgiving && head.size() == points.size() && head.back() == points.back() && one_edit(head, points))
        return Match{name, points.size()};
    }
  }
  return std::nullopt;
}

std::optional<Gazetteer::Match> Gazetteer::township_by_short_name(std::u32string_view text) const {
  for (const auto& [name, villages] : villages_) {
    const std::u32string points = to_u32(name);
    if (folded_equal(text.substr(0, points.size() - 1), std::u32string_view(points).substr(0, points.size() - 1)))
      return Match{name, points.size() - 1};
  }
  return std::nullopt;
}

std::optional<Gazetteer::Match> Gazetteer::village(const std::string& township, std::u32string_view text) const {
  const auto it = villages_.find(township);
  if (it == villages_.end()) return std::nullopt;
  for (const bool forgiving : {false, true}) {
    for (const std::string& name : it->second) {
      const std::u32string points = to_u32(name);
      const std::u32string_view head = text.substr(0, points.size());
      if (folded_equal(head, points)) return Match{name, points.size()};
      if (forgiving && points.size() >= 3 && head.size() == points.size() && head.back() == points.back() &&
          one_edit(head, points))
        return Match{name, points.size()};
    }
  }
  return std::nullopt;
}

}  // namespace anwang::linkage

#include "linkage/address.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <initializer_list>

#include "base/text.h"
#include "linkage/names.h"

namespace anwang::linkage {
namespace {

constexpr std::array<std::string_view, 22> kCounties = {
    "臺北市", "新北市", "桃園市", "臺中市", "臺南市", "高雄市", "基隆市", "新竹市", "嘉義市", "新竹縣", "苗栗縣",
    "彰化縣", "南投縣", "雲林縣", "嘉義縣", "屏東縣", "宜蘭縣", "花蓮縣", "臺東縣", "澎湖縣", "金門縣", "連江縣"};

int han_digit(char32_t c) {
  constexpr std::u32string_view digits = U"〇一二三四五六七八九";
  if (c == U'零' || c == U'○') return 0;
  if (c == U'兩') return 2;
  const std::size_t at = digits.find(c);
  return at == std::u32string_view::npos ? -1 : static_cast<int>(at);
}

// "二五一" → 251, "一百二十" → 120, "045" → 45; "" stays "".
std::string arabic(std::string_view text) {
  const std::u32string s = to_u32(text);
  if (s.empty()) return {};
  int total = 0, current = 0;
  bool units = false;
  for (const char32_t c : s) {
    if (c == U'百' || c == U'十') {
      units = true;
      if (total > 99'999'999) return std::string(text);
      total += (current == 0 ? 1 : current) * (c == U'百' ? 100 : 10);
      current = 0;
    } else {
      const int d = c >= U'0' && c <= U'9' ? static_cast<int>(c - U'0') : han_digit(c);
      if (d < 0 || current > 99'999) return std::string(text);
      current = (units ? 0 : current * 10) + d;
    }
  }
  return std::to_string(total + current);
}

std::string han_section(std::string_view text) {
  constexpr std::array<std::string_view, 11> words = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
  const std::string digits = arabic(text);
  const int n = digits.size() <= 2 && !digits.empty() && digits[0] <= '9' && digits[0] >= '0' ? std::stoi(digits) : 0;
  return n >= 1 && n <= 10 ? std::string(words[static_cast<std::size_t>(n)]) : std::string(text);
}

#define ANWANG_NUM "([0-9〇○零一二三四五六七八九十百]+)"

class Parser {
 public:
  Parser(std::string_view text, std::string_view default_county, const Gazetteer* known)
      : default_county_(default_county), known_(known), rest_(prepare(text)) {}

  Address run() {
    post_code();
    if (!area()) return a_;
    if (land() || post_box()) return a_;
    neighbourhood();
    street_parts();
    numbers();
    return a_;
  }

 private:
  static std::string prepare(std::string_view text) {
    std::string s = nfkc_form(text);
    static const RE2 registered("^.*[/;;]\\s*戶籍[::]?"), romanised_place("[A-Za-z'’]+\\(([^()]*\\p{Han}[^()]*)\\)"),
        brackets("\\([^()]*\\)"), province("^(?:中華民國)?(?:[台臺]灣省)?"),
        landmark("^(\\p{Han}{2})\\p{Han}*(?:旁|附近|對面)\\s+"), space("[\\s ]+"), tail("旁\\p{Han}*$");
    RE2::Replace(&s, registered, "");
    RE2::GlobalReplace(&s, romanised_place, "\\1");
    RE2::GlobalReplace(&s, brackets, "");
    RE2::Replace(&s, landmark, "\\1");
    RE2::Replace(&s, tail, "");
    RE2::GlobalReplace(&s, space, "");
    static const RE2 dash("[-‐‑–—－−]");
    RE2::GlobalReplace(&s, dash, "-");
    RE2::Replace(&s, province, "");
    return s;
  }

  void post_code() {
    static const RE2 code("^([0-9]{6}|[0-9]{5}|[0-9]{3})(\\D)");
    std::string next;
    if (RE2::PartialMatch(rest_, code, &a_.postal_code, &next)) rest_.erase(0, a_.postal_code.size());
    static const RE2 province("^[台臺]灣省");
    RE2::Replace(&rest_, province, "");
  }

  // False when nothing says where this is.
  bool area() {
    for (const std::string_view county : kCounties) {
      const std::size_t n = county.size();
      if (rest_.size() >= n && fold_variants(rest_.substr(0, n)) == fold_variants(county)) {
        a_.county = county;
        rest_.erase(0, n);
        break;
      }
    }
    const bool ours = known_ != nullptr && !known_->empty() && (a_.county.empty() || a_.county == default_county_);
    if (!ours || !known_township()) any_township();
    if (a_.county.empty() && !a_.township.empty()) a_.county = default_county_;
    if (a_.county.empty() && a_.township.empty()) return false;
    village();
    return true;
  }
  bool known_township() {
    const std::u32string text = to_u32(rest_);
    auto match = known_->township(text);
    static const RE2 by_short_name("^\\p{Han}{2}(?:\\p{Han}{0,6}(?:工業區|路|街|郵局|郵政)|[\\p{Han}]+[0-9])");
    if (!match && RE2::PartialMatch(rest_, by_short_name)) match = known_->township_by_short_name(text);
    if (!match) return false;
    a_.township = match->name;
    const bool post = rest_.find("郵局") != std::string::npos;  // 竹北郵局: the township is part of the office's name
    static const RE2 park("^\\p{Han}{0,4}工業區");
    const bool whole = to_u32(match->name).size() == match->length;
    if (whole || !post) rest_ = to_utf8(std::u32string_view(text).substr(match->length));
    if (!whole) RE2::Replace(&rest_, park, "");
    return true;
  }
  void any_township() {
    static const RE2 pattern("^(\\p{Han}{1,3}?[鄉鎮市區])");
    if (RE2::PartialMatch(rest_, pattern, &a_.township)) rest_.erase(0, a_.township.size());
  }
  void village() {
    const std::u32string text = to_u32(rest_);
    if (known_ != nullptr && !a_.township.empty()) {
      if (const auto match = known_->village(a_.township, text)) {
        a_.village = match->name;
        rest_ = to_utf8(std::u32string_view(text).substr(match->length));
        return;
      }
    }
    static const RE2 pattern("^([^0-9路街巷弄號段鄰]{1,4}?[村里])");
    static const RE2 road_name("^[^0-9]{1,5}[路街]");
    std::string name;
    if (RE2::PartialMatch(rest_, pattern, &name) && to_u32(name).size() >= 2 &&
        (known_ == nullptr || known_->empty() || !RE2::PartialMatch(rest_, road_name))) {
      a_.village = name;
      rest_.erase(0, name.size());
    }
  }

  bool land() {
    static const RE2 pattern("(\\p{Han}{1,4}?)段(?:(\\p{Han}{1,4}?)小段)?([0-9]+(?:-[0-9]+)?)(?:[、,][-0-9、,]+)?地號");
    std::string number;
    if (!RE2::PartialMatch(rest_, pattern, &a_.land_section, &a_.land_subsection, &number)) return false;
    const std::size_t dash = number.find('-');
    a_.land_number = arabic(number.substr(0, dash));
    if (dash != std::string::npos) a_.land_number += "-" + arabic(number.substr(dash + 1));
    return true;
  }
  bool post_box() {
    static const RE2 pattern("(\\p{Han}+?郵[局政])第?([0-9]+)號(?:附([0-9]+)號)?信箱");
    std::string attached;
    if (!RE2::PartialMatch(rest_, pattern, &a_.po_office, &a_.po_box, &attached)) return false;
    if (!attached.empty()) a_.po_box += "附" + attached;
    return true;
  }
  void neighbourhood() {
    static const RE2 pattern(ANWANG_NUM "鄰");
    std::string n;
    if (!RE2::PartialMatch(rest_, pattern, &n)) return;
    a_.neighbourhood = arabic(n);
    static const RE2 cut(ANWANG_NUM "鄰");
    RE2::Replace(&rest_, cut, "");
  }

  // Takes `pattern`'s one group and cuts what it matched.
  std::string take(const RE2& pattern) {
    std::string value;
    if (RE2::PartialMatch(rest_, pattern, &value)) RE2::Replace(&rest_, pattern, "");
    return value;
  }
  void street_parts() {
    static const RE2 street("^([^0-9]{1,8}?(?:大道|路|街))"), section("^" ANWANG_NUM "段"),
        place("^([^0-9路街巷弄]{1,8}?)" ANWANG_NUM "(?:[-之]" ANWANG_NUM ")?號"),
        place_only("^([^0-9路街巷弄號]{2,8})$"), digits("^([^0-9]*?)[0-9]");
    a_.street = take(street);
    if (!a_.street.empty()) {
      if (std::string n; RE2::PartialMatch(rest_, section, &n)) {
        a_.section = han_section(n);
        RE2::Replace(&rest_, section, "");
      }
    } else {
      std::string name;
      if (RE2::PartialMatch(rest_, place, &name) || RE2::PartialMatch(rest_, place_only, &name)) {
        static const RE2 office("事務所|不詳|無定所|公所");
        if (!RE2::PartialMatch(name, office)) {
          a_.place_name = name;
          rest_.erase(0, name.size());
          static const RE2 tribe("部落$");
          if (RE2::PartialMatch(name, tribe)) a_.tribe = name;
        }
      }
    }
  }
  void numbers() {
    static const RE2 lane("^" ANWANG_NUM "巷"), alley("^" ANWANG_NUM "弄"), sub_alley("^" ANWANG_NUM "衖"),
        number("^臨?" ANWANG_NUM "(?:[-之]" ANWANG_NUM ")?號(?:[-之]" ANWANG_NUM ")?"), attached("^附[0-9]+"),
        floors("^" ANWANG_NUM "、" ANWANG_NUM "[樓Ff]");
    a_.lane = arabic(take(lane));
    a_.alley = arabic(take(alley));
    a_.sub_alley = arabic(take(sub_alley));
    std::string n, sub, sub_after;
    if (!RE2::PartialMatch(rest_, number, &n, &sub, &sub_after)) return;
    RE2::Replace(&rest_, number, "");
    a_.number = arabic(n);
    a_.number_sub = arabic(!sub.empty() ? sub : sub_after);
    RE2::Replace(&rest_, attached, "");
    if (std::string first; RE2::PartialMatch(rest_, floors, &first)) {
      a_.floor = arabic(first);
      return;
    }
    inside();
  }
  void inside() {
    static const RE2 dormitory("^([^0-9]*宿舍[0-9]*)-([0-9]+)室?$"),
        building("^([A-Za-z0-9]?\\p{Han}*棟|[A-Za-z]棟|\\p{Han}*宿舍[A-Z]?棟)"),
        basement("^(?:地下|[Bb])" ANWANG_NUM "[樓Ff]?"), floor("^" ANWANG_NUM "[樓Ff](?:[-之]*" ANWANG_NUM ")?"),
        room("^([0-9A-Za-z]+)室");
    if (RE2::PartialMatch(rest_, dormitory, &a_.building, &a_.room)) return;
    a_.building = take(building);
    std::string level, sub;
    if (RE2::PartialMatch(rest_, basement, &level)) {
      a_.floor = "B" + arabic(level);
      RE2::Replace(&rest_, basement, "");
    } else if (RE2::PartialMatch(rest_, floor, &level, &sub)) {
      a_.floor = arabic(level);
      a_.floor_sub = arabic(sub);
      RE2::Replace(&rest_, floor, "");
    }
    a_.room = take(room);
  }

  Address a_;
  std::string default_county_;
  const Gazetteer* known_;
  std::string rest_;
};

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) {
    out += part;
    out.push_back('|');
  }
  return out;
}
std::string unit(const std::string& value, std::string_view suffix) {
  return value.empty() ? std::string{} : value + std::string(suffix);
}

}  // namespace

Address parse_address(std::string_view text, std::string_view default_county, const Gazetteer* known) {
  return Parser(text, default_county, known).run();
}

std::string format_address(const Address& a) {
  if (!a.land_number.empty())
    return a.county + a.township + a.village + a.land_section + "段" + unit(a.land_subsection, "小段") + a.land_number +
           "地號";
  if (!a.po_box.empty()) return a.po_office + "第" + a.po_box + "號信箱";
  std::string s =
      a.county + a.township + a.village + unit(a.neighbourhood, "鄰") + a.place_name + a.street + unit(a.section, "段");
  s += unit(a.lane, "巷") + unit(a.alley, "弄") + unit(a.sub_alley, "衖");
  if (!a.number.empty()) s += a.number + (a.number_sub.empty() ? "" : "之" + a.number_sub) + "號";
  s += a.building;
  if (!a.floor.empty())
    s += (a.floor[0] == 'B' ? "地下" + a.floor.substr(1) : a.floor) + "樓" +
         (a.floor_sub.empty() ? "" : "之" + a.floor_sub);
  return s + unit(a.room, "室");
}

AddressKeys address_keys(const Address& a, const KeyedHash& keyed) {
  AddressKeys keys;
  const std::string area = a.county + "|" + a.township;
  if (!a.village.empty()) keys.village = keyed("village|" + fold_variants(area + "|" + a.village));
  if (!a.number.empty() || !a.land_number.empty()) {
    const std::string building =
        fold_variants(joined({area, a.place_name, a.street, a.section, a.lane, a.alley, a.sub_alley, a.number,
                              a.number_sub, a.land_section, a.land_subsection, a.land_number}));
    keys.building = keyed("building|" + building);
    keys.door = keyed("door|" + building + joined({a.building, a.floor, a.floor_sub, a.room}));
  }
  return keys;
}

}  // namespace anwang::linkage

#include "synth/registers.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "codec/csv.h"
#include "linkage/id_number.h"
#include "linkage/readings.h"
#include "synth/csv.h"
#include "synth/rng.h"

namespace anwang::synth {
namespace {

constexpr std::array<const char*, kRegisters> kCodes = {"protection", "vulnerable_family", "psychiatric",
                                                        "disability", "child_account",     "household"};
// In the order of ErrorRates: identifier; name; birth; telephone, address, surname.
constexpr std::array<ErrorRates, kRegisters> kRates = {{
    {.12, .010, .004, .3, .020, .015, .004, .20, .004, .030, .010, .010, .004, .30, .15, .05, .12, .004},
    {.06, .008, .003, .3, .015, .015, .003, .15, .002, .015, .005, .008, .003, .20, .12, .03, .10, .003},
    {.02, .004, .002, .4, .008, .012, .004, .10, .000, .005, .002, .005, .002, .25, .12, .04, .10, .003},
    {.00, .002, .001, .5, .004, .010, .006, .05, .000, .000, .000, .003, .001, .15, .10, .01, .08, .002},
    {.00, .002, .001, .1, .003, .008, .002, .05, .000, .000, .000, .002, .001, .10, .08, .01, .05, .001},
    {.00, .000, .000, .0, .000, .000, .002, .00, .000, .000, .000, .000, .000, 1.0, .00, .00, .00, .000},
}};
constexpr std::array<DateStyle, kRegisters> kStyles = {DateStyle::roc_slashes, DateStyle::roc_dots,
                                                       DateStyle::iso,         DateStyle::roc_packed,
                                                       DateStyle::slashes,     DateStyle::roc_words};
constexpr std::array<const char*, kRegisters> kSexWords[2] = {{"男", "M", "男", "1", "男", "男"},
                                                              {"女", "F", "女", "2", "女", "女"}};

// Written forms of one character: what a clerk's input method, an old register or a scanner makes of it.
constexpr std::u32string_view kVariants = U"群羣峰峯啟啓溫温黃黄強强靜静清淸德徳真眞豐豊恆恒衛衞綠緑雞鷄麗麗台臺";

std::string two(int n) { return (n < 10 ? "0" : "") + std::to_string(n); }

class Clerk {
 public:
  Clerk(const Population& population, std::uint64_t seed, const std::function<void(Register, std::string_view)>& write)
      : population_(population), rng_(seed, "registers"), write_(write) {
    const Csv chars(given_chars_table());
    for (std::size_t r = 0; r < chars.rows(); ++r) {
      const char32_t c = to_u32(chars.at(r, "char"))[0];
      auto& group = alike_[std::string(linkage::given_reading(c))];
      if (std::find(group.begin(), group.end(), c) == group.end()) group.push_back(c);
    }
  }

  void run() {
    for (std::size_t r = 0; r < kRegisters; ++r)
      write_(static_cast<Register>(r), "record_id,name,birth_date,id_number,sex,phone,address,person,household\n");
    // One household in eight has most of what happens.
    for (std::size_t h = 0; h < population_.households.size(); ++h) {
      const double burden = rng_.chance(0.125) ? 5 : 0.45;
      for (const std::int32_t i : population_.households[h].members) person(i, burden);
    }
  }

 private:
  void person(std::int32_t i, double burden) {
    const Person& p = population_.persons[static_cast<std::size_t>(i)];
    const int age = population_.age(p);
    if (rng_.chance(0.9)) record(Register::household, i, 1);
    if (rng_.chance(0.02 * burden)) record(Register::protection, i, 1 + static_cast<int>(rng_.below(3)));
    if (rng_.chance(0.025 * burden)) record(Register::vulnerable_family, i, rng_.chance(0.3) ? 2 : 1);
    if (age >= 12 && rng_.chance(0.012 * burden)) record(Register::psychiatric, i, 1);
    if (p.disability > 0 && rng_.chance(0.95)) record(Register::disability, i, 1);
    if (age >= 0 && age < 18 && rng_.chance(std::min(0.9, 0.12 * burden))) record(Register::child_account, i, 1);
  }

  void record(Register which, std::int32_t i, int times) {
    const Person& p = population_.persons[static_cast<std::size_t>(i)];
    const ErrorRates& e = error_rates(which);
    for (; times > 0; --times) {
      const auto r = static_cast<std::size_t>(which);
      std::string line = std::string(1, "PVSDCH"[r]) + std::to_string(++serial_[r]);
      for (const std::string& field :
           {name(p, e), birth(p, e, date_style(which)), identifier(p, e),
            std::string(kSexWords[p.sex == Gender::male ? 0 : 1][r]), phone(p, e), address(p, e, which)})
        line += "," + codec::csv_field(field);
      line += "," + std::to_string(i) + "," + std::to_string(p.household) + "\n";
      write_(which, line);
    }
  }

  std::string name(const Person& p, const ErrorRates& e) {
    std::string written = p.name;
    if (rng_.chance(e.name_other_alias)) {
      if (!p.roman.empty() && rng_.chance(0.5))
        written = p.roman;
      else if (!p.indigenous_name.empty())
        written = p.indigenous_name;
    }
    std::u32string s = to_u32(written);
    if (s.size() < 2 || s[0] < 0x4e00) return written;
    if (rng_.chance(e.surname_changed)) s[0] = U"陳林黃張李王吳劉蔡楊"[rng_.below(10)];
    const std::size_t at = 1 + rng_.below(s.size() - 1);
    if (rng_.chance(e.name_homophone)) {
      const auto group = alike_.find(std::string(linkage::given_reading(s[at])));
      if (group != alike_.end()) s[at] = rng_.pick(group->second);
    }
    if (rng_.chance(e.name_variant))
      for (char32_t& c : s)
        if (const std::size_t v = kVariants.find(c); v != std::u32string_view::npos) c = kVariants[v ^ 1U];
    if (rng_.chance(e.name_unencodable)) s[at] = U'■';
    if (rng_.chance(e.name_masked)) s[at] = U'○';
    return to_utf8(s);
  }

  std::string birth(const Person& p, const ErrorRates& e, DateStyle style) {
    if (p.birth == Date::kUnset || rng_.chance(e.birth_missing)) return {};
    const Date on = p.birth_on();
    int y = on.year(), m = static_cast<int>(on.month()), d = static_cast<int>(on.day());
    if (rng_.chance(e.birth_swapped) && d <= 12) std::swap(m, d);
    if (rng_.chance(e.birth_one_digit)) {
      if (rng_.chance(0.5))
        d = 1 + static_cast<int>(rng_.below(28));
      else
        y = y / 10 * 10 + static_cast<int>(rng_.below(10));
    }
    const int roc = y - 1911;
    if (rng_.chance(e.birth_year_only))
      return style == DateStyle::iso ? std::to_string(y) : "民國" + std::to_string(roc) + "年";
    switch (style) {
      case DateStyle::roc_slashes:
        return std::to_string(roc) + "/" + two(m) + "/" + two(d);
      case DateStyle::roc_dots:
        return std::to_string(roc) + "." + std::to_string(m) + "." + std::to_string(d);
      case DateStyle::roc_packed:
        return (roc < 100 ? "0" : "") + two(roc) + two(m) + two(d);
      case DateStyle::slashes:
        return std::to_string(y) + "/" + std::to_string(m) + "/" + std::to_string(d);
      case DateStyle::roc_words:
        return "民國" + std::to_string(roc) + "年" + std::to_string(m) + "月" + std::to_string(d) + "日";
      default:
        return std::to_string(y) + "-" + two(m) + "-" + two(d);
    }
  }

  std::string identifier(const Person& p, const ErrorRates& e) {
    if (p.id.empty() || rng_.chance(e.id_missing)) return {};
    std::string id = p.id;
    if (p.origin != Origin::none && !p.naturalised && rng_.chance(e.id_old_resident)) {
      std::string nine = std::string("J") + (p.sex == Gender::male ? "C" : "D") + id.substr(2, 7);  // the old form
      id = nine + static_cast<char>('0' + linkage::id_check_digit(nine));
    }
    const std::size_t at = 2 + rng_.below(7);
    if (rng_.chance(e.id_one_digit)) id[at] = static_cast<char>('0' + rng_.below(10));
    if (rng_.chance(e.id_swapped)) std::swap(id[at], id[at + 1]);
    return id;
  }

  std::string phone(const Person& p, const ErrorRates& e) {
    if (p.phone.empty() || rng_.chance(e.phone_missing)) return {};
    std::string n = p.phone;
    if (rng_.chance(e.phone_changed))
      for (std::size_t i = 4; i < n.size(); ++i) n[i] = static_cast<char>('0' + rng_.below(10));
    return rng_.chance(0.5) ? n : n.substr(0, 4) + "-" + n.substr(4, 3) + "-" + n.substr(7);
  }

  std::string address(const Person& p, const ErrorRates& e, Register which) {
    if (p.household == kNobody || rng_.chance(e.address_missing)) return {};
    const std::size_t h = rng_.chance(e.address_moved) ? rng_.below(population_.households.size())
                                                       : static_cast<std::size_t>(p.household);
    std::string s = population_.households[h].address;
    if (which == Register::household) return s;
    const auto replace = [&](std::string_view from, std::string_view to) {
      if (const std::size_t at = s.find(from); at != std::string::npos) s.replace(at, from.size(), to);
    };
    if (rng_.chance(0.3)) replace("新竹縣", "");
    if (rng_.chance(0.3)) replace("樓", "F");
    if (rng_.chance(0.2)) replace("之", "-");
    for (const auto& [han, digit] : {std::pair{"一段", "1段"}, {"二段", "2段"}, {"三段", "3段"}})
      if (rng_.chance(0.4)) replace(han, digit);
    if (rng_.chance(0.1))
      for (int d = 0; d < 10; ++d)
        for (std::size_t at = 0; (at = s.find(static_cast<char>('0' + d), at)) != std::string::npos;)
          s.replace(at, 1, to_utf8(std::u32string(1, static_cast<char32_t>(U'０' + d))));
    return s;
  }

  const Population& population_;
  Rng rng_;
  const std::function<void(Register, std::string_view)>& write_;
  std::map<std::string, std::vector<char32_t>> alike_;
  std::array<int, kRegisters> serial_{};
};

}  // namespace

const char* code(Register which) { return kCodes[static_cast<std::size_t>(which)]; }
const ErrorRates& error_rates(Register which) { return kRates[static_cast<std::size_t>(which)]; }
DateStyle date_style(Register which) { return kStyles[static_cast<std::size_t>(which)]; }

void make_registers(const Population& population, std::uint64_t seed,
                    const std::function<void(Register, std::string_view)>& write) {
  Clerk(population, seed, write).run();
}

std::string registers_spec() {
  return "# Links the six registers: anwang link run --spec spec.yaml --input protection.csv --input …\n"
         "columns:\n"
         "  record_id: {type: row_id}\n"
         "  name: {type: full_name}\n"
         "  birth_date: {type: date}\n"
         "  id_number: {type: identifier}\n"
         "  sex: {type: category}\n"
         "  phone: {type: phone}\n"
         "  address: {type: address}\n"
         "  person: {type: truth}\n"
         "  household: {type: ignore}\n";
}

}  // namespace anwang::synth

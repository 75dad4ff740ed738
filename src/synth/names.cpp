// Names by cohort, sex and group, with the frequencies of data/population_model (SOURCES.md says how sure each is):
// surnames of Taiwan weighted for the county's Hakka towns and for 竹北; the ten most frequent given names of each
// cohort in their real share, the rest made of characters by position; 泰雅 and 賽夏 names after the rules of
// registration; names of new residents by nationality.
#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "synth/csv.h"
#include "synth/population.h"
#include "synth/rng.h"

namespace anwang::synth {
namespace {

// People of each cohort and sex alive in Taiwan in 2023, in thousands (general knowledge, ± 10 %): turns the published
// counts of the ten most frequent names into shares.
struct Cohort {
  const char* code;
  int from, to;  // ROC birth years
  double men, women;
};
constexpr std::array<Cohort, 11> kCohorts = {{{"10-19", 1, 19, 85, 150},
                                              {"20-29", 20, 29, 340, 450},
                                              {"30-39", 30, 39, 850, 960},
                                              {"40-49", 40, 49, 1510, 1600},
                                              {"50-59", 50, 59, 1740, 1790},
                                              {"60-69", 60, 69, 1810, 1840},
                                              {"70-79", 70, 79, 1830, 1820},
                                              {"80-89", 80, 89, 1430, 1380},
                                              {"90-99", 90, 99, 1040, 960},
                                              {"100-109", 100, 109, 960, 890},
                                              {"110-112", 110, 200, 215, 200}}};

template <class T>
struct Table {
  std::vector<T> values;
  Weighted weights;
  void add(T value, double weight) {
    if (weight <= 0) return;
    values.push_back(std::move(value));
    weights.add(weight);
  }
  [[nodiscard]] const T& draw(Rng& rng) const { return values[weights.draw(rng)]; }
};
using Strings = Table<std::string>;

std::size_t cohort_of(int roc_year) {
  for (std::size_t i = 0; i < kCohorts.size(); ++i)
    if (roc_year <= kCohorts[i].to) return i;
  return kCohorts.size() - 1;
}

struct GivenNames {
  Strings top;            // whole names
  double top_share = 0;   // of the cohort
  Strings first, second;  // characters by position
};

class Names {
 public:
  explicit Names(Population& population) : population_(population), rng_(population.seed, "names") {
    load_surnames();
    load_given();
    load_indigenous();
    load_new_residents();
  }

  void run() {
    std::vector<std::int32_t> order(population_.persons.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::int32_t>(i);
    // Parents before children: a child bears the father's surname, one in twenty-five the mother's.
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return at(a).birth < at(b).birth; });
    surname_.resize(order.size());
    for (const std::int32_t i : order) name(i);
  }

 private:
  Person& at(std::int32_t i) { return population_.persons[static_cast<std::size_t>(i)]; }

  void load_surnames() {
    const Csv csv(surnames_table());
    for (std::size_t r = 0; r < csv.rows(); ++r) {
      const std::string& surname = csv.at(r, "surname");
      const std::u32string points = to_u32(surname);
      if (std::any_of(points.begin(), points.end(), [](char32_t c) { return c > 0x9fff; }))
        continue;  // not in every font
      const double people = csv.number(r, "population_20230630");
      hakka_.add(surname, people * csv.number(r, "hc_hakka_towns_factor_estimate"));
      zhubei_.add(
          surname,
          people * (0.5 + 0.5 * csv.number(r, "hc_zhubei_factor_estimate")));  // half of 竹北 moved there lately
      taiwan_.add(surname, people);
      mountain_.add(surname, csv.number(r, "mountain_towns_candidates_n"));
      if (csv.at(r, "note").starts_with("賽夏族")) saisiyat_.add(surname, people);
    }
    for (const char* surname : {"高", "朱", "潘", "錢", "章", "夏", "詹", "趙", "胡", "解"})
      saisiyat_.add(surname, 400);
  }

  void load_given() {
    const Csv tops(given_names_table()), chars(given_chars_table()), modern(modern_chars_table());
    for (std::size_t r = 0; r < tops.rows(); ++r) {
      const auto cohort = std::find_if(kCohorts.begin(), kCohorts.end(),
                                       [&](const Cohort& c) { return tops.at(r, "cohort_roc") == c.code; });
      if (cohort == kCohorts.end()) continue;
      const bool man = tops.at(r, "sex") == "M";
      GivenNames& g = given_[static_cast<std::size_t>(cohort - kCohorts.begin())][man ? 0 : 1];
      const double count = tops.number(r, "count");
      g.top.add(tops.at(r, "given_name"), count);
      g.top_share += count / (1000 * (man ? cohort->men : cohort->women));
    }
    for (std::size_t r = 0; r < chars.rows(); ++r)
      for (std::size_t c = 0; c < kCohorts.size(); ++c)
        for (const std::size_t sex : {0U, 1U})
          if (fits(chars.at(r, "cohort_roc"), c, sex) && chars.at(r, "sex") == (sex == 0 ? "M" : "F"))
            (chars.at(r, "position") == "1" ? given_[c][sex].first : given_[c][sex].second)
                .add(chars.at(r, "char"), chars.number(r, "count"));
    for (std::size_t r = 0; r < modern.rows(); ++r)
      for (std::size_t c = 7; c < kCohorts.size(); ++c) {
        GivenNames& g = given_[c][modern.at(r, "sex") == "M" ? 0 : 1];
        (modern.at(r, "position") == "1" ? g.first : g.second)
            .add(modern.at(r, "char"), modern.number(r, "weight") * (c == 7 ? 0.3 : 1.0));
      }
  }
  // The character tables hold men from 20-29 to 80-89 and women from 30-39 to 70-79: cohorts at the rim take their
  // neighbour's.
  static bool fits(const std::string& table, std::size_t cohort, std::size_t sex) {
    const std::size_t lowest = sex == 0 ? 1 : 2, highest = sex == 0 ? 7 : 6;
    if (cohort > 7) return false;
    return table == kCohorts[std::clamp(cohort, lowest, highest)].code;
  }

  void load_indigenous() {
    const Csv csv(indigenous_names_table());
    for (std::size_t r = 0; r < csv.rows(); ++r) {
      if (csv.at(r, "part") != "personal_name") continue;
      const std::size_t people = csv.at(r, "people") == "賽夏" ? 1 : 0;
      for (const std::size_t sex : {0U, 1U})
        if (csv.at(r, "sex") == "?" || csv.at(r, "sex") == (sex == 0 ? "M" : "F"))
          indigenous_[people][sex].emplace_back(csv.at(r, "romanised"), csv.at(r, "han_transliteration"));
    }
  }

  void load_new_residents() {
    const Csv csv(new_resident_names_table());
    static const std::map<std::string, Origin> origins = {{"越南", Origin::vietnam},
                                                          {"印尼", Origin::indonesia},
                                                          {"菲律賓", Origin::philippines},
                                                          {"泰國", Origin::thailand},
                                                          {"柬埔寨", Origin::cambodia}};
    for (std::size_t r = 0; r < csv.rows(); ++r) {
      const auto origin = origins.find(csv.at(r, "nationality"));
      if (origin == origins.end()) continue;
      const std::string& part = csv.at(r, "part");
      std::string original = csv.at(r, "original"), chinese = csv.at(r, "chinese");
      original = original.substr(0, original.find('/'));
      chinese = chinese.substr(0, chinese.find(" /"));
      if (part == "surname")
        viet_surnames_.add({original, chinese}, std::max(0.4, csv.number(r, "share_pct")));
      else if (part == "given_f" && origin->second == Origin::vietnam)
        viet_given_.emplace_back(original, chinese);
      else if (origin->second != Origin::vietnam && (part == "given_f" || part == "full_example_constructed"))
        foreign_[origin->second].emplace_back(original, chinese);
    }
  }

  void name(std::int32_t i) {
    Person& p = at(i);
    std::string& surname = surname_[static_cast<std::size_t>(i)];
    if (p.father != kNobody && !p.mother_line && (p.mother == kNobody || !rng_.chance(0.04)))
      surname = surname_[static_cast<std::size_t>(p.father)];
    else if (p.mother != kNobody)
      surname = surname_[static_cast<std::size_t>(p.mother)];
    if (p.origin != Origin::none && new_resident(p, surname)) return;
    if (surname.empty()) surname = draw_surname(p);
    p.name = surname + given(p);
    if (p.people == People::atayal || p.people == People::saisiyat) traditional(p, i);
  }
  const std::string& draw_surname(const Person& p) {
    if (p.people == People::saisiyat) return saisiyat_.draw(rng_);
    if (p.people != People::none) return mountain_.draw(rng_);
    return population_.townships[p.township] == "竹北市" ? zhubei_.draw(rng_) : hakka_.draw(rng_);
  }
  std::string given(const Person& p) {
    const int year = p.birth == Date::kUnset ? 55 : p.birth_on().year() - 1911;
    const GivenNames& g = given_[cohort_of(year)][p.sex == Gender::male ? 0 : 1];
    if (rng_.chance(g.top_share)) return g.top.draw(rng_);
    std::string second = g.second.draw(rng_);
    if (rng_.chance(0.025)) return second;
    for (;;) {
      const std::string& first = g.first.draw(rng_);
      if (first != second || rng_.chance(0.1)) return first + second;
    }
  }

  // Rules: personal name, then the father's (賽夏: with "a" between). Of those with 漢名, one in twenty-five registers
  // the romanisation beside it; one in a hundred a transliteration alone, with its separators; a few only romanised.
  void traditional(Person& p, std::int32_t i) {
    const std::size_t people = p.people == People::saisiyat ? 1 : 0, sex = p.sex == Gender::male ? 0 : 1;
    const auto& [own, own_han] = rng_.pick(indigenous_[people][sex]);
    const auto& [fathers, fathers_han] = rng_.pick(indigenous_[people][0]);
    const double luck = rng_.unit();
    static constexpr std::array<const char*, 4> separators = {"．", "‧", "·", "•"};
    const std::string roman = own + (people == 1 ? " a " : " ") + fathers;
    if (luck < 0.05) p.roman = roman;
    if (luck < 0.014) p.indigenous_name = own_han + separators[rng_.below(separators.size())] + fathers_han;
    if (luck < 0.010) {
      std::swap(p.name, p.indigenous_name);  // 中文傳統姓名; the Han name stays known as an alias
      surname_[static_cast<std::size_t>(i)] = to_utf8(to_u32(p.indigenous_name).substr(0, 1));
    }
  }

  // True when the name is complete.
  bool new_resident(Person& p, std::string& surname) {
    switch (p.origin) {
      case Origin::vietnam: {
        const auto& [roman, han] = viet_surnames_.draw(rng_);
        const auto& [given_roman, given_han] = rng_.pick(viet_given_);
        const auto& [more_roman, more_han] = rng_.pick(viet_given_);
        const bool two = rng_.chance(0.4) && more_roman != given_roman;
        const bool woman = p.sex == Gender::female;
        surname = han;
        p.name = han + (woman && rng_.chance(0.8) ? "氏" : "") + (two ? more_han : "") + given_han;
        p.roman = roman + (woman ? " Thị " : " Văn ") + (two ? more_roman + " " : "") + given_roman;
        return true;
      }
      case Origin::indonesia:
      case Origin::philippines:
      case Origin::thailand:
      case Origin::cambodia: {
        const auto& [roman, han] = rng_.pick(foreign_.at(p.origin));
        if (p.sex == Gender::male || rng_.chance(0.45))
          break;  // a Han name taken at registration, the old one beside it
        p.name = han;
        p.roman = roman;
        surname = to_utf8(to_u32(han).substr(0, 1));
        return true;
      }
      default:
        break;
    }
    if (surname.empty()) surname = taiwan_.draw(rng_);
    if (p.sex == Gender::female && foreign_.contains(p.origin)) p.roman = rng_.pick(foreign_.at(p.origin)).first;
    return false;
  }

  Population& population_;
  Rng rng_;
  Strings hakka_, zhubei_, taiwan_, mountain_, saisiyat_;
  std::array<std::array<GivenNames, 2>, kCohorts.size()> given_;
  std::array<std::array<std::vector<std::pair<std::string, std::string>>, 2>, 2> indigenous_;
  Table<std::pair<std::string, std::string>> viet_surnames_;
  std::vector<std::pair<std::string, std::string>> viet_given_;
  std::map<Origin, std::vector<std::pair<std::string, std::string>>> foreign_;
  std::vector<std::string> surname_;
};

}  // namespace

void make_names(Population& population) { Names(population).run(); }

}  // namespace anwang::synth

// Where they live: real villages with their codes, streets in the manner of each township (invented), every household a
// door of its own. In 尖石 and 五峰 addresses go by place or tribe and have no street.
#include <algorithm>
#include <cmath>
#include <map>

#include "synth/csv.h"
#include "synth/places.h"
#include "synth/rng.h"

namespace anwang::synth {

const Places& places() {
  static const Places all = [] {
    Places p;
    const Csv villages(villages_table());
    for (std::size_t r = 0; r < villages.rows(); ++r)
      p.villages.push_back({villages.at(r, "township"),
                            villages.at(r, "township_code"),
                            villages.at(r, "village"),
                            villages.at(r, "village_code"),
                            {}});
    const Csv streets(streets_table());
    std::map<std::string, std::vector<std::size_t>> of_township;
    for (std::size_t i = 0; i < p.villages.size(); ++i) of_township[p.villages[i].township].push_back(i);
    for (std::size_t r = 0; r < streets.rows(); ++r) {
      const Street street{streets.at(r, "street"), streets.at(r, "place") == "1",
                          static_cast<int>(streets.number(r, "sections"))};
      const std::string& village = streets.at(r, "village");
      for (const std::size_t i : of_township[streets.at(r, "township")])
        if (village.empty() || village == p.villages[i].name) p.villages[i].streets.push_back(street);
    }
    return p;
  }();
  return all;
}

namespace {

constexpr std::array<const char*, 6> kSections = {"", "一段", "二段", "三段", "四段", "五段"};

// The n-th door of a street: towers where the township is a town, lanes where a street would grow too long.
std::string door(const Street& street, std::size_t n, bool town) {
  std::string out = street.name;
  const std::size_t floors = town ? 5 + street.name.size() % 7 : 1;
  if (street.place) return out + std::to_string(n + 1) + "號";
  if (street.sections > 1) {
    out += kSections[1 + n % static_cast<std::size_t>(street.sections)];
    n /= static_cast<std::size_t>(street.sections);
  }
  const std::size_t lane = n / (floors * 60);
  const std::size_t in_lane = n % (floors * 60);
  if (lane > 0) out += std::to_string(lane * 14 + 7) + "巷";
  out += std::to_string(in_lane / floors * 2 + 1 + (lane % 2)) + "號";
  if (floors > 1) out += std::to_string(in_lane % floors + 1) + "樓";
  return out;
}

}  // namespace

void make_addresses(Population& population) {
  Rng rng(population.seed, "places");
  const Places& all = places();
  for (std::size_t t = 0; t < population.townships.size(); ++t) {
    std::vector<std::uint16_t> villages;
    Weighted sizes;
    for (std::size_t v = 0; v < all.villages.size(); ++v) {
      if (all.villages[v].township != population.townships[t]) continue;
      villages.push_back(static_cast<std::uint16_t>(v));
      sizes.add(std::exp(rng.normal(0, 0.6)));
    }
    std::map<std::pair<std::string, std::size_t>, std::size_t>
        used;  // per township: a street runs through several villages
    const bool town = population.townships[t] == "竹北市" || population.townships[t] == "竹東鎮" ||
                      population.townships[t] == "湖口鄉" || population.townships[t] == "新豐鄉";
    for (Household& h : population.households) {
      if (h.township != t) continue;
      h.village = villages[sizes.draw(rng)];
      const Village& village = all.villages[h.village];
      const Street& street = rng.pick(village.streets);
      const std::size_t n = used[{street.name, 0}]++;
      const int neighbourhood = 1 + static_cast<int>(n % 24);
      h.address =
          "新竹縣" + village.township + village.name + std::to_string(neighbourhood) + "鄰" + door(street, n, town);
    }
  }
}

}  // namespace anwang::synth

// The people of the demonstration night (practice.md §6), put into the population in the place of others of the same
// township, sex, age cell and traits, so that every margin stays exact. All fictional. Thread-safety: plain values.
#pragma once

#include <set>

#include "synth/population.h"

namespace anwang::synth {

struct Planted {
  // 竹東: the mother (26), the father (31), the daughter (8), the son (4); 尖石: the grandmother (59).
  std::int32_t mother = kNobody, father = kNobody, daughter = kNobody, son = kNobody, grandmother = kNobody;
  std::int32_t home = kNobody, grandmothers_home = kNobody;  // households
  // The other rows of the night.
  std::int32_t wen = kNobody, ye = kNobody, fan = kNobody, xie = kNobody, qiu = kNobody, gu = kNobody;
  // They and whoever lives with them: nothing drawn by chance may happen to them, or 第3次 would be another number.
  [[nodiscard]] std::set<std::int32_t> set_aside(const Population& population) const;
};

// After make_numbers. A population too small for one of them (a township without anybody of that cell) leaves kNobody:
// everything that needs that person is then left out.
Planted plant(Population& population);

}  // namespace anwang::synth

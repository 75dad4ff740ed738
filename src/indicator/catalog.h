// The words of each figure: title, what is above and below the line, window, source, target. docs/indicators.md is the
// longer form. Constant data.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "indicator/evaluate.h"

namespace anwang::indicator {

enum class Unit { percent, reports, clocks, cases, calls, incidents, posts, per_thousand, hours };
std::string_view unit_code(Unit unit);

struct Definition {
  std::string_view id;
  Unit unit = Unit::percent;
  std::string_view title_zh, title_en;
  std::string_view numerator_zh, numerator_en;
  std::string_view denominator_zh, denominator_en;  // empty: a count
  std::string_view window_zh, window_en;
  std::string_view source;            // law, plan, seed or our own definition
  std::optional<int> target_percent;  // with its source above
  std::optional<Metric> metric;       // nullopt: counted by standing()
};

// The county head's seven numbers, in their order (practice.md §7), and the rest.
std::span<const Definition> tiles();
std::span<const Definition> further();
const Definition* find_definition(std::string_view id);

}  // namespace anwang::indicator

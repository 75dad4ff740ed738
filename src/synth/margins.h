// The township table of the county (112年): what the synthetic population has to add up to.
// Columns as the table means them: births = age 0 (born in the twelve months before the reference day); u2 = ages 0–2;
// u6 = ages 3–6; a0_15, a16_64, a65 = age bands, which fall short of the total by 95 in the county: these persons are
// generated with an unknown birth date (年齡不詳), so that every printed number is met exactly and none is invented.
// low, midlow = households. Thread-safety: plain values.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace anwang::synth {

enum Column : std::size_t {
  kMale,
  kFemale,
  kTotal,
  kIndigenous,
  kDisability,
  kNewResident,
  kLow,
  kMidLow,
  kBirths,
  kU2,
  kU6,
  kA15,
  kA64,
  kA65,
  kColumns
};
inline constexpr std::array<const char*, kColumns> kColumnNames = {"male",   "female", "total",  "indig",  "dis",
                                                                   "newimm", "low",    "midlow", "births", "u2",
                                                                   "u6",     "a0_15",  "a16_64", "a65"};

struct TownshipMargins {
  std::string township;
  std::array<long, kColumns> n{};
  [[nodiscard]] long age_unknown() const { return n[kTotal] - n[kA15] - n[kA64] - n[kA65]; }
  bool operator==(const TownshipMargins&) const = default;
};

struct Margins {
  std::vector<TownshipMargins> townships;  // in the table's order
  std::array<long, kColumns> county{};     // the row 合計 as printed
  [[nodiscard]] const TownshipMargins* find(std::string_view township) const;
};

// Errors: malformed with line, when a column is missing or no number.
Result<Margins> parse_margins(std::string_view csv);
// What the table says against itself; words for people, empty when it is consistent.
std::vector<std::string> contradictions(const Margins& margins);
// Every independent cell scaled by the largest remainder over the county, the others derived so that the scaled table
// contradicts itself nowhere that the original does not.
Margins scale_margins(const Margins& margins, double scale);
// `total` shared out in proportion to `weights`; exact, deterministic (ties: first).
std::vector<long> largest_remainder(const std::vector<double>& weights, long total);

}  // namespace anwang::synth

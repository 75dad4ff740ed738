#include "synth/margins.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

#include "synth/csv.h"

namespace anwang::synth {
namespace {

bool parse_count(const std::string& text, long& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc{} && end == text.data() + text.size() && out >= 0;
}

// Cells that are scaled on their own; the rest follow from them.
long cell(const TownshipMargins& t, std::size_t i) {
  const auto& n = t.n;
  switch (i) {
    case 0:
      return n[kMale];
    case 1:
      return n[kFemale];
    case 2:
      return n[kBirths];
    case 3:
      return n[kU2] - n[kBirths];
    case 4:
      return n[kU6];
    case 5:
      return n[kA15] - n[kU2] - n[kU6];
    case 6:
      return n[kA65];
    case 7:
      return t.age_unknown();
    case 8:
      return n[kIndigenous];
    case 9:
      return n[kDisability];
    case 10:
      return n[kNewResident];
    case 11:
      return n[kLow];
    default:
      return n[kMidLow];
  }
}
constexpr std::size_t kCells = 13;

}  // namespace

std::vector<long> largest_remainder(const std::vector<double>& weights, long total) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<long> shares(weights.size(), 0);
  if (sum <= 0 || total <= 0) return shares;
  std::vector<std::pair<double, std::size_t>> rests;
  long given = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double exact = weights[i] * static_cast<double>(total) / sum;
    shares[i] = static_cast<long>(std::floor(exact + 1e-9));
    given += shares[i];
    rests.emplace_back(exact - static_cast<double>(shares[i]), i);
  }
  std::stable_sort(rests.begin(), rests.end(), [](const auto& a, const auto& b) { return a.first > b.first + 1e-12; });
  for (std::size_t i = 0; given < total; i = (i + 1) % rests.size(), ++given) ++shares[rests[i].second];
  return shares;
}

const TownshipMargins* Margins::find(std::string_view township) const {
  for (const auto& t : townships)
    if (t.township == township) return &t;
  return nullptr;
}

Result<Margins> parse_margins(std::string_view text) {
  const Csv csv(text);
  Margins margins;
  if (!csv.has("township")) return fail(Errc::malformed, "bad_margins", "column township is missing");
  for (const char* column : kColumnNames)
    if (!csv.has(column)) return fail(Errc::malformed, "bad_margins", std::string("column is missing: ") + column);
  for (std::size_t row = 0; row < csv.rows(); ++row) {
    TownshipMargins t;
    t.township = csv.at(row, "township");
    for (std::size_t i = 0; i < kColumns; ++i)
      if (!parse_count(csv.at(row, kColumnNames[i]), t.n[i]))
        return fail(Errc::malformed, "bad_margins",
                    "line " + std::to_string(row + 2) + ", column " + kColumnNames[i] + ": no count");
    if (t.township == "合計")
      margins.county = t.n;
    else
      margins.townships.push_back(std::move(t));
  }
  if (margins.townships.empty()) return fail(Errc::malformed, "bad_margins", "no township");
  return margins;
}

std::vector<std::string> contradictions(const Margins& margins) {
  std::vector<std::string> found;
  const auto check = [&](const std::string& where, const std::array<long, kColumns>& n) {
    if (n[kMale] + n[kFemale] != n[kTotal])
      found.push_back(where + ": male + female = " + std::to_string(n[kMale] + n[kFemale]) +
                      ", total = " + std::to_string(n[kTotal]));
    const long bands = n[kA15] + n[kA64] + n[kA65];
    if (bands != n[kTotal])
      found.push_back(where + ": age bands sum to " + std::to_string(bands) + ", total = " + std::to_string(n[kTotal]) +
                      " (short by " + std::to_string(n[kTotal] - bands) + ")");
  };
  std::array<long, kColumns> sums{};
  for (const auto& t : margins.townships) {
    check(t.township, t.n);
    for (std::size_t i = 0; i < kColumns; ++i) sums[i] += t.n[i];
  }
  check("合計", margins.county);
  for (std::size_t i = 0; i < kColumns; ++i)
    if (sums[i] != margins.county[i])
      found.push_back(std::string("合計 ") + kColumnNames[i] + ": printed " + std::to_string(margins.county[i]) +
                      ", townships sum to " + std::to_string(sums[i]));
  return found;
}

Margins scale_margins(const Margins& margins, double scale) {
  if (scale == 1.0) return margins;
  Margins out;
  std::array<std::vector<long>, kCells> cells;
  for (std::size_t i = 0; i < kCells; ++i) {
    std::vector<double> weights;
    long sum = 0;
    for (const auto& t : margins.townships) {
      weights.push_back(static_cast<double>(cell(t, i)));
      sum += cell(t, i);
    }
    cells[i] = largest_remainder(weights, std::lround(static_cast<double>(sum) * scale));
  }
  for (std::size_t k = 0; k < margins.townships.size(); ++k) {
    TownshipMargins t;
    t.township = margins.townships[k].township;
    auto& n = t.n;
    n[kMale] = cells[0][k];
    n[kFemale] = cells[1][k];
    n[kTotal] = n[kMale] + n[kFemale];
    n[kBirths] = cells[2][k];
    n[kU2] = n[kBirths] + cells[3][k];
    n[kU6] = cells[4][k];
    n[kA15] = n[kU2] + n[kU6] + cells[5][k];
    n[kA65] = cells[6][k];
    n[kA64] = n[kTotal] - n[kA15] - n[kA65] - cells[7][k];
    n[kIndigenous] = std::min(cells[8][k], n[kTotal]);
    n[kDisability] = cells[9][k];
    n[kNewResident] = cells[10][k];
    n[kLow] = cells[11][k];
    n[kMidLow] = cells[12][k];
    for (std::size_t i = 0; i < kColumns; ++i) out.county[i] += n[i];
    out.townships.push_back(std::move(t));
  }
  return out;
}

}  // namespace anwang::synth

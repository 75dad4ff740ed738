#include "linkage/engine/train.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace anwang::linkage {
namespace {

using Levels = std::array<double, kLevels>;
constexpr std::size_t M = static_cast<std::size_t>(Kind::match), U = static_cast<std::size_t>(Kind::random),
                      H = static_cast<std::size_t>(Kind::related), G = static_cast<std::size_t>(Kind::neighbour),
                      N = static_cast<std::size_t>(Kind::namesake);

// How a value of this type fares between two records of one person: general experience with registers, the same for
// every data set; the data soon outweigh it.
Levels habits(FieldType type) {
  switch (type) {
    case FieldType::given_name:
      return {1, .75, .03, .07, .03, .03, .02, .07};
    case FieldType::surname:
      return {1, .78, .03, .06, .03, .01, .02, .07};
    case FieldType::full_name:
      return {1, .65, .06, .10, .06, .05, .03, .05};
    case FieldType::date:
      return {1, .85, .06, .01, .02, .02, .02, .02};
    case FieldType::year:
      return {1, .90, .03, .03, 0, 0, 0, .04};
    case FieldType::identifier:
      return {1, .88, .05, .01, .01, 0, .005, .045};
    case FieldType::phone:
      return {1, .65, .05, .02, .005, 0, .02, .255};
    case FieldType::email:
      return {1, .70, .06, .03, .04, 0, 0, .17};
    case FieldType::address:
      return {1, .60, .12, .06, .04, .03, .02, .13};
    case FieldType::place:
      return {1, .78, 0, .06, .02, .02, .02, .10};
    case FieldType::postcode:
      return {1, .80, .06, 0, .04, 0, 0, .10};
    case FieldType::number:
      return {1, .80, .01, .01, .04, .02, 0, .12};
    case FieldType::text:
      return {1, .45, .15, .12, .10, .08, .05, .05};
    default:
      return {1, .88, 0, 0, 0, .01, 0, .11};
  }
}

void normalise(Levels& p) {
  double sum = 0;
  for (std::size_t l = 1; l < kLevels; ++l) sum += p[l];
  for (std::size_t l = 1; l < kLevels; ++l) p[l] = sum > 0 ? p[l] / sum : 0;
  p[kMissing] = 1;
}

// How texts of two things of one sort look: partly the same.
Levels alike() {
  Levels p{1, .05, .08, .15, .25, .22, .13, .12};
  normalise(p);
  return p;
}

bool learns(Facet f, std::size_t kind) { return shared_by(f, static_cast<Kind>(kind)); }

constexpr double kTellsNothing = 0.97;  // two strangers agree so often

struct Sums {
  explicit Sums(std::size_t width) : levels(width) {}
  double likelihood = 0;
  std::array<std::array<double, kKinds>, 2> share{};  // pairs by kind: between files, within one
  [[nodiscard]] double pairs(std::size_t kind) const { return share[0][kind] + share[1][kind]; }
  std::vector<std::array<Levels, kKinds>> levels;
};

std::array<double, kKinds> joint_of(const Model& model, Pattern pattern) {
  std::array<double, kKinds> joint = model.shares(pattern);
  for (std::size_t col = 0; col < model.columns.size(); ++col) {
    const Level l = level_at(pattern, col);
    if (l == kMissing) continue;
    for (std::size_t k = 0; k < kKinds; ++k) joint[k] *= model.columns[col].p[k][l];
  }
  return joint;
}
double total_of(const std::array<double, kKinds>& kinds) { return std::accumulate(kinds.begin(), kinds.end(), 0.0); }
double stranger_share(const Model& model, Pattern pattern) {
  const auto joint = joint_of(model, pattern);
  const double total = total_of(joint);
  return total > 0 ? joint[U] / total : 1;
}

// Adds the posteriors of one pattern to the sums.
void expect(const Model& model, const PatternCount& c, Sums& sums) {
  const auto joint = joint_of(model, c.pattern);
  const double total = total_of(joint);
  if (!(total > 0)) return;
  sums.likelihood += c.weight * std::log(total);
  for (std::size_t k = 0; k < kKinds; ++k) {
    const double w = c.weight * joint[k] / total;
    if (w < 1e-12) continue;
    sums.share[(c.pattern & kOneFile) != 0 ? 1 : 0][k] += w;
    for (std::size_t col = 0; col < model.columns.size(); ++col) sums.levels[col][k][level_at(c.pattern, col)] += w;
  }
}

// A level that chance gives often: what two records have in common there says little.
bool weak(FieldType type, std::size_t level) {
  switch (type) {
    case FieldType::text:
      return level >= 5;
    case FieldType::address:
      return level == 5 || level == kDifferent;
    case FieldType::full_name:
    case FieldType::date:
      return level >= 6;
    default:
      return level == kDifferent;
  }
}
double weak_share(FieldType type, const Levels& p) {
  double weakly = 0, all = 0;
  for (std::size_t l = 1; l < kLevels; ++l) {
    all += p[l];
    if (weak(type, l)) weakly += p[l];
  }
  return all > 0 ? weakly / all : 0;
}

// Whatever the data, records of one person do not differ in a column more often than this, and on the average of all
// columns not more often than that: pairs that do are no matches, however many there are.
constexpr double kMostDifferent = 0.65, kMeanDifferent = 0.4;

// By what the chance of weak levels among matches is multiplied, so that the average holds.
double agreement_kept(const Model& model, const Sums& sums, const Model& start) {
  double weakly = 0, columns = 0;
  for (std::size_t col = 0; col < model.columns.size(); ++col) {
    const FieldType type = model.columns[col].type;
    if (start.columns[col].p[U][kSame] > kTellsNothing) continue;
    const Levels& seen = sums.levels[col][M];
    double all = 0;
    for (std::size_t l = 1; l < kLevels; ++l) all += seen[l];
    weakly += all < 1 ? weak_share(type, start.columns[col].p[M]) : weak_share(type, seen);
    ++columns;
  }
  return columns * kMeanDifferent < weakly ? columns * kMeanDifferent / weakly : 1;
}
void agree(FieldType type, double kept, Levels& p) {
  const double weakly = weak_share(type, p);
  const double most = std::min(weakly * kept, kMostDifferent);
  if (weakly <= most || weakly >= 1) return;
  for (std::size_t l = 1; l < kLevels; ++l) p[l] *= weak(type, l) ? most / weakly : (1 - most) / (1 - weakly);
}

// Shares of the kinds from the pairs seen of each.
std::array<double, kKinds> shares_of(const std::array<double, kKinds>& seen, const std::array<double, kKinds>& start,
                                     double per_pair) {
  const double all = total_of(seen);
  if (!(all > 0)) return start;
  std::array<double, kKinds> share{};
  for (std::size_t k = 0; k < kKinds; ++k) share[k] = start[k] <= 0 ? 0 : std::max(seen[k], 1.0) / std::max(all, 2.0);
  // Strangers are nearly all pairs: no other kind may grow until it explains them too.
  const std::array<double, kKinds> most = {4 * per_pair, 1, 30 * per_pair, 0.3, 0.3};
  for (const std::size_t k : {M, H, G, N}) share[k] = std::min({share[k], most[k], 0.3});
  share[U] = 1 - (total_of(share) - share[U]);
  return share;
}

void set_matches(std::array<double, kKinds>& share, double matches) {
  share[U] += share[M] - matches;
  share[M] = matches;
}

void maximise(Model& model, const Sums& sums, const Model& start, double pairs) {
  std::array<double, kKinds> both{};
  for (std::size_t k = 0; k < kKinds; ++k) both[k] = sums.pairs(k);
  const double per_pair = model.records / pairs;
  model.share = model.share_within = shares_of(both, start.share, per_pair);
  // How often two records are one is told apart by whether they are of one file; what the others are is not.
  if (total_of(sums.share[1]) > 0) {
    set_matches(model.share, shares_of(sums.share[0], start.share, per_pair)[M]);
    set_matches(model.share_within, shares_of(sums.share[1], start.share, per_pair)[M]);
  }
  const double least = std::max(1e-8, 0.05 / std::max(pairs, 1.0));
  const double kept = agreement_kept(model, sums, start);
  for (std::size_t col = 0; col < model.columns.size(); ++col) {
    ColumnModel& c = model.columns[col];
    const Facet f = facet(c.type);
    for (std::size_t k = 0; k < kKinds; ++k) {
      Levels next{};
      // Habits weigh like some pairs that were seen: 20, and a fiftieth of those there are.
      const double prior = k == U ? 0.1 : 20 + 0.02 * sums.pairs(k);
      double floor = k == U ? least : 1e-4;
      for (std::size_t l = 1; l < kLevels; ++l)
        next[l] = std::max(sums.levels[col][k][l] + prior * start.columns[col].p[k][l], 0.0);
      normalise(next);
      for (std::size_t l = 1; l < kLevels; ++l)
        if (level_words(c.type, static_cast<Level>(l))[0] != '\0')
          next[l] = std::max(next[l], l == kSame || k != U ? floor : std::max(floor, 1e-6));
      // Values in the wrong column are too rare to be counted among strangers; their chance is known.
      if (k == U && c.crossing > 0) next[kSwapped] = std::max(next[kSwapped], c.crossing);
      normalise(next);
      if (k == M) agree(c.type, kept, next);
      if (learns(f, k)) c.p[k] = next;
    }
    for (const std::size_t k : {H, G, N})
      if (!learns(f, k)) c.p[k] = c.p[U];
    if (c.p[U][kSame] > kTellsNothing) c.p[M] = c.p[H] = c.p[G] = c.p[N] = c.p[U];
    // The better level never speaks less for a match than "different" does, as long as that speaks against it.
    for (std::size_t l = 1; l < kDifferent; ++l) {
      const double bound = std::min(1.0, c.p[M][kDifferent] / c.p[U][kDifferent]);
      if (c.p[U][l] > 0 && c.p[M][l] / c.p[U][l] < bound) c.p[M][l] = c.p[U][l] * bound;
    }
  }
}

}  // namespace

Model starting_model(const Dataset& data) {
  Model model;
  const auto n = static_cast<double>(data.size());
  int household = 0, area = 0, named = 0;
  const bool things = std::any_of(data.columns.begin(), data.columns.end(),
                                  [](const Column& c) { return facet(c.type) == Facet::wording; });
  for (const Column& column : data.columns) {
    ColumnModel c;
    c.name = column.name;
    c.type = column.type;
    c.filled = static_cast<double>(column.filled);
    const Facet f = facet(column.type);
    household += f == Facet::household || f == Facet::surname ? 1 : 0;
    named += f == Facet::name || f == Facet::surname ? 1 : 0;
    area += f == Facet::area ? 1 : 0;
    Levels seen = habits(column.type);
    normalise(seen);
    Levels chance{};
    const double same = std::min(column.agreement, 0.999);
    chance[kMissing] = 1;
    c.crossing = column.partner < 0 ? 0 : std::max(2 * column.crossing, 1e-6);
    for (std::size_t l = 1; l < kLevels; ++l) {
      const bool used = level_words(column.type, static_cast<Level>(l))[0] != '\0';
      chance[l] = l == kSame ? same : l == kDifferent ? 1 - same : used ? std::max(same, 1e-3) * 0.5 : 0;
    }
    if (c.crossing > 0) chance[kSwapped] = c.crossing;
    normalise(chance);
    c.p[M] = seen;
    c.p[U] = chance;
    for (const std::size_t k : {H, G, N}) c.p[k] = learns(f, k) ? seen : chance;
    if (f == Facet::wording) c.p[N] = alike();
    model.columns.push_back(c);
  }
  const double pairs = n * (n - 1) / 2;
  model.records = n;
  model.share = {0.3 * n / pairs, 0, household > 0 ? 0.3 * n / pairs : 0, area > 1 ? std::min(0.02, 10 * n / pairs) : 0,
                 named > 1 || things ? std::min(0.02, n / pairs) : 0};
  model.share[M] = std::min(model.share[M], 0.2);
  model.share[H] = std::min(model.share[H], 0.2);
  model.share[U] = 1 - total_of(model.share);
  model.share_within = model.share;
  return model;
}

namespace {

// Nearly all pairs are strangers, so what all pairs show is what strangers show.
void see_strangers(Model& model, const std::vector<PatternCount>& counts) {
  Sums sums(model.columns.size());
  for (const PatternCount& c : counts)
    for (std::size_t col = 0; col < model.columns.size(); ++col)
      sums.levels[col][U][level_at(c.pattern, col)] += c.weight;
  for (std::size_t col = 0; col < model.columns.size(); ++col) {
    ColumnModel& c = model.columns[col];
    Levels& p = c.p[U];
    double seen = 0;
    for (std::size_t l = 1; l < kLevels; ++l) seen += sums.levels[col][U][l];
    if (seen <= 0) continue;
    for (std::size_t l = 1; l < kLevels; ++l)
      if (level_words(c.type, static_cast<Level>(l))[0] != '\0')
        p[l] = std::max(sums.levels[col][U][l] / seen, l == kSwapped ? c.crossing : 1e-7);
    // With one column nothing else can say which equal values are chance: equal is one, until many records bear it.
    if (model.columns.size() == 1) p[kSame] *= 0.1;
    normalise(p);
    const Facet f = facet(c.type);
    for (const std::size_t k : {H, G, N})
      if (!learns(f, k)) c.p[k] = p;
    if (p[kSame] > kTellsNothing) c.p[M] = c.p[H] = c.p[G] = c.p[N] = p;
  }
}

}  // namespace

void train(Model& model, const std::vector<PatternCount>& counts, double pairs, int rounds) {
  see_strangers(model, counts);
  const Model start = model;
  const std::size_t width = model.columns.size();
  // Most patterns are strangers' beyond doubt: they are looked at in some rounds and their sums kept for the others.
  constexpr int kAllEvery = 8;
  constexpr double kDoubt = 1e-3;
  std::vector<PatternCount> doubtful;
  Sums settled(width);
  double before = 0;
  for (int round = 0; round < rounds; ++round) {
    if (round < 3 || round % kAllEvery == 0) {
      settled = Sums(width);
      doubtful.clear();
      for (const PatternCount& c : counts)
        if (stranger_share(model, c.pattern) > 1 - kDoubt)
          expect(model, c, settled);
        else
          doubtful.push_back(c);
    }
    Sums sums = settled;
    for (const PatternCount& c : doubtful) expect(model, c, sums);
    maximise(model, sums, start, pairs);
    if (round > 8 && round % kAllEvery != 0 && std::abs(sums.likelihood - before) < 1e-8 * std::abs(sums.likelihood))
      break;
    before = sums.likelihood;
  }
  std::array<double, 2> seen{};
  for (const PatternCount& c : counts) seen[(c.pattern & kOneFile) != 0 ? 1 : 0] += c.weight;
  const double matches = model.share[M] * seen[0] + model.share_within[M] * seen[1];
  model.records_a_person = std::clamp(1 + 2 * matches / std::max(model.records, 1.0), 1.0, 8.0);
}

std::vector<PatternCount> merged(std::vector<PatternCount> counts) {
  std::sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
    return a.pattern != b.pattern ? a.pattern < b.pattern : a.weight < b.weight;
  });
  std::vector<PatternCount> out;
  for (const PatternCount& c : counts) {
    if (!out.empty() && out.back().pattern == c.pattern)
      out.back().weight += c.weight;
    else
      out.push_back(c);
  }
  return out;
}

}  // namespace anwang::linkage

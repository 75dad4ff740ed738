#include "linkage/engine/choose.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "linkage/engine/parallel.h"
#include "linkage/engine/scan.h"
#include "linkage/hash.h"

namespace anwang::linkage {
namespace {

constexpr double kEverybody = 3e6;        // so many pairs are simply all compared
constexpr double kPairsARecord = 40;      // budget
constexpr std::size_t kSample = 100'000;  // records looked at for costs
constexpr std::size_t kLikely = 60'000;   // likely matches looked at
constexpr std::size_t kMostKeys = 20, kMostKeysSmall = 32, kDraftKeys = 16;
constexpr double kSelective = 2;  // pairs a record: below it a key needs no companion

struct Candidate {
  BlockingKey key;
  double pairs = 0, kept = 0;  // estimated pairs; share of records in blocks that are not too large
};

class Chooser {
 public:
  Chooser(const Dataset& data, std::shared_ptr<const Atoms> atoms, bool between, KeyLimits limits, unsigned threads)
      : data_(data),
        held_(std::move(atoms)),
        atoms_(*held_),
        between_(between),
        threads_(threads),
        n_(static_cast<double>(data.size())),
        limits_(limits) {
    limits_.largest = data.size() <= 50'000 ? 500 : 200;
    sample_.reserve(std::min(kSample, data.size()));
    for (std::size_t i = 0; i < std::min(kSample, data.size()); ++i)
      sample_.push_back(static_cast<RecordId>(data.size() <= kSample ? i : mix64(i) % data.size()));
  }

  ChosenKeys run(Model& model) {
    ChosenKeys chosen;
    if (all_pairs(data_, between_) <= kEverybody) {
      chosen.keys = {everybody()};
      chosen.limits = limits_;
      chosen.estimated_pairs = all_pairs(data_, between_);
      chosen.estimated_recall = 1;
      return chosen;
    }
    make_candidates();
    draft(model);
    select(chosen);
    return chosen;
  }

 private:
  void make_candidates() {
    const auto& list = atoms_.list;
    std::vector<Candidate> singles;
    singles.reserve(list.size());
    for (const Atom& a : list) singles.push_back({{{a}}, 0, 0});
    estimate(singles);
    std::vector<Candidate> pairs;
    for (std::size_t i = 0; i < list.size(); ++i)
      for (std::size_t j = i + 1; j < list.size(); ++j) {
        const bool words = list[i].part == Part::rare_words && list[j].part == Part::rare_words;
        if (list[i].column == list[j].column || words) continue;
        if (selective(singles[i]) || selective(singles[j])) continue;
        pairs.push_back({{{list[i], list[j]}}, 0, 0});
      }
    estimate(pairs);
    std::vector<Candidate> triples;
    add_triples(singles, pairs, triples);
    estimate(triples);
    for (auto* group : {&singles, &pairs, &triples})
      for (Candidate& c : *group)
        if (c.kept > 0.02 && c.pairs < kPairsARecord * n_) candidates_.push_back(std::move(c));
    std::stable_sort(candidates_.begin(), candidates_.end(),
                     [](const Candidate& x, const Candidate& y) { return x.pairs < y.pairs; });
  }
  [[nodiscard]] bool selective(const Candidate& c) const { return c.pairs < kSelective * n_ && c.kept > 0.5; }

  // Three columns together where any two still tell too little apart.
  void add_triples(const std::vector<Candidate>& singles, const std::vector<Candidate>& pairs,
                   std::vector<Candidate>& triples) {
    constexpr std::size_t kMost = 300;
    for (const Candidate& p : pairs) {
      if (selective(p)) continue;
      for (const Candidate& s : singles) {
        const Atom& third = s.key.atoms[0];
        const bool later = std::all_of(p.key.atoms.begin(), p.key.atoms.end(),
                                       [&](const Atom& a) { return a.column < third.column && a.part == Part::whole; });
        if (later && third.part == Part::whole && !selective(s) && triples.size() < kMost)
          triples.push_back({{{p.key.atoms[0], p.key.atoms[1], third}}, 0, 0});
      }
    }
  }

  void estimate(std::vector<Candidate>& list) {
    parallel(list.size(), threads_, [&](std::size_t i, unsigned) { estimate(list[i]); });
  }
  void estimate(Candidate& c) {
    const std::size_t slots = Atoms::slots(c.key), kCells = std::bit_ceil(4 * slots * sample_.size());
    const KeyHasher hash(atoms_, c.key);
    std::vector<std::uint32_t> cells(kCells);
    std::vector<std::uint32_t> hashes;
    for (const RecordId r : sample_)
      for (std::size_t s = 0; s < slots; ++s)
        if (const std::uint32_t h = hash(data_.row(r), s); h != 0)
          hashes.push_back(h & static_cast<std::uint32_t>(kCells - 1));
    for (const std::uint32_t h : hashes) ++cells[h];
    const double scale = n_ / static_cast<double>(sample_.size());
    const double most = std::max(2.0, static_cast<double>(limits_.largest) / scale);
    double pairs = 0, kept = 0;
    for (const std::uint32_t h : hashes) {
      if (cells[h] > most) continue;
      pairs += (cells[h] - 1) / 2.0;
      ++kept;
    }
    c.pairs = pairs * scale * scale;
    c.kept = kept / static_cast<double>(sample_.size() * slots);
  }

  // The cheapest keys that differ, compared and trained on: their likely matches judge all keys.
  void draft(Model& model) {
    std::vector<BlockingKey> keys;
    std::vector<int> used(data_.width(), 0);
    double cost = 0;
    for (const Candidate& c : candidates_) {
      if (keys.size() == kDraftKeys || cost + c.pairs > 20 * n_) break;
      if (std::any_of(c.key.atoms.begin(), c.key.atoms.end(), [&](const Atom& a) { return used[a.column] >= 6; }))
        continue;
      for (const Atom& a : c.key.atoms) ++used[a.column];
      keys.push_back(c.key);
      cost += c.pairs;
    }
    if (keys.empty()) return;
    KeyLimits limits = limits_;
    while (n_ / limits.keep_one_in > 400'000) limits.keep_one_in *= 2;
    const KeyTable table(data_, held_, keys, limits, threads_);
    std::uint64_t found = 0;
    auto counts = candidate_patterns(data_, table, 1, between_, threads_, found);
    const double pairs = all_pairs(data_, between_);
    for (PatternCount& c : counts) c.weight *= limits.keep_one_in;
    const auto strangers = random_patterns(data_, table, 200'000, 1, pairs - static_cast<double>(found), between_);
    counts.insert(counts.end(), strangers.begin(), strangers.end());
    for (PatternCount& c : counts) c.pattern &= ~kOneFile;  // keys find pairs within files and between them alike
    train(model, merged(std::move(counts)), pairs, 12);
    collect(table, model);
  }

  void collect(const KeyTable& table, const Model& model) {
    const Scorer scorer(model, data_.columns);
    ScanOptions options;
    options.keep = 4;
    options.between_files_only = between_;
    options.threads = threads_;
    std::vector<Edge> edges = scan(data_, table, scorer, options).edges;
    const std::size_t step = edges.size() / kLikely + 1;
    for (std::size_t e = 0; e < edges.size(); e += step) likely_.push_back(edges[e]);
  }

  [[nodiscard]] bool finds(const KeyHasher& hash, std::size_t slots, const Edge& e) const {
    for (std::size_t i = 0; i < slots; ++i) {
      const std::uint32_t x = hash(data_.row(e.a), i);
      for (std::size_t j = 0; x != 0 && j < slots; ++j)
        if (x == hash(data_.row(e.b), j)) return true;
    }
    return false;
  }

  void select(ChosenKeys& chosen) {
    chosen.limits = limits_;
    std::vector<std::vector<std::uint8_t>> found(candidates_.size());
    parallel(candidates_.size(), threads_, [&](std::size_t c, unsigned) {
      found[c].resize(likely_.size());
      const KeyHasher hash(atoms_, candidates_[c].key);
      const std::size_t slots = Atoms::slots(candidates_[c].key);
      for (std::size_t e = 0; e < likely_.size(); ++e) found[c][e] = finds(hash, slots, likely_[e]) ? 1 : 0;
    });
    // A match that is found already is worth finding by another key too: the matches not seen here are harder.
    static constexpr std::array<double, 6> worth = {1, .5, .25, .12, .06, .03};
    std::vector<std::uint8_t> times(likely_.size(), 0), taken(candidates_.size(), 0);
    const double budget = std::max(kPairsARecord * n_, kEverybody), all = static_cast<double>(likely_.size()) + 1;
    while (chosen.keys.size() < (n_ <= 100'000 ? kMostKeysSmall : kMostKeys)) {
      double best = 0;
      std::size_t at = candidates_.size();
      for (std::size_t c = 0; c < candidates_.size(); ++c) {
        if (taken[c] != 0 || chosen.estimated_pairs + candidates_[c].pairs > budget) continue;
        double gain = likely_.empty() ? candidates_[c].kept : 0;
        for (std::size_t e = 0; e < likely_.size(); ++e)
          if (found[c][e] != 0) gain += worth[std::min<std::size_t>(times[e], 5)] / all;
        gain *= candidates_[c].kept > 0.5 ? 1 : candidates_[c].kept + 0.5;
        if (gain < 0.001) continue;
        const double value = gain / (candidates_[c].pairs / budget + 0.4);
        if (value > best) best = value, at = c;
      }
      if (at == candidates_.size()) break;
      taken[at] = 1;
      chosen.estimated_pairs += candidates_[at].pairs;
      chosen.keys.push_back(candidates_[at].key);
      for (std::size_t e = 0; e < likely_.size(); ++e) times[e] = static_cast<std::uint8_t>(times[e] + found[at][e]);
    }
    double seen = 0;
    for (const std::uint8_t t : times) seen += t > 0 ? 1 : 0;
    chosen.estimated_recall = likely_.empty() ? 0 : seen / static_cast<double>(likely_.size());
  }

  const Dataset& data_;
  std::shared_ptr<const Atoms> held_;
  const Atoms& atoms_;
  bool between_;
  unsigned threads_;
  double n_;
  KeyLimits limits_;
  std::vector<RecordId> sample_;
  std::vector<Candidate> candidates_;
  std::vector<Edge> likely_;
};

}  // namespace

ChosenKeys choose_keys(const Dataset& data, std::shared_ptr<const Atoms> atoms, Model& model, bool between_files_only,
                       KeyLimits limits, unsigned threads) {
  return Chooser(data, std::move(atoms), between_files_only, limits, threads).run(model);
}

}  // namespace anwang::linkage

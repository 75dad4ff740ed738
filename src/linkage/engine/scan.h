// Walks all pairs that share a key, compares and scores each once, and keeps what is worth keeping: no table of pairs.
// Thread-safety: const inputs; the result does not depend on the number of threads.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "linkage/engine/blocking.h"
#include "linkage/engine/model.h"
#include "linkage/engine/train.h"

namespace anwang::linkage {

struct Edge {
  RecordId a = 0, b = 0;  // a < b
  float score = 0;        // log2 odds
};

struct ScanOptions {
  float keep = 0;  // least score of an edge
  bool between_files_only = false;
  unsigned threads = 1;
  std::function<void(double)> progress;
};
struct ScanResult {
  std::vector<Edge> edges;  // in order of a, b
  std::uint64_t candidates = 0;
};
ScanResult scan(const Dataset& data, const KeyTable& keys, const Scorer& scorer, const ScanOptions& options);

// Score of one pair, leaving early below `keep` (then the answer is some number below `keep`).
class PairScorer {
 public:
  PairScorer(const Dataset& data, const Scorer& scorer, float keep);
  float operator()(RecordId a, RecordId b);
  [[nodiscard]] Comparer& comparer() { return comparer_; }

 private:
  const Dataset& data_;
  const Scorer& scorer_;
  float keep_;
  Comparer comparer_;
  std::vector<std::size_t> order_;  // columns, those that can decide most first
};

// Patterns of the candidates; of one in `one_in` of them, each standing for that many.
std::vector<PatternCount> candidate_patterns(const Dataset& data, const KeyTable& keys, std::uint64_t one_in,
                                             bool between_files_only, unsigned threads, std::uint64_t& candidates);
// Patterns of random pairs that are no candidates, weighed to stand for all of those.
std::vector<PatternCount> random_patterns(const Dataset& data, const KeyTable& keys, std::size_t draws,
                                          std::uint64_t seed, double stand_for, bool between_files_only);
// Pairs that could be compared at all.
double all_pairs(const Dataset& data, bool between_files_only);
// Candidate pairs without comparing them, kept by `f(thread, a, b)`.
std::uint64_t walk_pairs(const Dataset& data, const KeyTable& keys, bool between_files_only, unsigned threads,
                         const std::function<void(double)>& progress,
                         const std::function<void(unsigned, const RecordId*, const RecordId*, std::size_t)>& f);

}  // namespace anwang::linkage

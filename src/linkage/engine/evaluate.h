// How right was it? Counted honestly: recall is end to end (a true pair that blocking never proposed is a miss), pairs
// are those of the final clusters, and B³ stands beside the pairwise figures. Thread-safety: pure functions.
#pragma once

#include <cstdint>
#include <vector>

#include "linkage/engine/cluster.h"

namespace anwang::linkage {

struct Quality {
  double threshold = 0;  // probability
  std::uint64_t true_found = 0, found = 0;
  double precision = 0, recall = 0, f1 = 0, b3_precision = 0, b3_recall = 0, b3_f1 = 0;
};
// `between_files_only`: only pairs of records of two files count.
Quality judge(const Dataset& data, const std::vector<RecordId>& clusters, bool between_files_only);
std::uint64_t true_pairs(const Dataset& data, bool between_files_only);
// Share of the true pairs that some key proposes.
double blocking_recall(const Dataset& data, const KeyTable& keys, bool between_files_only);

[[nodiscard]] double probability(double log2_odds);
[[nodiscard]] double log2_odds(double probability);

}  // namespace anwang::linkage

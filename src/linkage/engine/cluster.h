// From scored pairs to persons. Pairs above the threshold join; a group of more than two is then taken apart and put
// together again by average linkage over all its pairs (those that blocking never proposed too), so that one strong
// pair does not chain two persons together, and two different valid identifiers keep groups apart.
// Thread-safety: const inputs; the result does not depend on the number of threads.
#pragma once

#include <vector>

#include "linkage/engine/scan.h"

namespace anwang::linkage {

struct ClusterOptions {
  float threshold = 0;  // log2 odds
  bool between_files_only = false;
  unsigned threads = 1;
};
// Cluster number of each record: the smallest record of its cluster.
std::vector<RecordId> cluster(const Dataset& data, const Scorer& scorer, const std::vector<Edge>& edges,
                              const ClusterOptions& options);

}  // namespace anwang::linkage

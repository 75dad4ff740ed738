// Learns a model from counts of patterns, without any truth.
#pragma once

#include <vector>

#include "linkage/engine/model.h"

namespace anwang::linkage {

struct PatternCount {
  Pattern pattern = 0;
  double weight = 0;  // pairs it stands for
};

// Starting values by type: what typists and registers do to a value of this kind.
Model starting_model(const Dataset& data);
// `counts` stand for all pairs of the data. Starts from `model`; `pairs` = number of all pairs.
void train(Model& model, const std::vector<PatternCount>& counts, double pairs, int rounds);
// Sums equal patterns; in order of pattern.
std::vector<PatternCount> merged(std::vector<PatternCount> counts);

}  // namespace anwang::linkage

// Charts as SVG, for a report: what each level is worth, and how scores are distributed. Thread-safety: pure.
#pragma once

#include <string>
#include <vector>

#include "linkage/engine/scan.h"

namespace anwang::linkage {

std::string weights_chart(const Model& model);
// Edges by score in log2 odds; the threshold as a line.
std::string scores_chart(const std::vector<Edge>& edges, double threshold_bits);

}  // namespace anwang::linkage

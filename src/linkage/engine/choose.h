// Chooses blocking keys from the data: cheap ones first find likely matches, these say which keys would find them
// again, and keys are taken by what they add for what they cost until the budget of pairs is spent.
// Thread-safety: pure.
#pragma once

#include <vector>

#include "linkage/engine/blocking.h"
#include "linkage/engine/model.h"
#include "linkage/engine/train.h"

namespace anwang::linkage {

struct ChosenKeys {
  std::vector<BlockingKey> keys;
  KeyLimits limits;
  double estimated_pairs = 0, estimated_recall = 0;
};
// `model`: starting values, trained here on the first likely matches (a draft). `atoms`: all of them, held here only.
// Of `limits` passes and lean are taken over.
ChosenKeys choose_keys(const Dataset& data, std::shared_ptr<const Atoms> atoms, Model& model, bool between_files_only,
                       KeyLimits limits, unsigned threads);

}  // namespace anwang::linkage

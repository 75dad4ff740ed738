// Record linkage from files to clusters: the one entry that most callers need.
//   auto spec = parse_spec(yaml);
//   auto linked = link({{"a.csv", bytes}}, *spec, {});
//   linked->clusters[r] is the cluster of record r, linked->data->id_of(r) its identifier.
// Nothing is learned from truth; with equal input the answer is equal, whatever the number of threads.
// Thread-safety: each call is its own.
#pragma once

#include <memory>
#include <optional>

#include "linkage/engine/choose.h"
#include "linkage/engine/cluster.h"
#include "linkage/engine/evaluate.h"

namespace anwang::linkage {

// The fixed default: a pair is linked when it is more likely than this to be one person. The other defaults were chosen
// with the public sets in view (docs/linkage.md): figures on them are not figures on data nobody has seen.
inline constexpr double kDefaultThreshold = 0.5;
// Below the threshold and above this, a person should look.
inline constexpr double kReview = 0.1;

struct LinkOptions {
  unsigned threads = 1;
  // Bytes. A run that would need more takes more time instead (blocks in passes, no table of keys), with the same
  // answer; it is refused when the columns alone do not fit.
  std::size_t memory = std::size_t{4} << 30;
  std::function<void(const char* stage, double done)> progress;
  std::optional<Model> model;  // trained before: nothing is learned
};
struct Seconds {
  double read = 0, profile = 0, train = 0, score = 0, cluster = 0, write = 0;
  [[nodiscard]] double total() const { return read + profile + train + score + cluster + write; }
};
struct Linked {
  std::unique_ptr<Dataset> data;
  Model model;
  ChosenKeys keys;
  std::unique_ptr<KeyTable> table;
  std::unique_ptr<Scorer> scorer;
  std::vector<Edge> edges;  // down to the review threshold
  std::uint64_t candidates = 0;
  double threshold = kDefaultThreshold;  // probability
  bool between_files_only = false;
  std::vector<RecordId> clusters;
  Seconds seconds;
};
// Errors: those of Dataset::load; too_large when the memory limit does not suffice (`internal` says how much would).
Result<Linked> link(const std::vector<InputFile>& files, const Spec& spec, const LinkOptions& options);

}  // namespace anwang::linkage

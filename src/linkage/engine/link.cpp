#include "linkage/engine/link.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace anwang::linkage {
namespace {

constexpr double kTrainOn = 1'200'000;  // candidate pairs
constexpr std::size_t kStrangers = 400'000;

class Watch {
 public:
  double lap() {
    const auto now = std::chrono::steady_clock::now();
    const double s = std::chrono::duration<double>(now - begun_).count();
    begun_ = now;
    return s;
  }

 private:
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

ChosenKeys given_keys(const Dataset& data, const Spec& spec, const KeyLimits& limits) {
  ChosenKeys chosen;
  chosen.limits = limits;
  for (const auto& names : spec.blocking) {
    BlockingKey key;
    for (const std::string& name : names)
      for (std::size_t c = 0; c < data.width(); ++c)
        if (data.columns[c].name == name) key.atoms.push_back({c, Part::whole});
    chosen.keys.push_back(std::move(key));
  }
  chosen.limits.largest = 5'000;
  return chosen;
}

void learn(Linked& linked, unsigned threads) {
  const Dataset& data = *linked.data;
  const bool between = linked.between_files_only;
  const double pairs = all_pairs(data, between);
  const double expected = std::max(linked.keys.estimated_pairs, 1.0);
  const auto one_in = static_cast<std::uint64_t>(std::max(1.0, std::round(expected / kTrainOn)));
  std::uint64_t candidates = 0;
  auto counts = candidate_patterns(data, *linked.table, one_in, between, threads, candidates);
  const auto strangers =
      random_patterns(data, *linked.table, kStrangers, 2, pairs - static_cast<double>(candidates), between);
  counts.insert(counts.end(), strangers.begin(), strangers.end());
  train(linked.model, merged(std::move(counts)), pairs, 40);
}

struct Need {
  KeyLimits limits;
  std::size_t bytes = 0;
};

// Bytes that this run will need with these limits: the columns, what choosing keys looks at, the table of keys, two
// sorted copies of one key a thread, edges and groups.
std::size_t forecast(const Dataset& data, const KeyLimits& limits, unsigned threads) {
  constexpr std::size_t kProgram = std::size_t{24} << 20, kEdge = 40, kMostSlots = 40, kSlots = 28, kSmall = 100'000;
  const std::size_t n = data.size(), slots = n <= kSmall ? kMostSlots : kSlots;
  return data.memory_bytes() + Atoms::memory_bytes(data) + (limits.lean ? 0 : n * slots * 4) +
         threads * n * 24 / limits.passes + n * kEdge + kProgram + std::min(kProgram, n * 200);
}

// The fastest way that keeps the limit; the thriftiest when none does.
Need plan(const Dataset& data, std::size_t memory, unsigned threads) {
  Need need;
  for (const auto& [passes, lean] : {std::pair{1U, false}, {4U, false}, {16U, false}, {4U, true}, {32U, true}}) {
    need.limits.passes = passes;
    need.limits.lean = lean;
    need.bytes = forecast(data, need.limits, threads);
    if (need.bytes <= memory) break;
  }
  return need;
}

}  // namespace

Result<Linked> link(const std::vector<InputFile>& files, const Spec& spec, const LinkOptions& options) {
  Linked linked;
  Watch watch;
  const auto stage = [&](const char* name) {
    return [&options, name](double done) {
      if (options.progress) options.progress(name, done);
    };
  };
  ANWANG_TRY(auto data, Dataset::load(files, spec, options.threads, stage("read"), options.memory));
  linked.data = std::make_unique<Dataset>(std::move(data));
  linked.seconds.read = watch.lap();
  const Need need = plan(*linked.data, options.memory, options.threads);
  if (need.bytes > options.memory)
    return fail(Errc::too_large, "memory_limit",
                "this data needs about " + std::to_string((need.bytes >> 20) + 1) + " MiB at the least; the limit is " +
                    std::to_string(options.memory >> 20) + " MiB (--memory)");
  linked.between_files_only = spec.between_files_only;
  linked.threshold = spec.threshold.value_or(kDefaultThreshold);
  linked.model = starting_model(*linked.data);
  stage("profile")(0);
  linked.keys = spec.blocking.empty()
                    ? choose_keys(*linked.data, std::make_shared<const Atoms>(*linked.data, options.threads),
                                  linked.model, linked.between_files_only, need.limits, options.threads)
                    : given_keys(*linked.data, spec, need.limits);
  linked.table = std::make_unique<KeyTable>(
      *linked.data, std::make_shared<const Atoms>(*linked.data, linked.keys.keys, options.threads), linked.keys.keys,
      linked.keys.limits, options.threads);
  linked.seconds.profile = watch.lap();
  stage("train")(0);
  if (options.model) {
    if (options.model->columns.size() != linked.data->width())
      return fail(Errc::invalid, "bad_model", "the model was trained on other columns");
    linked.model = *options.model;
  } else {
    learn(linked, options.threads);
  }
  linked.model.keys.clear();
  for (const BlockingKey& k : linked.keys.keys) linked.model.keys.push_back(k.words(linked.data->columns));
  linked.scorer = std::make_unique<Scorer>(linked.model, linked.data->columns);
  linked.seconds.train = watch.lap();
  ScanOptions scanning;
  scanning.keep = static_cast<float>(log2_odds(std::min(kReview, linked.threshold)));
  scanning.between_files_only = linked.between_files_only;
  scanning.threads = options.threads;
  scanning.progress = stage("score");
  ScanResult found = scan(*linked.data, *linked.table, *linked.scorer, scanning);
  linked.edges = std::move(found.edges);
  linked.candidates = found.candidates;
  linked.seconds.score = watch.lap();
  stage("cluster")(0);
  linked.clusters =
      cluster(*linked.data, *linked.scorer, linked.edges,
              {static_cast<float>(log2_odds(linked.threshold)), linked.between_files_only, options.threads});
  linked.seconds.cluster = watch.lap();
  return linked;
}

}  // namespace anwang::linkage

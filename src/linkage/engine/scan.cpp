#include "linkage/engine/scan.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <numeric>

#include "linkage/engine/parallel.h"
#include "linkage/hash.h"

namespace anwang::linkage {
namespace {

constexpr std::size_t kTaskPairs = 400'000;
constexpr std::size_t kChunk = 256;  // pairs handed over at a time

// Rows [from, to) of one or several blocks; a row is paired with what follows it in its block.
struct Task {
  std::size_t from = 0, to = 0;
};

std::vector<Task> tasks_of(const std::vector<KeyTable::Entry>& entries) {
  std::vector<Task> tasks;
  std::size_t begun = 0, pairs = 0;
  for (std::size_t i = 0; i < entries.size();) {
    std::size_t end = i;
    while (end < entries.size() && entries[end].hash == entries[i].hash) ++end;
    for (; i < end; ++i) {
      pairs += end - i - 1;
      if (pairs < kTaskPairs) continue;
      tasks.push_back({begun, i + 1});
      begun = i + 1;
      pairs = 0;
    }
  }
  if (begun < entries.size()) tasks.push_back({begun, entries.size()});
  return tasks;
}

}  // namespace

std::uint64_t walk_pairs(const Dataset& data, const KeyTable& keys, bool between_files_only, unsigned threads,
                         const std::function<void(double)>& progress,
                         const std::function<void(unsigned, const RecordId*, const RecordId*, std::size_t)>& f) {
  std::atomic<std::uint64_t> candidates{0};
  std::mutex showing;
  const bool between = between_files_only && data.files() > 1;
  const std::size_t steps = keys.keys().size() * keys.passes();
  for (std::size_t step = 0; step < steps; ++step) {
    const std::size_t k = step / keys.passes();
    const std::vector<KeyTable::Entry> entries = keys.sorted(k, static_cast<std::uint32_t>(step % keys.passes()));
    const std::vector<Task> tasks = tasks_of(entries);
    std::atomic<std::size_t> done{0};
    parallel(tasks.size(), threads, [&](std::size_t t, unsigned thread) {
      std::array<RecordId, kChunk> left, right;
      std::size_t n = 0;
      std::uint64_t found = 0;
      for (std::size_t i = tasks[t].from; i < tasks[t].to; ++i)
        for (std::size_t j = i + 1; j < entries.size() && entries[j].hash == entries[i].hash; ++j) {
          const RecordId a = entries[i].record, b = entries[j].record;
          if (a >= b || (between && data.file_of(a) == data.file_of(b))) continue;
          if (!keys.first_is(a, b, k, entries[i].hash)) continue;
          left[n] = a;
          right[n] = b;
          if (++n < kChunk) continue;
          f(thread, left.data(), right.data(), n);
          found += n;
          n = 0;
        }
      if (n > 0) f(thread, left.data(), right.data(), n);
      candidates += found + n;
      const std::size_t finished = ++done;
      if (!progress) return;
      const std::lock_guard lock(showing);
      progress((static_cast<double>(step) + static_cast<double>(finished) / static_cast<double>(tasks.size())) /
               static_cast<double>(steps));
    });
  }
  return candidates;
}

PairScorer::PairScorer(const Dataset& data, const Scorer& scorer, float keep)
    : data_(data), scorer_(scorer), keep_(keep), comparer_(data.columns), order_(data.width()) {
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  const auto decides = [&](std::size_t c) { return scorer.best_unequal(c) - scorer.gain(c, kDifferent); };
  std::stable_sort(order_.begin(), order_.end(), [&](auto x, auto y) { return decides(x) > decides(y); });
}

float PairScorer::operator()(RecordId left, RecordId right) {
  const ValueId* a = data_.row(left);
  const ValueId* b = data_.row(right);
  const bool one_file = data_.one_file(left, right);
  float bound = scorer_.prior(one_file);
  Pattern pattern = one_file ? kOneFile : 0;
  std::uint32_t open = 0;
  for (std::size_t c = 0; c < data_.width(); ++c) {
    const bool missing = a[c] == 0 || b[c] == 0;
    if (missing && data_.columns[c].partner < 0) continue;
    if (!missing && a[c] == b[c]) {
      pattern |= Pattern{kSame} << (3 * c);
      bound += scorer_.same(c, a[c]);
    } else {
      bound += missing ? std::max(0.0F, scorer_.gain(c, kSwapped)) : scorer_.best_unequal(c);
      open |= 1U << c;
    }
  }
  if (bound < keep_) return bound;
  for (const std::size_t c : order_) {
    if ((open & (1U << c)) == 0) continue;
    const bool missing = a[c] == 0 || b[c] == 0;
    const Level level = comparer_.compare_in_row(c, a, b);
    pattern |= Pattern{level} << (3 * c);
    bound += (level == kMissing ? 0.0F : scorer_.gain(c, level)) -
             (missing ? std::max(0.0F, scorer_.gain(c, kSwapped)) : scorer_.best_unequal(c));
    if (bound < keep_) return bound;
  }
  return static_cast<float>(scorer_.score(pattern, a, b));
}

ScanResult scan(const Dataset& data, const KeyTable& keys, const Scorer& scorer, const ScanOptions& options) {
  ScanResult result;
  std::vector<PairScorer> scorers;
  std::vector<std::vector<Edge>> edges(options.threads);
  for (unsigned t = 0; t < options.threads; ++t) scorers.emplace_back(data, scorer, options.keep);
  result.candidates = walk_pairs(data, keys, options.between_files_only, options.threads, options.progress,
                                 [&](unsigned thread, const RecordId* a, const RecordId* b, std::size_t n) {
                                   for (std::size_t i = 0; i < n; ++i)
                                     if (const float s = scorers[thread](a[i], b[i]); s >= options.keep)
                                       edges[thread].push_back({a[i], b[i], s});
                                 });
  for (auto& part : edges) {
    result.edges.insert(result.edges.end(), part.begin(), part.end());
    std::vector<Edge>().swap(part);
  }
  std::sort(result.edges.begin(), result.edges.end(),
            [](const Edge& x, const Edge& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
  return result;
}

std::vector<PatternCount> candidate_patterns(const Dataset& data, const KeyTable& keys, std::uint64_t one_in,
                                             bool between_files_only, unsigned threads, std::uint64_t& candidates) {
  std::vector<Comparer> comparers;
  for (unsigned t = 0; t < threads; ++t) comparers.emplace_back(data.columns);
  std::vector<std::vector<PatternCount>> parts(threads);
  candidates = walk_pairs(
      data, keys, between_files_only, threads, {},
      [&](unsigned thread, const RecordId* a, const RecordId* b, std::size_t n) {
        for (std::size_t i = 0; i < n; ++i) {
          if (one_in > 1 && combine64(a[i], b[i]) % one_in != 0) continue;
          parts[thread].push_back({comparers[thread].pattern(data, a[i], b[i]), static_cast<double>(one_in)});
        }
      });
  std::vector<PatternCount> all;
  for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  return merged(std::move(all));
}

std::vector<PatternCount> random_patterns(const Dataset& data, const KeyTable& keys, std::size_t draws,
                                          std::uint64_t seed, double stand_for, bool between_files_only) {
  Comparer comparer(data.columns);
  std::vector<PatternCount> out;
  const std::uint64_t n = data.size();
  for (std::size_t i = 0; i < draws && n > 1; ++i) {
    const std::uint64_t h = mix64(seed + i * 0x9e3779b97f4a7c15ULL), g = mix64(h ^ 0x5851f42d4c957f2dULL);
    const auto a = static_cast<RecordId>(((h >> 32) * n) >> 32), b = static_cast<RecordId>(((g >> 32) * n) >> 32);
    if (a == b || keys.first_shared(a, b) >= 0) continue;
    if (between_files_only && data.files() > 1 && data.file_of(a) == data.file_of(b)) continue;
    out.push_back({comparer.pattern(data, a, b), 1});
  }
  const double weight = out.empty() ? 0 : std::max(stand_for, 0.0) / static_cast<double>(out.size());
  for (PatternCount& c : out) c.weight = weight;
  return merged(std::move(out));
}

double all_pairs(const Dataset& data, bool between_files_only) {
  const auto n = static_cast<double>(data.size());
  double pairs = n * (n - 1) / 2;
  if (!between_files_only || data.files() < 2) return pairs;
  std::vector<double> sizes(data.files(), 0);
  for (RecordId r = 0; r < data.size(); ++r) ++sizes[data.file_of(r)];
  for (const double s : sizes) pairs -= s * (s - 1) / 2;
  return pairs;
}

}  // namespace anwang::linkage

#include "linkage/engine/cluster.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "linkage/engine/parallel.h"

namespace anwang::linkage {
namespace {

constexpr std::size_t kLargest = 300;  // records of a group taken apart whole; larger ones are cut at higher thresholds

class Union {
 public:
  explicit Union(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), RecordId{0}); }
  RecordId find(RecordId r) {
    while (parent_[r] != r) r = parent_[r] = parent_[parent_[r]];
    return r;
  }
  void join(RecordId a, RecordId b) {
    a = find(a), b = find(b);
    if (a != b) parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<RecordId> parent_;
};

// Average linkage on the log odds of all pairs of a group; what is far below the threshold counts as just that far.
class Group {
 public:
  // `apart`: two records of one file are never of one group.
  Group(const Dataset& data, std::vector<RecordId> members, PairScorer& score, float threshold, bool apart)
      : members_(std::move(members)), n_(members_.size()), sums_(n_ * n_, 0), size_(n_, 1) {
    for (std::size_t i = 0; i < n_; ++i)
      for (std::size_t j = i + 1; j < n_; ++j) {
        const bool never = apart && data.one_file(members_[i], members_[j]);
        const float s = never ? kNever : std::clamp(score(members_[i], members_[j]) - threshold, -kFar, kFar);
        sums_[i * n_ + j] = sums_[j * n_ + i] = s;
      }
  }
  void write(std::vector<RecordId>& cluster) {
    std::vector<std::size_t> owner(n_);
    std::iota(owner.begin(), owner.end(), std::size_t{0});
    for (;;) {
      float best = 0;
      std::size_t x = n_, y = n_;
      for (std::size_t i = 0; i < n_; ++i)
        for (std::size_t j = i + 1; size_[i] > 0 && j < n_; ++j) {
          if (size_[j] == 0) continue;
          const float mean = sums_[i * n_ + j] / static_cast<float>(size_[i] * size_[j]);
          if (mean > best || (x == n_ && mean >= 0)) best = mean, x = i, y = j;
        }
      if (x == n_) break;
      for (std::size_t k = 0; k < n_; ++k) {
        sums_[x * n_ + k] += sums_[y * n_ + k];
        sums_[k * n_ + x] = sums_[x * n_ + k];
      }
      size_[x] += size_[y];
      size_[y] = 0;
      for (std::size_t& o : owner)
        if (o == y) o = x;
    }
    for (std::size_t i = 0; i < n_; ++i) cluster[members_[i]] = members_[owner[i]];
  }

 private:
  static constexpr float kFar = 20, kNever = -1e9F;  // no sum of others outweighs the second
  std::vector<RecordId> members_;
  std::size_t n_;
  std::vector<float> sums_;
  std::vector<int> size_;
};

}  // namespace

std::vector<RecordId> cluster(const Dataset& data, const Scorer& scorer, const std::vector<Edge>& edges,
                              const ClusterOptions& options) {
  std::vector<RecordId> result(data.size());
  std::iota(result.begin(), result.end(), RecordId{0});
  std::vector<Edge> kept;
  for (const Edge& e : edges)
    if (e.score >= options.threshold) kept.push_back(e);
  // Too large a group hangs together by chance: only its stronger edges count, until it falls apart.
  std::vector<std::vector<RecordId>> groups;
  for (float step = 0; !kept.empty(); step += 2) {
    Union joined(data.size());
    for (const Edge& e : kept) joined.join(e.a, e.b);
    std::vector<std::pair<RecordId, RecordId>> members;
    for (const Edge& e : kept)
      for (const RecordId r : {e.a, e.b}) members.emplace_back(joined.find(r), r);
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
    std::vector<std::uint8_t> again(data.size(), 0);
    bool any = false;
    for (std::size_t i = 0; i < members.size();) {
      std::size_t end = i;
      while (end < members.size() && members[end].first == members[i].first) ++end;
      if (end - i > kLargest) {
        any = true;
        for (std::size_t m = i; m < end; ++m) again[members[m].second] = 1;
      } else {
        auto& group = groups.emplace_back();
        for (std::size_t m = i; m < end; ++m) group.push_back(members[m].second);
      }
      i = end;
    }
    if (!any) break;
    const float least = options.threshold + step + 2;
    std::erase_if(kept, [&](const Edge& e) { return again[e.a] == 0 || e.score < least; });
  }
  std::vector<PairScorer> scorers;
  for (unsigned t = 0; t < options.threads; ++t) scorers.emplace_back(data, scorer, options.threshold - 20);
  constexpr std::size_t kTogether = 64;
  parallel((groups.size() + kTogether - 1) / kTogether, options.threads, [&](std::size_t task, unsigned thread) {
    for (std::size_t g = task * kTogether; g < std::min(groups.size(), (task + 1) * kTogether); ++g) {
      if (groups[g].size() == 2)
        result[groups[g][1]] = groups[g][0];
      else
        Group(data, std::move(groups[g]), scorers[thread], options.threshold, options.between_files_only).write(result);
    }
  });
  return result;
}

}  // namespace anwang::linkage

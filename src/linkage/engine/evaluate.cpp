#include "linkage/engine/evaluate.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace anwang::linkage {
namespace {

std::uint64_t pairs_of(std::uint64_t n) { return n * (n - 1) / 2; }

struct Member {
  std::uint32_t group = 0, other = 0;
  std::uint8_t file = 0;
  RecordId record = 0;
};
bool in_order(const Member& x, const Member& y) {
  if (x.group != y.group) return x.group < y.group;
  if (x.other != y.other) return x.other < y.other;
  return x.file < y.file;
}

// Sum over runs of equal keys of f(begin, end).
template <class Same, class F>
void runs(const std::vector<Member>& members, Same same, F f) {
  for (std::size_t i = 0; i < members.size();) {
    std::size_t end = i;
    while (end < members.size() && same(members[i], members[end])) ++end;
    f(i, end);
    i = end;
  }
}
bool one_group(const Member& x, const Member& y) { return x.group == y.group; }
bool one_cell(const Member& x, const Member& y) { return x.group == y.group && x.other == y.other; }

// Pairs within runs; between files only, pairs within a file are taken off.
std::uint64_t count_pairs(const std::vector<Member>& members, bool cells, bool between) {
  std::uint64_t sum = 0;
  const auto add = [&](std::size_t i, std::size_t end) {
    sum += pairs_of(end - i);
    if (!between) return;
    std::map<std::uint8_t, std::uint64_t> files;
    for (; i < end; ++i) ++files[members[i].file];
    for (const auto& [file, n] : files) sum -= pairs_of(n);
  };
  if (cells)
    runs(members, one_cell, add);
  else
    runs(members, one_group, add);
  return sum;
}

std::vector<Member> members_of(const Dataset& data, const std::vector<RecordId>* clusters) {
  std::vector<Member> out;
  for (RecordId r = 0; r < data.size(); ++r)
    if (const ValueId t = data.truth()[r]; t != 0)
      out.push_back({t, clusters ? (*clusters)[r] : 0, data.file_of(r), r});
  std::sort(out.begin(), out.end(), in_order);
  return out;
}

}  // namespace

double probability(double bits) { return bits > 60 ? 1.0 : 1.0 / (1.0 + std::exp2(-bits)); }
double log2_odds(double p) { return std::log2(p / (1 - p)); }

std::uint64_t true_pairs(const Dataset& data, bool between) {
  return count_pairs(members_of(data, nullptr), false, between && data.files() > 1);
}

Quality judge(const Dataset& data, const std::vector<RecordId>& clusters, bool between_files_only) {
  const bool between = between_files_only && data.files() > 1;
  std::vector<Member> by_truth = members_of(data, &clusters);
  Quality q;
  const std::uint64_t all = count_pairs(by_truth, false, between);
  q.true_found = count_pairs(by_truth, true, between);
  std::vector<double> cell(data.size(), 0), truth(data.size(), 0);
  runs(by_truth, one_group, [&](std::size_t i, std::size_t end) {
    for (std::size_t m = i; m < end; ++m) truth[by_truth[m].record] = static_cast<double>(end - i);
  });
  runs(by_truth, one_cell, [&](std::size_t i, std::size_t end) {
    for (std::size_t m = i; m < end; ++m) cell[by_truth[m].record] = static_cast<double>(end - i);
  });
  std::vector<Member> by_cluster = by_truth;
  for (Member& m : by_cluster) std::swap(m.group, m.other);
  std::sort(by_cluster.begin(), by_cluster.end(), in_order);
  q.found = count_pairs(by_cluster, false, between);
  runs(by_cluster, one_group, [&](std::size_t i, std::size_t end) {
    for (std::size_t m = i; m < end; ++m) {
      const RecordId r = by_cluster[m].record;
      q.b3_precision += cell[r] / static_cast<double>(end - i);
      q.b3_recall += cell[r] / truth[r];
    }
  });
  const auto f1 = [](double p, double r) { return p + r > 0 ? 2 * p * r / (p + r) : 0; };
  const double n = std::max<double>(1, static_cast<double>(by_truth.size()));
  q.b3_precision /= n;
  q.b3_recall /= n;
  q.b3_f1 = f1(q.b3_precision, q.b3_recall);
  q.precision = q.found > 0 ? static_cast<double>(q.true_found) / static_cast<double>(q.found) : 1;
  q.recall = all > 0 ? static_cast<double>(q.true_found) / static_cast<double>(all) : 1;
  q.f1 = f1(q.precision, q.recall);
  return q;
}

double blocking_recall(const Dataset& data, const KeyTable& keys, bool between_files_only) {
  const bool between = between_files_only && data.files() > 1;
  const std::vector<Member> members = members_of(data, nullptr);
  std::uint64_t all = 0, met = 0;
  runs(members, one_group, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      for (std::size_t j = i + 1; j < end; ++j) {
        if (between && members[i].file == members[j].file) continue;
        ++all;
        met += keys.first_shared(members[i].record, members[j].record) >= 0 ? 1 : 0;
      }
  });
  return all > 0 ? static_cast<double>(met) / static_cast<double>(all) : 1;
}

}  // namespace anwang::linkage

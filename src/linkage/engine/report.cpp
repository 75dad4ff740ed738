#include "linkage/engine/report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "codec/csv.h"

namespace anwang::linkage {
namespace {

using codec::Json;
using codec::JsonObject;

double rounded(double x, double parts) { return std::round(x * parts) / parts; }

JsonObject quality_json(const Quality& q, double threshold) {
  const auto six = [](double x) { return rounded(x, 1e6); };
  return {{"threshold", threshold},        {"precision", six(q.precision)},
          {"recall", six(q.recall)},       {"f1", six(q.f1)},
          {"b3_f1", six(q.b3_f1)},         {"b3_precision", six(q.b3_precision)},
          {"b3_recall", six(q.b3_recall)}, {"pairs", static_cast<std::int64_t>(q.found)}};
}

// Clusters at other thresholds: few where that takes long.
JsonObject best_of(const Linked& linked, const Quality& fixed) {
  static constexpr std::array<double, 16> all = {.15, .2, .25, .3,  .35, .4,   .6,   .7,
                                                 .8,  .9, .95, .98, .99, .995, .999, .9999};
  Quality best = fixed;
  double at = linked.threshold;
  const std::size_t step = linked.data->size() > 200'000 ? 4 : 1;
  for (std::size_t i = 0; i < all.size(); i += step) {
    if (all[i] < std::min(kReview, linked.threshold)) continue;
    const auto clusters = cluster(*linked.data, *linked.scorer, linked.edges,
                                  {static_cast<float>(log2_odds(all[i])), linked.between_files_only, 1});
    const Quality q = judge(*linked.data, clusters, linked.between_files_only);
    if (q.f1 > best.f1) best = q, at = all[i];
  }
  return quality_json(best, at);
}

std::size_t groups_of(const Linked& linked) {
  std::size_t n = 0;
  for (RecordId r = 0; r < linked.clusters.size(); ++r) n += linked.clusters[r] == r ? 1 : 0;
  return n;
}

}  // namespace

void write_clusters(const Linked& linked, std::ostream& out) {
  const Dataset& data = *linked.data;
  std::string buffer = "row_id,cluster_id\n";
  for (RecordId r = 0; r < data.size(); ++r) {
    buffer += codec::csv_field(data.id_of(r));
    buffer.push_back(',');
    buffer += codec::csv_field(data.id_of(linked.clusters[r]));
    buffer.push_back('\n');
    if (buffer.size() < (1U << 20)) continue;
    out << buffer;
    buffer.clear();
  }
  out << buffer;
}

void write_pairs(const Linked& linked, std::ostream& out) {
  const Dataset& data = *linked.data;
  Comparer comparer(data.columns);
  out << "left,right,score,weight,levels\n";
  for (const Edge& e : linked.edges) {
    const Pattern pattern = comparer.pattern(data, e.a, e.b);
    std::string levels;
    for (std::size_t c = 0; c < data.width(); ++c)
      levels += (c > 0 ? " " : "") + data.columns[c].name + "=" + std::to_string(level_at(pattern, c));
    std::array<char, 64> numbers{};
    std::snprintf(numbers.data(), numbers.size(), "%.6f,%.3f", probability(e.score), static_cast<double>(e.score));
    out << codec::csv_field(data.id_of(e.a)) << ',' << codec::csv_field(data.id_of(e.b)) << ',' << numbers.data() << ','
        << codec::csv_field(levels) << '\n';
  }
}

codec::Json report_of(const Linked& linked, const std::vector<std::string>& files, std::uint64_t peak_rss_bytes) {
  const Dataset& data = *linked.data;
  const auto count = [](std::uint64_t n) { return Json(static_cast<std::int64_t>(n)); };
  JsonObject o{{"records", count(data.size())},
               {"rows_in", count(data.rows_in)},
               {"rows_rejected", count(data.rejected.size())},
               {"candidate_pairs", count(linked.candidates)},
               {"clusters", count(groups_of(linked))}};
  if (data.has_truth()) {
    const Quality fixed = judge(data, linked.clusters, linked.between_files_only);
    o.set("true_pairs", count(true_pairs(data, linked.between_files_only)));
    o.set("blocking_recall", rounded(blocking_recall(data, *linked.table, linked.between_files_only), 1e6));
    o.set("fixed", quality_json(fixed, linked.threshold));
    o.set("best", best_of(linked, fixed));
  }
  const Seconds& s = linked.seconds;
  const auto ms = [](double x) { return rounded(x, 1e3); };
  o.set("seconds", JsonObject{{"read", ms(s.read)},
                              {"profile", ms(s.profile)},
                              {"train", ms(s.train)},
                              {"score", ms(s.score)},
                              {"cluster", ms(s.cluster)},
                              {"write", ms(s.write)},
                              {"total", ms(s.total())}});
  o.set("peak_rss_bytes", count(peak_rss_bytes));
  codec::JsonArray keys, rejected;
  for (const std::string& k : linked.model.keys) keys.emplace_back(k);
  o.set("blocking_keys", std::move(keys));
  for (const Rejected& r : data.rejected)
    rejected.emplace_back(JsonObject{{"file", files[r.file]}, {"line", r.line}, {"reason", r.code}});
  o.set("rejected", std::move(rejected));
  return o;
}

std::string report_words(const Linked& linked) {
  std::string out = std::to_string(linked.data->size()) + " records, " + std::to_string(linked.candidates) +
                    " pairs compared, " + std::to_string(groups_of(linked)) + " clusters\n";
  for (const std::string& key : linked.model.keys) out += "  key: " + key + "\n";
  return out + model_table(linked.model);
}

}  // namespace anwang::linkage

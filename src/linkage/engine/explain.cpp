#include "linkage/engine/explain.h"

#include <array>
#include <cstdio>
#include <optional>

namespace anwang::linkage {
namespace {

std::optional<RecordId> record(const Dataset& data, std::string_view id) {
  for (RecordId r = 0; r < data.size(); ++r)
    if (data.id_of(r) == id) return r;
  return std::nullopt;
}

std::string line(const char* what, double bits, const std::string& words) {
  std::array<char, 96> head{};
  std::snprintf(head.data(), head.size(), "%+8.2f  %-20s ", bits, what);
  return head.data() + words + "\n";
}

}  // namespace

Result<std::string> explain(const Linked& linked, std::string_view left, std::string_view right) {
  const Dataset& data = *linked.data;
  const auto a = record(data, left), b = record(data, right);
  if (!a || !b)
    return fail(Errc::not_found, "no_record", "no record has the identifier " + std::string(!a ? left : right));
  Comparer comparer(data.columns);
  const Pattern pattern = comparer.pattern(data, *a, *b);
  std::string out = "    bits  column               values and what they are to each other\n";
  double sum = linked.scorer->prior(data.one_file(*a, *b));
  out += line("(before looking)", sum, "so rare are two records of one person among all pairs");
  for (std::size_t c = 0; c < data.width(); ++c) {
    const Column& column = data.columns[c];
    const ValueId x = data.row(*a)[c], y = data.row(*b)[c];
    const Level level = level_at(pattern, c);
    double bits = level == kMissing ? 0 : static_cast<double>(linked.scorer->gain(c, level));
    std::string words = std::string(column.pool->text(x)) + " | " + std::string(column.pool->text(y)) + ": " +
                        level_words(column.type, level);
    if (level == kSame) {
      const double frequency = linked.scorer->frequency(c, x);
      bits -= frequency;
      words += frequency > 0.5 ? ", a common value" : frequency < -0.5 ? ", a rare value" : "";
      words += " (" + std::to_string(column.bearers_of(x)) + " records)";
    }
    sum += bits;
    out += line(column.name.c_str(), bits, words);
  }
  const double score = linked.scorer->score(pattern, data.row(*a), data.row(*b));
  out += line("(relatives)", score - sum, "other persons of one household or place may look like this too");
  std::array<char, 160> verdict{};
  const double p = probability(score);
  std::snprintf(verdict.data(), verdict.size(), "%+8.2f  probability %.6f: %s; in the clusters: %s\n", score, p,
                p >= linked.threshold ? "link"
                : p >= kReview        ? "review"
                                      : "no link",
                linked.clusters[*a] == linked.clusters[*b] ? "one person" : "two persons");
  return out + verdict.data();
}

}  // namespace anwang::linkage

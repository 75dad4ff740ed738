// What agreement and disagreement are worth. A pair of records is one person (match), two strangers (random), two
// people of one household (related: the columns about households agree, the personal ones do not), of one place
// (neighbour) or of one name (namesake; among things that texts describe: of like wording). Given which it is, columns
// are independent; the probabilities of levels are learned by expectation maximisation on counts of patterns. The score
// of a pattern is the log2 odds of match against the others. Thread-safety: const after training; plain values.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "linkage/engine/compare.h"

namespace anwang::linkage {

enum class Kind : std::uint8_t { match, random, related, neighbour, namesake };
inline constexpr std::size_t kKinds = 5;
// True when agreement in such a column is what this kind consists of; elsewhere it is as rare as among strangers.
[[nodiscard]] bool shared_by(Facet facet, Kind kind);

struct ColumnModel {
  std::string name;
  FieldType type = FieldType::ignore;
  std::array<std::array<double, kLevels>, kKinds> p{};  // by kind and level; a missing value says nothing: 1
  double crossing = 0;  // chance of strangers' values in each other's column, 0 = no such column
  double filled = 0;    // records with a value, of the data trained on
};

struct Model {
  std::vector<ColumnModel> columns;
  // Of all pairs; with several files, of those between files, and of those within one.
  std::array<double, kKinds> share{}, share_within{};
  [[nodiscard]] const std::array<double, kKinds>& shares(Pattern p) const {
    return (p & kOneFile) != 0 ? share_within : share;
  }
  double records = 0;  // trained on
  double records_a_person = 1;
  std::vector<std::string> keys;  // blocking keys in words, for the reader

  // m and u of the textbook, in bits: log2 of match against random.
  [[nodiscard]] double weight(std::size_t column, Level level) const;
};

std::string write_model(const Model& model);  // JSON
Result<Model> read_model(std::string_view json);
// For a statistician: a line a level with m, u and bits.
std::string model_table(const Model& model);

// Scores patterns by a model. Term frequency: agreement on a rare value is worth more, on a common one less.
class Scorer {
 public:
  Scorer(const Model& model, const std::vector<Column>& columns);
  // log2 odds that the pair is one person. Two different valid numbers of one kind belong to two persons, whatever
  // else agrees: homonyms born on one day exist.
  [[nodiscard]] double score(Pattern pattern, const ValueId* a, const ValueId* b) const;
  [[nodiscard]] double score_without_frequency(Pattern pattern) const;
  // The most that any pattern with these levels known can still reach; for leaving early.
  [[nodiscard]] float gain(std::size_t column, Level level) const { return gain_[column][level]; }
  [[nodiscard]] float best_unequal(std::size_t column) const { return best_unequal_[column]; }
  [[nodiscard]] float same(std::size_t column, ValueId v) const { return gain_[column][kSame] - frequency(column, v); }
  [[nodiscard]] float prior(bool one_file) const { return log_share_[one_file][0] - log_share_[one_file][1]; }
  // log2 of how much more often two strangers agree on this value than on values at large.
  [[nodiscard]] float frequency(std::size_t column, ValueId v) const {
    return v < frequency_[column].size() ? frequency_[column][v] : unseen_[column];
  }

 private:
  [[nodiscard]] static float against(const std::array<float, kKinds>& sum);

  std::array<std::vector<std::array<float, kLevels>>, kKinds> log_;
  std::vector<std::array<float, kLevels>> gain_;
  std::vector<float> best_unequal_, unseen_;
  std::vector<Facet> facets_;
  std::array<std::array<float, kKinds>, 2> log_share_{};  // between files, within one
  std::vector<std::vector<float>> frequency_;
  std::vector<std::array<bool, kKinds>> frequent_in_;  // whether rare values agree more rarely in this kind
  // By value of identifier columns: the kind of a Taiwanese number whose check digit is right, 0 = none.
  std::vector<std::vector<std::uint8_t>> valid_;
  std::size_t width_ = 0;
};

}  // namespace anwang::linkage

#include "linkage/engine/model.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "codec/json.h"
#include "linkage/id_number.h"

namespace anwang::linkage {
namespace {

constexpr std::size_t M = static_cast<std::size_t>(Kind::match), U = static_cast<std::size_t>(Kind::random),
                      H = static_cast<std::size_t>(Kind::related), G = static_cast<std::size_t>(Kind::neighbour),
                      N = static_cast<std::size_t>(Kind::namesake);
constexpr std::array<const char*, kKinds> kKindWords = {"match", "random", "related", "neighbour", "namesake"};

constexpr float kTwoNumbers = 20;  // bits against
constexpr float kStillValid = 4;   // one typing error in some ten leaves a valid number

std::vector<std::uint8_t> valid_kinds(const Column& column) {
  std::vector<std::uint8_t> out;
  if (column.type != FieldType::identifier) return out;
  bool any = false;
  for (ValueId v = 0; v < column.pool->size(); ++v) {
    std::string upper(column.pool->text(v));
    for (char& c : upper)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    const IdCheck check = check_id(upper);
    out.push_back(check.valid() ? static_cast<std::uint8_t>(static_cast<int>(check.kind) + 1) : std::uint8_t{0});
    any = any || check.valid();
  }
  if (!any) out.clear();
  return out;
}

float log2_of(double p) { return static_cast<float>(std::log2(std::max(p, 1e-12))); }

// log2(2^a + 2^b) without overflow.
float sum_of(float a, float b) {
  const float high = std::max(a, b), low = std::min(a, b);
  return low < high - 30 ? high : high + std::log2(1 + std::exp2(low - high));
}

}  // namespace

bool shared_by(Facet facet, Kind kind) {
  switch (kind) {
    case Kind::related:
      return facet == Facet::surname || facet == Facet::household || facet == Facet::area;
    case Kind::neighbour:
      return facet == Facet::area;
    case Kind::namesake:
      return facet == Facet::name || facet == Facet::surname || facet == Facet::wording;
    default:
      return true;
  }
}

double Model::weight(std::size_t column, Level level) const {
  if (level == kMissing) return 0;
  const auto& p = columns[column].p;
  return std::log2(std::max(p[M][level], 1e-12) / std::max(p[U][level], 1e-12));
}

Scorer::Scorer(const Model& model, const std::vector<Column>& columns) : width_(model.columns.size()) {
  for (std::size_t k = 0; k < kKinds; ++k) {
    log_[k].resize(width_);
    log_share_[0][k] = model.share[k] > 0 ? log2_of(model.share[k]) : -1e6F;
    log_share_[1][k] = model.share_within[k] > 0 ? log2_of(model.share_within[k]) : -1e6F;
  }
  gain_.resize(width_);
  best_unequal_.assign(width_, 0);
  frequency_.resize(width_);
  for (std::size_t c = 0; c < width_; ++c) {
    const ColumnModel& m = model.columns[c];
    for (std::size_t l = 0; l < kLevels; ++l) {
      for (std::size_t k = 0; k < kKinds; ++k) log_[k][c][l] = l == kMissing ? 0 : log2_of(m.p[k][l]);
      if (const auto given = columns[c].weights.find(static_cast<int>(l)); given != columns[c].weights.end())
        log_[M][c][l] = log_[U][c][l] + static_cast<float>(given->second);
      gain_[c][l] = log_[M][c][l] - log_[U][c][l];
      if (l > kSame) best_unequal_[c] = std::max(best_unequal_[c], gain_[c][l]);
    }
    const Facet f = facet(m.type);
    valid_.push_back(valid_kinds(columns[c]));
    // Namesakes have frequent names; the address of an e-mail says what its name says.
    frequent_in_.push_back(
        {false, true, !shared_by(f, Kind::related), !shared_by(f, Kind::neighbour), m.type != FieldType::email});
    // Among persons, not records: a person of five records is no five bearers.
    const double persons = std::max(static_cast<double>(columns[c].filled) / model.records_a_person, 1.0);
    const double u = std::max(m.p[U][kSame], 1e-12);
    const auto bits = [&](double bearers) {
      const double others = bearers / model.records_a_person - 1;
      const double chance = others < 0.5 ? std::min(u, 0.5 / persons) : others / persons;
      return static_cast<float>(std::clamp(std::log2(chance / u), -8.0, 16.0));
    };
    unseen_.push_back(bits(0));
    frequency_[c].resize(columns[c].pool->size());
    for (ValueId v = 1; v < frequency_[c].size(); ++v) frequency_[c][v] = bits(columns[c].bearers_of(v));
  }
}

float Scorer::against(const std::array<float, kKinds>& sum) {
  return sum_of(sum_of(sum[U], sum[N]), sum_of(sum[H], sum[G]));
}

double Scorer::score(Pattern pattern, const ValueId* a, const ValueId* b) const {
  std::array<float, kKinds> sum = log_share_[(pattern & kOneFile) != 0 ? 1 : 0];
  for (std::size_t c = 0; c < width_; ++c) {
    const Level l = level_at(pattern, c);
    if (l == kMissing) continue;
    for (std::size_t k = 0; k < kKinds; ++k) sum[k] += log_[k][c][l];
    if (l != kSame) continue;
    const float f = a[c] == b[c] ? frequency(c, a[c]) : 0;
    for (std::size_t k = 1; k < kKinds; ++k)
      if (frequent_in_[c][k]) sum[k] += f;
  }
  for (std::size_t c = 0; c < width_; ++c) {
    const Level l = level_at(pattern, c);
    if (valid_[c].empty() || l <= kSame) continue;
    const auto kind = [&](ValueId v) { return v < valid_[c].size() ? valid_[c][v] : std::uint8_t{0}; };
    if (kind(a[c]) != 0 && kind(a[c]) == kind(b[c])) sum[M] -= l == kDifferent ? kTwoNumbers : kStillValid;
  }
  return sum[M] - against(sum);
}

double Scorer::score_without_frequency(Pattern pattern) const {
  std::array<float, kKinds> sum = log_share_[(pattern & kOneFile) != 0 ? 1 : 0];
  for (std::size_t c = 0; c < width_; ++c)
    for (std::size_t k = 0; k < kKinds; ++k) sum[k] += log_[k][c][level_at(pattern, c)];
  return sum[M] - against(sum);
}

std::string write_model(const Model& model) {
  using codec::Json;
  codec::JsonArray columns;
  for (const ColumnModel& c : model.columns) {
    codec::JsonObject o{{"name", c.name}, {"type", code(c.type)}, {"filled", c.filled}};
    for (std::size_t k = 0; k < kKinds; ++k) {
      codec::JsonArray levels;
      for (const double p : c.p[k]) levels.emplace_back(p);
      o.set(kKindWords[k], std::move(levels));
    }
    columns.emplace_back(std::move(o));
  }
  codec::JsonObject share, within;
  for (std::size_t k = 0; k < kKinds; ++k) {
    share.set(kKindWords[k], model.share[k]);
    within.set(kKindWords[k], model.share_within[k]);
  }
  codec::JsonArray keys;
  for (const std::string& k : model.keys) keys.emplace_back(k);
  return codec::write_json(codec::JsonObject{{"format", "anwang-linkage-model-1"},
                                             {"records", model.records},
                                             {"records_a_person", model.records_a_person},
                                             {"share", std::move(share)},
                                             {"share_within", std::move(within)},
                                             {"columns", std::move(columns)},
                                             {"blocking", std::move(keys)}}) +
         "\n";
}

Result<Model> read_model(std::string_view json) {
  ANWANG_TRY(const codec::Json file, codec::parse_json(json));
  const auto bad = [](const char* what) {
    return fail(Errc::malformed, "bad_model", std::string("the model file: ") + what);
  };
  const codec::Json* format = file.get("format");
  if (format == nullptr || format->string() == nullptr || *format->string() != "anwang-linkage-model-1")
    return bad("not a model of this version");
  const auto number = [](const codec::Json* o, const char* key) {
    const codec::Json* v = o == nullptr ? nullptr : o->get(key);
    return v == nullptr || v->number() == nullptr ? -1.0 : *v->number();
  };
  Model model;
  model.records = number(&file, "records");
  model.records_a_person = number(&file, "records_a_person");
  const codec::Json* columns = file.get("columns");
  if (model.records < 0 || model.records_a_person < 1 || columns == nullptr || columns->array() == nullptr)
    return bad("records or columns are missing");
  for (std::size_t k = 0; k < kKinds; ++k) {
    model.share[k] = number(file.get("share"), kKindWords[k]);
    model.share_within[k] = number(file.get("share_within"), kKindWords[k]);
    for (const double s : {model.share[k], model.share_within[k]})
      if (!(s >= 0 && s <= 1)) return bad("a share is no probability");
  }
  for (const codec::Json& o : *columns->array()) {
    ColumnModel c;
    const codec::Json* name = o.get("name");
    const codec::Json* type = o.get("type");
    if (name == nullptr || name->string() == nullptr || type == nullptr || type->string() == nullptr)
      return bad("a column without name or type");
    c.name = *name->string();
    const auto known = field_type(*type->string());
    if (!known) return bad("a column of unknown type");
    c.type = *known;
    c.filled = number(&o, "filled");
    for (std::size_t k = 0; k < kKinds; ++k) {
      const codec::Json* levels = o.get(kKindWords[k]);
      if (levels == nullptr || levels->array() == nullptr || levels->array()->size() != kLevels)
        return bad("a column needs eight probabilities");
      for (std::size_t l = 0; l < kLevels; ++l) {
        const double* p = (*levels->array())[l].number();
        if (p == nullptr || !(*p >= 0 && *p <= 1)) return bad("a level is no probability");
        c.p[k][l] = *p;
      }
    }
    model.columns.push_back(std::move(c));
  }
  if (const codec::Json* keys = file.get("blocking"); keys != nullptr && keys->array() != nullptr)
    for (const codec::Json& k : *keys->array())
      if (k.string() != nullptr) model.keys.push_back(*k.string());
  return model;
}

std::string model_table(const Model& model) {
  std::string out;
  char line[200];
  std::snprintf(line, sizeof line, "%-20s %-36s %9s %11s %8s %8s\n", "column", "level", "m", "u", "bits", "related");
  out += line;
  for (std::size_t c = 0; c < model.columns.size(); ++c) {
    const ColumnModel& m = model.columns[c];
    for (std::size_t l = 1; l < kLevels; ++l) {
      const char* words = level_words(m.type, static_cast<Level>(l));
      if (*words == '\0') continue;
      std::snprintf(line, sizeof line, "%-20s %-36s %9.5f %11.3g %8.2f %8.4f\n", l == 1 ? m.name.c_str() : "", words,
                    m.p[M][l], m.p[U][l], model.weight(c, static_cast<Level>(l)), m.p[H][l]);
      out += line;
    }
  }
  std::snprintf(line, sizeof line,
                "share of pairs: match %.3g, related %.3g, neighbour %.3g, namesake %.3g; records a person %.2f\n",
                model.share[M], model.share[H], model.share[G], model.share[N], model.records_a_person);
  out += line;
  if (model.share_within == model.share) return out;
  std::snprintf(line, sizeof line, "within one file: match %.3g\n", model.share_within[M]);
  return out + line;
}

}  // namespace anwang::linkage

#include "linkage/engine/spec.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "codec/yaml.h"

namespace anwang::linkage {
namespace {

using codec::Yaml;

struct Comparator {
  const char* word;
  FieldType like;
};
constexpr std::array<Comparator, 14> kComparators = {{{"exact", FieldType::category},
                                                      {"name", FieldType::given_name},
                                                      {"jaro_winkler", FieldType::given_name},
                                                      {"full_name", FieldType::full_name},
                                                      {"edit", FieldType::identifier},
                                                      {"identifier", FieldType::identifier},
                                                      {"phone", FieldType::phone},
                                                      {"email", FieldType::email},
                                                      {"date", FieldType::date},
                                                      {"address", FieldType::address},
                                                      {"place", FieldType::place},
                                                      {"postcode", FieldType::postcode},
                                                      {"number", FieldType::number},
                                                      {"words", FieldType::text}}};

tl::unexpected<Error> bad(const Yaml& at, const std::string& words) {
  return fail(Errc::invalid, "bad_spec", "line " + std::to_string(at.line) + ": " + words);
}

std::optional<double> number(const Yaml& value) {
  double out = 0;
  const char* end = value.text.data() + value.text.size();
  const auto [stopped, error] = std::from_chars(value.text.data(), end, out);
  if (value.kind != Yaml::Kind::scalar || error != std::errc{} || stopped != end) return std::nullopt;
  return out;
}

std::string all_types() {
  std::string out;
  for (int i = 0; i < 17; ++i) out += std::string(i > 0 ? ", " : "") + code(static_cast<FieldType>(i));
  return out;
}

Status read_hint(const Yaml& key, const Yaml& value, ColumnSpec& column) {
  if (key.text == "type") return {};
  if (key.text == "format") {
    const std::string& f = value.text;
    if (f != "ymd" && f != "dmy" && f != "mdy") return bad(value, "format: expected ymd, dmy or mdy, found " + f);
    column.format = f;
  } else if (key.text == "match") {
    column.match = value.text;
  } else if (key.text == "comparator") {
    const auto found = std::find_if(kComparators.begin(), kComparators.end(),
                                    [&](const Comparator& c) { return value.text == c.word; });
    if (found == kComparators.end()) {
      std::string known;
      for (const auto& c : kComparators) known += std::string(known.empty() ? "" : ", ") + c.word;
      return bad(value, "unknown comparator " + value.text + "; known: " + known);
    }
    column.comparator = found->like;
  } else if (key.text == "weights") {
    for (const auto& [level, bits] : value.members) {
      const auto l = number(level), b = number(bits);
      if (!l || *l < 1 || *l > 7 || !b) return bad(level, "weights: expected LEVEL: BITS with a level from 1 to 7");
      column.weights[static_cast<int>(*l)] = *b;
    }
  } else {
    return bad(key, "unknown key " + key.text + "; known: type, format, match, comparator, weights");
  }
  return {};
}

Status read_columns(const Yaml& columns, Spec& spec) {
  if (columns.kind != Yaml::Kind::map) return bad(columns, "columns: expected NAME: {type: T}");
  for (const auto& [key, value] : columns.members) {
    ColumnSpec column;
    column.name = key.text;
    // `surname: surname` is short for `surname: {type: surname}`.
    const Yaml* type = value.kind == Yaml::Kind::scalar ? &value : value.get("type");
    if (type == nullptr) return bad(value, "column " + key.text + " has no type");
    const auto known = field_type(type->text);
    if (!known) return bad(*type, "unknown type " + type->text + "; known: " + all_types());
    column.type = column.comparator = *known;
    for (const auto& [hint, text] : value.members) ANWANG_CHECK(read_hint(hint, text, column));
    if ((*known == FieldType::row_id || *known == FieldType::truth) && spec.find(*known) != nullptr)
      return bad(*type, std::string("a second column of type ") + code(*known));
    spec.columns.push_back(std::move(column));
  }
  const auto n =
      std::count_if(spec.columns.begin(), spec.columns.end(), [](const ColumnSpec& c) { return compared(c.type); });
  if (n == 0) return bad(columns, "no column to compare");
  if (n > static_cast<std::ptrdiff_t>(kMaxColumns)) return bad(columns, "more than 21 columns to compare");
  return {};
}

Status read_blocking(const Yaml& value, Spec& spec) {
  if (value.kind != Yaml::Kind::list) return bad(value, "blocking: expected a list of keys");
  for (const Yaml& item : value.items) {
    std::vector<std::string> key;
    if (item.kind == Yaml::Kind::scalar) key.push_back(item.text);
    for (const Yaml& part : item.items) key.push_back(part.text);
    for (const std::string& name : key)
      if (std::none_of(spec.columns.begin(), spec.columns.end(),
                       [&](const ColumnSpec& c) { return c.name == name && compared(c.type); }))
        return bad(item, "blocking: no compared column " + name);
    if (key.empty() || key.size() > 3) return bad(item, "blocking: a key has one to three columns");
    spec.blocking.push_back(std::move(key));
  }
  return {};
}

Status read_member(const Yaml& key, const Yaml& value, Spec& spec) {
  if (key.text == "columns") return {};
  if (key.text == "threshold") {
    spec.threshold = number(value);
    if (!spec.threshold || *spec.threshold <= 0 || *spec.threshold >= 1)
      return bad(value, "threshold: expected a probability between 0 and 1");
    return {};
  }
  if (key.text == "between_files_only") {
    if (value.text != "true" && value.text != "false") return bad(value, "between_files_only: expected true or false");
    spec.between_files_only = value.text == "true";
    return {};
  }
  if (key.text == "blocking") return read_blocking(value, spec);
  return bad(key, "unknown key " + key.text + "; known: columns, threshold, blocking, between_files_only");
}

}  // namespace

const ColumnSpec* Spec::find(FieldType type) const {
  for (const ColumnSpec& c : columns)
    if (c.type == type) return &c;
  return nullptr;
}

Result<Spec> parse_spec(std::string_view yaml) {
  auto parsed = codec::parse_yaml(yaml);
  if (!parsed) {
    Error e = parsed.error();
    const std::string line = e.fields.empty() ? "" : e.fields[0].args["line"];
    return fail(Errc::malformed, "bad_spec", "line " + line + ": " + e.reason + " " + e.internal);
  }
  const Yaml* columns = parsed->get("columns");
  if (columns == nullptr) return fail(Errc::invalid, "bad_spec", "line 1: no `columns:`");
  Spec spec;
  ANWANG_CHECK(read_columns(*columns, spec));
  for (const auto& [key, value] : parsed->members) ANWANG_CHECK(read_member(key, value, spec));
  return spec;
}

std::string write_spec(const Spec& spec) {
  const auto quoted = [](const std::string& name) {
    std::string out = "\"";
    for (const char c : name) {
      if (c == '"' || c == '\\') out.push_back('\\');
      out.push_back(c);
    }
    return out + "\"";
  };
  std::string out = "columns:\n";
  for (const ColumnSpec& c : spec.columns) {
    out += "  " + quoted(c.name) + ": {type: " + code(c.type);
    if (!c.format.empty()) out += ", format: " + c.format;
    out += "}\n";
  }
  if (spec.between_files_only) out += "between_files_only: true\n";
  return out;
}

}  // namespace anwang::linkage

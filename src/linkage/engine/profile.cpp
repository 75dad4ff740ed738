#include "linkage/engine/profile.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <unordered_set>
#include <vector>

#include "base/text.h"
#include "codec/csv_rows.h"
#include "linkage/engine/clean.h"
#include "linkage/engine/spec.h"

namespace anwang::linkage {
namespace {

constexpr std::size_t kLookedAt = 20'000;  // rows

struct ByName {
  const char* pattern;
  FieldType type;
};
// First that fits wins.
constexpr std::array<ByName, 18> kNames = {{
    {"(?i)^(truth|cluster(_?id)?|entity_?id|true_?id|person_?key|simulant_id)$", FieldType::truth},
    {"(?i)^(row_?id|rec_?id|record_?id|unique_?id|id|pk|序號|編號)$", FieldType::row_id},
    {"(?i)(e-?mail|電子郵件|信箱)", FieldType::email},
    {"(?i)(phone|mobile|^tel|電話|手機)", FieldType::phone},
    {"(?i)(zip|post_?code|postal|郵遞區號)", FieldType::postcode},
    {"(?i)(dob|birth_?d|date_of_birth|birth_?date|生日|出生)", FieldType::date},
    {"(?i)(^date|_date$|_on$|日期)", FieldType::date},
    {"(?i)(^year$|_year$|birth_?year|年度)", FieldType::year},
    {"(?i)(ssn|soc_?sec|passport|national_?id|licen[cs]e|身分證|統一編號|居留證)", FieldType::identifier},
    {"(?i)(surname|last_?name|family_?name|lname|^姓$|姓氏)", FieldType::surname},
    {"(?i)(first_?name|given_?name|fore_?name|fname|^名$)", FieldType::given_name},
    {"(?i)(full_?name|^name$|person_?name|姓名)", FieldType::full_name},
    {"(?i)(street_?(no|num|number)|house_?(no|number)|門牌號)", FieldType::number},
    {"(?i)(address|street|^addr|地址|住址)", FieldType::address},
    {"(?i)(city|town|suburb|county|place|village|birth_?place|鄉鎮|縣市|村里)", FieldType::place},
    {"(?i)(sex|gender|state|race|ethnic|country|nation|性別|國籍|type$|category)", FieldType::category},
    {"(?i)(price|amount|age$|count|qty|金額|年齡)", FieldType::number},
    {"(?i)(title|description|note|text|authors?|venue|comment|備註)", FieldType::text},
}};

struct Seen {
  std::size_t filled = 0, dates = 0, numbers = 0, emails = 0, spaced = 0, length = 0;
  std::unordered_set<std::string> values;
};

FieldType by_values(const Seen& s) {
  const auto most = [&](std::size_t n) { return n * 10 >= s.filled * 9; };
  const double distinct =
      static_cast<double>(s.values.size()) / static_cast<double>(std::max<std::size_t>(1, s.filled));
  if (s.filled == 0) return FieldType::ignore;
  if (most(s.emails)) return FieldType::email;
  if (most(s.dates) && s.values.size() > 10) return FieldType::date;
  if (s.values.size() <= 30 && distinct < 0.2) return FieldType::category;
  if (most(s.numbers)) return distinct > 0.5 && s.length / s.filled >= 6 ? FieldType::identifier : FieldType::number;
  if (s.spaced * 2 > s.filled || s.length / s.filled > 25) return FieldType::text;
  return distinct > 0.9 ? FieldType::identifier : FieldType::place;
}

void look(std::string_view value, Seen& s) {
  static const RE2 email("^[^@ ]+@[^@ ]+\\.[^@ ]+$"), number("^[-+]?[0-9][0-9.,]*$");
  std::string clean;
  clean_value(FieldType::category, DateOrder::ymd, value, clean);
  if (clean.empty()) return;
  ++s.filled;
  s.length += code_points(value);
  const std::string date = value.size() >= 6 && value.size() <= 40 ? clean_date(value, DateOrder::ymd) : std::string{};
  const bool possible =
      date.size() == 8 && date > "1800" && date < "2100" && date.substr(4) != "0000" && date.substr(4, 2) < "32";
  s.dates += possible ? 1 : 0;
  s.numbers += RE2::FullMatch(value, number) ? 1 : 0;
  s.emails += RE2::FullMatch(value, email) ? 1 : 0;
  s.spaced += clean.find(' ') != std::string::npos ? 1 : 0;
  s.values.insert(std::move(clean));
}

}  // namespace

Result<std::string> propose_spec(const std::string& name, std::string_view bytes) {
  const auto decoded = codec::decode_csv(bytes);
  if (!decoded) return fail(Errc::malformed, "bad_input", name + ": " + decoded.error().reason);
  const std::string_view text = decoded->encoding == "utf-8" ? decoded->view : std::string_view(decoded->converted);
  codec::CsvRows rows(text, codec::csv_delimiter(text));
  std::vector<std::string_view> fields;
  if (!rows.next(fields)) return fail(Errc::malformed, "bad_input", name + ": the file is empty");
  std::vector<std::string> header(fields.begin(), fields.end());
  std::vector<Seen> seen(header.size());
  std::size_t n = 0;
  while (n < kLookedAt && rows.next(fields)) {
    if (fields.size() != header.size()) continue;
    ++n;
    for (std::size_t c = 0; c < fields.size(); ++c) look(fields[c], seen[c]);
    rows.forget();
  }
  std::string out =
      "# Proposed from the first " + std::to_string(n) + " rows of a file; correct it where it is wrong.\n";
  bool truth = false, id = false;
  std::vector<std::string> why;
  Spec spec;
  for (std::size_t c = 0; c < header.size(); ++c) {
    ColumnSpec column;
    column.name = trim(header[c]);
    column.type = by_values(seen[c]);
    std::string because = "by its values";
    for (const ByName& known : kNames)
      if (RE2::PartialMatch(column.name, known.pattern)) {
        column.type = known.type;
        because = "by its name";
        break;
      }
    if (column.type == FieldType::date && seen[c].dates * 2 < seen[c].filled) column.type = FieldType::category;
    if (column.type == FieldType::row_id && (id || seen[c].values.size() < seen[c].filled))
      column.type = FieldType::ignore;
    if (column.type == FieldType::truth && truth) column.type = FieldType::ignore;
    id = id || column.type == FieldType::row_id;
    truth = truth || column.type == FieldType::truth;
    out += "#   " + column.name + ": " + std::to_string(seen[c].filled * 100 / std::max<std::size_t>(1, n)) +
           " % filled, " + std::to_string(seen[c].values.size()) + " values; " + code(column.type) + " " + because +
           "\n";
    spec.columns.push_back(std::move(column));
  }
  return out + write_spec(spec);
}

}  // namespace anwang::linkage

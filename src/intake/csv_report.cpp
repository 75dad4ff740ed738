#include "intake/csv_report.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/text.h"

namespace anwang::intake {
namespace {

// What a column is called in Chinese, and what it becomes.
struct Column {
  const char* code;
  const char* zh;
};
constexpr Column kColumns[] = {{"external_no", "外部編號"},
                               {"kinds", "案別"},
                               {"received_at", "受理時間"},
                               {"happened_at", "事發時間"},
                               {"known_at", "知悉時間"},
                               {"township", "鄉鎮市"},
                               {"place", "地點"},
                               {"narrative", "案情"},
                               {"source", "來源"},
                               {"immediate_danger", "立即危險"},
                               {"reporter_class", "通報人身分"},
                               {"reporter_name", "通報人"},
                               {"reporter_unit", "通報單位"},
                               {"reporter_phone", "通報人電話"},
                               {"subject_role", "對象角色"},
                               {"subject_name", "對象姓名"},
                               {"subject_id_no", "證號"},
                               {"subject_birth", "出生"},
                               {"subject_age", "年齡"},
                               {"subject_sex", "性別"},
                               {"subject_phone", "對象電話"},
                               {"subject_address", "住址"},
                               {"subject_school", "學校"}};

// A code as it is, or the word that a screen shows for it.
std::string code_of(const std::vector<pack::Choice>& choices, const std::string& text) {
  for (const auto& c : choices)
    if (c.code == text || c.words.zh == text || c.words.en == text) return c.code;
  return text;  // the check says that it is unknown
}

class RowReader {
 public:
  RowReader(const std::vector<std::string>& columns, const codec::CsvRow& row, const pack::PackSet& packs)
      : packs_(packs) {
    for (std::size_t i = 0; i < columns.size() && i < row.fields.size(); ++i) values_[columns[i]] = trim(row.fields[i]);
  }
  ReadRow run() {
    ReportDraft& d = out_.draft;
    d.channel = Channel::import;
    d.external_no = text("external_no");
    if (d.external_no.empty()) fault("external_no", "required");  // without it the file could be imported twice
    kinds();
    d.received_at = time("received_at");
    d.happened_at = time("happened_at");
    d.known_at = time("known_at");
    d.township = text("township");
    d.place = text("place");
    d.narrative = text("narrative");
    d.source = coded("source", "source");
    d.immediate_danger = flag("immediate_danger");
    d.reporter.reporter_class = coded("reporter_class", "reporter_class");
    d.reporter.name = text("reporter_name");
    d.reporter.unit = text("reporter_unit");
    d.reporter.phone = text("reporter_phone");
    subject();
    return std::move(out_);
  }

 private:
  std::string text(const char* column) { return values_.contains(column) ? values_.at(column) : std::string(); }
  void fault(const char* column, const char* code) { out_.faults.push_back({std::string("/") + column, code, {}}); }
  std::string coded(const char* column, const char* list) {
    const auto found = packs_.codes.find(list);
    const std::string value = text(column);
    return value.empty() || found == packs_.codes.end() ? value : code_of(found->second, value);
  }
  std::optional<Instant> time(const char* column) {
    const std::string value = text(column);
    if (value.empty()) return std::nullopt;
    const auto t = parse_office_time(value);
    if (!t) fault(column, "bad_time");
    return t;
  }
  std::optional<bool> flag(const char* column) {
    const std::string v = text(column);
    if (v.empty() || v == "不明" || v == "unknown") return std::nullopt;
    if (v == "是" || v == "有" || v == "yes" || v == "true" || v == "1") return true;
    if (v == "否" || v == "無" || v == "沒有" || v == "no" || v == "false" || v == "0") return false;
    fault(column, "unknown_code");
    return std::nullopt;
  }
  void kinds() {
    std::string rest = text("kinds");
    for (const char* mark : {"；", "、", "＋", "+"})
      for (std::size_t at = rest.find(mark); at != std::string::npos; at = rest.find(mark))
        rest.replace(at, std::string_view(mark).size(), ";");
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      const std::string word = trim(rest.substr(0, end));
      rest.erase(0, end + 1);
      if (word.empty()) continue;
      std::string code = word;
      for (const auto& p : packs_.programmes)
        if (p.name.zh == word || p.short_name.zh == word || p.name.en == word) code = p.code;
      out_.draft.kinds.push_back(code);
    }
  }
  void subject() {
    SubjectDraft s;
    s.role = text("subject_role");
    for (const auto& p : packs_.programmes) s.role = code_of(p.roles, s.role);
    s.name = text("subject_name");
    if (s.name == "不明" || s.name == "不詳") s.name.clear();
    s.id_no = text("subject_id_no");
    if (s.id_no == "不明" || s.id_no == "不詳") s.id_no.clear();
    s.birth_text = text("subject_birth");
    s.sex = coded("subject_sex", "sex");
    s.phone = text("subject_phone");
    s.address = text("subject_address");
    s.school = text("subject_school");
    if (const std::string age = text("subject_age"); !age.empty()) {
      int n = -1;
      const auto [end, ec] = std::from_chars(age.data(), age.data() + age.size(), n);
      if (ec == std::errc{} && end == age.data() + age.size())
        s.age_estimated = n;
      else
        fault("subject_age", "wrong_type");
    }
    out_.draft.subjects.push_back(std::move(s));
  }

  const pack::PackSet& packs_;
  std::map<std::string, std::string, std::less<>> values_;
  ReadRow out_;
};

}  // namespace

const std::vector<std::string>& import_columns() {
  static const std::vector<std::string> kAll = [] {
    std::vector<std::string> out;
    for (const Column& c : kColumns) out.emplace_back(c.code);
    return out;
  }();
  return kAll;
}

Result<std::vector<std::string>> read_header(const std::vector<std::string>& header) {
  std::vector<std::string> out;
  Error error{Errc::invalid, "csv_header", {}, {}, 0};
  for (std::size_t i = 0; i < header.size(); ++i) {
    const std::string name = trim(header[i]);
    const auto* found = std::find_if(std::begin(kColumns), std::end(kColumns),
                                     [&](const Column& c) { return name == c.code || name == c.zh; });
    const std::string pointer = "/header/" + std::to_string(i);
    if (found == std::end(kColumns))
      error.fields.push_back({pointer, "unknown_field", {}});
    else if (std::find(out.begin(), out.end(), found->code) != out.end())
      error.fields.push_back({pointer, "duplicate_key", {}});
    else
      out.emplace_back(found->code);
  }
  for (const char* needed : {"external_no", "narrative"})
    if (std::find(out.begin(), out.end(), needed) == out.end())
      error.fields.push_back({std::string("/") + needed, "required", {}});
  if (!error.fields.empty()) return tl::unexpected<Error>(std::move(error));
  return out;
}

std::optional<Instant> parse_office_time(std::string_view text) {
  if (const auto exact = parse_instant(text)) return exact;
  const std::size_t space = text.find(' ');
  const auto date = parse_forgiving_date(text.substr(0, space));
  if (!date) return std::nullopt;
  if (space == std::string_view::npos) return at_taipei(*date, 0);
  const std::string_view clock = text.substr(space + 1);
  int hour = -1, minute = -1;
  const std::size_t colon = clock.find(':');
  if (colon == std::string_view::npos || clock.size() - colon != 3) return std::nullopt;
  std::from_chars(clock.data(), clock.data() + colon, hour);
  std::from_chars(clock.data() + colon + 1, clock.data() + clock.size(), minute);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
  return at_taipei(*date, hour, minute);
}

ReadRow read_row(const std::vector<std::string>& columns, const codec::CsvRow& row, const pack::PackSet& packs) {
  return RowReader(columns, row, packs).run();
}

}  // namespace anwang::intake

#include "intake/model.h"

#include <stdexcept>

namespace anwang::intake {
namespace {

using store::Bytes;
using store::Row;
using store::Value;

constexpr const char* kReport[] = {"id",
                                   "version",
                                   "report_no",
                                   "kinds",
                                   "channel",
                                   "source",
                                   "external_no",
                                   "immediate_danger",
                                   "happened_at",
                                   "known_at",
                                   "reported_at",
                                   "received_at",
                                   "recorded_at",
                                   "due_at",
                                   "township",
                                   "village",
                                   "place_sealed",
                                   "summary",
                                   "narrative_sealed",
                                   "reporter_sealed",
                                   "reporter_class",
                                   "reporter_account_id",
                                   "reply_wanted",
                                   "anonymous",
                                   "form",
                                   "form_version",
                                   "answers_sealed",
                                   "facts",
                                   "state",
                                   "lane",
                                   "incident_id",
                                   "claimed_by",
                                   "claimed_at",
                                   "owner_id",
                                   "more_info",
                                   "snoozed_until",
                                   "decided_at",
                                   "decided_by",
                                   "tracking_hash",
                                   "language"};
constexpr const char* kSubject[] = {
    "id",          "version",          "report_id",   "role",      "name",          "nickname",
    "birth_on",    "age_estimated",    "sex",         "id_sealed", "id_hash",       "id_check",
    "nationality", "indigenous",       "disability",  "language",  "phone_sealed",  "address",
    "township",    "school",           "identity",    "person_id", "identified_by", "identified_at",
    "added_by",    "likely_person_id", "likely_score"};
static_assert(std::size(kReport) == kReportColumnCount && std::size(kSubject) == kSubjectColumnCount);

std::string joined(const auto& names, std::string_view alias) {
  std::string out;
  for (const char* name : names) {
    if (!out.empty()) out += ',';
    out += alias;
    out += name;
  }
  return out;
}

// Reads the columns in order, so that the order stands in one place.
struct Reading {
  const Row& row;
  std::size_t i;
  std::string text() { return row.is_null(i) ? (++i, std::string()) : row.text(i++); }
  std::int64_t number() { return row.is_null(i) ? (++i, 0) : row.i64(i++); }
  std::optional<bool> flag3() { return row.is_null(i) ? (++i, std::nullopt) : std::optional<bool>(row.i64(i++) != 0); }
  bool flag() { return number() != 0; }
  Instant at() { return {number()}; }
  Bytes blob() { return row.is_null(i) ? (++i, Bytes()) : row.blob(i++); }
  codec::Json json() {
    auto parsed = codec::parse_json(row.text(i++));
    if (!parsed) throw std::runtime_error("a stored JSON column cannot be read");
    return std::move(*parsed);
  }
};

using Columns = std::vector<std::pair<std::string, Value>>;
Value text(const std::string& s) { return s.empty() ? Value{} : Value{s}; }
Value blob(const Bytes& b) { return b.empty() ? Value{} : Value{b}; }
Value at(Instant t) { return t.set() ? Value{t.us} : Value{}; }
Value flag(bool b) { return std::int64_t{b ? 1 : 0}; }
template <class Tag>
Value ref(Id<Tag> id) {
  return id.valid() ? Value{id.value} : Value{};
}

}  // namespace

const char* code(Channel channel) {
  switch (channel) {
    case Channel::public_web:
      return "public";
    case Channel::mandated:
      return "mandated";
    case Channel::phone:
      return "phone";
    case Channel::api:
      return "api";
    case Channel::import:
      return "import";
    case Channel::device:
      return "device";
  }
  return "public";
}

std::string report_columns(std::string_view alias) { return joined(kReport, alias); }
std::string subject_columns(std::string_view alias) { return joined(kSubject, alias); }

Report report_from(const Row& row, std::size_t first) {
  Reading in{row, first};
  Report r;
  r.id = {in.number()};
  r.version = in.number();
  r.report_no = in.text();
  const codec::Json kinds = in.json();
  if (kinds.array())
    for (const auto& k : *kinds.array())
      if (k.string()) r.kinds.push_back(*k.string());
  r.channel = in.text();
  r.source = in.text();
  r.external_no = in.text();
  r.immediate_danger = in.flag3();
  r.happened_at = in.at();
  r.known_at = in.at();
  r.reported_at = in.at();
  r.received_at = in.at();
  r.recorded_at = in.at();
  r.due_at = in.at();
  r.township = in.text();
  r.village = in.text();
  r.place_sealed = in.blob();
  r.summary = in.text();
  r.narrative_sealed = in.blob();
  r.reporter_sealed = in.blob();
  r.reporter_class = in.text();
  r.reporter_account = {in.number()};
  r.reply_wanted = in.flag();
  r.anonymous = in.flag();
  r.form = in.text();
  r.form_version = in.text();
  r.answers_sealed = in.blob();
  codec::Json facts = in.json();
  if (facts.object()) r.facts = std::move(*facts.object());
  r.state = in.text();
  r.lane = in.text();
  r.incident = {in.number()};
  r.claimed_by = {in.number()};
  r.claimed_at = in.at();
  r.owner = {in.number()};
  r.more_info = in.flag();
  r.snoozed_until = in.at();
  r.decided_at = in.at();
  r.decided_by = {in.number()};
  r.tracking_hash = in.blob();
  r.language = in.text();
  return r;
}

Subject subject_from(const Row& row, std::size_t first) {
  Reading in{row, first};
  Subject s;
  s.id = {in.number()};
  s.version = in.number();
  s.report = {in.number()};
  s.role = in.text();
  s.name = PersonalText(in.text());
  s.nickname = PersonalText(in.text());
  s.birth_on = in.text();
  if (row.opt_i64(in.i)) s.age_estimated = static_cast<int>(row.i64(in.i));
  ++in.i;
  s.sex = in.text();
  s.id_sealed = in.blob();
  s.id_hash = in.blob();
  s.id_check = in.text();
  s.nationality = in.text();
  s.indigenous = in.text();
  s.disability = in.text();
  s.language = in.text();
  s.phone_sealed = in.blob();
  s.address = PersonalText(in.text());
  s.township = in.text();
  s.school = in.text();
  s.identity = in.text();
  s.person = {in.number()};
  s.identified_by = {in.number()};
  s.identified_at = in.at();
  s.added_by = {in.number()};
  s.likely_person = {in.number()};
  if (!row.is_null(in.i)) s.likely_score = row.real(in.i);
  return s;
}

store::Write write_of(const Report& r, int event) {
  codec::JsonArray kinds;
  for (const auto& k : r.kinds) kinds.emplace_back(k);
  // In the order of kReport, without id and version: the writer sets those.
  Value values[] = {r.report_no,
                    codec::write_json(kinds),
                    r.channel,
                    r.source,
                    text(r.external_no),
                    r.immediate_danger ? flag(*r.immediate_danger) : Value{},
                    at(r.happened_at),
                    at(r.known_at),
                    at(r.reported_at),
                    at(r.received_at),
                    at(r.recorded_at),
                    at(r.due_at),
                    text(r.township),
                    text(r.village),
                    blob(r.place_sealed),
                    text(r.summary),
                    blob(r.narrative_sealed),
                    blob(r.reporter_sealed),
                    text(r.reporter_class),
                    ref(r.reporter_account),
                    flag(r.reply_wanted),
                    flag(r.anonymous),
                    r.form,
                    r.form_version,
                    blob(r.answers_sealed),
                    codec::write_json(r.facts),
                    r.state,
                    r.lane,
                    ref(r.incident),
                    ref(r.claimed_by),
                    at(r.claimed_at),
                    ref(r.owner),
                    flag(r.more_info),
                    at(r.snoozed_until),
                    at(r.decided_at),
                    ref(r.decided_by),
                    blob(r.tracking_hash),
                    text(r.language)};
  static_assert(std::size(values) + 2 == kReportColumnCount);
  Columns columns;
  columns.reserve(std::size(values));
  for (std::size_t i = 0; i < std::size(values); ++i) columns.emplace_back(kReport[i + 2], std::move(values[i]));
  return {"report", r.id.value, r.version, std::move(columns), event};
}

store::Write write_of(const Subject& s, int event) {
  Value values[] = {s.report.value,
                    s.role,
                    text(s.name.reveal()),
                    text(s.nickname.reveal()),
                    text(s.birth_on),
                    s.age_estimated ? Value{std::int64_t{*s.age_estimated}} : Value{},
                    text(s.sex),
                    blob(s.id_sealed),
                    blob(s.id_hash),
                    text(s.id_check),
                    text(s.nationality),
                    text(s.indigenous),
                    text(s.disability),
                    text(s.language),
                    blob(s.phone_sealed),
                    text(s.address.reveal()),
                    text(s.township),
                    text(s.school),
                    s.identity,
                    ref(s.person),
                    ref(s.identified_by),
                    at(s.identified_at),
                    ref(s.added_by),
                    ref(s.likely_person),
                    s.likely_score ? Value{*s.likely_score} : Value{}};
  static_assert(std::size(values) + 2 == kSubjectColumnCount);
  Columns columns;
  columns.reserve(std::size(values));
  for (std::size_t i = 0; i < std::size(values); ++i) columns.emplace_back(kSubject[i + 2], std::move(values[i]));
  return {"report_subject", s.id.value, s.version, std::move(columns), event};
}

}  // namespace anwang::intake

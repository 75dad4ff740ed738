// One report as the policy shows it, and the opening of its sealed parts: one at a time, with a reason, journalled.
#include <algorithm>

#include "access/facts.h"
#include "access/project.h"
#include "api/edge.h"
#include "api/family_json.h"
#include "api/fields.h"
#include "api/queue_json.h"
#include "api/reveal.h"
#include "file/attachment.h"
#include "flow/identify.h"
#include "flow/queue.h"
#include "flow/report_history.h"
#include "store/record.h"

namespace anwang::api {
namespace {

using access::FieldClass;
using access::Outcome;
using access::Purpose;
using access::RecordKind;
using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

// The journal's kinds in the contract's shorter words.
std::string history_word(const std::string& kind) {
  if (kind == "subject.added") return "subject_added";
  if (kind == "attachment.added") return "attachment_added";
  if (kind == "decision.made") return "decision";
  const std::size_t dot = kind.find('.');
  return dot == std::string::npos ? kind : kind.substr(dot + 1);
}

// Facts that a screener must see first.
JsonArray danger_signs(const intake::Report& r) {
  JsonArray out;
  const auto sign = [&](const char* code, Json value) {
    out.emplace_back(JsonObject{{"code", Json(code)}, {"value", std::move(value)}});
  };
  if (r.immediate_danger == true) sign("immediate_danger", true);
  const auto text = [&](const char* fact) {
    const Json* v = r.facts.find(fact);
    return v && v->string() ? *v->string() : std::string();
  };
  const Json* tipvda = r.facts.find("tipvda");
  if (tipvda && tipvda->integer() && *tipvda->integer() >= 8) sign("tipvda", *tipvda);  // 8–15: high danger
  if (const auto weapon = text("weapon"); !weapon.empty() && weapon != "none" && weapon != "unknown")
    sign("weapon", weapon);
  if (const auto injury = text("injury"); injury == "severe" || injury == "death") sign("injury", injury);
  if (const auto danger = text("danger_self_others"); danger == "self" || danger == "others" || danger == "both")
    sign("danger_self_others", danger);
  if (const auto stage = text("suicide_stage"); stage == "attempt" || stage == "plan" || stage == "death")
    sign("suicide_stage", stage);
  return out;
}

Json times_json(const intake::Report& r) {
  return Json(JsonObject{{"happened", time_json(r.happened_at)},
                         {"known", time_json(r.known_at)},
                         {"reported", time_json(r.reported_at)},
                         {"received", time_json(r.received_at)},
                         {"recorded", time_json(r.recorded_at)}});
}

struct Page {
  intake::Report report;
  std::vector<intake::Subject> subjects;
  std::map<FieldClass, Outcome> seen;
  std::vector<flow::HistoryEntry> history;
  [[nodiscard]] Outcome sees(FieldClass c) const { return seen.at(c); }
};

Json shown(Outcome outcome, access::TextKind kind, const PersonalText& text, std::string_view masked = {}) {
  return access::project(outcome, Purpose::detail, kind, text, masked).value_or(Json());
}

Json subject_json(const Call& call, const Page& page, const FamilyView& view, const Briefs& briefs,
                  const intake::Subject& s) {
  const Outcome identity = page.sees(FieldClass::identity), locator = page.sees(FieldClass::locator);
  const bool full = identity == Outcome::full;
  const auto birth = Date::parse(s.birth_on);
  JsonObject o;
  o.append("id", s.id.str());
  o.append("version", s.version);
  o.append("role", s.role);
  // Names come as text in every outcome, so that a screen has one way to show them.
  o.append("name", text_json(access::project_name(identity, Purpose::detail, s.name)));
  o.append("nickname", full ? text_json(s.nickname.reveal()) : Json());
  o.append("birth_on", full ? text_json(s.birth_on) : Json());
  o.append("age", birth && identity >= Outcome::masked ? Json(age_on(*birth, taipei_date(call.now()))) : Json());
  o.append("age_estimated", identity >= Outcome::masked && s.age_estimated ? Json(*s.age_estimated) : Json());
  o.append("sex", identity >= Outcome::masked ? text_json(s.sex) : Json());
  Json masked_id;
  if (identity >= Outcome::masked && !s.id_sealed.empty()) {
    const auto id_no = call.app().keys.open({call.app().county, "report_subject", s.id.value, "id"}, s.id_sealed);
    const auto projected =
        id_no ? access::project(Outcome::masked, Purpose::detail, access::TextKind::identifier, *id_no) : std::nullopt;
    if (const Json* text = projected ? projected->get("text") : nullptr) masked_id = *text;
  }
  o.append("id_given", std::move(masked_id));
  o.append("id_check", text_json(s.id_check));
  o.append("indigenous", full ? text_json(s.indigenous) : Json());
  o.append("disability", full ? text_json(s.disability) : Json());
  o.append("language", text_json(s.language));
  o.append("school", full ? text_json(s.school) : Json());
  o.append("address", locator == Outcome::full ? shown(locator, access::TextKind::address, s.address) : Json());
  o.append("phone_given", !s.phone_sealed.empty());
  o.append("township", text_json(s.township));
  o.append("identity", s.identity);
  o.append("person", s.person ? view.brief(s.person.value).value_or(Json()) : Json());
  o.append("identified_by", briefs.account(s.identified_by.value));
  o.append("identified_at", time_json(s.identified_at));
  o.append("added", s.added_by.valid());
  return Json(std::move(o));
}

Result<Json> incident_json(const Call& call, store::Reader& reader, const intake::Report& r) {
  if (!r.incident) return Json();
  ANWANG_TRY(const auto rows, reader.query("report.incident",
                                           "SELECT id, report_no, received_at, source, kinds FROM report WHERE county "
                                           "= ?1 AND incident_id = ?2 ORDER BY received_at, id",
                                           {call.app().county, r.incident.value}));
  JsonArray reports;
  for (const auto& row : rows) {
    auto kinds = codec::parse_json(row.text(4));
    reports.emplace_back(JsonObject{{"id", Json(std::to_string(row.i64(0)))},
                                    {"report_no", Json(row.text(1))},
                                    {"received_at", Json(iso_instant({row.i64(2)}))},
                                    {"source", Json(row.text(3))},
                                    {"kinds", kinds ? std::move(*kinds) : Json()}});
  }
  return Json(JsonObject{{"id", Json(r.incident.str())}, {"reports", Json(std::move(reports))}});
}

Result<JsonArray> attachments_json(const Call& call, store::Reader& reader, const Page& page) {
  JsonArray out;
  if (page.sees(FieldClass::content) != Outcome::full) return out;
  const flow::App& app = call.app();
  ANWANG_TRY(const auto files, file::list(reader, app.county, {"report", page.report.id.value}));
  // The sender's file name is sealed: it leaves only with the download, which is journalled.
  for (const auto& f : files) {
    const std::string name = (call.english() ? "Attachment " : "附件") + std::to_string(out.size() + 1);
    out.emplace_back(JsonObject{{"id", Json(std::to_string(f.id))},
                                {"name", Json(name)},
                                {"type", Json(f.media_type)},
                                {"size", Json(f.bytes)}});
  }
  return out;
}

JsonArray history_json(const Page& page, const Briefs& briefs) {
  JsonArray out;
  for (const auto& e : page.history)
    out.emplace_back(JsonObject{{"at", Json(iso_instant(e.at))},
                                {"kind", Json(history_word(e.kind))},
                                {"actor", briefs.account(e.actor)},
                                {"args", Json(e.header)}});
  return out;
}

// The row of the queue, then everything the page adds, part by part under its own field class.
Result<Json> page_json(const Call& call, store::Reader& reader, const Page& page, JsonObject row,
                       const FamilyView& view, const Briefs& briefs) {
  const intake::Report& r = page.report;
  const bool facts = page.sees(FieldClass::fact) == Outcome::full,
             content = page.sees(FieldClass::content) == Outcome::full;
  row.append("times", times_json(r));
  row.append("danger", facts ? danger_signs(r) : JsonArray{});
  row.append("facts", facts ? r.facts : JsonObject{});
  row.append("summary", content ? text_json(r.summary) : Json());
  const auto sealed = [](bool there) { return there ? Json(JsonObject{{"restricted", Json("existence")}}) : Json(); };
  const bool narrative = page.sees(FieldClass::narrative) != Outcome::absent;
  row.append("answers", narrative && !r.answers_sealed.empty() ? sealed(true) : Json(JsonObject{}));
  row.append("place", sealed(narrative && !r.place_sealed.empty()));
  row.append("external_no", facts ? text_json(r.external_no) : Json());
  const bool reporter = page.sees(FieldClass::reporter) != Outcome::absent;
  row.append("reporter", JsonObject{{"sealed", Json(reporter && !r.reporter_sealed.empty())},
                                    {"class", reporter ? text_json(r.reporter_class) : Json()},
                                    {"anonymous", Json(r.anonymous)},
                                    {"reply_wanted", Json(r.reply_wanted)}});
  row.append("narrative", JsonObject{{"sealed", Json(narrative && !r.narrative_sealed.empty())}});
  ANWANG_TRY(auto attachments, attachments_json(call, reader, page));
  row.append("attachments", std::move(attachments));
  JsonArray subjects;
  if (page.sees(FieldClass::identity) >= Outcome::masked)
    for (const auto& s : page.subjects) subjects.push_back(subject_json(call, page, view, briefs, s));
  row.append("subjects", std::move(subjects));
  ANWANG_TRY(auto incident, incident_json(call, reader, r));
  row.append("incident", facts ? std::move(incident) : Json());
  row.append("history", facts ? history_json(page, briefs) : JsonArray{});
  return Json(std::move(row));
}

Result<Answer> get_report(Call& call) {
  flow::App& app = call.app();
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto row, flow::read_queue_row(app, call.viewer(), id));
  ANWANG_TRY(auto reader, app.store.read());
  ANWANG_TRY(const auto facts,
             access::visible_facts(*reader, app.policy, call.viewer(), RecordKind::report, id, call.now()));
  if (app.policy.decide(call.viewer(), facts, FieldClass::fact) < Outcome::masked)
    return fail(Errc::not_found, "not_found");
  Page page;
  ANWANG_TRY(page.report, flow::load_report(*reader, app.county, ReportId{id}));
  ANWANG_TRY(page.subjects, flow::load_subjects(*reader, app.county, ReportId{id}));
  ANWANG_TRY(page.history, flow::report_history(*reader, app.county, ReportId{id}));
  for (const auto c : {FieldClass::fact, FieldClass::identity, FieldClass::locator, FieldClass::content,
                       FieldClass::narrative, FieldClass::reporter})
    page.seen[c] = app.policy.decide(call.viewer(), facts, c);
  flow::Family persons;
  std::set<std::int64_t> ids;
  Briefs briefs(call);
  want_row(briefs, row);
  for (const auto& s : page.subjects) {
    if (s.person) ids.insert(s.person.value);
    briefs.want_account(s.identified_by.value);
  }
  for (const auto& e : page.history) briefs.want_account(e.actor);
  ANWANG_CHECK(briefs.load(*reader));
  ANWANG_TRY(auto rows,
             store::find<people::Person>(*reader, "report.persons",
                                         "WHERE county = ?1 AND id IN (" + id_list(ids) + ")", {app.county}));
  for (auto& p : rows) persons.persons.emplace(p.id, std::move(p));
  FamilyView view(call, std::move(persons));
  ANWANG_CHECK(view.load(*reader));
  ANWANG_TRY(auto json, page_json(call, *reader, page, row_json(call, briefs, row), view, briefs));
  return Answer::with_version(std::move(json), page.report.version);
}

// What a part is, and where it lies.
struct Sealed {
  access::RevealPart part{};
  const char* table = "report";
  std::int64_t row = 0;
  const char* field = "";
  store::Bytes bytes;
};
Result<Sealed> sealed_part(const flow::App& app, store::Reader& reader, std::int64_t id, const std::string& part) {
  ANWANG_TRY(const auto r, flow::load_report(reader, app.county, ReportId{id}));
  if (part == "reporter") return Sealed{access::RevealPart::reporter, "report", id, "reporter", r.reporter_sealed};
  if (part == "narrative") return Sealed{access::RevealPart::narrative, "report", id, "narrative", r.narrative_sealed};
  if (part == "place") return Sealed{access::RevealPart::place, "report", id, "place", r.place_sealed};
  if (part == "answers") return Sealed{access::RevealPart::answers, "report", id, "answers", r.answers_sealed};
  const bool phone = part.starts_with("subject_phone:"), id_no = part.starts_with("subject_id:");
  if (phone || id_no) {
    const auto subject = parse_id(std::string_view(part).substr(part.find(':') + 1));
    ANWANG_TRY(const auto subjects, flow::load_subjects(reader, app.county, ReportId{id}));
    for (const auto& s : subjects)
      if (subject && s.id.value == *subject)
        return phone ? Sealed{access::RevealPart::phone, "report_subject", *subject, "phone", s.phone_sealed}
                     : Sealed{access::RevealPart::identifier, "report_subject", *subject, "id", s.id_sealed};
  }
  return fail_field("/part", "unknown_code");
}

Result<Answer> post_reveal(Call& call) {
  flow::App& app = call.app();
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto body, call.json());
  Fields in(body);
  const std::string part = in.required_text("part", 60);
  const std::string typed = in.text("reason", 2'000);
  ANWANG_CHECK(in.done());
  ANWANG_TRY(auto reader, app.store.read());
  ANWANG_TRY(const auto facts,
             access::visible_facts(*reader, app.policy, call.viewer(), RecordKind::report, id, call.now()));
  ANWANG_TRY(const Sealed sealed, sealed_part(app, *reader, id, part));
  ANWANG_TRY(const std::string reason, read_reason(typed));
  if (!app.policy.may_reveal(call.viewer(), facts, sealed.part)) return fail(Errc::forbidden, "not_claimed");
  if (sealed.bytes.empty()) return fail_field("/part", "unknown_code");
  // Recorded first: what cannot be recorded is not shown.
  ANWANG_CHECK(log_reveal(call, "reveal." + std::string(sealed.field), "report", id, reason));
  ANWANG_TRY(const auto text, app.keys.open({app.county, sealed.table, sealed.row, sealed.field}, sealed.bytes));
  if (sealed.part == access::RevealPart::reporter || sealed.part == access::RevealPart::answers) {
    auto object = codec::parse_json(text.reveal());
    if (object && object->object()) return revealed(std::move(*object->object()));
  }
  return revealed(JsonObject{{"text", shown(Outcome::full, access::TextKind::free_text, text)}});
}

}  // namespace

void bind_report_page(Router& routes, Edge&) {
  routes.add({Method::get, "/api/v1/reports/{id}", "report.read"}, get_report);
  routes.add({Method::post, "/api/v1/reports/{id}/reveal", "report.reveal"}, post_reveal);
}

}  // namespace anwang::api

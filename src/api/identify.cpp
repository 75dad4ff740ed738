// Who is it, and the family at a glance: the middle and right columns of the review.
#include <algorithm>

#include "access/facts.h"
#include "access/project.h"
#include "api/edge.h"
#include "api/family_json.h"
#include "api/fields.h"
#include "flow/identify.h"
#include "people/directory.h"
#include "store/record.h"

namespace anwang::api {
namespace {

using access::RecordKind;
using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

// The policy line says who may knock; the policy says whether this report is there for him.
Result<access::RecordFacts> visible_report(const Call& call, store::Reader& reader, std::int64_t id) {
  return access::visible_facts(reader, call.app().policy, call.viewer(), RecordKind::report, id, call.now(),
                               access::FieldClass::identity);
}

// Open cases and earlier reports of many persons: two queries, whatever their number.
struct Counts {
  std::map<std::int64_t, std::int64_t> reports, cases;
};
Result<Counts> counts_of(store::Reader& reader, const std::string& county, const std::set<std::int64_t>& persons,
                         std::int64_t report) {
  Counts out;
  ANWANG_TRY(const auto reports, reader.query("candidates.reports",
                                              "SELECT person_id, COUNT(DISTINCT report_id) FROM report_subject WHERE "
                                              "county = ?1 AND report_id <> ?2 AND person_id IN (" +
                                                  id_list(persons) + ") GROUP BY person_id",
                                              {county, report}));
  for (const auto& row : reports) out.reports[row.i64(0)] = row.i64(1);
  ANWANG_TRY(const auto cases, reader.query("candidates.cases",
                                            "SELECT person_id, COUNT(*) FROM case_file WHERE county = ?1 AND state NOT "
                                            "IN ('closed', 'not_opened') AND person_id IN (" +
                                                id_list(persons) + ") GROUP BY person_id",
                                            {county}));
  for (const auto& row : cases) out.cases[row.i64(0)] = row.i64(1);
  return out;
}

Json candidate_json(const FamilyView& view, const Counts& counts, const linkage::Candidate& c, Json person) {
  JsonObject o;
  o.append("person", std::move(person));
  Json home;
  for (const auto& m : view.family().members)
    if (m.person == c.person.value && home.is_null()) home = Json(std::to_string(m.household));
  o.append("household_id", std::move(home));
  o.append("score", c.score);
  o.append("band", c.band == linkage::Band::possible ? "possible" : "likely");
  o.append("evidence", evidence_list(flow::evidence_json(c.evidence)));
  const auto count = [&](const std::map<std::int64_t, std::int64_t>& of) {
    return of.contains(c.person.value) ? of.at(c.person.value) : 0;
  };
  o.append("earlier_reports", count(counts.reports));
  o.append("open_cases", count(counts.cases));
  return Json(std::move(o));
}

Result<Answer> get_candidates(Call& call) {
  flow::App& app = call.app();
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(auto reader, app.store.read());
  ANWANG_CHECK(visible_report(call, *reader, id));
  ANWANG_TRY(const auto subjects, flow::candidates_of(app, *reader, ReportId{id}));
  std::set<std::int64_t> persons;
  for (const auto& s : subjects)
    for (const auto& c : s.candidates) persons.insert(c.person.value);
  flow::Family bare;
  ANWANG_TRY(auto rows,
             store::find<people::Person>(*reader, "candidates.persons",
                                         "WHERE county = ?1 AND id IN (" + id_list(persons) + ")", {app.county}));
  for (auto& p : rows) bare.persons.emplace(p.id, std::move(p));
  ANWANG_TRY(const auto members,
             store::find<people::HouseholdMember>(
                 *reader, "candidates.homes",
                 "WHERE county = ?1 AND until_on IS NULL AND person_id IN (" + id_list(persons) + ") ORDER BY id",
                 {app.county}));
  for (const auto& m : members) bare.members.push_back({m.person_id, m.household_id, m.role, m.from_on, m.until_on});
  ANWANG_TRY(const Counts counts, counts_of(*reader, app.county, persons, id));
  FamilyView view(call, std::move(bare));
  ANWANG_CHECK(view.load(*reader));
  JsonArray out;
  for (const auto& s : subjects) {
    JsonArray list;
    for (const auto& c : s.candidates)
      if (auto person = view.brief(c.person.value)) list.push_back(candidate_json(view, counts, c, std::move(*person)));
    out.emplace_back(JsonObject{{"subject_id", Json(s.subject.id.str())}, {"candidates", Json(std::move(list))}});
  }
  return Answer::ok(JsonObject{{"subjects", Json(std::move(out))}});
}

Answer subject_answer(const intake::Subject& s, std::int64_t seq) {
  JsonObject o;
  o.append("id", s.id.str());
  o.append("version", s.version);
  o.append("identity", s.identity);
  o.append("person_id", id_json(s.person.value));
  o.append("identified_by", id_json(s.identified_by.value));
  o.append("identified_at", time_json(s.identified_at));
  return Answer::written(std::move(o), s.version, seq);
}

Result<Answer> put_identity(Call& call) {
  flow::App& app = call.app();
  flow::IdentifyInput input;
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto subject, call.id("sid"));
  ANWANG_TRY(input.if_version, call.if_match());
  ANWANG_TRY(const auto key, call.optional_key());
  ANWANG_TRY(const auto body, call.json());
  Fields in(body);
  const std::string verdict = in.required_text("verdict", 20);
  input.report = {id};
  input.subject = {subject};
  input.person = {in.id("person_id").value_or(0)};
  const auto parsed = flow::parse_identity(verdict);
  if (!parsed && !verdict.empty()) in.fault("verdict", "unknown_code");
  ANWANG_CHECK(in.done());
  input.verdict = *parsed;
  ANWANG_TRY(auto reader, app.store.read());
  ANWANG_CHECK(visible_report(call, *reader, id));
  reader.reset();
  ANWANG_TRY(const auto done, flow::identify(app, call.viewer(), input, key));
  return subject_answer(done.value.subject, done.seq);
}

Result<Answer> post_subject(Call& call) {
  flow::App& app = call.app();
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto key, call.key());
  ANWANG_TRY(const auto body, call.json());
  Fields in(body);
  const PersonId person{in.required_id("person_id")};
  const std::string role = in.required_text("role", 40);
  ANWANG_CHECK(in.done());
  ANWANG_TRY(auto reader, app.store.read());
  ANWANG_CHECK(visible_report(call, *reader, id));
  reader.reset();
  ANWANG_TRY(const auto done, flow::add_subject(app, call.viewer(), ReportId{id}, person, role, key));
  Answer answer = subject_answer(done.value, done.seq);
  answer.status = done.replayed ? 200 : 201;
  return answer;
}

Result<Answer> post_undo(Call& call) {
  flow::App& app = call.app();
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto key, call.optional_key());
  ANWANG_TRY(auto reader, app.store.read());
  ANWANG_CHECK(visible_report(call, *reader, id));
  reader.reset();
  ANWANG_TRY(const auto done, flow::undo_identity(app, call.viewer(), ReportId{id}, key));
  return subject_answer(done.value, done.seq);
}

Result<Answer> get_family(Call& call) {
  flow::App& app = call.app();
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(auto reader, app.store.read());
  ANWANG_CHECK(visible_report(call, *reader, id));
  ANWANG_TRY(auto subjects, flow::load_subjects(*reader, app.county, ReportId{id}));
  std::set<std::int64_t> persons;
  for (const auto& s : subjects)
    if (s.person) persons.insert(s.person.value);
  ANWANG_TRY(auto family, flow::load_family(*reader, app.county, persons, {}, id));
  FamilyView view(call, std::move(family));
  ANWANG_CHECK(view.load(*reader, std::move(subjects)));
  JsonObject out;
  out.append("households", view.households_of(persons));
  out.append("unlisted_minors", view.unlisted_minors());
  out.append("earlier_reports", view.earlier_reports({}));
  out.append("counted_12m", view.counted_12m());
  out.append("open_cases", view.open_cases());
  out.append("alerts", view.alerts());
  out.append("closed_recently", view.closed_recently());
  return Answer::ok(std::move(out));
}

}  // namespace

void bind_identify(Router& routes, Edge&) {
  routes.add({Method::get, "/api/v1/reports/{id}/candidates", "screening.work"}, get_candidates);
  routes.add({Method::put, "/api/v1/reports/{id}/subjects/{sid}/identity", "screening.work"}, put_identity);
  routes.add({Method::post, "/api/v1/reports/{id}/subjects", "screening.work"}, post_subject);
  routes.add({Method::post, "/api/v1/reports/{id}/undo", "screening.work"}, post_undo);
  routes.add({Method::get, "/api/v1/reports/{id}/family", "report.read"}, get_family);
}

}  // namespace anwang::api

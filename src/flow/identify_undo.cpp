// Adding somebody of the household, and taking a step back.
#include <algorithm>

#include "flow/identify.h"
#include "pack/pack.h"
#include "store/record.h"

namespace anwang::flow {
namespace {

using intake::Report;
using intake::Subject;

bool role_known(const pack::PackSet& packs, const std::string& role) {
  return std::any_of(packs.programmes.begin(), packs.programmes.end(), [&](const pack::Programme& p) {
    return std::any_of(p.roles.begin(), p.roles.end(), [&](const pack::Choice& c) { return c.code == role; });
  });
}

std::string text_of(const codec::JsonObject& row, const char* column) {
  const codec::Json* v = row.find(column);
  return v && v->string() ? *v->string() : std::string();
}
// After-images hold integers as strings (canonical JSON).
std::int64_t number_of(const codec::JsonObject& row, const char* column) {
  const codec::Json* v = row.find(column);
  if (!v) return 0;
  if (v->integer()) return *v->integer();
  return v->string() ? parse_id(*v->string()).value_or(0) : 0;
}

struct LastStep {
  Subject subject;
  codec::JsonObject before;
  std::int64_t seq = 0;
  bool made_person = false;
};

// The newest version of a subject that this viewer made by an identity step and nobody has changed since.
Result<LastStep> last_step(App& app, const std::vector<Subject>& subjects, std::int64_t actor) {
  LastStep best;
  for (const Subject& s : subjects) {
    if (s.identified_by.value != actor || s.version < 2) continue;
    ANWANG_TRY(const auto versions, app.store.history(app.county, {"report_subject", s.id.value}));
    if (versions.size() < 2 || versions.back().kind != "subject.identified" || versions.back().actor != actor) continue;
    if (versions.back().seq <= best.seq) continue;
    best = {s, versions[versions.size() - 2].row, versions.back().seq, s.identity == "new"};
  }
  if (best.seq == 0) return fail(Errc::conflict, "nothing_to_undo");
  return best;
}

Status take_back_links(store::Reader& reader, const Step& step, const Subject& s, store::Changes& changes, int event) {
  ANWANG_TRY(auto links, store::find<people::PersonLink>(reader, "identity.links",
                                                         "WHERE county = ?1 AND subject_id = ?2 ORDER BY id",
                                                         {step.county, s.id.value}));
  for (auto& link : links)
    if (link.decided_at == s.identified_at && link.decided_by == step.actor && link.verdict != "withdrawn") {
      link.verdict = "withdrawn";
      changes.put(link, event);
    }
  return {};
}

Result<Planned<Subject>> plan_undo(App& app, store::Reader& reader, const Step& step, ReportId report_id) {
  ANWANG_TRY(const Report report, load_report(reader, step.county, report_id));
  ANWANG_CHECK(may_identify(step, report));
  ANWANG_TRY(const auto subjects, load_subjects(reader, step.county, report_id));
  ANWANG_TRY(LastStep last, last_step(app, subjects, step.actor));
  Planned<Subject> out{std::move(last.subject), step.change()};
  Subject& s = out.value;
  store::Changes changes(out.change);
  codec::JsonObject header;
  header.append("report", report_id.str());
  const int event =
      changes.event("subject.identity_undone", {"report_subject", s.id.value}, report_id.value, std::move(header));
  ANWANG_CHECK(take_back_links(reader, step, s, changes, event));
  if (last.made_person) {
    ANWANG_TRY(auto person, store::get<people::Person>(reader, "identity.made", step.county, s.person.value));
    person.source = "withdrawn";
    const int gone = changes.event("person.withdrawn", {"person", person.id}, person.id, {});
    changes.put(person, gone);
  }
  s.identity = text_of(last.before, "identity");
  s.person = {number_of(last.before, "person_id")};
  s.identified_by = {number_of(last.before, "identified_by")};
  s.identified_at = {number_of(last.before, "identified_at")};
  if (s.person) {  // the link that the step had replaced stands again
    people::PersonLink link;
    link.id = step.next_id();
    link.subject_id = s.id.value;
    link.person_id = s.person.value;
    link.verdict = "same";
    link.evidence = "[]";
    link.decided_by = step.actor;
    link.decided_at = step.now;
    changes.put(link, event);
  }
  out.change.writes.push_back(write_of(s, event));
  ++s.version;
  out.change.reads.push_back({"report", report.id.value, report.version});
  out.change.result = {"report_subject", s.id.value};
  return out;
}

Result<Planned<Subject>> plan_add(store::Reader& reader, const Step& step, ReportId report_id, PersonId person_id,
                                  const std::string& role) {
  ANWANG_TRY(const Report report, load_report(reader, step.county, report_id));
  ANWANG_CHECK(may_identify(step, report));
  if (!role_known(step.packs, role)) return fail_field("/role", role.empty() ? "required" : "unknown_code");
  auto person = store::get<people::Person>(reader, "identity.added", step.county, person_id.value);
  if (!person || person->source == "withdrawn") return fail_field("/person_id", "unknown_code");
  ANWANG_TRY(const auto subjects, load_subjects(reader, step.county, report_id));
  for (const Subject& other : subjects)
    if (other.person == person_id) return fail(Errc::conflict, "already_listed");
  Planned<Subject> out{{}, step.change()};
  Subject& s = out.value;
  s.id = {step.next_id()};
  s.report = report_id;
  s.role = role;
  s.name = PersonalText(person->name);
  s.birth_on = person->birth_on;
  s.sex = person->sex;
  s.nationality = person->nationality;
  s.indigenous = person->indigenous;
  s.disability = person->disability;
  s.language = person->language;
  s.township = person->township;
  s.identity = "linked";
  s.person = person_id;
  s.identified_by = s.added_by = {step.actor};
  s.identified_at = step.now;
  codec::JsonObject header;
  header.append("report", report_id.str());
  header.append("role", role);
  const int event = store::Changes(out.change)
                        .event("subject.added", {"report_subject", s.id.value}, report_id.value, std::move(header));
  out.change.writes.push_back(write_of(s, event));
  s.version = 1;
  out.change.reads.push_back({"report", report.id.value, report.version});
  out.change.result = {"report_subject", s.id.value};
  // Two screeners who add the same child at once: the second is told.
  out.change.requires_.push_back(
      {"SELECT COUNT(*) = 0 FROM report_subject WHERE county = ?1 AND report_id = ?2 AND person_id = ?3",
       {step.county, report_id.value, person_id.value},
       "already_listed"});
  return out;
}

}  // namespace

Result<Done<Subject>> add_subject(App& app, const access::Viewer& viewer, ReportId report, PersonId person,
                                  const std::string& role, const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) {
    return plan_add(reader, step, report, person, role);
  });
}

Result<Done<Subject>> undo_identity(App& app, const access::Viewer& viewer, ReportId report, const Key& key) {
  return run_step(app, viewer, key,
                  [&](store::Reader& reader, const Step& step) { return plan_undo(app, reader, step, report); });
}

}  // namespace anwang::flow

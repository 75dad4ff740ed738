#include "flow/identify.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "flow/report_intake.h"
#include "intake/screening.h"
#include "linkage/id_number.h"
#include "pack/pack.h"
#include "people/directory.h"
#include "store/record.h"

namespace anwang::flow {
namespace {

using intake::Report;
using intake::Subject;
using people::PersonLink;

const char* word(Identity verdict) {
  switch (verdict) {
    case Identity::same:
      return "same";
    case Identity::fresh:
      return "new";
    case Identity::unknown:
      return "unknown";
    case Identity::different:
      return "different";
  }
  return "unknown";
}

// A link that stands is withdrawn when the decision behind it is replaced.
void withdraw(store::Changes& changes, std::vector<PersonLink>& links, int event, std::string_view verdict,
              std::int64_t person = 0) {
  for (PersonLink& link : links)
    if (link.verdict == verdict && (person == 0 || link.person_id == person)) {
      link.verdict = "withdrawn";
      changes.put(link, event);
    }
}

void put_link(const Step& step, store::Changes& changes, const Subject& subject, const IdentifyInput& input,
              const std::optional<linkage::Candidate>& comparison, int event) {
  PersonLink link;
  link.id = step.next_id();
  link.subject_id = subject.id.value;
  link.person_id = input.person.value;
  link.verdict = word(input.verdict);
  link.score = comparison ? comparison->score : 0;
  link.evidence = comparison ? evidence_json(comparison->evidence) : "[]";
  link.decided_by = step.actor;
  link.decided_at = step.now;
  changes.put(link, event);
}

// The new person holds what the report said; its journal is sealed under its own key, so that it can be erased alone.
people::Person put_person(const Step& step, store::ChangeSet& set, const IdentityFacts& facts) {
  const Subject& s = facts.subject;
  store::Changes changes(set);
  people::Person p;
  p.id = step.next_id();
  p.name = !s.name.empty() ? s.name.reveal() : s.nickname.reveal();
  p.birth_on = s.birth_on;
  if (p.birth_on.empty() && s.age_estimated) {
    p.birth_estimated = true;
    const auto guess = Date::of(taipei_date(facts.report.received_at).year() - *s.age_estimated, 7, 1);
    if (guess) p.birth_on = guess->iso();
  }
  p.sex = s.sex;
  p.nationality = s.nationality;
  p.indigenous = s.indigenous;
  p.disability = s.disability;
  p.language = s.language;
  p.phone = facts.phone;
  p.township = !s.township.empty() ? s.township : facts.report.township;
  p.source = "report";
  codec::JsonObject header;
  header.append("subject", s.id.str());
  const int event = changes.event("person.recorded", {"person", p.id}, p.id, std::move(header));
  changes.put(p, event);
  if (!facts.id_no.empty()) {
    people::PersonIdentifier id;
    id.id = step.next_id();
    id.person_id = p.id;
    const linkage::IdCheck check = linkage::check_id(facts.id_no);
    id.kind = check.kind == linkage::IdKind::resident_new   ? "resident"
              : check.kind == linkage::IdKind::resident_old ? "resident_old"
                                                            : "national_id";
    id.value_sealed = step.seal("person_identifier", id.id, "value", facts.id_no);
    id.value_hash = step.keys.keyed_hash_bytes("person_identifier", facts.id_no);
    id.check_ok = check.valid();
    changes.put(id, event);
  }
  return p;
}

Result<std::string> opened(const App& app, const Subject& s, const char* field, const store::Bytes& sealed) {
  if (sealed.empty()) return std::string();
  ANWANG_TRY(const auto text, app.keys.open({app.county, "report_subject", s.id.value, field}, sealed));
  return text.reveal();
}

}  // namespace

// A row somebody else is working on is not decided behind his back.
Status may_identify(const Step& step, const Report& report) {
  if (report.state != "pending") return fail(Errc::conflict, "wrong_state");
  const auto minutes = static_cast<int>(step.parameter("claim_idle_minutes"));
  const std::int64_t held_by = intake::holder({report.claimed_by.value, report.claimed_at}, step.now, minutes);
  if (held_by != 0 && held_by != step.actor) return fail(Errc::conflict, "claimed_by_other");
  return {};
}

std::optional<Identity> parse_identity(std::string_view verdict) {
  for (const Identity v : {Identity::same, Identity::fresh, Identity::unknown, Identity::different})
    if (verdict == word(v)) return v;
  return std::nullopt;
}

namespace {
// The contract's words (docs/api-contract.md); the index's own are longer.
std::string level_word(linkage::EvidenceLevel level) {
  switch (level) {
    case linkage::EvidenceLevel::differs_last_digit:
      return "differs_last";
    case linkage::EvidenceLevel::bad_check_digit:
      return "bad_check";
    case linkage::EvidenceLevel::nearby:
      return "similar";
    default:
      return code(level);
  }
}
}  // namespace

std::string evidence_json(const std::vector<linkage::Evidence>& evidence) {
  codec::JsonArray out;
  for (const auto& e : evidence) {
    codec::JsonObject o;
    o.append("field", code(e.kind));
    o.append("level", level_word(e.level));
    o.append("weight", std::round(e.weight * 100) / 100);
    out.emplace_back(std::move(o));
  }
  return codec::write_json(codec::Json(std::move(out)));
}

Result<Report> load_report(store::Reader& reader, const std::string& county, ReportId id) {
  static const std::string sql = "SELECT " + intake::report_columns() + " FROM report WHERE county = ?1 AND id = ?2";
  ANWANG_TRY(const auto rows, reader.query("report.get", sql, {county, id.value}));
  if (rows.empty()) return fail(Errc::not_found, "not_found");
  return intake::report_from(rows.front());
}

Result<std::vector<Subject>> load_subjects(store::Reader& reader, const std::string& county, ReportId id) {
  static const std::string sql =
      "SELECT " + intake::subject_columns() + " FROM report_subject WHERE county = ?1 AND report_id = ?2 ORDER BY id";
  ANWANG_TRY(const auto rows, reader.query("report.subjects", sql, {county, id.value}));
  std::vector<Subject> out;
  for (const auto& row : rows) out.push_back(intake::subject_from(row));
  return out;
}

Result<people::Clues> clues_of(const App& app, const Subject& s, Instant received) {
  people::Clues c;
  c.name = s.name.reveal();
  c.sex = s.sex;
  c.address = s.address.reveal();
  if (const auto birth = Date::parse(s.birth_on)) {
    c.birth = *birth;
  } else if (s.age_estimated) {
    c.birth = Date::of(taipei_date(received).year() - *s.age_estimated, 7, 1).value_or(Date{});
    c.birth_estimated = true;
  }
  ANWANG_TRY(c.id_no, opened(app, s, "id", s.id_sealed));
  ANWANG_TRY(c.phone, opened(app, s, "phone", s.phone_sealed));
  return c;
}

Result<IdentityFacts> load_identity_facts(App& app, store::Reader& reader, const IdentifyInput& input) {
  IdentityFacts facts;
  ANWANG_TRY(facts.report, load_report(reader, app.county, input.report));
  ANWANG_TRY(auto subjects, load_subjects(reader, app.county, input.report));
  const auto found =
      std::find_if(subjects.begin(), subjects.end(), [&](const Subject& s) { return s.id == input.subject; });
  if (found == subjects.end()) return fail(Errc::not_found, "not_found");
  facts.subject = *found;
  ANWANG_TRY(facts.links,
             store::find<PersonLink>(reader, "identity.links", "WHERE county = ?1 AND subject_id = ?2 ORDER BY id",
                                     {app.county, input.subject.value}));
  ANWANG_TRY(const people::Clues clues, clues_of(app, facts.subject, facts.report.received_at));
  facts.id_no = clues.id_no;
  facts.phone = clues.phone;
  if (input.person) {
    ANWANG_TRY(
        const auto rows,
        reader.query("identity.person", "SELECT id FROM person WHERE county = ?1 AND id = ?2 AND source <> 'withdrawn'",
                     {app.county, input.person.value}));
    facts.person_exists = !rows.empty();
    facts.comparison = app.persons.index().compare(app.persons.query(clues), input.person);
  }
  return facts;
}

Result<Planned<Identified>> plan_identify(const Step& step, IdentityFacts facts, const IdentifyInput& input) {
  if (input.if_version != 0 && input.if_version != facts.subject.version)
    return fail(Errc::precondition_failed, "stale_version");
  ANWANG_CHECK(may_identify(step, facts.report));
  const bool names_person = input.verdict == Identity::same || input.verdict == Identity::different;
  if (names_person && !facts.person_exists) return fail_field("/person_id", input.person ? "unknown_code" : "required");
  const auto links_to = [&](std::string_view verdict) {
    return std::any_of(facts.links.begin(), facts.links.end(),
                       [&](const PersonLink& l) { return l.verdict == verdict && l.person_id == input.person.value; });
  };
  if (input.verdict == Identity::same && links_to("different")) return fail(Errc::conflict, "split_before");
  if (input.verdict == Identity::fresh && facts.subject.name.empty() && facts.subject.nickname.empty())
    return fail_field("/verdict", "name_needed");

  Planned<Identified> out{{}, step.change()};
  store::Changes changes(out.change);
  Subject& s = facts.subject;
  codec::JsonObject header;
  header.append("report", s.report.str());
  header.append("verdict", word(input.verdict));
  const int event =
      changes.event("subject.identified", {"report_subject", s.id.value}, s.report.value, std::move(header));
  if (input.verdict == Identity::different) {
    if (!links_to("different")) put_link(step, changes, s, input, facts.comparison, event);
    if (s.person == input.person) {
      withdraw(changes, facts.links, event, "same", input.person.value);
      s.person = {};
      s.identity = "open";
    }
    if (s.likely_person == input.person) {
      s.likely_person = {};
      s.likely_score.reset();
    }
  } else {
    withdraw(changes, facts.links, event, "same");
    s.person = input.verdict == Identity::same ? input.person : PersonId{};
    s.identity = input.verdict == Identity::same ? "linked" : input.verdict == Identity::fresh ? "new" : "unknown";
    if (input.verdict == Identity::same) put_link(step, changes, s, input, facts.comparison, event);
    if (input.verdict == Identity::fresh) {
      out.value.person = put_person(step, out.change, facts);
      s.person = {out.value.person->id};
    }
  }
  s.identified_by = {step.actor};
  s.identified_at = step.now;
  out.change.writes.push_back(write_of(s, event));
  ++s.version;
  out.change.reads.push_back({"report", facts.report.id.value, facts.report.version});
  out.change.result = {"report_subject", s.id.value};
  out.value.subject = std::move(s);
  return out;
}

Result<Done<Identified>> identify(App& app, const access::Viewer& viewer, const IdentifyInput& input, const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<Identified>> {
    ANWANG_TRY(auto facts, load_identity_facts(app, reader, input));
    return plan_identify(step, std::move(facts), input);
  });
}

Result<std::vector<SubjectCandidates>> candidates_of(App& app, store::Reader& reader, ReportId report) {
  ANWANG_TRY(const Report r, load_report(reader, app.county, report));
  ANWANG_TRY(auto subjects, load_subjects(reader, app.county, report));
  ANWANG_TRY(const auto splits, reader.query("identity.splits",
                                             "SELECT l.subject_id, l.person_id FROM person_link l JOIN report_subject "
                                             "s ON s.county = l.county AND s.id = l.subject_id"
                                             " WHERE l.county = ?1 AND s.report_id = ?2 AND l.verdict = 'different'",
                                             {app.county, report.value}));
  std::set<std::pair<std::int64_t, std::int64_t>> ruled_out;
  for (const auto& row : splits) ruled_out.emplace(row.i64(0), row.i64(1));
  std::vector<SubjectCandidates> out;
  for (Subject& s : subjects) {
    ANWANG_TRY(const people::Clues clues, clues_of(app, s, r.received_at));
    SubjectCandidates item{std::move(s), app.persons.candidates(clues, {linkage::Mode::fuzzy, 10, 3.0, true})};
    std::erase_if(item.candidates, [&](const linkage::Candidate& c) {
      return ruled_out.contains({item.subject.id.value, c.person.value});
    });
    out.push_back(std::move(item));
  }
  return out;
}

}  // namespace anwang::flow

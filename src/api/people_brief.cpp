#include "api/people_brief.h"

#include "api/brief.h"

namespace anwang::api {

using codec::Json;
using codec::JsonObject;

void PeopleBriefs::want(std::int64_t person_id, std::int64_t subject_id) {
  if (person_id != 0)
    persons_.insert(person_id);
  else if (subject_id != 0)
    subjects_.insert(subject_id);
}

Status PeopleBriefs::load(store::Reader& reader) {
  const access::Viewer& viewer = call_.viewer();
  const access::Policy& policy = call_.app().policy;
  const Instant now = call_.now();
  if (!persons_.empty()) {
    const std::vector<std::int64_t> ids(persons_.begin(), persons_.end());
    ANWANG_TRY(const auto facts, access::load_facts(reader, viewer, access::RecordKind::person, ids, now));
    ANWANG_TRY(
        const auto rows,
        reader.query(
            "people.brief",
            "SELECT id, name, sex, birth_on, birth_estimated, township FROM person WHERE county = ?1 AND id IN (" +
                id_list(persons_) + ")",
            {call_.app().county}));
    for (const store::Row& r : rows) {
      access::PersonRecord person;
      person.id = PersonId{r.i64(0)};
      person.name = PersonalText(r.text(1));
      person.sex = r.text(2);
      if (const auto born = Date::parse(r.text(3))) person.birth_on = Personal<Date>(*born);
      person.birth_estimated = r.i64(4) != 0;
      person.township = r.text(5);
      const auto seen = facts.find(r.i64(0));
      if (seen == facts.end()) continue;
      if (auto json = access::project(viewer, purpose_, person, seen->second, taipei_date(now), policy))
        person_briefs_[r.i64(0)] = std::move(*json);
    }
  }
  if (subjects_.empty()) return {};
  ANWANG_TRY(
      const auto rows,
      reader.query(
          "people.subjects",
          "SELECT id, report_id, name, nickname, sex, age_estimated, township FROM report_subject WHERE county = ?1 "
          "AND id IN (" +
              id_list(subjects_) + ")",
          {call_.app().county}));
  std::vector<std::int64_t> reports;
  for (const store::Row& r : rows) reports.push_back(r.i64(1));
  ANWANG_TRY(const auto facts, access::load_facts(reader, viewer, access::RecordKind::report, reports, now));
  for (const store::Row& r : rows) {
    const auto seen = facts.find(r.i64(1));
    if (seen == facts.end()) continue;
    const access::Outcome outcome = policy.decide(viewer, seen->second, access::FieldClass::identity);
    if (outcome < access::Outcome::masked) continue;
    const PersonalText name(r.text(2).empty() ? r.text(3) : r.text(2));
    subject_briefs_[r.i64(0)] =
        JsonObject{{"id", Json()},
                   {"name", text_json(access::project_name(outcome, purpose_, name))},
                   {"sex", text_json(r.text(4))},
                   {"birth_on", Json()},
                   {"age", opt_json(r.opt_i64(5))},
                   {"township", text_json(r.text(6))},
                   {"masked", outcome != access::Outcome::full || purpose_ == access::Purpose::list}};
  }
  return {};
}

Json PeopleBriefs::brief(std::int64_t person_id, std::int64_t subject_id) const {
  const auto& from = person_id != 0 ? person_briefs_ : subject_briefs_;
  const auto found = from.find(person_id != 0 ? person_id : subject_id);
  return found == from.end() ? Json() : found->second;
}

}  // namespace anwang::api

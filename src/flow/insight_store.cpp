// SQL of insight: a fixed number of queries for a page of reports.
#include <algorithm>

#include "casework/rules.h"
#include "flow/insight.h"
#include "flow/screening_store.h"
#include "store/record.h"

namespace anwang::flow {

namespace {

struct Person {
  int age = -1;
  std::string sex, township;
  std::vector<std::int64_t> households;
};
using Ids = std::set<std::int64_t>;

struct Around {
  const Step& step;
  store::Reader& reader;
  const std::vector<intake::Report>& reports;
  std::map<std::int64_t, Insight>& out;
  std::map<std::int64_t, Person> persons;                     // subjects and those who live with them
  std::map<std::int64_t, std::vector<std::int64_t>> members;  // by household
};

std::string list_of(const Ids& ids) { return id_list({ids.begin(), ids.end()}); }

Ids subject_persons(const Around& a) {
  Ids out;
  for (const auto& [id, insight] : a.out) {
    for (const SubjectInsight& s : insight.subjects) {
      if (s.person != 0) out.insert(s.person);
    }
  }
  return out;
}

Status load_subject_rows(Around& a) {
  std::vector<std::int64_t> ids;
  for (const intake::Report& r : a.reports) ids.push_back(r.id.value);
  ANWANG_TRY(const auto rows, a.reader.query("insight.subjects",
                                             "SELECT " + intake::subject_columns() +
                                                 " FROM report_subject WHERE county = ?1 AND report_id IN " +
                                                 id_list(ids) + " ORDER BY id",
                                             {a.step.county}));
  for (const store::Row& row : rows) {
    SubjectInsight s;
    s.subject = intake::subject_from(row);
    s.likely = !s.subject.person.valid() && s.subject.likely_person.valid() && s.subject.identity == "open";
    s.person = s.subject.person.valid() ? s.subject.person.value : s.likely ? s.subject.likely_person.value : 0;
    s.sex = s.subject.sex;
    Insight& insight = a.out[s.subject.report.value];
    insight.machine = insight.machine || s.likely;
    insight.subjects.push_back(std::move(s));
  }
  return {};
}

// Households of the subjects, and who lives in them.
Status load_households(Around& a) {
  const Ids persons = subject_persons(a);
  if (persons.empty()) return {};
  ANWANG_TRY(
      const auto rows,
      a.reader.query(
          "insight.households",
          "SELECT m.household_id, m.person_id, p.birth_on, p.sex, p.township, p.deceased_on FROM household_member m "
          "JOIN person p ON p.county = m.county AND p.id = m.person_id WHERE m.county = ?1 AND m.until_on IS NULL AND "
          "m.household_id IN (SELECT household_id FROM household_member WHERE county = ?1 AND until_on IS NULL AND "
          "person_id IN " +
              list_of(persons) + ")",
          {a.step.county}));
  const Date today = taipei_date(a.step.now);
  const auto fill = [&](std::int64_t id, const std::string& birth, const std::string& sex,
                        const std::string& township) {
    Person& p = a.persons[id];
    if (const auto born = Date::parse(birth)) p.age = age_on(*born, today);
    p.sex = sex;
    p.township = township;
  };
  for (const store::Row& r : rows) {
    if (!r.is_null(5)) continue;  // deceased
    fill(r.i64(1), r.text(2), r.text(3), r.text(4));
    a.persons[r.i64(1)].households.push_back(r.i64(0));
    a.members[r.i64(0)].push_back(r.i64(1));
  }
  ANWANG_TRY(
      const auto alone,
      a.reader.query("insight.persons",
                     "SELECT id, birth_on, sex, township FROM person WHERE county = ?1 AND id IN " + list_of(persons),
                     {a.step.county}));
  for (const store::Row& r : alone) fill(r.i64(0), r.text(1), r.text(2), r.text(3));
  return {};
}

void know_subjects(Around& a) {
  for (auto& [id, insight] : a.out) {
    for (SubjectInsight& s : insight.subjects) {
      const auto found = a.persons.find(s.person);
      if (found != a.persons.end()) {
        s.age = found->second.age;
        if (s.sex.empty()) s.sex = found->second.sex;
        s.residence = found->second.township;
        s.households = found->second.households;
      }
      if (s.age < 0 && !s.subject.birth_on.empty()) {
        if (const auto born = Date::parse(s.subject.birth_on)) s.age = age_on(*born, taipei_date(a.step.now));
      }
      if (s.age < 0) s.age = s.subject.age_estimated.value_or(-1);
    }
  }
}

void know_minors(Around& a) {
  const auto younger = [](Insight& i, int age) {
    if (age >= 0 && age < 18 && (i.youngest_child < 0 || age < i.youngest_child)) i.youngest_child = age;
  };
  for (auto& [id, insight] : a.out) {
    Ids listed, seen;
    for (const SubjectInsight& s : insight.subjects) {
      if (s.person != 0) listed.insert(s.person);
      younger(insight, s.age);
    }
    for (const SubjectInsight& s : insight.subjects) {
      for (const std::int64_t household : s.households) {
        for (const std::int64_t person : a.members[household]) {
          const Person& p = a.persons[person];
          if (listed.contains(person) || p.age < 0 || p.age >= 18 || !seen.insert(person).second) continue;
          insight.unlisted.push_back({person, household, p.age, p.sex});
          younger(insight, p.age);
        }
      }
    }
  }
}

// Earlier reports that count (HT-32) about the persons named or whoever lives with them: not those found 查無, not
// duplicates, and the reports of one event once. What belongs to the report's own event, decided or suggested, is no
// earlier report: it is this one.
Status load_earlier(Around& a) {
  Ids persons = subject_persons(a);
  if (persons.empty()) return {};
  for (const auto& [household, members] : a.members) persons.insert(members.begin(), members.end());
  Instant oldest = a.step.now;
  for (const intake::Report& r : a.reports) oldest = std::min(oldest, r.received_at);
  ANWANG_TRY(
      const auto rows,
      a.reader.query(
          "insight.earlier",
          "SELECT DISTINCT s.person_id, r.id, r.received_at, r.incident_id FROM report_subject s JOIN report r ON "
          "r.county = s.county AND "
          "r.id = s.report_id LEFT JOIN incident i ON i.county = r.county AND i.id = r.incident_id WHERE s.county = ?1 "
          "AND "
          "s.person_id IN " +
              list_of(persons) +
              " AND r.received_at >= ?2 AND (i.id IS NULL OR i.lead_report_id = r.id) AND NOT EXISTS (SELECT 1 FROM "
              "case_file c "
              "WHERE c.county = r.county AND c.report_id = r.id AND c.finding IN ('not_found', 'duplicate')) AND NOT "
              "EXISTS "
              "(SELECT 1 FROM decision d WHERE d.county = r.county AND d.report_id = r.id AND d.superseded = 0 AND "
              "d.outcome = 'not_dispatched' AND d.reason_code IN ('not_found', 'malicious'))",
          {a.step.county, oldest.us - 365 * kMicrosPerDay}));
  for (const intake::Report& report : a.reports) {
    Insight& insight = a.out[report.id.value];
    Ids own, counted;
    for (const SubjectInsight& s : insight.subjects) {
      own.insert(s.person);
      for (const std::int64_t household : s.households)
        own.insert(a.members[household].begin(), a.members[household].end());
    }
    for (const store::Row& r : rows) {
      const Instant at{r.i64(2)};
      if (!own.contains(r.i64(0)) || r.i64(1) == report.id.value || at >= report.received_at) continue;
      if (report.incident.valid() && !r.is_null(3) && r.i64(3) == report.incident.value) continue;
      if (insight.same && insight.same->report_id == r.i64(1)) continue;
      if (at.us >= report.received_at.us - 365 * kMicrosPerDay) counted.insert(r.i64(1));
    }
    insight.earlier_365d.assign(counted.begin(), counted.end());
  }
  return {};
}

bool of_family(const casework::CaseFile& c, const Insight& insight) {
  return std::any_of(insight.subjects.begin(), insight.subjects.end(), [&](const SubjectInsight& s) {
    return (s.person != 0 && c.person_id == s.person) ||
           (c.household_id != 0 &&
            std::find(s.households.begin(), s.households.end(), c.household_id) != s.households.end());
  });
}

Status load_cases(Around& a) {
  const Ids persons = subject_persons(a);
  if (persons.empty()) return {};
  const std::vector<std::int64_t> ids(persons.begin(), persons.end());
  const Instant since = a.step.now.plus(-a.step.parameter("re_report_days") * kMicrosPerDay);
  ANWANG_TRY(const auto closed, load_closed(a.reader, a.step.county, ids, since));
  ANWANG_TRY(const auto open, load_open_cases(a.reader, a.step.county, ids));
  for (const intake::Report& report : a.reports) {
    Insight& insight = a.out[report.id.value];
    for (const casework::CaseFile& c : closed) {
      const auto days = casework::days_since_closing(c.closed_at, report.received_at);
      if (!days || !of_family(c, insight) || (insight.days_since_closing && *insight.days_since_closing <= *days))
        continue;
      insight.days_since_closing = days;
      insight.closed_case = c.id;
    }
    for (const casework::CaseFile& c : open) {
      if (c.report_id != report.id.value && of_family(c, insight)) insight.open_cases.push_back(c);
    }
  }
  return {};
}

// A report of the last 48 hours around the same persons or households may be of the same event.
Status load_same(Around& a) {
  Instant first = a.step.now, last{};
  for (const intake::Report& r : a.reports) {
    first = std::min(first, r.received_at);
    last = std::max(last, r.received_at);
  }
  constexpr std::int64_t kWindow = 48 * kMicrosPerHour;
  ANWANG_TRY(
      const auto rows,
      a.reader.query(
          "insight.same",
          "SELECT r.id, r.report_no, r.received_at, r.incident_id, COALESCE(s.person_id, s.likely_person_id) FROM "
          "report r JOIN "
          "report_subject s ON s.county = r.county AND s.report_id = r.id WHERE r.county = ?1 AND r.received_at >= ?2 "
          "AND "
          "r.received_at <= ?3 AND COALESCE(s.person_id, s.likely_person_id) IS NOT NULL ORDER BY r.received_at, r.id",
          {a.step.county, first.us - kWindow, last.us}));
  for (const intake::Report& report : a.reports) {
    Insight& insight = a.out[report.id.value];
    Ids own, family;
    for (const SubjectInsight& s : insight.subjects) {
      if (s.person != 0) own.insert(s.person);
      for (const std::int64_t household : s.households)
        family.insert(a.members[household].begin(), a.members[household].end());
    }
    for (const store::Row& r : rows) {
      const Instant at{r.i64(2)};
      if (r.i64(0) == report.id.value || at > report.received_at || at.us < report.received_at.us - kWindow) continue;
      if (report.incident.valid() && r.i64(3) == report.incident.value) continue;
      const bool person = own.contains(r.i64(4));
      if (!person && !family.contains(r.i64(4))) continue;
      if (insight.same && (insight.same->reasons.front() == "same_person" || !person))
        continue;  // the first, a person before a household
      insight.same = SameIncident{r.i64(0),
                                  r.text(1),
                                  {person ? "same_person" : "same_household"},
                                  (report.received_at.us - at.us) / (60 * kMicrosPerSecond)};
    }
  }
  return {};
}

// Where the children go to school, as the school register has it (services of the education network).
Status load_schools(Around& a) {
  const Ids persons = subject_persons(a);
  if (persons.empty()) return {};
  ANWANG_TRY(
      const auto rows,
      a.reader.query("insight.schools",
                     "SELECT person_id, unit_id FROM service WHERE county = ?1 AND kind = 'enrolled' AND unit_id "
                     "IS NOT NULL AND (until_on IS NULL OR until_on > ?2) AND person_id IN " +
                         list_of(persons) + " ORDER BY from_on, id",
                     {a.step.county, taipei_date(a.step.now).iso()}));
  for (auto& [id, insight] : a.out) {
    for (SubjectInsight& s : insight.subjects) {
      for (const store::Row& r : rows) {
        if (s.person != 0 && r.i64(0) == s.person) s.school_unit = r.i64(1);
      }
    }
  }
  return {};
}

}  // namespace

Result<std::map<std::int64_t, Insight>> load_insights(store::Reader& reader, const Step& step,
                                                      const std::vector<intake::Report>& reports) {
  std::map<std::int64_t, Insight> out;
  for (const intake::Report& r : reports) out[r.id.value];
  if (reports.empty()) return out;
  Around a{step, reader, reports, out, {}, {}};
  ANWANG_CHECK(load_subject_rows(a));
  ANWANG_CHECK(load_households(a));
  know_subjects(a);
  know_minors(a);
  ANWANG_CHECK(load_same(a));
  ANWANG_CHECK(load_earlier(a));
  ANWANG_CHECK(load_cases(a));
  ANWANG_CHECK(load_schools(a));
  return out;
}

}  // namespace anwang::flow

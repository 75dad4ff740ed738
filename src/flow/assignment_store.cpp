#include "flow/assignment_store.h"

#include <algorithm>
#include <map>

#include "flow/assignment.h"
#include "flow/screening_store.h"
#include "store/record.h"

namespace anwang::flow {

namespace {

std::vector<std::string> words_of(const std::string& json_array) {
  std::vector<std::string> out;
  const auto parsed = codec::parse_json(json_array);
  if (!parsed || parsed->array() == nullptr) return out;
  for (const codec::Json& item : *parsed->array()) {
    if (item.string() != nullptr) out.push_back(*item.string());
  }
  return out;
}

bool has(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

Date date_or_unset(const std::string& iso) { return Date::parse(iso).value_or(Date{}); }

Result<std::vector<casework::WorkerFacts>> load_staff(store::Reader& reader, const Step& step, std::int64_t unit_id,
                                                      const std::string& programme) {
  std::vector<casework::WorkerFacts> out;
  ANWANG_TRY(const auto rows,
             reader.query("worker.staff",
                          "SELECT id, roles, programmes, languages, hired_on, active, leave_from, leave_until "
                          "FROM account WHERE county = ?1 AND unit_id = ?2 ORDER BY id",
                          {step.county, unit_id}));
  const Date today = taipei_date(step.now);
  for (const store::Row& r : rows) {
    const auto roles = words_of(r.text(1));
    if (!has(roles, "social_worker") && !has(roles, "duty_worker")) continue;
    casework::WorkerFacts w;
    w.account_id = r.i64(0);
    const auto programmes = words_of(r.text(2));
    w.does_programme = programmes.empty() || has(programmes, programme);
    w.languages = words_of(r.text(3));
    const Date hired = date_or_unset(r.text(4));
    if (hired.set()) w.seniority_years = age_on(hired, today);
    w.active = r.i64(5) != 0;
    w.leave_from = date_or_unset(r.text(6));
    w.leave_until = date_or_unset(r.text(7));
    out.push_back(std::move(w));
  }
  return out;
}

// A worker's load is everything they carry: whoever is on duty at night takes cases of other sections too.
const std::string kOfUnit = "(SELECT id FROM account WHERE county = ?1 AND unit_id = ?2)";

Status add_load(store::Reader& reader, const Step& step, std::int64_t unit_id,
                std::map<std::int64_t, casework::WorkerFacts*>& by) {
  const auto each = [&](const store::Rows& rows, auto set) {
    for (const store::Row& r : rows) {
      const auto found = by.find(r.i64(0));
      if (found != by.end()) set(*found->second, r);
    }
  };
  ANWANG_TRY(const auto load,
             reader.query("worker.load",
                          "SELECT lead_id, COUNT(*), SUM(weight) FROM case_file WHERE county = ?1 AND "
                          "state IN ('assessing', 'open', 'short_term', 'missing_search') AND lead_id IN " +
                              kOfUnit + " GROUP BY lead_id",
                          {step.county, unit_id}));
  each(load, [](casework::WorkerFacts& w, const store::Row& r) {
    w.open_cases = static_cast<int>(r.i64(1));
    w.weighted = r.real(2);
  });
  ANWANG_TRY(
      const auto fresh,
      reader.query(
          "worker.new_30d",
          "SELECT worker_id, COUNT(*) FROM assignment WHERE county = ?1 AND assigned_at >= ?3 AND worker_id IN " +
              kOfUnit + " GROUP BY worker_id",
          {step.county, unit_id, step.now.us - 30 * kMicrosPerDay}));
  each(fresh, [](casework::WorkerFacts& w, const store::Row& r) { w.new_30d = static_cast<int>(r.i64(1)); });
  ANWANG_TRY(
      const auto late,
      reader.query("worker.overdue",
                   "SELECT account_id, COUNT(*) FROM clock WHERE county = ?1 AND state = 'open' AND due_at < ?3 AND "
                   "account_id IN " +
                       kOfUnit + " GROUP BY account_id",
                   {step.county, unit_id, step.now.us}));
  each(late, [](casework::WorkerFacts& w, const store::Row& r) { w.overdue = static_cast<int>(r.i64(1)); });
  // 值班社工 only: the second line sleeps until it is rung
  ANWANG_TRY(const auto duty,
             reader.query(
                 "worker.duty",
                 "SELECT DISTINCT r.account_id FROM shift s JOIN roster r ON r.county = s.county AND r.shift_id = s.id "
                 "WHERE s.county = ?1 AND s.starts_at <= ?2 AND s.ends_at > ?2 AND r.account_id IS NOT NULL "
                 "AND r.duty = 'duty_worker'",
                 {step.county, step.now.us}));
  each(duty, [](casework::WorkerFacts& w, const store::Row&) { w.on_duty = true; });
  return {};
}

}  // namespace

Result<std::vector<casework::WorkerFacts>> load_workers(store::Reader& reader, const Step& step, std::int64_t unit_id,
                                                        const std::string& programme, std::int64_t person_id,
                                                        std::int64_t household_id) {
  ANWANG_TRY(auto workers, load_staff(reader, step, unit_id, programme));
  std::map<std::int64_t, casework::WorkerFacts*> by;
  for (casework::WorkerFacts& w : workers) by[w.account_id] = &w;
  ANWANG_CHECK(add_load(reader, step, unit_id, by));
  if (person_id == 0) return workers;
  ANWANG_TRY(const auto led,
             reader.query("worker.continuity",
                          "SELECT DISTINCT lead_id FROM case_file WHERE county = ?1 AND lead_id IS NOT NULL AND "
                          "(person_id = ?2 OR (?3 > 0 AND household_id = ?3))",
                          {step.county, person_id, household_id}));
  for (const store::Row& r : led) {
    const auto found = by.find(r.i64(0));
    if (found != by.end()) found->second->continuity = true;
  }
  return workers;
}

Result<std::int64_t> household_of(store::Reader& reader, const std::string& county, std::int64_t person_id) {
  if (person_id == 0) return 0;
  ANWANG_TRY(
      const auto rows,
      reader.query(
          "worker.household",
          "SELECT m.household_id FROM household_member m JOIN household h ON h.county = m.county AND "
          "h.id = m.household_id WHERE m.county = ?1 AND m.person_id = ?2 AND m.until_on IS NULL AND "
          "h.until_on IS NULL ORDER BY CASE h.overlay WHEN 'registered' THEN 0 ELSE 1 END, m.household_id LIMIT 1",
          {county, person_id}));
  return rows.empty() ? std::int64_t{0} : rows.front().i64(0);
}

namespace {

// Points are tenths in the pack: parameters are whole numbers.
casework::SuggestionWeights weights_of(const Step& step) {
  const auto points = [&step](std::string_view code) { return static_cast<double>(step.parameter(code)) / 10.0; };
  return {points("worker_points_weighted_case"),
          points("worker_points_overdue"),
          points("worker_points_continuity"),
          points("worker_points_language"),
          points("worker_points_on_duty"),
          points("worker_points_year"),
          static_cast<int>(step.parameter("worker_suggest_at_most"))};
}

}  // namespace

Result<std::vector<casework::WorkerCard>> suggest_workers(store::Reader& reader, const Step& step,
                                                          const intake::Assignment& assignment) {
  ANWANG_TRY(const std::int64_t household, household_of(reader, step.county, assignment.person_id));
  ANWANG_TRY(auto workers,
             load_workers(reader, step, assignment.unit_id, assignment.programme, assignment.person_id, household));
  casework::Need need;
  need.today = taipei_date(step.now);
  need.urgent = assignment.grade == "grade_1" || clock::hours_of(step.now, step.rules.calendar) == "night";
  ANWANG_TRY(const auto rows,
             reader.query("worker.language",
                          "SELECT COALESCE(s.language, p.language) FROM report_subject s LEFT JOIN person p ON "
                          "p.county = s.county AND p.id = s.person_id WHERE s.county = ?1 AND s.id = ?2",
                          {step.county, assignment.subject_id}));
  if (!rows.empty()) need.language = rows.front().text(0);
  return casework::suggest_workers(std::move(workers), need, weights_of(step));
}

Result<AcceptFacts> load_accept_facts(store::Reader& reader, const Step& step, std::int64_t assignment_id) {
  AcceptFacts facts;
  ANWANG_TRY(facts.base.assignment,
             store::get<intake::Assignment>(reader, "assignment.one", step.county, assignment_id));
  ANWANG_TRY(facts.base.clocks, load_clocks(reader, step.county, "assignment", assignment_id));
  const intake::Assignment& a = facts.base.assignment;
  ANWANG_TRY(const intake::Report report, load_report(reader, step.county, a.report_id));
  facts.received_at = report.received_at;
  ANWANG_TRY(const auto role,
             reader.query("assignment.role", "SELECT role FROM report_subject WHERE county = ?1 AND id = ?2",
                          {step.county, a.subject_id}));
  if (!role.empty()) facts.role = role.front().text(0);
  ANWANG_TRY(facts.household_id, household_of(reader, step.county, a.person_id));
  std::vector<std::int64_t> reports{a.report_id};
  if (report.incident.valid()) {
    ANWANG_TRY(const auto rows,
               reader.query("assignment.incident",
                            "SELECT id, received_at FROM report WHERE county = ?1 AND incident_id = ?2 AND id <> ?3",
                            {step.county, report.incident.value, a.report_id}));
    for (const store::Row& r : rows) {
      facts.joined_reports.push_back(r.i64(0));
      reports.push_back(r.i64(0));
      facts.received_at = std::min(facts.received_at, Instant{r.i64(1)});
    }
  }
  if (facts.household_id != 0) {
    ANWANG_TRY(
        facts.same_household,
        store::find<casework::CaseFile>(
            reader, "assignment.same_household",
            "WHERE county = ?1 AND household_id = ?2 AND programme = ?3 AND state NOT IN ('closed', 'not_opened') "
            "AND report_id IN " +
                id_list(reports),
            {step.county, facts.household_id, a.programme}));
  }
  if (a.person_id != 0) {
    ANWANG_TRY(auto closed, store::find<casework::CaseFile>(
                                reader, "assignment.previous",
                                "WHERE county = ?1 AND person_id = ?2 AND programme = ?3 AND state = 'closed' "
                                "ORDER BY closed_at DESC LIMIT 1",
                                {step.county, a.person_id, a.programme}));
    if (!closed.empty()) facts.previous = std::move(closed.front());
  }
  return facts;
}

}  // namespace anwang::flow

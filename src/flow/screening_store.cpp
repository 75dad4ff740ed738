#include "flow/screening_store.h"

#include <algorithm>
#include <set>

#include "flow/screening.h"
#include "intake/dispatch_shift.h"

namespace anwang::flow {

Result<intake::Report> load_report(store::Reader& reader, const std::string& county, std::int64_t id) {
  ANWANG_TRY(
      const auto rows,
      reader.query("screening.report",
                   "SELECT " + intake::report_columns() + " FROM report WHERE county = ?1 AND id = ?2", {county, id}));
  if (rows.empty()) return fail(Errc::not_found, "not_found");
  return intake::report_from(rows.front());
}

Result<std::vector<intake::Subject>> load_subjects(store::Reader& reader, const std::string& county,
                                                   std::int64_t report_id) {
  ANWANG_TRY(const auto rows, reader.query("screening.subjects",
                                           "SELECT " + intake::subject_columns() +
                                               " FROM report_subject WHERE county = ?1 AND report_id = ?2 ORDER BY id",
                                           {county, report_id}));
  std::vector<intake::Subject> out;
  out.reserve(rows.size());
  for (const store::Row& row : rows) out.push_back(intake::subject_from(row));
  return out;
}

Result<std::vector<clock::Clock>> load_clocks(store::Reader& reader, const std::string& county, const char* table,
                                              std::int64_t record_id) {
  return store::find<clock::Clock>(reader, "clock.of_record",
                                   "WHERE county = ?1 AND tbl = ?2 AND record_id = ?3 ORDER BY id",
                                   {county, table, record_id});
}

std::string id_list(const std::vector<std::int64_t>& ids) {
  std::string out = "(";
  for (const std::int64_t id : ids) out.append(out.size() > 1 ? "," : "").append(std::to_string(id));
  return out == "(" ? "(0)" : out + ")";
}

std::vector<std::int64_t> persons_of(const std::vector<intake::Subject>& subjects) {
  std::vector<std::int64_t> out;
  for (const intake::Subject& s : subjects) {
    if (s.person.valid()) out.push_back(s.person.value);
  }
  return out;
}

Result<std::vector<casework::CaseFile>> load_closed(store::Reader& reader, const std::string& county,
                                                    const std::vector<std::int64_t>& persons, Instant since) {
  if (persons.empty()) return std::vector<casework::CaseFile>{};
  const std::string people = id_list(persons);
  // By person and by home first: a planner that sees OR, or an order by closing, walks a year of closed cases instead.
  return store::find<casework::CaseFile>(
      reader, "screening.closed",
      "WHERE county = ?1 AND id IN (SELECT id FROM case_file WHERE county = ?1 AND person_id IN " + people +
          " UNION SELECT id FROM case_file WHERE county = ?1 AND household_id IN (SELECT household_id FROM "
          "household_member WHERE county = ?1 AND until_on IS NULL AND person_id IN " +
          people + ")) AND state = 'closed' AND closed_at >= ?2 ORDER BY +closed_at DESC",
      {county, since.us});
}

Result<std::vector<casework::CaseFile>> load_open_cases(store::Reader& reader, const std::string& county,
                                                        const std::vector<std::int64_t>& persons) {
  if (persons.empty()) return std::vector<casework::CaseFile>{};
  // +id: a plain one tempts a planner to walk all cases in their order.
  return store::find<casework::CaseFile>(
      reader, "screening.open_cases",
      "WHERE county = ?1 AND state NOT IN ('closed', 'not_opened') AND person_id IN " + id_list(persons) +
          " ORDER BY +id",
      {county});
}

namespace {

Result<std::map<std::int64_t, UnitRef>> load_units(store::Reader& reader, const std::string& county) {
  std::map<std::int64_t, UnitRef> out;
  ANWANG_TRY(const auto rows,
             reader.query("screening.units", "SELECT id, code, kind, network FROM unit WHERE county = ?1", {county}));
  for (const store::Row& r : rows) out[r.i64(0)] = {r.i64(0), r.text(1), r.text(2), r.text(3)};
  return out;
}

Result<std::map<std::int64_t, UnitDuty>> load_duty(store::Reader& reader, const Step& step) {
  std::map<std::int64_t, UnitDuty> out;
  ANWANG_TRY(const auto rows,
             reader.query("screening.duty",
                          "SELECT r.unit_id, r.duty, r.account_id FROM shift s JOIN roster r ON r.county = s.county "
                          "AND r.shift_id = s.id "
                          "WHERE s.county = ?1 AND s.starts_at <= ?2 AND s.ends_at > ?2 AND r.unit_id IS NOT NULL AND "
                          "r.account_id IS NOT NULL ORDER BY r.id DESC",
                          {step.county, step.now.us}));
  for (const store::Row& r : rows) {  // the first of a duty by id wins: it is written last
    UnitDuty& duty = out[r.i64(0)];
    if (r.text(1) == "duty_worker") duty.duty_worker = r.i64(2);
    if (r.text(1) == "second_line") duty.second_line = r.i64(2);
    if (r.text(1) == "supervisor") duty.supervisor = r.i64(2);
  }
  return out;
}

Result<JoinedReport> load_joined(store::Reader& reader, const std::string& county, std::int64_t id) {
  JoinedReport joined;
  ANWANG_TRY(joined.report, load_report(reader, county, id));
  std::vector<std::int64_t> reports{id};
  if (joined.report.incident.valid()) {
    ANWANG_TRY(joined.incident,
               store::get<intake::Incident>(reader, "screening.incident", county, joined.report.incident.value));
    ANWANG_TRY(const auto rows, reader.query("screening.incident_reports",
                                             "SELECT id FROM report WHERE county = ?1 AND incident_id = ?2",
                                             {county, joined.report.incident.value}));
    for (const store::Row& r : rows) reports.push_back(r.i64(0));
  }
  ANWANG_TRY(joined.assignments,
             store::find<intake::Assignment>(
                 reader, "screening.joined",
                 "WHERE county = ?1 AND state <> 'withdrawn' AND report_id IN " + id_list(reports), {county}));
  return joined;
}

}  // namespace

Result<DecisionFacts> load_decision_facts(store::Reader& reader, const Step& step, const DecideInput& input) {
  DecisionFacts facts;
  ANWANG_TRY(facts.report, load_report(reader, step.county, input.report_id));
  ANWANG_TRY(facts.subjects, load_subjects(reader, step.county, input.report_id));
  ANWANG_TRY(facts.current, store::find<intake::Decision>(reader, "screening.decisions",
                                                          "WHERE county = ?1 AND report_id = ?2 AND superseded = 0",
                                                          {step.county, input.report_id}));
  ANWANG_TRY(facts.report_clocks, load_clocks(reader, step.county, "report", input.report_id));
  facts.shift_ends = intake::shift_at(step.packs, step.now).ends_at;
  ANWANG_TRY(facts.units, load_units(reader, step.county));
  ANWANG_TRY(facts.duty, load_duty(reader, step));
  for (const DecisionItem& item : input.items) {
    if (item.case_id != 0 && !facts.cases.contains(item.case_id)) {
      ANWANG_TRY(auto found, store::find<casework::CaseFile>(reader, "screening.case", "WHERE county = ?1 AND id = ?2",
                                                             {step.county, item.case_id}));
      if (!found.empty()) facts.cases.emplace(item.case_id, std::move(found.front()));
    }
    if (item.same_as_report_id != 0 && !facts.joined.contains(item.same_as_report_id)) {
      auto joined = load_joined(reader, step.county, item.same_as_report_id);
      if (joined)
        facts.joined.emplace(item.same_as_report_id, std::move(*joined));
      else if (joined.error().code != Errc::not_found)
        return fail(joined.error());
    }
  }
  if (facts.report.incident.valid()) {
    ANWANG_TRY(const auto rows,
               reader.query("screening.incident_first",
                            "SELECT MIN(received_at) FROM report WHERE county = ?1 AND incident_id = ?2",
                            {step.county, facts.report.incident.value}));
    if (!rows.empty() && !rows.front().is_null(0)) facts.incident_received_at = {rows.front().i64(0)};
  }
  const auto persons = persons_of(facts.subjects);
  ANWANG_TRY(facts.open_cases, load_open_cases(reader, step.county, persons));
  ANWANG_TRY(facts.open_assignments,
             store::find<intake::Assignment>(
                 reader, "screening.open_assignments",
                 "WHERE county = ?1 AND state IN ('sent', 'assigned', 'disputed') AND person_id IN " + id_list(persons),
                 {step.county}));
  const Instant since = step.now.plus(-step.parameter("re_report_days") * kMicrosPerDay);
  ANWANG_TRY(facts.closed_recently, load_closed(reader, step.county, persons, since));
  std::erase_if(facts.closed_recently,
                [&](const casework::CaseFile& c) { return c.closed_at >= facts.report.received_at; });
  return facts;
}

}  // namespace anwang::flow

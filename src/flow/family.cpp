#include "flow/family.h"

#include <algorithm>

#include "codec/json.h"
#include "store/record.h"

namespace anwang::flow {
namespace {

using people::HouseholdMember;
using people::Relationship;

// Ids only, so nothing needs quoting; "0" keeps an empty list well-formed.
std::string list(const std::set<std::int64_t>& ids) {
  std::string out = "(0";
  for (const std::int64_t id : ids) out += "," + std::to_string(id);
  return out + ")";
}

bool is_kin(const std::string& kind) {
  return kind == "parent" || kind == "adoptive_parent" || kind == "spouse" || kind == "partner" ||
         kind == "former_spouse";
}

class Loader {
 public:
  Loader(store::Reader& reader, const std::string& county, std::int64_t leave_out)
      : reader_(reader), county_(county), leave_out_(leave_out) {}

  Result<Family> run(const std::set<std::int64_t>& persons, const std::set<std::int64_t>& households) {
    out_.seeds = persons;
    ANWANG_CHECK(own_households(persons, households));
    ANWANG_CHECK(kin());
    ANWANG_CHECK(residences());
    ANWANG_TRY(auto rows, store::find<people::Person>(reader_, "family.persons",
                                                      "WHERE county = ?1 AND id IN " + list(persons_), {county_}));
    for (auto& p : rows) out_.persons.emplace(p.id, std::move(p));
    std::set<std::int64_t> homes;
    for (const auto* some : {&out_.households, &out_.related})
      for (const auto& h : *some) homes.insert(h.id);
    ANWANG_TRY(out_.alerts,
               store::find<people::FamilyAlert>(reader_, "family.alerts",
                                                "WHERE county = ?1 AND ended_at IS NULL AND household_id IN " +
                                                    list(homes) + " ORDER BY recorded_at DESC, id DESC",
                                                {county_}));
    ANWANG_TRY(out_.services,
               store::find<people::Service>(
                   reader_, "family.services",
                   "WHERE county = ?1 AND person_id IN " + list(persons_) + " ORDER BY from_on DESC, id", {county_}));
    ANWANG_CHECK(reports());
    ANWANG_CHECK(cases(homes));
    return std::move(out_);
  }

 private:
  Status own_households(const std::set<std::int64_t>& persons, std::set<std::int64_t> households) {
    ANWANG_TRY(const auto of_persons,
               store::find<HouseholdMember>(reader_, "family.own",
                                            "WHERE county = ?1 AND until_on IS NULL AND person_id IN " + list(persons),
                                            {county_}));
    for (const auto& m : of_persons) households.insert(m.household_id);
    ANWANG_TRY(out_.households, store::find<people::Household>(
                                    reader_, "family.households",
                                    "WHERE county = ?1 AND id IN " + list(households) + " ORDER BY id", {county_}));
    ANWANG_TRY(const auto members,
               store::find<HouseholdMember>(
                   reader_, "family.members",
                   "WHERE county = ?1 AND until_on IS NULL AND household_id IN " + list(households) + " ORDER BY id",
                   {county_}));
    persons_ = persons;
    for (const auto& m : members) add_member(m);
    return {};
  }
  void add_member(const HouseholdMember& m) {
    persons_.insert(m.person_id);
    out_.members.push_back({m.person_id, m.household_id, m.role, m.from_on, m.until_on});
  }

  // One step of kinship beyond the household: the grandmother in the mountains belongs to the picture.
  Status kin() {
    const std::string ids = list(persons_);
    ANWANG_TRY(auto ties, store::find<Relationship>(
                              reader_, "family.ties",
                              "WHERE county = ?1 AND (person_id IN " + ids + " OR other_id IN " + ids + ") ORDER BY id",
                              {county_}));
    std::set<std::int64_t> outside;
    for (const auto& t : ties)
      for (const std::int64_t end : {t.person_id, t.other_id})
        if (is_kin(t.kind) && !persons_.contains(end)) outside.insert(end);
    ANWANG_TRY(
        const auto members,
        store::find<HouseholdMember>(
            reader_, "family.kin_members",
            "WHERE county = ?1 AND until_on IS NULL AND person_id IN " + list(outside) + " ORDER BY id", {county_}));
    std::set<std::int64_t> homes;
    for (const auto& m : members) {
      homes.insert(m.household_id);
      add_member(m);
    }
    persons_.insert(outside.begin(), outside.end());
    ANWANG_TRY(out_.related, store::find<people::Household>(
                                 reader_, "family.related",
                                 "WHERE county = ?1 AND id IN " + list(homes) + " ORDER BY id", {county_}));
    for (auto& t : ties)
      if (persons_.contains(t.person_id) && persons_.contains(t.other_id)) out_.relationships.push_back(std::move(t));
    return {};
  }

  Status residences() {
    ANWANG_TRY(const auto all,
               store::find<HouseholdMember>(
                   reader_, "family.residences",
                   "WHERE county = ?1 AND person_id IN " + list(persons_) + " ORDER BY from_on, id", {county_}));
    for (const auto& m : all) out_.residences.push_back({m.person_id, m.household_id, m.role, m.from_on, m.until_on});
    return {};
  }

  Status reports() {
    ANWANG_TRY(
        const auto rows,
        reader_.query("family.reports",
                      "SELECT r.id, r.report_no, r.source, r.state, r.received_at, r.kinds, s.person_id, s.role, "
                      "i.lead_report_id FROM report_subject s"
                      " JOIN report r ON r.county = s.county AND r.id = s.report_id LEFT JOIN incident i ON "
                      "i.county = r.county AND i.id = r.incident_id"
                      " WHERE s.county = ?1 AND s.person_id IN " +
                          list(persons_) + " AND r.id <> ?2 ORDER BY r.received_at DESC, r.id DESC, s.id",
                      {county_, leave_out_}));
    std::map<std::int64_t, std::size_t> at;
    std::set<std::int64_t> ids;
    for (const auto& row : rows) {
      const auto [it, fresh] = at.emplace(row.i64(0), out_.reports.size());
      if (fresh) {
        EarlierReport r{row.i64(0), row.text(1), row.text(2), row.text(3), {row.i64(4)}, {}, {}, {}, {}, 0, {}};
        r.underway = r.state == "pending";
        r.repeats = !row.is_null(8) && row.i64(8) != r.id;
        const auto kinds = codec::parse_json(row.text(5));
        if (kinds && kinds->array())
          for (const auto& k : *kinds->array())
            if (k.string()) r.kinds.push_back(*k.string());
        out_.reports.push_back(std::move(r));
        ids.insert(row.i64(0));
      }
      EarlierReport& r = out_.reports[it->second];
      r.persons.insert(row.i64(6));
      r.roles.emplace(row.i64(6), row.text(7));
    }
    ANWANG_TRY(
        const auto names,
        reader_.query("family.report_names",
                      "SELECT report_id, name, nickname FROM report_subject WHERE county = ?1 AND report_id IN " +
                          list(ids) + " ORDER BY report_id, id",
                      {county_}));
    for (const auto& row : names) {
      EarlierReport& r = out_.reports[at.at(row.i64(0))];
      if (r.subject.empty() && !(row.is_null(1) && row.is_null(2)))
        r.subject = PersonalText(row.is_null(1) ? row.text(2) : row.text(1));
    }
    ANWANG_TRY(const auto decisions, reader_.query("family.decisions",
                                                   "SELECT report_id, outcome, case_id, reason_code FROM decision "
                                                   "WHERE county = ?1 AND superseded = 0 AND report_id IN " +
                                                       list(ids) + " ORDER BY decided_at, id",
                                                   {county_}));
    for (const auto& row : decisions) {
      EarlierReport& r = out_.reports[at.at(row.i64(0))];
      r.outcome = row.text(1);
      if (!row.is_null(2)) r.case_id = row.i64(2);
      const std::string& reason = row.text(3);
      r.repeats = r.repeats || (r.outcome == "not_dispatched" && (reason == "not_found" || reason == "malicious"));
    }
    ANWANG_TRY(const auto working,
               reader_.query("family.underway",
                             "SELECT report_id FROM assignment WHERE county = ?1 AND state IN ('sent', 'assigned', "
                             "'disputed') AND report_id IN " +
                                 list(ids) +
                                 " UNION SELECT report_id FROM case_file WHERE county = ?1 AND state NOT IN ('closed', "
                                 "'not_opened') AND report_id IN " +
                                 list(ids),
                             {county_}));
    for (const auto& row : working) out_.reports[at.at(row.i64(0))].underway = true;
    report_at_ = std::move(at);
    return {};
  }

  Status cases(const std::set<std::int64_t>& homes) {
    std::set<std::int64_t> report_ids, named;
    for (const auto& r : out_.reports) {
      report_ids.insert(r.id);
      if (r.case_id != 0) named.insert(r.case_id);
    }
    ANWANG_TRY(auto found,
               store::find<casework::CaseFile>(
                   reader_, "family.cases",
                   "WHERE county = ?1 AND (person_id IN " + list(persons_) + " OR household_id IN " + list(homes) +
                       " OR id IN " + list(named) +
                       " OR id IN (SELECT case_id FROM case_participant WHERE county = ?1 AND person_id IN " +
                       list(persons_) + ")) ORDER BY received_at DESC, id DESC",
                   {county_}));
    for (auto& c : found) {
      // The case that a report led to tells its finding; the first of several, which is the most severe programme's.
      if (const auto it = report_at_.find(c.report_id); it != report_at_.end() && out_.reports[it->second].case_id == 0)
        out_.reports[it->second].case_id = c.id;
      out_.cases.emplace(c.id, std::move(c));
    }
    std::set<std::int64_t> ids;
    for (const auto& [id, c] : out_.cases) ids.insert(id);
    ANWANG_TRY(const auto goals, reader_.query("family.goals",
                                               "SELECT case_id, COUNT(*), SUM(CASE WHEN met = 1 THEN 1 ELSE 0 END) "
                                               "FROM goal WHERE county = ?1 AND case_id IN " +
                                                   list(ids) + " GROUP BY case_id",
                                               {county_}));
    for (const auto& row : goals) out_.goals[row.i64(0)] = {row.i64(1), row.i64(2)};
    return {};
  }

  store::Reader& reader_;
  const std::string& county_;
  std::int64_t leave_out_;
  std::set<std::int64_t> persons_;
  std::map<std::int64_t, std::size_t> report_at_;
  Family out_;
};

}  // namespace

std::set<std::int64_t> Family::person_ids() const {
  std::set<std::int64_t> out;
  for (const auto& [id, person] : persons) out.insert(id);
  return out;
}

Result<Family> load_family(store::Reader& reader, const std::string& county, const std::set<std::int64_t>& persons,
                           const std::set<std::int64_t>& households, std::int64_t leave_out) {
  return Loader(reader, county, leave_out).run(persons, households);
}

bool counts_as_repeated(const EarlierReport& report, const Family& family) {
  if (report.repeats) return false;
  const auto it = family.cases.find(report.case_id);
  return it == family.cases.end() || (it->second.finding != "not_found" && it->second.finding != "duplicate");
}

}  // namespace anwang::flow

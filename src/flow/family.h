// The family around some persons: their households, kin (also in other households), alerts, services, cases and earlier
// reports with findings, read in set form: a handful of queries whatever the size. No policy here: the api projects
// each part for its viewer. Thread-safety: a value of one request.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "access/policy.h"
#include "base/personal.h"
#include "casework/model.h"
#include "people/model.h"
#include "store/value.h"

namespace anwang::flow {

// A report about one of the persons, and what became of it.
struct EarlierReport {
  std::int64_t id = 0;
  std::string report_no, source, state;
  Instant received_at;
  std::vector<std::string> kinds;
  PersonalText subject;            // the first subject's name
  std::set<std::int64_t> persons;  // of the family, named in it
  std::map<std::int64_t, std::string> roles;
  std::int64_t case_id = 0;  // 0: none came of it
  std::string outcome;       // of the last decision; "" undecided
  bool underway = false;     // waits for screening, or what came of it is not over
  bool repeats = false;      // of an event that another report already stands for; or found to be nothing
};
struct GoalCount {
  std::int64_t all = 0, met = 0;
};
struct FamilyMember {
  std::int64_t person = 0, household = 0;
  std::string role, from_on, until_on;
};
struct Family {
  std::set<std::int64_t> seeds;                        // the persons asked about
  std::vector<people::Household> households, related;  // of the seeds; of kin outside them
  std::vector<FamilyMember> members;                   // current ones, of both
  std::vector<FamilyMember> residences;                // past and present, for the timeline
  std::vector<people::Relationship> relationships;     // both ends in `persons`
  std::map<std::int64_t, people::Person> persons;
  std::vector<people::FamilyAlert> alerts;
  std::vector<people::Service> services;
  std::map<std::int64_t, casework::CaseFile> cases;
  std::map<std::int64_t, GoalCount> goals;  // by case
  std::vector<EarlierReport> reports;       // newest first
  [[nodiscard]] std::set<std::int64_t> person_ids() const;
};

// Around these persons and these households. `leave_out`: a report that is not "earlier" to itself.
Result<Family> load_family(store::Reader& reader, const std::string& county, const std::set<std::int64_t>& persons,
                           const std::set<std::int64_t>& households, std::int64_t leave_out = 0);

// Reports found 查無, duplicates and further reports of one event do not count as repeated (practice.md 1).
bool counts_as_repeated(const EarlierReport& report, const Family& family);

}  // namespace anwang::flow

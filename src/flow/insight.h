// What is known around a report when a screener looks at it: who, which households, earlier reports that count,
// closings, open cases, minors living there who are not listed, a report that may be of the same event; and the facts
// that rules read. In set form: a page of the queue costs a fixed number of queries. Only what a machine may say;
// nothing here is a decision. Persons that only the machine takes for somebody (likely_person) count too and mark the
// answer as `machine`.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "casework/model.h"
#include "flow/step.h"
#include "intake/dispatch.h"
#include "intake/model.h"

namespace anwang::flow {

struct SubjectInsight {
  intake::Subject subject;
  std::int64_t person = 0;  // confirmed, or likely
  bool likely = false;      // the machine's guess
  int age = -1;             // from the person, else the subject; -1 unknown
  std::string sex, residence;
  std::vector<std::int64_t> households;
  std::int64_t school_unit = 0;  // where they are enrolled; 0 not known
};
struct UnlistedMinor {
  std::int64_t person_id = 0, household_id = 0;
  int age = 0;
  std::string sex;
};
struct SameIncident {
  std::int64_t report_id = 0;
  std::string report_no;
  std::vector<std::string> reasons;  // same_person, same_household, same_place
  std::int64_t minutes_apart = 0;
};
struct Insight {
  std::vector<SubjectInsight> subjects;
  bool machine = false;  // rests on a likely person
  // Earlier reports about them or whoever lives with them: no duplicates, none found 查無, none of the same event.
  std::vector<std::int64_t> earlier_365d;
  std::optional<int> days_since_closing;
  std::int64_t closed_case = 0;
  std::vector<casework::CaseFile> open_cases;
  std::vector<UnlistedMinor> unlisted;
  int youngest_child = -1;  // in years, listed or not; -1 none known
  std::optional<SameIncident> same;
};

// By report id; every report given has an entry.
Result<std::map<std::int64_t, Insight>> load_insights(store::Reader& reader, const Step& step,
                                                      const std::vector<intake::Report>& reports);

// The facts of one subject of a report, as rules read them (intake/dispatch.h).
intake::Facts facts_of(const intake::Report& report, const Insight& insight, const SubjectInsight* subject);
// Violence between partners (spouses, former ones, dating): told by the relation, else by TIPVDA; unset: not known.
intake::FactValue partner_violence(const intake::Report& report);
// The person a report is about: the first with a role of harm or need, else the first.
const SubjectInsight* main_subject(const Insight& insight);

}  // namespace anwang::flow

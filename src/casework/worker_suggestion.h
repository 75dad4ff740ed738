// Who should take a new case: every reason shown, none hidden in a number. Load weighs most, then continuity with the
// family, then language and duty; leave excludes. Weights are parameters (假設). Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"

namespace anwang::casework {

struct WorkerFacts {
  std::int64_t account_id = 0;
  bool active = true, does_programme = true;
  int open_cases = 0;
  double weighted = 0;  // sum of case weights
  int new_30d = 0, overdue = 0;
  bool on_duty = false;  // on the roster of the running shift
  std::vector<std::string> languages;
  bool continuity = false;       // led a case of this person or household before
  int seniority_years = -1;      // -1 unknown
  Date leave_from, leave_until;  // unset: none; until unset with from set: open-ended
};
struct Need {
  std::string language;  // "" unknown or Mandarin
  bool urgent = false;   // 第一級 or outside office hours: being on duty counts
  Date today;
};
struct Reason {
  std::string
      code;  // load, weighted, overdue, language, continuity, seniority, on_duty, leave, not_programme, inactive
  std::string value;  // a number, a language, a date
  double points = 0;
};
struct WorkerCard {
  WorkerFacts facts;
  bool suggested = false;  // may be taken without a reason for overriding
  int rank = 0;            // 1 = best; 0 = not suggested
  double score = 0;
  std::vector<Reason> reasons;
};
// Parameters of the county (packs/national/dispatch/parameters.yaml), all assumptions.
struct SuggestionWeights {
  double per_weighted_case = 0, per_overdue = 0;  // negative
  double continuity = 0, language = 0;
  double on_duty_urgent = 0;  // 第一級 or at night
  double per_year = 0;        // up to 6 years
  int suggest_at_most = 0;
};

// Sorted: suggested ones by score (ties: fewer cases, then id), then the others with their reasons.
std::vector<WorkerCard> suggest_workers(std::vector<WorkerFacts> workers, const Need& need,
                                        const SuggestionWeights& weights);

}  // namespace anwang::casework

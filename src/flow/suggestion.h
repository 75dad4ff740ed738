// What the rules suggest for a report: one line per subject and programme, with rule, facts, unit, clocks and reasons;
// a report of the same event; whether a direct-dispatch rule holds. Suggestions only: a person decides.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/viewer.h"
#include "flow/insight.h"
#include "flow/step.h"
#include "intake/dispatch.h"

namespace anwang::flow {

struct SuggestedDue {
  std::string rule;
  Instant due_at;
};
struct SuggestedReason {
  std::string code;
  codec::JsonObject args;
};
struct SuggestedItem {
  std::int64_t subject_id = 0;
  std::string programme, outcome, grade;
  std::int64_t unit_id = 0, case_id = 0, worker_on_duty = 0, lead_id = 0;  // lead: of the open case that is told
  std::vector<SuggestedDue> due;
  std::vector<SuggestedReason> reasons;
  std::optional<intake::RuleHit> rule;  // direct dispatch, else the grade's
};
struct Suggestion {
  std::vector<SuggestedItem> items;
  std::optional<SameIncident> same;
  bool direct = false;
};

// What the pure part needs besides the insight.
struct Places {
  std::vector<intake::Area> areas;
  std::map<std::string, std::int64_t> schools;             // unit by school name
  std::map<std::int64_t, std::int64_t> duty_workers;       // by unit, of the running shift
  std::set<std::pair<std::int64_t, std::string>> decided;  // (subject, programme) that stand decided
};
Suggestion suggest(const Step& step, const intake::Report& report, const Insight& insight, const Places& places);

// Errors: not_found.
Result<Suggestion> read_suggestion(App& app, const access::Viewer& viewer, std::int64_t report_id);

}  // namespace anwang::flow

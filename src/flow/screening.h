// Screening: claim a report, decide per (report, subject, programme), countersign, hand over to another county. Pure
// plans and their live forms (flow/step.h). Source: practice.md 1; api-contract.md. Errors of the plans: conflict
// claimed_by_other, not_claimed, already_decided, not_waiting, own_decision, closed_case; precondition_failed
// stale_version; invalid with pointers; not_found.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "casework/model.h"
#include "clock/model.h"
#include "flow/step.h"
#include "intake/dispatch_model.h"
#include "intake/model.h"

namespace anwang::flow {

struct DecisionItem {
  std::int64_t subject_id = 0;
  std::string programme, outcome, grade;
  std::int64_t unit_id = 0, case_id = 0;
  std::string reason_code, note, override_reason;
  std::string to_county, to_name;
  Instant handed_over_at;
  std::int64_t same_as_report_id = 0;
  std::string rule;       // the direct-dispatch rule it followed
  std::string suggested;  // what the machine had proposed (JSON), kept beside the human decision
};
struct DecideInput {
  std::int64_t report_id = 0;
  std::int64_t if_version = 0;  // 0: no If-Match (internal callers)
  std::vector<DecisionItem> items;
  std::optional<std::string> summary;  // 派案摘要
};

struct UnitRef {
  std::int64_t id = 0;
  std::string code, kind, network;
};
// Who answers for a unit outside office hours; 0: nobody on the roster.
struct UnitDuty {
  std::int64_t duty_worker = 0, second_line = 0, supervisor = 0;
};
// A report that another one joins, and who is already at work on it.
struct JoinedReport {
  intake::Report report;
  std::optional<intake::Incident> incident;
  std::vector<intake::Assignment> assignments;  // not withdrawn
};
struct DecisionFacts {
  intake::Report report;
  std::vector<intake::Subject> subjects;
  std::vector<intake::Decision> current;             // not superseded
  std::vector<clock::Clock> report_clocks;           // tbl report, this report
  Instant shift_ends;                                // of the running shift: the countersign's due time
  std::map<std::int64_t, UnitRef> units;             // those named by the input, found
  std::map<std::int64_t, UnitDuty> duty;             // by unit, of the running shift
  std::map<std::int64_t, casework::CaseFile> cases;  // named by the input, found
  std::map<std::int64_t, JoinedReport> joined;       // named by same_as_report_id, found
  Instant incident_received_at;                      // earliest report of this report's incident; unset: none
  std::vector<casework::CaseFile> open_cases;        // of the linked persons: a second case is never made
  std::vector<intake::Assignment> open_assignments;  // of the linked persons, under way without a case
  std::vector<casework::CaseFile> closed_recently;   // of the linked persons and households (parameter re_report_days)
};
struct Decided {
  intake::Report report;
  std::vector<intake::Decision> decisions;
  std::vector<intake::Assignment> assignments;
  std::vector<intake::Transition> transitions;
  std::vector<clock::Clock> clocks;  // started by this step, and the report's own
  std::vector<casework::CaseLink> links;
};
Result<DecisionFacts> load_decision_facts(store::Reader& reader, const Step& step, const DecideInput& input);
Result<Planned<Decided>> plan_decide(const Step& step, DecisionFacts facts, const DecideInput& input);
Result<Done<Decided>> decide(App& app, const access::Viewer& viewer, const DecideInput& input, const Key& key);

// The lock of a row: one screener at a time, given up after 10 idle minutes (parameter claim_idle_minutes).
Result<Planned<intake::Report>> plan_claim(const Step& step, intake::Report report);
Result<Planned<intake::Report>> plan_release(const Step& step, intake::Report report);
Result<Done<intake::Report>> claim(App& app, const access::Viewer& viewer, std::int64_t report_id, const Key& key);
Result<Done<intake::Report>> release(App& app, const access::Viewer& viewer, std::int64_t report_id, const Key& key);

// Work on a claimed row that decides nothing: the 24 h clock goes on under all of them.
Result<Planned<intake::Report>> plan_summary(const Step& step, intake::Report report, std::int64_t if_version,
                                             const std::string& summary);
Result<Done<intake::Report>> set_summary(App& app, const access::Viewer& viewer, std::int64_t report_id,
                                         std::int64_t if_version, const std::string& summary, const Key& key);
// 資料不足待補: marked, and the clock goes on.
Result<Planned<intake::Report>> plan_more_info(const Step& step, intake::Report report, const std::string& note);
Result<Done<intake::Report>> ask_more_info(App& app, const access::Viewer& viewer, std::int64_t report_id,
                                           const std::string& note, const Key& key);
Result<Done<intake::Report>> snooze(App& app, const access::Viewer& viewer, std::int64_t report_id, Instant until,
                                    const Key& key);

// 督導覆核 of a 不派案. returned: the decision is superseded and the report is pending again, its clock as it was.
struct CountersignFacts {
  intake::Decision decision;
  intake::Report report;
  std::vector<clock::Clock> clocks;  // the decision's countersign clock and the report's own
};
struct Countersigned {
  intake::Decision decision;
  intake::Report report;
};
Result<CountersignFacts> load_countersign_facts(store::Reader& reader, const Step& step, std::int64_t decision_id);
Result<Planned<Countersigned>> plan_countersign(const Step& step, CountersignFacts facts, bool agreed,
                                                const std::string& note);
Result<Done<Countersigned>> countersign(App& app, const access::Viewer& viewer, std::int64_t decision_id, bool agreed,
                                        const std::string& note, const Key& key);

// 移轉管轄: ours until their name and the time are recorded.
struct JurisdictionFacts {
  CountersignFacts base;
  std::vector<intake::Decision> others;         // current, of the same report
  std::vector<intake::Transition> transitions;  // of this decision
};
Result<JurisdictionFacts> load_jurisdiction_facts(store::Reader& reader, const Step& step, std::int64_t decision_id);
Result<Planned<intake::Decision>> plan_jurisdiction(const Step& step, JurisdictionFacts facts, std::int64_t if_version,
                                                    const std::string& to_name, Instant at);
Result<Done<intake::Decision>> hand_over_jurisdiction(App& app, const access::Viewer& viewer, std::int64_t decision_id,
                                                      std::int64_t if_version, const std::string& to_name, Instant at,
                                                      const Key& key);

}  // namespace anwang::flow

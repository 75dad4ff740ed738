// A case from its first contact to its closing. Pure plans and their live forms (flow/step.h).
// Errors: forbidden not_your_case, lead_decides; conflict case_closed, wrong_state, stale; precondition_failed
// stale_version; invalid with pointers; not_found.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/policy.h"
#include "casework/model.h"
#include "clock/model.h"
#include "flow/step.h"

namespace anwang::flow {

struct CaseFacts {
  casework::CaseFile case_file;
  std::vector<clock::Clock> clocks;  // of the case and of its assignments
  std::vector<casework::Participant> participants;
  std::vector<casework::Goal> goals;
  std::vector<casework::CaseLink> links;
};
Result<CaseFacts> load_case_facts(store::Reader& reader, const Step& step, std::int64_t case_id);
// The case, for what only its lead or its unit's supervisor decides: forbidden "lead_decides" for a co-worker,
// "not_your_case" for whoever else sees it.
Result<casework::CaseFile> led_case(App& app, store::Reader& reader, const Step& step, const access::Viewer& viewer,
                                    std::int64_t case_id);
// Whether this viewer is one of the two.
[[nodiscard]] bool decides(const access::Viewer& viewer, const access::RecordFacts& seen);

// 訪視、電訪、訪視未遇. A face-to-face contact stops the person's first-contact clocks at the time it happened; "could
// not see the child" needs why and when the next try is.
struct ContactInput {
  std::int64_t case_id = 0, person_id = 0;  // person 0: the case's own person
  std::string kind;
  bool face_to_face = false;
  Instant happened_at;
  std::string place, note, not_seen_reason, substitute;
  Instant next_try_at;
};
struct ContactAdded {
  casework::Contact contact;
  casework::CaseFile case_file;
  std::vector<clock::Clock> clocks;
};
Result<Planned<ContactAdded>> plan_contact(const Step& step, CaseFacts facts, const ContactInput& input);
Result<Done<ContactAdded>> add_contact(App& app, const access::Viewer& viewer, const ContactInput& input,
                                       const Key& key);

// 評估: open 開案, not_opened 不開案, short_term 短期服務, missing_search 行方不明協尋, with the finding and why.
struct AssessInput {
  std::int64_t case_id = 0, if_version = 0;
  std::string outcome, finding, reason;
};
struct CaseChanged {
  casework::CaseFile case_file;
  std::vector<clock::Clock> clocks;
};
Result<Planned<CaseChanged>> plan_assess(const Step& step, CaseFacts facts, const AssessInput& input);
Result<Done<CaseChanged>> assess(App& app, const access::Viewer& viewer, const AssessInput& input, const Key& key);

struct GoalInput {
  std::int64_t case_id = 0;
  std::string title, target_on;
};
Result<Planned<casework::Goal>> plan_goal(const Step& step, CaseFacts facts, const GoalInput& input);
Result<Planned<casework::Goal>> plan_goal_met(const Step& step, casework::CaseFile case_file, casework::Goal goal,
                                              std::int64_t if_version, std::optional<bool> met);
Result<Planned<casework::Note>> plan_note(const Step& step, CaseFacts facts, const std::string& text);
Result<Done<casework::Goal>> add_goal(App& app, const access::Viewer& viewer, const GoalInput& input, const Key& key);
Result<Done<casework::Goal>> set_goal(App& app, const access::Viewer& viewer, std::int64_t goal_id,
                                      std::int64_t if_version, std::optional<bool> met, const Key& key);
Result<Done<casework::Note>> add_note(App& app, const access::Viewer& viewer, std::int64_t case_id,
                                      const std::string& text, const Key& key);

// 結案 with reason and the goals not met. Every clock of the case stops being due (void), which is recorded.
struct CloseInput {
  std::int64_t case_id = 0, if_version = 0;
  std::string reason, note;
  std::vector<std::int64_t> unmet_goals;
};
Result<Planned<CaseChanged>> plan_close(const Step& step, CaseFacts facts, const CloseInput& input);
Result<Done<CaseChanged>> close_case(App& app, const access::Viewer& viewer, const CloseInput& input, const Key& key);

// After a re-report another reader reviews the closing: never the one who closed it.
Result<Planned<CaseChanged>> plan_read_closing(const Step& step, CaseFacts facts, const std::string& note);
Result<Done<CaseChanged>> read_closing(App& app, const access::Viewer& viewer, std::int64_t case_id,
                                       const std::string& note, const Key& key);

}  // namespace anwang::flow

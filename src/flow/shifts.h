// Shifts, roster and handover: no pending report without an owner, ever. Pure plans and their live forms (flow/step.h).
// Errors: conflict items_open (sign-out while an item is not accepted), not_on_duty, already_signed; not_found;
// invalid.
#pragma once

#include <string>
#include <vector>

#include "flow/step.h"
#include "intake/model.h"
#include "intake/shift_model.h"

namespace anwang::flow {

// The shifts of a Taipei day after the pack's shift times (假設): day, evening, night.
std::vector<intake::Shift> shifts_of_day(const Step& step, Date day);
// Creates those missing of [from, until]; running it again changes nothing.
Result<Planned<std::vector<intake::Shift>>> plan_shifts(const Step& step, const std::vector<intake::Shift>& existing,
                                                        Date from, Date until);
Status ensure_shifts(App& app, Date from, Date until);

struct RosterEntry {
  std::int64_t unit_id = 0, account_id = 0;
  std::string duty, contact_name, phone;
};
Result<Planned<std::vector<intake::Roster>>> plan_roster(const Step& step, const intake::Shift& shift,
                                                         std::vector<intake::Roster> existing,
                                                         const std::vector<RosterEntry>& entries);
Result<Done<std::vector<intake::Roster>>> set_roster(App& app, const access::Viewer& viewer, std::int64_t shift_id,
                                                     std::int64_t if_version, const std::vector<RosterEntry>& entries,
                                                     const Key& key);

// One line of the sheet. kind: pending, call_back, police_on_scene, child_in_hospital, unacknowledged, not_seen,
// countersign.
struct HandoverItem {
  std::string id;  // kind:record
  std::string kind;
  std::int64_t report_id = 0, record_id = 0;
  codec::JsonObject args;  // codes and numbers only
  Instant due_at;
  bool accepted = false;
};
struct HandoverFacts {
  intake::Shift shift, next_shift;
  intake::Handover handover;  // id 0: not begun
  std::vector<HandoverItem> items;
  std::vector<intake::Report> pending;  // reports whose owner moves
  std::vector<intake::Roster> roster;   // of the outgoing account on this shift
  std::int64_t from_account = 0, to_account = 0;
};
struct HandoverDone {
  intake::Handover handover;
  std::vector<HandoverItem> items;
  std::vector<intake::Report> moved;
};
Result<HandoverFacts> load_handover_facts(store::Reader& reader, const Step& step);
// The incoming screener accepts items; when all are accepted the reports are theirs.
Result<Planned<HandoverDone>> plan_accept_items(const Step& step, HandoverFacts facts,
                                                const std::vector<std::string>& ids);
// The outgoing screener signs out; overtime is written to the roster.
Result<Planned<HandoverDone>> plan_sign_out(const Step& step, HandoverFacts facts, const std::string& note);
Result<Done<HandoverDone>> accept_items(App& app, const access::Viewer& viewer, const std::vector<std::string>& ids,
                                        const Key& key);
Result<Done<HandoverDone>> sign_out(App& app, const access::Viewer& viewer, const std::string& note, const Key& key);

// Gives every pending report without a fitting owner to the screener on duty; returns how many. Part of the sweep.
Result<int> adopt_pending(App& app);

}  // namespace anwang::flow

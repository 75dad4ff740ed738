// Plans of shifts: making them, the roster, accepting and signing out a handover.
#include <algorithm>

#include "flow/shifts.h"
#include "intake/dispatch_shift.h"
#include "store/record.h"

namespace anwang::flow {

namespace {

using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

std::string items_json(const std::vector<HandoverItem>& items) {
  JsonArray out;
  for (const HandoverItem& i : items) {
    out.push_back(JsonObject{{"id", i.id},
                             {"kind", i.kind},
                             {"report_id", std::to_string(i.report_id)},
                             {"due_at", i.due_at.set() ? Json(iso_instant(i.due_at)) : Json()},
                             {"accepted", i.accepted}});
  }
  return codec::write_json(Json(std::move(out)));
}

bool all_accepted(const std::vector<HandoverItem>& items) {
  return std::all_of(items.begin(), items.end(), [](const HandoverItem& i) { return i.accepted; });
}

// The sheet as it stands: made on the first touch, kept with what was accepted.
void write_sheet(const Step& step, store::Changes& changes, HandoverFacts& facts, const char* kind) {
  intake::Handover& h = facts.handover;
  if (h.id == 0) {
    h.id = step.next_id();
    h.shift_id = facts.shift.id;
    h.from_account_id = facts.from_account;
    h.state = "draft";
  }
  h.items = items_json(facts.items);
  const int event =
      changes.event(kind, {"handover", h.id}, 0,
                    {{"shift_id", std::to_string(h.shift_id)}, {"items", std::int64_t(facts.items.size())}});
  changes.put(h, event);
}

}  // namespace

std::vector<intake::Shift> shifts_of_day(const Step& step, Date day) {
  return intake::shifts_beginning(step.packs, day);
}

Result<Planned<std::vector<intake::Shift>>> plan_shifts(const Step& step, const std::vector<intake::Shift>& existing,
                                                        Date from, Date until) {
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  std::vector<intake::Shift> made;
  int event = -1;
  for (Date day = from; day <= until; day = day.plus_days(1)) {
    for (intake::Shift& s : shifts_of_day(step, day)) {
      const bool there = std::any_of(existing.begin(), existing.end(),
                                     [&](const intake::Shift& e) { return e.starts_at == s.starts_at; });
      if (there) continue;
      s.id = step.next_id();
      if (event < 0) event = changes.event("shift.planned", {"shift", s.id}, 0);
      changes.put(s, event);
      made.push_back(std::move(s));
    }
  }
  return Planned<std::vector<intake::Shift>>{std::move(made), std::move(set)};
}

Result<Planned<std::vector<intake::Roster>>> plan_roster(const Step& step, const intake::Shift& shift,
                                                         std::vector<intake::Roster> existing,
                                                         const std::vector<RosterEntry>& entries) {
  std::vector<FieldError> faults;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::string at = "/entries/" + std::to_string(i);
    if (!step.packs.has_code("duty", entries[i].duty))
      faults.push_back({at + "/duty", entries[i].duty.empty() ? "required" : "unknown_code", {}});
    if (entries[i].account_id == 0 && entries[i].contact_name.empty())
      faults.push_back({at + "/account_id", "required", {}});
  }
  if (!faults.empty()) return fail_fields(std::move(faults));
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  intake::Shift touched = shift;
  const int event =
      changes.event("shift.rostered", {"shift", shift.id}, 0, {{"entries", std::int64_t(entries.size())}});
  changes.put(touched, event);  // two supervisors writing one roster at once conflict here
  // Rows are kept in place: who was on duty stays readable in their history.
  const std::size_t rows = std::max(existing.size(), entries.size());
  existing.resize(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    intake::Roster& r = existing[i];
    const RosterEntry entry = i < entries.size() ? entries[i] : RosterEntry{0, 0, "none", "", ""};
    if (r.id == 0) r.id = step.next_id();
    const bool same = r.version > 0 && r.account_id == entry.account_id && r.duty == entry.duty &&
                      r.unit_id == entry.unit_id && r.contact_name == entry.contact_name && r.phone == entry.phone;
    if (same) continue;
    if (r.account_id != entry.account_id) r.checked_in_at = r.checked_out_at = Instant{};
    r.shift_id = shift.id;
    r.unit_id = entry.unit_id;
    r.account_id = entry.account_id;
    r.duty = entry.duty;
    r.contact_name = entry.contact_name;
    r.phone = entry.phone;
    changes.put(r, event);
  }
  std::erase_if(existing, [](const intake::Roster& r) { return r.duty == "none"; });
  set.result = {"shift", shift.id};
  return Planned<std::vector<intake::Roster>>{std::move(existing), std::move(set)};
}

Result<Planned<HandoverDone>> plan_accept_items(const Step& step, HandoverFacts facts,
                                                const std::vector<std::string>& ids) {
  if (facts.handover.state == "accepted") return fail(Errc::conflict, "already_signed");
  if (facts.from_account == step.actor) return fail(Errc::forbidden, "own_handover");
  for (const std::string& id : ids) {
    const auto found =
        std::find_if(facts.items.begin(), facts.items.end(), [&](const HandoverItem& i) { return i.id == id; });
    if (found == facts.items.end()) return fail_field("/items", "unknown_item");
    found->accepted = true;
  }
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  HandoverDone done;
  const bool complete = all_accepted(facts.items);
  if (complete) {
    facts.handover.to_account_id = step.actor;
    facts.handover.accepted_at = step.now;
    if (facts.handover.signed_out_at.set()) facts.handover.state = "accepted";
  }
  write_sheet(step, changes, facts, "handover.items_accepted");
  // What was accepted is mine from now on, one report at a time: nothing pends between two people.
  for (intake::Report& report : facts.pending) {
    const bool taken = std::any_of(facts.items.begin(), facts.items.end(), [&](const HandoverItem& i) {
      return i.accepted && i.kind == "pending" && i.report_id == report.id.value;
    });
    if (!taken || report.owner.value == step.actor) continue;
    report.owner = AccountId{step.actor};
    const int event = changes.event("report.owner_changed", {"report", report.id.value}, report.id.value,
                                    {{"owner_id", std::to_string(step.actor)}});
    set.writes.push_back(intake::write_of(report, event));
    ++report.version;
    done.moved.push_back(report);
  }
  set.result = {"handover", facts.handover.id};
  done.handover = std::move(facts.handover);
  done.items = std::move(facts.items);
  return Planned<HandoverDone>{std::move(done), std::move(set)};
}

Result<Planned<HandoverDone>> plan_sign_out(const Step& step, HandoverFacts facts, const std::string& note) {
  intake::Handover& h = facts.handover;
  if (facts.from_account != step.actor) return fail(Errc::forbidden, "not_on_duty");
  if (h.signed_out_at.set()) return fail(Errc::conflict, "already_signed");
  if (!all_accepted(facts.items)) return fail(Errc::conflict, "items_open");
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  if (h.id == 0) {
    h.id = step.next_id();
    h.shift_id = facts.shift.id;
    h.from_account_id = facts.from_account;
  }
  h.state = h.accepted_at.set() || facts.items.empty() ? "accepted" : "signed_out";
  h.signed_out_at = step.now;
  h.note_sealed = step.seal("handover", h.id, "note", note);
  write_sheet(step, changes, facts, "handover.signed_out");
  // Overtime is counted from the shift's end, in minutes; 補休 is given for it.
  for (intake::Roster& r : facts.roster) {
    if (r.checked_out_at.set()) continue;
    r.checked_out_at = step.now;
    r.overtime_minutes = std::max<std::int64_t>(0, (step.now.us - facts.shift.ends_at.us) / (60 * kMicrosPerSecond));
    changes.put(r,
                changes.event("roster.checked_out", {"roster", r.id}, 0, {{"overtime_minutes", *r.overtime_minutes}}));
  }
  set.result = {"handover", h.id};
  return Planned<HandoverDone>{{std::move(h), std::move(facts.items), {}}, std::move(set)};
}

}  // namespace anwang::flow

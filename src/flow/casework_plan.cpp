// Plans of casework: contact, assessment, goals, notes, closing, the second reader.
#include <algorithm>

#include "casework/rules.h"
#include "flow/casework.h"
#include "flow/clocks.h"
#include "store/record.h"

namespace anwang::flow {

namespace {

using casework::CaseFile;

Status check(const CaseFile& c, std::int64_t if_version) {
  if (if_version != 0 && if_version != c.version) return fail(Errc::precondition_failed, "stale_version");
  return {};
}
Status check_open(const CaseFile& c) {
  if (!casework::is_open(c)) return fail(Errc::conflict, "case_closed");
  return {};
}

int journal(store::Changes& changes, const char* kind, const CaseFile& c, codec::JsonObject header = {}) {
  header.set("programme", c.programme);
  header.set("unit_id", std::to_string(c.unit_id));
  return changes.event(kind, {"case_file", c.id}, c.id, std::move(header));
}

bool takes_part(const CaseFacts& facts, std::int64_t person) {
  return person == facts.case_file.person_id ||
         std::any_of(facts.participants.begin(), facts.participants.end(),
                     [&](const casework::Participant& p) { return p.person_id == person; });
}

// Seen in our place (road cut) counts as seen, with who did it; a telephone call reaches but does not see.
void stop_contact_clocks(const Step& step, store::Changes& changes, CaseFacts& facts, const ContactInput& input,
                         std::int64_t person, int event) {
  const casework::ContactSaid said{input.kind,        input.face_to_face,    input.happened_at,
                                   input.next_try_at, input.not_seen_reason, input.substitute};
  if (!casework::reached(said)) return;
  stop_clocks(step, changes, facts.clocks, "contact.first", input.happened_at, event, person);
  if (input.face_to_face || !input.substitute.empty()) {
    stop_clocks(step, changes, facts.clocks, "contact.face_to_face", input.happened_at, event, person);
  }
  CaseFile& c = facts.case_file;
  if (!c.first_contact_at.set() || input.happened_at < c.first_contact_at) c.first_contact_at = input.happened_at;
}

}  // namespace

Result<Planned<ContactAdded>> plan_contact(const Step& step, CaseFacts facts, const ContactInput& input) {
  CaseFile& c = facts.case_file;
  ANWANG_CHECK(check_open(c));
  const casework::ContactSaid said{input.kind,        input.face_to_face,    input.happened_at,
                                   input.next_try_at, input.not_seen_reason, input.substitute};
  auto found = casework::faults(said, step.packs, c.received_at, step.now);
  const std::int64_t person = input.person_id != 0 ? input.person_id : c.person_id;
  if (input.person_id != 0 && !takes_part(facts, person)) found.push_back({"/person_id", "not_in_case", {}});
  if (!found.empty()) return fail_fields(std::move(found));
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  casework::Contact contact;
  contact.id = step.next_id();
  contact.case_id = c.id;
  contact.person_id = person;
  contact.worker_id = step.actor;
  contact.kind = input.kind;
  contact.face_to_face = input.face_to_face;
  contact.happened_at = input.happened_at;
  contact.recorded_at = step.now;
  contact.place = input.place;
  contact.not_seen_reason = input.not_seen_reason;
  contact.next_try_at = input.next_try_at;
  contact.substitute = input.substitute;
  contact.note_sealed = step.seal("contact", contact.id, "note", input.note);
  const int event = journal(changes, input.kind == "attempt" ? "contact.attempted" : "contact.made", c,
                            {{"kind", input.kind}, {"face_to_face", input.face_to_face}});
  changes.put(contact, event);
  stop_contact_clocks(step, changes, facts, input, person, event);
  changes.put(c, event);
  set.result = {"contact", contact.id};
  return Planned<ContactAdded>{{std::move(contact), std::move(c), std::move(facts.clocks)}, std::move(set)};
}

Result<Planned<CaseChanged>> plan_assess(const Step& step, CaseFacts facts, const AssessInput& input) {
  CaseFile& c = facts.case_file;
  ANWANG_CHECK(check(c, input.if_version));
  if (!step.packs.has_code("assessment_outcome", input.outcome)) {
    return fail_field("/outcome", input.outcome.empty() ? "required" : "unknown_code");
  }
  if (!input.finding.empty() && !step.packs.has_code("finding", input.finding))
    return fail_field("/finding", "unknown_code");
  if (input.finding.empty() && input.outcome != "missing_search") return fail_field("/finding", "required");
  // 不開案 is answered for: why, in words.
  if (input.outcome == "not_opened" && input.reason.empty()) return fail_field("/reason", "required");
  const std::string state = casework::state_after_assessment(c.state, input.outcome);
  if (state.empty()) return fail(Errc::conflict, "wrong_state");
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  c.state = state;
  c.finding = input.finding;
  if (!c.assessed_at.set()) c.assessed_at = step.now;
  if ((state == "open" || state == "short_term") && !c.opened_at.set()) c.opened_at = step.now;
  c.weight =
      state == "not_opened" ? 0 : casework::weight(step.packs, c.programme, c.grade, state, taipei_date(step.now));
  const int event = journal(changes, "case.assessed", c, {{"outcome", state}, {"finding", input.finding}});
  changes.put(c, event);
  if (state != "missing_search") stop_clocks(step, changes, facts.clocks, "case.assessed", step.now, event);
  if (state == "not_opened") {
    for (clock::Clock& k : facts.clocks) {
      if (k.state != "open" || k.rule == "grade_1_face_to_face") continue;  // a child not seen stays not seen
      k.state = "void";
      k.stop_event = "case.not_opened";
      changes.put(k, event);
    }
  }
  if (!input.reason.empty()) {
    casework::Note note;
    note.id = step.next_id();
    note.case_id = c.id;
    note.author_id = step.actor;
    note.written_at = step.now;
    note.text_sealed = step.seal("case_note", note.id, "text", input.reason);
    changes.put(note, event);
  }
  set.result = {"case_file", c.id};
  return Planned<CaseChanged>{{std::move(c), std::move(facts.clocks)}, std::move(set)};
}

Result<Planned<casework::Goal>> plan_goal(const Step& step, CaseFacts facts, const GoalInput& input) {
  CaseFile& c = facts.case_file;
  ANWANG_CHECK(check_open(c));
  if (input.title.empty()) return fail_field("/title", "required");
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  casework::Goal goal;
  goal.id = step.next_id();
  goal.case_id = c.id;
  goal.title_sealed = step.seal("goal", goal.id, "title", input.title);
  goal.target_on = input.target_on;
  const int event = journal(changes, "case.goal_set", c);
  changes.put(goal, event);
  changes.put(c, event);
  set.result = {"goal", goal.id};
  return Planned<casework::Goal>{std::move(goal), std::move(set)};
}

Result<Planned<casework::Goal>> plan_goal_met(const Step& step, CaseFile case_file, casework::Goal goal,
                                              std::int64_t if_version, std::optional<bool> met) {
  if (if_version != 0 && if_version != goal.version) return fail(Errc::precondition_failed, "stale_version");
  ANWANG_CHECK(check_open(case_file));
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  goal.met = met;
  goal.ended_at = met ? step.now : Instant{};
  const int event = journal(changes, "case.goal_judged", case_file);
  changes.put(goal, event);
  changes.put(case_file, event);
  set.result = {"goal", goal.id};
  return Planned<casework::Goal>{std::move(goal), std::move(set)};
}

Result<Planned<casework::Note>> plan_note(const Step& step, CaseFacts facts, const std::string& text) {
  if (text.empty()) return fail_field("/text", "required");
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  casework::Note note;
  note.id = step.next_id();
  note.case_id = facts.case_file.id;
  note.author_id = step.actor;
  note.written_at = step.now;
  note.text_sealed = step.seal("case_note", note.id, "text", text);
  const int event = journal(changes, "case.noted", facts.case_file);
  changes.put(note, event);
  changes.put(facts.case_file, event);
  set.result = {"case_note", note.id};
  return Planned<casework::Note>{std::move(note), std::move(set)};
}

namespace {

Status check_closing(const Step& step, const CaseFacts& facts, const CloseInput& input) {
  const CaseFile& c = facts.case_file;
  ANWANG_CHECK(check(c, input.if_version));
  if (!casework::may_close(c.state)) return fail(Errc::conflict, c.state == "closed" ? "case_closed" : "wrong_state");
  if (!step.packs.has_code("close_reason", input.reason)) {
    return fail_field("/reason", input.reason.empty() ? "required" : "unknown_code");
  }
  if (input.reason == "other" && input.note.empty()) return fail_field("/note", "required");
  for (const std::int64_t id : input.unmet_goals) {
    const bool known =
        std::any_of(facts.goals.begin(), facts.goals.end(), [&](const casework::Goal& g) { return g.id == id; });
    if (!known) return fail_field("/unmet_goals", "unknown_goal");
  }
  // No goal is left in the air: each is met, or said to be unmet.
  for (const casework::Goal& g : facts.goals) {
    const bool named = std::find(input.unmet_goals.begin(), input.unmet_goals.end(), g.id) != input.unmet_goals.end();
    if (!named && !g.met.has_value()) return fail_field("/unmet_goals", "goal_undecided");
    if (named && g.met.value_or(false)) return fail_field("/unmet_goals", "goal_is_met");
  }
  return {};
}

}  // namespace

Result<Planned<CaseChanged>> plan_close(const Step& step, CaseFacts facts, const CloseInput& input) {
  ANWANG_CHECK(check_closing(step, facts, input));
  CaseFile& c = facts.case_file;
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  c.state = "closed";
  c.closed_at = step.now;
  c.close_reason = input.reason;
  const int event = journal(changes, "case.closed", c,
                            {{"reason", input.reason}, {"unmet_goals", std::int64_t(input.unmet_goals.size())}});
  changes.put(c, event);
  for (casework::Goal& g : facts.goals) {
    const bool unmet = std::find(input.unmet_goals.begin(), input.unmet_goals.end(), g.id) != input.unmet_goals.end();
    if (!unmet || g.met == std::optional<bool>(false)) continue;
    g.met = false;
    g.ended_at = step.now;
    changes.put(g, event);
  }
  for (clock::Clock& k : facts.clocks) {
    if (k.state != "open") continue;
    k.state = "void";
    k.stop_event = "case.closed";
    changes.put(k, event);
  }
  if (!input.note.empty()) {
    casework::Note note;
    note.id = step.next_id();
    note.case_id = c.id;
    note.author_id = step.actor;
    note.written_at = step.now;
    note.text_sealed = step.seal("case_note", note.id, "text", input.note);
    changes.put(note, event);
  }
  set.result = {"case_file", c.id};
  return Planned<CaseChanged>{{std::move(c), std::move(facts.clocks)}, std::move(set)};
}

Result<Planned<CaseChanged>> plan_read_closing(const Step& step, CaseFacts facts, const std::string& note) {
  CaseFile& c = facts.case_file;
  if (c.state != "closed") return fail(Errc::conflict, "wrong_state");
  if (c.close_read_at.set()) return fail(Errc::conflict, "already_read");
  if (c.lead_id == step.actor) return fail(Errc::forbidden, "own_closing");
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  c.close_reader_id = step.actor;
  c.close_read_at = step.now;
  const int event = journal(changes, "case.closing_read", c);
  changes.put(c, event);
  stop_clocks(step, changes, facts.clocks, "case.closing_read", step.now, event);
  if (!note.empty()) {
    casework::Note words;
    words.id = step.next_id();
    words.case_id = c.id;
    words.author_id = step.actor;
    words.written_at = step.now;
    words.text_sealed = step.seal("case_note", words.id, "text", note);
    changes.put(words, event);
  }
  set.result = {"case_file", c.id};
  return Planned<CaseChanged>{{std::move(c), std::move(facts.clocks)}, std::move(set)};
}

}  // namespace anwang::flow

#include "api/work_json.h"

#include "flow/rules.h"

namespace anwang::api {

using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

void want_assignment(Briefs& briefs, PeopleBriefs& people, const flow::AssignmentView& view) {
  briefs.want_unit(view.assignment.unit_id);
  briefs.want_account(view.assignment.worker_id);
  people.want(view.assignment.person_id, view.assignment.subject_id);
  if (view.dispute) briefs.want_unit(view.dispute->proposed_unit_id);
}

Json clock_json(const Call& call, const PeopleBriefs& people, const clock::Clock& c) {
  const clock::Rule* rule = call.app().rules.clocks.by_id(c.rule);
  const bool again = c.tbl == "case_file" && c.rule != "closing_second_reader";  // the lead graded the open case anew
  return JsonObject{{"id", id_json(c.id)},
                    {"rule", c.rule},
                    {"title_zh", rule == nullptr ? c.rule : rule->title_zh},
                    {"title_en", rule == nullptr ? c.rule : rule->title_en},
                    {"started_at", time_json(c.started_at)},
                    {"due_at", time_json(c.due_at)},
                    {"stopped_at", time_json(c.stopped_at)},
                    {"state", c.state},
                    {"look", std::string(clock::look(c, call.now()))},
                    {"person", people.brief(c.person_id)},
                    {"again_report_id", again ? id_json(c.report_id) : Json()},
                    {"source", c.source},
                    {"certainty", c.certainty}};
}

Json assignment_json(const Call& call, const Briefs& briefs, const PeopleBriefs& people,
                     const flow::AssignmentView& view) {
  const intake::Assignment& a = view.assignment;
  JsonArray clocks;
  for (const clock::Clock& c : view.clocks) clocks.push_back(clock_json(call, people, c));
  Json dispute;
  if (view.dispute) {
    dispute = JsonObject{{"reason", text_json(view.dispute->reason)},
                         {"level", text_json(a.dispute_level)},
                         {"at", time_json(a.disputed_at)},
                         {"due_at", time_json(a.dispute_due_at)},
                         {"proposed_unit", briefs.unit(view.dispute->proposed_unit_id)},
                         {"proposed_unit_id", id_json(view.dispute->proposed_unit_id)}};
  }
  return JsonObject{{"id", std::to_string(a.id)},
                    {"version", a.version},
                    {"decision_id", std::to_string(a.decision_id)},
                    {"report_id", std::to_string(a.report_id)},
                    {"case_id", id_json(a.case_id)},
                    {"subject", people.brief(a.person_id, a.subject_id)},
                    {"programme", a.programme},
                    {"grade", text_json(a.grade)},
                    {"unit", briefs.unit(a.unit_id)},
                    {"state", a.state},
                    {"sent_at", time_json(a.sent_at)},
                    {"worker", briefs.account(a.worker_id)},
                    {"accept_due_at", time_json(a.accept_due_at)},
                    {"accepted_at", time_json(a.accepted_at)},
                    {"escalation", a.escalation},
                    {"override_reason", text_json(a.override_reason)},
                    {"ruling", text_json(a.ruling)},
                    {"clocks", std::move(clocks)},
                    {"dispute", std::move(dispute)}};
}

Json task_json(const Call& call, const PeopleBriefs& people, const flow::Task& task) {
  const clock::Clock& c = task.clock;
  std::string action = "case";
  if (c.rule == "accept")
    action = "accept";
  else if (c.rule == "notice_answer" || c.rule == "notice_seen")
    action = "answer";
  else if (c.rule == "assign" || c.rule == "countersign" || c.rule == "dispute_unit")
    action = "board";
  else if (c.rule == "grade_1_face_to_face" || c.rule == "first_contact" || c.rule == "contact_again" ||
           c.rule == "next_try")
    action = c.case_id != 0 ? "contact" : "accept";
  else if (c.rule == "assessment")
    action = c.case_id != 0 ? "assess" : "accept";
  else if (c.case_id == 0)
    action = "report";
  return JsonObject{{"clock_id", id_json(c.id)},
                    {"rule", c.rule},
                    {"started_at", time_json(c.started_at)},
                    {"due_at", time_json(c.due_at)},
                    {"state", std::string(clock::look(c, call.now()))},
                    {"action", action},
                    {"case_id", id_json(c.case_id)},
                    {"report_id", id_json(c.report_id)},
                    {"assignment_id", id_json(task.assignment_id)},
                    {"transition_id", id_json(task.transition_id)},
                    {"subject", people.brief(c.person_id, task.subject_id)}};
}

Json leave_json(const casework::WorkerFacts& w) {
  if (!w.leave_from.set()) return {};
  return JsonObject{{"from", w.leave_from.iso()}, {"until", w.leave_until.set() ? Json(w.leave_until.iso()) : Json()}};
}

}  // namespace anwang::api

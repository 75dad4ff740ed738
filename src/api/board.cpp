// 督導看板: what nobody has taken, what waits for a countersign, disputes, the workers' load, closings to read;
// 批次改派.
#include "api/edge.h"
#include "api/fields.h"
#include "api/queue_json.h"
#include "api/work_json.h"

namespace anwang::api {
namespace {

using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

Json worker_json(const Briefs& briefs, const casework::WorkerFacts& w) {
  return JsonObject{{"account", briefs.account(w.account_id)},
                    {"open", std::int64_t{w.open_cases}},
                    {"weighted", w.weighted},
                    {"overdue", std::int64_t{w.overdue}},
                    {"new_30d", std::int64_t{w.new_30d}},
                    {"on_duty", w.on_duty},
                    {"leave", leave_json(w)}};
}

Json countersign_json(const Call& call, const Briefs& briefs, const flow::WaitingDecision& w) {
  const JsonObject row = row_json(call, briefs, w.row);
  const Json* subject = row.find("subject");
  return JsonObject{{"id", std::to_string(w.decision.id)},
                    {"version", w.decision.version},
                    {"report_id", std::to_string(w.decision.report_id)},
                    {"report_no", w.row.report.report_no},
                    {"subject", subject == nullptr ? Json() : *subject},
                    {"programme", w.decision.programme},
                    {"outcome", w.decision.outcome},
                    {"reason_code", text_json(w.decision.reason_code)},
                    {"note", text_json(w.note.reveal())},
                    {"decided_by", briefs.account(w.decision.decided_by)},
                    {"decided_at", time_json(w.decision.decided_at)},
                    {"due_at", time_json(w.decision.countersign_due_at)}};
}

Json closing_json(const Briefs& briefs, const PeopleBriefs& people, const casework::CaseFile& c) {
  return JsonObject{{"case_id", std::to_string(c.id)},
                    {"case_no", c.case_no},
                    {"version", c.version},
                    {"programme", c.programme},
                    {"person", people.brief(c.person_id)},
                    {"closed_at", time_json(c.closed_at)},
                    {"close_reason", text_json(c.close_reason)},
                    {"lead", briefs.account(c.lead_id)}};
}

Result<Answer> get_board(Call& call) {
  ANWANG_TRY(const auto board, flow::read_board(call.app(), call.viewer()));
  Briefs briefs(call);
  PeopleBriefs people(call, access::Purpose::list);
  for (const auto* list : {&board.unassigned, &board.unacknowledged, &board.disputes}) {
    for (const auto& v : *list) want_assignment(briefs, people, v);
  }
  for (const auto& w : board.countersigns) {
    want_row(briefs, w.row);
    briefs.want_account(w.decision.decided_by);
  }
  for (const auto& w : board.workers) briefs.want_account(w.account_id);
  for (const auto& c : board.closings) {
    briefs.want_account(c.lead_id);
    people.want(c.person_id);
  }
  ANWANG_TRY(const auto reader, call.app().store.read());
  ANWANG_CHECK(briefs.load(*reader));
  ANWANG_CHECK(people.load(*reader));
  JsonArray unassigned, unacknowledged, disputes, countersigns, workers, closings;
  for (const auto& v : board.unassigned) unassigned.push_back(assignment_json(call, briefs, people, v));
  for (const auto& v : board.unacknowledged) unacknowledged.push_back(assignment_json(call, briefs, people, v));
  for (const auto& v : board.disputes) disputes.push_back(assignment_json(call, briefs, people, v));
  for (const auto& w : board.countersigns) countersigns.push_back(countersign_json(call, briefs, w));
  for (const auto& w : board.workers) workers.push_back(worker_json(briefs, w));
  for (const auto& c : board.closings) closings.push_back(closing_json(briefs, people, c));
  return Answer::ok(JsonObject{{"unassigned", std::move(unassigned)},
                               {"unacknowledged", std::move(unacknowledged)},
                               {"countersigns", std::move(countersigns)},
                               {"disputes", std::move(disputes)},
                               {"workers", std::move(workers)},
                               {"closings_to_read", std::move(closings)}});
}

Result<Answer> post_reassign(Call& call) {
  ANWANG_TRY(const auto key, call.optional_key());
  ANWANG_TRY(const auto json, call.json());
  Fields body(json);
  flow::ReassignInput input;
  input.case_ids = body.ids("case_ids", 200);
  input.to = body.required_id("to");
  input.reason = body.text("reason", 500);
  const bool preview = body.boolean("preview").value_or(false);
  ANWANG_CHECK(body.done());
  flow::Reassigned out;
  std::int64_t seq = 0;
  if (preview) {
    ANWANG_TRY(out, flow::preview_reassign(call.app(), call.viewer(), input));
  } else {
    ANWANG_TRY(auto done, flow::reassign(call.app(), call.viewer(), input, key));
    out = std::move(done.value);
    seq = done.seq;
  }
  Briefs briefs(call);
  for (const auto& [account, counts] : out.open) briefs.want_account(account);
  ANWANG_TRY(const auto reader, call.app().store.read());
  ANWANG_CHECK(briefs.load(*reader));
  JsonArray cases, from;
  Json to;
  for (const auto& c : out.cases)
    cases.push_back(JsonObject{{"id", std::to_string(c.id)}, {"case_no", c.case_no}, {"version", c.version}});
  for (const auto& [account, counts] : out.open) {
    Json load =
        JsonObject{{"account", briefs.account(account)}, {"open_before", counts.first}, {"open_after", counts.second}};
    if (account == input.to)
      to = std::move(load);
    else
      from.push_back(std::move(load));
  }
  Json first = from.empty() ? Json() : from.front();
  Answer answer = Answer::ok(JsonObject{{"preview", preview},
                                        {"from", std::move(first)},
                                        {"from_all", std::move(from)},
                                        {"to", std::move(to)},
                                        {"cases", std::move(cases)}});
  answer.seq = seq;
  return answer;
}

}  // namespace

void bind_board(Router& routes, Edge&) {
  routes.add({Method::get, "/api/v1/board", "board"}, get_board);
  routes.add({Method::post, "/api/v1/board/reassign", "board"}, post_reassign);
}

}  // namespace anwang::api

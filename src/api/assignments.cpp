// After 派案: dispatches of a unit, who could take them, 分案, 已接, disputes; notices and their answers.
#include "api/change.h"
#include "api/edge.h"
#include "api/fields.h"
#include "api/work_json.h"
#include "flow/assignment.h"

namespace anwang::api {
namespace {

using access::Purpose;
using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

Result<Answer> get_assignments(Call& call) {
  const std::string state = call.query("state");
  for (const std::string_view known : {"", "sent", "assigned", "accepted", "disputed"}) {
    if (state != known) continue;
    ANWANG_TRY(const auto views,
               flow::read_assignments(call.app(), call.viewer(), call.query("unit") == "mine", state));
    Briefs briefs(call);
    PeopleBriefs people(call, Purpose::list);
    for (const auto& v : views) want_assignment(briefs, people, v);
    ANWANG_TRY(const auto reader, call.app().store.read());
    ANWANG_CHECK(briefs.load(*reader));
    ANWANG_CHECK(people.load(*reader));
    JsonArray items;
    for (const auto& v : views) items.push_back(assignment_json(call, briefs, people, v));
    const auto total = static_cast<std::int64_t>(items.size());
    return Answer::ok(list_json(std::move(items), "", total, call.now()));
  }
  return fail_field("/state", "unknown_code");
}

Result<Answer> answer_assignment(Call& call, std::int64_t id, std::int64_t seq) {
  ANWANG_TRY(const auto view, flow::read_assignment(call.app(), call.viewer(), id));
  Briefs briefs(call);
  PeopleBriefs people(call, Purpose::detail);
  want_assignment(briefs, people, view);
  ANWANG_TRY(const auto reader, call.app().store.read());
  ANWANG_CHECK(briefs.load(*reader));
  ANWANG_CHECK(people.load(*reader));
  return Answer::written(assignment_json(call, briefs, people, view), view.assignment.version, seq);
}

template <class T>
Result<T> with_assignment(Call& call, std::int64_t id, const Json& yours, Result<T> result) {
  return with_current(call, yours, std::move(result), [&]() -> Result<Json> {
    ANWANG_TRY(const auto now, answer_assignment(call, id, 0));
    return now.body;
  });
}

Json card_json(const Briefs& briefs, const casework::WorkerCard& card) {
  const casework::WorkerFacts& w = card.facts;
  JsonArray reasons;
  for (const auto& r : card.reasons)
    reasons.push_back(JsonObject{{"code", r.code}, {"args", JsonObject{{"value", r.value}, {"points", r.points}}}});
  return JsonObject{{"account", briefs.account(w.account_id)},
                    {"suggested", card.suggested},
                    {"rank", std::int64_t{card.rank}},
                    {"open_cases", std::int64_t{w.open_cases}},
                    {"weighted", w.weighted},
                    {"new_30d", std::int64_t{w.new_30d}},
                    {"overdue", std::int64_t{w.overdue}},
                    {"on_duty", w.on_duty},
                    {"languages", texts_json(w.languages)},
                    {"continuity", w.continuity},
                    {"seniority_years", w.seniority_years < 0 ? Json() : Json(std::int64_t{w.seniority_years})},
                    {"leave", leave_json(w)},
                    {"reasons", std::move(reasons)}};
}

Result<Answer> get_workers(Call& call) {
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto cards, flow::read_worker_cards(call.app(), call.viewer(), id));
  Briefs briefs(call);
  for (const auto& c : cards) briefs.want_account(c.facts.account_id);
  ANWANG_TRY(const auto reader, call.app().store.read());
  ANWANG_CHECK(briefs.load(*reader));
  JsonArray yes, no;
  for (const auto& c : cards) (c.suggested ? yes : no).push_back(card_json(briefs, c));
  return Answer::ok(JsonObject{{"items", std::move(yes)}, {"not_suggested", std::move(no)}});
}

Result<Answer> post_assign(Call& call) {
  ANWANG_TRY(const auto in, read_change(call));
  Fields body(in.json);
  flow::AssignInput input{in.id, in.version, body.required_id("worker_id"), body.text("override_reason", 500)};
  ANWANG_CHECK(body.done());
  ANWANG_TRY(const auto done,
             with_assignment(call, in.id, in.json, flow::assign(call.app(), call.viewer(), input, in.key)));
  return answer_assignment(call, in.id, done.seq);
}

Result<Answer> post_accept(Call& call) {
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto version, call.if_match());
  ANWANG_TRY(const auto key, call.optional_key());
  ANWANG_TRY(const auto done,
             with_assignment(call, id, Json(), flow::accept(call.app(), call.viewer(), id, version, key)));
  return answer_assignment(call, id, done.seq);
}

Result<Answer> post_dispute(Call& call) {
  ANWANG_TRY(const auto in, read_change(call));
  Fields body(in.json);
  flow::DisputeInput input{in.id, in.version, body.text("reason", 2000), body.id("proposed_unit_id").value_or(0)};
  ANWANG_CHECK(body.done());
  ANWANG_TRY(const auto done,
             with_assignment(call, in.id, in.json, flow::dispute(call.app(), call.viewer(), input, in.key)));
  return answer_assignment(call, in.id, done.seq);
}

Result<Answer> post_rule(Call& call) {
  ANWANG_TRY(const auto in, read_change(call));
  Fields body(in.json);
  flow::RulingInput input{in.id, in.version, body.required_id("unit_id"), body.text("ruling", 2000)};
  ANWANG_CHECK(body.done());
  ANWANG_TRY(const auto done,
             with_assignment(call, in.id, in.json, flow::rule(call.app(), call.viewer(), input, in.key)));
  auto answer = answer_assignment(call, in.id, done.seq);
  if (!answer && answer.error().code == Errc::not_found)
    return Answer::none(done.seq);  // ruled away from one's own sight
  return answer;
}

// How many clocks of the past one notice tells of: "backlog:34".
Json backlog_count(const std::string& words) {
  const auto colon = words.find(':');
  const auto n = colon == std::string::npos ? std::nullopt : parse_id(words.substr(colon + 1));
  return n ? Json(*n) : Json();
}

Result<Answer> get_transitions(Call& call) {
  ANWANG_TRY(const auto views, flow::read_transitions(call.app(), call.viewer()));
  Briefs briefs(call);
  PeopleBriefs people(call, Purpose::list);
  for (const auto& v : views) {
    briefs.want_account(v.transition.from_account_id);
    briefs.want_account(v.transition.responded_by);
    briefs.want_unit(v.transition.to_unit_id);
    people.want(v.transition.person_id, v.transition.subject_id);
  }
  ANWANG_TRY(const auto reader, call.app().store.read());
  ANWANG_CHECK(briefs.load(*reader));
  ANWANG_CHECK(people.load(*reader));
  JsonArray items;
  for (const auto& v : views) {
    const intake::Transition& t = v.transition;
    const bool escalation = t.kind == "escalation" && t.state == "open";
    items.push_back(JsonObject{{"id", std::to_string(t.id)},
                               {"version", t.version},
                               {"kind", t.kind},
                               {"state", t.state},
                               {"case_id", id_json(t.case_id)},
                               {"report_id", id_json(t.report_id)},
                               {"programme", text_json(v.programme)},
                               {"grade", text_json(v.grade)},
                               {"subject", people.brief(t.person_id, t.subject_id)},
                               {"from", briefs.account(t.from_account_id)},
                               {"to_unit", briefs.unit(t.to_unit_id)},
                               {"to_outside", text_json(t.to_outside)},
                               {"sent_at", time_json(t.sent_at)},
                               {"due_at", time_json(t.due_at)},
                               {"rule", escalation ? text_json(t.response.substr(0, t.response.find(':'))) : Json()},
                               {"count", escalation ? backlog_count(t.response) : Json()},
                               {"response", escalation ? Json() : text_json(t.response)},
                               {"regrade", text_json(t.regrade)},
                               {"responded_by", briefs.account(t.responded_by)},
                               {"responded_at", time_json(t.responded_at)},
                               {"summary", text_json(v.summary)}});
  }
  const auto total = static_cast<std::int64_t>(items.size());
  return Answer::ok(list_json(std::move(items), "", total, call.now()));
}

Result<Answer> post_respond(Call& call) {
  ANWANG_TRY(const auto in, read_change(call));
  Fields body(in.json);
  flow::RespondInput input{in.id, in.version, body.text("state", 20), body.text("response", 1000),
                           body.text("regrade", 20)};
  ANWANG_CHECK(body.done());
  ANWANG_TRY(const auto done, flow::respond(call.app(), call.viewer(), input, in.key));
  const std::int64_t stored = done.replayed ? 0 : done.value.transition.version;
  return Answer::written(JsonObject{{"id", std::to_string(in.id)}, {"version", stored}, {"state", input.state}}, stored,
                         done.seq);
}

}  // namespace

void bind_assignments(Router& routes, Edge&) {
  routes.add({Method::get, "/api/v1/assignments", "assignment.read"}, get_assignments);
  routes.add({Method::get, "/api/v1/assignments/{id}/workers", "assignment.assign"}, get_workers);
  routes.add({Method::post, "/api/v1/assignments/{id}/assign", "assignment.assign"}, post_assign);
  routes.add({Method::post, "/api/v1/assignments/{id}/accept", "assignment.accept"}, post_accept);
  routes.add({Method::post, "/api/v1/assignments/{id}/dispute", "assignment.dispute"}, post_dispute);
  routes.add({Method::post, "/api/v1/assignments/{id}/rule", "assignment.rule"}, post_rule);
  routes.add({Method::get, "/api/v1/transitions", "transition.work"}, get_transitions);
  routes.add({Method::post, "/api/v1/transitions/{id}/respond", "transition.work"}, post_respond);
}

}  // namespace anwang::api

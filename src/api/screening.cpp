// The screening centre: the queue, the lock of a row, suggestion and decision, countersigning, jurisdiction.
#include "flow/screening.h"
#include "api/brief.h"
#include "api/cursor.h"
#include "api/edge.h"
#include "api/fields.h"
#include "api/queue_json.h"
#include "flow/countersigns.h"
#include "flow/queue.h"
#include "flow/suggestion.h"

namespace anwang::api {
namespace {

using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

Result<Answer> get_queue(Call& call) {
  const std::string state = call.query("state");
  if (!state.empty() && state != "pending" && state != "decided") return fail_field("/state", "unknown_code");
  flow::QueueFilter filter;
  filter.decided = state == "decided";
  const std::string bound = filter.decided ? "queue decided" : "queue pending";
  ANWANG_TRY(filter.after, read_cursor(call, bound));
  ANWANG_TRY(const auto page, flow::read_queue(call.app(), call.viewer(), filter));
  Briefs briefs(call);
  briefs.want_account(page.header.on_duty);
  for (const auto& row : page.rows) want_row(briefs, row);
  ANWANG_TRY(const auto reader, call.app().store.read());
  ANWANG_CHECK(briefs.load(*reader));
  JsonArray items;
  for (const auto& row : page.rows) items.push_back(row_json(call, briefs, row));
  const auto& h = page.header;
  JsonObject header{
      {"pending", h.pending},
      {"shortest", h.shortest_due.set() ? Json(JsonObject{{"due_at", iso_instant(h.shortest_due)}}) : Json()},
      {"received_tonight", h.received_tonight},
      {"on_duty", briefs.account(h.on_duty)},
      {"shift", JsonObject{{"id", id_json(h.shift.id)},
                           {"kind", h.shift.kind},
                           {"starts_at", time_json(h.shift.starts_at)},
                           {"ends_at", time_json(h.shift.ends_at)},
                           {"assumption", h.shift.assumption}}}};
  JsonObject out{{"header", std::move(header)}, {"items", std::move(items)}};
  out.append("next", page.more ? Json(make_cursor(call, bound, flow::queue_position(page.rows.back(), filter.decided)))
                               : Json());
  out.append("total", page.total);
  out.append("as_of", iso_instant(call.now()));
  return Answer::ok(std::move(out));
}

// The row as it is now, after a write.
Result<Answer> answer_row(Call& call, std::int64_t id, std::int64_t seq) {
  ANWANG_TRY(const auto row, flow::read_queue_row(call.app(), call.viewer(), id));
  Briefs briefs(call);
  want_row(briefs, row);
  ANWANG_TRY(const auto reader, call.app().store.read());
  ANWANG_CHECK(briefs.load(*reader));
  const std::int64_t version = row.report.version;
  return Answer::written(row_json(call, briefs, row), version, seq);
}

// Who has it, or how it stands now, beside the refusal.
template <class T>
Result<T> with_current(Call& call, std::int64_t report_id, const Json& yours, Result<T> result) {
  if (result || (result.error().code != Errc::conflict && result.error().code != Errc::precondition_failed))
    return result;
  const auto row = flow::read_queue_row(call.app(), call.viewer(), report_id);
  if (!row) return result;
  Briefs briefs(call);
  want_row(briefs, *row);
  ANWANG_TRY(const auto reader, call.app().store.read());
  ANWANG_CHECK(briefs.load(*reader));
  call.conflict_details(yours, row_json(call, briefs, *row));
  return result;
}

Result<Answer> post_claim(Call& call) {
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto key, call.optional_key());
  ANWANG_TRY(const auto done, with_current(call, id, Json(), flow::claim(call.app(), call.viewer(), id, key)));
  return answer_row(call, id, done.seq);
}

Result<Answer> post_release(Call& call) {
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto key, call.optional_key());
  ANWANG_TRY(const auto done, with_current(call, id, Json(), flow::release(call.app(), call.viewer(), id, key)));
  return answer_row(call, id, done.seq);
}

Result<Answer> put_summary(Call& call) {
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto version, call.if_match());
  ANWANG_TRY(const auto key, call.optional_key());
  ANWANG_TRY(const auto json, call.json());
  Fields body(json);
  const std::string summary = body.text("summary", 4000);
  ANWANG_CHECK(body.done());
  ANWANG_TRY(const auto done,
             with_current(call, id, json, flow::set_summary(call.app(), call.viewer(), id, version, summary, key)));
  return answer_row(call, id, done.seq);
}

Result<Answer> post_more_info(Call& call) {
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto key, call.optional_key());
  ANWANG_TRY(const auto json, call.json());
  Fields body(json);
  const std::string note = body.text("note", 1000);
  ANWANG_CHECK(body.done());
  ANWANG_TRY(const auto done,
             with_current(call, id, json, flow::ask_more_info(call.app(), call.viewer(), id, note, key)));
  return answer_row(call, id, done.seq);
}

Result<Answer> post_snooze(Call& call) {
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto key, call.optional_key());
  ANWANG_TRY(const auto json, call.json());
  Fields body(json);
  const auto until = body.instant("until");
  if (!until) body.fault("until", "required");
  ANWANG_CHECK(body.done());
  ANWANG_TRY(const auto done, with_current(call, id, json, flow::snooze(call.app(), call.viewer(), id, *until, key)));
  return answer_row(call, id, done.seq);
}

Json fact_json(const intake::FactValue& value) {
  if (const bool* b = std::get_if<bool>(&value)) return *b;
  if (const auto* n = std::get_if<std::int64_t>(&value)) return *n;
  if (const auto* s = std::get_if<std::string>(&value)) return *s;
  return {};
}

Json rule_json(const std::optional<intake::RuleHit>& hit) {
  if (!hit) return {};
  JsonArray facts;
  for (const auto& f : hit->facts) facts.push_back(JsonObject{{"name", f.name}, {"value", fact_json(f.value)}});
  return JsonObject{{"id", hit->rule->id},
                    {"title_zh", hit->rule->title_zh},
                    {"title_en", hit->rule->title_en},
                    {"facts", std::move(facts)},
                    {"source", hit->rule->source},
                    {"assumption", hit->rule->assumption},
                    {"direct", hit->rule->kind == "direct_dispatch"}};
}

Result<Answer> get_suggestion(Call& call) {
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto suggestion, flow::read_suggestion(call.app(), call.viewer(), id));
  Briefs briefs(call);
  for (const auto& item : suggestion.items) {
    briefs.want_unit(item.unit_id);
    briefs.want_account(item.worker_on_duty);
    briefs.want_account(item.lead_id);
  }
  ANWANG_TRY(const auto reader, call.app().store.read());
  ANWANG_CHECK(briefs.load(*reader));
  JsonArray items;
  for (const auto& item : suggestion.items) {
    JsonArray due, reasons;
    for (const auto& d : item.due) due.push_back(JsonObject{{"rule", d.rule}, {"due_at", iso_instant(d.due_at)}});
    for (const auto& r : item.reasons) reasons.push_back(JsonObject{{"code", r.code}, {"args", r.args}});
    items.push_back(JsonObject{{"subject_id", std::to_string(item.subject_id)},
                               {"programme", item.programme},
                               {"outcome", item.outcome},
                               {"grade", text_json(item.grade)},
                               {"unit", briefs.unit(item.unit_id)},
                               {"case_id", id_json(item.case_id)},
                               {"worker_on_duty", briefs.account(item.worker_on_duty)},
                               {"lead", briefs.account(item.lead_id)},
                               {"due", std::move(due)},
                               {"reasons", std::move(reasons)},
                               {"rule", rule_json(item.rule)}});
  }
  Json same;
  if (suggestion.same) {
    JsonArray reasons;
    for (const auto& r : suggestion.same->reasons) {
      reasons.push_back(JsonObject{{"code", r}, {"args", JsonObject{{"minutes", suggestion.same->minutes_apart}}}});
    }
    same = JsonObject{{"report_id", std::to_string(suggestion.same->report_id)},
                      {"report_no", suggestion.same->report_no},
                      {"reasons", std::move(reasons)}};
  }
  return Answer::ok(
      JsonObject{{"items", std::move(items)}, {"same_incident", std::move(same)}, {"direct", suggestion.direct}});
}

flow::DecisionItem read_item(Fields& in) {
  flow::DecisionItem item;
  item.subject_id = in.required_id("subject_id");
  item.programme = in.required_text("programme", 40);
  item.outcome = in.required_text("outcome", 20);
  item.grade = in.text("grade", 20);
  item.unit_id = in.id("unit_id").value_or(0);
  item.case_id = in.id("case_id").value_or(0);
  item.reason_code = in.text("reason_code", 40);
  item.note = in.text("note", 2000);
  item.override_reason = in.text("override_reason", 500);
  item.to_county = in.text("to_county", 40);
  item.to_name = in.text("to_name", 60);
  item.handed_over_at = in.instant("handed_over_at").value_or(Instant{});
  item.same_as_report_id = in.id("same_as_report_id").value_or(0);
  item.rule = in.text("rule", 80);
  return item;
}

Json decision_json(const Briefs& briefs, const intake::Decision& d) {
  return JsonObject{{"id", std::to_string(d.id)},
                    {"version", d.version},
                    {"report_id", std::to_string(d.report_id)},
                    {"subject_id", std::to_string(d.subject_id)},
                    {"programme", d.programme},
                    {"outcome", d.outcome},
                    {"grade", text_json(d.grade)},
                    {"unit", briefs.unit(d.unit_id)},
                    {"case_id", id_json(d.case_id)},
                    {"reason_code", text_json(d.reason_code)},
                    {"rule", text_json(d.rule)},
                    {"override_reason", text_json(d.override_reason)},
                    {"decided_by", briefs.account(d.decided_by)},
                    {"decided_at", iso_instant(d.decided_at)},
                    {"countersign", text_json(d.countersign)},
                    {"countersign_due_at", time_json(d.countersign_due_at)},
                    {"countersigned_by", briefs.account(d.countersigned_by)},
                    {"countersigned_at", time_json(d.countersigned_at)},
                    {"to_county", text_json(d.to_county)},
                    {"to_name", text_json(d.to_name)},
                    {"handed_over_at", time_json(d.handed_over_at)}};
}

void want_decision(Briefs& briefs, const intake::Decision& d) {
  briefs.want_unit(d.unit_id);
  briefs.want_account(d.decided_by);
  briefs.want_account(d.countersigned_by);
}

Result<Answer> post_decisions(Call& call) {
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto key, call.key());
  ANWANG_TRY(const auto version, call.if_match());
  ANWANG_TRY(const auto json, call.json());
  Fields body(json);
  flow::DecideInput input;
  input.report_id = id;
  input.if_version = version;
  for (Fields* in : body.objects("items", 40)) input.items.push_back(read_item(*in));
  if (body.has("summary")) input.summary = body.text("summary", 4000);
  ANWANG_CHECK(body.done());
  ANWANG_TRY(const auto done, with_current(call, id, json, flow::decide(call.app(), call.viewer(), input, key)));
  ANWANG_TRY(const auto decisions, flow::decisions_of(call.app(), call.viewer(), id));
  ANWANG_TRY(const auto row, flow::read_queue_row(call.app(), call.viewer(), id));
  Briefs briefs(call);
  want_row(briefs, row);
  for (const auto& d : decisions) want_decision(briefs, d);
  ANWANG_TRY(const auto reader, call.app().store.read());
  ANWANG_CHECK(briefs.load(*reader));
  JsonArray items;
  for (const auto& d : decisions) items.push_back(decision_json(briefs, d));
  const std::int64_t stored = row.report.version;
  Answer answer = Answer::created(JsonObject{{"decisions", std::move(items)}, {"report", row_json(call, briefs, row)}},
                                  done.seq, done.replayed);
  answer.version = stored;
  return answer;
}

Result<Answer> get_countersigns(Call& call) {
  ANWANG_TRY(const auto waiting, flow::read_countersigns(call.app(), call.viewer()));
  Briefs briefs(call);
  for (const auto& w : waiting) {
    want_decision(briefs, w.decision);
    want_row(briefs, w.row);
  }
  ANWANG_TRY(const auto reader, call.app().store.read());
  ANWANG_CHECK(briefs.load(*reader));
  JsonArray items;
  for (const auto& w : waiting) {
    Json decision = decision_json(briefs, w.decision);
    decision.object()->append("note", text_json(w.note.reveal()));
    decision.object()->append("report", row_json(call, briefs, w.row));
    items.push_back(std::move(decision));
  }
  const auto total = static_cast<std::int64_t>(items.size());
  return Answer::ok(list_json(std::move(items), "", total, call.now()));
}

Result<Answer> answer_decision(Call& call, std::int64_t id, std::int64_t seq) {
  ANWANG_TRY(const auto d, flow::decision(call.app(), call.viewer(), id));
  Briefs briefs(call);
  want_decision(briefs, d);
  ANWANG_TRY(const auto reader, call.app().store.read());
  ANWANG_CHECK(briefs.load(*reader));
  return Answer::written(decision_json(briefs, d), d.version, seq);
}

Result<Answer> post_countersign(Call& call) {
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto key, call.optional_key());
  ANWANG_TRY(const auto json, call.json());
  Fields body(json);
  const std::string verdict = body.code("verdict", {"agreed", "returned"});
  if (verdict.empty()) body.fault("verdict", "required");
  const std::string note = body.text("note", 2000);
  ANWANG_CHECK(body.done());
  ANWANG_TRY(const auto done, flow::countersign(call.app(), call.viewer(), id, verdict == "agreed", note, key));
  return answer_decision(call, id, done.seq);
}

Result<Answer> put_jurisdiction(Call& call) {
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto version, call.if_match());
  ANWANG_TRY(const auto key, call.optional_key());
  ANWANG_TRY(const auto json, call.json());
  Fields body(json);
  const std::string name = body.text("to_name", 60);
  const auto at = body.instant("handed_over_at");
  ANWANG_CHECK(body.done());
  ANWANG_TRY(const auto done,
             flow::hand_over_jurisdiction(call.app(), call.viewer(), id, version, name, at.value_or(Instant{}), key));
  return answer_decision(call, id, done.seq);
}

}  // namespace

void bind_screening(Router& routes, Edge&) {
  routes.add({Method::get, "/api/v1/queue", "queue.read"}, get_queue);
  routes.add({Method::post, "/api/v1/reports/{id}/claim", "screening.work"}, post_claim);
  routes.add({Method::post, "/api/v1/reports/{id}/release", "screening.work"}, post_release);
  routes.add({Method::put, "/api/v1/reports/{id}/summary", "screening.work"}, put_summary);
  routes.add({Method::post, "/api/v1/reports/{id}/more-info", "screening.work"}, post_more_info);
  routes.add({Method::post, "/api/v1/reports/{id}/snooze", "screening.work"}, post_snooze);
  routes.add({Method::get, "/api/v1/reports/{id}/suggestion", "screening.work"}, get_suggestion);
  routes.add({Method::post, "/api/v1/reports/{id}/decisions", "screening.work"}, post_decisions);
  routes.add({Method::get, "/api/v1/countersigns", "countersign"}, get_countersigns);
  routes.add({Method::post, "/api/v1/decisions/{id}/countersign", "countersign"}, post_countersign);
  routes.add({Method::put, "/api/v1/decisions/{id}/jurisdiction", "screening.work"}, put_jurisdiction);
}

}  // namespace anwang::api

// Shifts and roster, the handover sheet, the night page, the 08:00 digest.
#include "api/edge.h"
#include "api/fields.h"
#include "api/queue_json.h"
#include "flow/queue.h"
#include "flow/shift_read.h"

namespace anwang::api {
namespace {

using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

Json shift_json(const intake::Shift& s) {
  return JsonObject{{"id", id_json(s.id)},
                    {"version", s.version},
                    {"kind", s.kind},
                    {"starts_at", time_json(s.starts_at)},
                    {"ends_at", time_json(s.ends_at)},
                    {"assumption", s.assumption}};
}

void want_roster(Briefs& briefs, const flow::ShiftView& view) {
  for (const auto& r : view.roster) {
    briefs.want_account(r.account_id);
    briefs.want_unit(r.unit_id);
  }
}

JsonArray roster_json(const Briefs& briefs, const flow::ShiftView& view) {
  JsonArray out;
  for (const auto& r : view.roster) {
    out.push_back(JsonObject{{"id", std::to_string(r.id)},
                             {"role", r.duty},
                             {"duty", r.duty},
                             {"account", briefs.account(r.account_id)},
                             {"unit", briefs.unit(r.unit_id)},
                             {"contact_name", text_json(r.contact_name)},
                             {"phone", text_json(r.phone)},
                             {"checked_in_at", time_json(r.checked_in_at)},
                             {"checked_out_at", time_json(r.checked_out_at)},
                             {"overtime_minutes", opt_json(r.overtime_minutes)}});
  }
  return out;
}

Json handover_json(const Briefs& briefs, const flow::HandoverView& view) {
  JsonArray items;
  for (const auto& i : view.facts.items) {
    items.push_back(JsonObject{{"id", i.id},
                               {"kind", i.kind},
                               {"report_id", id_json(i.report_id)},
                               {"args", i.args},
                               {"due_at", time_json(i.due_at)},
                               {"accepted", i.accepted}});
  }
  const intake::Handover& h = view.facts.handover;
  return JsonObject{{"items", std::move(items)},
                    {"note", text_json(view.note.reveal())},
                    {"state", h.id == 0 ? "draft" : h.state},
                    {"from", briefs.account(view.facts.from_account)},
                    {"to", briefs.account(view.facts.to_account)},
                    {"shift", shift_json(view.facts.shift)},
                    {"signed_out_at", time_json(h.signed_out_at)},
                    {"accepted_at", time_json(h.accepted_at)}};
}

Result<Answer> get_current(Call& call) {
  const auto view = flow::read_current_shift(call.app());
  if (!view) {
    if (view.error().reason != "no_shift") return fail(view.error());
    return Answer::ok(JsonObject{{"shift", Json()}, {"roster", JsonArray{}}, {"handover", Json()}});
  }
  Briefs briefs(call);
  want_roster(briefs, *view);
  const auto sheet = flow::read_handover(call.app(), call.viewer());
  if (sheet) {
    briefs.want_account(sheet->facts.from_account);
    briefs.want_account(sheet->facts.to_account);
  }
  ANWANG_TRY(const auto reader, call.app().store.read());
  ANWANG_CHECK(briefs.load(*reader));
  const bool desk = call.viewer().has(access::Role::screener) || call.viewer().has(access::Role::duty_worker) ||
                    call.viewer().has(access::Role::supervisor);
  return Answer::ok(JsonObject{{"shift", shift_json(view->shift)},
                               {"roster", roster_json(briefs, *view)},
                               {"handover", sheet && desk ? handover_json(briefs, *sheet) : Json()}});
}

Result<Answer> get_shifts(Call& call) {
  const Date today = taipei_date(call.now());
  const auto day = [&](const char* name, Date otherwise) -> Result<Date> {
    const std::string text = call.query(name);
    if (text.empty()) return otherwise;
    const auto parsed = Date::parse(text);
    if (!parsed) return fail_field(std::string("/") + name, "bad_date");
    return *parsed;
  };
  ANWANG_TRY(const Date from, day("from", today));
  ANWANG_TRY(const Date until, day("to", from.plus_days(6)));
  if (until.days - from.days > 62 || until < from)
    return fail_field("/to", "out_of_range", {{"min", from.iso()}, {"max", from.plus_days(62).iso()}});
  ANWANG_TRY(const auto views, flow::read_shifts(call.app(), from, until));
  Briefs briefs(call);
  for (const auto& v : views) want_roster(briefs, v);
  ANWANG_TRY(const auto reader, call.app().store.read());
  ANWANG_CHECK(briefs.load(*reader));
  JsonArray items;
  for (const auto& v : views) {
    Json shift = shift_json(v.shift);
    shift.object()->append("roster", roster_json(briefs, v));
    items.push_back(std::move(shift));
  }
  const auto total = static_cast<std::int64_t>(items.size());
  return Answer::ok(list_json(std::move(items), "", total, call.now()));
}

Result<Answer> put_roster(Call& call) {
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto version, call.if_match());
  ANWANG_TRY(const auto key, call.optional_key());
  ANWANG_TRY(const auto json, call.json());
  Fields body(json);
  std::vector<flow::RosterEntry> entries;
  if (!body.has("entries")) body.fault("entries", "required");  // an empty roster is said, never left out
  for (Fields* in : body.objects("entries", 60)) {
    entries.push_back({in->id("unit_id").value_or(0), in->id("account_id").value_or(0), in->text("duty", 20),
                       in->text("contact_name", 60), in->text("phone", 40)});
  }
  ANWANG_CHECK(body.done());
  ANWANG_TRY(const auto done, flow::set_roster(call.app(), call.viewer(), id, version, entries, key));
  Answer answer =
      Answer::ok(JsonObject{{"id", std::to_string(id)}, {"entries", static_cast<std::int64_t>(entries.size())}});
  answer.seq = done.seq;
  return answer;
}

Result<Answer> answer_handover(Call& call, std::int64_t seq) {
  ANWANG_TRY(const auto sheet, flow::read_handover(call.app(), call.viewer()));
  Briefs briefs(call);
  briefs.want_account(sheet.facts.from_account);
  briefs.want_account(sheet.facts.to_account);
  ANWANG_TRY(const auto reader, call.app().store.read());
  ANWANG_CHECK(briefs.load(*reader));
  Answer answer = Answer::ok(handover_json(briefs, sheet));
  answer.seq = seq;
  return answer;
}

Result<Answer> get_handover(Call& call) { return answer_handover(call, 0); }

Result<Answer> post_sign_out(Call& call) {
  ANWANG_TRY(const auto key, call.optional_key());
  ANWANG_TRY(const auto json, call.json());
  Fields body(json);
  const std::string note = body.text("note", 2000);
  ANWANG_CHECK(body.done());
  ANWANG_TRY(const auto done, flow::sign_out(call.app(), call.viewer(), note, key));
  return answer_handover(call, done.seq);
}

Result<Answer> post_accept(Call& call) {
  ANWANG_TRY(const auto key, call.optional_key());
  ANWANG_TRY(const auto json, call.json());
  Fields body(json);
  const auto items = body.texts("items", 500, 60);
  if (items.empty()) body.fault("items", "required");
  ANWANG_CHECK(body.done());
  ANWANG_TRY(const auto done, flow::accept_items(call.app(), call.viewer(), items, key));
  return answer_handover(call, done.seq);
}

Result<Answer> get_night(Call& call) {
  ANWANG_TRY(const auto directory, flow::read_directory(call.app()));
  const auto view = flow::read_current_shift(call.app());
  ANWANG_TRY(const auto queue, flow::read_queue(call.app(), call.viewer(), {}));
  Briefs briefs(call);
  if (view) want_roster(briefs, *view);
  for (const auto& row : queue.rows) want_row(briefs, row);
  ANWANG_TRY(const auto reader, call.app().store.read());
  ANWANG_CHECK(briefs.load(*reader));
  JsonArray lines, pending;
  for (const auto& d : directory) {
    lines.push_back(JsonObject{{"kind", d.kind},
                               {"name", d.name},
                               {"phone", text_json(d.phone)},
                               {"township", text_json(d.township)},
                               {"note", text_json(d.note)},
                               {"source", d.source},
                               {"assumption", d.assumption}});
  }
  for (const auto& row : queue.rows) pending.push_back(row_json(call, briefs, row));
  return Answer::ok(JsonObject{{"directory", std::move(lines)},
                               {"roster", view ? roster_json(briefs, *view) : JsonArray{}},
                               {"pending", std::move(pending)}});
}

JsonObject counts_json(const std::map<std::string, std::int64_t>& counts) {
  JsonObject out;
  for (const auto& [code, n] : counts) out.append(code, n);
  return out;
}

Result<Answer> get_digest(Call& call) {
  ANWANG_TRY(const auto d, flow::read_digest(call.app()));
  return Answer::ok(JsonObject{{"from", time_json(d.from)},
                               {"until", time_json(d.until)},
                               {"received", d.received},
                               {"pending", d.pending},
                               {"shortest_due_at", time_json(d.shortest_due)},
                               {"decided", d.decided},
                               {"decided_late", d.late},
                               {"by_kind", counts_json(d.by_kind)},
                               {"by_outcome", counts_json(d.by_outcome)},
                               {"grade_1", d.grade_1},
                               {"children_seen", d.children_seen},
                               {"children_not_seen", d.children_not_seen},
                               {"escalated", d.escalated},
                               {"countersigns_waiting", d.countersigns_waiting},
                               {"calls", d.calls},
                               {"overtime_minutes", d.overtime_minutes}});
}

}  // namespace

void bind_shifts(Router& routes, Edge&) {
  routes.add({Method::get, "/api/v1/shifts/current", "shift.read"}, get_current);
  routes.add({Method::get, "/api/v1/shifts", "shift.read"}, get_shifts);
  routes.add({Method::put, "/api/v1/shifts/{id}/roster", "shift.roster"}, put_roster);
  routes.add({Method::get, "/api/v1/handover", "handover"}, get_handover);
  routes.add({Method::post, "/api/v1/handover/sign-out", "handover"}, post_sign_out);
  routes.add({Method::post, "/api/v1/handover/accept", "handover"}, post_accept);
  routes.add({Method::get, "/api/v1/night", "shift.read"}, get_night);
  routes.add({Method::get, "/api/v1/digest", "shift.read"}, get_digest);
}

}  // namespace anwang::api

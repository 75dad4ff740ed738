// Reports sent by mandated reporters and the telephone desk, and their receipts; calls that are no report.
#include "access/policy.h"
#include "api/brief.h"
#include "api/cursor.h"
#include "api/edge.h"
#include "api/fields.h"
#include "api/report_input.h"
#include "flow/calls.h"
#include "flow/report_intake.h"
#include "pack/pack.h"
#include "store/record.h"

namespace anwang::api {
namespace {

using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

constexpr std::size_t kPage = 50;

intake::Channel channel_of(const access::Viewer& viewer, const JsonObject* body) {
  if (viewer.has(access::Role::screener) || viewer.has(access::Role::duty_worker)) return intake::Channel::phone;
  const Json* number = body ? body->find("external_no") : nullptr;
  return number && !number->is_null() ? intake::Channel::api : intake::Channel::mandated;
}

// From the pack: the hottest route reads nothing back.
Json screening_unit(const Call& call, UnitId id) {
  const pack::PackSet& packs = call.app().packs;
  const pack::Unit* unit = packs.unit(packs.county.screening_unit);
  if (!unit || !id) return {};
  return Json(JsonObject{{"id", Json(id.str())},
                         {"code", Json(unit->code)},
                         {"name", Json(unit->name.in(call.viewer().language))},
                         {"network", Json(unit->network)},
                         {"phone", text_json(packs.county.screening_phone)}});
}

Result<Answer> post_report(Call& call) {
  ANWANG_TRY(const auto key, call.key());
  ANWANG_TRY(const auto body, call.json());
  const intake::Channel channel = channel_of(call.viewer(), body.object());
  ANWANG_TRY(const auto draft, read_report(body, channel));
  ANWANG_TRY(const auto receipt, flow::receive_report(call.app(), call.viewer(), draft, key));
  JsonObject out;
  if (channel == intake::Channel::phone) out.append("id", receipt.id.str());
  out.append("report_no", receipt.report_no);
  out.append("received_at", iso_instant(receipt.received_at));
  out.append("due_at", iso_instant(receipt.due_at));
  out.append("unit", screening_unit(call, receipt.unit));
  out.append("warnings", warnings_json(receipt.warnings, call.viewer().language));
  return Answer::created(std::move(out), receipt.seq, receipt.replayed);
}

// "received_at id" of the last row shown.
struct Position {
  std::int64_t at = INT64_MAX, id = INT64_MAX;
};
Result<Position> position_of(const Call& call, std::string_view filter) {
  ANWANG_TRY(const std::string text, read_cursor(call, filter));
  if (text.empty()) return Position{};
  const std::size_t space = text.find(' ');
  const auto at = parse_id(text.substr(0, space));
  const auto id = space == std::string::npos ? std::nullopt : parse_id(text.substr(space + 1));
  if (!at || !id) return fail(Errc::malformed, "bad_cursor");
  return Position{*at, *id};
}

// What a mandated reporter may know of his own report: number, times, and which unit has it since when.
Result<Answer> get_mine(Call& call) {
  flow::App& app = call.app();
  ANWANG_TRY(const Position from, position_of(call, "mine"));
  const auto days = app.packs.parameter("receipt_visible_days", taipei_date(call.now())).value;
  ANWANG_TRY(auto reader, app.store.read());
  ANWANG_TRY(const auto rows, reader->query("report.mine",
                                            "SELECT id, report_no, received_at, due_at, kinds, township, state FROM "
                                            "report WHERE county = ?1 AND reporter_account_id = ?2"
                                            " AND received_at >= ?3 AND (received_at < ?4 OR (received_at = ?4 AND id "
                                            "< ?5)) ORDER BY received_at DESC, id DESC LIMIT 51",
                                            {app.county, call.viewer().account.value,
                                             call.now().us - days * kMicrosPerDay, from.at, from.id}));
  std::set<std::int64_t> ids;
  for (std::size_t i = 0; i < rows.size() && i < kPage; ++i) ids.insert(rows[i].i64(0));
  ANWANG_TRY(const auto sent,
             reader->query("report.mine_units",
                           "SELECT report_id, unit_id, MIN(decided_at) FROM decision WHERE county = ?1 AND outcome = "
                           "'dispatch' AND superseded = 0 AND unit_id IS NOT NULL"
                           " AND report_id IN (" +
                               id_list(ids) + ") GROUP BY report_id, unit_id ORDER BY report_id, unit_id",
                           {app.county}));
  Briefs briefs(call);
  for (const auto& row : sent) briefs.want_unit(row.i64(1));
  ANWANG_CHECK(briefs.load(*reader));
  JsonArray items;
  for (std::size_t i = 0; i < rows.size() && i < kPage; ++i) {
    const auto& row = rows[i];
    JsonArray units;
    for (const auto& d : sent)
      if (d.i64(0) == row.i64(0))
        units.emplace_back(JsonObject{{"unit", briefs.unit(d.i64(1))}, {"at", Json(iso_instant({d.i64(2)}))}});
    ANWANG_TRY(auto kinds, codec::parse_json(row.text(4)));
    JsonObject o;
    o.append("report_no", row.text(1));
    o.append("received_at", iso_instant({row.i64(2)}));
    o.append("due_at", iso_instant({row.i64(3)}));
    o.append("kinds", std::move(kinds));
    o.append("township", row.is_null(5) ? Json() : Json(row.text(5)));
    o.append("status", row.text(6) == "decided" ? "in_progress" : "received");
    o.append("dispatched", std::move(units));
    items.emplace_back(std::move(o));
  }
  std::string next;
  if (rows.size() > kPage)
    next = make_cursor(call, "mine",
                       std::to_string(rows[kPage - 1].i64(2)) + " " + std::to_string(rows[kPage - 1].i64(0)));
  return Answer::ok(list_json(std::move(items), next, {}, call.now()));
}

Json call_json(const flow::CallLog& c, const std::string& note, const Briefs& briefs) {
  JsonObject o;
  o.append("id", std::to_string(c.id));
  o.append("started_at", iso_instant(c.started_at));
  o.append("ended_at", time_json(c.ended_at));
  o.append("topic", c.topic);
  o.append("township", text_json(c.township));
  o.append("caller_class", text_json(c.caller_class));
  o.append("note", text_json(note));
  o.append("call_back_at", time_json(c.call_back_at));
  o.append("version", c.version);
  o.append("returned_at", time_json(c.returned_at));
  o.append("returned_by", briefs.account(c.returned_by));
  o.append("return_outcome", text_json(c.return_outcome));
  o.append("account", briefs.account(c.account_id));
  return Json(std::move(o));
}

Result<Answer> post_call(Call& call) {
  ANWANG_TRY(const auto key, call.key());
  ANWANG_TRY(const auto body, call.json());
  Fields in(body);
  flow::CallDraft d;
  d.started_at = in.instant("started_at");
  d.ended_at = in.instant("ended_at");
  d.topic = in.text("topic", 100);
  d.township = in.text("township", 100);
  d.caller_class = in.text("caller_class", 100);
  d.note = in.text("note", 10'000);
  d.call_back_at = in.instant("call_back_at");
  ANWANG_CHECK(in.done());
  ANWANG_TRY(const auto done, flow::record_call(call.app(), call.viewer(), d, key));
  return Answer::created(JsonObject{{"id", Json(std::to_string(done.value.id))}}, done.seq, done.replayed);
}

Result<Answer> get_calls(Call& call) {
  flow::App& app = call.app();
  ANWANG_TRY(const Position from, position_of(call, "calls"));
  ANWANG_TRY(auto reader, app.store.read());
  const auto visible = app.policy.predicate(call.viewer(), access::RecordKind::call_log, access::FieldClass::content,
                                            access::Outcome::full, "call_log", 4, call.now().us);
  store::Params params{app.county, from.at, from.id};
  params.insert(params.end(), visible.params.begin(), visible.params.end());
  ANWANG_TRY(const auto calls, store::find<flow::CallLog>(
                                   *reader, "call.list",
                                   "WHERE county = ?1 AND (started_at < ?2 OR (started_at = ?2 AND id < ?3)) AND " +
                                       visible.sql + " ORDER BY started_at DESC, id DESC LIMIT 51",
                                   params));
  Briefs briefs(call);
  for (const auto& c : calls) {
    briefs.want_account(c.account_id);
    briefs.want_account(c.returned_by);
  }
  ANWANG_CHECK(briefs.load(*reader));
  JsonArray items;
  for (std::size_t i = 0; i < calls.size() && i < kPage; ++i) {
    std::string note;
    if (!calls[i].note_sealed.empty()) {
      ANWANG_TRY(const auto opened, app.keys.open({app.county, "call_log", calls[i].id, "note"}, calls[i].note_sealed));
      note = opened.reveal();
    }
    items.push_back(call_json(calls[i], note, briefs));
  }
  std::string next;
  if (calls.size() > kPage)
    next = make_cursor(call, "calls",
                       std::to_string(calls[kPage - 1].started_at.us) + " " + std::to_string(calls[kPage - 1].id));
  return Answer::ok(list_json(std::move(items), next, {}, call.now()));
}

Result<Answer> put_returned(Call& call) {
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto version, call.if_match());
  ANWANG_TRY(const auto key, call.optional_key());
  ANWANG_TRY(const auto body, call.json());
  Fields in(body);
  const std::string outcome = in.required_text("outcome", 20);
  ANWANG_CHECK(in.done());
  ANWANG_TRY(const auto done, flow::return_call(call.app(), call.viewer(), id, version, outcome, key));
  return Answer::written(JsonObject{{"id", Json(std::to_string(id))},
                                    {"returned_at", time_json(done.value.returned_at)},
                                    {"return_outcome", Json(outcome)},
                                    {"version", Json(done.value.version)}},
                         done.value.version, done.seq);
}

}  // namespace

void bind_reports(Router& routes, Edge&) {
  routes.add({Method::post, "/api/v1/reports", "report.submit"}, post_report);
  routes.add({Method::get, "/api/v1/reports/mine", "report.own"}, get_mine);
  routes.add({Method::post, "/api/v1/calls", "call.write"}, post_call);
  routes.add({Method::get, "/api/v1/calls", "call.read"}, get_calls);
  routes.add({Method::put, "/api/v1/calls/{id}/returned", "call.write"}, put_returned);
}

}  // namespace anwang::api

#include "api/co_workers.h"

#include "api/change.h"
#include "api/fields.h"
#include "flow/co_workers.h"

namespace anwang::api {

using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

Json co_workers_json(const Briefs& briefs, const std::vector<casework::CoWorker>& list) {
  JsonArray out;
  for (const auto& w : list)
    out.push_back(JsonObject{{"account", briefs.account(w.account_id)}, {"since", time_json(w.from_at)}});
  return Json(std::move(out));
}

namespace {

Result<Answer> get_colleagues(Call& call) {
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto list, flow::read_colleagues(call.app(), call.viewer(), id));
  Briefs briefs(call);
  for (const auto& c : list) {
    briefs.want_account(c.account_id);
    briefs.want_unit(c.unit_id);
  }
  ANWANG_TRY(const auto reader, call.app().store.read());
  ANWANG_CHECK(briefs.load(*reader));
  JsonArray items;
  for (const auto& c : list)
    items.push_back(JsonObject{{"account", briefs.account(c.account_id)},
                               {"unit", briefs.unit(c.unit_id)},
                               {"leave_until", text_json(c.leave_until)}});
  return Answer::ok(list_json(std::move(items), "", Json(), call.now()));
}

Result<Answer> answer_changed(Call& call, const Change& in, const Result<flow::Done<flow::CaseChanged>>& done) {
  if (!done) return tl::unexpected<Error>(done.error());
  // As they are now: a replay answers with today's.
  const flow::Step step = flow::step_of(call.app(), call.viewer());
  ANWANG_TRY(const auto reader, call.app().store.read());
  ANWANG_TRY(const auto c, flow::led_case(call.app(), *reader, step, call.viewer(), in.id));
  ANWANG_TRY(const auto list, flow::load_co_workers(*reader, step, c));
  Briefs briefs(call);
  for (const auto& w : list) briefs.want_account(w.account_id);
  ANWANG_CHECK(briefs.load(*reader));
  return Answer::written(
      JsonObject{{"id", std::to_string(c.id)}, {"version", c.version}, {"co_workers", co_workers_json(briefs, list)}},
      c.version, done->seq);
}

Result<Answer> post_co_worker(Call& call) {
  ANWANG_TRY(const auto in, read_change(call));
  Fields body(in.json);
  flow::CoWorkerInput input{in.id, in.version, body.required_id("account_id"), body.required_text("reason", 500)};
  ANWANG_CHECK(body.done());
  return answer_changed(call, in, flow::add_co_worker(call.app(), call.viewer(), input, in.key));
}

Result<Answer> post_end(Call& call) {
  ANWANG_TRY(const auto in, read_change(call));
  ANWANG_TRY(const auto account, call.id("account"));
  Fields body(in.json);
  flow::CoWorkerInput input{in.id, in.version, account, body.required_text("reason", 500)};
  ANWANG_CHECK(body.done());
  return answer_changed(call, in, flow::end_co_worker(call.app(), call.viewer(), input, in.key));
}

}  // namespace

void bind_co_workers(Router& routes) {
  routes.add({Method::get, "/api/v1/cases/{id}/colleagues", "case.co_workers"}, get_colleagues);
  routes.add({Method::post, "/api/v1/cases/{id}/co-workers", "case.co_workers"}, post_co_worker);
  routes.add({Method::post, "/api/v1/cases/{id}/co-workers/{account}/end", "case.co_workers"}, post_end);
}

}  // namespace anwang::api

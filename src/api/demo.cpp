// GET /demo, POST /demo/switch, POST /demo/clock: in a demonstration store only; elsewhere as if there were no such
// address. The marker is the store's own and is set at its creation for ever (security.md 13).
#include "access/demo_accounts.h"
#include "api/demo_clock.h"
#include "api/fields.h"
#include "api/session.h"

namespace anwang::api {

namespace {

Status demo_only(const Edge& edge) {
  if (edge.demo == nullptr || !edge.app.store.is_demo()) return fail(Errc::not_found, "not_found");
  return {};
}

Result<Answer> page(Edge& edge, Call&) {
  ANWANG_CHECK(demo_only(edge));
  ANWANG_TRY(auto reader, edge.app.store.read());
  ANWANG_TRY(const auto accounts, access::demo_accounts(*reader, edge.app.county));
  codec::JsonArray items;
  for (const auto& account : accounts) {
    const auto roles = access::codes_of(account.roles);
    items.emplace_back(codec::JsonObject{{"login", codec::Json(account.login)},
                                         {"name", codec::Json(account.name)},
                                         {"title", codec::Json(account.title)},
                                         {"role", codec::Json(roles.empty() ? "" : roles.front())}});
  }
  return Answer::ok(codec::JsonObject{{"accounts", codec::Json(std::move(items))},
                                      {"now", codec::Json(iso_instant(edge.app.clock.now()))}});
}

Result<Answer> switch_role(Edge& edge, Call& call) {
  ANWANG_CHECK(demo_only(edge));
  ANWANG_TRY(const auto json, call.json());
  Fields body(json);
  const auto login = body.required_text("login", 64);
  ANWANG_CHECK(body.done());
  ANWANG_TRY(auto reader, edge.app.store.read());
  ANWANG_TRY(const auto accounts, access::demo_accounts(*reader, edge.app.county));
  reader.reset();
  for (const auto& account : accounts)
    if (account.login == login) return sign_in_as(edge, call, account);
  return fail_field("/login", "unknown_code");
}

Result<Answer> forward(Edge& edge, Call& call) {
  ANWANG_CHECK(demo_only(edge));
  ANWANG_TRY(const auto json, call.json());
  Fields body(json);
  const auto to = body.instant("to");
  if (!to && !body.has("to")) body.fault("to", "required");
  ANWANG_CHECK(body.done());
  ANWANG_CHECK(edge.demo->forward(edge.app.store, *to));
  return Answer::ok(codec::JsonObject{{"now", codec::Json(iso_instant(edge.app.clock.now()))}});
}

}  // namespace

void bind_demo(Router& routes, Edge& edge) {
  routes.add({Method::get, "/api/v1/demo", "public"}, [&edge](Call& call) { return page(edge, call); });
  routes.add({Method::post, "/api/v1/demo/switch", "public", 4096},
             [&edge](Call& call) { return switch_role(edge, call); });
  routes.add({Method::post, "/api/v1/demo/clock", "signed_in", 4096},
             [&edge](Call& call) { return forward(edge, call); });
}

}  // namespace anwang::api

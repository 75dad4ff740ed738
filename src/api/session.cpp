// GET, POST and DELETE /session: who am I, sign in, sign out; PUT /session/password.
#include "api/session.h"

#include "access/policy.h"
#include "api/demo_clock.h"
#include "api/fields.h"
#include "api/middleware.h"
#include "obs/log.h"
#include "seal/token.h"

namespace anwang::api {

codec::Json unit_json(store::Reader& reader, const std::string& county, std::int64_t unit_id,
                      std::string_view language) {
  if (unit_id == 0) return {};
  const auto rows =
      reader.query("unit.get", "SELECT code, name_zh, name_en, network, phone FROM unit WHERE county = ?1 AND id = ?2",
                   {county, unit_id});
  if (!rows || rows->empty()) return {};
  const auto& row = rows->front();
  return codec::Json(codec::JsonObject{{"id", codec::Json(std::to_string(unit_id))},
                                       {"code", codec::Json(row.text(0))},
                                       {"name", codec::Json(language == "en" ? row.text(2) : row.text(1))},
                                       {"network", codec::Json(row.text(3))},
                                       {"phone", row.is_null(4) ? codec::Json() : codec::Json(row.text(4))}});
}

namespace {

codec::Json codes_json(const std::string& stored) {
  codec::JsonArray out;
  for (auto& code : access::codes_of(stored)) out.emplace_back(std::move(code));
  return out;
}

Result<codec::Json> account_json(Edge& edge, const access::Account& account, std::string_view language) {
  ANWANG_TRY(auto reader, edge.app.store.read());
  codec::JsonObject out;
  out.append("id", std::to_string(account.id));
  out.append("login", account.login);
  out.append("name", account.name);
  out.append("title", account.title);
  out.append("roles", codes_json(account.roles));
  out.append("unit", unit_json(*reader, edge.app.county, account.unit_id, language));
  out.append("network", account.network);
  out.append("languages", codes_json(account.languages));
  out.append("must_change_password", account.must_change_password);
  return codec::Json(std::move(out));
}

}  // namespace

Result<Answer> session_answer(Edge& edge, std::string_view language, const access::Account* account,
                              const std::string& session_token, const std::string& visitor_token) {
  codec::JsonObject body;
  if (account != nullptr) {
    ANWANG_TRY(auto json, account_json(edge, *account, language));
    body.append("account", std::move(json));
  } else {
    body.append("account", nullptr);
  }
  body.append("token", edge.sessions.request_token(account != nullptr ? session_token : visitor_token));
  body.append("demo", edge.demo != nullptr);
  body.append("now", iso_instant(edge.app.clock.now()));
  body.append("county", codec::JsonObject{{"code", codec::Json(edge.app.county)},
                                          {"name_zh", codec::Json(edge.config.county_zh)},
                                          {"name_en", codec::Json(edge.config.county_en)}});
  body.append("idle_minutes", std::int64_t{edge.sessions.limits().idle_minutes});
  body.append("version", edge.config.version);
  auto answer = Answer::ok(std::move(body));
  answer.no_store = true;
  return answer;
}

Result<Answer> sign_in_as(Edge& edge, Call& call, const access::Account& account) {
  auto& context = context_of(call.request());
  if (edge.demo != nullptr) ANWANG_CHECK(edge.demo->begin(edge.app.store));
  ANWANG_TRY(const auto token, edge.sessions.start(account.id, context.session_token));
  ANWANG_TRY(auto answer, session_answer(edge, call.viewer().language, &account, token, context.visitor_token));
  answer.headers.add("set-cookie", cookie(edge.config, session_cookie_name(edge.config), token, true));
  return answer;
}

namespace {

Result<Answer> current(Edge& edge, Call& call) {
  auto& context = context_of(call.request());
  const bool new_visitor = context.visitor_token.empty();
  if (new_visitor) context.visitor_token = seal::random_token();
  const auto* account = context.account ? &*context.account : nullptr;
  ANWANG_TRY(auto answer,
             session_answer(edge, call.viewer().language, account, context.session_token, context.visitor_token));
  if (new_visitor)
    answer.headers.add("set-cookie",
                       cookie(edge.config, visitor_cookie_name(edge.config), context.visitor_token, true));
  return answer;
}

Result<Answer> sign_in(Edge& edge, Call& call) {
  ANWANG_TRY(const auto json, call.json());
  Fields body(json);
  const auto login = body.required_text("login", 64);
  // Not trimmed and not logged: a password is taken as it was typed.
  const auto* password = body.any("password");
  if (password == nullptr || password->string() == nullptr)
    body.fault("password", "required");
  else if (password->string()->size() > 1024)
    body.fault("password", "too_long", {{"max", "1024"}});
  ANWANG_CHECK(body.done());
  const auto now = edge.wall.now();
  const auto& remote = call.request().remote;
  if (const auto wait = edge.sign_in_delay.wait_seconds(login, remote, now); wait > 0) {
    Error error{Errc::rate_limited, "too_many_attempts", {}, {}, wait};
    return fail(std::move(error));
  }
  ANWANG_TRY(auto reader, edge.app.store.read());
  ANWANG_TRY(auto account, access::account_by_login(*reader, edge.app.county, login));
  reader.reset();  // verifying takes long: give the snapshot back first
  const bool known = account && account->active;
  // An unknown account costs one dummy verification: time never tells whether it exists.
  ANWANG_TRY(const bool fits,
             edge.hasher.verify(PersonalText(*password->string()), known ? account->password_hash : ""));
  if (!known || !fits) {
    edge.sign_in_delay.failed(login, remote, now);
    obs::log(obs::Level::warn, "session.refused", {});
    return fail(Errc::unauthenticated, "bad_credentials");
  }
  edge.sign_in_delay.succeeded(login, remote);
  // Another sign-in of the same person may just have made the new hash, or the hasher be full: the old one still fits,
  // and nobody is kept out for it.
  if (edge.hasher.outdated(account->password_hash)) {
    const auto renewed = access::set_password(edge.app.store, edge.hasher, edge.app.county, account->id, account->id,
                                              PersonalText(*password->string()), account->must_change_password);
    if (!renewed && renewed.error().code != Errc::precondition_failed && renewed.error().code != Errc::busy)
      return fail(renewed.error());
  }
  return sign_in_as(edge, call, *account);
}

Result<Answer> sign_out(Edge& edge, Call& call) {
  auto& context = context_of(call.request());
  if (!context.session_token.empty()) ANWANG_CHECK(edge.sessions.end(context.session_token));
  if (context.visitor_token.empty()) context.visitor_token = seal::random_token();
  ANWANG_TRY(auto answer, session_answer(edge, call.viewer().language, nullptr, {}, context.visitor_token));
  answer.headers.add("set-cookie", cookie(edge.config, session_cookie_name(edge.config), "", false));
  answer.headers.add("set-cookie", cookie(edge.config, visitor_cookie_name(edge.config), context.visitor_token, true));
  return answer;
}

Result<Answer> change_password(Edge& edge, Call& call) {
  ANWANG_TRY(const auto json, call.json());
  Fields body(json);
  const auto* present = body.any("present");
  const auto* next = body.any("next");
  if (present == nullptr || present->string() == nullptr) body.fault("present", "required");
  if (next == nullptr || next->string() == nullptr) body.fault("next", "required");
  ANWANG_CHECK(body.done());
  auto& context = context_of(call.request());
  const auto now = edge.wall.now();
  const auto& account = *context.account;
  if (const auto wait = edge.sign_in_delay.wait_seconds(account.login, call.request().remote, now); wait > 0) {
    Error error{Errc::rate_limited, "too_many_attempts", {}, {}, wait};
    return fail(std::move(error));
  }
  ANWANG_TRY(const bool fits, edge.hasher.verify(PersonalText(*present->string()), account.password_hash));
  if (!fits) {
    edge.sign_in_delay.failed(account.login, call.request().remote, now);
    return fail_field("/present", "bad_credentials");
  }
  const PersonalText password(*next->string());
  if (!access::password_good(password, account.login)) return fail_field("/next", "password_weak");
  ANWANG_CHECK(
      access::set_password(edge.app.store, edge.hasher, edge.app.county, account.id, account.id, password, false));
  ANWANG_CHECK(edge.sessions.end_others(account.id, context.session_token));
  ANWANG_TRY(auto reader, edge.app.store.read());
  ANWANG_TRY(auto fresh, access::account_by_login(*reader, edge.app.county, account.login));
  if (!fresh) return fail(Errc::not_found, "not_found");
  return sign_in_as(edge, call, *fresh);
}

}  // namespace

void bind_session(Router& routes, Edge& edge) {
  routes.add({Method::get, "/api/v1/session", "public"}, [&edge](Call& call) { return current(edge, call); });
  routes.add({Method::post, "/api/v1/session", "public", 4096}, [&edge](Call& call) { return sign_in(edge, call); });
  routes.add({Method::delete_, "/api/v1/session", "signed_in", 4096},
             [&edge](Call& call) { return sign_out(edge, call); });
  routes.add({Method::put, "/api/v1/session/password", "signed_in", 4096},
             [&edge](Call& call) { return change_password(edge, call); });
}

}  // namespace anwang::api

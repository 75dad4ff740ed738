#include "api/api_fixture.h"

#include "access/account.h"
#include "access/policy.h"
#include "api/middleware.h"

namespace anwang::api::testing {

using access::Role;

codec::Json Reply::json() const {
  auto parsed = codec::parse_json(body);
  EXPECT_TRUE(parsed) << body;
  return parsed ? std::move(*parsed) : codec::Json();
}

std::string Reply::reason() const {
  const auto parsed = codec::parse_json(body);
  const auto* reason = parsed ? parsed->get("reason") : nullptr;
  return reason != nullptr && reason->string() != nullptr ? *reason->string() : "";
}

ApiTest::~ApiTest() {
  if (events_) events_->stop();
}

void ApiTest::put(const std::string& county, const char* table, std::int64_t id,
                  std::vector<std::pair<std::string, store::Value>> columns) {
  store::ChangeSet change;
  change.county = county;
  change.events.push_back({"test.put", {table, id}, 0, {}});
  change.writes.push_back({table, id, 0, std::move(columns), 0});
  const auto done = store().submit(std::move(change));
  ASSERT_TRUE(done) << table << " " << done.error().reason << " " << done.error().internal;
  if (county == "10004") last_seq_ = done->last_seq;
}

void ApiTest::up(bool demo) {
  config_.demo = demo;
  start();
  ASSERT_FALSE(HasFatalFailure());
  auto reader = store().read();
  ASSERT_TRUE(facts_->rebuild(**reader));
  reader->reset();
  sessions_ = std::make_unique<access::Sessions>(store(), *keys_, wall_, "10004");
  events_ = std::make_unique<EventHub>(store(), policy_, *sessions_, clock_, "10004");
  hasher_owner_ = std::make_unique<seal::PasswordHasher>(hasher_cost_);
  buckets_ = std::make_unique<access::TokenBuckets>(config_edge_.public_burst, config_edge_.public_per_minute / 60.0);
  config_edge_.public_floor_ms = 0;
  config_edge_.version = "0.0.0";
  config_edge_.county_zh = "新竹縣";
  config_edge_.county_en = "Hsinchu County";
  if (demo) {
    shown_ = std::make_unique<OffsetClock>(std::shared_ptr<const Clock>(&wall_, [](const Clock*) {}));
    demo_clock_ = std::make_unique<DemoClock>(*shown_, wall_, "10004");
    ASSERT_TRUE(demo_clock_->start(store(), clock_.now()));
  }
  edge_ = std::unique_ptr<Edge>(new Edge{app(), config_edge_, *sessions_, delay_, *buckets_, hasher(), metrics_,
                                         in_flight_, *events_, *facts_, wall_, demo_clock_.get()});
  bind_all(routes_, *edge_);
  http_ = std::make_unique<http::Router>(make_http_router(routes_, *edge_, {}));
  for (const auto role : kStaffRoles) {
    access::AccountDraft draft;
    draft.login = "t-" + std::to_string(static_cast<int>(role));
    draft.name = "測試" + std::string(access::role_code(role));
    draft.roles = {std::string(access::role_code(role))};
    draft.network = role == Role::mandated_reporter ? "police" : "social";
    draft.unit_code = role == Role::screener || role == Role::supervisor ? "screening" : "";
    draft.password = PersonalText(kPassword);
    const auto saved = access::save_account(store(), hasher(), "10004", 0, 0, 0, draft);
    ASSERT_TRUE(saved) << saved.error().reason;
    accounts_[role] = AccountId{saved->account.id};
    last_seq_ = saved->seq;
  }
  settle_all();
}

void ApiTest::settle_all() {
  auto reader = store().read();
  ASSERT_TRUE(reader);
  const auto position = (*reader)->position("10004");
  ASSERT_TRUE(position);
  ASSERT_TRUE(store().wait_for("10004", *position, 5000));
}

Browser ApiTest::visitor_browser() {
  Browser browser;
  const auto reply = send(browser, Method::get, "/api/v1/session");
  EXPECT_EQ(reply.status, 200) << reply.body;
  return browser;
}

Browser ApiTest::sign_in(const std::string& login, const std::string& password) {
  auto browser = visitor_browser();
  codec::JsonObject body{{"login", codec::Json(login)}, {"password", codec::Json(password)}};
  Send what;
  what.body = codec::write_json(codec::Json(std::move(body)));
  const auto reply = send(browser, Method::post, "/api/v1/session", what);
  EXPECT_EQ(reply.status, 200) << reply.body;
  return browser;
}

Browser& ApiTest::as(Role role) {
  const auto it = browsers_.find(role);
  if (it != browsers_.end()) return it->second;
  return browsers_[role] = sign_in("t-" + std::to_string(static_cast<int>(role)), kPassword);
}

Reply ApiTest::send(Browser& browser, Method method, const std::string& path, const Send& what) {
  http::Request request;
  request.method = method;
  request.path = path;
  request.query = what.query;
  request.body = what.body;
  request.remote = what.remote;
  request.request_id = "TEST" + std::to_string(next_key_);
  std::string cookies;
  if (!browser.session.empty()) cookies = session_cookie_name(config_edge_) + "=" + browser.session;
  if (!browser.visitor.empty())
    cookies += (cookies.empty() ? "" : "; ") + visitor_cookie_name(config_edge_) + "=" + browser.visitor;
  if (!cookies.empty()) request.headers.set("cookie", cookies);
  if (!what.body.empty()) request.headers.set("content-type", what.type);
  if (what.origin) request.headers.set("origin", kOrigin);
  if (what.token && !browser.token.empty()) request.headers.set("x-anwang-token", browser.token);
  if (what.key && method != Method::get) request.headers.set("idempotency-key", "key-" + std::to_string(++next_key_));
  for (const auto& [name, value] : what.headers) request.headers.set(name, value);
  const auto match = http_->match(method, path);
  Reply reply;
  if (match.handler == nullptr) {
    reply.status = match.allow.empty() ? 404 : 405;
    return reply;
  }
  auto response = http_->dispatch(request, match);
  reply.status = response.status;
  reply.headers = std::move(response.headers);
  reply.body = std::move(response.body);
  reply.stream = std::move(response.stream);
  reply.not_before = response.not_before;
  for (const auto& [name, value] : reply.headers.list) {
    if (name != "set-cookie") continue;
    const auto pair = value.substr(0, value.find(';'));
    const auto cookie_name = pair.substr(0, pair.find('='));
    (cookie_name == visitor_cookie_name(config_edge_) ? browser.visitor : browser.session) =
        pair.substr(pair.find('=') + 1);
  }
  if (path == "/api/v1/session" && reply.status == 200) {
    const auto session = reply.json();
    if (const auto* token = session.get("token")) browser.token = *token->string();
  }
  return reply;
}

}  // namespace anwang::api::testing

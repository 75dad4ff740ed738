#include "api/testing/api_fixture.h"

#include "api/middleware.h"
#include "seal/token.h"

namespace anwang::api::testing {

const codec::Json* Reply::find(std::string_view path) const {
  const codec::Json* at = &body;
  while (at && !path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    if (const auto* array = at->array()) {
      const auto index = part == "0" ? std::optional<std::int64_t>(0) : parse_id(part);
      at = index && static_cast<std::size_t>(*index) < array->size() ? &(*array)[static_cast<std::size_t>(*index)]
                                                                     : nullptr;
    } else {
      at = at->get(part);
    }
  }
  return at;
}

std::string Reply::at(std::string_view path) const {
  const codec::Json* found = find(path);
  if (!found) return {};
  return found->string() ? *found->string() : codec::write_json(*found);
}

void ApiTest::start_api() {
  start();
  config_.origins = {"https://anwang.test"};
  config_.public_floor_ms = 0;
  config_.county_zh = packs_->county.name.zh;
  config_.county_en = packs_->county.name.en;
  sessions_ = std::make_unique<access::Sessions>(*store_, *keys_, clock_, "10004");
  buckets_ = std::make_unique<access::TokenBuckets>(config_.public_burst, config_.public_per_minute / 60.0);
  facts_ = std::make_shared<indicator::FactsProjection>("10004");
  events_ = std::make_unique<EventHub>(*store_, policy_, *sessions_, clock_, "10004");
  edge_ = std::make_unique<Edge>(Edge{*app_, config_, *sessions_, delay_, *buckets_, hasher_, metrics_, in_flight_,
                                      *events_, *facts_, clock_, nullptr});
  bind_all(routes_, *edge_);
  router_ = std::make_unique<http::Router>(make_http_router(routes_, *edge_, {}));
}

Who ApiTest::as(AccountId account) {
  const auto token = sessions_->start(account.value, {});
  EXPECT_TRUE(token) << token.error().reason;
  return {session_cookie_name(config_) + "=" + *token, sessions_->request_token(*token)};
}

Who ApiTest::visitor_with_cookie() {
  const std::string token = seal::random_token();
  return {visitor_cookie_name(config_) + "=" + token, sessions_->request_token(token)};
}

Reply ApiTest::send(const Who& who, Method method, const std::string& target, const std::string& body,
                    const Extra& extra) {
  http::Request request;
  request.method = method;
  const std::size_t question = target.find('?');
  request.path = target.substr(0, question);
  if (question != std::string::npos) {
    const std::string pair = target.substr(question + 1);
    request.query[pair.substr(0, pair.find('='))] = pair.substr(pair.find('=') + 1);
  }
  request.headers = extra.headers;
  request.body = body;
  request.remote = "203.0.113.7";
  request.request_id = "test";
  if (!who.cookie.empty()) request.headers.set("cookie", who.cookie);
  if (method != Method::get) {
    request.headers.set("origin", "https://anwang.test");
    request.headers.set("x-anwang-token", who.token);
    request.headers.set("content-type", extra.type);
    request.headers.set("idempotency-key", extra.key.empty() ? "key-" + std::to_string(++next_key_) : extra.key);
    if (!extra.if_match.empty()) request.headers.set("if-match", "\"" + extra.if_match + "\"");
  }
  const http::Match match = router_->match(method, request.path);
  request.params = match.params;
  request.route = match.pattern;
  request.policy = match.policy;
  const http::Response response = router_->dispatch(request, match);
  Reply reply;
  reply.status = response.status;
  reply.raw = response.body;
  reply.headers = response.headers;
  if (auto parsed = codec::parse_json(response.body, {64, 16U << 20}); parsed) reply.body = std::move(*parsed);
  if (const auto seq = response.headers.get("x-anwang-seq"))
    last_seq_ = std::max(last_seq_, parse_id(*seq).value_or(0));
  return reply;
}

}  // namespace anwang::api::testing

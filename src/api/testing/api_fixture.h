// The whole edge over a throw-away store of either kind, without sockets: a request goes through every middleware, as
// from a browser. For tests of the route groups:
//   class MyTest : public api::testing::ApiTest {};
//   TEST_P(MyTest, …) { start_api(); auto reply = send(as(screener_), Method::get, "/api/v1/queue"); … }
#pragma once

#include <memory>
#include <string>

#include "api/edge.h"
#include "api/events.h"
#include "api/in_flight.h"
#include "flow/testing/app_fixture.h"
#include "indicator/projection.h"

namespace anwang::api::testing {

struct Reply {
  int status = 0;
  codec::Json body;
  std::string raw;
  http::Headers headers;
  // Member of the body by path: "errors/0/code"; "" when there is none. Numbers as text.
  [[nodiscard]] std::string at(std::string_view path) const;
  [[nodiscard]] const codec::Json* find(std::string_view path) const;
};

// A session of an account, or a visitor's cookie.
struct Who {
  std::string cookie, token;
};
struct Extra {
  std::string key;       // Idempotency-Key; "" makes a fresh one for unsafe methods
  std::string if_match;  // without quotes
  std::string type = "application/json";
  http::Headers headers;
};

class ApiTest : public flow::testing::AppTest {
 protected:
  void start_api();
  Who as(AccountId account);
  Who visitor_with_cookie();

  Reply send(const Who& who, Method method, const std::string& target, const std::string& body = {},
             const Extra& extra = {});

  EdgeConfig config_;
  std::unique_ptr<access::Sessions> sessions_;
  access::SignInDelay delay_;
  std::unique_ptr<access::TokenBuckets> buckets_;
  seal::PasswordHasher hasher_{seal::PasswordCost::for_tests()};
  obs::Registry metrics_;
  InFlight in_flight_;
  std::unique_ptr<EventHub> events_;
  std::shared_ptr<indicator::FactsProjection> facts_;
  std::unique_ptr<Edge> edge_;
  Router routes_;
  std::unique_ptr<http::Router> router_;
  int next_key_ = 0;
};

}  // namespace anwang::api::testing

// The whole product but its sockets: every route and every middleware over a real store, with one account a role. A
// test sends requests as a browser would: cookies, token, origin.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/demo_clock.h"
#include "api/edge.h"
#include "api/events.h"
#include "api/in_flight.h"
#include "api/openapi.h"
#include "flow/testing/app_fixture.h"
#include "indicator/projection.h"
#include "obs/metrics.h"

namespace anwang::api::testing {

inline constexpr const char* kOrigin = "https://safety.test";

struct Reply {
  int status = 0;
  http::Headers headers;
  std::string body;
  std::shared_ptr<http::EventStream> stream;
  std::chrono::steady_clock::time_point not_before;  // the edge holds it back until then
  [[nodiscard]] codec::Json json() const;
  [[nodiscard]] std::string reason() const;  // of a problem document
  [[nodiscard]] std::string header(std::string_view name) const { return std::string(headers.get(name).value_or("")); }
};

// One browser: its cookies and the token of its page.
struct Browser {
  std::string session, visitor, token;
};
struct Send {
  std::string body;  // JSON unless type is set
  std::string type = "application/json";
  std::map<std::string, std::string> headers;  // added or replacing
  std::map<std::string, std::string> query;
  bool token = true, origin = true, key = true;
  std::string remote = "198.51.100.7";
};

class ApiTest : public flow::testing::AppTest {
 protected:
  ApiTest() { config_edge_.origins = {kOrigin}; }
  ~ApiTest() override;
  // Everything up; `demo` marks the store.
  void up(bool demo = false);
  Reply send(Browser& browser, Method method, const std::string& path, const Send& what = {});
  // A browser that has opened the page; signed in as the account of that role when given.
  Browser visitor_browser();
  Browser& as(access::Role role);
  Browser sign_in(const std::string& login, const std::string& password);
  [[nodiscard]] AccountId account_of(access::Role role) const { return accounts_.at(role); }
  // Waits until the projections hold everything written.
  void settle_all();
  void put(const std::string& county, const char* table, std::int64_t id,
           std::vector<std::pair<std::string, store::Value>> columns);

  EdgeConfig config_edge_;
  ManualClock wall_{Instant{1'795'305'600'000'000}};
  std::unique_ptr<access::Sessions> sessions_;
  std::unique_ptr<EventHub> events_;
  std::unique_ptr<DemoClock> demo_clock_;
  std::unique_ptr<OffsetClock> shown_;
  std::shared_ptr<indicator::FactsProjection> facts_ = std::make_shared<indicator::FactsProjection>("10004");
  access::SignInDelay delay_;
  std::unique_ptr<access::TokenBuckets> buckets_;
  seal::PasswordCost hasher_cost_ = seal::PasswordCost::for_tests();
  std::unique_ptr<seal::PasswordHasher> hasher_owner_;
  seal::PasswordHasher& hasher() { return *hasher_owner_; }
  obs::Registry metrics_;
  InFlight in_flight_;
  std::unique_ptr<Edge> edge_;
  Router routes_;
  std::unique_ptr<http::Router> http_;
  std::map<access::Role, AccountId> accounts_;
  std::map<access::Role, Browser> browsers_;
  int next_key_ = 0;
};

inline constexpr std::array kStaffRoles = {access::Role::mandated_reporter, access::Role::screener,
                                           access::Role::duty_worker,       access::Role::social_worker,
                                           access::Role::supervisor,        access::Role::county_coordinator,
                                           access::Role::auditor,           access::Role::administrator};
inline constexpr const char* kPassword = "correct horse battery";

}  // namespace anwang::api::testing

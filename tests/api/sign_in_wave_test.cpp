// A wave of sign-ins over HTTP, and a roster sent without its entries, on both databases.
#include <thread>

#include "api/staff_fixture.h"
#include "flow/shifts.h"

namespace anwang::api::testing {
namespace {

class EdgesApi : public StaffApi {};

// More at once than the hasher takes: each is let in or told when to come again; none hangs, none is lost.
TEST_P(EdgesApi, MoreSignInsThanTheHasherTakesAreServedOrToldWhenToComeAgain) {
  up();
  staff("wave", "screener", "screening");
  seal::PasswordHasher few({2, 32U << 20}, 1, 2);
  Edge narrow{edge_->app,  edge_->config,  edge_->sessions,  edge_->sign_in_delay, edge_->public_buckets,
              few,         edge_->metrics, edge_->in_flight, edge_->events,        edge_->facts,
              edge_->wall, edge_->demo};
  Router routes;
  bind_all(routes, narrow);
  http_ = std::make_unique<http::Router>(make_http_router(routes, narrow, {}));
  constexpr std::size_t kClients = 16;
  std::vector<Browser> browsers(kClients);
  for (auto& b : browsers) b = visitor_browser();
  std::vector<Reply> replies(kClients);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < kClients; ++i)
    threads.emplace_back([&, i] {
      Send what;
      what.key = false;
      what.body = std::string(R"({"login":"wave","password":")") + kPassword + "\"}";
      replies[i] = send(browsers[i], Method::post, "/api/v1/session", what);
    });
  for (auto& t : threads) t.join();
  int in = 0, busy = 0;
  for (const auto& r : replies) {
    if (r.status == 200) ++in;
    if (r.status == 503) {
      ++busy;
      EXPECT_EQ(r.reason(), "sign_in_busy");
      EXPECT_GT(std::stoi("0" + r.header("retry-after")), 0) << r.body;
    }
  }
  EXPECT_EQ(in + busy, static_cast<int>(kClients));
  EXPECT_GE(in, 3) << "one that runs and two that wait are never turned away";
  EXPECT_GE(busy, 1) << "the bound was never reached: the test says nothing";
  Send again;
  again.key = false;
  again.body = std::string(R"({"login":"wave","password":")") + kPassword + "\"}";
  auto late = visitor_browser();
  EXPECT_EQ(send(late, Method::post, "/api/v1/session", again).status, 200);
  http_.reset();
}

TEST_P(EdgesApi, ARosterWithoutItsEntriesIsAskedForAndNothingIsTaken) {
  up();
  Browser boss = staff("boss", "supervisor", "screening");
  const Date today = taipei_date(clock_.now());
  ASSERT_TRUE(flow::ensure_shifts(app(), today, today));
  const auto shifts = get(boss, "/shifts").json();
  ASSERT_FALSE(items(shifts).empty());
  const Json shift = items(shifts).front();
  const auto put_roster = [&](const std::string& body) {
    Send what;
    what.body = body;
    what.headers["if-match"] = "\"" + std::to_string(number(shift, {"version"})) + "\"";
    return send(boss, Method::put, "/api/v1/shifts/" + text(shift, {"id"}) + "/roster", what);
  };
  const std::string one =
      R"({"entries":[{"account_id":")" + std::to_string(ids_["boss"]) + R"(","duty":"supervisor"}]})";
  ASSERT_EQ(put_roster(one).status, 200);
  for (const char* nothing : {"{}", R"({"entries":null})"}) {
    const auto refused = put_roster(nothing);
    EXPECT_EQ(refused.status, 422) << nothing;
    EXPECT_EQ(text(items(refused.json(), "errors").front(), {"pointer"}), "/entries");
  }
  EXPECT_EQ(put_roster("").status, 422);
  auto reader = store().read();
  EXPECT_EQ((*reader)->query("test", "SELECT id FROM roster WHERE account_id IS NOT NULL")->size(), 1U)
      << "the roster stands as it was";
}

ANWANG_ON_BOTH_STORES(EdgesApi);

}  // namespace
}  // namespace anwang::api::testing

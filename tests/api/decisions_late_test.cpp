// The decisions 11 to 19 of SECURITY.md; 1 to 10 are in decisions_test.cpp.
#include <fstream>

#include "access/demo_accounts.h"
#include "access/facts.h"
#include "access/policy.h"
#include "access/project.h"
#include "api/decision_fixture.h"
#include "api/fields.h"
#include "http/forwarded.h"
#include "obs/log.h"

namespace anwang::api::testing {
namespace {

using access::Role;

class LateDecision : public Decision {};

TEST_P(LateDecision, D11_AddressesCountOnlyBehindOurProxiesAndNeverJoinAReport) {
  http::Headers headers;
  headers.set("x-forwarded-for", "203.0.113.5, 10.1.1.1");
  const std::vector<http::Cidr> trusted = {*http::Cidr::parse("10.0.0.0/8")};
  EXPECT_EQ(http::client_of(headers, "10.2.2.2", false, trusted).address, "203.0.113.5");
  EXPECT_EQ(http::client_of(headers, "198.51.100.1", false, trusted).address, "198.51.100.1");
  up();
  auto browser = visitor_browser();
  Send what = json(report());
  what.remote = "203.0.113.77";
  ASSERT_EQ(send(browser, Method::post, "/api/v1/public/reports", what).status, 201);
  store_.reset();
  if (postgres()) return;
  std::ifstream file(config_.data_dir + "/anwang.db", std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  EXPECT_FALSE(bytes.empty());
  EXPECT_EQ(bytes.find("203.0.113.77"), std::string::npos);
}

TEST_P(LateDecision, D11_TheMetricsAreForThisMachineOnly) {
  up();
  auto browser = visitor_browser();
  Send what;
  EXPECT_EQ(send(browser, Method::get, "/metrics", what).status, 404);
  what.remote = "127.0.0.1";
  EXPECT_EQ(send(browser, Method::get, "/metrics", what).status, 200);
  what.headers["x-forwarded-for"] = "203.0.113.5";  // through a proxy that nobody named as trusted
  EXPECT_EQ(send(browser, Method::get, "/metrics", what).status, 404);
}

TEST_P(LateDecision, D12_FailuresDelayThePairNotTheAccount) {
  up();
  auto browser = visitor_browser();
  Send wrong = json(R"({"login":"t-2","password":"wrong wrong wrong"})");
  wrong.remote = "203.0.113.9";
  for (int i = 0; i < 3; ++i) EXPECT_EQ(send(browser, Method::post, "/api/v1/session", wrong).status, 401);
  const auto delayed = send(browser, Method::post, "/api/v1/session", wrong);
  EXPECT_EQ(delayed.status, 429);
  EXPECT_EQ(delayed.reason(), "too_many_attempts");
  EXPECT_GT(std::stoi(delayed.header("retry-after")), 0);
  Send right = json(R"({"login":"t-2","password":"correct horse battery"})");
  right.remote = "198.51.100.44";  // her own desk
  EXPECT_EQ(send(browser, Method::post, "/api/v1/session", right).status, 200);
}

TEST_P(LateDecision, D13_DemoAccountsExistOnlyInAStoreMarkedAtItsCreation) {
  up();
  auto browser = visitor_browser();
  EXPECT_EQ(send(browser, Method::get, "/api/v1/demo").status, 404);
  EXPECT_EQ(send(browser, Method::post, "/api/v1/demo/switch", json(R"({"login":"t-2"})")).status, 404);
  EXPECT_EQ(
      send(as(Role::screener), Method::post, "/api/v1/demo/clock", json(R"({"to":"2026-11-23T08:00:00Z"})")).status,
      404);
  const auto other = seal::KeyRing::from_seed("another installation");
  EXPECT_NE(access::demo_password(*keys_, "10004", "lin"), access::demo_password(*other, "10004", "lin"));
  EXPECT_NE(access::demo_password(*keys_, "10004", "lin"), access::demo_password(*keys_, "10004", "chen"));
}

TEST_P(LateDecision, D13_InADemonstrationRolesSwitchAndTheClockGoesForwardOnly) {
  up(true);
  auto browser = visitor_browser();
  EXPECT_TRUE(*send(browser, Method::get, "/api/v1/session").json().get("demo")->boolean());
  const auto listed = send(browser, Method::get, "/api/v1/demo");
  EXPECT_EQ(listed.status, 200);
  EXPECT_EQ(listed.body.find("password"), std::string::npos);
  ASSERT_EQ(send(browser, Method::post, "/api/v1/demo/switch", json(R"({"login":"t-2"})")).status, 200);
  EXPECT_EQ(send(browser, Method::get, "/api/v1/calls").status, 200);
  send(browser, Method::get, "/api/v1/session");
  const auto now = clock_.now();
  const auto to = [&](Instant t) { return json("{\"to\":\"" + iso_instant(t) + "\"}"); };
  EXPECT_EQ(send(browser, Method::post, "/api/v1/demo/clock", to(now.plus_hours(5))).status, 200);
  EXPECT_GE(shown_->now(), now.plus_hours(5));
  EXPECT_EQ(send(browser, Method::post, "/api/v1/demo/clock", to(now)).reason(), "clock_backwards");
  EXPECT_EQ(send(browser, Method::get, "/api/v1/calls").status, 200) << "the session lives on the wall clock";
}

TEST_P(LateDecision, D14_AWrongKeyStopsTheStart) {
  up();
  store_.reset();
  const auto wrong = seal::KeyRing::from_seed("wrong");
  const auto opened = store::Store::open(config_, *wrong);
  EXPECT_FALSE(opened);
  EXPECT_FALSE(seal::KeyRing::create(dir_.path() + "/inside.keys", dir_.path()));
}

TEST_P(LateDecision, D15_AnErasedSubjectIsGoneAndTheChainStillVerifies) {
  up();
  const auto sent = send(as(Role::screener), Method::post, "/api/v1/reports", json(report()));
  const auto id = *parse_id(*sent.json().get("id")->string());
  const auto before = store().history("10004", {"report", id});
  ASSERT_TRUE(before);
  EXPECT_FALSE(before->empty());
  ASSERT_TRUE(store().destroy_key("10004", id, account_of(Role::supervisor).value, "court_order"));
  const auto after = store().history("10004", {"report", id});
  ASSERT_FALSE(after);
  EXPECT_EQ(after.error().reason, "erased");
  events_->stop();
  store_.reset();
  const auto verified = store::verify(config_, *keys_);
  ASSERT_TRUE(verified) << verified.error().reason;
  EXPECT_TRUE(verified->faults.empty()) << verified->faults.front();
  EXPECT_GE(verified->erased, 1);
}

template <class T>
concept Loggable = requires(const T& value) {
  obs::LogValue(value);
};

TEST_P(LateDecision, D16_TheLogTakesWordsAndNumbersNeverData) {
  static_assert(!Loggable<std::string>);
  static_assert(!Loggable<PersonalText>);
  static_assert(!Loggable<std::string_view>);
  static_assert(Loggable<std::int64_t>);
  EXPECT_EQ(obs::Word::identifier("/api/v1/reports/{id}").text(), "/api/v1/reports/{id}");
  EXPECT_EQ(obs::Word::identifier("張雅雯").text(), "redacted");
  EXPECT_EQ(obs::Word::identifier("A123456789").text(), "redacted");
}

TEST_P(LateDecision, D17_ACursorOpensNothingForAnotherAccountListOrFilter) {
  up();
  for (int i = 0; i < 101; ++i)
    put("10004", "account", 1000 + i,
        {{"login", "zz" + std::to_string(i)},
         {"name", "z"},
         {"roles", "[]"},
         {"network", "social"},
         {"programmes", "[]"},
         {"languages", "[]"},
         {"active", std::int64_t{1}},
         {"password_hash", ""},
         {"must_change_password", std::int64_t{0}}});
  const auto page = send(as(Role::administrator), Method::get, "/api/v1/accounts").json();
  const auto cursor = *page.get("next")->string();
  Send next;
  next.query["cursor"] = cursor;
  EXPECT_EQ(send(as(Role::administrator), Method::get, "/api/v1/accounts", next).status, 200);
  auto forged = cursor;
  forged.back() = forged.back() == '0' ? '1' : '0';
  next.query["cursor"] = forged;
  EXPECT_EQ(send(as(Role::administrator), Method::get, "/api/v1/accounts", next).reason(), "bad_cursor");
  next.query["cursor"] = cursor;
  EXPECT_EQ(send(as(Role::auditor), Method::get, "/api/v1/audit/journal", next).reason(), "bad_cursor");
}

TEST_P(LateDecision, D18_ATieThatHasEndedOpensNothingOfThePast) {
  up();
  access::Viewer viewer;
  viewer.county = "10004";
  viewer.account = AccountId{42};
  viewer.roles = {Role::social_worker};
  viewer.network = "social";
  put("10004", "person", 50,
      {{"name", "p"}, {"birth_estimated", std::int64_t{0}}, {"new_resident", std::int64_t{0}}, {"source", "register"}});
  put("10004", "relation", 51,
      {{"account_id", std::int64_t{42}},
       {"tbl", "person"},
       {"record_id", std::int64_t{50}},
       {"kind", "lead"},
       {"from_at", std::int64_t{1}},
       {"until_at", clock_.now().us - 1}});
  auto reader = store().read();
  const auto facts = access::visible_facts(**reader, policy_, viewer, access::RecordKind::person, 50, clock_.now());
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->relations, 0U);
  EXPECT_EQ(policy_.decide(viewer, *facts, access::FieldClass::content), access::Outcome::absent);
}

TEST_P(LateDecision, D19_AConflictShowsBothVersionsThroughTheSameProjection) {
  up();
  const auto list = send(as(Role::administrator), Method::get, "/api/v1/accounts").json();
  const auto& row = list.get("items")->array()->front();
  const auto path = "/api/v1/accounts/" + *row.get("id")->string();
  Send what = json(R"({"login":"lin","name":"林","roles":["screener"],"network":"social"})");
  what.headers["if-match"] = "\"999\"";
  const auto conflict = send(as(Role::administrator), Method::put, path, what);
  EXPECT_EQ(conflict.status, 412) << conflict.body;
  const auto body = conflict.json();
  ASSERT_NE(body.get("yours"), nullptr);
  ASSERT_NE(body.get("current"), nullptr);
  EXPECT_EQ(conflict.body.find("argon2"), std::string::npos);
  EXPECT_EQ(conflict.body.find("password_hash"), std::string::npos);
}

TEST_P(LateDecision, D19_SmallCountsAndTheirComplementsAreSuppressed) {
  const access::Policy policy;
  access::Viewer stranger, named;
  stranger.roles = {Role::auditor};
  named.roles = {Role::county_coordinator};
  for (std::int64_t n = 1; n <= 4; ++n) {
    EXPECT_TRUE(access::suppressed(n, 100, stranger, policy));
    EXPECT_TRUE(access::suppressed(100 - n, 100, stranger, policy)) << "the complement tells as much";
    EXPECT_FALSE(access::suppressed(n, 100, named, policy));
  }
  EXPECT_FALSE(access::suppressed(0, 100, stranger, policy));
  EXPECT_FALSE(access::suppressed(5, 100, stranger, policy));
}

ANWANG_ON_BOTH_STORES(LateDecision);

}  // namespace
}  // namespace anwang::api::testing

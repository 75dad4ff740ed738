// The decisions of SECURITY.md, one test a decision and named for it. Decisions whose whole matter lies in one module
// have further tests there (seal: 10, 14, 15; http: 3, 11; store: 15, 17; access: 1, 12).
#include <chrono>
#include <fstream>
#include <thread>
#include <type_traits>

#include "access/demo_accounts.h"
#include "access/facts.h"
#include "access/policy.h"
#include "access/project.h"
#include "api/api_fixture.h"
#include "api/fields.h"
#include "http/forwarded.h"
#include "http/security_headers.h"
#include "obs/log.h"
#include "seal/token.h"

namespace anwang::api::testing {
namespace {

using access::Role;
using codec::Json;
using codec::JsonObject;

class Decision : public ApiTest {
 protected:
  static Send json(const std::string& body) {
    Send what;
    what.body = body;
    return what;
  }
  static std::string report(const std::string& extra = "") {
    return R"({"kinds":["domestic_violence"],"immediate_danger":false,"township":"10004020","place":"竹東鎮中興路","narrative":"夜裡有爭吵與哭聲",)" +
           extra + R"("reporter":{"name":"張老師"},"subjects":[{"role":"victim","name":"陳小美"}]})";
  }
  std::int64_t journal_position() {
    auto reader = store().read();
    return *(*reader)->position("10004");
  }
};

TEST_P(Decision, D01_SessionCookieIsHostBoundRandomHashedAndRotated) {
  up();
  auto browser = visitor_browser();
  const auto first =
      send(browser, Method::post, "/api/v1/session", json(R"({"login":"t-2","password":"correct horse battery"})"));
  const auto cookie = first.header("set-cookie");
  EXPECT_TRUE(cookie.starts_with("__Host-anwang="));
  for (const auto* part : {"HttpOnly", "Secure", "SameSite=Lax", "Path=/"})
    EXPECT_NE(cookie.find(part), std::string::npos) << part;
  EXPECT_EQ(cookie.find("Domain"), std::string::npos);
  const auto old = browser;
  ASSERT_EQ(
      send(browser, Method::post, "/api/v1/session", json(R"({"login":"t-2","password":"correct horse battery"})"))
          .status,
      200);
  EXPECT_NE(old.session, browser.session);
  auto stolen = old;
  EXPECT_EQ(send(stolen, Method::get, "/api/v1/calls").reason(), "session_ended");
  wall_.advance(31 * 60 * kMicrosPerSecond);
  EXPECT_EQ(send(browser, Method::get, "/api/v1/calls").status, 401);
  EdgeConfig plain;
  plain.secure_cookies = false;
  // The name of plain loopback HTTP is another one: a cookie of it is never taken for a secure one.
  auto again = as(Role::screener);
  Send foreign;
  foreign.headers["cookie"] = "anwang-local=" + again.session;
  EXPECT_EQ(send(again, Method::get, "/api/v1/calls", foreign).status, 401);
}

TEST_P(Decision, D02_GetChangesNothing) {
  up();
  for (const auto role : kStaffRoles) as(role);
  settle_all();
  const auto before = journal_position();
  for (const auto role : kStaffRoles)
    for (const auto& entry : routes_.entries()) {
      if (entry.route.method != Method::get || entry.route.pattern.find('{') != std::string_view::npos) continue;
      EXPECT_LT(send(as(role), Method::get, std::string(entry.route.pattern)).status, 500) << entry.route.pattern;
    }
  EXPECT_EQ(journal_position(), before);
}

TEST_P(Decision, D03_ContentSecurityPolicyHasNoUnsafeWord) {
  http::Response response;
  http::add_security_headers(response, true);
  const auto policy = std::string(response.headers.get("content-security-policy").value_or(""));
  EXPECT_TRUE(policy.starts_with("default-src 'none'"));
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
  for (const auto* part : {"base-uri 'none'", "frame-ancestors 'none'"})
    EXPECT_NE(policy.find(part), std::string::npos);
}

template <class T>
concept Streamable = requires(std::ostream& out, const T& value) {
  out << value;
};

TEST_P(Decision, D04_PersonalTypesHaveNoWriter) {
  static_assert(!std::is_constructible_v<Json, PersonalText>);
  static_assert(!std::is_convertible_v<PersonalText, std::string>);
  static_assert(!Streamable<PersonalText>);
  access::PersonRecord person;
  person.id = PersonId{5};
  person.name = PersonalText("張雅雯");
  person.birth_on = Personal<Date>(*Date::of(2000, 3, 4));
  access::Viewer outsider;
  outsider.county = "10004";
  outsider.account = AccountId{1};
  outsider.roles = {Role::social_worker};
  outsider.network = "health";
  access::RecordFacts facts;
  facts.kind = access::RecordKind::person;
  facts.county = "10004";
  const auto brief = access::project(outsider, access::Purpose::outside, person, facts, *Date::of(2026, 11, 22));
  ASSERT_TRUE(brief);
  const auto text = codec::write_json(*brief);
  EXPECT_NE(text.find("張○○"), std::string::npos);
  EXPECT_EQ(text.find("雅雯"), std::string::npos);
  EXPECT_EQ(text.find("2000-03-04"), std::string::npos);
  outsider.roles = {Role::administrator};
  EXPECT_FALSE(access::project(outsider, access::Purpose::detail, person, facts, *Date::of(2026, 11, 22)));
}

TEST_P(Decision, D05_QueriesTravelInBodiesAndReportersGetNoCandidates) {
  up();
  for (const auto& op : operations())
    for (const auto* word : {"name", "phone", "id_no", "address"})
      EXPECT_EQ(op.query.find(word), std::string_view::npos) << op.pattern;
  const auto refused = send(as(Role::mandated_reporter), Method::post, "/api/v1/reports", json(report()));
  EXPECT_EQ(refused.status, 201) << refused.body;
  for (const auto* word : {"candidate", "person", "陳小美", "household"})
    EXPECT_EQ(refused.body.find(word), std::string::npos) << word;
}

TEST_P(Decision, D06_AnUnknownAccountCostsAsMuchAndStrangersWaitForTheFloor) {
  hasher_cost_ = {1, 8U << 20};
  up();
  auto browser = visitor_browser();
  const auto cost = [&](const std::string& login) {
    Send what = json("{\"login\":\"" + login + "\",\"password\":\"wrong wrong wrong\"}");
    what.remote = "192.0.2." + std::to_string(++next_key_ % 200);
    const auto before = hasher().derivations();
    EXPECT_EQ(send(browser, Method::post, "/api/v1/session", what).reason(), "bad_credentials");
    return hasher().derivations() - before;
  };
  EXPECT_EQ(cost("t-2"), 1U);
  EXPECT_EQ(cost("nobody-here"), 1U);
  config_edge_.public_floor_ms = 60;
  for (const auto* code : {"0000-0000-0000-0000-0", "7K3P-9QXM-7K3P-9QXM-A"}) {
    const auto start = std::chrono::steady_clock::now();
    send(browser, Method::post, "/api/v1/public/track", json("{\"code\":\"" + std::string(code) + "\"}"));
    EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(60));
  }
}

TEST_P(Decision, D07_AKeyBindsAccountRouteAndBody) {
  up();
  Send what = json(report());
  what.headers["idempotency-key"] = "one-key";
  const auto first = send(as(Role::mandated_reporter), Method::post, "/api/v1/reports", what);
  ASSERT_EQ(first.status, 201) << first.body;
  const auto again = send(as(Role::mandated_reporter), Method::post, "/api/v1/reports", what);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(*again.json().get("report_no")->string(), *first.json().get("report_no")->string());
  what.body = report(R"("external_no":"113-1",)");
  const auto other = send(as(Role::mandated_reporter), Method::post, "/api/v1/reports", what);
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(other.reason(), "key_reused");
  what.body = report();
  const auto someone_else = send(as(Role::screener), Method::post, "/api/v1/reports", what);
  EXPECT_EQ(someone_else.status, 201) << "another account's key is another key";
  {
    const InFlight::Hold running(in_flight_, account_of(Role::mandated_reporter).str() + "\n/api/v1/reports\none-key");
    EXPECT_EQ(send(as(Role::mandated_reporter), Method::post, "/api/v1/reports", what).status, 409);
  }
  // A replay is authorised anew.
  auto reader = store().read();
  auto account = access::account_by_login(**reader, "10004", "t-1");
  access::AccountDraft draft;
  draft.login = "t-1";
  draft.name = "x";
  draft.roles = {"auditor"};
  draft.network = "county";
  ASSERT_TRUE(access::save_account(store(), hasher(), "10004", 0, (*account)->id, (*account)->version, draft));
  sessions_->forget_account((*account)->id);
  EXPECT_EQ(send(as(Role::mandated_reporter), Method::post, "/api/v1/reports", what).status, 403);
}

TEST_P(Decision, D08_AttachmentsAreSniffedSealedCheckedAndSandboxed) {
  up();
  const auto sent = send(as(Role::screener), Method::post, "/api/v1/reports", json(report()));
  ASSERT_EQ(sent.status, 201) << sent.body;
  const auto id = *sent.json().get("id")->string();
  Send file;
  file.body = "\x89PNG\r\n\x1a\n0123";
  file.type = "text/html";  // the sender's word counts for nothing
  file.headers["x-file-name"] = "%E5%82%B7.png";
  const auto added = send(as(Role::screener), Method::post, "/api/v1/reports/" + id + "/attachments", file);
  ASSERT_EQ(added.status, 201) << added.body;
  EXPECT_EQ(*added.json().get("media_type")->string(), "image/png");
  Send html = file;
  html.body = "<html><script>alert(1)</script>";
  html.type = "image/png";
  EXPECT_EQ(send(as(Role::screener), Method::post, "/api/v1/reports/" + id + "/attachments", html).status, 415);
  const auto path = "/api/v1/attachments/" + *added.json().get("id")->string() + "/content";
  const auto opened = send(as(Role::screener), Method::post, path, json(R"({"reason":"查看傷勢"})"));
  ASSERT_EQ(opened.status, 200) << opened.body;
  EXPECT_EQ(opened.body, file.body);
  EXPECT_TRUE(opened.header("content-security-policy").starts_with("sandbox"));
  EXPECT_EQ(opened.header("x-content-type-options"), "nosniff");
  EXPECT_EQ(opened.header("content-disposition"), "attachment; filename*=UTF-8''%E5%82%B7.png");
  EXPECT_EQ(opened.header("cache-control"), "no-store");
  for (const auto role : {Role::social_worker, Role::duty_worker}) {
    const auto refused = send(as(role), Method::post, path, json("{}"));
    EXPECT_EQ(refused.status, 404) << access::role_code(role);  // no tie to the report
  }
  // The opening is in the access log, with who and which.
  for (int i = 0; i < 50; ++i) {
    const auto log = send(as(Role::auditor), Method::get, "/api/v1/audit/access");
    if (log.body.find("attachment.download") != std::string::npos) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  ADD_FAILURE() << "the access log does not know of the download";
}

TEST_P(Decision, D09_ThrottlingNeverBlocksADangerSign) {
  config_edge_.public_burst = 2;
  config_edge_.public_per_minute = 1;
  up();
  auto browser = visitor_browser();
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(send(browser, Method::post, "/api/v1/public/reports", json(report())).status, 201);
  const auto over = send(browser, Method::post, "/api/v1/public/reports", json(report()));
  EXPECT_EQ(over.status, 429);
  EXPECT_GT(std::stoi(over.header("retry-after")), 0);
  EXPECT_NE(over.body.find("110"), std::string::npos);
  EXPECT_NE(over.body.find("113"), std::string::npos);
  auto danger = report();
  danger.replace(danger.find("\"immediate_danger\":false"), 24, "\"immediate_danger\":true");
  EXPECT_EQ(send(browser, Method::post, "/api/v1/public/reports", json(danger)).status, 201);
  auto reader = store().read();
  const auto rows = (*reader)->query(
      "test", "SELECT lane, due_at - received_at FROM report WHERE county = '10004' AND immediate_danger = 1");
  ASSERT_EQ(rows->size(), 1U);
  EXPECT_EQ((*rows)[0].text(0), "suspicious");        // visible, apart
  EXPECT_EQ((*rows)[0].i64(1), 24 * kMicrosPerHour);  // and its clock runs
}

TEST_P(Decision, D09_AFilledHoneypotGoesToTheVisibleLaneAndLooksAcceptedAsAnyOther) {
  up();
  auto browser = visitor_browser();
  EXPECT_EQ(
      send(browser, Method::post, "/api/v1/public/reports", json(report(R"("website":"http://x.example",)"))).status,
      201);
  EXPECT_EQ(send(browser, Method::post, "/api/v1/public/reports", json(report(R"("website":null,)"))).status, 201);
  auto reader = store().read();
  const auto rows = (*reader)->query("test", "SELECT lane, state FROM report WHERE county = '10004' ORDER BY id");
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ((*rows)[0].text(0), "suspicious");
  EXPECT_EQ((*rows)[0].text(1), "pending");
  EXPECT_EQ((*rows)[1].text(0), "normal");
}

TEST_P(Decision, D10_TheTrackingCodeIsKeptHashedAndRevealsThreeWords) {
  up();
  auto browser = visitor_browser();
  const auto sent = send(browser, Method::post, "/api/v1/public/reports", json(report()));
  ASSERT_EQ(sent.status, 201) << sent.body;
  const auto code = *sent.json().get("tracking_code")->string();
  auto reader = store().read();
  const auto rows = (*reader)->query("test", "SELECT tracking_hash FROM report WHERE tracking_hash IS NOT NULL");
  ASSERT_EQ(rows->size(), 1U);
  EXPECT_EQ((*rows)[0].blob(0), seal::tracking_hash(*keys_, *seal::parse_tracking_code(code)));
  const auto known = send(browser, Method::post, "/api/v1/public/track", json("{\"code\":\"" + code + "\"}"));
  const auto unknown = send(browser, Method::post, "/api/v1/public/track",
                            json("{\"code\":\"" + seal::tracking_code(*keys_, "10004", 999) + "\"}"));
  EXPECT_EQ(known.body, R"({"status":"received"})");
  EXPECT_EQ(known.body, unknown.body);
  for (const auto& entry : routes_.entries())
    EXPECT_FALSE(entry.route.method == Method::get && entry.route.pattern.find("track") != std::string_view::npos);
}

TEST_P(Decision, D11_AddressesCountOnlyBehindOurProxiesAndNeverJoinAReport) {
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

TEST_P(Decision, D12_FailuresDelayThePairNotTheAccount) {
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

TEST_P(Decision, D13_DemoAccountsExistOnlyInAStoreMarkedAtItsCreation) {
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

TEST_P(Decision, D13_InADemonstrationRolesSwitchAndTheClockGoesForwardOnly) {
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

TEST_P(Decision, D14_AWrongKeyStopsTheStart) {
  up();
  store_.reset();
  const auto wrong = seal::KeyRing::from_seed("wrong");
  const auto opened = store::Store::open(config_, *wrong);
  EXPECT_FALSE(opened);
  EXPECT_FALSE(seal::KeyRing::create(dir_.path() + "/inside.keys", dir_.path()));
}

TEST_P(Decision, D15_AnErasedSubjectIsGoneAndTheChainStillVerifies) {
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

TEST_P(Decision, D16_TheLogTakesWordsAndNumbersNeverData) {
  static_assert(!Loggable<std::string>);
  static_assert(!Loggable<PersonalText>);
  static_assert(!Loggable<std::string_view>);
  static_assert(Loggable<std::int64_t>);
  EXPECT_EQ(obs::Word::identifier("/api/v1/reports/{id}").text(), "/api/v1/reports/{id}");
  EXPECT_EQ(obs::Word::identifier("張雅雯").text(), "redacted");
  EXPECT_EQ(obs::Word::identifier("A123456789").text(), "redacted");
}

TEST_P(Decision, D17_ACursorOpensNothingForAnotherAccountListOrFilter) {
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

TEST_P(Decision, D18_ATieThatHasEndedOpensNothingOfThePast) {
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

TEST_P(Decision, D19_AConflictShowsBothVersionsThroughTheSameProjection) {
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

TEST_P(Decision, D19_SmallCountsAndTheirComplementsAreSuppressed) {
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

ANWANG_ON_BOTH_STORES(Decision);

}  // namespace
}  // namespace anwang::api::testing

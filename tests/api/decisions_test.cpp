// The decisions 1 to 10 of SECURITY.md, one test or more a decision and named for it; 11 to 19 are in
// decisions_late_test.cpp. Decisions whose whole matter lies in one module have further tests there: the table in
// SECURITY.md names them.
#include <chrono>
#include <thread>
#include <type_traits>

#include "access/policy.h"
#include "access/project.h"
#include "access/proof_of_work.h"
#include "api/decision_fixture.h"
#include "api/public_load.h"
#include "http/security_headers.h"
#include "seal/token.h"

namespace anwang::api::testing {
namespace {

using access::Role;
using codec::Json;

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

TEST_P(Decision, D01_TwoCookiesOfOneNameAreNoSession) {
  up();
  auto& browser = as(Role::screener);
  Send what;
  what.headers["cookie"] = "__Host-anwang=" + browser.session + "; __Host-anwang=planted";
  EXPECT_EQ(send(browser, Method::get, "/api/v1/calls", what).status, 401);
}

TEST_P(Decision, D02_ASignedInPageNeedsTheTokenOfItsSession) {
  up();
  auto& browser = as(Role::screener);
  Send what = json(report());
  what.headers["x-anwang-token"] = sessions_->request_token(browser.visitor);
  EXPECT_EQ(send(browser, Method::post, "/api/v1/reports", what).reason(), "token_refused");
  what.headers["x-anwang-token"] = as(Role::supervisor).token;
  EXPECT_EQ(send(browser, Method::post, "/api/v1/reports", what).reason(), "token_refused");
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
    const auto reply =
        send(browser, Method::post, "/api/v1/public/track", json("{\"code\":\"" + std::string(code) + "\"}"));
    EXPECT_GE(reply.not_before - start, std::chrono::milliseconds(60));
  }
}

// A stranger who names a far journal position must not hold a worker.
TEST_P(Decision, D06_OnlyTheSignedInWaitForTheirOwnWrites) {
  up();
  auto browser = visitor_browser();
  Send what;
  what.headers["x-anwang-seq"] = "9223372036854775807";
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(send(browser, Method::get, "/api/v1/reference", what).status, 200);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(400));
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

TEST_P(Decision, D07_AnotherFileNameUnderTheSameKeyIsAnotherRequest) {
  up();
  const auto id = *send(as(Role::screener), Method::post, "/api/v1/reports", json(report())).json().get("id")->string();
  Send file;
  file.body = "\x89PNG\r\n\x1a\n0123";
  file.headers = {{"x-file-name", "a.png"}, {"idempotency-key", "one-file"}};
  const auto path = "/api/v1/reports/" + id + "/attachments";
  ASSERT_EQ(send(as(Role::screener), Method::post, path, file).status, 201);
  EXPECT_EQ(send(as(Role::screener), Method::post, path, file).status, 200);
  file.headers["x-file-name"] = "b.png";
  EXPECT_EQ(send(as(Role::screener), Method::post, path, file).reason(), "key_reused");
}

TEST_P(Decision, D08_AFileNameIsANameNeverAPath) {
  up();
  const auto id = *send(as(Role::screener), Method::post, "/api/v1/reports", json(report())).json().get("id")->string();
  const std::vector<std::pair<std::string, std::string>> names = {
      {"..%2F..%2Fetc%2Fpasswd", "passwd"},
      {"C%3A%5Cx%5Cy.png", "y.png"},
      {"a%0D%0ASet-Cookie%3A%20x.png", "aSet-Cookie%3A%20x.png"},
      {"%22%3E%3Cb%3E.png", "%3E%3Cb%3E.png"},
      {"", ""}};
  for (const auto& [sent, shown] : names) {
    Send file;
    file.body = "\x89PNG\r\n\x1a\n0123" + sent;
    file.headers["x-file-name"] = sent;
    const auto added = send(as(Role::screener), Method::post, "/api/v1/reports/" + id + "/attachments", file);
    ASSERT_EQ(added.status, 201) << added.body;
    const auto opened =
        send(as(Role::screener), Method::post, "/api/v1/attachments/" + *added.json().get("id")->string() + "/content",
             json(R"({"reason":"查看"})"));
    EXPECT_EQ(opened.header("content-disposition"), "attachment; filename*=UTF-8''" + shown);
  }
  Send file;
  file.body = "\x89PNG\r\n\x1a\n0123";
  file.headers["x-file-name"] = "%ff%fe.png";
  const auto refused = send(as(Role::screener), Method::post, "/api/v1/reports/" + id + "/attachments", file);
  EXPECT_EQ(refused.status, 422) << refused.body;
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

// What a browser does with the challenge of a 429 answer.
std::string solved(const Reply& asked) {
  const auto body = asked.json();
  const auto* work = body.get("work");
  const std::string challenge = *work->get("challenge")->string();
  for (std::int64_t n = 0;; ++n)
    if (auto answer = challenge + "." + std::to_string(n);
        access::leading_zero_bits(answer) >= *work->get("bits")->integer())
      return answer;
}

TEST_P(Decision, D09_UnderTheLoadOfAllSendersAPuzzleLetsAReportThroughOnce) {
  config_edge_.public_all_burst = 1;
  config_edge_.public_all_per_minute = 0.1;
  config_edge_.public_work_bits = 8;
  up();
  auto first = visitor_browser(), browser = visitor_browser();
  EXPECT_EQ(send(first, Method::post, "/api/v1/public/reports", json(report())).status, 201);
  auto other = json(report());
  other.remote = "203.0.113.99";  // another sender, who has sent nothing yet
  const auto asked = send(browser, Method::post, "/api/v1/public/reports", other);
  ASSERT_EQ(asked.status, 429) << asked.body;
  EXPECT_EQ(asked.reason(), "over_public_load");
  EXPECT_GT(std::stoi(asked.header("retry-after")), 0);
  EXPECT_NE(asked.body.find("110"), std::string::npos);
  EXPECT_NE(asked.body.find("113"), std::string::npos);
  auto with = other;
  with.headers[kWorkHeader] = solved(asked);
  auto foreign = visitor_browser();
  EXPECT_EQ(send(foreign, Method::post, "/api/v1/public/reports", with).status, 429) << "another visitor's";
  auto unsolved = other;
  unsolved.headers[kWorkHeader] = *asked.json().get("work")->get("challenge")->string() + ".x";
  EXPECT_EQ(send(browser, Method::post, "/api/v1/public/reports", unsolved).status, 429);
  EXPECT_EQ(send(browser, Method::post, "/api/v1/public/reports", with).status, 201);
  const auto replayed = send(browser, Method::post, "/api/v1/public/reports", with);
  EXPECT_EQ(replayed.status, 429) << "a solution counts once";
  EXPECT_NE(replayed.json().get("work")->get("challenge")->string(), nullptr);
  const auto metrics = metrics_.text();
  EXPECT_NE(metrics.find("anwang_public_work_total{what=\"solved\"} 1\n"), std::string::npos) << metrics;
  EXPECT_NE(metrics.find("anwang_public_work_total{what=\"refused\"} 3\n"), std::string::npos);
  EXPECT_NE(metrics.find("anwang_public_work_total{what=\"issued\"} 4\n"), std::string::npos);
}

TEST_P(Decision, D09_APuzzleIsNeverAskedOfAReportThatMarksDangerNorOfTracking) {
  config_edge_.public_all_burst = 1;
  config_edge_.public_all_per_minute = 0.1;
  up();
  auto browser = visitor_browser();
  EXPECT_EQ(send(browser, Method::post, "/api/v1/public/reports", json(report())).status, 201);
  ASSERT_EQ(send(browser, Method::post, "/api/v1/public/reports", json(report())).status, 429);
  auto danger = report();
  danger.replace(danger.find("\"immediate_danger\":false"), 24, "\"immediate_danger\":true");
  EXPECT_EQ(send(browser, Method::post, "/api/v1/public/reports", json(danger)).status, 201);
  EXPECT_NE(send(browser, Method::post, "/api/v1/public/track", json(R"({"code":"x"})")).status, 429);
  auto reader = store().read();
  const auto rows = (*reader)->query("test", "SELECT lane FROM report WHERE immediate_danger = 1");
  ASSERT_EQ(rows->size(), 1U);
  EXPECT_EQ((*rows)[0].text(0), "normal") << "the load of others is no suspicion";
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

ANWANG_ON_BOTH_STORES(Decision);

}  // namespace
}  // namespace anwang::api::testing

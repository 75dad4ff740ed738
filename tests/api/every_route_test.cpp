// What every endpoint test begins with, done for every route of the router by a table: not signed in, wrong role, no
// token, wrong origin, wrong county, absent, malformed. A new route is covered the day it is bound.
#include "access/account.h"
#include "access/facts.h"
#include "access/policy.h"
#include "api/api_fixture.h"
#include "store/record.h"

namespace anwang::api::testing {
namespace {

using access::Role;

class EveryRouteTest : public ApiTest {
 protected:
  // A record of another county for every table that a path can name, all under one id.
  static constexpr std::int64_t kForeign = 4'611'686'018'427'387'904;
  static constexpr std::int64_t kAbsent = 4'611'686'018'427'387'905;
  static constexpr std::int64_t kOwn = 4'611'686'018'427'387'906;
  void records(const std::string& county, std::int64_t id);
  bool in_sight(Role role, std::string_view pattern, std::int64_t id);
  static std::string path_of(std::string_view pattern, std::int64_t id) {
    std::string out(pattern);
    for (auto open = out.find('{'); open != std::string::npos; open = out.find('{'))
      out.replace(open, out.find('}') - open + 1, std::to_string(id));
    return out;
  }
  static bool unsafe(const http::Route& route) { return route.method != Method::get; }
  static bool has_id(const http::Route& route) { return route.pattern.find('{') != std::string_view::npos; }
  // A role that the route's policy lets in.
  static std::optional<Role> allowed(const http::Route& route) {
    const auto* policy = access::route_policy(route.policy);
    if (!policy->session) return std::nullopt;
    for (const auto role : kStaffRoles) {
      access::Viewer viewer;
      viewer.account = AccountId{1};
      viewer.roles = {role};
      if (access::allows(*policy, viewer)) return role;
    }
    return std::nullopt;
  }
};

// The same answer but for what names the request.
std::string without_request(std::string body) {
  const std::string mark = "\"request_id\":\"";
  const auto at = body.find(mark);
  if (at != std::string::npos) body.erase(at, body.find('"', at + mark.size()) - at + 1);
  return body;
}

void EveryRouteTest::records(const std::string& county, std::int64_t id) {
  using V = store::Value;
  const V zero = std::int64_t{0}, one = std::int64_t{1};
  put(county, "person", id,
      {{"name", "外縣"}, {"birth_estimated", zero}, {"new_resident", zero}, {"source", "register"}});
  put(county, "household", id,
      {{"overlay", "registered"}, {"township", "t"}, {"address_restricted", zero}, {"from_on", "2020-01-01"}});
  put(county, "report", id,
      {{"report_no", "x"},
       {"kinds", "[]"},
       {"channel", "phone"},
       {"source", "police"},
       {"received_at", one},
       {"recorded_at", one},
       {"due_at", one},
       {"reply_wanted", zero},
       {"anonymous", zero},
       {"form", "f"},
       {"form_version", "1"},
       {"facts", "{}"},
       {"state", "pending"},
       {"lane", "normal"},
       {"more_info", zero}});
  put(county, "report_subject", id, {{"report_id", V{id}}, {"role", "client"}, {"identity", "open"}});
  put(county, "decision", id,
      {{"report_id", V{id}},
       {"subject_id", V{id}},
       {"programme", "other"},
       {"outcome", "advice"},
       {"decided_by", one},
       {"decided_at", one},
       {"superseded", zero}});
  put(county, "assignment", id,
      {{"decision_id", V{id}},
       {"report_id", V{id}},
       {"subject_id", V{id}},
       {"programme", "other"},
       {"unit_id", one},
       {"state", "sent"},
       {"sent_at", one},
       {"escalation", zero}});
  put(county, "transition", id, {{"kind", "notice"}, {"from_account_id", one}, {"sent_at", one}, {"state", "open"}});
  put(county, "case_file", id,
      {{"case_no", "x"},
       {"programme", "other"},
       {"unit_id", one},
       {"state", "open"},
       {"received_at", one},
       {"weight", V{1.0}}});
  put(county, "goal", id, {{"case_id", V{id}}, {"title_sealed", store::Bytes{1}}});
  put(county, "shift", id, {{"kind", "day"}, {"starts_at", one}, {"ends_at", one}, {"assumption", zero}});
  put(county, "attachment", id,
      {{"tbl", "report"},
       {"record_id", V{id}},
       {"name_sealed", store::Bytes{1}},
       {"media_type", "image/png"},
       {"bytes", one},
       {"chunks", one},
       {"content_hash", store::Bytes{1}},
       {"added_at", one}});
}

// Whether the policy lets the account of that role know of the record that the path names.
bool EveryRouteTest::in_sight(Role role, std::string_view pattern, std::int64_t id) {
  using access::RecordKind;
  const std::map<std::string_view, RecordKind> kinds = {
      {"reports", RecordKind::report},  {"decisions", RecordKind::report},    {"attachments", RecordKind::report},
      {"cases", RecordKind::case_file}, {"goals", RecordKind::case_file},     {"assignments", RecordKind::assignment},
      {"persons", RecordKind::person},  {"households", RecordKind::household}};
  const auto rest = pattern.substr(std::string_view("/api/v1/").size());
  const auto kind = kinds.find(rest.substr(0, rest.find('/')));
  if (kind == kinds.end()) return true;  // no record of the policy
  auto reader = store().read();
  const auto account = store::get<access::Account>(**reader, "test.account", "10004", account_of(role).value);
  return bool(
      access::visible_facts(**reader, policy_, access::viewer_of("10004", *account), kind->second, id, clock_.now()));
}

// What an answer says besides its body: the same for a record out of sight as for none.
std::vector<std::string> telling_headers(const Reply& reply) {
  std::vector<std::string> out;
  for (const auto& [name, value] : reply.headers.list)
    if (name != "x-request-id" && name != "x-anwang-now") out.push_back(name + ": " + value);
  return out;
}

TEST_P(EveryRouteTest, WithoutASessionIsAnswered401BeforeAnythingElse) {
  up();
  auto stranger = visitor_browser();
  for (const auto& entry : routes_.entries()) {
    if (!access::route_policy(entry.route.policy)->session) continue;
    const auto reply = send(stranger, entry.route.method, path_of(entry.route.pattern, kAbsent));
    EXPECT_EQ(reply.status, 401) << entry.route.pattern;
    EXPECT_EQ(reply.reason(), "not_signed_in") << entry.route.pattern;
  }
}

TEST_P(EveryRouteTest, AnotherRoleIsAnswered403WithoutALook) {
  up();
  for (const auto& entry : routes_.entries()) {
    const auto* policy = access::route_policy(entry.route.policy);
    if (!policy->session) continue;
    for (const auto role : kStaffRoles) {
      access::Viewer viewer;
      viewer.account = AccountId{1};
      viewer.roles = {role};
      if (access::allows(*policy, viewer)) continue;
      const auto reply = send(as(role), entry.route.method, path_of(entry.route.pattern, kAbsent));
      EXPECT_EQ(reply.status, 403) << entry.route.pattern << " as " << access::role_code(role);
      EXPECT_EQ(reply.reason(), "role_not_allowed");
    }
  }
}

TEST_P(EveryRouteTest, UnsafeMethodsNeedOriginAndToken) {
  up();
  for (const auto& entry : routes_.entries()) {
    if (!unsafe(entry.route)) continue;
    const auto role = allowed(entry.route);
    auto stranger = role ? Browser{} : visitor_browser();
    auto& browser = role ? as(*role) : stranger;
    const auto path = path_of(entry.route.pattern, kAbsent);
    Send no_token, wrong_token, no_origin, wrong_origin;
    no_token.token = false;
    wrong_token.headers["x-anwang-token"] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    no_origin.origin = false;
    wrong_origin.headers["origin"] = "https://safety.test.evil.example";
    for (const auto* what : {&no_token, &wrong_token})
      EXPECT_EQ(send(browser, entry.route.method, path, *what).reason(), "token_refused") << entry.route.pattern;
    for (const auto* what : {&no_origin, &wrong_origin})
      EXPECT_EQ(send(browser, entry.route.method, path, *what).reason(), "origin_refused") << entry.route.pattern;
  }
}

TEST_P(EveryRouteTest, AnotherCountysRecordAnswersExactlyAsOneThatDoesNotExist) {
  up();
  records("10005", kForeign);
  for (const auto& entry : routes_.entries()) {
    if (!has_id(entry.route) || entry.route.pattern.find("/indicators/") != std::string_view::npos) continue;
    for (const auto role : kStaffRoles) {
      access::Viewer viewer;
      viewer.account = AccountId{1};
      viewer.roles = {role};
      if (!access::allows(*access::route_policy(entry.route.policy), viewer)) continue;
      Send what;
      what.headers["if-match"] = "\"1\"";
      if (unsafe(entry.route)) what.body = "{}";
      const auto absent = send(as(role), entry.route.method, path_of(entry.route.pattern, kAbsent), what);
      const auto foreign = send(as(role), entry.route.method, path_of(entry.route.pattern, kForeign), what);
      EXPECT_EQ(foreign.status, absent.status) << entry.route.pattern << " as " << access::role_code(role);
      EXPECT_EQ(without_request(foreign.body), without_request(absent.body)) << entry.route.pattern;
      EXPECT_EQ(telling_headers(foreign), telling_headers(absent)) << entry.route.pattern;
      EXPECT_GE(absent.status, 400) << entry.route.pattern << " " << absent.body;
      EXPECT_LT(absent.status, 500) << entry.route.pattern << " " << absent.body;
      const auto nonsense =
          send(as(role), entry.route.method,
               path_of(entry.route.pattern, kAbsent)
                   .replace(path_of(entry.route.pattern, kAbsent).find(std::to_string(kAbsent)), 19, "nonsense"),
               what);
      EXPECT_EQ(nonsense.status, 404) << entry.route.pattern;
    }
  }
}

TEST_P(EveryRouteTest, ARecordOutOfSightAnswersExactlyAsOneThatDoesNotExist) {
  up();
  records("10004", kOwn);
  int compared = 0;
  for (const auto& entry : routes_.entries()) {
    if (!has_id(entry.route)) continue;
    for (const auto role : kStaffRoles) {
      access::Viewer viewer;
      viewer.account = AccountId{1};
      viewer.roles = {role};
      if (!access::allows(*access::route_policy(entry.route.policy), viewer)) continue;
      as(role);
      if (in_sight(role, entry.route.pattern, kOwn)) continue;
      Send what;
      what.headers["if-match"] = "\"1\"";
      if (unsafe(entry.route)) what.body = "{}";
      const auto absent = send(as(role), entry.route.method, path_of(entry.route.pattern, kAbsent), what);
      const auto hidden = send(as(role), entry.route.method, path_of(entry.route.pattern, kOwn), what);
      const auto where = std::string(entry.route.pattern) + " as " + std::string(access::role_code(role));
      EXPECT_EQ(hidden.status, absent.status) << where << hidden.body;
      EXPECT_EQ(without_request(hidden.body), without_request(absent.body)) << where;
      EXPECT_EQ(telling_headers(hidden), telling_headers(absent)) << where;
      ++compared;
    }
  }
  EXPECT_GT(compared, 20);
}

TEST_P(EveryRouteTest, MalformedBodiesAreA4xxThatNamesTheFault) {
  up();
  const std::vector<std::pair<std::string, std::string>> bodies = {
      {"{", "application/json"},
      {"[]", "application/json"},
      {R"({"login":"a","login":"b"})", "application/json"},
      {"{\"a\":\"\xff\xfe\"}", "application/json"},
      {std::string(200, '[') + std::string(200, ']'), "application/json"},
      {R"({"no_such_field_anywhere":1})", "application/json"},
      {"login=a", "application/x-www-form-urlencoded"}};
  for (const auto& entry : routes_.entries()) {
    if (!unsafe(entry.route)) continue;
    const auto* op = operation(entry.route.method, entry.route.pattern);
    if (op == nullptr || op->request.empty() || op->request == "raw") continue;
    const auto role = allowed(entry.route);
    auto stranger = role ? Browser{} : visitor_browser();
    for (const auto& [body, type] : bodies) {
      Send what;
      what.body = body;
      what.type = type;
      what.headers["if-match"] = "\"1\"";
      what.remote = "203.0.113." + std::to_string(next_key_ % 250);  // the public limits are another test's
      const auto reply =
          send(role ? as(*role) : stranger, entry.route.method, path_of(entry.route.pattern, kAbsent), what);
      EXPECT_GE(reply.status, 400) << entry.route.pattern << " took " << body;
      EXPECT_LT(reply.status, 500) << entry.route.pattern << " broke on " << body << ": " << reply.body;
      EXPECT_EQ(reply.header("content-type"), "application/problem+json") << entry.route.pattern;
      EXPECT_FALSE(reply.reason().empty()) << entry.route.pattern;
    }
  }
}

ANWANG_ON_BOTH_STORES(EveryRouteTest);

}  // namespace
}  // namespace anwang::api::testing

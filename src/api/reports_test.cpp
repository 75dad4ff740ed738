#include <gtest/gtest.h>

#include <algorithm>

#include "api/testing/api_fixture.h"
#include "seal/token.h"

namespace anwang::api {
namespace {

using testing::Extra;

const char* const kReport =
    R"({"kinds":["child_protection"],"immediate_danger":null,"township":"10004020","narrative":"孩子手臂有多處瘀青，說是被打的。",)"
    R"("reporter":{"name":"金絲雀甲","phone":"03-555-0000","class":"police"},"subjects":[{"role":"victim","name":"金絲雀童","id_no":"A123456788"}]})";

class ReportsApi : public testing::ApiTest {};

TEST_P(ReportsApi, WhoMayKnock) {
  start_api();
  const auto stranger = visitor_with_cookie();
  EXPECT_EQ(send(stranger, Method::post, "/api/v1/reports", kReport).status, 401);
  EXPECT_EQ(send(stranger, Method::get, "/api/v1/reports/mine").status, 401);
  const auto auditor = as(add_account("aud", "auditor", "it_office", "civil"));
  EXPECT_EQ(send(auditor, Method::post, "/api/v1/reports", kReport).status, 403);
  EXPECT_EQ(send(as(police_), Method::post, "/api/v1/persons/search", R"({"text":"金絲雀童"})").status, 403);
  EXPECT_EQ(send(as(police_), Method::get, "/api/v1/calls").status, 403);
}

TEST_P(ReportsApi, MandatedReporterGetsAReceipt) {
  start_api();
  const auto sent = send(as(police_), Method::post, "/api/v1/reports", kReport);
  ASSERT_EQ(sent.status, 201) << sent.raw;
  EXPECT_EQ(sent.at("report_no"), "115-HC-通-000001");
  EXPECT_EQ(sent.at("unit/name"), "集中篩派案中心");
  EXPECT_EQ(sent.at("warnings/0/code"), "bad_check_digit");
  EXPECT_EQ(sent.at("warnings/0/pointer"), "/subjects/0/id_no");
  EXPECT_FALSE(sent.find("id"));  // a reporter gets no handle on the record
  const auto mine = send(as(police_), Method::get, "/api/v1/reports/mine");
  ASSERT_EQ(mine.status, 200) << mine.raw;
  EXPECT_EQ(mine.at("items/0/report_no"), "115-HC-通-000001");
  EXPECT_EQ(mine.at("items/0/status"), "received");
  EXPECT_EQ(mine.raw.find("金絲雀"), std::string::npos);
  const auto other = send(as(add_account("pol2", "mandated_reporter", "police_zhubei", "police")), Method::get,
                          "/api/v1/reports/mine");
  EXPECT_EQ(other.at("items"), "[]");
}

TEST_P(ReportsApi, ReplayAnswersTheSameAndAnotherBodyIsRefused) {
  start_api();
  const auto who = as(police_);
  Extra extra;
  extra.key = "once";
  const auto first = send(who, Method::post, "/api/v1/reports", kReport, extra);
  const auto second = send(who, Method::post, "/api/v1/reports", kReport, extra);
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(second.at("report_no"), first.at("report_no"));
  std::string changed = kReport;
  changed.replace(changed.find("多處"), std::string("多處").size(), "幾處");
  const auto third = send(who, Method::post, "/api/v1/reports", changed, extra);
  EXPECT_EQ(third.status, 422);
  EXPECT_EQ(third.at("reason"), "key_reused");
}

TEST_P(ReportsApi, BadBodies) {
  start_api();
  const auto who = as(police_);
  const auto post = [&](const std::string& body) { return send(who, Method::post, "/api/v1/reports", body); };
  EXPECT_EQ(post("{").status, 400);
  EXPECT_EQ(post(R"({"narrative":"a","narrative":"b"})").at("reason"), "duplicate_key");
  EXPECT_EQ(post(std::string(40, '[') + std::string(40, ']')).at("reason"), "too_deep");
  EXPECT_EQ(post("{\"narrative\":\"\xff\"}").at("reason"), "bad_utf8");
  Extra text;
  text.type = "text/plain";
  EXPECT_EQ(send(who, Method::post, "/api/v1/reports", kReport, text).status, 415);
  const auto unknown =
      post(R"({"narrative":"看到有人被打","place":"橋下","subjects":[{"nickname":"阿明","mood":"sad"}],"priority":1})");
  EXPECT_EQ(unknown.status, 422);
  EXPECT_NE(unknown.raw.find("/subjects/0/mood"), std::string::npos) << unknown.raw;
  EXPECT_NE(unknown.raw.find("/priority"), std::string::npos);
  const auto empty = post("{}");
  EXPECT_EQ(empty.status, 422);
  EXPECT_EQ(empty.at("errors/0/code"), "required");
  auto reader = store().read();
  EXPECT_TRUE((*reader)->query("test.none", "SELECT id FROM report", {})->empty());
}

TEST_P(ReportsApi, PublicReportAndTracking) {
  start_api();
  const auto stranger = visitor_with_cookie();
  std::string body = kReport;
  body.replace(body.find("\"police\""), 8, "\"neighbour\"");
  const auto sent = send(stranger, Method::post, "/api/v1/public/reports", body);
  ASSERT_EQ(sent.status, 201) << sent.raw;
  const std::string code = sent.at("tracking_code");
  ASSERT_FALSE(code.empty());
  EXPECT_FALSE(sent.find("report_no"));
  const auto track = [&](const std::string& typed) {
    return send(stranger, Method::post, "/api/v1/public/track", R"({"code":")" + typed + "\"}");
  };
  EXPECT_EQ(track(code).at("status"), "received");
  std::string lower = code;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  EXPECT_EQ(track(lower).at("status"), "received");
  EXPECT_EQ(track("1234").status, 422);
  // A well-formed code that nobody has reads like any other.
  EXPECT_EQ(track(seal::tracking_code(*keys_, "10004", 77)).at("status"), "received");
  EXPECT_EQ(
      send(
          stranger, Method::post, "/api/v1/public/reports",
          R"({"narrative":"看到有人被打","place":"橋下","subjects":[{"nickname":"阿明"}],"received_at":"2026-01-01T00:00:00Z"})")
          .status,
      422);
}

TEST_P(ReportsApi, OverTheLimitADangerSignStillComesThrough) {
  config_.public_burst = 1;
  start_api();
  const auto stranger = visitor_with_cookie();
  const std::string calm =
      R"({"narrative":"樓上每天半夜大吵","place":"竹東","subjects":[{"nickname":"三樓那家"}],"immediate_danger":false})";
  const std::string danger =
      R"({"narrative":"他正拿刀追她，救命","place":"竹東","subjects":[{"nickname":"三樓那家"}],"immediate_danger":true})";
  EXPECT_EQ(send(stranger, Method::post, "/api/v1/public/reports", calm).status, 201);
  const auto refused = send(stranger, Method::post, "/api/v1/public/reports", calm);
  EXPECT_EQ(refused.status, 429);
  EXPECT_TRUE(refused.headers.get("retry-after"));
  EXPECT_EQ(send(stranger, Method::post, "/api/v1/public/reports", danger).status, 201);
}

TEST_P(ReportsApi, CallsAreCountedApart) {
  start_api();
  const auto who = as(screener_);
  const auto sent = send(
      who, Method::post, "/api/v1/calls",
      R"({"started_at":"2026-11-21T23:50:00Z","ended_at":"2026-11-21T23:59:00Z","topic":"welfare","township":"10004020","note":"問育兒津貼"})");
  ASSERT_EQ(sent.status, 201) << sent.raw;
  const auto list = send(who, Method::get, "/api/v1/calls");
  EXPECT_EQ(list.at("items/0/note"), "問育兒津貼");
  EXPECT_EQ(list.at("items/0/topic"), "welfare");
  const auto bad =
      send(who, Method::post, "/api/v1/calls", R"({"started_at":"2027-01-01T00:00:00Z","topic":"gossip"})");
  EXPECT_EQ(bad.status, 422);
  EXPECT_EQ(bad.at("errors/0/code"), "in_future");
  EXPECT_EQ(bad.at("errors/1/code"), "unknown_code");
  auto reader = store().read();
  EXPECT_TRUE((*reader)->query("test.none", "SELECT id FROM report", {})->empty());
}

TEST_P(ReportsApi, ReferenceAndForms) {
  start_api();
  const auto reference = send({}, Method::get, "/api/v1/reference");
  ASSERT_EQ(reference.status, 200);
  EXPECT_EQ(reference.find("programmes")->array()->size(), 10U);
  EXPECT_EQ(reference.find("townships")->array()->size(), 13U);
  EXPECT_TRUE(reference.find("codes/role"));
  EXPECT_EQ(reference.at("units/0/assumption"), "true");
  const auto forms = send({}, Method::get, "/api/v1/forms");
  EXPECT_EQ(forms.body.array()->size(), 11U);
  EXPECT_EQ(forms.at("0/kind"), "common");
}

ANWANG_ON_BOTH_STORES(ReportsApi);

}  // namespace
}  // namespace anwang::api

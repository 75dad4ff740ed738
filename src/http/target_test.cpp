#include "http/target.h"

#include <gtest/gtest.h>

#include "http/problem.h"
#include "http/wire.h"

namespace anwang::http {
namespace {

Headers headers(std::initializer_list<std::pair<std::string, std::string>> list) {
  Headers h;
  for (const auto& [name, value] : list) h.add(name, value);
  return h;
}

TEST(Target, DecodesPathAndQuery) {
  const Target t = parse_target("/api/v1/%E5%BC%B5?q=a+b%2Bc&empty=&flag");
  EXPECT_EQ(t.fault, "");
  EXPECT_EQ(t.path, "/api/v1/張");
  EXPECT_EQ(t.query.at("q"), "a b+c");
  EXPECT_EQ(t.query.at("empty"), "");
  EXPECT_EQ(t.query.at("flag"), "");
  EXPECT_EQ(parse_target("http://host:80/a?b=1").path, "/a");
  EXPECT_EQ(parse_target("https://host").path, "/");
  EXPECT_EQ(parse_target("*").path, "/");
  EXPECT_EQ(parse_target("/a/").path, "/a/");
}

TEST(Target, RefusesWhatCouldMeanSomethingElseToSomebodyElse) {
  for (const char* bad :
       {"",         "a",        "//",     "/a//b", "/..", "/a/..", "/./a", "/%2e%2e/a", "/a%2fb",         "/a%5cb",
        "/a\\b",    "/%00",     "/a%0ab", "/%7f",  "/%",  "/%4",   "/%zz", "/%ff",      "/%c0%ae%c0%ae/", "/a#b",
        "/a?x=%00", "/a?%zz=1", "http:/a"})
    EXPECT_EQ(parse_target(bad).fault, "bad_path") << bad;
  EXPECT_EQ(parse_target("/a?x=1&x=1").fault, "repeated_query_key");
  std::string many = "/a?";
  for (int i = 0; i < 65; ++i) many += "k" + std::to_string(i) + "=&";
  EXPECT_EQ(parse_target(many).fault, "bad_path");
}

TEST(Cookie, IsFoundByItsExactName) {
  const Headers h = headers({{"cookie", "a=1; __Host-anwang=x=y;b=2"}});
  EXPECT_EQ(cookie(h, "__Host-anwang"), "x=y");
  EXPECT_EQ(cookie(h, "a"), "1");
  EXPECT_EQ(cookie(h, "c"), std::nullopt);
  EXPECT_EQ(cookie(headers({{"cookie", "s=1; s=2"}}), "s"), std::nullopt);
  EXPECT_EQ(cookie(headers({{"cookie", "s=1; s=1"}}), "s"), "1");
}

TEST(Conditional, VersionsAndTags) {
  EXPECT_EQ(version_etag(17), "\"17\"");
  EXPECT_EQ(if_match_version(headers({{"if-match", " \"17\" "}})), 17);
  for (const char* bad :
       {"", "17", "*", "W/\"17\"", "\"17\", \"18\"", "\"\"", "\"-1\"", "\"0\"", "\"1x\"", "\"99999999999999999999\""})
    EXPECT_EQ(if_match_version(headers({{"if-match", bad}})), std::nullopt) << bad;
  EXPECT_TRUE(none_match_hit(headers({{"if-none-match", "\"a\", W/\"b\""}}), "\"b\""));
  EXPECT_TRUE(none_match_hit(headers({{"if-none-match", "*"}}), "\"b\""));
  EXPECT_FALSE(none_match_hit(headers({{"if-none-match", "\"a\""}}), "\"b\""));
  EXPECT_FALSE(none_match_hit(headers({}), "\"b\""));
}

TEST(Coding, BrotliBeforeGzipUnlessRefused) {
  const auto best = [](const char* accept) { return best_coding(headers({{"accept-encoding", accept}}), true, true); };
  EXPECT_EQ(best("gzip, deflate, br"), "br");
  EXPECT_EQ(best("gzip"), "gzip");
  EXPECT_EQ(best("br;q=0, gzip;q=0.5"), "gzip");
  EXPECT_EQ(best("BR"), "br");
  EXPECT_EQ(best("identity"), "");
  EXPECT_EQ(best_coding(headers({{"accept-encoding", "br, gzip"}}), false, true), "gzip");
}

TEST(Language, IsTraditionalChineseUnlessEnglishComesFirst) {
  const auto of = [](const char* accept) { return language(headers({{"accept-language", accept}})); };
  EXPECT_EQ(of("en"), Lang::en);
  EXPECT_EQ(of("en-GB,en;q=0.9,zh;q=0.1"), Lang::en);
  EXPECT_EQ(of("zh-TW,zh;q=0.9,en-US;q=0.8"), Lang::zh_tw);
  EXPECT_EQ(of("vi"), Lang::zh_tw);
  EXPECT_EQ(of("en;q=0"), Lang::zh_tw);
  EXPECT_EQ(of(""), Lang::zh_tw);
  EXPECT_EQ(language({}), Lang::zh_tw);
}

TEST(ProblemDocument, IsWellFormedWhateverTheTexts) {
  Problem p;
  p.status = 422;
  p.reason = "invalid_fields";
  p.title = "欄位\"錯誤\"";
  p.detail = "a\nb\xff";
  p.errors = {{"/subjects/0/birth_on", "bad_date", "沒有這一天"}};
  p.extra = {{"current", "{\"version\":2}"}};
  p.retry_after_s = 3;
  const Response r = problem(p, "ID", Lang::zh_tw);
  EXPECT_EQ(r.body,
            "{\"type\":\"/problems/invalid_fields\",\"title\":\"欄位\\\"錯誤\\\"\",\"detail\":\"a\\u000ab\ufffd\","
            "\"status\":422,\"reason\":\"invalid_fields\",\"request_id\":\"ID\",\"errors\":[{\"pointer\":"
            "\"/subjects/0/birth_on\",\"code\":\"bad_date\",\"message\":\"沒有這一天\"}],\"current\":{\"version\":2}}");
  EXPECT_EQ(r.headers.get("retry-after"), "3");
  EXPECT_EQ(r.headers.get("cache-control"), "no-store");
}

TEST(ProblemDocument, EveryEdgeReasonHasBothLanguages) {
  for (const char* reason : {"malformed_request", "bad_path", "repeated_query_key", "bad_header", "header_too_large",
                             "body_too_large", "not_found", "method_not_allowed", "expectation_failed",
                             "version_not_supported", "overloaded", "too_many_connections", "stopping", "internal"}) {
    const Problem zh = edge_problem(reason, Lang::zh_tw);
    const Problem en = edge_problem(reason, Lang::en);
    EXPECT_EQ(zh.reason, reason);
    EXPECT_NE(zh.title, en.title);
    EXPECT_NE(zh.detail, en.detail);
  }
  EXPECT_EQ(edge_problem("no such reason", Lang::en).reason, "internal");
}

TEST(Wire, DatesAndHeaders) {
  EXPECT_EQ(http_date(Instant{1'795'327'500'000'000}), "Sun, 22 Nov 2026 06:05:00 GMT");
  Response r;
  r.status = 204;
  r.headers.set("x-a", "1");
  r.headers.set("content-length", "9");
  const std::string head = head_bytes(r, true, false, Instant{0});
  EXPECT_EQ(
      head,
      "HTTP/1.1 204 No Content\r\ndate: Thu, 01 Jan 1970 00:00:00 GMT\r\nx-a: 1\r\nconnection: keep-alive\r\n\r\n");
}

TEST(HeadersType, SetReplacesAndAddAppends) {
  Headers h = headers({{"a", "1"}, {"b", "2"}, {"a", "3"}});
  h.set("a", "4");
  EXPECT_EQ(h.list.size(), 2U);
  EXPECT_EQ(h.get("a"), "4");
  EXPECT_EQ(h.get("c"), std::nullopt);
}

}  // namespace
}  // namespace anwang::http

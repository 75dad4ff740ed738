// The server over real sockets on the loopback: what it answers, and what it refuses.
#include "http/problem.h"
#include "http/testing/server_fixture.h"

namespace anwang::http {
namespace {

using namespace testing;

TEST_F(ServerTest, AnswersWithSecurityHeadersAndKeepsTheConnection) {
  start();
  Browser c = client();
  const std::string first = c.ask(kHello);
  EXPECT_EQ(first.find("HTTP/1.1 200 OK\r\n"), 0U) << first;
  EXPECT_TRUE(first.ends_with("\r\n\r\nhello 127.0.0.1"));
  for (const char* header : {"content-security-policy: default-src 'none'; ", "frame-ancestors 'none'",
                             "x-content-type-options: nosniff", "x-request-id: ", "cache-control: no-store",
                             "referrer-policy: no-referrer", "date: ", "connection: keep-alive"})
    EXPECT_NE(first.find(header), std::string::npos) << header;
  EXPECT_EQ(first.find("unsafe-"), std::string::npos);
  EXPECT_TRUE(c.ask(kHello).ends_with("hello 127.0.0.1"));
  EXPECT_TRUE(c.ask("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabcde").ends_with("\r\n\r\nabcde"));
}

TEST_F(ServerTest, PipelinedRequestsAreAnsweredInOrder) {
  start();
  Browser c = client();
  c.send(
      "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n1POST /echo HTTP/1.1\r\nHost: x\r\n"
      "Transfer-Encoding: chunked\r\n\r\n1\r\n2\r\n0\r\n\r\n" +
      std::string(kHello));
  EXPECT_TRUE(c.answer().ends_with("\r\n\r\n1"));
  EXPECT_TRUE(c.answer().ends_with("\r\n\r\n2"));
  EXPECT_TRUE(c.answer().ends_with("hello 127.0.0.1"));
}

TEST_F(ServerTest, HeadHasNoBodyAndOptionsNamesTheMethods) {
  start();
  Browser c = client();
  c.send("HEAD /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string head = c.read_until("\r\n\r\n");
  EXPECT_NE(head.find("content-length: 15"), std::string::npos) << head;
  EXPECT_NE(c.ask("OPTIONS /hello HTTP/1.1\r\nHost: x\r\n\r\n").find("204 No Content"), std::string::npos);
  const std::string refused = c.ask("DELETE /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_NE(refused.find("405 Method Not Allowed"), std::string::npos);
  EXPECT_NE(refused.find("allow: GET, HEAD, OPTIONS\r\n"), std::string::npos) << refused;
}

struct BadRequest {
  const char* name;
  std::string bytes;
  const char* status;
  const char* reason;
};
class BadRequests : public ServerTest, public ::testing::WithParamInterface<BadRequest> {};
TEST_P(BadRequests, GetAProblemDocument) {
  start();
  Browser c = client();
  const std::string answer = c.ask(GetParam().bytes);
  EXPECT_EQ(answer.find(std::string("HTTP/1.1 ") + GetParam().status), 0U) << answer;
  EXPECT_NE(answer.find("content-type: application/problem+json"), std::string::npos);
  EXPECT_NE(answer.find(std::string("\"reason\":\"") + GetParam().reason + "\""), std::string::npos) << answer;
  EXPECT_NE(answer.find("x-request-id: "), std::string::npos);
}
INSTANTIATE_TEST_SUITE_P(
    Edge, BadRequests,
    ::testing::Values(
        BadRequest{"garbage", "\x16\x03\x01 nonsense\r\n\r\n", "400", "malformed_request"},
        BadRequest{"no_host", "GET /hello HTTP/1.1\r\n\r\n", "400", "bad_header"},
        BadRequest{"two_hosts", "GET /hello HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "400", "bad_header"},
        BadRequest{"bad_utf8_header", "GET /hello HTTP/1.1\r\nHost: x\r\nX-A: \xff\r\n\r\n", "400", "bad_header"},
        BadRequest{"dot_dot", "GET /a/../hello HTTP/1.1\r\nHost: x\r\n\r\n", "400", "bad_path"},
        BadRequest{"encoded_dot_dot", "GET /a/%2e%2E/hello HTTP/1.1\r\nHost: x\r\n\r\n", "400", "bad_path"},
        BadRequest{"nul", "GET /hello%00 HTTP/1.1\r\nHost: x\r\n\r\n", "400", "bad_path"},
        BadRequest{"repeated_key", "GET /hello?a=1&%61=2 HTTP/1.1\r\nHost: x\r\n\r\n", "400", "repeated_query_key"},
        BadRequest{"absent", "GET /absent HTTP/1.1\r\nHost: x\r\n\r\n", "404", "not_found"},
        BadRequest{"long_header", "GET /hello HTTP/1.1\r\nHost: x\r\nX: " + std::string(20'000, 'a') + "\r\n\r\n",
                   "431", "header_too_large"},
        BadRequest{"announced_too_large", "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n", "413",
                   "body_too_large"},
        BadRequest{"chunked_too_large",
                   "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n500\r\n" +
                       std::string(0x500, 'a') + "\r\n0\r\n\r\n",
                   "413", "body_too_large"},
        BadRequest{"two_lengths", "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                   "400", "malformed_request"},
        BadRequest{"smuggled",
                   "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                   "400", "malformed_request"},
        BadRequest{"chunked_in_http_1_0",
                   "POST /echo HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", "400",
                   "malformed_request"},
        BadRequest{"list_of_lengths", "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1, 1\r\n\r\na", "400",
                   "malformed_request"},
        BadRequest{"coded_body", "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                   "400", "malformed_request"},
        BadRequest{"expectation", "POST /echo HTTP/1.1\r\nHost: x\r\nExpect: tea\r\nContent-Length: 1\r\n\r\na", "417",
                   "expectation_failed"},
        BadRequest{"exception", "GET /throw HTTP/1.1\r\nHost: x\r\n\r\n", "500", "internal"}),
    [](const auto& test) { return test.param.name; });

TEST_F(ServerTest, ALargeBodyIsRefusedBeforeItIsReadAndTheAnswerArrives) {
  start();
  Browser c = client();
  c.send("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 100000000\r\n\r\n" +
         std::string(300'000, 'z'));
  const std::string answer = c.answer();
  EXPECT_EQ(answer.find("HTTP/1.1 413 Content Too Large"), 0U) << answer;
  EXPECT_NE(answer.find("connection: close"), std::string::npos);
  EXPECT_TRUE(c.closed_within(3s));
}

TEST_F(ServerTest, ExpectContinueIsHonoured) {
  start();
  Browser c = client();
  c.send("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(c.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_TRUE(c.ask("ok").ends_with("\r\n\r\nok"));
}

TEST_F(ServerTest, AnExceptionLeaksNothing) {
  start();
  Browser c = client();
  const std::string answer = c.ask("GET /throw HTTP/1.1\r\nHost: x\r\nAccept-Language: en\r\n\r\n");
  EXPECT_NE(answer.find("Internal error"), std::string::npos);
  EXPECT_EQ(answer.find("王小明"), std::string::npos);
  EXPECT_TRUE(c.ask(kHello).ends_with("hello 127.0.0.1"));  // and the connection lives
}

TEST_F(ServerTest, AHeaderWithLineBreaksIsLeftOut) {
  start();
  EXPECT_EQ(client().ask("GET /split HTTP/1.1\r\nHost: x\r\n\r\n").find("set-cookie"), std::string::npos);
}

TEST_F(ServerTest, MetricsCountByRouteAndClass) {
  start();
  Browser c = client();
  c.ask(kHello);
  c.ask("GET /absent/A123456789 HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string m = metrics_.text();
  EXPECT_NE(m.find("anwang_http_requests_total{method=\"GET\",route=\"/hello\",class=\"2xx\"} 1\n"), std::string::npos)
      << m;
  EXPECT_NE(m.find("anwang_http_requests_total{method=\"OTHER\",route=\"none\",class=\"4xx\"} 1\n"), std::string::npos);
  EXPECT_EQ(m.find("A123456789"), std::string::npos);
  EXPECT_NE(m.find("anwang_http_connections 1\n"), std::string::npos);
}

TEST_F(ServerTest, ForwardingCountsOnlyFromTrustedProxies) {
  config_.trusted_proxies = {*Cidr::parse("127.0.0.0/8"), *Cidr::parse("10.0.0.0/8")};
  start();
  const std::string answer =
      client().ask("GET /hello HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 1.2.3.4, 203.0.113.9, 10.1.1.1\r\n\r\n");
  EXPECT_TRUE(answer.ends_with("hello 203.0.113.9")) << answer;
}

TEST(ServerStart, RefusesPlainHttpBeyondTheLoopback) {
  obs::Registry metrics;
  ServerConfig config;
  config.address = "0.0.0.0";
  Server server(config, Router{}, metrics);
  const auto started = server.start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().reason, "plain_http_beyond_loopback");
}

TEST(ServerStart, ReportsATakenPortAndABadCertificate) {
  obs::Registry metrics;
  ServerConfig config;
  Server first(config, Router{}, metrics);
  ASSERT_TRUE(first.start());
  config.port = first.port();
  Server second(config, Router{}, metrics);
  const auto taken = second.start();
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, Errc::unavailable);
  config.port = 0;
  config.tls_certificate_file = "/nonexistent.pem";
  config.tls_key_file = "/nonexistent.key";
  Server third(config, Router{}, metrics);
  const auto no_key = third.start();
  ASSERT_FALSE(no_key);
  EXPECT_EQ(no_key.error().reason, "tls_certificate");
}

}  // namespace
}  // namespace anwang::http

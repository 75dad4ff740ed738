// The server over real sockets on the loopback.
#include "http/server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "http/problem.h"

namespace anwang::http {
namespace {

using namespace std::chrono_literals;

// A blocking client that knows nothing of HTTP but where an answer ends.
class Browser {
 public:
  explicit Browser(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  }
  ~Browser() { ::close(fd_); }
  Browser(const Browser&) = delete;
  Browser& operator=(const Browser&) = delete;

  [[nodiscard]] bool connected() const { return connected_; }
  void send(std::string_view bytes) const { EXPECT_GE(::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL), 0); }
  // Reads until `mark` has been seen, the peer closes, or 5 s have passed.
  std::string read_until(std::string_view mark) {
    while (buffer_.find(mark) == std::string::npos && fill()) {
    }
    const std::size_t at = buffer_.find(mark);
    const std::size_t n = at == std::string::npos ? buffer_.size() : at + mark.size();
    std::string out = buffer_.substr(0, n);
    buffer_.erase(0, n);
    return out;
  }
  // One answer: head and as much body as content-length says.
  std::string answer() {
    std::string head = read_until("\r\n\r\n");
    const std::size_t at = head.find("content-length: ");
    const std::size_t length = at == std::string::npos ? 0 : std::stoul(head.substr(at + 16));
    while (buffer_.size() < length && fill()) {
    }
    head += buffer_.substr(0, length);
    buffer_.erase(0, length);
    return head;
  }
  std::string ask(std::string_view bytes) {
    send(bytes);
    return answer();
  }
  // True when the peer has closed within the time.
  bool closed_within(std::chrono::milliseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) {
      pollfd p{fd_, POLLIN, 0};
      if (::poll(&p, 1, 20) <= 0) continue;
      char scrap[4096];
      if (::recv(fd_, scrap, sizeof scrap, 0) <= 0) return true;
    }
    return false;
  }

 private:
  bool fill() {
    pollfd p{fd_, POLLIN, 0};
    if (::poll(&p, 1, 5000) <= 0) return false;
    char chunk[16384];
    const ssize_t n = ::recv(fd_, chunk, sizeof chunk, 0);
    if (n <= 0) return false;
    buffer_.append(chunk, static_cast<std::size_t>(n));
    return true;
  }
  int fd_;
  bool connected_ = false;
  std::string buffer_;
};

Response text(std::string body) {
  Response r;
  r.headers.set("content-type", "text/plain");
  r.body = std::move(body);
  return r;
}

// A door that handlers wait at until the test opens it.
class Gate {
 public:
  void wait() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait_for(lock, 10s, [this] { return open_; });
  }
  void until_waiting(int n) {
    std::unique_lock lock(mutex_);
    EXPECT_TRUE(changed_.wait_for(lock, 5s, [&] { return waiting_ >= n; }));
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int waiting_ = 0;
  bool open_ = false;
};

class RecordedStream final : public EventStream {
 public:
  void open(std::function<bool(std::string)> send) override {
    const std::lock_guard lock(mutex_);
    send_ = std::move(send);
    opened_.notify_all();
  }
  void closed() override {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    opened_.notify_all();
  }
  bool send(std::string chunk) {
    std::unique_lock lock(mutex_);
    EXPECT_TRUE(opened_.wait_for(lock, 5s, [this] { return bool(send_); }));
    const auto send = send_;
    lock.unlock();
    return send(std::move(chunk));
  }
  bool closed_within(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return opened_.wait_for(lock, time, [this] { return closed_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable opened_;
  std::function<bool(std::string)> send_;
  bool closed_ = false;
};

class ServerTest : public ::testing::Test {
 protected:
  void SetUp() override { config_.log_requests = false; }
  void TearDown() override { gate_.open(); }
  Browser client() const { return Browser(server_->port()); }

  void start() {
    Router router;
    router.add({Method::get, "/hello", "public"}, [](Request& r) { return text("hello " + r.remote); });
    router.add({Method::post, "/echo", "public", 1000}, [](Request& r) { return text(r.body); });
    router.add({Method::get, "/wait", "public"}, [this](Request&) {
      gate_.wait();
      return text("waited");
    });
    router.add({Method::get, "/throw", "public"}, [](Request&) -> Response { throw std::runtime_error("王小明"); });
    router.add({Method::get, "/split", "public"}, [](Request&) {
      Response r = text("x");
      r.headers.set("x-evil", "a\r\nset-cookie: b=c");
      return r;
    });
    router.add({Method::get, "/events", "public"}, [this](Request&) {
      Response r;
      r.stream = stream_;
      return r;
    });
    server_ = std::make_unique<Server>(config_, std::move(router), metrics_);
    const auto started = server_->start();
    ASSERT_TRUE(started) << started.error().reason;
  }

  Gate gate_;
  std::shared_ptr<RecordedStream> stream_ = std::make_shared<RecordedStream>();
  obs::Registry metrics_;
  ServerConfig config_;
  std::unique_ptr<Server> server_;
};

constexpr std::string_view kHello = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";

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

TEST_F(ServerTest, SlowClientsAreToldAndClosedSilentOnesOnlyClosed) {
  config_.header_time = 150ms;
  config_.idle_time = 150ms;
  config_.body_time = 150ms;
  start();
  Browser silent = client();
  Browser half_header = client();
  half_header.send("GET /hello HTTP/1.1\r\nHo");
  Browser half_body = client();
  half_body.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab");
  EXPECT_TRUE(silent.closed_within(2s));
  EXPECT_EQ(half_header.answer().find("HTTP/1.1 408"), 0U);
  const std::string slow_body = half_body.answer();
  EXPECT_EQ(slow_body.find("HTTP/1.1 408"), 0U) << slow_body;
  EXPECT_NE(slow_body.find("connection: close"), std::string::npos);
  EXPECT_TRUE(half_header.closed_within(2s));
  EXPECT_TRUE(half_body.closed_within(2s));
}

TEST_F(ServerTest, OverTheConnectionLimitIsAnsweredAtOnce) {
  config_.max_connections = 2;
  start();
  Browser a = client();
  Browser b = client();
  a.ask(kHello);
  b.ask(kHello);
  const std::string refused = client().answer();
  EXPECT_EQ(refused.find("HTTP/1.1 503"), 0U) << refused;
  EXPECT_NE(refused.find("retry-after: "), std::string::npos);
  EXPECT_TRUE(a.ask(kHello).ends_with("hello 127.0.0.1"));
}

TEST_F(ServerTest, AFullQueueIsRefusedWithRetryAfter) {
  config_.workers = 1;
  config_.queue_limit = 1;
  start();
  constexpr std::string_view kWait = "GET /wait HTTP/1.1\r\nHost: x\r\n\r\n";
  Browser running = client();
  running.send(kWait);
  gate_.until_waiting(1);
  Browser queued = client();
  queued.send(kWait);
  while (metrics_.text().find("anwang_http_queue 1\n") == std::string::npos) std::this_thread::sleep_for(5ms);
  const std::string refused = client().ask(kWait);
  EXPECT_EQ(refused.find("HTTP/1.1 503"), 0U) << refused;
  EXPECT_NE(refused.find("retry-after: 1\r\n"), std::string::npos);
  gate_.open();
  EXPECT_TRUE(running.answer().ends_with("waited"));
  EXPECT_TRUE(queued.answer().ends_with("waited"));
}

TEST_F(ServerTest, StopFinishesWhatRunsAndClosesWhatIsIdle) {
  start();
  Browser idle = client();
  idle.ask(kHello);
  Browser running = client();
  running.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  gate_.until_waiting(1);
  Browser events = client();
  events.send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(stream_->send("data: 1\n\n"));
  const std::uint16_t port = server_->port();
  std::thread stopping([this] { server_->stop(); });
  EXPECT_TRUE(idle.closed_within(2s));
  EXPECT_TRUE(events.closed_within(2s));
  gate_.open();
  const std::string last = running.answer();
  EXPECT_TRUE(last.ends_with("waited")) << last;
  EXPECT_NE(last.find("connection: close"), std::string::npos);
  stopping.join();
  EXPECT_TRUE(stream_->closed_within(0ms));
  EXPECT_FALSE(Browser(port).connected());
}

TEST_F(ServerTest, StopCutsWhatDoesNotEnd) {
  config_.drain_time = 100ms;
  start();
  Browser half = client();
  half.send("GET /hello HTTP/1.1\r\nHo");
  while (server_->connections() == 0) std::this_thread::sleep_for(5ms);
  std::this_thread::sleep_for(50ms);
  const auto begun = std::chrono::steady_clock::now();
  server_->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 3s);
}

TEST_F(ServerTest, EventsArriveWithHeartbeatsAndEndWithTheClient) {
  config_.heartbeat = 50ms;
  start();
  {
    Browser c = client();
    c.send("GET /events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n");
    const std::string head = c.read_until("\r\n\r\n");
    EXPECT_NE(head.find("content-type: text/event-stream"), std::string::npos) << head;
    EXPECT_EQ(head.find("content-length"), std::string::npos);
    EXPECT_TRUE(stream_->send("id: 7\ndata: queue\n\n"));
    EXPECT_NE(c.read_until("data: queue\n\n").find("id: 7\n"), std::string::npos);
    EXPECT_NE(c.read_until(":\n\n").find(":\n\n"), std::string::npos);
    EXPECT_FALSE(stream_->closed_within(100ms));
  }
  EXPECT_TRUE(stream_->closed_within(2s));
  EXPECT_FALSE(stream_->send("data: late\n\n"));
}

TEST_F(ServerTest, AnEventStreamThatIsNotReadIsClosedAtItsBufferLimit) {
  config_.stream_buffer = 64 * 1024;
  start();
  Browser c = client();
  c.send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string chunk(16 * 1024, 'x');
  bool taken = true;
  for (int i = 0; i < 2000 && taken; ++i) taken = stream_->send(chunk);
  EXPECT_FALSE(taken);
}

TEST_F(ServerTest, EventStreamsAreLimited) {
  config_.max_streams = 0;
  start();
  EXPECT_EQ(client().ask("GET /events HTTP/1.1\r\nHost: x\r\n\r\n").find("HTTP/1.1 503"), 0U);
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

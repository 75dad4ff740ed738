// The server's limits, its stop, its event streams, over real sockets.
#include "http/testing/server_fixture.h"

namespace anwang::http {
namespace {

using namespace testing;

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

TEST_F(ServerTest, TheSenderOfEventsCanEndTheConnection) {
  start();
  Browser c = client();
  c.send("GET /events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n");
  c.read_until("\r\n\r\n");
  EXPECT_TRUE(stream_->send("data: last\n\n"));
  EXPECT_FALSE(stream_->send({}));
  EXPECT_NE(c.read_until("data: last\n\n").find("data: last"), std::string::npos) << "what was sent is still written";
  EXPECT_TRUE(stream_->closed_within(2s));
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

// While an answer is held back, the only worker serves somebody else.
TEST_F(ServerTest, AnAnswerHeldBackOccupiesNoWorker) {
  config_.workers = 1;
  start();
  Browser held = client();
  const auto begun = std::chrono::steady_clock::now();
  held.send("GET /held HTTP/1.1\r\nHost: x\r\n\r\n");
  Browser other = client();
  EXPECT_TRUE(other.ask(kHello).ends_with("hello 127.0.0.1"));
  EXPECT_LT(std::chrono::steady_clock::now() - begun, kHeldFor);
  EXPECT_TRUE(held.answer().ends_with("held"));
  EXPECT_GE(std::chrono::steady_clock::now() - begun, kHeldFor);
}

}  // namespace
}  // namespace anwang::http

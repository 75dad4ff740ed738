// The event stream: ids and codes only, by today's rights, resumable by position.
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "api/api_fixture.h"

namespace anwang::api::testing {
namespace {

using access::Role;

class EventsTest : public ApiTest {
 protected:
  struct Listener {
    std::mutex mutex;
    std::condition_variable more;
    std::string text;
    bool ended = false;
    std::shared_ptr<http::EventStream> stream;
    bool wait_for(std::string_view word) {
      std::unique_lock lock(mutex);
      return more.wait_for(lock, std::chrono::seconds(5), [&] { return text.find(word) != std::string::npos; });
    }
    bool wait_for_end() {
      std::unique_lock lock(mutex);
      return more.wait_for(lock, std::chrono::seconds(5), [&] { return ended; });
    }
    std::string all() {
      const std::lock_guard lock(mutex);
      return text;
    }
  };
  std::shared_ptr<Listener> listen(Browser& browser, const std::string& last = "") {
    Send what;
    if (!last.empty()) what.headers["last-event-id"] = last;
    auto reply = send(browser, Method::get, "/api/v1/events", what);
    EXPECT_EQ(reply.status, 200) << reply.body;
    EXPECT_EQ(reply.header("content-type"), "text/event-stream");
    auto listener = std::make_shared<Listener>();
    listener->stream = reply.stream;
    reply.stream->open([weak = std::weak_ptr<Listener>(listener)](std::string chunk) {
      const auto self = weak.lock();
      if (!self) return false;
      const std::lock_guard lock(self->mutex);
      self->ended = self->ended || chunk.empty();
      self->text += chunk;
      self->more.notify_all();
      return true;
    });
    return listener;
  }
  void report() {
    Send what;
    what.body =
        R"({"kinds":["other"],"immediate_danger":false,"township":"10004020","place":"SECRETPLACE","narrative":"SECRETWORDS","reporter":{},"subjects":[{"role":"client","name":"SECRETNAME"}]})";
    const auto reply = send(as(Role::mandated_reporter), Method::post, "/api/v1/reports", what);
    ASSERT_EQ(reply.status, 201) << reply.body;
    settle_all();
    events_->wake();
  }
};

TEST_P(EventsTest, AScreenerHearsOfAReportAndAnAdministratorDoesNot) {
  up();
  events_->start();
  const auto screener = listen(as(Role::screener)), administrator = listen(as(Role::administrator));
  events_->wake();
  std::this_thread::sleep_for(std::chrono::milliseconds(100));  // both stand at the head
  report();
  ASSERT_TRUE(screener->wait_for("event: report"));
  const auto text = screener->all();
  EXPECT_NE(text.find("event: queue"), std::string::npos);
  EXPECT_NE(text.find("\nid: "), std::string::npos);
  for (const auto* secret : {"SECRETPLACE", "SECRETWORDS", "SECRETNAME"})
    EXPECT_EQ(text.find(secret), std::string::npos);
  EXPECT_EQ(administrator->all().find("report"), std::string::npos);
}

TEST_P(EventsTest, AStreamResumesAfterThePositionItKnows) {
  up();
  events_->start();
  report();
  auto reader = store().read();
  const auto first = *(*reader)->position("10004");
  reader->reset();
  report();
  const auto resumed = listen(as(Role::screener), std::to_string(first));
  ASSERT_TRUE(resumed->wait_for("event: report"));
  const auto text = resumed->all();
  EXPECT_EQ(text.find("id: " + std::to_string(first) + "\n"), std::string::npos);
  EXPECT_NE(text.find("id: " + std::to_string(first + 1) + "\n"), std::string::npos);
  auto& browser = as(Role::screener);
  Send nonsense;
  nonsense.headers["last-event-id"] = "x";
  EXPECT_EQ(send(browser, Method::get, "/api/v1/events", nonsense).status, 400);
}

TEST_P(EventsTest, RightsAreReadAgainAtEachEvent) {
  up();
  events_->start();
  auto& browser = as(Role::screener);
  const auto listener = listen(browser);
  events_->wake();
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  ASSERT_TRUE(sessions_->end(browser.session));
  report();
  ASSERT_TRUE(listener->wait_for("event: session_ended"));
  EXPECT_EQ(listener->all().find("event: report"), std::string::npos);
}

TEST_P(EventsTest, AnEndedSessionIsCutAlsoWhenNothingHappens) {
  up();
  events_->start();
  auto& browser = as(Role::screener);
  const auto listener = listen(browser), other = listen(as(Role::supervisor));
  events_->wake();
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  ASSERT_TRUE(sessions_->end(browser.session));
  ASSERT_TRUE(listener->wait_for("event: session_ended"));  // within five seconds, without an entry in the journal
  ASSERT_TRUE(listener->wait_for_end()) << "told, but the connection stands";
  for (int i = 0; i < 50 && events_->streams() != 1; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_EQ(events_->streams(), 1U);
  EXPECT_EQ(other->all().find("session_ended"), std::string::npos);
}

ANWANG_ON_BOTH_STORES(EventsTest);

}  // namespace
}  // namespace anwang::api::testing

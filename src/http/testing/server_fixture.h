// A running server with one route of each kind, for the tests over real sockets.
#pragma once

#include <gtest/gtest.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

#include "http/server.h"
#include "http/testing/browser.h"

namespace anwang::http::testing {

using namespace std::chrono_literals;

inline Response text(std::string body) {
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

inline constexpr auto kHeldFor = 700ms;

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
    router.add({Method::get, "/held", "public"}, [](Request&) {
      Response r = text("held");
      r.not_before = std::chrono::steady_clock::now() + kHeldFor;
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

inline constexpr std::string_view kHello = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";

}  // namespace anwang::http::testing

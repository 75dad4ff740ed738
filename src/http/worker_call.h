// Inside of http/: calling code of handlers and event streams from a connection. Includes Asio; not for other modules.
#pragma once

#include <atomic>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <exception>
#include <functional>
#include <memory>
#include <typeinfo>
#include <utility>

#include "http/message.h"
#include "http/worker_pool.h"
#include "obs/log.h"

namespace anwang::http {

// Exceptions of handlers end here and nowhere else; their text may hold data and is not logged.
template <class F>
bool guarded(std::string_view pattern, F&& run) {
  try {
    run();
    return true;
  } catch (const std::exception& e) {
    obs::log(obs::Level::error, "http.exception",
             {{obs::Field::route, obs::Word::identifier(pattern)},
              {obs::Field::exception, obs::Word::identifier(typeid(e).name())}});
  } catch (...) {
    obs::log(obs::Level::error, "http.exception", {{obs::Field::route, obs::Word::identifier(pattern)}});
  }
  return false;
}

// Completes with true when `run` has run on a worker, with false when the queue is full.
template <class Token>
auto async_on_worker(WorkerPool& pool, std::function<void()> run, Token&& token) {
  return boost::asio::async_initiate<Token, void(bool)>(
      [&pool, run = std::move(run)](auto handler) {
        auto done = std::make_shared<decltype(handler)>(std::move(handler));
        const auto executor = boost::asio::get_associated_executor(*done);
        const auto complete = [done, executor](bool ran) {
          boost::asio::post(executor, [done, ran] { std::move (*done)(ran); });
        };
        const bool taken = pool.try_run([run, complete] {
          run();
          complete(true);
        });
        if (!taken) complete(false);
      },
      token);
}

// Tells an EventStream that it is closed, once, after open() has returned and the connection has ended.
class StreamEnd {
 public:
  explicit StreamEnd(std::shared_ptr<EventStream> stream) : stream_(std::move(stream)) {}
  void reached() {
    if (both_.fetch_add(1) == 1) guarded("event_stream", [this] { stream_->closed(); });
  }

 private:
  std::shared_ptr<EventStream> stream_;
  std::atomic<int> both_{0};
};

}  // namespace anwang::http

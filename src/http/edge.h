// Inside of http/: what the listener (server.cpp) and the connections (connection.cpp) share. Includes Asio; not for
// other modules.
#pragma once

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>

#include "http/server.h"
#include "http/worker_pool.h"

namespace anwang::http {

// A connection as the stopping server sees it. Both calls may come from any thread.
class LiveConnection {
 public:
  virtual ~LiveConnection() = default;
  virtual void drain() = 0;  // finish the running request, then close; at once when idle or streaming
  virtual void cut() = 0;
};

// Numbers of one route, made at start so that serving takes no lock.
struct RouteMetrics {
  obs::Histogram* duration = nullptr;
  obs::Counter* by_class[6] = {};  // [2] counts 2xx …
};

class EdgeMetrics {
 public:
  EdgeMetrics(obs::Registry& registry, const std::vector<Route>& routes);
  void answered(std::string_view pattern, Method method, int status, std::uint64_t micros) const;
  obs::Gauge& connections;
  obs::Gauge& streams;
  obs::Counter& refused_connections;
  obs::Counter& overloaded;
  obs::Counter& malformed;
  obs::Counter& timed_out;

 private:
  std::map<std::pair<std::string_view, Method>, RouteMetrics> routes_;
  RouteMetrics other_;
};

struct Edge {
  Edge(ServerConfig c, Router r, obs::Registry& registry)
      : config(std::move(c)),
        router(std::move(r)),
        metrics(registry, router.routes()),
        pool(config.workers, config.queue_limit) {}

  const ServerConfig config;
  const Router router;
  EdgeMetrics metrics;
  WorkerPool pool;
  std::atomic<bool> draining{false};
  std::atomic<std::size_t> streams{0};
  std::atomic<std::size_t> refusals{0};

  // The live connections; `left` is signalled when one goes.
  std::mutex mutex;
  std::condition_variable left;
  std::map<LiveConnection*, std::weak_ptr<LiveConnection>> live;
};

// Serves `socket` until it closes; `tls` may be null. Returns at once: the work happens on the socket's executor.
void serve_connection(std::shared_ptr<Edge> edge, boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls);
// 503 at once, then closed.
void refuse_connection(std::shared_ptr<Edge> edge, boost::asio::ip::tcp::socket socket);

}  // namespace anwang::http

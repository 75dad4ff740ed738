// The HTTP server: sockets, limits, keep-alive, TLS, server-sent events, graceful stop. Beast lives behind it.
// One I/O thread pool reads and writes; handlers run on their own pool with a bounded queue.
//   Server server(config, std::move(router), metrics);
//   ANWANG_CHECK(server.start());   …   server.stop();
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "http/forwarded.h"
#include "http/router.h"
#include "obs/metrics.h"

namespace anwang::http {

struct ServerConfig {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;            // 0: any free one, see Server::port()
  std::string tls_certificate_file;  // PEM chain; with the key file: TLS ≥ 1.2
  std::string tls_key_file;
  bool allow_plain_beyond_loopback = false;  // else Errc::invalid without TLS on another address
  std::vector<Cidr> trusted_proxies;

  std::size_t io_threads = 2;
  std::size_t workers = 32;            // handlers may wait for the disk: more than cores
  std::size_t queue_limit = 1024;      // requests waiting for a worker; beyond: 503, Retry-After
  std::size_t max_connections = 4096;  // beyond: 503 at once, closed
  std::size_t max_streams = 1024;      // server-sent event streams; beyond: 503
  std::size_t header_limit = 16 * 1024;
  std::size_t stream_buffer = 256 * 1024;  // unsent bytes of one event stream; beyond: closed, the client resumes

  std::chrono::milliseconds header_time{10'000};  // from the first byte of a request to the end of its header
  std::chrono::milliseconds body_time{30'000};
  std::chrono::milliseconds idle_time{60'000};  // between requests
  std::chrono::milliseconds write_time{60'000};
  std::chrono::milliseconds heartbeat{15'000};   // comment on a silent event stream
  std::chrono::milliseconds drain_time{10'000};  // stop() waits so long for running requests
  bool log_requests = true;
};

class Server {
 public:
  // `metrics` must outlive the server.
  Server(ServerConfig config, Router router, obs::Registry& metrics);
  ~Server();  // stop()
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Binds and starts the threads. Errors: invalid (plain HTTP beyond loopback, bad address, certificate or key),
  // unavailable (address in use).
  Status start();
  [[nodiscard]] std::uint16_t port() const;
  // No new connections; idle ones and event streams are closed, running requests end with Connection: close; what is
  // left after drain_time is cut. Then joins all threads. Idempotent.
  void stop();
  [[nodiscard]] std::size_t connections() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace anwang::http

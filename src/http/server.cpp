#include "http/server.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <thread>

#include "http/edge.h"
#include "obs/log.h"

namespace anwang::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

RouteMetrics metrics_of(obs::Registry& registry, std::string_view pattern, Method method) {
  static constexpr obs::Word kClasses[6] = {"0xx", "1xx", "2xx", "3xx", "4xx", "5xx"};
  const obs::Word route = pattern.empty() ? obs::Word("none") : obs::Word::identifier(pattern);
  const obs::Word verb = obs::Word::identifier(name_of(method));
  RouteMetrics m;
  m.duration = &registry.histogram("anwang_http_request_seconds", "time from the first byte of a request to its answer",
                                   {{"method", verb}, {"route", route}});
  for (std::size_t c = 2; c < 6; ++c)
    m.by_class[c] = &registry.counter("anwang_http_requests_total", "requests answered",
                                      {{"method", verb}, {"route", route}, {"class", kClasses[c]}});
  return m;
}

Result<std::unique_ptr<asio::ssl::context>> tls_context(const ServerConfig& config) {
  auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  SSL_CTX_set_options(context->native_handle(),
                      SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_cipher_list(context->native_handle(), "ECDHE+AESGCM:ECDHE+CHACHA20");
  error_code ec;
  context->use_certificate_chain_file(config.tls_certificate_file, ec);
  if (ec) return fail(Errc::invalid, "tls_certificate", ec.message());
  context->use_private_key_file(config.tls_key_file, asio::ssl::context::pem, ec);
  if (ec) return fail(Errc::invalid, "tls_key", ec.message());
  return context;
}

}  // namespace

EdgeMetrics::EdgeMetrics(obs::Registry& r, const std::vector<Route>& routes)
    : connections(r.gauge("anwang_http_connections", "open connections")),
      streams(r.gauge("anwang_http_event_streams", "open event streams")),
      refused_connections(r.counter("anwang_http_refused_connections_total", "connections over the limit")),
      overloaded(r.counter("anwang_http_overloaded_total", "requests refused because the queue was full")),
      malformed(r.counter("anwang_http_malformed_total", "requests refused before they reached a handler")),
      timed_out(r.counter("anwang_http_timeouts_total", "connections closed because the client was too slow")),
      other_(metrics_of(r, "", Method::other)) {
  for (const Route& route : routes) {
    routes_[{route.pattern, route.method}] = metrics_of(r, route.pattern, route.method);
  }
}

void EdgeMetrics::answered(std::string_view pattern, Method method, int status, std::uint64_t micros) const {
  const auto it = routes_.find({pattern, method == Method::head ? Method::get : method});
  const RouteMetrics& m = it == routes_.end() ? other_ : it->second;
  m.duration->observe_us(micros);
  const auto status_class = static_cast<std::size_t>(status / 100);
  if (status_class >= 2 && status_class < 6) m.by_class[status_class]->add();
}

struct Server::Impl {
  Impl(ServerConfig config, Router router, obs::Registry& metrics)
      : edge(std::make_shared<Edge>(std::move(config), std::move(router), metrics)), acceptor(io) {
    metrics.observe("anwang_http_queue", "requests waiting for a worker", [weak = std::weak_ptr<Edge>(edge)] {
      const auto alive = weak.lock();
      return alive ? static_cast<double>(alive->pool.queued()) : 0.0;
    });
  }

  Status bind() {
    error_code ec;
    const ServerConfig& c = edge->config;
    const auto address = asio::ip::make_address(c.address, ec);
    if (ec) return fail(Errc::invalid, "listen_address", ec.message());
    const bool tls_wanted = !c.tls_certificate_file.empty() || !c.tls_key_file.empty();
    if (!tls_wanted && !address.is_loopback() && !c.allow_plain_beyond_loopback)
      return fail(Errc::invalid, "plain_http_beyond_loopback");
    if (tls_wanted) {
      ANWANG_TRY(tls, tls_context(c));
    }
    const tcp::endpoint endpoint(address, c.port);
    acceptor.open(endpoint.protocol(), ec);
    if (!ec) acceptor.set_option(tcp::acceptor::reuse_address(true), ec);
    if (!ec) acceptor.bind(endpoint, ec);
    if (!ec) acceptor.listen(asio::socket_base::max_listen_connections, ec);
    if (ec) return fail(Errc::unavailable, "listen", ec.message());
    port = acceptor.local_endpoint(ec).port();
    return {};
  }

  asio::awaitable<void> accept() {
    while (!edge->draining) {
      error_code ec;
      tcp::socket socket =
          co_await acceptor.async_accept(asio::make_strand(io), asio::redirect_error(asio::use_awaitable, ec));
      if (ec == asio::error::operation_aborted || ec == asio::error::bad_descriptor) co_return;
      if (ec) {
        // Out of descriptors or memory: wait for connections to go rather than spin.
        obs::log(obs::Level::warn, "http.accept", {{obs::Field::errno_, ec.value()}});
        asio::steady_timer pause(io, std::chrono::milliseconds(50));
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ec));
      } else if (live() >= edge->config.max_connections) {
        refuse_connection(edge, std::move(socket));
      } else {
        serve_connection(edge, std::move(socket), tls.get());
      }
    }
  }

  std::size_t live() const {
    const std::lock_guard lock(edge->mutex);
    return edge->live.size();
  }

  // Calls `act` on every live connection.
  void each(void (LiveConnection::*act)()) {
    std::vector<std::shared_ptr<LiveConnection>> all;
    {
      const std::lock_guard lock(edge->mutex);
      for (const auto& [key, weak] : edge->live)
        if (auto alive = weak.lock()) all.push_back(std::move(alive));
    }
    for (const auto& connection : all) (connection.get()->*act)();
  }

  bool all_gone_within(std::chrono::milliseconds time) {
    std::unique_lock lock(edge->mutex);
    return edge->left.wait_for(lock, time, [this] { return edge->live.empty(); });
  }

  std::shared_ptr<Edge> edge;
  asio::io_context io;
  std::unique_ptr<asio::ssl::context> tls;
  tcp::acceptor acceptor;
  std::optional<asio::executor_work_guard<asio::io_context::executor_type>> work;
  std::vector<std::thread> threads;
  std::uint16_t port = 0;
};

Server::Server(ServerConfig config, Router router, obs::Registry& metrics)
    : impl_(std::make_unique<Impl>(std::move(config), std::move(router), metrics)) {}

Server::~Server() { stop(); }

std::uint16_t Server::port() const { return impl_->port; }
std::size_t Server::connections() const { return impl_->live(); }

Status Server::start() {
  Impl& s = *impl_;
  ANWANG_CHECK(s.bind());
  s.work.emplace(s.io.get_executor());
  asio::co_spawn(s.io, s.accept(), asio::detached);
  for (std::size_t i = 0; i < s.edge->config.io_threads; ++i) s.threads.emplace_back([&s] { s.io.run(); });
  obs::log(obs::Level::info, "http.listening", {{obs::Field::port, static_cast<int>(s.port)}});
  return {};
}

void Server::stop() {
  Impl& s = *impl_;
  if (s.edge->draining.exchange(true)) return;
  asio::post(s.io, [&s] {
    error_code ec;
    s.acceptor.close(ec);
  });
  if (!s.threads.empty()) {
    s.each(&LiveConnection::drain);
    if (!s.all_gone_within(s.edge->config.drain_time)) {
      s.each(&LiveConnection::cut);
      s.all_gone_within(std::chrono::seconds(1));
    }
  }
  s.edge->pool.stop();
  s.work.reset();
  s.io.stop();
  for (std::thread& t : s.threads) t.join();
  s.threads.clear();
}

}  // namespace anwang::http

// One connection: reads requests within their limits, hands them to a worker, writes the answers, streams events.
// Everything of a connection runs on its strand; only the handler runs elsewhere.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "http/deadline.h"
#include "http/edge.h"
#include "http/event_channel.h"
#include "http/exchange.h"
#include "http/peer_stream.h"
#include "http/problem.h"
#include "http/request_reader.h"
#include "http/security_headers.h"
#include "http/wire.h"
#include "http/worker_call.h"
#include "obs/log.h"

namespace anwang::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::chrono::seconds kLinger{1};
constexpr std::size_t kLingerBytes = 4 << 20;

std::uint64_t micros_since(SteadyTime start) {
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start).count());
}

class Connection final : public LiveConnection, public std::enable_shared_from_this<Connection> {
 public:
  Connection(std::shared_ptr<Edge> edge, asio::ip::tcp::socket socket, asio::ssl::context* tls, std::string peer)
      : edge_(std::move(edge)),
        stream_(std::move(socket), tls),
        reader_(stream_, edge_->config.header_limit),
        wake_(stream_.executor()),
        deadline_(stream_.executor()),
        peer_(std::move(peer)) {
    edge_->metrics.connections.add(1);
  }
  ~Connection() override {
    {
      const std::lock_guard lock(edge_->mutex);
      edge_->live.erase(this);
    }
    edge_->metrics.connections.add(-1);
    edge_->left.notify_all();
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void start() {
    {
      const std::lock_guard lock(edge_->mutex);
      edge_->live.emplace(this, this->weak_from_this());
    }
    asio::co_spawn(stream_.executor(), run(this->shared_from_this()), asio::detached);
  }
  void drain() override {
    asio::post(stream_.executor(), [self = this->shared_from_this()] {
      if (self->idle_) self->stream_.drop();
      if (self->channel_) self->channel_->close();
    });
  }
  void cut() override {
    asio::post(stream_.executor(), [self = this->shared_from_this()] { self->stream_.drop(); });
  }

 private:
  static asio::awaitable<void> run(std::shared_ptr<Connection> self) {
    if (!co_await self->handshake()) co_return;
    bool more = true;
    while (more) more = co_await self->serve_one();
    co_await self->finish();
  }

  asio::awaitable<bool> handshake() {
    if (!stream_.tls()) co_return true;
    stream_.expires_after(edge_->config.header_time);
    co_return !co_await stream_.handshake();
  }

  // Waits for the next request; false when the client went, was silent for too long, or the server drains.
  asio::awaitable<bool> first_byte() {
    if (reader_.begun()) co_return true;  // also while the server drains: it has been sent
    if (edge_->draining) co_return false;
    idle_ = true;
    stream_.expires_after(edge_->config.idle_time);
    const error_code ec = co_await reader_.first_byte();
    idle_ = false;
    co_return !ec;
  }

  // One request and its answer; false when the connection is to be closed.
  asio::awaitable<bool> serve_one() {
    const bool begun = co_await first_byte();
    if (!begun) co_return false;
    Exchange x;
    x.start = std::chrono::steady_clock::now();
    x.request.request_id = obs::RequestId::make().str();
    deadline_.set(stream_, this->shared_from_this(), edge_->config.header_time);
    error_code ec = co_await reader_.read_header();
    deadline_.clear();
    bool ready = !ec && admitted(x);
    if (ec && !answerable(ec, x)) co_return false;
    if (ready) {
      ec = co_await read_body(x);
      if (ec && !answerable(ec, x)) co_return false;
      ready = !ec;
    }
    if (ready) {
      const bool ran = co_await async_on_worker(
          edge_->pool,
          [this, &x] {
            if (!guarded(x.match.pattern, [&] { x.response = edge_->router.dispatch(x.request, x.match); }))
              x.refuse("internal");
          },
          asio::use_awaitable);
      if (!ran) {
        edge_->metrics.overloaded.add();
        x.refuse("overloaded");
      }
    }
    if (x.response.stream) {
      co_await stream_events(x);
      co_return false;
    }
    co_return co_await answer(x);
  }

  // Turns a read error into an answer; false when there is nobody or nothing to answer.
  bool answerable(const error_code& ec, Exchange& x) {
    const bool slow = deadline_.passed();
    const std::string_view fault = slow ? "request_timeout" : RequestReader::fault_of(ec);
    if (fault.empty()) return false;
    (slow ? edge_->metrics.timed_out : edge_->metrics.malformed).add();
    x.refuse(fault);
    x.unread_body = true;
    x.keep_alive = false;
    return true;
  }

  bool admitted(Exchange& x) {
    const std::string_view fault =
        admit(reader_.head(), {peer_, stream_.tls()}, edge_->config.trusted_proxies, edge_->router, x);
    reader_.limit_body(x.body_limit);
    if (fault.empty()) return true;
    edge_->metrics.malformed.add();
    x.refuse(fault);
    return false;
  }

  PeerStream::Done read_body(Exchange& x) {
    deadline_.set(stream_, this->shared_from_this(), edge_->config.body_time);
    error_code ec;
    if (x.expects_continue) ec = co_await stream_.write("HTTP/1.1 100 Continue\r\n\r\n");
    if (!ec) ec = co_await reader_.read_body();
    deadline_.clear();
    if (ec) co_return ec;
    x.unread_body = false;
    x.request.body = reader_.take_body();
    x.bytes_in = x.request.body.size();
    co_return ec;
  }

  // Writes the answer; true when the connection may serve another request.
  asio::awaitable<bool> answer(Exchange& x) {
    const bool keep = x.keep_alive && !x.unread_body && !edge_->draining;
    const bool bodiless = x.request.method == Method::head || x.response.status == 204 || x.response.status == 304;
    const std::string_view body =
        x.response.static_body.empty() ? std::string_view(x.response.body) : x.response.static_body;
    complete_headers(x);
    co_await until(x.response.not_before);
    const std::string head = head_bytes(x.response, keep, false, SystemClock().now());
    const PeerStream::Bytes bytes = {asio::buffer(head), bodiless ? asio::const_buffer() : asio::buffer(body)};
    stream_.expires_after(edge_->config.write_time);
    // Counted before it is written: a client that has its answer finds it in the metrics, and a slow reader is not
    // ours.
    record(x, bodiless ? 0 : body.size());
    const error_code ec = co_await stream_.write(bytes);
    if (!ec && x.unread_body) co_await linger();
    co_return keep && !ec;
  }

  // A stop does not shorten it: the floor is a fraction of the drain time.
  asio::awaitable<void> until(SteadyTime moment) {
    if (moment <= std::chrono::steady_clock::now()) co_return;
    stream_.expires_never();
    wake_.expires_at(moment);
    error_code ec;
    co_await wake_.async_wait(asio::redirect_error(asio::use_awaitable, ec));
  }

  void complete_headers(Exchange& x) const {
    add_security_headers(x.response, x.request.tls || stream_.tls());
    x.response.headers.set("x-request-id", x.request.request_id);
  }

  void record(const Exchange& x, std::size_t bytes_out) const {
    const std::uint64_t micros = micros_since(x.start);
    edge_->metrics.answered(x.match.pattern, x.request.method, x.response.status, micros);
    if (!edge_->config.log_requests) return;
    using obs::Field;
    const auto id = obs::RequestId::parse(x.request.request_id);
    obs::log(obs::Level::info, "http.request",
             {{Field::request_id, *id},
              {Field::method, obs::Word::identifier(name_of(x.request.method))},
              {Field::route, x.match.pattern.empty() ? obs::Word("none") : obs::Word::identifier(x.match.pattern)},
              {Field::status, x.response.status},
              {Field::duration_us, static_cast<std::int64_t>(micros)},
              {Field::bytes_in, x.bytes_in},
              {Field::bytes_out, bytes_out}});
  }

  // A client that is still sending would lose the answer to a reset: read and forget for a moment before closing.
  asio::awaitable<void> linger() {
    stream_.shutdown_send();
    stream_.expires_after(kLinger);
    co_await stream_.forget(kLingerBytes);
  }

  asio::awaitable<void> finish() { co_await stream_.close(kLinger); }

  asio::awaitable<void> stream_events(Exchange& x) {
    const std::shared_ptr<EventStream> stream = std::move(x.response.stream);
    const auto end = std::make_shared<StreamEnd>(stream);
    channel_ = std::make_shared<EventChannel>(edge_->config.stream_buffer, [weak = this->weak_from_this()] {
      if (const auto self = weak.lock()) asio::post(self->stream_.executor(), [self] { self->wake_.cancel(); });
    });
    const auto open = [stream, end, channel = channel_] {
      const bool opened =
          guarded("event_stream", [&] { stream->open([channel](std::string chunk) { return channel->send(chunk); }); });
      if (!opened) channel->close();
      end->reached();
    };
    const bool room = edge_->streams.fetch_add(1) < edge_->config.max_streams && !edge_->draining;
    if (room && edge_->pool.try_run(open)) {
      edge_->metrics.streams.add(1);
      co_await write_events(x);
      edge_->metrics.streams.add(-1);
      channel_->close();
      if (!edge_->pool.try_run([end] { end->reached(); })) end->reached();
    } else {
      edge_->metrics.overloaded.add();
      x.refuse("overloaded");
      x.keep_alive = false;
      co_await answer(x);
    }
    edge_->streams.fetch_sub(1);
  }

  asio::awaitable<void> write_events(Exchange& x) {
    if (!x.response.headers.get("content-type")) x.response.headers.set("content-type", "text/event-stream");
    x.response.headers.set("x-accel-buffering", "no");
    complete_headers(x);
    std::string out = head_bytes(x.response, false, true, SystemClock().now()) + ":\n\n";
    record(x, 0);
    stream_.expires_never();
    asio::co_spawn(stream_.executor(), watch_peer(this->shared_from_this(), channel_), asio::detached);
    error_code ec;
    bool last = false;
    while (!ec && !(last && out.empty())) {
      if (out.empty()) {
        wake_.expires_after(edge_->config.heartbeat);
        error_code woken;
        co_await wake_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
        std::tie(out, last) = channel_->take();
        if (out.empty() && !last && !woken) out = ":\n\n";
        continue;
      }
      stream_.expires_after(edge_->config.write_time);
      ec = co_await stream_.write(out);
      std::tie(out, last) = channel_->take();
    }
  }

  // A client of an event stream sends nothing more: whatever comes, or the end of the connection, closes the channel.
  static asio::awaitable<void> watch_peer(std::shared_ptr<Connection> self, std::shared_ptr<EventChannel> channel) {
    std::array<char, 64> scrap;
    std::size_t read = 0;
    co_await self->stream_.read_some(asio::buffer(scrap), read);
    channel->close();
  }

  const std::shared_ptr<Edge> edge_;
  PeerStream stream_;
  RequestReader reader_;
  asio::steady_timer wake_;
  Deadline deadline_;
  std::shared_ptr<EventChannel> channel_;
  const std::string peer_;
  bool idle_ = false;
};

}  // namespace

void serve_connection(std::shared_ptr<Edge> edge, asio::ip::tcp::socket socket, asio::ssl::context* tls) {
  error_code ec;
  const auto peer = socket.remote_endpoint(ec);
  if (ec) return;
  socket.set_option(asio::ip::tcp::no_delay(true), ec);
  const std::string address = peer.address().to_string();
  std::make_shared<Connection>(std::move(edge), std::move(socket), tls, address)->start();
}

}  // namespace anwang::http

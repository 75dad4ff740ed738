// Connections over the limit: told so at once, and closed.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "http/edge.h"
#include "http/peer_stream.h"
#include "http/problem.h"
#include "http/security_headers.h"
#include "http/wire.h"
#include "obs/request_id.h"

namespace anwang::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kMaxRefusals = 256;  // at a time; beyond, the socket is just closed
constexpr std::chrono::seconds kTime{1};
constexpr std::size_t kBytes = 4 << 20;

// One of the refusals at a time, however it ends.
struct Place {
  std::shared_ptr<Edge> edge;
  ~Place() { edge->refusals.fetch_sub(1); }
};

asio::awaitable<void> refuse(std::shared_ptr<Edge> edge, asio::ip::tcp::socket socket) {
  const Place place{edge};
  PeerStream stream(std::move(socket), nullptr);
  Response r = edge_response("too_many_connections", obs::RequestId::make().str(), Lang::zh_tw);
  add_security_headers(r, false);
  const std::string answer = head_bytes(r, false, false, SystemClock().now()) + r.body;
  stream.expires_after(kTime);
  const error_code ec = co_await stream.write(answer);
  if (ec) co_return;
  stream.shutdown_send();
  co_await stream.forget(kBytes);
}

}  // namespace

void refuse_connection(std::shared_ptr<Edge> edge, asio::ip::tcp::socket socket) {
  edge->metrics.refused_connections.add();
  if (edge->refusals.fetch_add(1) >= kMaxRefusals) {
    edge->refusals.fetch_sub(1);
    return;
  }
  const auto executor = socket.get_executor();
  asio::co_spawn(executor, refuse(std::move(edge), std::move(socket)), asio::detached);
}

}  // namespace anwang::http

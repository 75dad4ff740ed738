// Connections over the limit: told so at once, and closed.
#include <array>
#include <boost/asio/write.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include "http/edge.h"
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

class Refusal : public std::enable_shared_from_this<Refusal> {
 public:
  Refusal(std::shared_ptr<Edge> edge, asio::ip::tcp::socket socket)
      : edge_(std::move(edge)), stream_(std::move(socket)) {
    Response r = edge_response("too_many_connections", obs::RequestId::make().str(), Lang::zh_tw);
    add_security_headers(r, false);
    answer_ = head_bytes(r, false, false, SystemClock().now()) + r.body;
    stream_.expires_after(kTime);
  }
  ~Refusal() { edge_->refusals.fetch_sub(1); }
  Refusal(const Refusal&) = delete;
  Refusal& operator=(const Refusal&) = delete;

  void write() {
    asio::async_write(stream_, asio::buffer(answer_), [self = shared_from_this()](error_code ec, std::size_t) {
      if (!ec) self->stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ec);
      if (!ec) self->read_and_forget();
    });
  }

 private:
  // What the client has already sent would otherwise reset the connection before it reads the answer.
  void read_and_forget() {
    stream_.async_read_some(asio::buffer(scrap_), [self = shared_from_this()](error_code ec, std::size_t) {
      if (!ec) self->read_and_forget();
    });
  }

  std::shared_ptr<Edge> edge_;
  boost::beast::tcp_stream stream_;
  std::string answer_;
  std::array<char, 4096> scrap_{};
};

}  // namespace

void refuse_connection(std::shared_ptr<Edge> edge, asio::ip::tcp::socket socket) {
  edge->metrics.refused_connections.add();
  if (edge->refusals.fetch_add(1) >= kMaxRefusals) {
    edge->refusals.fetch_sub(1);
    return;
  }
  std::make_shared<Refusal>(std::move(edge), std::move(socket))->write();
}

}  // namespace anwang::http

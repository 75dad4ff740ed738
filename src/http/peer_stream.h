// Inside of http/: the socket of a client, plain or under TLS, behind one face, so that everything above is written and
// compiled once. On the connection's strand; one read and one write at a time. Includes Asio; not for other modules.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <optional>

namespace anwang::http {

class PeerStream {
 public:
  using Bytes = std::array<boost::asio::const_buffer, 2>;  // the second may be empty

  // `tls` may be null, else it outlives the stream.
  PeerStream(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls) : plain_(std::move(socket)) {
    if (tls) tls_.emplace(plain_, *tls);
  }
  PeerStream(const PeerStream&) = delete;
  PeerStream& operator=(const PeerStream&) = delete;

  [[nodiscard]] bool tls() const { return tls_.has_value(); }
  [[nodiscard]] boost::asio::any_io_executor executor() { return plain_.get_executor(); }
  // The socket with its time limit (`expires_after`), below any TLS.
  [[nodiscard]] boost::beast::tcp_stream& lowest() { return plain_; }

  using Done = boost::asio::awaitable<boost::system::error_code>;
  Done handshake();  // nothing without TLS
  // At least one byte, or an error; `read` says how many.
  Done read_some(boost::asio::mutable_buffer into, std::size_t& read);
  Done write(Bytes bytes);
  Done write(std::string_view text) { return write({boost::asio::buffer(text), {}}); }
  // Reads and forgets until the client closes, `budget` bytes came or the time limit struck: a client that is still
  // sending would lose its answer to a reset.
  boost::asio::awaitable<void> forget(std::size_t budget);
  // Says goodbye in TLS, then closes.
  boost::asio::awaitable<void> close(std::chrono::milliseconds time);

 private:
  Done read_plain(boost::asio::mutable_buffer into, std::size_t& read);

  boost::beast::tcp_stream plain_;
  std::optional<boost::asio::ssl::stream<boost::beast::tcp_stream&>> tls_;
};

}  // namespace anwang::http

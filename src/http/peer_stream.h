// Inside of http/: the socket of a client, plain or under TLS, behind one face, so that everything above is written and
// compiled once. On the connection's strand; one read and one write at a time. Includes Asio; not for other modules.
#pragma once

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <chrono>
#include <memory>
#include <string_view>

namespace anwang::http {

class PeerStream {
 public:
  using Bytes = std::array<boost::asio::const_buffer, 2>;  // the second may be empty

  // `tls` may be null, else it outlives the stream.
  PeerStream(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls);
  ~PeerStream();
  PeerStream(const PeerStream&) = delete;
  PeerStream& operator=(const PeerStream&) = delete;

  [[nodiscard]] bool tls() const;
  [[nodiscard]] boost::asio::any_io_executor executor();
  // From now on reads and writes may take so long together; then the socket is closed.
  void expires_after(std::chrono::milliseconds time);
  void expires_never();
  void cancel();         // what runs ends with an error; the socket stays open
  void shutdown_send();  // nothing more comes from us
  void drop();           // closed at once, without goodbye

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

  struct Impl;  // Beast's stream and OpenSSL's: heavy headers stay in the .cpp
  std::unique_ptr<Impl> impl_;
};

}  // namespace anwang::http

#include "http/peer_stream.h"

#include <string>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace anwang::http {

namespace asio = boost::asio;
using boost::system::error_code;

PeerStream::Done PeerStream::handshake() {
  error_code ec;
  if (tls_)
    co_await tls_->async_handshake(asio::ssl::stream_base::server, asio::redirect_error(asio::use_awaitable, ec));
  co_return ec;
}

PeerStream::Done PeerStream::read_plain(asio::mutable_buffer into, std::size_t& read) {
  error_code ec;
  read = co_await plain_.async_read_some(into, asio::redirect_error(asio::use_awaitable, ec));
  co_return ec;
}

PeerStream::Done PeerStream::read_some(asio::mutable_buffer into, std::size_t& read) {
  if (!tls_) co_return co_await read_plain(into, read);
  error_code ec;
  read = co_await tls_->async_read_some(into, asio::redirect_error(asio::use_awaitable, ec));
  co_return ec;
}

PeerStream::Done PeerStream::write(Bytes bytes) {
  error_code ec;
  if (tls_)
    co_await asio::async_write(*tls_, bytes, asio::redirect_error(asio::use_awaitable, ec));
  else
    co_await asio::async_write(plain_, bytes, asio::redirect_error(asio::use_awaitable, ec));
  co_return ec;
}

asio::awaitable<void> PeerStream::forget(std::size_t budget) {
  error_code ec;
  std::string scrap(4096, 0);
  while (!ec && budget > scrap.size()) {
    std::size_t read = 0;
    ec = co_await read_plain(asio::buffer(scrap), read);
    budget -= read;
  }
}

asio::awaitable<void> PeerStream::close(std::chrono::milliseconds time) {
  error_code ec;
  if (tls_) {
    plain_.expires_after(time);
    co_await tls_->async_shutdown(asio::redirect_error(asio::use_awaitable, ec));
  }
  plain_.socket().shutdown(asio::ip::tcp::socket::shutdown_both, ec);
  plain_.close();
}

}  // namespace anwang::http

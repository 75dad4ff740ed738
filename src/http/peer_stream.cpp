#include "http/peer_stream.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <optional>
#include <string>

namespace anwang::http {

namespace asio = boost::asio;
using boost::system::error_code;

namespace beast = boost::beast;

struct PeerStream::Impl {
  Impl(asio::ip::tcp::socket socket, asio::ssl::context* context) : plain(std::move(socket)) {
    if (context) tls.emplace(plain, *context);
  }
  beast::tcp_stream plain;
  std::optional<asio::ssl::stream<beast::tcp_stream&>> tls;
};

PeerStream::PeerStream(asio::ip::tcp::socket socket, asio::ssl::context* tls)
    : impl_(std::make_unique<Impl>(std::move(socket), tls)) {}
PeerStream::~PeerStream() = default;

bool PeerStream::tls() const { return impl_->tls.has_value(); }
asio::any_io_executor PeerStream::executor() { return impl_->plain.get_executor(); }
void PeerStream::expires_after(std::chrono::milliseconds time) { impl_->plain.expires_after(time); }
void PeerStream::expires_never() { impl_->plain.expires_never(); }
void PeerStream::cancel() { impl_->plain.cancel(); }
void PeerStream::drop() { impl_->plain.close(); }
void PeerStream::shutdown_send() {
  error_code ec;
  impl_->plain.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ec);
}

PeerStream::Done PeerStream::handshake() {
  error_code ec;
  if (impl_->tls)
    co_await impl_->tls->async_handshake(asio::ssl::stream_base::server, asio::redirect_error(asio::use_awaitable, ec));
  co_return ec;
}

PeerStream::Done PeerStream::read_plain(asio::mutable_buffer into, std::size_t& read) {
  error_code ec;
  read = co_await impl_->plain.async_read_some(into, asio::redirect_error(asio::use_awaitable, ec));
  co_return ec;
}

PeerStream::Done PeerStream::read_some(asio::mutable_buffer into, std::size_t& read) {
  if (!impl_->tls) co_return co_await read_plain(into, read);
  error_code ec;
  read = co_await impl_->tls->async_read_some(into, asio::redirect_error(asio::use_awaitable, ec));
  co_return ec;
}

PeerStream::Done PeerStream::write(Bytes bytes) {
  error_code ec;
  if (impl_->tls)
    co_await asio::async_write(*impl_->tls, bytes, asio::redirect_error(asio::use_awaitable, ec));
  else
    co_await asio::async_write(impl_->plain, bytes, asio::redirect_error(asio::use_awaitable, ec));
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
  if (impl_->tls) {
    impl_->plain.expires_after(time);
    co_await impl_->tls->async_shutdown(asio::redirect_error(asio::use_awaitable, ec));
  }
  impl_->plain.socket().shutdown(asio::ip::tcp::socket::shutdown_both, ec);
  impl_->plain.close();
}

}  // namespace anwang::http

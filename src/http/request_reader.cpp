#include "http/request_reader.h"

#include <algorithm>
#include <array>
#include <boost/asio/error.hpp>
#include <boost/beast/http/error.hpp>

#include "base/text.h"

namespace anwang::http {
namespace {

namespace beast = boost::beast;
using beast::http::verb;
using boost::system::error_code;

constexpr std::size_t kReadAhead = 64 * 1024;
constexpr std::size_t kHeaderChunk = kReadAhead / 8;

Method method_of(verb v) {
  constexpr auto kKnown = std::to_array<std::pair<verb, Method>>({{verb::get, Method::get},
                                                                  {verb::head, Method::head},
                                                                  {verb::post, Method::post},
                                                                  {verb::put, Method::put},
                                                                  {verb::patch, Method::patch},
                                                                  {verb::delete_, Method::delete_},
                                                                  {verb::options, Method::options}});
  const auto* found = std::ranges::find(kKnown, v, &std::pair<verb, Method>::first);
  return found == kKnown.end() ? Method::other : found->second;
}

}  // namespace

RequestReader::RequestReader(PeerStream& stream, std::size_t header_limit)
    : stream_(stream), header_limit_(header_limit), buffer_(header_limit + kReadAhead) {}

PeerStream::Done RequestReader::first_byte() {
  if (buffer_.size() > 0) co_return error_code();
  co_return co_await read_more(kHeaderChunk);
}

PeerStream::Done RequestReader::read_header() {
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(header_limit_));
  parser_->body_limit(boost::none);  // limit_body() comes when the route is known
  parser_->eager(false);
  co_return co_await feed(&Parser::is_header_done, kHeaderChunk);
}

PeerStream::Done RequestReader::read_body() {
  parser_->eager(true);
  co_return co_await feed(&Parser::is_done, kReadAhead);
}

PeerStream::Done RequestReader::read_more(std::size_t chunk) {
  const std::size_t room = std::min(chunk, buffer_.max_size() - buffer_.size());
  if (room == 0) co_return beast::http::make_error_code(beast::http::error::buffer_overflow);
  std::size_t read = 0;
  const error_code ec = co_await stream_.read_some(buffer_.prepare(room), read);
  buffer_.commit(read);
  co_return ec;
}

// Parses what is there and reads on until `enough` says so.
PeerStream::Done RequestReader::feed(bool (Parser::*enough)() const, std::size_t chunk) {
  while (!(*parser_.*enough)()) {
    error_code ec = beast::http::error::need_more;
    if (buffer_.size() > 0) {
      const std::size_t used = parser_->put(buffer_.data(), ec);
      buffer_.consume(used);
    }
    if (!ec) continue;
    if (ec != beast::http::error::need_more) co_return ec;
    ec = co_await read_more(chunk);
    if (ec == boost::asio::error::eof) {
      if (!parser_->got_some()) co_return beast::http::make_error_code(beast::http::error::end_of_stream);
      ec = {};
      parser_->put_eof(ec);
      if (!ec && !parser_->is_done()) ec = beast::http::error::partial_message;
    }
    if (ec) co_return ec;
  }
  co_return error_code();
}

RequestHead RequestReader::head() const {
  const auto& message = parser_->get();
  RequestHead head;
  head.method = method_of(message.method());
  head.version = static_cast<int>(message.version());
  head.target = message.target();
  for (const auto& field : message) head.headers.add(lower_ascii(field.name_string()), std::string(field.value()));
  if (const auto length = parser_->content_length()) head.content_length = *length;
  head.has_body = !parser_->is_done();
  head.keep_alive = message.keep_alive();
  return head;
}

std::string_view RequestReader::fault_of(const error_code& ec) {
  using beast::http::error;
  if (ec.category() != beast::http::make_error_code(error::bad_method).category() || ec == error::end_of_stream)
    return {};
  if (ec == error::header_limit) return "header_too_large";
  if (ec == error::body_limit) return "body_too_large";
  return "malformed_request";
}

}  // namespace anwang::http

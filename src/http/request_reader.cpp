#include "http/request_reader.h"

#include <algorithm>
#include <array>
#include <boost/asio/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>

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

struct RequestReader::Impl {
  using Parser = beast::http::request_parser<beast::http::string_body>;

  Impl(PeerStream& s, std::size_t limit) : stream(s), header_limit(limit), buffer(limit + kReadAhead) {}

  PeerStream::Done read_more(std::size_t chunk) {
    const std::size_t room = std::min(chunk, buffer.max_size() - buffer.size());
    if (room == 0) co_return beast::http::make_error_code(beast::http::error::buffer_overflow);
    std::size_t read = 0;
    const error_code ec = co_await stream.read_some(buffer.prepare(room), read);
    buffer.commit(read);
    co_return ec;
  }

  // Parses what is there and reads on until `enough` says so.
  PeerStream::Done feed(bool (Parser::*enough)() const, std::size_t chunk) {
    while (!(*parser.*enough)()) {
      error_code ec = beast::http::error::need_more;
      if (buffer.size() > 0) {
        const std::size_t used = parser->put(buffer.data(), ec);
        buffer.consume(used);
      }
      if (!ec) continue;
      if (ec != beast::http::error::need_more) co_return ec;
      ec = co_await read_more(chunk);
      if (ec == boost::asio::error::eof) {
        if (!parser->got_some()) co_return beast::http::make_error_code(beast::http::error::end_of_stream);
        ec = {};
        parser->put_eof(ec);
        if (!ec && !parser->is_done()) ec = beast::http::error::partial_message;
      }
      if (ec) co_return ec;
    }
    co_return error_code();
  }

  PeerStream& stream;
  const std::size_t header_limit;
  beast::flat_buffer buffer;
  std::optional<Parser> parser;  // of the running request
};

RequestReader::RequestReader(PeerStream& stream, std::size_t header_limit)
    : impl_(std::make_unique<Impl>(stream, header_limit)) {}
RequestReader::~RequestReader() = default;

bool RequestReader::begun() const { return impl_->buffer.size() > 0; }

PeerStream::Done RequestReader::first_byte() {
  if (begun()) co_return error_code();
  co_return co_await impl_->read_more(kHeaderChunk);
}

PeerStream::Done RequestReader::read_header() {
  auto& parser = impl_->parser.emplace();
  parser.header_limit(static_cast<std::uint32_t>(impl_->header_limit));
  parser.body_limit(boost::none);  // limit_body() comes when the route is known
  parser.eager(false);
  co_return co_await impl_->feed(&Impl::Parser::is_header_done, kHeaderChunk);
}

PeerStream::Done RequestReader::read_body() {
  impl_->parser->eager(true);
  co_return co_await impl_->feed(&Impl::Parser::is_done, kReadAhead);
}

void RequestReader::limit_body(std::uint64_t bytes) { impl_->parser->body_limit(bytes); }
std::string RequestReader::take_body() { return std::move(impl_->parser->get().body()); }

RequestHead RequestReader::head() const {
  const auto& message = impl_->parser->get();
  RequestHead head;
  head.method = method_of(message.method());
  head.version = static_cast<int>(message.version());
  head.target = message.target();
  for (const auto& field : message) head.headers.add(lower_ascii(field.name_string()), std::string(field.value()));
  if (const auto length = impl_->parser->content_length()) head.content_length = *length;
  head.has_body = !impl_->parser->is_done();
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

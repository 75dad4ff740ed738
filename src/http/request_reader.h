// Inside of http/: reads the requests of one connection, header first, body when it was admitted. Parsing is Beast's;
// reading is here, because Beast's composed reads would be compiled once more for every kind of stream.
// On the connection's strand. Includes Beast; not for other modules.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>
#include <string>

#include "http/exchange.h"
#include "http/peer_stream.h"

namespace anwang::http {

class RequestReader {
 public:
  // header_limit in bytes; a longer header ends in header_too_large.
  RequestReader(PeerStream& stream, std::size_t header_limit);

  // Waits for the first byte of the next request; no wait when it has already come.
  PeerStream::Done first_byte();
  // Errors: those of the socket; Beast's http errors; end_of_stream when the client closed between requests.
  PeerStream::Done read_header();
  [[nodiscard]] RequestHead head() const;
  void limit_body(std::uint64_t bytes) { parser_->body_limit(bytes); }
  [[nodiscard]] bool done() const { return parser_->is_done(); }
  PeerStream::Done read_body();
  [[nodiscard]] std::string take_body() { return std::move(parser_->get().body()); }

  // What an error of the two reads is called in problem.h; empty when there is nobody or nothing to answer.
  static std::string_view fault_of(const boost::system::error_code& ec);

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  PeerStream::Done feed(bool (Parser::*enough)() const, std::size_t chunk);
  PeerStream::Done read_more(std::size_t chunk);

  PeerStream& stream_;
  const std::size_t header_limit_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;  // of the running request
};

}  // namespace anwang::http

// Inside of http/: reads the requests of one connection, header first, body when it was admitted. Parsing is Beast's;
// reading is here, because Beast's composed reads would be compiled once more for every kind of stream.
// On the connection's strand. Not for other modules.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "http/exchange.h"
#include "http/peer_stream.h"

namespace anwang::http {

class RequestReader {
 public:
  // header_limit in bytes; a longer header ends in header_too_large.
  RequestReader(PeerStream& stream, std::size_t header_limit);
  ~RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  // Whether a part of the next request has already come.
  [[nodiscard]] bool begun() const;
  // Waits for the first byte of the next request; no wait when it has already come.
  PeerStream::Done first_byte();
  // Errors: those of the socket; Beast's http errors; end_of_stream when the client closed between requests.
  PeerStream::Done read_header();
  [[nodiscard]] RequestHead head() const;
  void limit_body(std::uint64_t bytes);
  PeerStream::Done read_body();
  [[nodiscard]] std::string take_body();

  // What an error of the two reads is called in problem.h; empty when there is nobody or nothing to answer.
  static std::string_view fault_of(const boost::system::error_code& ec);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace anwang::http

// One request on its way through the edge, and everything that is decided from its head alone: pure, without sockets,
// so that tests and the fuzzer reach it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/forwarded.h"
#include "http/problem.h"
#include "http/router.h"

namespace anwang::http {

// What the parser has read before the body.
struct RequestHead {
  Method method = Method::other;
  int version = 11;
  std::string target;
  Headers headers;  // names lower case
  std::optional<std::uint64_t> content_length;
  bool has_body = false;
  bool keep_alive = false;
};

struct Exchange {
  Request request;
  Match match;
  Response response;
  std::chrono::steady_clock::time_point start;
  std::size_t body_limit = 0;
  std::size_t bytes_in = 0;
  bool keep_alive = false;
  bool unread_body = false;  // the answer goes out before the body was read: linger, then close
  bool expects_continue = false;
  [[nodiscard]] Lang lang() const { return language(request.headers); }
  void refuse(std::string_view reason) { response = edge_response(reason, request.request_id, lang()); }
};

// Fills the exchange from the head. Returns the reason of an edge problem, or "" when the body may be read, up to
// `x.body_limit` bytes. A body whose announced length is over the route's limit is refused here, before a byte is read.
std::string_view admit(RequestHead head, const Client& peer, const std::vector<Cidr>& trusted, const Router& router,
                       Exchange& x);

}  // namespace anwang::http

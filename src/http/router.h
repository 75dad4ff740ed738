// Routes and middleware. Built once at wiring (api/routes.cpp binds every group on one screen), then only read:
// thread-safe after that.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace anwang::http {

// What a request line leads to, known before the body is read.
struct Match {
  const Handler* handler = nullptr;  // null: 404, or 405 when `allow` is not empty
  std::map<std::string, std::string> params;
  std::string_view pattern;
  std::string_view policy;
  std::size_t body_limit = 0;
  std::string allow;  // "GET, HEAD, POST": for 405 and OPTIONS
};

class Router {
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  // Outermost first, in the order of the calls. Runs for every request that could be read, also for one that no route
  // takes. Call before the first dispatch.
  void use(Middleware middleware);
  // A segment "{name}" takes one whole segment; a literal wins over it. Two handlers for one method and pattern, or two
  // names for one parameter position, are a bug: std::logic_error. HEAD is served by GET.
  void add(Route route, Handler handler);
  // GET and HEAD that no route takes (the embedded UI). Policy "public".
  void fallback(Handler handler);

  [[nodiscard]] Match match(Method method, std::string_view path) const;
  // Runs the middleware and the handler; fills params, route and policy of the request. Throws what they throw.
  [[nodiscard]] Response dispatch(Request& request, const Match& match) const;
  [[nodiscard]] std::vector<Route> routes() const;  // in the order of add: for OpenAPI and its test

 private:
  struct Node;
  std::unique_ptr<Node> root_;
  std::vector<Route> routes_;
  std::vector<Middleware> middleware_;
  Handler fallback_;
};

}  // namespace anwang::http

#include "http/router.h"

#include <map>
#include <stdexcept>

#include "http/problem.h"

namespace anwang::http {

struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> parameter;
  std::string parameter_name;
  struct Bound {
    Route route;
    Handler handler;
  };
  std::map<Method, Bound> methods;
};

namespace {

// Next segment of a path that starts with '/'; `rest` loses it.
std::string_view next_segment(std::string_view& rest) {
  const std::size_t slash = rest.find('/', 1);
  const std::string_view segment = rest.substr(1, slash == std::string_view::npos ? slash : slash - 1);
  rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash);
  return segment;
}

// A literal is tried first; when its branch leads nowhere the parameter is.
template <class Node>
const Node* find(const Node& at, std::string_view rest, std::map<std::string, std::string>& params) {
  if (rest.empty()) return at.methods.empty() ? nullptr : &at;
  const std::string_view segment = next_segment(rest);
  if (const auto literal = at.literals.find(segment); literal != at.literals.end())
    if (const Node* found = find(*literal->second, rest, params)) return found;
  if (!at.parameter || segment.empty()) return nullptr;
  const Node* found = find(*at.parameter, rest, params);
  if (found) params[at.parameter_name] = std::string(segment);
  return found;
}

template <class Methods>
std::string allowed(const Methods& methods) {
  std::string out;
  for (const auto& [method, bound] : methods) {
    if (!out.empty()) out += ", ";
    out += name_of(method);
    if (method == Method::get && !methods.contains(Method::head)) out += ", HEAD";
  }
  return out + ", OPTIONS";
}

Response unmatched(const Request& request, const Match& match) {
  const Lang lang = language(request.headers);
  if (match.allow.empty()) return edge_response("not_found", request.request_id, lang);
  if (request.method == Method::options) {
    Response r;
    r.status = 204;
    r.headers.set("allow", match.allow);
    return r;
  }
  Response r = edge_response("method_not_allowed", request.request_id, lang);
  r.headers.set("allow", match.allow);
  return r;
}

}  // namespace

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::use(Middleware middleware) { middleware_.push_back(std::move(middleware)); }
void Router::fallback(Handler handler) { fallback_ = std::move(handler); }
std::vector<Route> Router::routes() const { return routes_; }

void Router::add(Route route, Handler handler) {
  Node* at = root_.get();
  std::string_view rest = route.pattern;
  if (rest.empty() || rest[0] != '/') throw std::logic_error("a pattern starts with /");
  while (!rest.empty()) {
    const std::string_view segment = next_segment(rest);
    if (segment.size() > 2 && segment.front() == '{' && segment.back() == '}') {
      const std::string name(segment.substr(1, segment.size() - 2));
      if (!at->parameter) {
        at->parameter = std::make_unique<Node>();
        at->parameter_name = name;
      } else if (at->parameter_name != name) {
        throw std::logic_error("two names for one parameter: " + std::string(route.pattern));
      }
      at = at->parameter.get();
    } else {
      auto& child = at->literals[std::string(segment)];
      if (!child) child = std::make_unique<Node>();
      at = child.get();
    }
  }
  if (!at->methods.try_emplace(route.method, Node::Bound{route, std::move(handler)}).second)
    throw std::logic_error("two handlers for one route: " + std::string(route.pattern));
  routes_.push_back(route);
}

Match Router::match(Method method, std::string_view path) const {
  Match m;
  const Node* node = path.empty() ? nullptr : find(*root_, path, m.params);
  if (!node) {
    m.params.clear();
    if (fallback_ && (method == Method::get || method == Method::head)) {
      m.handler = &fallback_;
      m.pattern = "/{file}";
      m.policy = "public";
    }
    return m;
  }
  auto bound = node->methods.find(method);
  if (bound == node->methods.end() && method == Method::head) bound = node->methods.find(Method::get);
  if (bound == node->methods.end()) {
    m.allow = allowed(node->methods);
    return m;
  }
  m.handler = &bound->second.handler;
  m.pattern = bound->second.route.pattern;
  m.policy = bound->second.route.policy;
  m.body_limit = bound->second.route.body_limit;
  return m;
}

Response Router::dispatch(Request& request, const Match& match) const {
  request.params = match.params;
  request.route = match.pattern;
  request.policy = match.policy;
  // Each step hands the rest of the chain to its middleware; the last one is the route's handler.
  std::function<Response(std::size_t, Request&)> step = [&](std::size_t i, Request& r) -> Response {
    if (i < middleware_.size()) return middleware_[i](r, [&step, i](Request& inner) { return step(i + 1, inner); });
    return match.handler ? (*match.handler)(r) : unmatched(r, match);
  };
  return step(0, request);
}

}  // namespace anwang::http

// Requests, responses and handlers as plain values: no Beast here. The edge is connection → router → handler.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace anwang::http {

enum class Method { get, head, post, put, patch, delete_, options, other };
std::string_view name_of(Method m);  // "GET" …; "OTHER"

struct Headers {
  std::vector<std::pair<std::string, std::string>> list;  // names lower case
  [[nodiscard]] std::optional<std::string_view> get(std::string_view lower_name) const;
  void set(std::string lower_name, std::string value);  // replaces
  void add(std::string lower_name, std::string value);  // appends (set-cookie)
};

struct Request {
  Method method = Method::get;
  std::string path;                          // decoded, normalised; no query
  std::map<std::string, std::string> query;  // decoded; a repeated key is refused by the edge
  Headers headers;
  std::string body;
  std::map<std::string, std::string> params;  // from the route pattern: "/api/v1/reports/{id}"
  std::string request_id;
  std::string remote;  // client address after trusted proxies (security.md 11)
  bool tls = false;
  std::string route;              // the pattern, for logs and metrics
  std::string policy;             // the route's policy line
  std::shared_ptr<void> context;  // middleware hangs the session here; api/context.h knows its type
};

// Server-sent events: the handler returns a stream; the edge sends its chunks ("id: 7\nevent: queue\ndata: {}\n\n") and
// heartbeat comments until the client leaves, its buffer is over the limit, or the server stops.
class EventStream {
 public:
  virtual ~EventStream() = default;
  // Called by the edge once, on a worker thread. `send` may be called from any thread, also after closed(); it returns
  // false once the client is gone or its buffer is over the limit (the client then reconnects with Last-Event-ID). An
  // empty chunk ends the stream: the edge writes what is left and closes the connection.
  virtual void open(std::function<bool(std::string chunk)> send) = 0;
  virtual void closed() = 0;  // once, on a worker thread, after open() has returned
};

// The edge adds content-length, date, x-request-id and the security headers; a header value with CR, LF or NUL is left
// out.
struct Response {
  int status = 200;
  Headers headers;
  std::string body;
  std::string_view static_body;  // embedded file: not copied; wins over body when not empty
  std::shared_ptr<EventStream> stream;
  // The edge holds the answer back until then; no worker waits for it (security.md 6).
  std::chrono::steady_clock::time_point not_before{};
};

// Runs on a worker thread, never on an I/O thread; may block within its deadline. Must be safe to call from many
// threads.
using Handler = std::function<Response(Request&)>;
using Middleware = std::function<Response(Request&, const Handler& next)>;

// A route cannot be made without its policy line: the constructor has no default for it, so leaving it out stops the
// build. "public" needs no session; everything else is a name of access/policy.h.
struct Route {
  consteval Route(Method m, std::string_view p, std::string_view policy_line, std::size_t limit = 256 * 1024)
      : method(m), pattern(p), policy(policy_line), body_limit(limit) {
    if (policy_line.empty()) throw "a route needs a policy line";
  }
  Method method;
  std::string_view pattern;
  std::string_view policy;
  std::size_t body_limit;
};

}  // namespace anwang::http

#include "http/exchange.h"

#include "base/text.h"
#include "http/target.h"
#include "http/wire.h"

namespace anwang::http {
namespace {

// A path that no route takes is answered by 404 or 405 after a small body, so that the connection can live on.
constexpr std::size_t kUnmatchedBody = 64 * 1024;

std::string_view fault_of(const RequestHead& head, const Headers& headers) {
  if (head.version != 10 && head.version != 11) return "version_not_supported";
  if (!headers_acceptable(headers, head.version)) return "bad_header";
  // Bodies whose end two parties could see in different places (RFC 9112 6.1, 6.3): refused, not interpreted.
  const auto coding = headers.get("transfer-encoding");
  if (coding && (head.version == 10 || lower_ascii(*coding) != "chunked")) return "malformed_request";
  if (headers.get("content-length").value_or("").find(',') != std::string_view::npos) return "malformed_request";
  if (lower_ascii(headers.get("expect").value_or("100-continue")) != "100-continue") return "expectation_failed";
  return "";
}

std::string_view fault_of(const Target& target) {
  if (target.fault.empty()) return "";
  return target.fault == "repeated_query_key" ? "repeated_query_key" : "bad_path";
}

}  // namespace

std::string_view admit(RequestHead head, const Client& peer, const std::vector<Cidr>& trusted, const Router& router,
                       Exchange& x) {
  Request& r = x.request;
  r.method = head.method;
  r.headers = std::move(head.headers);
  x.keep_alive = head.keep_alive;
  x.unread_body = head.has_body;
  const Client client = client_of(r.headers, peer.address, peer.tls, trusted);
  r.remote = client.address;
  r.tls = client.tls;
  if (const auto fault = fault_of(head, r.headers); !fault.empty()) return fault;
  Target target = parse_target(head.target);
  if (const auto fault = fault_of(target); !fault.empty()) return fault;
  r.path = std::move(target.path);
  r.query = std::move(target.query);
  x.match = router.match(r.method, r.path);
  x.body_limit = x.match.handler ? x.match.body_limit : kUnmatchedBody;
  if (head.content_length.value_or(0) > x.body_limit) return "body_too_large";
  x.expects_continue = head.has_body && r.headers.get("expect").has_value();
  return "";
}

}  // namespace anwang::http

#include "http/security_headers.h"

#include <array>

namespace anwang::http {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kHeaders = {{
    {"content-security-policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
     "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
    {"x-content-type-options", "nosniff"},
    {"x-frame-options", "DENY"},
    {"referrer-policy", "no-referrer"},
    {"cross-origin-opener-policy", "same-origin"},
    {"cross-origin-resource-policy", "same-origin"},
    {"permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"},
    {"cache-control", "no-store"},
}};

}  // namespace

void add_security_headers(Response& response, bool tls) {
  for (const auto& [name, value] : kHeaders)
    if (!response.headers.get(name)) response.headers.add(std::string(name), std::string(value));
  if (tls && !response.headers.get("strict-transport-security"))
    response.headers.add("strict-transport-security", "max-age=31536000; includeSubDomains");
}

}  // namespace anwang::http

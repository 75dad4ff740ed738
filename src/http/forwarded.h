// The client behind trusted proxies (security.md 11). Pure functions.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace anwang::http {

// "10.0.0.0/8", "fd00::/8", "127.0.0.1". IPv4 is kept as ::ffff:a.b.c.d.
struct Cidr {
  std::array<std::uint8_t, 16> address{};
  int bits = 128;
  static std::optional<Cidr> parse(std::string_view text);
  [[nodiscard]] bool contains(std::string_view ip) const;  // false for what is no address
};

struct Client {
  std::string address;
  bool tls = false;
};
// The right-most hop of X-Forwarded-For that is no trusted proxy, counted only when the peer itself is one; likewise
// X-Forwarded-Proto. A hop that is no address ends the walk: the last good address before it counts.
Client client_of(const Headers& headers, std::string_view peer, bool tls, const std::vector<Cidr>& trusted);

// What a rate limit counts by: an IPv4 address, the /64 of an IPv6 address; the text itself when it is neither.
std::string rate_key(std::string_view address);

bool is_loopback(std::string_view address);

}  // namespace anwang::http

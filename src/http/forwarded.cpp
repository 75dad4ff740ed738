#include "http/forwarded.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/text.h"

namespace anwang::http {
namespace {

using Bytes16 = std::array<std::uint8_t, 16>;

bool mapped_v4(const Bytes16& a) {
  static constexpr std::array<std::uint8_t, 12> kPrefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  return std::equal(kPrefix.begin(), kPrefix.end(), a.begin());
}

std::optional<Bytes16> parse_ip(std::string_view text) {
  const std::string s(text);
  Bytes16 out{};
  in_addr v4{};
  if (::inet_pton(AF_INET, s.c_str(), &v4) == 1) {
    out[10] = out[11] = 0xff;
    std::memcpy(out.data() + 12, &v4, 4);
    return out;
  }
  in6_addr v6{};
  if (::inet_pton(AF_INET6, s.c_str(), &v6) != 1) return std::nullopt;
  std::memcpy(out.data(), &v6, 16);
  return out;
}

std::string text_of(const Bytes16& a) {
  char buffer[INET6_ADDRSTRLEN] = {};
  if (mapped_v4(a))
    ::inet_ntop(AF_INET, a.data() + 12, buffer, sizeof buffer);
  else
    ::inet_ntop(AF_INET6, a.data(), buffer, sizeof buffer);
  return buffer;
}

bool trusted_ip(std::string_view ip, const std::vector<Cidr>& trusted) {
  return std::any_of(trusted.begin(), trusted.end(), [&](const Cidr& c) { return c.contains(ip); });
}

// Hops of every X-Forwarded-For header in order of appearance, brackets and IPv4 ports cut.
std::vector<std::string> hops(const Headers& headers) {
  std::vector<std::string> out;
  for (const auto& [name, value] : headers.list) {
    if (name != "x-forwarded-for") continue;
    std::string_view rest = value;
    while (true) {
      const std::size_t comma = rest.find(',');
      std::string hop = trim(rest.substr(0, comma));
      if (hop.starts_with('['))
        hop = hop.substr(1, hop.find(']') - 1);
      else if (std::count(hop.begin(), hop.end(), ':') == 1)
        hop = hop.substr(0, hop.find(':'));
      out.push_back(std::move(hop));
      if (comma == std::string_view::npos) break;
      rest = rest.substr(comma + 1);
    }
  }
  return out;
}

}  // namespace

std::optional<Cidr> Cidr::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto ip = parse_ip(text.substr(0, slash));
  if (!ip) return std::nullopt;
  const int width = mapped_v4(*ip) ? 32 : 128;
  int bits = width;
  if (slash != std::string_view::npos) {
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + slash + 1, end, bits);
    if (read.ec != std::errc{} || read.ptr != end || bits < 0 || bits > width) return std::nullopt;
  }
  return Cidr{*ip, bits + (128 - width)};
}

bool Cidr::contains(std::string_view text) const {
  const auto ip = parse_ip(text);
  if (!ip) return false;
  for (int bit = 0; bit < bits; ++bit) {
    const auto i = static_cast<std::size_t>(bit / 8);
    const int mask = 0x80 >> (bit % 8);
    if ((address[i] & mask) != ((*ip)[i] & mask)) return false;
  }
  return true;
}

Client client_of(const Headers& headers, std::string_view peer, bool tls, const std::vector<Cidr>& trusted) {
  Client client{std::string(peer), tls};
  if (!trusted_ip(peer, trusted)) return client;
  const std::vector<std::string> chain = hops(headers);
  for (auto hop = chain.rbegin(); hop != chain.rend(); ++hop) {
    const auto ip = parse_ip(*hop);
    if (!ip) break;
    client.address = text_of(*ip);
    if (!trusted_ip(*hop, trusted)) break;
  }
  if (const auto proto = headers.get("x-forwarded-proto")) client.tls = *proto == "https";
  return client;
}

std::string rate_key(std::string_view address) {
  auto ip = parse_ip(address);
  if (!ip) return std::string(address);
  if (mapped_v4(*ip)) return text_of(*ip);
  std::fill(ip->begin() + 8, ip->end(), std::uint8_t{0});
  return text_of(*ip) + "/64";
}

bool is_loopback(std::string_view address) {
  static const Cidr v4 = *Cidr::parse("127.0.0.0/8");
  static const Cidr v6 = *Cidr::parse("::1");
  return v4.contains(address) || v6.contains(address);
}

}  // namespace anwang::http

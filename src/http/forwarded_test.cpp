#include "http/forwarded.h"

#include <gtest/gtest.h>

namespace anwang::http {
namespace {

const std::vector<Cidr> kTrusted = {*Cidr::parse("10.0.0.0/8"), *Cidr::parse("fd00::/8")};

std::string client(std::string peer, std::initializer_list<std::string> forwarded) {
  Headers h;
  for (const std::string& f : forwarded) h.add("x-forwarded-for", f);
  return client_of(h, peer, false, kTrusted).address;
}

TEST(Cidr, ParsesAndContains) {
  EXPECT_TRUE(Cidr::parse("192.168.0.0/16")->contains("192.168.3.4"));
  EXPECT_FALSE(Cidr::parse("192.168.0.0/16")->contains("192.169.0.1"));
  EXPECT_TRUE(Cidr::parse("127.0.0.1")->contains("127.0.0.1"));
  EXPECT_TRUE(Cidr::parse("10.0.0.0/8")->contains("::ffff:10.1.2.3"));
  EXPECT_TRUE(Cidr::parse("2001:db8::/33")->contains("2001:db8:7fff::1"));
  EXPECT_FALSE(Cidr::parse("2001:db8::/33")->contains("2001:db8:8000::1"));
  EXPECT_TRUE(Cidr::parse("0.0.0.0/0")->contains("8.8.8.8"));
  EXPECT_FALSE(Cidr::parse("0.0.0.0/0")->contains("2001:db8::1"));
  for (const char* bad : {"", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8x", "10.0.0/8", "::/129", "host"})
    EXPECT_FALSE(Cidr::parse(bad)) << bad;
}

TEST(Forwarded, CountsOnlyFromTrustedPeersAndFromTheRight) {
  EXPECT_EQ(client("203.0.113.5", {"1.1.1.1"}), "203.0.113.5");
  EXPECT_EQ(client("10.0.0.1", {"1.1.1.1"}), "1.1.1.1");
  EXPECT_EQ(client("10.0.0.1", {"9.9.9.9, 1.1.1.1, 10.2.2.2"}), "1.1.1.1");
  EXPECT_EQ(client("10.0.0.1", {"9.9.9.9", "1.1.1.1"}), "1.1.1.1");
  EXPECT_EQ(client("10.0.0.1", {"10.3.3.3"}), "10.3.3.3");
  EXPECT_EQ(client("10.0.0.1", {"1.1.1.1, <script>, 10.2.2.2"}), "10.2.2.2");
  EXPECT_EQ(client("10.0.0.1", {"1.1.1.1:4711"}), "1.1.1.1");
  EXPECT_EQ(client("fd00::1", {"[2001:db8::9]:80"}), "2001:db8::9");
  EXPECT_EQ(client("10.0.0.1", {"["}), "10.0.0.1");
  EXPECT_EQ(client("10.0.0.1", {}), "10.0.0.1");
}

TEST(Forwarded, ProtocolCountsOnlyFromTrustedPeers) {
  Headers h;
  h.add("x-forwarded-proto", "https");
  EXPECT_TRUE(client_of(h, "10.0.0.1", false, kTrusted).tls);
  EXPECT_FALSE(client_of(h, "203.0.113.5", false, kTrusted).tls);
  EXPECT_TRUE(client_of({}, "203.0.113.5", true, kTrusted).tls);
}

TEST(RateKey, IsTheAddressOrThe64) {
  EXPECT_EQ(rate_key("203.0.113.5"), "203.0.113.5");
  EXPECT_EQ(rate_key("::ffff:203.0.113.5"), "203.0.113.5");
  EXPECT_EQ(rate_key("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_TRUE(is_loopback("127.0.0.1"));
  EXPECT_TRUE(is_loopback("::1"));
  EXPECT_FALSE(is_loopback("10.0.0.1"));
}

}  // namespace
}  // namespace anwang::http

// Random tokens, and the tracking code a reporter keeps. Thread-safe: pure functions and the kernel's random source.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "seal/key_ring.h"

namespace anwang::seal {

// 256 random bits as 43 base64url characters: session cookies, CSRF values, visitor ids. Store only their keyed_hash.
std::string random_token();
// A password for a fresh account: `symbols` of Crockford's base 32 in groups of four, 5 bits each.
std::string random_password(std::size_t symbols = 16);
std::string base64url(std::span<const std::uint8_t> bytes);

// Equal in constant time.
bool equal_secret(std::string_view a, std::string_view b);

// Tracking code (security.md 10): 16 Crockford symbols = 80 bits, plus Crockford's check symbol mod 37, as
// "7K3P-9QXM-…-…-A". Derived from (county, report id) by keyed hash, so that a replay can repeat it; the database keeps
// only tracking_hash. The derivation counts on until the check symbol is a letter or digit, never one of * ~ $ = U.
std::string tracking_code(const KeyRing& keys, std::string_view county, std::int64_t report_id);
// What a person typed: case, spaces, hyphens and full-width forms do not matter, O reads 0, I and L read 1.
// nullopt: wrong length, alphabet or check symbol. The answer has no hyphens.
std::optional<std::string> parse_tracking_code(std::string_view typed);
// `canonical` from parse_tracking_code; the search key of the report.
Bytes tracking_hash(const KeyRing& keys, std::string_view canonical);

}  // namespace anwang::seal

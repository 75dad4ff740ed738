#include "seal/token.h"

#include <sodium.h>

#include <array>
#include <stdexcept>

#include "base/text.h"
#include "seal/sodium_start.h"

namespace anwang::seal {
namespace {

constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kCodeSymbols = 16;
constexpr unsigned kCheckModulus = 37;
constexpr std::string_view kTrackingDomain = "report.tracking_code";

int symbol_value(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;  // full-width forms of the input method
  if (c >= U'a' && c <= U'z') c -= U'a' - U'A';
  if (c == U'O') c = U'0';
  if (c == U'I' || c == U'L') c = U'1';
  const auto at = c < 128 ? kCrockford.find(static_cast<char>(c)) : std::string_view::npos;
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

unsigned check_of(std::string_view symbols) {
  unsigned rest = 0;
  for (const char c : symbols)
    rest = (rest * 32 + static_cast<unsigned>(symbol_value(static_cast<char32_t>(c)))) % kCheckModulus;
  return rest;
}

}  // namespace

std::string base64url(std::span<const std::uint8_t> bytes) {
  std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  out.pop_back();  // the terminating NUL
  return out;
}

std::string random_token() {
  if (!start_sodium()) throw std::runtime_error("libsodium cannot start");
  std::array<std::uint8_t, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return base64url(bytes);
}

std::string random_password(std::size_t symbols) {
  if (!start_sodium()) throw std::runtime_error("libsodium cannot start");
  std::string out;
  for (std::size_t i = 0; i < symbols; ++i) {
    if (i > 0 && i % 4 == 0) out.push_back('-');
    out.push_back(kCrockford[randombytes_uniform(32)]);
  }
  return out;
}

bool equal_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string tracking_code(const KeyRing& keys, std::string_view county, std::int64_t report_id) {
  std::string symbols;
  for (unsigned attempt = 0;; ++attempt) {
    const std::string what = std::string(county) + "/" + std::to_string(report_id) + "/" + std::to_string(attempt);
    const Hash hash = keys.keyed_hash(kTrackingDomain, what);
    symbols.clear();
    for (std::size_t i = 0; i < kCodeSymbols; ++i) {  // 10 bytes = 16 groups of 5 bits
      const std::size_t bit = i * 5;
      const unsigned window = unsigned{hash[bit / 8]} << 8 | hash[bit / 8 + 1];
      symbols.push_back(kCrockford[(window >> (11 - bit % 8)) & 31]);
    }
    if (check_of(symbols) < kCrockford.size()) break;
  }
  symbols.push_back(kCrockford[check_of(symbols)]);
  std::string out;
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    if (i > 0 && i % 4 == 0) out.push_back('-');
    out.push_back(symbols[i]);
  }
  return out;
}

std::optional<std::string> parse_tracking_code(std::string_view typed) {
  if (typed.size() > 256 || !valid_utf8(typed)) return std::nullopt;
  std::string symbols;
  for (const char32_t c : to_u32(typed)) {
    if (c == U' ' || c == U'-' || c == 0x3000 || c == 0xFF0D || c == 0x2010 || c == 0x2013 || c == 0x2014) continue;
    const int value = symbol_value(c);
    if (value < 0) return std::nullopt;
    symbols.push_back(kCrockford[static_cast<std::size_t>(value)]);
  }
  if (symbols.size() != kCodeSymbols + 1) return std::nullopt;
  const std::string_view body = std::string_view(symbols).substr(0, kCodeSymbols);
  if (check_of(body) != static_cast<unsigned>(symbol_value(static_cast<char32_t>(symbols.back())))) return std::nullopt;
  return symbols;
}

Bytes tracking_hash(const KeyRing& keys, std::string_view canonical) {
  return keys.keyed_hash_bytes("report.tracking_hash", canonical);
}

}  // namespace anwang::seal

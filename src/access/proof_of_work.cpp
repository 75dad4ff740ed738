#include "access/proof_of_work.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <optional>
#include <vector>

#include "seal/sha256.h"
#include "seal/token.h"

namespace anwang::access {

namespace {

constexpr std::size_t kMostSpent = 100'000, kLongest = 200;
constexpr std::string_view kVersion = "1";

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t from = 0; from <= text.size();) {
    const auto dot = std::min(text.find('.', from), text.size());
    out.push_back(text.substr(from, dot - from));
    from = dot + 1;
  }
  return out;
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (ec != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

}  // namespace

int leading_zero_bits(std::string_view text) {
  int bits = 0;
  for (const std::uint8_t byte : seal::sha256(text)) {
    bits += std::countl_zero(byte);
    if (byte != 0) break;
  }
  return bits;
}

std::string ProofOfWork::signature(std::string_view head, std::string_view route, std::string_view visitor) const {
  std::string text(head);
  text.append("\n").append(route).append("\n").append(visitor);
  return seal::base64url(keys_.keyed_hash_bytes("public.challenge", text));
}

std::string ProofOfWork::challenge(std::string_view route, std::string_view visitor, Instant now) const {
  const std::int64_t expires = now.plus_minutes(kMinutes).us / kMicrosPerSecond;
  const std::string head = std::string(kVersion) + "." + std::to_string(expires) + "." + std::to_string(bits_) + "." +
                           seal::random_token().substr(0, 22);
  return head + "." + signature(head, route, visitor);
}

// Forgets only what has expired: one that was spent is never forgotten before. When the memory is full, nothing more
// is taken until some have.
bool ProofOfWork::first_use(const std::string& salt, std::int64_t expires, std::int64_t now) {
  const std::lock_guard lock(mutex_);
  if (spent_.size() >= kMostSpent) std::erase_if(spent_, [now](const auto& item) { return item.second <= now; });
  if (spent_.size() >= kMostSpent) return false;
  return spent_.emplace(salt, expires).second;
}

ProofOfWork::Verdict ProofOfWork::check(std::string_view answer, std::string_view route, std::string_view visitor,
                                        Instant now) {
  if (answer.size() > kLongest) return Verdict::malformed;
  const auto parts = split(answer);
  if (parts.size() != 6 || parts[0] != kVersion || parts[5].empty()) return Verdict::malformed;
  const auto expires = number(parts[1]), bits = number(parts[2]), counter = number(parts[5]);
  if (!expires || !bits || !counter) return Verdict::malformed;
  const std::string_view head = answer.substr(0, static_cast<std::size_t>(parts[4].data() - answer.data()) - 1);
  if (!seal::equal_secret(signature(head, route, visitor), parts[4])) return Verdict::foreign;
  const std::int64_t seconds = now.us / kMicrosPerSecond;
  if (*expires <= seconds) return Verdict::expired;
  if (*bits < bits_ || leading_zero_bits(answer) < *bits) return Verdict::unsolved;
  return first_use(std::string(parts[3]), *expires, seconds) ? Verdict::accepted : Verdict::replayed;
}

}  // namespace anwang::access

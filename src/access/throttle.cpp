#include "access/throttle.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include <arpa/inet.h>

#include "base/text.h"
#include "seal/key_ring.h"
#include "seal/token.h"

namespace anwang::access {

namespace {
constexpr std::size_t kLimit = 50'000;
constexpr std::int64_t kForgetMicros = kMicrosPerHour;

// One salt a process: an attacker cannot prepare colliding keys.
std::uint64_t salted(std::string_view a, std::string_view b) {
  static const std::string salt = seal::random_token();
  std::string text = salt;
  text.append(a).append(1, '\0').append(b);
  return std::hash<std::string>{}(text);
}
}  // namespace

std::string network_of(std::string_view address) {
  in6_addr v6{};
  const std::string text(address.substr(0, address.find('%')));
  if (inet_pton(AF_INET6, text.c_str(), &v6) != 1) return std::string(address);
  if (IN6_IS_ADDR_V4MAPPED(&v6)) {
    char out[INET_ADDRSTRLEN] = {};
    inet_ntop(AF_INET, &v6.s6_addr[12], out, sizeof out);
    return out;
  }
  std::fill(std::begin(v6.s6_addr) + 8, std::end(v6.s6_addr), std::uint8_t{0});
  char out[INET6_ADDRSTRLEN] = {};
  inet_ntop(AF_INET6, &v6, out, sizeof out);
  return std::string(out) + "/64";
}

std::uint64_t SignInDelay::key(std::string_view login, std::string_view address) {
  return salted(lower_ascii(login), network_of(address));
}

int SignInDelay::wait_seconds(std::string_view login, std::string_view address, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto it = states_.find(key(login, address));
  if (it == states_.end() || it->second.until <= now) return 0;
  return static_cast<int>((it->second.until.us - now.us + kMicrosPerSecond - 1) / kMicrosPerSecond);
}

void SignInDelay::failed(std::string_view login, std::string_view address, Instant now) {
  const std::lock_guard lock(mutex_);
  trim(now);
  auto& state = states_[key(login, address)];
  if (state.last.set() && now.us - state.last.us > kForgetMicros) state = {};
  ++state.failures;
  state.last = now;
  if (state.failures < 3) return;
  const int seconds = std::min(900, 1 << std::min(state.failures - 2, 10));
  state.until = now.plus(seconds * kMicrosPerSecond);
}

void SignInDelay::succeeded(std::string_view login, std::string_view address) {
  const std::lock_guard lock(mutex_);
  states_.erase(key(login, address));
}

void SignInDelay::trim(Instant now) {
  if (states_.size() < kLimit) return;
  std::erase_if(states_, [&](const auto& item) { return now.us - item.second.last.us > kForgetMicros; });
  if (states_.size() >= kLimit) states_.erase(states_.begin());
}

int TokenBuckets::take(std::string_view who, Instant now) {
  const std::lock_guard lock(mutex_);
  if (buckets_.size() >= kLimit) {
    const auto full_after = static_cast<std::int64_t>(capacity_ / per_second_ * 1e6);
    std::erase_if(buckets_, [&](const auto& item) { return now.us - item.second.at_us > full_after; });
    if (buckets_.size() >= kLimit) buckets_.erase(buckets_.begin());
  }
  auto [it, added] = buckets_.try_emplace(salted(who, "bucket"), Bucket{capacity_, now.us});
  auto& bucket = it->second;
  if (!added) {
    const auto passed = static_cast<double>(std::max<std::int64_t>(0, now.us - bucket.at_us)) / 1e6;
    bucket.tokens = std::min(capacity_, bucket.tokens + passed * per_second_);
    bucket.at_us = now.us;
  }
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return 0;
  }
  return std::max(1, static_cast<int>(std::ceil((1 - bucket.tokens) / per_second_)));
}

}  // namespace anwang::access

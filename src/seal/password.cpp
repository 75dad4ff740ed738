#include "seal/password.h"

#include <sodium.h>

#include <array>
#include <stdexcept>

#include "seal/sodium_start.h"

namespace anwang::seal {

PasswordHasher::PasswordHasher(PasswordCost cost, std::size_t concurrent, std::size_t waiting)
    : cost_(cost), concurrent_(concurrent), waiting_limit_(waiting) {
  if (!start_sodium()) throw std::runtime_error("libsodium cannot start");
  const auto dummy = hash(PersonalText("no account has this password"));
  if (!dummy) throw std::runtime_error("no memory for password hashing");
  dummy_ = *dummy;
}

Status PasswordHasher::enter() {
  std::unique_lock lock(mutex_);
  if (running_ >= concurrent_) {
    if (waiting_ >= waiting_limit_) return tl::unexpected<Error>(Error{Errc::busy, "sign_in_busy", {}, {}, 2});
    ++waiting_;
    room_.wait(lock, [this] { return running_ < concurrent_; });
    --waiting_;
  }
  ++running_;
  ++derivations_;
  return {};
}

void PasswordHasher::leave() {
  {
    const std::lock_guard lock(mutex_);
    --running_;
  }
  room_.notify_one();
}

Result<std::string> PasswordHasher::hash(const PersonalText& password) {
  ANWANG_CHECK(enter());
  std::array<char, crypto_pwhash_STRBYTES> out{};
  const std::string& text = password.reveal();
  const int rc = crypto_pwhash_str_alg(out.data(), text.data(), text.size(), cost_.operations, cost_.memory_bytes,
                                       crypto_pwhash_ALG_ARGON2ID13);
  leave();
  if (rc != 0) return tl::unexpected<Error>(Error{Errc::busy, "sign_in_busy", {}, "no memory for Argon2id", 2});
  return std::string(out.data());
}

Result<bool> PasswordHasher::verify(const PersonalText& password, std::string_view stored) {
  const std::string encoded(stored.empty() ? std::string_view(dummy_) : stored);
  ANWANG_CHECK(enter());
  const std::string& text = password.reveal();
  const int rc = crypto_pwhash_str_verify(encoded.c_str(), text.data(), text.size());
  leave();
  return rc == 0 && !stored.empty();
}

bool PasswordHasher::outdated(std::string_view stored) const {
  return crypto_pwhash_str_needs_rehash(std::string(stored).c_str(), cost_.operations, cost_.memory_bytes) != 0;
}

}  // namespace anwang::seal

// Sessions (security.md 1, 2): 256 random bits in a cookie, stored only as a keyed hash, rotated at sign-in, ended
// after idle_minutes idle or max_hours in all, on the wall clock (never the demonstration's). The account and its roles
// are re-read at every request; an entry of the cache lives one second and is dropped at once when the journal touches
// the account. Thread-safe.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "access/account.h"
#include "access/viewer.h"
#include "base/time.h"
#include "seal/key_ring.h"
#include "store/store.h"

namespace anwang::access {

struct SessionLimits {
  int idle_minutes = 30;
  int max_hours = 12;
};

class Sessions {
 public:
  Sessions(store::Store& store, const seal::KeyRing& keys, const Clock& wall, std::string county,
           SessionLimits limits = {});

  struct Found {
    Viewer viewer;
    Account account;
    std::int64_t session = 0;
  };
  // The session behind a cookie; nullopt: none, ended, or its account is no longer active. Touches seen_at at most once
  // a minute. `passive`: an event stream or poll, which must not keep an idle session alive.
  Result<std::optional<Found>> find(std::string_view token, bool passive = false);
  // A new session for this account; ends `previous` (rotation). Returns the token for the cookie.
  Result<std::string> start(std::int64_t account_id, std::string_view previous_token);
  Status end(std::string_view token);
  // Ends every other session of the account: after a change of password.
  Status end_others(std::int64_t account_id, std::string_view token);
  // Token for the header x-anwang-token, bound to the session's or the visitor's cookie.
  [[nodiscard]] std::string request_token(std::string_view cookie_token) const;
  [[nodiscard]] bool request_token_fits(std::string_view cookie_token, std::string_view header) const;
  // Hash of a visitor cookie: the scope of idempotency keys and token buckets.
  [[nodiscard]] std::string visitor(std::string_view cookie_token) const;

  // Called by the follower for entries that touch accounts or units, and after local changes.
  void forget_account(std::int64_t account_id);
  void forget_all();
  [[nodiscard]] const SessionLimits& limits() const { return limits_; }
  // Deletes nothing: marks sessions past their end as ended, in batches (background job).
  Status sweep();

 private:
  struct Row {
    static constexpr const char* kTable = "session";
    std::int64_t id = 0, version = 0;
    store::Bytes token_hash;
    std::int64_t account_id = 0;
    Instant created_at, seen_at, expires_at, ended_at;
    template <class S, class V>
    static void visit(S& s, V& v) {
      v.req("token_hash", s.token_hash);
      v.req("account_id", s.account_id);
      v.req("created_at", s.created_at);
      v.req("seen_at", s.seen_at);
      v.req("expires_at", s.expires_at);
      v.opt("ended_at", s.ended_at);
    }
  };
  struct Cached {
    Row row;
    Found found;
    std::int64_t read_us = 0;
  };
  Result<std::optional<Cached>> read(const store::Bytes& hash);
  [[nodiscard]] bool alive(const Row& row, Instant now) const;
  void touch(Row row, Instant now);
  Status write(Row row);

  store::Store& store_;
  const seal::KeyRing& keys_;
  const Clock& wall_;
  const std::string county_;
  const SessionLimits limits_;
  std::mutex mutex_;
  std::map<store::Bytes, Cached> cache_;
  std::uint64_t generation_ = 0;  // moves on every forget: a read begun before does not enter the cache
};

}  // namespace anwang::access

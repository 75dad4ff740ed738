#include "access/session.h"

#include "seal/token.h"
#include "store/record.h"

namespace anwang::access {

namespace {
constexpr std::int64_t kCacheMicros = kMicrosPerSecond;
constexpr std::int64_t kTouchMicros = 60 * kMicrosPerSecond;
constexpr std::size_t kCacheLimit = 10'000;
}  // namespace

Sessions::Sessions(store::Store& store, const seal::KeyRing& keys, const Clock& wall, std::string county,
                   SessionLimits limits)
    : store_(store), keys_(keys), wall_(wall), county_(std::move(county)), limits_(limits) {}

bool Sessions::alive(const Row& row, Instant now) const {
  return !row.ended_at.set() && now < row.expires_at && now < row.seen_at.plus_minutes(limits_.idle_minutes);
}

Result<std::optional<Sessions::Cached>> Sessions::read(const store::Bytes& hash) {
  ANWANG_TRY(auto reader, store_.read());
  ANWANG_TRY(auto rows, store::find<Row>(*reader, "session.by_token", "WHERE token_hash = ?1", {hash}));
  if (rows.empty()) return std::nullopt;
  Cached cached;
  cached.row = std::move(rows.front());
  auto account = store::get<Account>(*reader, "session.account", county_, cached.row.account_id);
  if (!account) {
    if (account.error().code == Errc::not_found) return std::nullopt;
    return tl::unexpected<Error>(std::move(account).error());
  }
  cached.found = {viewer_of(county_, *account), std::move(*account), cached.row.id};
  return cached;
}

Result<std::optional<Sessions::Found>> Sessions::find(std::string_view token, bool passive) {
  if (token.empty() || token.size() > 128) return std::nullopt;
  const auto hash = keys_.keyed_hash_bytes("session.token", token);
  const auto now = wall_.now();
  std::uint64_t generation = 0;
  std::optional<Cached> cached;
  {
    const std::lock_guard lock(mutex_);
    generation = generation_;
    const auto it = cache_.find(hash);
    if (it != cache_.end() && now.us - it->second.read_us < kCacheMicros && now.us >= it->second.read_us)
      cached = it->second;
  }
  const bool fresh = !cached;
  if (fresh) {
    ANWANG_TRY(cached, read(hash));
    if (!cached) return std::nullopt;
    cached->read_us = now.us;
  }
  if (!alive(cached->row, now) || !cached->found.account.active) return std::nullopt;
  const bool touch_now = !passive && now.us - cached->row.seen_at.us >= kTouchMicros;
  if (touch_now) {
    touch(cached->row, now);
    cached->row.seen_at = now;
    ++cached->row.version;
  }
  if (fresh || touch_now) {
    const std::lock_guard lock(mutex_);
    if (generation == generation_) {
      if (cache_.size() >= kCacheLimit) cache_.clear();
      cache_[hash] = *cached;
    }
  }
  return cached->found;
}

Status Sessions::write(Row row) {
  store::ChangeSet change;
  change.county = county_;
  store::Changes(change).put(row, -1);
  ANWANG_TRY(const auto committed, store_.submit(std::move(change)));
  static_cast<void>(committed);
  return {};
}

void Sessions::touch(Row row, Instant now) {
  row.seen_at = now;
  store::ChangeSet change;
  change.county = county_;
  change.actor = row.account_id;
  store::Changes(change).put(row, -1);
  // Another request or server may have touched it first; either way the session has been seen.
  store_.submit_async(std::move(change), [](const Result<store::Committed>&) {});
}

Result<std::string> Sessions::start(std::int64_t account_id, std::string_view previous_token) {
  if (!previous_token.empty()) ANWANG_CHECK(end(previous_token));
  auto token = seal::random_token();
  const auto now = wall_.now();
  Row row;
  row.id = store_.next_id();
  row.token_hash = keys_.keyed_hash_bytes("session.token", token);
  row.account_id = account_id;
  row.created_at = row.seen_at = now;
  row.expires_at = now.plus_hours(limits_.max_hours);
  ANWANG_CHECK(write(std::move(row)));
  return token;
}

Status Sessions::end(std::string_view token) {
  const auto hash = keys_.keyed_hash_bytes("session.token", token);
  // A touch may change the version between reading and writing: read again, a few times at most.
  for (int attempt = 0; attempt < 4; ++attempt) {
    ANWANG_TRY(auto cached, read(hash));
    if (!cached || cached->row.ended_at.set()) break;
    cached->row.ended_at = wall_.now();
    auto written = write(cached->row);
    if (written) break;
    if (written.error().code != Errc::precondition_failed || attempt == 3) return written;
  }
  const std::lock_guard lock(mutex_);
  ++generation_;
  cache_.erase(hash);
  return {};
}

Status Sessions::end_others(std::int64_t account_id, std::string_view token) {
  const auto mine = keys_.keyed_hash_bytes("session.token", token);
  ANWANG_TRY(auto reader, store_.read());
  ANWANG_TRY(auto rows,
             store::find<Row>(*reader, "session.of_account",
                              "WHERE county = ?1 AND account_id = ?2 AND ended_at IS NULL", {county_, account_id}));
  reader.reset();
  for (auto& row : rows) {
    if (row.token_hash == mine) continue;
    row.ended_at = wall_.now();
    auto written = write(row);
    if (!written && written.error().code != Errc::precondition_failed) return written;
  }
  forget_account(account_id);
  return {};
}

std::string Sessions::request_token(std::string_view cookie_token) const {
  return seal::base64url(keys_.keyed_hash_bytes("session.request_token", cookie_token));
}

bool Sessions::request_token_fits(std::string_view cookie_token, std::string_view header) const {
  return !cookie_token.empty() && seal::equal_secret(request_token(cookie_token), header);
}

std::string Sessions::visitor(std::string_view cookie_token) const {
  return seal::to_hex(keys_.keyed_hash_bytes("session.visitor", cookie_token));
}

void Sessions::forget_account(std::int64_t account_id) {
  const std::lock_guard lock(mutex_);
  ++generation_;
  std::erase_if(cache_, [&](const auto& item) { return item.second.row.account_id == account_id; });
}

void Sessions::forget_all() {
  const std::lock_guard lock(mutex_);
  ++generation_;
  cache_.clear();
}

Status Sessions::sweep() {
  const auto now = wall_.now();
  ANWANG_TRY(auto reader, store_.read());
  ANWANG_TRY(auto rows, store::find<Row>(
                            *reader, "session.sweep",
                            "WHERE county = ?1 AND ended_at IS NULL AND (expires_at <= ?2 OR seen_at <= ?3) LIMIT 200",
                            {county_, now.us, now.plus_minutes(-limits_.idle_minutes).us}));
  for (auto& row : rows) {
    row.ended_at = now;
    auto written = write(row);
    if (!written && written.error().code != Errc::precondition_failed) return written;
  }
  return {};
}

}  // namespace anwang::access

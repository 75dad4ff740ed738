#include "store/follower.h"

#include <chrono>

#include "store/journal.h"

namespace anwang::store {
namespace {
constexpr int kPollMs = 250;
constexpr int kRetryMs = 1000;
constexpr std::chrono::milliseconds kGather{10};
constexpr std::size_t kChunk = 1000;
}  // namespace

Result<std::vector<JournalEntry>> read_journal(Reader& reader, std::string_view county, std::int64_t after,
                                               std::size_t limit) {
  static const std::string kSql =
      "SELECT " + std::string(kEntryColumns) + " FROM journal WHERE county = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3";
  std::vector<JournalEntry> entries;
  Status parsed;
  ANWANG_CHECK(reader.each(
      "journal.after", kSql, {std::string(county), after, static_cast<std::int64_t>(limit)},
      [&](const Row& row) {
        auto entry = entry_from(row);
        if (!entry) {
          parsed = tl::unexpected<Error>(entry.error());
          return false;
        }
        entries.push_back(std::move(*entry));
        return true;
      },
      QueryOptions{30'000, 0}));
  if (!parsed) return tl::unexpected<Error>(parsed.error());
  return entries;
}

void Follower::add(std::shared_ptr<Projection> projection) { projections_.push_back(std::move(projection)); }
void Follower::on_applied(Listener listener) { listeners_.push_back(std::move(listener)); }

Status Follower::start() {
  if (thread_.joinable()) return fail(Errc::conflict, "already_following");
  thread_ = std::thread([this] { loop(); });
  return {};
}

void Follower::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  moved_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Follower::wake() {
  {
    const std::lock_guard lock(mutex_);
    if (woken_) return;
    woken_ = true;
  }
  wake_.notify_one();
}

bool Follower::wait_for(std::string_view county, std::int64_t seq, int timeout_ms) {
  std::unique_lock lock(mutex_);
  const auto reached = [&] {
    if (stopping_) return true;
    const auto at = positions_.find(county);
    return !warming_ && (seq == 0 || (at != positions_.end() && at->second >= seq));
  };
  if (!reached()) {
    ++waiting_;
    wake_.notify_one();
    moved_.wait_for(lock, std::chrono::milliseconds(timeout_ms), reached);
    --waiting_;
  }
  return reached() && !stopping_;
}

bool Follower::wait_warm(int timeout_ms) { return wait_for("", 0, timeout_ms); }

// False when stopping.
bool Follower::pause(int ms) {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, std::chrono::milliseconds(ms), [this] { return stopping_ || woken_; });
  woken_ = false;
  return !stopping_;
}

// Entries read together cost a fraction of what they cost one by one.
void Follower::gather(std::chrono::steady_clock::time_point since) {
  std::unique_lock lock(mutex_);
  wake_.wait_until(lock, since + kGather, [this] { return stopping_ || waiting_ > 0; });
}

void Follower::loop() {
  bool rebuilt = false;
  for (;;) {
    const auto begun = std::chrono::steady_clock::now();
    // A projection that failed is rebuilt with all others: that is always right, and rare.
    const Status done = rebuilt ? follow() : rebuild();
    if (done) rebuilt = true;
    if (!done && done.error().code != Errc::unavailable && done.error().code != Errc::busy) rebuilt = false;
    if (!pause(done ? kPollMs : kRetryMs)) return;
    gather(begun);
  }
}

Status Follower::rebuild() {
  ANWANG_TRY(const auto reader, pool_.open());
  ANWANG_TRY(const Rows heads, reader->query("journal.heads", "SELECT county, seq FROM journal_head"));
  for (const auto& p : projections_) ANWANG_CHECK(p->rebuild(*reader));
  {
    const std::lock_guard lock(mutex_);
    for (const Row& r : heads) positions_[r.text(0)] = r.i64(1);
    warming_ = false;
  }
  moved_.notify_all();
  return {};
}

Status Follower::follow() {
  ANWANG_TRY(const auto reader, pool_.open());
  ANWANG_TRY(const Rows heads, reader->query("journal.heads", "SELECT county, seq FROM journal_head ORDER BY county"));
  std::int64_t lag = 0;
  for (const Row& r : heads) {
    const std::lock_guard lock(mutex_);
    lag += r.i64(1) - positions_[r.text(0)];
  }
  lag_ = lag;
  for (const Row& r : heads) ANWANG_CHECK(follow_county(*reader, r.text(0), r.i64(1)));
  lag_ = 0;
  return {};
}

Status Follower::follow_county(Reader& reader, const std::string& county, std::int64_t head) {
  for (;;) {
    std::int64_t position = 0;
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return {};
      position = positions_[county];
    }
    if (position >= head) return {};
    ANWANG_TRY(const std::vector<JournalEntry> batch, read_journal(reader, county, position, kChunk));
    if (batch.empty()) return fail(Errc::internal, "journal_gap", county);
    for (const auto& p : projections_) ANWANG_CHECK(p->apply(batch, reader));
    {
      const std::lock_guard lock(mutex_);
      positions_[county] = batch.back().seq;
    }
    moved_.notify_all();
    for (const Listener& listener : listeners_) listener(batch);
  }
}

}  // namespace anwang::store

#include "store/store_impl.h"

#include <unistd.h>

#include <chrono>
#include <future>

#include "store/anchor.h"
#include "store/journal.h"
#include "store/store_open.h"

namespace anwang::store {
namespace {

constexpr auto kFlushEvery = std::chrono::milliseconds(50);
constexpr std::int64_t kPruneEveryUs = 3600 * kMicrosPerSecond;
constexpr std::int64_t kKeepIdempotencyUs = 7 * kMicrosPerDay;

Status statement(Connection& db, std::string_view sql, const Params& params) {
  const auto n = db.exec(sql, params);
  if (!n) return tl::unexpected<Error>(n.error());
  return {};
}

}  // namespace

StoreImpl::StoreImpl(StoreParts parts, const seal::KeyRing& keys)
    : parts_(std::move(parts)),
      keys_(keys),
      access_(keys, clock()),
      readers_(*parts_.backend, parts_.config.readers, parts_.config.on_query),
      follower_(*parts_.backend),
      ids_(parts_.lease->node()) {
  writer_ = std::make_unique<Writer>(std::move(parts_.runner), parts_.config.queue_limit,
                                     [this](const auto& batch) { after_batch(batch); });
}

StoreImpl::~StoreImpl() {
  stop();
  if (parts_.lock_fd >= 0) ::close(parts_.lock_fd);
}

Status StoreImpl::start() {
  const Config& c = parts_.config;
  const std::string reserve = c.data_dir.empty() ? std::string() : c.data_dir + "/access.reserve";
  ANWANG_CHECK(access_.open(reserve, c.access_reserve > 0 ? c.access_reserve : AccessLog::kAreaBytes));
  keeper_ = std::thread([this] { keep(); });
  return {};
}

void StoreImpl::stop() {
  {
    const std::lock_guard lock(keeper_mutex_);
    if (stopping_) return;
    stopping_ = true;
  }
  keeper_wake_.notify_all();
  if (keeper_.joinable()) keeper_.join();
  follower_.stop();
  if (access_.pending()) flush_access();
  // At the end neither has anyone to tell: the next start finds the reserve, and a lease that was not released runs
  // out.
  const Status anchored = anchor_now();
  const Status released = writer_->run_job([this](Connection& db) { return parts_.lease->release(db, id_high_ms()); });
  (void)anchored, (void)released;
  writer_->stop();
  companion_.reset();
}

PrepareContext StoreImpl::prepare_context() {
  return {keys_, subject_keys_, parts_.operational,
          [this](std::string_view county, std::int64_t owner) { return load_key(county, owner); }};
}

void StoreImpl::submit_async(ChangeSet change, std::function<void(Result<Committed>)> done) {
  if (!parts_.lease->held()) return done(fail(Errc::read_only, "lease_lost"));
  auto unit = prepare(std::move(change), prepare_context());
  if (!unit) return done(tl::unexpected<Error>(unit.error()));
  (*unit)->done = std::move(done);
  writer_->submit(std::move(*unit));
}

Result<Committed> StoreImpl::submit(ChangeSet change) {
  std::promise<Result<Committed>> answer;
  submit_async(std::move(change), [&answer](Result<Committed> r) { answer.set_value(std::move(r)); });
  return answer.get_future().get();
}

void StoreImpl::after_batch(const std::vector<std::unique_ptr<Unit>>& batch) {
  for (const auto& unit : batch) {
    if (!unit->outcome || unit->outcome->replayed) continue;
    for (const NewKey& k : unit->new_keys) subject_keys_.remember(unit->change.county, k.owner, k.key);
  }
  follower_.wake();
}

Result<std::optional<Bytes>> StoreImpl::load_key(std::string_view county, std::int64_t owner) {
  ANWANG_TRY(const auto reader, read());
  ANWANG_TRY(const Rows rows,
             reader->query("subject_key.load",
                           "SELECT wrapped, destroyed_at FROM subject_key WHERE county = ?1 AND owner_id = ?2",
                           {std::string(county), owner}));
  if (rows.empty()) return std::optional<Bytes>();
  if (!rows[0].is_null(1)) return fail(Errc::conflict, "erased");
  return std::optional<Bytes>(rows[0].blob(0));
}

Result<std::vector<JournalEntry>> StoreImpl::journal_after(std::string_view county, std::int64_t seq,
                                                           std::size_t limit) {
  ANWANG_TRY(const auto reader, read());
  return read_journal(*reader, county, seq, limit);
}

Result<std::vector<Store::Version>> StoreImpl::history(std::string_view county, const RecordRef& record) {
  ANWANG_TRY(const auto reader, read());
  ANWANG_TRY(
      const Rows rows,
      reader->query("journal.history",
                    "SELECT j.seq, j.kind, j.actor, j.recorded_at, j.key_owner, j.payload, k.wrapped, k.destroyed_at "
                    "FROM journal_ref r JOIN journal j ON j.county = r.county AND j.seq = r.seq "
                    "JOIN subject_key k ON k.county = j.county AND k.owner_id = j.key_owner "
                    "WHERE r.county = ?1 AND r.record_table = ?2 AND r.record_id = ?3 ORDER BY j.seq",
                    {std::string(county), record.table, record.id}));
  std::vector<Version> versions;
  for (const Row& r : rows) {
    if (!r.is_null(7)) return fail(Errc::not_found, "erased");
    Version v{0, r.i64(0), r.text(1), r.i64(2), {r.i64(3)}, {}};
    ANWANG_TRY(const seal::SubjectKey key, keys_.unwrap(county, r.i64(4), r.blob(6)));
    ANWANG_TRY(const std::string plain, key.decrypt(payload_context(county, r.i64(4), v.kind), r.blob(5)));
    ANWANG_TRY(const codec::Json payload, codec::parse_json(plain, {32, plain.size() + 1}));
    ANWANG_TRY(v.row, image_of(payload, record, v.version));
    versions.push_back(std::move(v));
  }
  if (versions.empty()) return fail(Errc::not_found, "no_history");
  return versions;
}

Status StoreImpl::destroy_key(std::string_view county, std::int64_t key_owner, std::int64_t actor, std::string reason) {
  if (key_owner <= 0) return fail(Errc::internal, "bad_change_set", "the county key is never destroyed");
  ChangeSet change;
  change.county = county;
  change.actor = actor;
  Event event{"key.destroyed", {"subject_key", key_owner}, 0, {}};
  event.header.set("owner", std::to_string(key_owner));
  change.events.push_back(std::move(event));
  ANWANG_TRY(auto unit, prepare(std::move(change), prepare_context()));
  std::string plain = "{\"reason\":";
  codec::append_json_string(plain, reason);
  unit->events[0].plain = plain + "}";
  encrypt_event(unit->events[0], {});
  // The wrapped key is overwritten in place by as many zero bytes, so that no free page keeps it.
  const std::string zeroes =
      parts_.postgres ? "decode(repeat('00', length(wrapped)), 'hex')" : "zeroblob(length(wrapped))";
  unit->writes.push_back({{"subject_key", key_owner},
                          0,
                          false,
                          std::make_shared<const std::string>(
                              "UPDATE subject_key SET wrapped = " + zeroes +
                              ", destroyed_at = ?3 WHERE county = ?1 AND owner_id = ?2 AND destroyed_at IS NULL"),
                          {std::string(county), key_owner, clock().now().us}});
  std::promise<Result<Committed>> answer;
  unit->done = [&answer](Result<Committed> r) { answer.set_value(std::move(r)); };
  writer_->submit(std::move(unit));
  const Result<Committed> done = answer.get_future().get();
  if (!done && done.error().reason == "stale_read") return fail(Errc::conflict, "erased");
  if (!done) return tl::unexpected<Error>(done.error());
  subject_keys_.forget(county, key_owner);
  return {};
}

std::int64_t StoreImpl::next_id() {
  const std::int64_t id = ids_.next(std::max(clock().now().us / 1000, parts_.id_floor_ms));
  last_id_.store(id, std::memory_order_relaxed);
  return id;
}

// Where this server's ids stand, rounded up so that a restart within the same second cannot repeat one.
std::int64_t StoreImpl::id_high_ms() const {
  constexpr std::int64_t kEpochMs = 1577836800000;
  const std::int64_t last = last_id_.load(std::memory_order_relaxed);
  return last == 0 ? parts_.id_floor_ms : (last >> 22) + kEpochMs + 1;
}

bool StoreImpl::hold_job(std::string_view name, int ttl_s) {
  bool ours = false;
  const Status done = writer_->run_job([&](Connection& db) -> Status {
    ANWANG_CHECK(parts_.lease->check(db));
    ANWANG_TRY(ours,
               store::hold_job(db, std::string(name), parts_.lease->holder(), std::int64_t{ttl_s} * kMicrosPerSecond));
    return {};
  });
  return done && ours;
}

Status StoreImpl::log_access(AccessRecord record) {
  ANWANG_CHECK(access_.append(record));
  const std::lock_guard lock(keeper_mutex_);
  flush_wanted_ = true;
  return {};
}

Store::Health StoreImpl::health() const {
  return {writer_->healthy(), parts_.lease->held(), writer_->depth(),
          writer_->limit(),   follower_.lag(),      writer_->storage_full()};
}

void StoreImpl::flush_access() {
  std::vector<PendingAccess> batch = access_.take();
  const Status done =
      batch.empty() ? Status() : writer_->run_job([&](Connection& db) { return access_.write(db, batch); });
  access_.written(done.has_value(), std::move(batch));
}

Status StoreImpl::renew_lease() {
  return writer_->run_job([this](Connection& db) { return parts_.lease->renew(db, id_high_ms()); });
}

Status StoreImpl::anchor_now() {
  std::vector<Anchor> anchors;
  ANWANG_CHECK(writer_->run_job([&](Connection& db) -> Status {
    ANWANG_CHECK(parts_.lease->check(db));
    ANWANG_TRY(anchors, make_anchors(db, keys_, clock().now()));
    return {};
  }));
  return append_anchors(anchor_file_of(parts_.config), anchors, keys_.anchor_public_key());
}

Status StoreImpl::prune() {
  const std::int64_t oldest = clock().now().us - kKeepIdempotencyUs;
  return writer_->run_job(
      [&](Connection& db) { return statement(db, "DELETE FROM idempotency_key WHERE recorded_at < ?1", {oldest}); });
}

// What fails here is tried again at its next turn; a lost lease shows in health() and stops the writer.
void StoreImpl::keep() {
  using SteadyClock = std::chrono::steady_clock;
  const auto renew_every = std::chrono::microseconds(parts_.lease->ttl_us() / 4);
  const auto anchor_every = std::chrono::seconds(parts_.config.anchor_every_s);
  auto renew_at = SteadyClock::now() + renew_every, anchor_at = SteadyClock::now() + anchor_every,
       prune_at = SteadyClock::now();
  for (;;) {
    bool flush = false;
    {
      std::unique_lock lock(keeper_mutex_);
      keeper_wake_.wait_for(lock, kFlushEvery, [this] { return stopping_; });
      if (stopping_) return;
      flush = flush_wanted_;
    }
    if (flush) {
      flush_access();
      const bool more = access_.pending();
      const std::lock_guard lock(keeper_mutex_);
      flush_wanted_ = more;
    }
    const auto now = SteadyClock::now();
    Status done;
    if (now >= renew_at) done = renew_lease(), renew_at = now + renew_every;
    if (now >= anchor_at) done = anchor_now(), anchor_at = now + anchor_every;
    if (now >= prune_at) done = prune(), prune_at = now + std::chrono::microseconds(kPruneEveryUs);
    (void)done;
  }
}

}  // namespace anwang::store

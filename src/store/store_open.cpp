#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "seal/token.h"
#include "store/migrations.h"
#include "store/postgres/pg_batch.h"
#include "store/postgres/pg_listener.h"
#include "store/savepoint_batch.h"
#include "store/sqlite/sqlite_companion.h"
#include "store/sqlite/sqlite_connection.h"
#include "store/sqlite/sqlite_statistics.h"
#include "store/store_impl.h"
#include "store/store_open.h"

namespace anwang::store {
namespace {

// Owner only, and one server at a time: SQLite has one writer, and it is us.
Result<int> lock_data_dir(const std::string& dir) {
  std::error_code ec;
  std::filesystem::create_directories(dir, ec);
  if (::chmod(dir.c_str(), 0700) != 0) return fail(Errc::unavailable, "data_dir", "errno " + std::to_string(errno));
  const int fd = ::open((dir + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail(errno == ENOSPC ? Errc::storage_full : Errc::unavailable, "data_dir", "errno " + std::to_string(errno));
  if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return fd;
  ::close(fd);
  return fail(Errc::conflict, "data_dir_in_use");
}

Status insert_meta(Connection& db, const std::string& name, const std::string& value) {
  ANWANG_TRY(const auto n, db.exec("INSERT INTO store_meta (name, value) VALUES (?1, ?2)", {name, value}));
  (void)n;
  return {};
}

// A new store gets its identity, its mark and its canaries; an old one must fit the key ring.
Status settle_identity(Connection& db, const Config& config, const seal::KeyRing& keys, bool& demo) {
  ANWANG_TRY(const Rows meta, db.query("SELECT value FROM store_meta WHERE name = 'demo'"));
  if (meta.empty()) {
    ANWANG_CHECK(insert_meta(db, "demo", config.demo ? "1" : "0"));
    ANWANG_CHECK(insert_meta(db, "store_id", seal::random_token()));
  }
  demo = meta.empty() ? config.demo : meta[0].text(0) == "1";
  ANWANG_TRY(const Rows canaries, db.query("SELECT key_id, canary FROM key_check"));
  for (const Row& r : canaries) {
    if (!keys.opens_canary(static_cast<std::uint32_t>(r.i64(0)), r.blob(1))) return fail(Errc::forbidden, "wrong_key");
  }
  for (const std::uint32_t id : keys.key_ids()) {
    const bool known = std::any_of(canaries.begin(), canaries.end(), [id](const Row& r) { return r.i64(0) == id; });
    if (known) continue;
    ANWANG_TRY(const auto n,
               db.exec("INSERT INTO key_check (key_id, canary) VALUES (?1, ?2)", {std::int64_t{id}, keys.canary(id)}));
    (void)n;
  }
  return {};
}

// Ids start above everything this node or, with a clock that was wound, anybody recorded.
Result<std::int64_t> id_floor(Connection& db, const NodeLease& lease) {
  ANWANG_TRY(const Value last, db.scalar("SELECT MAX(recorded_at) FROM journal_head"));
  const std::int64_t recorded_ms =
      std::holds_alternative<std::int64_t>(last) ? std::get<std::int64_t>(last) / 1000 + 1 : 0;
  return std::max(recorded_ms, lease.id_floor_ms());
}

Status settle(Connection& db, StoreParts& parts, const seal::KeyRing& keys) {
  ANWANG_CHECK(migrate(db, embedded_migrations(), parts.config.clock->now().us));
  if (!parts.postgres) ANWANG_CHECK(settle_statistics(db));
  ANWANG_CHECK(db.begin_write());
  Status done = [&]() -> Status {
    if (parts.postgres)
      ANWANG_CHECK(db.script("SELECT pg_advisory_xact_lock(7233172290)"));  // two servers may start at once
    ANWANG_CHECK(settle_identity(db, parts.config, keys, parts.demo));
    ANWANG_CHECK(parts.lease->acquire(db));
    ANWANG_TRY(parts.id_floor_ms, id_floor(db, *parts.lease));
    ANWANG_TRY(const Rows tables, db.query("SELECT name FROM operational_table"));
    for (const Row& r : tables) parts.operational.insert(r.text(0));
    return {};
  }();
  if (done) return db.commit();
  db.rollback();
  return done;
}

SqliteOptions sqlite_options(const Config& config) {
  return {config.data_dir + "/anwang.db", config.sqlite_vfs, config.unsafe_sqlite_sync};
}

}  // namespace

std::string anchor_file_of(const Config& config) {
  if (!config.anchor_file.empty()) return config.anchor_file;
  return config.data_dir.empty() ? std::string() : config.data_dir + "/anchors.jsonl";
}

Result<std::unique_ptr<Backend>> make_backend(const Config& config) {
  if (!config.url.empty()) return std::unique_ptr<Backend>(std::make_unique<PgBackend>(config.url));
  return std::unique_ptr<Backend>(std::make_unique<SqliteBackend>(sqlite_options(config)));
}

namespace {

Status open_parts(StoreParts& parts, const seal::KeyRing& keys) {
  ANWANG_TRY(parts.backend, make_backend(parts.config));
  ANWANG_TRY(auto db, parts.backend->connect(Role::writer));
  if (parts.postgres) ANWANG_CHECK(check_server(*db, parts.config.allow_unsafe_postgres));
  ANWANG_CHECK(settle(*db, parts, keys));
  const Clock& clock = *parts.config.clock;
  if (parts.postgres) {
    parts.runner = std::make_unique<PgBatchRunner>(static_cast<PgBackend&>(*parts.backend), std::move(db), keys, clock,
                                                   *parts.lease);
  } else {
    parts.runner = std::make_unique<SqliteBatchRunner>(std::move(db), keys, clock, *parts.lease);
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<Store>> Store::open(const Config& config, const seal::KeyRing& keys) {
  StoreParts parts;
  parts.config = config;
  if (config.clock == nullptr) {
    parts.own_clock = std::make_unique<SystemClock>();
    parts.config.clock = parts.own_clock.get();
  }
  parts.lease = std::make_unique<NodeLease>(config.lease_ttl_us);
  parts.postgres = !config.url.empty();
  if (!config.data_dir.empty()) {
    ANWANG_TRY(parts.lock_fd, lock_data_dir(config.data_dir));
  }
  const Status opened = open_parts(parts, keys);
  if (!opened) {
    if (parts.lock_fd >= 0) ::close(parts.lock_fd);
    return tl::unexpected<Error>(opened.error());
  }
  auto store = std::make_unique<StoreImpl>(std::move(parts), keys);
  if (config.url.empty()) {
    store->set_companion(std::make_unique<SqliteCheckpointer>(sqlite_options(config)));
  } else {
    store->set_companion(std::make_unique<PgListener>(config.url, [s = store.get()] { s->wake_follower(); }));
  }
  ANWANG_CHECK(store->start());
  return std::unique_ptr<Store>(std::move(store));
}

}  // namespace anwang::store

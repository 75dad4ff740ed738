// The store: SQLite inside, PostgreSQL where one machine is not enough. Same SQL, same ChangeSets, same journal.
// Thread-safe. Errors: busy (queue full), read_only (lease lost, stopping), storage_full, unavailable, and those of
// change_set.h.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/time.h"
#include "store/change_set.h"
#include "store/value.h"

namespace anwang::seal {
class KeyRing;
}

namespace anwang::store {

struct Config {
  std::string data_dir;            // SQLite file lies here as anwang.db
  std::string url;                 // "" = SQLite in data_dir; "postgres://…" otherwise
  std::size_t queue_limit = 4096;  // ChangeSets waiting; beyond: Errc::busy
  std::size_t readers = 4;
  bool allow_unsafe_postgres = false;  // tests only: fsync or synchronous_commit off
  bool demo = false;                   // marks a new store as a demonstration for ever; ignored on an existing one
  const Clock* clock = nullptr;        // recorded_at and id time; the system's when null. Must outlive the store
  std::string anchor_file;             // signed anchors are appended here; "" = data_dir/anchors.jsonl
  int anchor_every_s = 3600;           // and at stop
  // Called after each named query, from any thread, and must be quick (metrics, slow-query log).
  std::function<void(std::string_view name, std::int64_t us, std::size_t rows)> on_query;
  // Tests only.
  std::string sqlite_vfs;           // a registered VFS instead of the system's
  bool unsafe_sqlite_sync = false;  // synchronous=OFF: the power-loss test must fail with it
  std::size_t access_reserve = 0;   // bytes an area of the access reserve; 0 = the default
  std::int64_t lease_ttl_us = 0;    // 0 = the default
};

// One entry of the journal as followers see it.
struct JournalEntry {
  std::string county;
  std::int64_t seq = 0;
  Instant recorded_at;
  std::string kind;
  std::int64_t actor = 0;
  RecordRef about;
  struct Touched {
    std::string table;
    std::int64_t id = 0;
    std::int64_t version = 0;
  };
  std::vector<Touched> touched;
  codec::JsonObject header;
};

// A projection: in memory, rebuilt from the store, then following the journal. apply() re-reads the touched records on
// a snapshot that contains the entry; applying an entry twice must change nothing (idempotent). digest() is equal on
// every server that has reached the same positions, and after a rebuild. Called from one follower thread.
class Projection {
 public:
  virtual ~Projection() = default;
  [[nodiscard]] virtual std::string name() const = 0;
  virtual Status rebuild(Reader& snapshot) = 0;
  virtual Status apply(const std::vector<JournalEntry>& batch, Reader& snapshot) = 0;
  [[nodiscard]] virtual std::string digest() const = 0;
};

class Store {
 public:
  virtual ~Store() = default;
  // Opens, migrates, takes the node lease, checks the key ring's canary.
  static Result<std::unique_ptr<Store>> open(const Config& config, const seal::KeyRing& keys);

  virtual Result<std::unique_ptr<Reader>> read() = 0;
  // Waits until durable. `submit_async` calls back from the writer thread: the callback must not block.
  virtual Result<Committed> submit(ChangeSet change) = 0;
  virtual void submit_async(ChangeSet change, std::function<void(Result<Committed>)> done) = 0;

  // Journal entries of a county after `seq`, at most `limit`, from any server.
  virtual Result<std::vector<JournalEntry>> journal_after(std::string_view county, std::int64_t seq,
                                                          std::size_t limit) = 0;
  // History of one record, oldest first, payload decrypted: (version, recorded_from, after-image). A record whose key
  // was destroyed gives Errc::not_found, reason "erased".
  struct Version {
    std::int64_t version = 0;
    std::int64_t seq = 0;
    std::string kind;
    std::int64_t actor = 0;
    Instant recorded_from;
    codec::JsonObject row;
  };
  virtual Result<std::vector<Version>> history(std::string_view county, const RecordRef& record) = 0;
  // Court-ordered erasure: destroys the subject key (journalled); rows of key_owner are the domain's to blank first.
  // `reason` goes sealed into the entry "key.destroyed". conflict "erased" when it was destroyed before.
  virtual Status destroy_key(std::string_view county, std::int64_t key_owner, std::int64_t actor,
                             std::string reason) = 0;

  // Projections: register before start_following; `follow` rebuilds them all, then follows (NOTIFY or local wake-up
  // as a hint, 250 ms poll as the mechanism).
  virtual void add_projection(std::shared_ptr<Projection> projection) = 0;
  virtual Status start_following() = 0;
  // Waits at most `timeout_ms` until the projections hold `seq` of the county.
  virtual bool wait_for(std::string_view county, std::int64_t seq, int timeout_ms) = 0;
  [[nodiscard]] virtual bool warming() const = 0;
  virtual bool wait_warm(int timeout_ms) = 0;
  // Called from the follower thread after projections applied a batch (SSE hangs here).
  virtual void on_applied(std::function<void(const std::vector<JournalEntry>&)> listener) = 0;

  virtual std::int64_t next_id() = 0;
  // Takes or keeps the lease on a background job for ttl_s seconds: only the server that gets true runs it, and asks
  // again before the time is over. Jobs are idempotent by key all the same.
  virtual bool hold_job(std::string_view name, int ttl_s) = 0;
  [[nodiscard]] virtual bool is_demo() const = 0;
  [[nodiscard]] virtual bool is_postgres() const = 0;

  // Sensitive reads: appended to access_log (a chain of its own), batched ≤ 100 ms. Errc::read_only when its reserve is
  // spent: the caller must then refuse the sensitive read.
  struct AccessRecord {
    std::string county;
    std::int64_t account = 0;
    std::string action;  // "reveal.reporter", "print", "attachment.download" …
    RecordRef record;
    std::string reason;  // the viewer's words; sealed at rest
    std::string request_id;
  };
  virtual Status log_access(AccessRecord record) = 0;

  struct Health {
    bool database_ok = false;
    bool lease_ok = false;
    std::size_t queue_depth = 0;
    std::size_t queue_limit = 0;
    std::int64_t lag_entries = 0;
    bool storage_full = false;
  };
  [[nodiscard]] virtual Health health() const = 0;
  virtual void stop() = 0;  // drains the queue, then refuses
};

struct VerifyReport {
  std::int64_t entries = 0, access_entries = 0, anchors = 0, erased = 0;
  std::vector<std::string> faults;  // chain breaks, bad anchors, foreign keys; empty = sound
};
Result<VerifyReport> verify(const Config& config, const seal::KeyRing& keys);

}  // namespace anwang::store

// The Store behind store.h: wiring of backend, writer, readers, follower and the keeper thread. store_open.cpp opens
// it.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_set>

#include "store/access_log.h"
#include "store/follower.h"
#include "store/lease.h"
#include "store/reader_pool.h"
#include "store/store.h"
#include "store/writer.h"

namespace anwang::store {

// Work that belongs to one kind of database and runs beside the writer (checkpoints; LISTEN).
class Companion {
 public:
  virtual ~Companion() = default;  // stops its thread
};

struct StoreParts {
  Config config;
  std::unique_ptr<Clock> own_clock;
  std::unique_ptr<Backend> backend;
  std::unique_ptr<NodeLease> lease;
  std::unique_ptr<BatchRunner> runner;
  std::unordered_set<std::string> operational;
  std::int64_t id_floor_ms = 0;
  bool demo = false;
  bool postgres = false;
  int lock_fd = -1;  // SQLite: one server a data directory
};

class StoreImpl final : public Store {
 public:
  StoreImpl(StoreParts parts, const seal::KeyRing& keys);
  ~StoreImpl() override;
  Status start();  // access reserve, keeper; before the store is handed out
  void set_companion(std::unique_ptr<Companion> companion) { companion_ = std::move(companion); }
  void wake_follower() { follower_.wake(); }

  Result<std::unique_ptr<Reader>> read() override { return readers_.open(); }
  Result<Committed> submit(ChangeSet change) override;
  void submit_async(ChangeSet change, std::function<void(Result<Committed>)> done) override;
  Result<std::vector<JournalEntry>> journal_after(std::string_view county, std::int64_t seq,
                                                  std::size_t limit) override;
  Result<std::vector<Version>> history(std::string_view county, const RecordRef& record) override;
  Status destroy_key(std::string_view county, std::int64_t key_owner, std::int64_t actor, std::string reason) override;
  void add_projection(std::shared_ptr<Projection> projection) override { follower_.add(std::move(projection)); }
  Status start_following() override { return follower_.start(); }
  bool wait_for(std::string_view county, std::int64_t seq, int timeout_ms) override {
    return follower_.wait_for(county, seq, timeout_ms);
  }
  bool wait_warm(int timeout_ms) override { return follower_.wait_warm(timeout_ms); }
  [[nodiscard]] bool warming() const override { return follower_.warming(); }
  void on_applied(std::function<void(const std::vector<JournalEntry>&)> listener) override {
    follower_.on_applied(std::move(listener));
  }
  std::int64_t next_id() override;
  bool hold_job(std::string_view name, int ttl_s) override;
  [[nodiscard]] bool is_demo() const override { return parts_.demo; }
  [[nodiscard]] bool is_postgres() const override { return parts_.postgres; }
  Status log_access(AccessRecord record) override;
  [[nodiscard]] Health health() const override;
  void stop() override;

 private:
  void keep();
  void flush_access();
  Status renew_lease();
  Status anchor_now();
  Status prune();
  void after_batch(const std::vector<std::unique_ptr<Unit>>& batch);
  Result<std::optional<Bytes>> load_key(std::string_view county, std::int64_t owner);
  [[nodiscard]] PrepareContext prepare_context();
  [[nodiscard]] std::int64_t id_high_ms() const;
  [[nodiscard]] const Clock& clock() const { return *parts_.config.clock; }

  StoreParts parts_;
  const seal::KeyRing& keys_;
  SubjectKeys subject_keys_;
  AccessLog access_;
  ReaderPool readers_;
  Follower follower_;
  IdGenerator ids_;
  std::atomic<std::int64_t> last_id_{0};
  std::unique_ptr<Writer> writer_;
  std::unique_ptr<Companion> companion_;
  std::mutex keeper_mutex_;
  std::condition_variable keeper_wake_;
  bool stopping_ = false, flush_wanted_ = false;
  std::thread keeper_;
};

}  // namespace anwang::store

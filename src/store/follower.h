// The one thread that keeps projections in step with the journal: rebuild, then follow, one cursor a county. A local
// commit (or NOTIFY) wakes it; a poll every 250 ms is what it relies on. Under load it gathers what is committed within
// 10 ms, unless somebody waits for a position. Thread-safe.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "store/reader_pool.h"
#include "store/store.h"

namespace anwang::store {

// Entries of a county with seq > `after`, at most `limit`, from the snapshot of `reader`.
Result<std::vector<JournalEntry>> read_journal(Reader& reader, std::string_view county, std::int64_t after,
                                               std::size_t limit);

class Follower {
 public:
  using Listener = std::function<void(const std::vector<JournalEntry>&)>;
  explicit Follower(Backend& backend) : pool_(backend, 1, {}) {}
  ~Follower() { stop(); }

  void add(std::shared_ptr<Projection> projection);
  void on_applied(Listener listener);
  // conflict "already_following".
  Status start();
  void stop();
  void wake();
  bool wait_for(std::string_view county, std::int64_t seq, int timeout_ms);
  [[nodiscard]] bool wait_warm(int timeout_ms);
  [[nodiscard]] bool warming() const { return warming_.load(); }
  [[nodiscard]] std::int64_t lag() const { return lag_.load(); }

 private:
  void loop();
  Status rebuild();
  Status follow();
  Status follow_county(Reader& reader, const std::string& county, std::int64_t head);
  bool pause(int ms);
  void gather(std::chrono::steady_clock::time_point since);

  ReaderPool pool_;
  std::vector<std::shared_ptr<Projection>> projections_;
  std::vector<Listener> listeners_;
  std::mutex mutex_;
  std::condition_variable wake_, moved_;
  bool stopping_ = false, woken_ = false;
  int waiting_ = 0;  // who waits for a position
  std::map<std::string, std::int64_t, std::less<>> positions_;
  std::atomic<bool> warming_{true};
  std::atomic<std::int64_t> lag_{0};
  std::thread thread_;
};

}  // namespace anwang::store

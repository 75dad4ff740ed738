// The one writer: a bounded queue, one thread, group commit. Whoever finds the queue full is told so at once (busy,
// with Retry-After); nothing is ever dropped silently. Thread-safe.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "store/unit.h"

namespace anwang::store {

// Commits a batch: afterwards every unit's outcome says what became of it, and what says Committed is durable.
class BatchRunner {
 public:
  virtual ~BatchRunner() = default;
  virtual void run(std::vector<std::unique_ptr<Unit>>& batch) = 0;
  // A job of the store itself (lease, anchors, access log) in a transaction of its own.
  using Job = std::function<Status(class Connection&)>;
  virtual Status run_job(const Job& job) = 0;
};

class Writer {
 public:
  using Committer = std::function<void(const std::vector<std::unique_ptr<Unit>>&)>;
  // `after` is called on the writer thread after each batch, before the callbacks (it wakes the followers).
  Writer(std::unique_ptr<BatchRunner> runner, std::size_t limit, Committer after);
  ~Writer();

  // Takes the unit or calls its `done` with busy / read_only right here.
  void submit(std::unique_ptr<Unit> unit);
  // Runs ahead of waiting units. unavailable "stopped" after stop().
  Status run_job(BatchRunner::Job job);
  void stop();  // finishes what is queued, then refuses; idempotent

  [[nodiscard]] std::size_t depth() const { return depth_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::size_t limit() const { return limit_; }
  [[nodiscard]] bool storage_full() const { return storage_full_.load(std::memory_order_relaxed); }
  [[nodiscard]] bool healthy() const { return healthy_.load(std::memory_order_relaxed); }

 private:
  struct QueuedJob {
    BatchRunner::Job job;
    std::promise<Status> done;
  };
  void loop();
  void commit(std::vector<std::unique_ptr<Unit>>& batch);
  void note(Errc worst, bool any_committed);

  static constexpr std::size_t kMaxBatch = 512;
  std::unique_ptr<BatchRunner> runner_;
  std::size_t limit_;
  Committer after_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::unique_ptr<Unit>> queue_;
  std::deque<QueuedJob> jobs_;
  bool stopping_ = false;
  std::atomic<std::size_t> depth_{0};
  std::atomic<bool> storage_full_{false}, healthy_{true};
  std::thread thread_;
};

}  // namespace anwang::store

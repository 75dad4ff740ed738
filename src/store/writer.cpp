#include "store/writer.h"

#include <exception>

namespace anwang::store {

Writer::Writer(std::unique_ptr<BatchRunner> runner, std::size_t limit, Committer after)
    : runner_(std::move(runner)), limit_(limit), after_(std::move(after)), thread_([this] { loop(); }) {}

Writer::~Writer() { stop(); }

void Writer::submit(std::unique_ptr<Unit> unit) {
  Error refusal{Errc::busy, "queue_full", {}, {}, 1};
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) {
      refusal = {Errc::read_only, "stopping", {}, {}, 5};
    } else if (queue_.size() < limit_) {
      queue_.push_back(std::move(unit));
      depth_.store(queue_.size(), std::memory_order_relaxed);
      if (queue_.size() == 1) wake_.notify_one();
      return;
    }
  }
  unit->done(tl::unexpected<Error>(std::move(refusal)));
}

Status Writer::run_job(BatchRunner::Job job) {
  std::future<Status> done;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return fail(Errc::unavailable, "stopped");
    jobs_.push_back({std::move(job), {}});
    done = jobs_.back().done.get_future();
    wake_.notify_one();
  }
  return done.get();
}

void Writer::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    wake_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
}

void Writer::loop() {
  std::vector<std::unique_ptr<Unit>> batch;
  std::deque<QueuedJob> jobs;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !queue_.empty() || !jobs_.empty(); });
      if (queue_.empty() && jobs_.empty()) return;
      jobs.swap(jobs_);
      while (!queue_.empty() && batch.size() < kMaxBatch) {
        batch.push_back(std::move(queue_.front()));
        queue_.pop_front();
      }
      depth_.store(queue_.size(), std::memory_order_relaxed);
    }
    for (QueuedJob& j : jobs) {
      Status done = runner_->run_job(j.job);
      note(done ? Errc::internal : done.error().code, done.has_value());
      j.done.set_value(std::move(done));
    }
    jobs.clear();
    if (!batch.empty()) commit(batch);
    batch.clear();
  }
}

void Writer::commit(std::vector<std::unique_ptr<Unit>>& batch) {
  try {
    runner_->run(batch);
  } catch (const std::exception& e) {  // out of memory: nothing of the batch was committed
    for (auto& unit : batch) unit->outcome = fail(Errc::internal, "writer_failed", e.what());
  }
  bool committed = false;
  Errc worst = Errc::internal;
  for (const auto& unit : batch) {
    if (unit->outcome) {
      committed = true;
    } else if (unit->outcome.error().code == Errc::storage_full || unit->outcome.error().code == Errc::unavailable) {
      worst = unit->outcome.error().code;
    }
  }
  note(worst, committed);
  if (committed) after_(batch);
  for (auto& unit : batch) unit->done(std::move(unit->outcome));
}

void Writer::note(Errc worst, bool any_committed) {
  if (any_committed) {
    storage_full_ = false;
    healthy_ = true;
  }
  if (worst == Errc::storage_full) storage_full_ = true;
  if (worst == Errc::unavailable) healthy_ = false;
}

}  // namespace anwang::store

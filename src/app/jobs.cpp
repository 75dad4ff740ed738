#include "app/jobs.h"

#include <algorithm>
#include <exception>

#include "obs/log.h"

namespace anwang::app {

void Jobs::every(obs::Word name, std::chrono::milliseconds period, std::function<Status()> run) {
  jobs_.push_back({name, period, std::move(run), std::chrono::steady_clock::now()});
}

void Jobs::start() {
  thread_ = std::thread([this] { loop(); });
}

void Jobs::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Jobs::run_one(Job& job) {
  try {
    const auto done = job.run();
    if (!done)
      obs::log(obs::Level::warn, "job.failed",
               {{obs::Field::job, job.name}, {obs::Field::code, obs::Word::identifier(done.error().reason)}});
  } catch (const std::exception&) {
    obs::log(obs::Level::error, "job.threw", {{obs::Field::job, job.name}});
  }
}

void Jobs::loop() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const auto now = std::chrono::steady_clock::now();
    auto next = now + std::chrono::seconds(10);
    for (auto& job : jobs_) {
      if (job.due <= now) {
        job.due = now + job.period;
        lock.unlock();
        run_one(job);
        lock.lock();
        if (stopping_) return;
      }
      next = std::min(next, job.due);
    }
    woken_.wait_until(lock, next, [this] { return stopping_; });
  }
}

}  // namespace anwang::app

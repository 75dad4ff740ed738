// A clock that can be stopped for a while: a demonstration waits in its night until somebody comes. Thread-safe.
#pragma once

#include <atomic>
#include <memory>

#include "base/time.h"

namespace anwang {

class StandingClock final : public Clock {
 public:
  explicit StandingClock(std::shared_ptr<const Clock> base) : base_(std::move(base)) {}
  [[nodiscard]] Instant now() const override {
    const std::int64_t stands = stands_.load();
    return stands != 0 ? Instant{stands} : base_->now();
  }
  // Stands at this moment; an unset one lets it run with its base again.
  void stand(Instant at) { stands_ = at.us; }
  [[nodiscard]] bool stands() const { return stands_ != 0; }

 private:
  std::shared_ptr<const Clock> base_;
  std::atomic<std::int64_t> stands_{0};
};

}  // namespace anwang

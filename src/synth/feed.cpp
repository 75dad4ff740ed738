#include "synth/feed.h"

#include <utility>

namespace anwang::synth {

void Feed::submit(store::ChangeSet change, std::function<void(const store::Committed&)> then) {
  {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [&] { return under_way_ < most_; });
    ++under_way_;
    ++submitted_;
  }
  store_.submit_async(std::move(change), [this, then = std::move(then)](Result<store::Committed> committed) {
    if (committed && then) then(*committed);
    const std::lock_guard lock(mutex_);
    if (!committed && first_error_) first_error_ = tl::unexpected<Error>(std::move(committed).error());
    --under_way_;
    moved_.notify_all();
  });
}

Status Feed::drain() {
  std::unique_lock lock(mutex_);
  moved_.wait(lock, [&] { return under_way_ == 0; });
  return first_error_;
}

}  // namespace anwang::synth

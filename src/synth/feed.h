// A stream of ChangeSets into the store: many under way at once (the store commits them in groups), in order, the first
// error kept. Thread-safety: one feeder; callbacks run on the store's writer thread and must be quick.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>

#include "store/store.h"

namespace anwang::synth {

class Feed {
 public:
  Feed(store::Store& store, std::size_t most_under_way) : store_(store), most_(most_under_way) {}
  ~Feed() { (void)drain(); }
  Feed(const Feed&) = delete;
  Feed& operator=(const Feed&) = delete;

  // Waits while too many are under way. `then` sees what was committed.
  void submit(store::ChangeSet change, std::function<void(const store::Committed&)> then = {});
  // Waits until everything is on disk; the first error there was.
  Status drain();
  [[nodiscard]] std::int64_t submitted() const { return submitted_; }

 private:
  store::Store& store_;
  const std::size_t most_;
  std::mutex mutex_;
  std::condition_variable moved_;
  std::size_t under_way_ = 0;
  std::int64_t submitted_ = 0;
  Status first_error_;
};

}  // namespace anwang::synth

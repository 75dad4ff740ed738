// Inside of http/: the bounded buffer between whoever sends events and the connection that writes them.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace anwang::http {

// Thread-safe. `wake` tells the connection that there is something to take; it must not call back into the channel.
class EventChannel {
 public:
  EventChannel(std::size_t limit, std::function<void()> wake) : limit_(limit), wake_(std::move(wake)) {}

  // False when closed, or when this chunk does not fit: the channel closes then, and the client resumes elsewhere. An
  // empty chunk is the sender's end: what was sent before is still written, then the connection closes.
  bool send(std::string_view chunk) {
    if (chunk.empty()) {
      close();
      return false;
    }
    bool kept = false;
    {
      const std::lock_guard lock(mutex_);
      if (closed_) return false;
      kept = pending_.size() + chunk.size() <= limit_;
      if (kept) pending_ += chunk;
      closed_ = !kept;
    }
    wake_();
    return kept;
  }
  // What is waiting, and whether the channel is closed (then nothing more will come).
  std::pair<std::string, bool> take() {
    const std::lock_guard lock(mutex_);
    return {std::exchange(pending_, {}), closed_};
  }
  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_();
  }

 private:
  const std::size_t limit_;
  const std::function<void()> wake_;
  std::mutex mutex_;
  std::string pending_;
  bool closed_ = false;
};

}  // namespace anwang::http

// One request an Idempotency-Key at a time (security.md 7): the second while the first is running is answered 409. The
// store does the rest: another body under the same key 422, a replay points back to the record. Thread-safe.
#pragma once

#include <mutex>
#include <set>
#include <string>

namespace anwang::api {

class InFlight {
 public:
  // Holds the key until destroyed; false when somebody else holds it.
  class Hold {
   public:
    Hold(InFlight& owner, std::string key) : owner_(owner), key_(std::move(key)) {
      const std::lock_guard lock(owner_.mutex_);
      held_ = owner_.keys_.insert(key_).second;
    }
    ~Hold() {
      if (!held_) return;
      const std::lock_guard lock(owner_.mutex_);
      owner_.keys_.erase(key_);
    }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;
    [[nodiscard]] bool held() const { return held_; }

   private:
    InFlight& owner_;
    std::string key_;
    bool held_ = false;
  };

 private:
  std::mutex mutex_;
  std::set<std::string> keys_;
};

}  // namespace anwang::api

// Server-sent events: one stream a browser, resumable by journal position from any server. Each event carries ids and
// codes only, and is sent only when today's policy shows that record to that viewer, whose session is read again each
// time, and every few seconds when nothing happens: an ended one is told so and its connection closed. One thread;
// thread-safe.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "access/policy.h"
#include "access/session.h"
#include "http/message.h"
#include "store/store.h"

namespace anwang::api {

class EventHub {
 public:
  // `wake()` is called by the store's on_applied listener; a poll of 1 s is the mechanism behind the hint.
  EventHub(store::Store& store, const access::Policy& policy, access::Sessions& sessions, const Clock& clock,
           std::string county);
  ~EventHub();
  void start();
  void stop();
  void wake();
  // A stream for the session behind `token`, from after `position`; -1: from now.
  std::shared_ptr<http::EventStream> open(std::string token, std::int64_t position);
  [[nodiscard]] std::size_t streams() const { return count_.load(); }

 private:
  class Stream;
  void run();
  void round();
  bool still_signed_in(Stream& stream);
  // Events of these entries that the viewer may see, as SSE text, and the position they end at.
  Result<std::string> words_for(const access::Viewer& viewer, const std::vector<store::JournalEntry>& entries);

  store::Store& store_;
  const access::Policy& policy_;
  access::Sessions& sessions_;
  const Clock& clock_;
  const std::string county_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool stopping_ = false, hint_ = false;
  std::vector<std::shared_ptr<Stream>> list_;
  std::atomic<std::size_t> count_{0};
  std::thread thread_;
};

}  // namespace anwang::api

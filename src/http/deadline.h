// How long a client may take over a part of its request. A stream's own time limit closes the socket; this one only
// stops the reading, so that the client can still be told (408). On the connection's strand.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>

#include "http/peer_stream.h"

namespace anwang::http {

class Deadline {
 public:
  explicit Deadline(const boost::asio::any_io_executor& executor) : timer_(executor) {}
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

  // From now on; `stream`, and what `owner` keeps alive, outlive the wait.
  void set(PeerStream& stream, const std::shared_ptr<void>& owner, std::chrono::milliseconds time) {
    stream.expires_never();
    passed_ = false;
    timer_.expires_after(time);
    timer_.async_wait([this, &stream, owner, round = ++round_](const boost::system::error_code& ec) {
      if (ec || round != round_) return;
      passed_ = true;
      stream.cancel();
    });
  }
  void clear() {
    ++round_;
    timer_.cancel();
  }
  [[nodiscard]] bool passed() const { return passed_; }

 private:
  boost::asio::steady_timer timer_;
  unsigned round_ = 0;  // a wait that was already due when it was cleared must not strike the next one
  bool passed_ = false;
};

}  // namespace anwang::http

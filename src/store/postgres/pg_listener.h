// LISTEN on a connection of its own: what another server commits wakes this one's follower. Only a hint; when the
// connection is away, the follower's poll goes on and this tries again.
#pragma once

#include <atomic>
#include <functional>
#include <thread>

#include "store/postgres/pg_connection.h"
#include "store/store_impl.h"

namespace anwang::store {

class PgListener final : public Companion {
 public:
  PgListener(std::string url, std::function<void()> wake);
  ~PgListener() override;

 private:
  void loop();

  std::string url_;
  std::function<void()> wake_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace anwang::store

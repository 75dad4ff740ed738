// Checkpoints off the writer thread: a thread of its own moves the write-ahead log into the database file, so that no
// commit waits for it. Passive: it blocks neither writer nor readers, but for a moment when the log has become long.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "store/sqlite/sqlite_connection.h"
#include "store/store_impl.h"

namespace anwang::store {

class SqliteCheckpointer final : public Companion {
 public:
  explicit SqliteCheckpointer(SqliteOptions options);
  ~SqliteCheckpointer() override;

 private:
  void loop();
  static void begin_anew(Connection& db);

  SqliteOptions options_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace anwang::store

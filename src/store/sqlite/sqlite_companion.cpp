#include "store/sqlite/sqlite_companion.h"

#include <sys/stat.h>

#include <chrono>

namespace anwang::store {
namespace {
constexpr auto kLookEvery = std::chrono::milliseconds(200);
constexpr off_t kWorthWhile = 4 << 20;  // bytes of write-ahead log
}  // namespace

SqliteCheckpointer::SqliteCheckpointer(SqliteOptions options)
    : options_(std::move(options)), thread_([this] { loop(); }) {}

SqliteCheckpointer::~SqliteCheckpointer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void SqliteCheckpointer::loop() {
  SqliteBackend backend(options_);
  std::unique_ptr<Connection> db;
  const std::string log = options_.path + "-wal";
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, kLookEvery, [this] { return stopping_; });
      if (stopping_) return;
    }
    struct stat info {};
    if (::stat(log.c_str(), &info) != 0 || info.st_size < kWorthWhile) continue;
    if (!db) {
      auto fresh = backend.connect(Role::service);
      if (!fresh) continue;  // the next look tries again
      db = std::move(*fresh);
    }
    const auto done = db->query("PRAGMA wal_checkpoint(PASSIVE)");
    if (!done) db.reset();
  }
}

}  // namespace anwang::store

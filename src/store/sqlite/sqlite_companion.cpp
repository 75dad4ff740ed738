#include "store/sqlite/sqlite_companion.h"

#include <sys/stat.h>

#include <chrono>

namespace anwang::store {
namespace {
constexpr auto kLookEvery = std::chrono::milliseconds(50);
constexpr off_t kWorthWhile = 4 << 20;       // bytes of write-ahead log
constexpr std::int64_t kTooLong = 4 * 1024;  // frames (16 MiB): then the log must begin anew
constexpr int kStallMs = 200;
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

// Under steady load a passive checkpoint never catches up with the writer, and the log would grow without end. What is
// left after one is little: moving it with the writer held back takes milliseconds. A reader that stays in the log
// longer than kStallMs is not waited for; the next look tries again.
void SqliteCheckpointer::begin_anew(Connection& db) {
  const auto impatient = db.query("PRAGMA busy_timeout=" + std::to_string(kStallMs));
  const auto done = db.query("PRAGMA wal_checkpoint(RESTART)");
  (void)impatient, (void)done;
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
    const auto done = db->query("PRAGMA wal_checkpoint(PASSIVE)");  // → busy, frames in the log, frames moved
    if (!done) {
      db.reset();
    } else if (!done->empty() && done->front().i64(1) > kTooLong) {
      begin_anew(*db);
    }
  }
}

}  // namespace anwang::store

#include "store/postgres/pg_listener.h"

#include <chrono>

namespace anwang::store {

PgListener::PgListener(std::string url, std::function<void()> wake)
    : url_(std::move(url)), wake_(std::move(wake)), thread_([this] { loop(); }) {}

PgListener::~PgListener() {
  stopping_ = true;
  thread_.join();
}

void PgListener::loop() {
  std::unique_ptr<PgConnection> db;
  while (!stopping_) {
    if (!db) {
      auto fresh = PgConnection::connect(url_, Role::service);
      if (fresh && (*fresh)->script("LISTEN anwang_journal")) {
        db = std::move(*fresh);
      } else {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        continue;
      }
    }
    const auto heard = db->wait_notification(200);
    if (!heard) db.reset();
    if (heard && *heard) wake_();
  }
}

}  // namespace anwang::store

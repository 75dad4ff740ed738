// The clock of a demonstration: it begins in the planted night, runs with the wall, and goes forward on request (快轉).
// One row of the store keeps it, so that several servers show the same time and a stopped demonstration goes on where
// it stopped. Thread-safe.
#pragma once

#include <mutex>
#include <string>

#include "base/time.h"
#include "store/store.h"

namespace anwang::api {

class DemoClock {
 public:
  DemoClock(OffsetClock& shown, const Clock& wall, std::string county)
      : shown_(shown), wall_(wall), county_(std::move(county)) {}
  // Reads the row; makes it when there is none, beginning at `first`. Call before the store's clock matters.
  Status start(store::Store& store, Instant first);
  // Forward only; conflict "clock_backwards" otherwise; at most 60 days.
  Status forward(store::Store& store, Instant to);
  // Once a second: adopts what another server did; once a minute says that somebody is running.
  Status poll(store::Store& store);

 private:
  struct Row {
    static constexpr const char* kTable = "demo_clock";
    std::int64_t id = 1, version = 0;
    Instant demo_at, wall_at, alive_at;
    template <class S, class V>
    static void visit(S& s, V& v) {
      v.req("demo_at", s.demo_at);
      v.req("wall_at", s.wall_at);
      v.req("alive_at", s.alive_at);
    }
  };
  Result<Row> read(store::Store& store);
  Status write(store::Store& store, Row& row);
  void adopt(const Row& row);

  OffsetClock& shown_;
  const Clock& wall_;
  const std::string county_;
  std::mutex mutex_;
};

}  // namespace anwang::api

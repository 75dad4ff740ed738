// The clock of a demonstration: it stands at the planted moment until the first person signs in, then runs with the
// wall, and goes forward on request (快轉) in steps, so that what happens on the way happens at its own time.
// One row of the store keeps it, so that several servers show the same time and a stopped demonstration goes on where
// it stopped. Thread-safe.
#pragma once

#include <functional>
#include <mutex>
#include <string>

#include "base/standing_clock.h"
#include "store/store.h"

namespace anwang::api {

class DemoClock {
 public:
  // `standing`: what `shown` counts from, to be stopped while nobody has come; null: never stopped.
  DemoClock(OffsetClock& shown, const Clock& wall, std::string county, StandingClock* standing = nullptr)
      : shown_(shown), wall_(wall), county_(std::move(county)), standing_(standing) {}
  // Reads the row; makes it when there is none, beginning at `first`. Call before the store's clock matters.
  Status start(store::Store& store, Instant first);
  // The first one to sign in starts it; later calls change nothing.
  Status begin(store::Store& store);
  // What happens in the county as its time passes; called after every step of `forward`. Before serving.
  void on_pass(std::function<Status()> pass) { pass_ = std::move(pass); }
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
  // Made, but nobody has come yet (synth writes 1; no wall clock says that).
  static bool waiting(const Row& row) { return row.wall_at.us <= 1; }
  Status move(store::Store& store, Instant to);
  Result<Row> read(store::Store& store);
  Status write(store::Store& store, Row& row);
  void adopt(const Row& row);

  OffsetClock& shown_;
  const Clock& wall_;
  const std::string county_;
  StandingClock* standing_;
  std::mutex mutex_, forwarding_;  // forwarding_: one 快轉 at a time
  std::function<Status()> pass_;
};

}  // namespace anwang::api

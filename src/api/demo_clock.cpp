#include "api/demo_clock.h"

#include <algorithm>

#include "store/record.h"

namespace anwang::api {

namespace {
constexpr std::int64_t kSilence = 3 * 60 * kMicrosPerSecond;  // after so long nobody has been running
constexpr std::int64_t kMostSteps = 144;                      // of one 快轉
}  // namespace

Result<DemoClock::Row> DemoClock::read(store::Store& store) {
  ANWANG_TRY(auto reader, store.read());
  return store::get<Row>(*reader, "demo.clock", county_, 1);
}

Status DemoClock::write(store::Store& store, Row& row) {
  store::ChangeSet change;
  change.county = county_;
  store::Changes(change).put(row, -1);
  ANWANG_CHECK(store.submit(std::move(change)));
  return {};
}

void DemoClock::adopt(const Row& row) {
  if (waiting(row)) {
    const Instant now = wall_.now();
    if (standing_ != nullptr && !standing_->stands()) standing_->stand(now);
    shown_.set_offset(row.demo_at.us - (standing_ != nullptr ? standing_->now() : now).us);
    return;
  }
  if (standing_ != nullptr) standing_->stand({});
  shown_.set_offset(row.demo_at.us - row.wall_at.us);
}

Status DemoClock::start(store::Store& store, Instant first) {
  const std::lock_guard lock(mutex_);
  const auto now = wall_.now();
  auto row = read(store);
  if (!row && row.error().code != Errc::not_found) return tl::unexpected<Error>(std::move(row).error());
  if (!row) {
    row = Row{};
    row->demo_at = first;
    row->wall_at = row->alive_at = now;
    ANWANG_CHECK(write(store, *row));
  } else if (!waiting(*row) && now.us - row->alive_at.us > kSilence) {
    // Nobody was looking: the night goes on where it stopped.
    row->demo_at = row->demo_at.plus(row->alive_at.us - row->wall_at.us);
    row->wall_at = row->alive_at = now;
    ANWANG_CHECK(write(store, *row));
  }
  adopt(*row);
  return {};
}

Status DemoClock::begin(store::Store& store) {
  const std::lock_guard lock(mutex_);
  for (int attempt = 0;; ++attempt) {
    ANWANG_TRY(auto row, read(store));
    if (waiting(row)) {
      row.wall_at = row.alive_at = wall_.now();
      auto written = write(store, row);
      if (!written && written.error().code == Errc::precondition_failed && attempt < 4) continue;
      if (!written) return written;
    }
    adopt(row);
    return {};
  }
}

Status DemoClock::move(store::Store& store, Instant to) {
  const std::lock_guard lock(mutex_);
  for (int attempt = 0;; ++attempt) {
    ANWANG_TRY(auto row, read(store));
    adopt(row);
    const auto shown = shown_.now();
    if (to <= shown) return fail(Errc::conflict, "clock_backwards");
    row.demo_at = to;
    row.wall_at = row.alive_at = wall_.now();
    auto written = write(store, row);
    if (!written && written.error().code == Errc::precondition_failed && attempt < 4) continue;
    if (!written) return written;
    adopt(row);
    return {};
  }
}

Status DemoClock::forward(store::Store& store, Instant to) {
  const std::lock_guard lock(forwarding_);
  const Instant from = shown_.now();
  if (to <= from) return fail(Errc::conflict, "clock_backwards");
  if (to.us - from.us > 60 * kMicrosPerDay) return fail_field("/to", "out_of_range", {{"min", "1"}, {"max", "60"}});
  // A duty worker who does not answer in ten minutes is passed over at that moment, not at the end of the jump.
  const std::int64_t step = std::max<std::int64_t>(10 * 60 * kMicrosPerSecond, (to.us - from.us) / kMostSteps);
  for (Instant at = from; at < to;) {
    at = std::min(Instant{(at.us / step + 1) * step}, to);  // on the full ten minutes: 07:50 is one of them
    if (shown_.now() < at) ANWANG_CHECK(move(store, at));   // another server may be ahead
    if (pass_) ANWANG_CHECK(pass_());
  }
  return {};
}

Status DemoClock::poll(store::Store& store) {
  const std::lock_guard lock(mutex_);
  ANWANG_TRY(auto row, read(store));
  adopt(row);
  const auto now = wall_.now();
  if (waiting(row)) return {};
  if (now.us - row.alive_at.us < 60 * kMicrosPerSecond) return {};
  row.alive_at = now;
  auto written = write(store, row);
  if (!written && written.error().code != Errc::precondition_failed) return written;
  return {};
}

}  // namespace anwang::api

// Time as the product sees it. `*_at` = Instant, microseconds since 1970 UTC; `*_on` = Date (proleptic Gregorian,
// ISO text "2026-11-22"); "today" and every wall reading is Asia/Taipei, which has been UTC+8 without summer time since
// 1980, so no zone table is needed. ROC years (民國 = AD − 1911) only at the edges: screen, documents, import.
// Thread-safety: values; Clock implementations are thread-safe.
#pragma once

#include <atomic>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace anwang {

inline constexpr std::int64_t kMicrosPerSecond = 1'000'000;
inline constexpr std::int64_t kMicrosPerHour = 3600 * kMicrosPerSecond;
inline constexpr std::int64_t kMicrosPerDay = 24 * kMicrosPerHour;
inline constexpr std::int64_t kTaipeiOffset = 8 * kMicrosPerHour;

struct Instant {
  std::int64_t us = 0;  // microseconds since 1970-01-01T00:00:00Z; 0 = unset
  auto operator<=>(const Instant&) const = default;
  [[nodiscard]] bool set() const { return us != 0; }
  [[nodiscard]] Instant plus(std::int64_t micros) const { return {us + micros}; }
  [[nodiscard]] Instant plus_hours(std::int64_t h) const { return {us + h * kMicrosPerHour}; }
  [[nodiscard]] Instant plus_minutes(std::int64_t m) const { return {us + m * 60 * kMicrosPerSecond}; }
};

struct Date {
  std::int32_t days = kUnset;  // days since 1970-01-01
  static constexpr std::int32_t kUnset = INT32_MIN;
  auto operator<=>(const Date&) const = default;
  [[nodiscard]] bool set() const { return days != kUnset; }
  [[nodiscard]] Date plus_days(int n) const { return {days + n}; }
  static std::optional<Date> of(int year, int month, int day);  // nullopt when no such day
  static std::optional<Date> parse(std::string_view iso);       // "2026-11-22" only
  [[nodiscard]] std::string iso() const;
  [[nodiscard]] int year() const;
  [[nodiscard]] int month() const;
  [[nodiscard]] int day() const;
  [[nodiscard]] int weekday() const;  // 0 = Sunday … 6 = Saturday
};

// "115/11/22", "1151122", "0751122", "民國75年3月12日", "75/3/12", "75.3.12", "1986-03-12", full-width digits.
// A year below 200 is ROC. nullopt: no such date; the caller says which field.
std::optional<Date> parse_forgiving_date(std::string_view text);
std::string roc_date(Date d);         // 115/11/22
std::string roc_date_long(Date d);    // 民國115年11月22日
std::string roc_datetime(Instant t);  // 115/11/22（日）14:05, Taipei

Date taipei_date(Instant t);
int taipei_minute_of_day(Instant t);  // 0 … 1439
Instant at_taipei(Date d, int hour, int minute = 0, int second = 0);
std::string iso_instant(Instant t);                              // 2026-11-22T06:05:00.000000Z
std::optional<Instant> parse_instant(std::string_view rfc3339);  // needs an offset or Z; up to 6 decimals
int age_on(Date birth, Date on);                                 // completed years; -1 when on < birth

// The injected clock. Nothing in src/ reads the wall but SystemClock.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
  [[nodiscard]] Date today() const { return taipei_date(now()); }
};
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
};
// For tests, the synthetic county and the demonstration's 快轉: a base clock plus an offset, or frozen.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start) : now_(start.us) {}
  [[nodiscard]] Instant now() const override { return {now_.load()}; }
  void set(Instant t) { now_ = t.us; }
  void advance(std::int64_t micros) { now_ += micros; }

 private:
  std::atomic<std::int64_t> now_;
};
class OffsetClock final : public Clock {
 public:
  explicit OffsetClock(std::shared_ptr<const Clock> base, std::int64_t offset = 0)
      : base_(std::move(base)), offset_(offset) {}
  [[nodiscard]] Instant now() const override { return {base_->now().us + offset_.load()}; }
  void set_offset(std::int64_t micros) { offset_ = micros; }
  [[nodiscard]] std::int64_t offset() const { return offset_; }

 private:
  std::shared_ptr<const Clock> base_;
  std::atomic<std::int64_t> offset_;
};

}  // namespace anwang

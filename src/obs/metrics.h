// Counters, gauges and histograms in the text form of Prometheus. Names, help and labels are Words: data cannot become
// a label, so the number of series is bounded by the source. Made once at wiring, then updated without locks.
//   auto& served = registry.counter("anwang_http_requests_total", "answers sent", {{"route", word}, {"class", "2xx"}});
// Thread-safe. References stay valid as long as the registry.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "obs/word.h"

namespace anwang::obs {

class Counter {
 public:
  void add(std::uint64_t n = 1) { value_.fetch_add(n, std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

class Gauge {
 public:
  void set(std::int64_t v) { value_.store(v, std::memory_order_relaxed); }
  void add(std::int64_t n) { value_.fetch_add(n, std::memory_order_relaxed); }
  [[nodiscard]] std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> value_{0};
};

// Durations in microseconds, shown in seconds; buckets 0.25 ms … 10 s.
class Histogram {
 public:
  static constexpr std::array<std::uint64_t, 15> kBoundsUs = {250,     500,      1'000,    2'500,    5'000,
                                                              10'000,  25'000,   50'000,   100'000,  250'000,
                                                              500'000, 1000'000, 2500'000, 5000'000, 10'000'000};
  void observe_us(std::uint64_t us);
  [[nodiscard]] std::uint64_t count() const;
  [[nodiscard]] std::uint64_t sum_us() const { return sum_us_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t bucket(std::size_t i) const { return buckets_[i].load(std::memory_order_relaxed); }

 private:
  std::array<std::atomic<std::uint64_t>, kBoundsUs.size() + 1> buckets_{};
  std::atomic<std::uint64_t> sum_us_{0};
};

struct Label {
  Word name;
  Word value;
};
using Labels = std::vector<Label>;

class Registry {
 public:
  // The same name and labels give the same object. A name used for two kinds is a bug: std::logic_error.
  Counter& counter(Word name, Word help, const Labels& labels = {});
  Gauge& gauge(Word name, Word help, const Labels& labels = {});
  Histogram& histogram(Word name, Word help, const Labels& labels = {});
  // A gauge read when the metrics are asked for. `read` must be thread-safe and must not call the registry.
  void observe(Word name, Word help, std::function<double()> read, const Labels& labels = {});
  [[nodiscard]] std::string text() const;

 private:
  struct Series {
    std::unique_ptr<Counter> counter;
    std::unique_ptr<Gauge> gauge;
    std::unique_ptr<Histogram> histogram;
    std::function<double()> read;
  };
  struct Family {
    Word help;
    Word type;
    std::map<std::string, Series> series;  // by rendered labels
  };
  Series& series(Word name, Word help, Word type, const Labels& labels);

  mutable std::mutex mutex_;
  std::map<std::string, Family, std::less<>> families_;
};

}  // namespace anwang::obs

// How long each named query takes: a histogram a name (anwang_query_seconds), and a log line for one that took long,
// with its name and counts, never its text or parameters. Thread-safe; the registry must outlive it.
#pragma once

#include <cstdint>
#include <map>
#include <shared_mutex>
#include <string>
#include <string_view>

#include "obs/metrics.h"

namespace anwang::obs {

class QueryTimes {
 public:
  // A query of `slow_us` microseconds or more is logged as "store.slow_query".
  explicit QueryTimes(Registry& registry, std::int64_t slow_us = 500'000) : registry_(registry), slow_us_(slow_us) {}
  // `name` is a word of the source (its bytes need not outlive the call).
  void observe(std::string_view name, std::int64_t us, std::size_t rows);

 private:
  Histogram& of(std::string_view name);

  Registry& registry_;
  const std::int64_t slow_us_;
  std::shared_mutex mutex_;
  std::map<std::string, Histogram*, std::less<>> known_;  // nodes stay put: a label is a view of its key
};

}  // namespace anwang::obs

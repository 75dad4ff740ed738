#include "obs/query_times.h"

#include <algorithm>

#include "obs/log.h"

namespace anwang::obs {

void QueryTimes::observe(std::string_view name, std::int64_t us, std::size_t rows) {
  of(name).observe_us(static_cast<std::uint64_t>(std::max<std::int64_t>(0, us)));
  if (us >= slow_us_)
    log(Level::warn, "store.slow_query",
        {{Field::query, Word::identifier(name)}, {Field::duration_us, us}, {Field::rows, rows}});
}

Histogram& QueryTimes::of(std::string_view name) {
  {
    const std::shared_lock lock(mutex_);
    if (const auto known = known_.find(name); known != known_.end()) return *known->second;
  }
  const std::unique_lock lock(mutex_);
  const auto [place, fresh] = known_.try_emplace(std::string(name), nullptr);
  if (fresh)
    place->second =
        &registry_.histogram("anwang_query_seconds", "named queries of the store, waiting for a row included",
                             {{"query", Word::identifier(place->first)}});
  return *place->second;
}

}  // namespace anwang::obs

// When reports come in: by season, weekday, holiday and hour, each source in its own way; and how a year is shared out
// among kinds and sources (data/population_model/report_volumes.csv; what is not published there is an estimate).
// Thread-safety: immutable after construction.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "base/time.h"
#include "synth/rng.h"

namespace anwang::synth {

struct Arrival {
  Instant at;
  std::string kind;    // programme code
  std::string source;  // code list source
  bool operator<(const Arrival& other) const { return at < other.at; }
};

class Rhythm {
 public:
  Rhythm();
  [[nodiscard]] bool working_day(Date day) const;
  // About `count` reports in [from, until), sorted.
  [[nodiscard]] std::vector<Arrival> arrivals(Instant from, Instant until, std::size_t count, Rng& rng) const;
  // The next working moment (08:30–17:00) at or after `at`, some minutes into it.
  [[nodiscard]] Instant office_hours(Instant at, Rng& rng) const;

 private:
  [[nodiscard]] double weight(Date day, const std::string& source, const std::string& kind) const;
  std::unordered_set<std::int32_t> holidays_, made_up_;
};

}  // namespace anwang::synth

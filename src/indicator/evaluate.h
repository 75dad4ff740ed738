// From facts to figures: pure. One pass over each table fills a cube (metric × township × bucket); ratios come after.
// docs/indicators.md says in words what each figure counts; the ids here are the ids there.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "indicator/facts.h"

namespace anwang::indicator {

// Days of Asia/Taipei, both included.
struct Period {
  Date from, to;
  [[nodiscard]] std::int64_t begin_us() const { return at_taipei(from, 0).us; }
  [[nodiscard]] std::int64_t end_us() const { return at_taipei(to.plus_days(1), 0).us; }
  // The same length of days just before; a whole month or a month to date gives the month before, to the same day.
  [[nodiscard]] Period previous() const;
};

enum class Metric : std::uint8_t {
  reports,
  dispatched_24h,
  grade_1_seen_24h,
  open_rate,
  first_contact,
  night_share,
  re_report_after_closing,
  re_report_3m,
  re_report_12m,
  calls,
  serious_incidents,
  count_
};
inline constexpr std::size_t kMetrics = static_cast<std::size_t>(Metric::count_);
const char* metric_id(Metric metric);

// Numerator and denominator. Metrics without a denominator (docs/indicators.md) leave it 0.
struct Count {
  std::int64_t n = 0, d = 0;
  Count& operator+=(const Count& o) {
    n += o.n, d += o.d;
    return *this;
  }
  bool operator==(const Count&) const = default;
};

// One column of figures by township code (index into Facts::townships; 0 = township unknown).
struct Column {
  std::vector<Count> by_township;
  [[nodiscard]] Count at(std::optional<std::uint16_t> township) const;  // nullopt: the county
};
struct Figures {
  std::array<Column, kMetrics> metrics;
  [[nodiscard]] const Column& of(Metric m) const { return metrics[static_cast<std::size_t>(m)]; }
};

// `now`: nothing later counts. Each period is evaluated in the same pass; the result has one Figures a period.
std::vector<Figures> evaluate(const Facts& facts, const std::vector<Period>& periods, Instant now);
// The twelve calendar months that end with the month of `last`, oldest first.
std::vector<Period> twelve_months(Date last);

// What is so now, whatever the period: pending reports, overdue clocks, workforce.
struct Standing {
  std::int64_t pending = 0;
  std::int64_t shortest_due_at = 0;  // of the pending; 0 = none
  std::int64_t children_unseen = 0;  // open grade_1_face_to_face clocks
  std::int64_t overdue = 0, oldest_due_at = 0;
  std::string oldest_network;
  std::vector<std::pair<std::string, std::int64_t>> overdue_by_network;
  std::vector<std::int64_t> overdue_by_township, pending_by_township;
  Count workforce;
  std::int64_t vacant_over_60_days = 0;
  std::int64_t serious_24h = 0;
  std::vector<std::int64_t> serious_owners;
};
Standing standing(const Facts& facts, Instant now, std::optional<std::uint16_t> township);

// Reports of the period by code: kind, source or first-contact hours.
std::vector<std::pair<std::string, std::int64_t>> reports_by_kind(const Facts&, Period,
                                                                  std::optional<std::uint16_t> township);
std::vector<std::pair<std::string, std::int64_t>> reports_by_source(const Facts&, Period,
                                                                    std::optional<std::uint16_t> township);
// Median hours from a case's receipt to its first contact, of first contacts in the period; nullopt when there are
// none.
std::optional<double> median_hours_to_first_contact(const Facts&, Period, std::optional<std::uint16_t> township);

// The records behind a metric: ids of `table` ("report", "case_file", "clock"), each with whether it is in the
// numerator.
struct Behind {
  std::string table;
  std::vector<std::pair<std::int64_t, bool>> records;
};
Behind records_behind(const Facts&, Metric, Period, Instant now, std::optional<std::uint16_t> township);

}  // namespace anwang::indicator

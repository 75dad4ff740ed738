// Screening's rules as pure functions: the order of the queue and why a row stands where it stands, who may work on a
// row, what a decision must say, when a second pair of eyes is needed. Source: practice.md 1, 3; ui.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "pack/pack.h"

namespace anwang::intake {

// Place in the queue: declared immediate danger first, then least time left, then the older report.
struct QueuePlace {
  std::int64_t id = 0;
  std::optional<bool> immediate_danger;
  Instant due_at, received_at;
};
[[nodiscard]] bool stands_before(const QueuePlace& a, const QueuePlace& b);
[[nodiscard]] std::string_view place_reason(const QueuePlace& row);  // "danger" or "time_left"

// The lock of a row: who holds it at `now`; 0 when nobody, or the holder has been idle too long.
struct Claim {
  std::int64_t by = 0;
  Instant at;
};
[[nodiscard]] std::int64_t holder(const Claim& claim, Instant now, int idle_minutes);

// What one decision says, as far as its completeness can be judged from itself.
struct Verdict {
  std::string outcome, programme, grade, reason_code, to_county, to_name;
  Instant handed_over_at;
  std::int64_t unit_id = 0, case_id = 0, same_as_report_id = 0, report_id = 0;
};
// Faults with pointers relative to the item ("/unit_id"): required, unknown_code, unknown_programme, not_allowed.
std::vector<FieldError> faults(const Verdict& verdict, const pack::PackSet& packs, Instant now);
// 不派案 and advice that ends a report of danger need the supervisor's eyes within the shift.
[[nodiscard]] bool needs_countersign(std::string_view outcome, std::optional<bool> immediate_danger);

inline constexpr std::string_view kOutcomes[] = {"dispatch", "not_dispatched", "same_incident",
                                                 "notice",   "jurisdiction",   "advice"};

}  // namespace anwang::intake

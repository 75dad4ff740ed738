// The one pass over the facts that counting and drilling down share, so that a figure and its list of records can
// never disagree. Pure.
#pragma once

#include <functional>
#include <unordered_set>
#include <vector>

#include "indicator/evaluate.h"

namespace anwang::indicator {

inline constexpr const char* kFaceToFaceRule = "grade_1_face_to_face";
inline constexpr const char* kFirstContactRule = "first_contact";

Date add_months(Date d, int months);  // the day is cut to the month's last
const char* table_of(Metric metric);  // the table whose ids the walk gives

class Walk {
 public:
  // (period index, metric, township, record id, counts in the numerator, counts in the denominator)
  using Visit = std::function<void(std::size_t, Metric, std::uint16_t, std::int64_t, bool, bool)>;
  Walk(const Facts& facts, Instant now);
  void each(const std::vector<Period>& periods, const Visit& visit) const;

 private:
  struct Buckets;
  void reports(const Buckets&, const Visit&) const;
  void clocks(const Buckets&, const Visit&) const;
  void assignments(const Buckets&, const Visit&) const;
  void closings(const std::vector<Period>&, const Visit&) const;
  void calls_and_serious(const Buckets&, const Visit&) const;
  [[nodiscard]] bool reported_again(const CaseFact& closed, std::int64_t window) const;

  const Facts& facts_;
  std::int64_t now_;
  std::unordered_set<std::int64_t> discounted_;  // reports found 查無 or duplicate
};

}  // namespace anwang::indicator

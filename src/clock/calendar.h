// The working calendar of the county's offices: Monday to Friday, less public holidays, plus make-up working days.
// Data: pack rules of kind "calendar", one a year. Thread-safety: immutable after building.
#pragma once

#include <set>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "pack/pack.h"

namespace anwang::clock {

class WorkingCalendar {
 public:
  // Takes the rules of kind "calendar" out of a pack's: body {holidays: [dates], make_up_days: [dates]}, in force over
  // the days they speak of. Error: invalid "bad_pack", with the rule's place.
  static Result<WorkingCalendar> from_packs(const std::vector<pack::Rule>& rules);
  // Monday to Friday and nothing else: for days no calendar has been published for.
  WorkingCalendar() = default;

  [[nodiscard]] bool is_working(Date day) const;
  // False when the answer for this day rests on Monday-to-Friday only.
  [[nodiscard]] bool published(Date day) const;
  // The n-th working day after `start`; `start` itself never counts (Civil Code 120 II). n >= 1.
  [[nodiscard]] Date nth_working_day_after(Date start, int n) const;

 private:
  std::set<Date> holidays_, make_up_days_;
  std::vector<std::pair<Date, Date>> published_;  // [from, until)
};

}  // namespace anwang::clock

// The working calendar of the county's offices: weekends, public holidays and make-up working days
// (packs/national/calendar.csv, from the Directorate-General of Personnel's published calendars).
// Thread-safety: immutable after parse.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace anwang::clock {

class WorkingCalendar {
 public:
  // CSV with a header line; columns date (ISO) and is_working_day (0/1) are found by name. Every day from the first to
  // the last must be there once, in order. Errors: malformed "bad_calendar", fields[0].args.line.
  static Result<WorkingCalendar> parse(std::string_view csv);
  // Monday to Friday and nothing else: for days no calendar has been published for.
  WorkingCalendar() = default;

  [[nodiscard]] bool is_working(Date day) const;
  // False when the answer for this day rests on Monday-to-Friday only.
  [[nodiscard]] bool published(Date day) const;
  // The n-th working day after `start`; `start` itself never counts (Civil Code 120 II). n >= 1.
  [[nodiscard]] Date nth_working_day_after(Date start, int n) const;

 private:
  Date first_;
  std::vector<bool> working_;
};

}  // namespace anwang::clock

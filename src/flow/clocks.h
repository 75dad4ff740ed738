// Clocks inside a ChangeSet: how the steps of the main job start, move and stop them. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "clock/model.h"
#include "flow/step.h"
#include "store/record.h"

namespace anwang::flow {

struct ClockPlace {
  std::int64_t record_id = 0, report_id = 0, case_id = 0, person_id = 0, unit_id = 0, account_id = 0;
  std::string network, township;
};
// The clocks of `event` that hang on table `per`, running from `from`; not stored yet, without ids.
std::vector<clock::Clock> clocks_of(const Step& step, std::string_view event, std::string_view per, Instant from,
                                    const ClockPlace& place, std::string_view programme, std::string_view grade);
// The clock of the same rule, record and period; end() when there is none.
std::vector<clock::Clock>::iterator same_clock(std::vector<clock::Clock>& clocks, const clock::Clock& c);
// Starts those clocks; one that has run before on this record runs again from `from`.
void start_clocks(const Step& step, store::Changes& changes, std::vector<clock::Clock>& clocks, std::string_view event,
                  std::string_view per, Instant from, const ClockPlace& place, std::string_view programme,
                  std::string_view grade, int journal_event);
// Stops every open clock that had begun by `at` and whose rule stops at `event` (of `person` only, when given). Returns
// how many.
int stop_clocks(const Step& step, store::Changes& changes, std::vector<clock::Clock>& clocks, std::string_view event,
                Instant at, int journal_event, std::int64_t person = 0);

}  // namespace anwang::flow

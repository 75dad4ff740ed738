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
// Starts the clocks of `event` that hang on table `per`; one that has run before on this record runs again from `from`.
void start_clocks(const Step& step, store::Changes& changes, std::vector<clock::Clock>& clocks, std::string_view event,
                  std::string_view per, Instant from, const ClockPlace& place, std::string_view programme,
                  std::string_view grade, int journal_event);
// Stops every open clock whose rule stops at `event` (of `person` only, when given). Returns how many.
int stop_clocks(const Step& step, store::Changes& changes, std::vector<clock::Clock>& clocks, std::string_view event,
                Instant at, int journal_event, std::int64_t person = 0);

}  // namespace anwang::flow

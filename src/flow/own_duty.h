// One's own turn of duty: what it was, and ending it, by which 補休 is recorded. Errors: not_found no_duty; conflict
// still_on_duty, already_signed.
#pragma once

#include <vector>

#include "flow/step.h"
#include "intake/shift_model.h"

namespace anwang::flow {

struct OwnDuty {
  intake::Shift shift;
  std::vector<intake::Roster> roster;  // one's rows of that shift, one for each unit; never empty
};
// The running shift, else the last one that ended within 16 hours.
Result<OwnDuty> load_own_duty(store::Reader& reader, const Step& step);
// After the shift's end: the minutes since then go to the first row (one person's hours count once).
Result<Planned<OwnDuty>> plan_end_duty(const Step& step, OwnDuty duty);
Result<Done<OwnDuty>> end_duty(App& app, const access::Viewer& viewer, const Key& key);

}  // namespace anwang::flow

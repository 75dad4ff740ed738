#include "flow/own_duty.h"

#include <utility>

#include "store/record.h"

namespace anwang::flow {

namespace {
constexpr int kHoursAfter = 16;
}

Result<OwnDuty> load_own_duty(store::Reader& reader, const Step& step) {
  OwnDuty duty;
  ANWANG_TRY(auto shifts,
             store::find<intake::Shift>(
                 reader, "duty.shift",
                 "WHERE county = ?1 AND starts_at <= ?2 AND ends_at > ?3 AND id IN (SELECT shift_id FROM roster WHERE "
                 "county = ?1 AND account_id = ?4 AND duty <> 'screener') ORDER BY starts_at DESC LIMIT 1",
                 {step.county, step.now.us, step.now.plus_hours(-kHoursAfter).us, step.actor}));
  if (shifts.empty()) return fail(Errc::not_found, "no_duty");
  duty.shift = std::move(shifts.front());
  ANWANG_TRY(duty.roster, store::find<intake::Roster>(reader, "duty.roster",
                                                      "WHERE county = ?1 AND shift_id = ?2 AND account_id = ?3 AND "
                                                      "duty <> 'screener' ORDER BY id",
                                                      {step.county, duty.shift.id, step.actor}));
  if (duty.roster.empty()) return fail(Errc::not_found, "no_duty");
  return duty;
}

Result<Planned<OwnDuty>> plan_end_duty(const Step& step, OwnDuty duty) {
  if (step.now < duty.shift.ends_at) return fail(Errc::conflict, "still_on_duty");
  if (duty.roster.front().checked_out_at.set()) return fail(Errc::conflict, "already_signed");
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  std::int64_t minutes = (step.now.us - duty.shift.ends_at.us) / (60 * kMicrosPerSecond);
  for (intake::Roster& r : duty.roster) {
    r.checked_out_at = step.now;
    r.overtime_minutes = std::exchange(minutes, 0);
    changes.put(r,
                changes.event("roster.checked_out", {"roster", r.id}, 0, {{"overtime_minutes", *r.overtime_minutes}}));
  }
  set.result = {"roster", duty.roster.front().id};
  return Planned<OwnDuty>{std::move(duty), std::move(set)};
}

Result<Done<OwnDuty>> end_duty(App& app, const access::Viewer& viewer, const Key& key) {
  return run_step(app, viewer, key, [](store::Reader& reader, const Step& step) -> Result<Planned<OwnDuty>> {
    ANWANG_TRY(OwnDuty duty, load_own_duty(reader, step));
    return plan_end_duty(step, std::move(duty));
  });
}

}  // namespace anwang::flow

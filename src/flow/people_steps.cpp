#include "flow/people_steps.h"

#include "base/text.h"
#include "pack/pack.h"
#include "store/record.h"

namespace anwang::flow {

Result<Planned<people::FamilyAlert>> plan_alert(store::Reader& reader, const Step& step, const AlertDraft& draft) {
  auto household = store::get<people::Household>(reader, "alert.household", step.county, draft.household);
  if (!household) return tl::unexpected<Error>(std::move(household).error());
  std::vector<FieldError> faults;
  if (draft.kind.empty())
    faults.push_back({"/kind", "required", {}});
  else if (!step.packs.has_code("alert", draft.kind))
    faults.push_back({"/kind", "unknown_code", {}});
  if (code_points(draft.note) > 1'000) faults.push_back({"/note", "too_long", {{"max", "1000"}}});
  if (draft.review_at && *draft.review_at <= step.now) faults.push_back({"/review_at", "in_past", {}});
  if (!faults.empty()) return fail_fields(std::move(faults));
  Planned<people::FamilyAlert> out{{}, step.change()};
  people::FamilyAlert& a = out.value;
  a.id = step.next_id();
  a.household_id = draft.household;
  a.kind = draft.kind;
  a.note_sealed = step.seal("family_alert", a.id, "note", draft.note);
  a.recorded_by = step.actor;
  a.recorded_at = step.now;
  a.review_at = draft.review_at.value_or(Instant{});
  store::Changes changes(out.change);
  codec::JsonObject header;
  header.append("kind", a.kind);
  header.append("household", std::to_string(a.household_id));
  const int event = changes.event("family.alert", {"family_alert", a.id}, a.household_id, std::move(header));
  changes.put(a, event);
  out.change.result = {"family_alert", a.id};
  return out;
}

Result<Done<people::FamilyAlert>> add_alert(App& app, const access::Viewer& viewer, const AlertDraft& draft,
                                            const Key& key) {
  return run_step(app, viewer, key,
                  [&](store::Reader& reader, const Step& step) { return plan_alert(reader, step, draft); });
}

}  // namespace anwang::flow

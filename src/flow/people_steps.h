// What is written about a family outside a report: alerts. Thread-safe.
#pragma once

#include <optional>
#include <string>

#include "access/viewer.h"
#include "flow/step.h"
#include "people/model.h"

namespace anwang::flow {

struct AlertDraft {
  std::int64_t household = 0;
  std::string kind, note;
  std::optional<Instant> review_at;
};
// Errors: not_found (household); invalid: /kind required, unknown_code; /note too_long; /review_at in_past.
Result<Planned<people::FamilyAlert>> plan_alert(store::Reader& reader, const Step& step, const AlertDraft& draft);
Result<Done<people::FamilyAlert>> add_alert(App& app, const access::Viewer& viewer, const AlertDraft& draft,
                                            const Key& key);

}  // namespace anwang::flow

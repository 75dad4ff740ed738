// What the policy needs to know of records, read from a snapshot in set form: one query a page, never one a row.
#pragma once

#include <cstdint>
#include <map>
#include <span>

#include "access/policy.h"
#include "base/time.h"
#include "store/value.h"

namespace anwang::access {

// Facts of the given records and this viewer's relations to them. An id that does not exist has no entry: answer it as
// absent. `now` decides which relations, grants and restrictions are in force. Kinds: report, assignment, case_file,
// person, household, service, call_log.
Result<std::map<std::int64_t, RecordFacts>> load_facts(store::Reader& reader, const Viewer& viewer, RecordKind kind,
                                                       std::span<const std::int64_t> ids, Instant now);
// One record; Errc::not_found when it does not exist or `field` is absent to the viewer.
Result<RecordFacts> visible_facts(store::Reader& reader, const Policy& policy, const Viewer& viewer, RecordKind kind,
                                  std::int64_t id, Instant now, FieldClass field = FieldClass::fact);

}  // namespace anwang::access

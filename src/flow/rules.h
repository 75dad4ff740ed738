// Every rule the main job asks, built once from the packs at start-up (a wrong pack stops the start, saying where).
// Immutable, thread-safe.
#pragma once

#include "base/result.h"
#include "clock/calendar.h"
#include "clock/rule.h"
#include "intake/dispatch.h"
#include "pack/pack.h"

namespace anwang::flow {

struct Rules {
  clock::RuleSet clocks;
  clock::WorkingCalendar calendar;
  intake::DispatchRules dispatch;  // direct dispatch (HT-32), suggested grades
};

// Errors: invalid "bad_pack" with the rule's place.
Result<Rules> build_rules(const pack::PackSet& packs);

}  // namespace anwang::flow

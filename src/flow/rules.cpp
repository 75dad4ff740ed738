#include "flow/rules.h"

namespace anwang::flow {

Result<Rules> build_rules(const pack::PackSet& packs) {
  Rules rules;
  ANWANG_TRY(rules.clocks, clock::RuleSet::from_packs(packs.rules));
  ANWANG_TRY(rules.calendar, clock::WorkingCalendar::from_packs(packs.rules));
  ANWANG_TRY(rules.dispatch, intake::DispatchRules::from_packs(packs));
  return rules;
}

}  // namespace anwang::flow

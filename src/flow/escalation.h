// What nobody answers climbs: a dispatch not acknowledged goes to the second line, then to the supervisor, then to the
// county; a clock that ran out is told to the unit's supervisor, then to the county. Everything unfinished climbs,
// however long ago it fell due; clocks that ran out more than two days ago (an outage, an import with its past) are
// told in one notice a person, so that they do not drown the one that matters tonight. A background job of every
// server: each step is one ChangeSet keyed by record and level, checked against the versions it read, so that two
// servers running it at once tell everybody once. Source: practice.md 2, 3; minutes are parameters (假設).
#pragma once

#include <vector>

#include "clock/model.h"
#include "flow/step.h"
#include "intake/dispatch_model.h"

namespace anwang::flow {

struct Ladder {
  std::int64_t second_line = 0, supervisor = 0, county = 0;  // 0: nobody there, the step is passed over
};
struct EscalationFacts {
  intake::Assignment assignment;
  std::vector<clock::Clock> clocks;
  Ladder ladder;
};
struct Escalated {
  intake::Assignment assignment;
  std::vector<intake::Transition> told;
};
// The next step of an assignment whose acknowledgement is overdue at `step.now`. Level 1 hands it to the second line;
// from level 2 on it stays with whom it is, and those above are told. conflict "not_due" otherwise.
Result<Planned<Escalated>> plan_escalate(const Step& step, EscalationFacts facts);
// A clock past its due time: told once at each level (1 the unit's supervisor, 2 the county).
Result<Planned<intake::Transition>> plan_escalate_clock(const Step& step, clock::Clock clock, std::int64_t to_account,
                                                        std::int64_t subject_id = 0);

// Clocks of the past for one supervisor (or the county): each climbs a level, one notice tells how many there are
// (rule "backlog", the count after a colon). They must not be empty.
Result<Planned<intake::Transition>> plan_tell_backlog(const Step& step, std::vector<clock::Clock> clocks,
                                                      std::int64_t to_account);

// One sweep; returns how many steps were taken. At most `limit`, the longest overdue first.
Result<int> escalate_due(App& app, int limit = 200);

}  // namespace anwang::flow

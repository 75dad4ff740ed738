// Dispatches, clocks and tasks in the contract's words; shared by the groups assignments, my work and board.
#pragma once

#include "api/brief.h"
#include "api/people_brief.h"
#include "flow/worklist.h"

namespace anwang::api {

void want_assignment(Briefs& briefs, PeopleBriefs& people, const flow::AssignmentView& view);
codec::Json assignment_json(const Call& call, const Briefs& briefs, const PeopleBriefs& people,
                            const flow::AssignmentView& view);
// {id,rule,title_zh,title_en,started_at,due_at,stopped_at,state,person,source,certainty}
codec::Json clock_json(const Call& call, const PeopleBriefs& people, const clock::Clock& clock);
codec::Json task_json(const Call& call, const PeopleBriefs& people, const flow::Task& task);
codec::Json leave_json(const casework::WorkerFacts& worker);

}  // namespace anwang::api

-- Pages that walked whole tables on a county of three years. An index that leads with what is equal and holds the state
-- it is partial to answers counts by itself.

-- The queue in its own order: danger first, then time left. A page of 50 out of thousands pending reads 50 rows instead
-- of sorting them all; the sweep for reports without an owner finds the owner here.
DROP INDEX report_pending;
CREATE INDEX report_pending ON report (county, state, (CASE WHEN immediate_danger = 1 THEN 0 ELSE 1 END), due_at, received_at, id, owner_id) WHERE state = 'pending';
-- What a shift decided.
CREATE INDEX report_decided ON report (county, state, decided_at, id) WHERE state = 'decided';
-- What a supervisor sent back to its screener: few, and looked for at every look at 我的工作.
CREATE INDEX decision_returned ON decision (county, decided_by, countersigned_at) WHERE countersign = 'returned';
-- All decisions of one report, the superseded ones too: its history.
CREATE INDEX decision_report ON decision (county, report_id);
-- Whose dispatch a person is: asked for every row that the policy shows.
CREATE INDEX assignment_person ON assignment (county, person_id) WHERE person_id IS NOT NULL;
-- The newest dispatches first.
CREATE INDEX assignment_sent ON assignment (county, sent_at, id);
-- A unit's cases, newest first.
CREATE INDEX case_unit_received ON case_file (county, unit_id, received_at, id);

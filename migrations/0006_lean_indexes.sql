-- The clock of a report has no case: an index entry for it is written for nothing. Whose a pending report is stands in
-- the index of the pending ones, so that the sweep for reports without an owner reads no report.
DROP INDEX clock_case;
CREATE INDEX clock_case ON clock (county, case_id) WHERE case_id IS NOT NULL;
DROP INDEX report_pending;
CREATE INDEX report_pending ON report (county, due_at, owner_id) WHERE state = 'pending';

-- The sweep that lets unanswered things climb looks at everything unfinished, however old, every few seconds: it reads
-- the index entries of what is overdue and has not climbed to the top, and no row besides.
DROP INDEX clock_due;
CREATE INDEX clock_due ON clock (county, due_at, escalation) WHERE state = 'open';
CREATE INDEX assignment_waiting ON assignment (county, accept_due_at) WHERE state = 'assigned';

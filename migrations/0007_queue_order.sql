-- The queue's own order as an index: danger first, then time left. A page of 50 out of thousands pending reads 50 rows
-- instead of sorting them all; what the count and the sweep for reports without an owner need stands in it too.
DROP INDEX report_pending;
CREATE INDEX report_pending ON report (county, (CASE WHEN immediate_danger = 1 THEN 0 ELSE 1 END), due_at, received_at, id, owner_id) WHERE state = 'pending';

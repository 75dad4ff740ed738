-- A promised call: when it was returned, by whom, and whether somebody answered (reached, no_answer).
ALTER TABLE call_log ADD COLUMN returned_at {{int}};
ALTER TABLE call_log ADD COLUMN returned_by {{int}};
ALTER TABLE call_log ADD COLUMN return_outcome {{text}};

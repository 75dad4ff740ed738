-- One row a demonstration county: the shown time is demo_at + (wall − wall_at). Several servers read the same row; when
-- none has run for a while the first to start moves wall_at to now, so that the night goes on where it stopped.
CREATE TABLE demo_clock (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, demo_at {{int}} NOT NULL,
  wall_at {{int}} NOT NULL, alive_at {{int}} NOT NULL, PRIMARY KEY (county, id)) {{table}};
-- The demonstration's clock is no record of the county.
INSERT INTO operational_table (name) VALUES ('demo_clock');

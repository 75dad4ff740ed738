-- From a report to the cases that came of it: findings, and joining a household's case.
CREATE INDEX case_report ON case_file (county, report_id) WHERE report_id IS NOT NULL;

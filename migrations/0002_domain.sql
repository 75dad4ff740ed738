-- The domain's current state. Every table leads with county (a county is a shard), has PRIMARY KEY (county, id) and a
-- version; history is the journal's (docs/formats/journal.md). *_at: microseconds UTC; *_on: ISO date; booleans 0/1;
-- NULL = unknown, never a default; *_sealed: AEAD values bound to county, table, row and field (the column's name without
-- _sealed); id_hash, value_hash: keyed hash "person_identifier" of the normalised identifier. Codes are the glossary's;
-- where a number, an area or a parameter is an assumption (假設), the row says so.

-- Who works here ------------------------------------------------------------------------------------------------

-- kind: screening, protection, welfare_centre, health_station, police_precinct, addiction, mental_health, school,
-- bureau; network: social, health, police, education, labour, justice, indigenous, civil
CREATE TABLE unit (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, code {{text}} NOT NULL,
  name_zh {{text}} NOT NULL, name_en {{text}} NOT NULL, kind {{text}} NOT NULL, network {{text}} NOT NULL,
  parent_id {{int}}, phone {{text}}, source {{text}} NOT NULL, assumption {{int}} NOT NULL,
  effective_from {{text}} NOT NULL, effective_until {{text}}, PRIMARY KEY (county, id)) {{table}};
CREATE UNIQUE INDEX unit_code ON unit (county, code);
-- Per programme and township, dated: never one township → unit map.
CREATE TABLE service_area (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, unit_id {{int}} NOT NULL,
  programme {{text}} NOT NULL, township {{text}} NOT NULL, effective_from {{text}} NOT NULL,
  effective_until {{text}}, source {{text}} NOT NULL, assumption {{int}} NOT NULL, PRIMARY KEY (county, id)) {{table}};
CREATE INDEX service_area_programme ON service_area (county, programme, township);
-- roles, programmes, languages: JSON arrays of codes (languages: zh, hakka, hoklo, atayal, saisiyat, vi, id …).
CREATE TABLE account (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, login {{text}} NOT NULL,
  name {{text}} NOT NULL, title {{text}}, roles {{text}} NOT NULL, unit_id {{int}}, network {{text}} NOT NULL,
  programmes {{text}} NOT NULL, phone {{text}}, languages {{text}} NOT NULL, hired_on {{text}},
  active {{int}} NOT NULL, password_hash {{text}} NOT NULL, must_change_password {{int}} NOT NULL,
  leave_from {{text}}, leave_until {{text}}, PRIMARY KEY (county, id)) {{table}};
CREATE UNIQUE INDEX account_login ON account (login);
-- Operational, not journalled. The token itself is never stored.
CREATE TABLE session (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, token_hash {{blob}} NOT NULL,
  account_id {{int}} NOT NULL, created_at {{int}} NOT NULL, seen_at {{int}} NOT NULL, expires_at {{int}} NOT NULL,
  ended_at {{int}}, PRIMARY KEY (county, id)) {{table}};
CREATE UNIQUE INDEX session_token ON session (token_hash);
INSERT INTO operational_table (name) VALUES ('session');
-- What ties an account to a record, written by the domain in the same ChangeSet. kind: handling, lead, co_worker,
-- supervisor, notified, duty, reporter.
CREATE TABLE relation (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, account_id {{int}} NOT NULL,
  tbl {{text}} NOT NULL, record_id {{int}} NOT NULL, kind {{text}} NOT NULL, from_at {{int}} NOT NULL,
  until_at {{int}}, PRIMARY KEY (county, id)) {{table}};
CREATE INDEX relation_account ON relation (county, account_id, tbl, record_id);
CREATE INDEX relation_record ON relation (county, tbl, record_id);
-- Break-glass: expires by itself.
CREATE TABLE access_grant (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, account_id {{int}} NOT NULL,
  tbl {{text}} NOT NULL, record_id {{int}} NOT NULL, field_class {{text}} NOT NULL, reason_sealed {{blob}} NOT NULL,
  from_at {{int}} NOT NULL, until_at {{int}} NOT NULL, PRIMARY KEY (county, id)) {{table}};
CREATE INDEX access_grant_account ON access_grant (county, account_id, tbl, record_id);
-- A seal on any record (限閱).
CREATE TABLE restriction (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, tbl {{text}} NOT NULL,
  record_id {{int}} NOT NULL, kind {{text}} NOT NULL, source {{text}}, until_at {{int}}, PRIMARY KEY (county, id)) {{table}};
CREATE INDEX restriction_record ON restriction (county, tbl, record_id);

-- People --------------------------------------------------------------------------------------------------------

-- sex: F, M, X. source: register, report, demo, withdrawn (made by mistake and undone: proposed to nobody).
CREATE TABLE person (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, name {{text}} NOT NULL,
  name_roman {{text}}, birth_on {{text}}, birth_estimated {{int}} NOT NULL, sex {{text}}, nationality {{text}},
  indigenous {{text}}, disability {{text}}, new_resident {{int}} NOT NULL, language {{text}}, phone {{text}},
  deceased_on {{text}}, township {{text}}, village {{text}}, source {{text}} NOT NULL, PRIMARY KEY (county, id)) {{table}};
-- Aliases. kind: han, romanised, indigenous, former, nickname.
CREATE TABLE person_name (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, person_id {{int}} NOT NULL,
  kind {{text}} NOT NULL, name {{text}} NOT NULL, PRIMARY KEY (county, id)) {{table}};
CREATE INDEX person_name_person ON person_name (county, person_id);
-- kind: national_id, resident, resident_old, passport.
CREATE TABLE person_identifier (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, person_id {{int}} NOT NULL,
  kind {{text}} NOT NULL, value_sealed {{blob}} NOT NULL, value_hash {{blob}} NOT NULL, check_ok {{int}} NOT NULL,
  PRIMARY KEY (county, id)) {{table}};
CREATE INDEX person_identifier_hash ON person_identifier (county, value_hash);
CREATE INDEX person_identifier_person ON person_identifier (county, person_id);
-- Overlays (registered, co_residence), each dated; never collapsed into one id. income_class: low, mid_low.
CREATE TABLE household (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, overlay {{text}} NOT NULL,
  township {{text}} NOT NULL, village {{text}}, address {{text}}, address_restricted {{int}} NOT NULL,
  income_class {{text}}, from_on {{text}} NOT NULL, until_on {{text}}, checked_on {{text}}, PRIMARY KEY (county, id)) {{table}};
-- role: head, spouse, child, parent, grandparent, grandchild, other.
CREATE TABLE household_member (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, household_id {{int}} NOT NULL,
  person_id {{int}} NOT NULL, role {{text}}, from_on {{text}} NOT NULL, until_on {{text}}, PRIMARY KEY (county, id)) {{table}};
CREATE INDEX household_member_household ON household_member (county, household_id);
CREATE INDEX household_member_person ON household_member (county, person_id);
-- Kinship and ties: person is <kind> of other. kind: parent, adoptive_parent, spouse, partner, former_spouse,
-- violence, conflict, close, cutoff, carer.
CREATE TABLE relationship (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, person_id {{int}} NOT NULL,
  other_id {{int}} NOT NULL, kind {{text}} NOT NULL, from_on {{text}}, until_on {{text}}, source {{text}},
  PRIMARY KEY (county, id)) {{table}};
CREATE INDEX relationship_person ON relationship (county, person_id);
CREATE INDEX relationship_other ON relationship (county, other_id);
-- 提醒: what to know before ringing the bell. kind: respondent_may_be_home, no_voicemail, child_whereabouts_unknown,
-- weapon, other.
CREATE TABLE family_alert (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, household_id {{int}} NOT NULL,
  kind {{text}} NOT NULL, note_sealed {{blob}}, recorded_by {{int}} NOT NULL, recorded_at {{int}} NOT NULL,
  review_at {{int}}, ended_at {{int}}, PRIMARY KEY (county, id)) {{table}};
CREATE INDEX family_alert_household ON family_alert (county, household_id);
-- What another network does for a person: existence, window and phone; the content stays with that network.
CREATE TABLE service (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, person_id {{int}} NOT NULL,
  network {{text}} NOT NULL, kind {{text}} NOT NULL, unit_id {{int}}, account_id {{int}},
  restricted {{int}} NOT NULL, from_on {{text}}, until_on {{text}}, source {{text}}, PRIMARY KEY (county, id)) {{table}};
CREATE INDEX service_person ON service (county, person_id);

-- Reports -------------------------------------------------------------------------------------------------------

CREATE TABLE incident (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, opened_at {{int}} NOT NULL,
  happened_at {{int}}, township {{text}}, lead_report_id {{int}} NOT NULL, PRIMARY KEY (county, id)) {{table}};
-- Five times: happened, known, reported, received, recorded. due_at = received_at + 24 h, never paused.
-- kinds: JSON array of programme codes. channel: public, mandated, phone, api, import, device. source: police,
-- medical, education, social, hotline_113, public, civil, fire, judicial, self.
-- immediate_danger NULL = 不明. summary = 派案摘要, de-identified, the screener's. narrative_sealed = the original words.
-- facts = JSON object of coded facts that rules may read (tipvda, weapon, injury …).
-- state: pending, decided. lane: normal, suspicious (visible, its clock runs). owner_id: the screener on shift,
-- never NULL while pending.
CREATE TABLE report (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, report_no {{text}} NOT NULL,
  kinds {{text}} NOT NULL, channel {{text}} NOT NULL, source {{text}} NOT NULL, external_no {{text}},
  immediate_danger {{int}}, happened_at {{int}}, known_at {{int}}, reported_at {{int}}, received_at {{int}} NOT NULL,
  recorded_at {{int}} NOT NULL, due_at {{int}} NOT NULL, township {{text}}, village {{text}}, place_sealed {{blob}},
  summary {{text}}, narrative_sealed {{blob}}, reporter_sealed {{blob}}, reporter_class {{text}},
  reporter_account_id {{int}}, reply_wanted {{int}} NOT NULL, anonymous {{int}} NOT NULL, form {{text}} NOT NULL,
  form_version {{text}} NOT NULL, answers_sealed {{blob}}, facts {{text}} NOT NULL, state {{text}} NOT NULL,
  lane {{text}} NOT NULL, incident_id {{int}}, claimed_by {{int}}, claimed_at {{int}}, owner_id {{int}},
  more_info {{int}} NOT NULL, snoozed_until {{int}}, decided_at {{int}}, decided_by {{int}}, tracking_hash {{blob}},
  language {{text}}, PRIMARY KEY (county, id)) {{wide_table}};
CREATE UNIQUE INDEX report_no ON report (county, report_no);
CREATE UNIQUE INDEX report_external_no ON report (county, external_no) WHERE external_no IS NOT NULL;
CREATE INDEX report_reporter ON report (county, reporter_account_id, received_at) WHERE reporter_account_id IS NOT NULL;
CREATE UNIQUE INDEX report_tracking ON report (tracking_hash) WHERE tracking_hash IS NOT NULL;
CREATE INDEX report_pending ON report (county, due_at) WHERE state = 'pending';
CREATE INDEX report_received ON report (county, received_at);
CREATE INDEX report_incident ON report (county, incident_id) WHERE incident_id IS NOT NULL;
-- role: client, victim, respondent, child_witness, household_member, carer … id_check: ok, bad_check_digit,
-- bad_form; NULL none given. identity: open, linked, new, unknown (身分不明: never forced). added_by: a person the
-- screener added (同住未成年). likely_person_id: the best candidate by exact and variant keys when the report came in: a
-- machine's suggestion for the queue, never an identity; cleared when a person decides otherwise.
CREATE TABLE report_subject (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, report_id {{int}} NOT NULL,
  role {{text}} NOT NULL, name {{text}}, nickname {{text}}, birth_on {{text}}, age_estimated {{int}}, sex {{text}},
  id_sealed {{blob}}, id_hash {{blob}}, id_check {{text}}, nationality {{text}}, indigenous {{text}},
  disability {{text}}, language {{text}}, phone_sealed {{blob}}, address {{text}}, township {{text}},
  school {{text}}, identity {{text}} NOT NULL, person_id {{int}}, identified_by {{int}}, identified_at {{int}},
  added_by {{int}}, likely_person_id {{int}}, likely_score {{real}}, PRIMARY KEY (county, id)) {{table}};
CREATE INDEX report_subject_report ON report_subject (county, report_id);
CREATE INDEX report_subject_person ON report_subject (county, person_id) WHERE person_id IS NOT NULL;
-- Source record → person, with evidence. verdict: same, different (a split blocks re-merging), withdrawn (undone).
CREATE TABLE person_link (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, subject_id {{int}} NOT NULL,
  person_id {{int}} NOT NULL, verdict {{text}} NOT NULL, score {{real}}, evidence {{text}} NOT NULL,
  decided_by {{int}} NOT NULL, decided_at {{int}} NOT NULL, PRIMARY KEY (county, id)) {{table}};
CREATE INDEX person_link_subject ON person_link (county, subject_id);
-- 福利諮詢: advice that is no report; counted apart.
CREATE TABLE call_log (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, started_at {{int}} NOT NULL,
  ended_at {{int}}, topic {{text}} NOT NULL, township {{text}}, caller_class {{text}}, note_sealed {{blob}},
  account_id {{int}} NOT NULL, report_id {{int}}, call_back_at {{int}}, PRIMARY KEY (county, id)) {{table}};
CREATE INDEX call_log_started ON call_log (county, started_at);
CREATE TABLE attachment (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, tbl {{text}} NOT NULL,
  record_id {{int}} NOT NULL, name_sealed {{blob}} NOT NULL, media_type {{text}} NOT NULL, bytes {{int}} NOT NULL,
  chunks {{int}} NOT NULL, content_hash {{blob}} NOT NULL, added_by {{int}}, added_at {{int}} NOT NULL,
  PRIMARY KEY (county, id)) {{table}};
CREATE INDEX attachment_record ON attachment (county, tbl, record_id);
-- Encrypted 256 KiB pieces. Operational: the attachment row is journalled.
CREATE TABLE attachment_chunk (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, attachment_id {{int}} NOT NULL,
  seq {{int}} NOT NULL, data_sealed {{blob}} NOT NULL, PRIMARY KEY (county, id)) {{wide_table}};
CREATE UNIQUE INDEX attachment_chunk_seq ON attachment_chunk (county, attachment_id, seq);
INSERT INTO operational_table (name) VALUES ('attachment_chunk');

-- Screening and dispatch ----------------------------------------------------------------------------------------

-- One per report × subject × programme. outcome: dispatch, not_dispatched, same_incident, notice, jurisdiction,
-- advice. grade: grade_1, grade_2; NULL = this programme has none.
-- suggested: what the rule proposed (JSON). countersign: NULL none needed; waiting, agreed, returned. Jurisdiction:
-- ours until to_name and handed_over_at are recorded.
CREATE TABLE decision (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, report_id {{int}} NOT NULL,
  subject_id {{int}} NOT NULL, programme {{text}} NOT NULL, outcome {{text}} NOT NULL, grade {{text}},
  unit_id {{int}}, case_id {{int}}, reason_code {{text}}, note_sealed {{blob}}, rule {{text}}, suggested {{text}},
  override_reason {{text}}, decided_by {{int}} NOT NULL, decided_at {{int}} NOT NULL, countersign {{text}},
  countersign_due_at {{int}}, countersigned_by {{int}}, countersigned_at {{int}}, to_county {{text}},
  to_name {{text}}, handed_over_at {{int}}, superseded {{int}} NOT NULL, PRIMARY KEY (county, id)) {{table}};
CREATE UNIQUE INDEX decision_current ON decision (county, report_id, subject_id, programme) WHERE superseded = 0;
CREATE INDEX decision_decided ON decision (county, decided_at);
CREATE INDEX decision_countersign ON decision (county, countersign) WHERE countersign = 'waiting';
-- A dispatch on its way: 派案 → (dispute) → 分案 → 已接. state: sent, assigned, accepted, disputed, withdrawn. escalation:
-- 0 worker, 1 second line, 2 supervisor, 3 county.
CREATE TABLE assignment (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, decision_id {{int}} NOT NULL,
  report_id {{int}} NOT NULL, subject_id {{int}} NOT NULL, person_id {{int}}, programme {{text}} NOT NULL,
  grade {{text}}, unit_id {{int}} NOT NULL, township {{text}}, state {{text}} NOT NULL, sent_at {{int}} NOT NULL,
  worker_id {{int}}, assigned_by {{int}}, assigned_at {{int}}, override_reason {{text}}, accept_due_at {{int}},
  accepted_at {{int}}, escalation {{int}} NOT NULL, dispute_level {{text}}, dispute_reason_sealed {{blob}},
  disputed_at {{int}}, dispute_due_at {{int}}, ruled_by {{int}}, ruled_at {{int}}, ruling {{text}}, case_id {{int}},
  PRIMARY KEY (county, id)) {{table}};
CREATE UNIQUE INDEX assignment_decision ON assignment (county, decision_id) WHERE state <> 'withdrawn';
CREATE INDEX assignment_unit ON assignment (county, unit_id, state);
CREATE INDEX assignment_worker ON assignment (county, worker_id, state);
CREATE INDEX assignment_report ON assignment (county, report_id);
-- kind: notice 轉知, in_case_notice 在案通知, assistance_visit 協訪, referral, jurisdiction. state: open, acknowledged,
-- accepted, returned, closed.
CREATE TABLE transition (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, kind {{text}} NOT NULL, report_id {{int}},
  subject_id {{int}}, decision_id {{int}}, case_id {{int}}, person_id {{int}}, from_account_id {{int}} NOT NULL,
  to_unit_id {{int}}, to_account_id {{int}}, to_outside {{text}}, sent_at {{int}} NOT NULL, due_at {{int}},
  state {{text}} NOT NULL, responded_by {{int}}, responded_at {{int}}, response {{text}}, regrade {{text}},
  PRIMARY KEY (county, id)) {{table}};
CREATE INDEX transition_to ON transition (county, to_unit_id, state);
CREATE INDEX transition_account ON transition (county, to_account_id, state);
CREATE INDEX transition_case ON transition (county, case_id);
CREATE INDEX transition_report ON transition (county, report_id);

-- Shifts --------------------------------------------------------------------------------------------------------

-- kind: day, evening, night.
CREATE TABLE shift (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, kind {{text}} NOT NULL,
  starts_at {{int}} NOT NULL, ends_at {{int}} NOT NULL, assumption {{int}} NOT NULL, PRIMARY KEY (county, id)) {{table}};
CREATE INDEX shift_time ON shift (county, starts_at);
-- duty: screener, duty_worker, second_line, supervisor, health, police.
CREATE TABLE roster (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, shift_id {{int}} NOT NULL,
  unit_id {{int}}, account_id {{int}}, duty {{text}} NOT NULL, contact_name {{text}}, phone {{text}},
  checked_in_at {{int}}, checked_out_at {{int}}, overtime_minutes {{int}}, PRIMARY KEY (county, id)) {{table}};
CREATE INDEX roster_shift ON roster (county, shift_id);
-- state: draft, signed_out, accepted. items: JSON array, what was pending, each accepted or not.
CREATE TABLE handover (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, shift_id {{int}} NOT NULL,
  from_account_id {{int}} NOT NULL, to_account_id {{int}}, state {{text}} NOT NULL, items {{text}} NOT NULL,
  note_sealed {{blob}}, signed_out_at {{int}}, accepted_at {{int}}, PRIMARY KEY (county, id)) {{table}};
CREATE INDEX handover_shift ON handover (county, shift_id);
-- The night page. kind: hospital, hotel, interpreter, police_post, shelter_window, hotline.
CREATE TABLE directory (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, kind {{text}} NOT NULL,
  name {{text}} NOT NULL, phone {{text}}, township {{text}}, note {{text}}, source {{text}} NOT NULL,
  assumption {{int}} NOT NULL, PRIMARY KEY (county, id)) {{table}};

-- Cases ("case" is a word of SQL: the table is case_file) -------------------------------------------------------

-- state: assessing, open, short_term, not_opened, missing_search, closed. finding: substantiated, unsubstantiated,
-- not_found, duplicate.
CREATE TABLE case_file (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, case_no {{text}} NOT NULL,
  programme {{text}} NOT NULL, unit_id {{int}} NOT NULL, lead_id {{int}}, person_id {{int}}, household_id {{int}},
  report_id {{int}}, assignment_id {{int}}, grade {{text}}, township {{text}}, state {{text}} NOT NULL,
  received_at {{int}} NOT NULL, first_contact_at {{int}}, assessed_at {{int}}, finding {{text}}, opened_at {{int}},
  closed_at {{int}}, close_reason {{text}}, close_reader_id {{int}}, close_read_at {{int}}, previous_case_id {{int}},
  weight {{real}} NOT NULL, PRIMARY KEY (county, id)) {{table}};
CREATE UNIQUE INDEX case_no ON case_file (county, case_no);
CREATE INDEX case_person ON case_file (county, person_id);
CREATE INDEX case_household ON case_file (county, household_id);
CREATE INDEX case_lead ON case_file (county, lead_id, state);
CREATE INDEX case_unit ON case_file (county, unit_id, state);
CREATE INDEX case_closed ON case_file (county, closed_at) WHERE closed_at IS NOT NULL;
CREATE TABLE case_participant (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, case_id {{int}} NOT NULL,
  person_id {{int}} NOT NULL, role {{text}} NOT NULL, PRIMARY KEY (county, id)) {{table}};
CREATE INDEX case_participant_case ON case_participant (county, case_id);
CREATE INDEX case_participant_person ON case_participant (county, person_id);
-- kind: co_case, re_report_after_closing, same_incident, re_report_open.
CREATE TABLE case_link (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, case_id {{int}} NOT NULL,
  other_case_id {{int}}, report_id {{int}}, kind {{text}} NOT NULL, linked_at {{int}} NOT NULL,
  PRIMARY KEY (county, id)) {{table}};
CREATE INDEX case_link_case ON case_link (county, case_id);
-- kind: home_visit, phone, interview, joint_visit, attempt (counts no 人次).
CREATE TABLE contact (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, case_id {{int}} NOT NULL,
  person_id {{int}}, worker_id {{int}} NOT NULL, kind {{text}} NOT NULL, face_to_face {{int}} NOT NULL,
  happened_at {{int}} NOT NULL, recorded_at {{int}} NOT NULL, place {{text}}, not_seen_reason {{text}},
  next_try_at {{int}}, substitute {{text}}, note_sealed {{blob}}, PRIMARY KEY (county, id)) {{table}};
CREATE INDEX contact_case ON contact (county, case_id, happened_at);
CREATE TABLE goal (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, case_id {{int}} NOT NULL,
  title_sealed {{blob}} NOT NULL, target_on {{text}}, met {{int}}, ended_at {{int}}, PRIMARY KEY (county, id)) {{table}};
CREATE INDEX goal_case ON goal (county, case_id);
CREATE TABLE case_note (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, case_id {{int}} NOT NULL,
  author_id {{int}} NOT NULL, written_at {{int}} NOT NULL, text_sealed {{blob}} NOT NULL, PRIMARY KEY (county, id)) {{table}};
CREATE INDEX case_note_case ON case_note (county, case_id);

-- Clocks --------------------------------------------------------------------------------------------------------

-- key = (rule, subject record, period): generation is idempotent. state: open, stopped, void. certainty: A B C M ?
-- (domain sources) or assumption.
CREATE TABLE clock (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, rule {{text}} NOT NULL,
  tbl {{text}} NOT NULL, record_id {{int}} NOT NULL, period {{text}} NOT NULL, report_id {{int}}, case_id {{int}},
  person_id {{int}}, unit_id {{int}}, account_id {{int}}, network {{text}} NOT NULL, township {{text}},
  started_at {{int}} NOT NULL, due_at {{int}} NOT NULL, stopped_at {{int}}, state {{text}} NOT NULL,
  stop_event {{text}}, escalation {{int}} NOT NULL, source {{text}} NOT NULL, certainty {{text}} NOT NULL,
  PRIMARY KEY (county, id)) {{table}};
CREATE UNIQUE INDEX clock_key ON clock (county, rule, tbl, record_id, period);
CREATE INDEX clock_due ON clock (county, due_at) WHERE state = 'open';
CREATE INDEX clock_account ON clock (county, account_id, due_at) WHERE state = 'open';
CREATE INDEX clock_record ON clock (county, tbl, record_id);
CREATE INDEX clock_report ON clock (county, report_id);
CREATE INDEX clock_case ON clock (county, case_id);

-- What is counted -----------------------------------------------------------------------------------------------

CREATE TABLE population (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, township {{text}} NOT NULL,
  roc_year {{int}} NOT NULL, measure {{text}} NOT NULL, persons {{int}} NOT NULL, source {{text}} NOT NULL,
  PRIMARY KEY (county, id)) {{table}};
CREATE UNIQUE INDEX population_key ON population (county, township, roc_year, measure);
-- Approved posts and who holds them.
CREATE TABLE post (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, unit_id {{int}} NOT NULL,
  role {{text}} NOT NULL, account_id {{int}}, vacant_since {{text}}, source {{text}} NOT NULL,
  PRIMARY KEY (county, id)) {{table}};
-- 重大事件, with an owner. kind: death, severe_injury, media.
CREATE TABLE serious_incident (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, kind {{text}} NOT NULL, report_id {{int}},
  case_id {{int}}, happened_at {{int}} NOT NULL, owner_id {{int}} NOT NULL, township {{text}}, closed_at {{int}},
  PRIMARY KEY (county, id)) {{table}};
CREATE TABLE import_batch (
  county {{text}} NOT NULL, id {{int}} NOT NULL, version {{int}} NOT NULL, file_hash {{blob}} NOT NULL,
  rows_in {{int}} NOT NULL, rows_new {{int}} NOT NULL, rows_known {{int}} NOT NULL, rows_rejected {{int}} NOT NULL,
  by_account {{int}} NOT NULL, at {{int}} NOT NULL, PRIMARY KEY (county, id)) {{table}};
-- Gapless series of numbers people see; the writer counts them under the journal's lock (store/change_set.h, Numbering).
-- Not a record: no id, no version, not journalled (the numbers stand in the rows).
CREATE TABLE number_series (
  county {{text}} NOT NULL, series {{text}} NOT NULL, last_no {{int}} NOT NULL, PRIMARY KEY (county, series)) {{table}};

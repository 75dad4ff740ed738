-- The platform: what the store itself keeps. Tokens and dialect blocks: migrations/README.md.

CREATE TABLE store_meta (
  name {{text}} NOT NULL,
  value {{text}} NOT NULL,
  PRIMARY KEY (name)
) {{table}};

-- One canary a key id: a key ring that cannot open it is the wrong one and the start stops.
CREATE TABLE key_check (
  key_id {{int}} NOT NULL,
  canary {{blob}} NOT NULL,
  PRIMARY KEY (key_id)
) {{table}};

-- Tables whose writes are not journalled (sessions, devices …).
CREATE TABLE operational_table (
  name {{text}} NOT NULL,
  PRIMARY KEY (name)
) {{table}};

-- The last link of each county's chain. Writers lock its row through commit, so that no follower loses an entry.
CREATE TABLE journal_head (
  county {{text}} NOT NULL,
  seq {{int}} NOT NULL,
  recorded_at {{int}} NOT NULL,
  hash {{blob}} NOT NULL,
  PRIMARY KEY (county)
) {{table}};

-- docs/formats/journal.md. `header` and `touched` are canonical JSON without personal data; `payload` is ciphertext.
CREATE TABLE journal (
  county {{text}} NOT NULL,
  seq {{int}} NOT NULL,
  recorded_at {{int}} NOT NULL,
  kind {{text}} NOT NULL,
  actor {{int}} NOT NULL,
  about_table {{text}} NOT NULL,
  about_id {{id}} NOT NULL,
  key_owner {{id}} NOT NULL,
  pack_hash {{text}} NOT NULL,
  header {{text}} NOT NULL,
  touched {{text}} NOT NULL,
  payload {{blob}} NOT NULL,
  hash {{blob}} NOT NULL,
  PRIMARY KEY (county, seq)
) {{wide_table}};

-- From a record to the entries that touched it.
CREATE TABLE journal_ref (
  county {{text}} NOT NULL,
  record_table {{text}} NOT NULL,
  record_id {{id}} NOT NULL,
  seq {{int}} NOT NULL,
  PRIMARY KEY (county, record_table, record_id, seq)
) {{table}};

-- The key of one person, report or case, wrapped by the key ring. Destroyed: destroyed_at is set and `wrapped` is zeroes.
CREATE TABLE subject_key (
  county {{text}} NOT NULL,
  owner_id {{id}} NOT NULL,
  wrapped {{blob}} NOT NULL,
  destroyed_at {{int}},
  PRIMARY KEY (county, owner_id)
) {{table}};

CREATE TABLE idempotency_key (
  scope {{text}} NOT NULL,
  idem_key {{text}} NOT NULL,
  body_hash {{text}} NOT NULL,
  county {{text}} NOT NULL,
  first_seq {{int}} NOT NULL,
  last_seq {{int}} NOT NULL,
  recorded_at {{int}} NOT NULL,
  result_table {{text}} NOT NULL,
  result_id {{id}} NOT NULL,
  PRIMARY KEY (scope, idem_key)
) {{table}};
CREATE INDEX idempotency_key_age ON idempotency_key (recorded_at);

-- Written in the transaction of each batch, so that a connection lost during COMMIT can be asked what became of it.
CREATE TABLE commit_mark (
  node {{int}} NOT NULL,
  batch {{id}} NOT NULL,
  PRIMARY KEY (node, batch)
) {{table}};

-- Who may use which node number of the ids, on the database's clock. `epoch` is the fence.
CREATE TABLE server_lease (
  node {{int}} NOT NULL,
  epoch {{int}} NOT NULL,
  holder {{text}} NOT NULL,
  expires_at {{int}} NOT NULL,
  id_high_ms {{int}} NOT NULL,
  PRIMARY KEY (node)
) {{table}};

-- A lease on a named background job.
CREATE TABLE job_lease (
  name {{text}} NOT NULL,
  epoch {{int}} NOT NULL,
  holder {{text}} NOT NULL,
  expires_at {{int}} NOT NULL,
  PRIMARY KEY (name)
) {{table}};

-- Who read what that is sensitive: a chain of its own a county.
CREATE TABLE access_head (
  county {{text}} NOT NULL,
  seq {{int}} NOT NULL,
  hash {{blob}} NOT NULL,
  PRIMARY KEY (county)
) {{table}};
CREATE TABLE access_log (
  county {{text}} NOT NULL,
  seq {{int}} NOT NULL,
  record_uid {{text}} NOT NULL,
  read_at {{int}} NOT NULL,
  account {{id}} NOT NULL,
  action {{text}} NOT NULL,
  record_table {{text}} NOT NULL,
  record_id {{id}} NOT NULL,
  reason_sealed {{blob}} NOT NULL,
  request_id {{text}} NOT NULL,
  hash {{blob}} NOT NULL,
  PRIMARY KEY (county, seq)
) {{table}};
CREATE UNIQUE INDEX access_log_uid ON access_log (record_uid);
CREATE INDEX access_log_record ON access_log (county, record_table, record_id);
CREATE INDEX access_log_account ON access_log (county, account, read_at);

-- Signed positions of both chains; each is also a line of the anchor file that leaves the machine.
CREATE TABLE anchor (
  chain {{text}} NOT NULL,
  county {{text}} NOT NULL,
  seq {{int}} NOT NULL,
  anchored_at {{int}} NOT NULL,
  hash {{blob}} NOT NULL,
  signature {{blob}} NOT NULL,
  PRIMARY KEY (chain, county, seq)
) {{table}};

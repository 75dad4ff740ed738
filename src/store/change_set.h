// ChangeSet: the only way to write (ARCHITECTURE.md, "one write"). A handler reads a snapshot, runs its guards as pure
// functions, and describes what is to be so afterwards; the writer re-checks what was read, writes rows, journal and
// idempotency key in one transaction, and answers when it is on disk.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/time.h"
#include "codec/json.h"
#include "store/value.h"

namespace anwang::store {

// A record: every table has PRIMARY KEY (county, id) and a version column.
struct RecordRef {
  std::string table;
  std::int64_t id = 0;
  bool operator==(const RecordRef&) const = default;
};

// What the handler looked at; a different version at commit time → Errc::precondition_failed, reason "stale_read".
struct ReadDep {
  std::string table;
  std::int64_t id = 0;
  std::int64_t version = 0;  // 0: must not exist
};

// The full row as it is to be (never a partial update: the after-image goes to the journal). `county`, `id` and
// `version` are set by the writer. expect_version 0 inserts; n > 0 replaces version n by n + 1, or fails like ReadDep.
struct Write {
  std::string table;
  std::int64_t id = 0;
  std::int64_t expect_version = 0;
  std::vector<std::pair<std::string, Value>> columns;
  int event = 0;        // index into ChangeSet::events whose payload receives the after-image; -1: an operational table
                        // (session, device …: declared in operational_table by its migration) that is not journalled
  bool remove = false;  // operational tables only: deletes version n (columns stay empty)
};

// An invariant over a set, checked inside the write transaction: the query must give a row whose first column is not 0
// and not NULL, else Errc::conflict with this reason. (Partial unique indexes catch the rest: reason "unique:<index>".)
struct Require {
  std::string sql;
  Params params;
  std::string reason;
};

// One journal entry. `header` and `kind` hold no personal data: they are readable for ever. The payload is the
// after-images of the writes that name this event, encrypted under `key_owner`'s subject key, so that destroying the
// key erases and the chain still verifies.
struct Event {
  std::string kind;            // "report.received", "case.closed" …: docs/formats/journal.md lists them
  RecordRef about;             // the record this is the history of
  std::int64_t key_owner = 0;  // id of the person, report or case whose key seals the payload; 0: county key
  codec::JsonObject header;    // codes, counts, times, ids: what followers and SSE need; integers read back as strings
};

// A number of a gapless series (report numbers, case numbers), given by the writer while it holds the county's journal
// head: no two handlers ever conflict over it, a ChangeSet that fails takes none, and servers on one PostgreSQL share
// the series. `prefix` + the number padded to `digits` replaces the value of `column` in `writes[write]` before the row
// is written and its after-image is made. Series live in number_series(county, series, last_no).
struct Numbering {
  std::string series;  // "report:115"
  std::string prefix;  // "115-HC-"
  int digits = 6;
  std::size_t write = 0;
  std::string column;
};

struct Idempotency {
  std::string scope;      // account or visitor + route: a key binds to it
  std::string key;        // client's Idempotency-Key; empty: none
  std::string body_hash;  // another body under the same key → Errc::invalid, reason "key_reused"
};

struct ChangeSet {
  std::string county;
  std::int64_t actor = 0;  // account id; 0 = public or system
  std::string pack_hash;
  Idempotency idempotency;
  std::vector<ReadDep> reads;
  std::vector<Require> requires_;
  std::vector<Write> writes;
  std::vector<Event> events;
  std::vector<Numbering> numberings;
  RecordRef result;  // what a replay of the same idempotency key points back to
};

struct Committed {
  std::int64_t first_seq = 0;  // journal positions of this county; 0 when there were no events
  std::int64_t last_seq = 0;
  Instant recorded_at;
  std::vector<std::string> numbers;  // what `numberings` became, in their order; empty on a replay
  bool replayed = false;             // the key had been used with the same body: nothing was written again
  RecordRef result;
};

}  // namespace anwang::store

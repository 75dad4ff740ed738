#include "store/unit_runner.h"

#include <algorithm>

namespace anwang::store {

const std::string_view kInsertEntry =
    "INSERT INTO journal (county, seq, recorded_at, kind, actor, about_table, about_id, key_owner, pack_hash, header, "
    "touched, payload, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
const std::string_view kInsertRef =
    "INSERT INTO journal_ref (county, record_table, record_id, seq) VALUES (?1, ?2, ?3, ?4)";
const std::string_view kInsertIdempotency =
    "INSERT INTO idempotency_key (scope, idem_key, body_hash, county, first_seq, last_seq, recorded_at, result_table, "
    "result_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
const std::string_view kInsertKey =
    "INSERT INTO subject_key (county, owner_id, wrapped) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";

Params entry_params(const PreparedEvent& event, const ChainHead& at) {
  const EntryBody& b = event.body;
  return {b.county,
          at.seq,
          at.recorded_at,
          b.kind,
          b.actor,
          b.about.table,
          b.about.id,
          b.key_owner,
          b.pack_hash,
          b.header,
          b.touched,
          event.payload,
          Bytes(at.hash.begin(), at.hash.end())};
}

Params idempotency_params(const ChangeSet& change, const Committed& c) {
  const Idempotency& i = change.idempotency;
  return {i.scope,         i.key,      i.body_hash,      change.county,
          c.first_seq,     c.last_seq, c.recorded_at.us, change.result.table,
          change.result.id};
}

Result<Committed> replayed(const Row& stored, const ChangeSet& change) {
  if (stored.text(0) != change.idempotency.body_hash) return fail(Errc::invalid, "key_reused");
  return Committed{stored.i64(1), stored.i64(2), {stored.i64(3)}, {}, true, {stored.text(4), stored.i64(5)}};
}

Status UnitRunner::load_head(const std::string& county) {
  if (heads_.contains(county)) return {};
  if (db_.postgres()) {  // a row to lock must exist
    const Params fresh{county, std::int64_t{0}, std::int64_t{0}, Bytes(32)};
    ANWANG_TRY(const auto made,
               db_.exec("INSERT INTO journal_head (county, seq, recorded_at, hash) VALUES (?1, ?2, ?3, ?4) "
                        "ON CONFLICT DO NOTHING",
                        fresh));
    (void)made;
  }
  const std::string_view sql = db_.postgres()
                                   ? "SELECT seq, recorded_at, hash FROM journal_head WHERE county = ?1 FOR UPDATE"
                                   : "SELECT seq, recorded_at, hash FROM journal_head WHERE county = ?1";
  ANWANG_TRY(const Rows rows, db_.query(sql, {county}));
  ChainHead head;
  if (!rows.empty()) {
    head.seq = rows[0].i64(0);
    head.recorded_at = rows[0].i64(1);
    if (rows[0].blob(2).size() != head.hash.size()) return fail(Errc::internal, "bad_journal");
    std::copy(rows[0].blob(2).begin(), rows[0].blob(2).end(), head.hash.begin());
  }
  loaded_seq_[county] = rows.empty() ? -1 : head.seq;
  heads_[county] = head;
  return {};
}

Status UnitRunner::store_heads() {
  for (const auto& [county, head] : heads_) {
    if (loaded_seq_[county] == head.seq || (loaded_seq_[county] < 0 && head.seq == 0)) continue;
    const std::string_view sql =
        loaded_seq_[county] < 0 ? "INSERT INTO journal_head (county, seq, recorded_at, hash) VALUES (?1, ?2, ?3, ?4)"
                                : "UPDATE journal_head SET seq = ?2, recorded_at = ?3, hash = ?4 WHERE county = ?1";
    ANWANG_TRY(const auto n,
               db_.exec(sql, {county, head.seq, head.recorded_at, Bytes(head.hash.begin(), head.hash.end())}));
    if (n != 1) return fail(Errc::internal, "lost_head");
  }
  for (const auto& [name, last] : series_) {
    if (loaded_series_[name] == last) continue;
    ANWANG_TRY(const auto n, db_.exec("INSERT INTO number_series (county, series, last_no) VALUES (?1, ?2, ?3) "
                                      "ON CONFLICT (county, series) DO UPDATE SET last_no = excluded.last_no",
                                      {name.first, name.second, last}));
    (void)n;
  }
  return {};
}

void UnitRunner::restore(const std::string& county, Mark mark) {
  heads_[county] = mark.head;
  for (auto& [name, last] : series_) {
    const auto was = mark.series.find(name);
    last = was == mark.series.end() ? loaded_series_[name] : was->second;
  }
}

Status UnitRunner::give_numbers(Unit& unit) {
  unit.numbers.clear();
  for (const PreparedNumber& n : unit.numberings) {
    const std::pair<std::string, std::string> name{unit.change.county, n.series};
    auto known = series_.find(name);
    if (known == series_.end()) {
      ANWANG_TRY(const Value last, db_.scalar("SELECT last_no FROM number_series WHERE county = ?1 AND series = ?2",
                                              {name.first, name.second}));
      const std::int64_t stored = std::holds_alternative<std::int64_t>(last) ? std::get<std::int64_t>(last) : 0;
      loaded_series_[name] = stored;
      known = series_.emplace(name, stored).first;
    }
    std::string digits = std::to_string(++known->second);
    const auto width = static_cast<std::size_t>(n.digits);
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
    unit.numbers.push_back(n.prefix + digits);
    unit.writes[n.write].params[n.parameter] = unit.numbers.back();
  }
  for (PreparedEvent& event : unit.events) {
    if (!event.slots.empty()) encrypt_event(event, unit.numbers);
  }
  return {};
}

Result<Committed> UnitRunner::run(Unit& unit) {
  const ChangeSet& change = unit.change;
  began_writing_ = false;
  ANWANG_TRY(const auto replay, replay_of(change));
  if (replay) return *replay;
  ANWANG_CHECK(check_reads(change));
  ANWANG_CHECK(check_requirements(change));
  began_writing_ = true;
  ANWANG_CHECK(settle_keys(unit));
  ANWANG_CHECK(give_numbers(unit));
  ANWANG_CHECK(write_rows(unit));
  ChainHead& head = heads_.at(change.county);
  const Instant now = clock_.now();
  Committed committed = begin_committed(unit, now);
  for (PreparedEvent& event : unit.events) ANWANG_CHECK(append_entry(event, head, now));
  if (!unit.events.empty()) {
    committed.last_seq = head.seq;
    committed.recorded_at = {head.recorded_at};
  }
  ANWANG_CHECK(remember_key_use(change, committed));
  return committed;
}

Result<std::optional<Committed>> UnitRunner::replay_of(const ChangeSet& change) {
  if (change.idempotency.key.empty()) return std::optional<Committed>();
  ANWANG_TRY(const Rows rows, db_.query("SELECT body_hash, first_seq, last_seq, recorded_at, result_table, result_id "
                                        "FROM idempotency_key WHERE scope = ?1 AND idem_key = ?2",
                                        {change.idempotency.scope, change.idempotency.key}));
  if (rows.empty()) return std::optional<Committed>();
  ANWANG_TRY(const Committed stored, replayed(rows[0], change));
  return std::optional<Committed>(stored);
}

Status UnitRunner::check_reads(const ChangeSet& change) {
  for (const ReadDep& r : change.reads) {
    ANWANG_TRY(const Value found,
               db_.scalar("SELECT version FROM " + r.table + " WHERE county = ?1 AND id = ?2", {change.county, r.id}));
    const std::int64_t version = std::holds_alternative<std::int64_t>(found) ? std::get<std::int64_t>(found) : 0;
    if (version != r.version) return fail(Errc::precondition_failed, "stale_read", r.table);
  }
  return {};
}

Status UnitRunner::check_requirements(const ChangeSet& change) {
  for (const Require& r : change.requires_) {
    ANWANG_TRY(const Value holds, db_.scalar(r.sql, r.params));
    const auto* n = std::get_if<std::int64_t>(&holds);
    if (n == nullptr || *n == 0) return fail(Errc::conflict, r.reason);
  }
  return {};
}

Status UnitRunner::write_rows(const Unit& unit) {
  for (const PreparedWrite& w : unit.writes) {
    ANWANG_TRY(const std::int64_t n, db_.exec(*w.sql, w.params));
    if (n != 1) return fail(Errc::precondition_failed, "stale_read", w.record.table);
  }
  return {};
}

// Keys this unit made are stored, unless another unit was first: then its payloads are sealed again under that one.
// Keys it only uses must not have been destroyed since it was prepared.
Status UnitRunner::settle_keys(Unit& unit) {
  const std::string& county = unit.change.county;
  constexpr std::string_view kFind =
      "SELECT wrapped, destroyed_at FROM subject_key WHERE county = ?1 AND owner_id = ?2";
  for (NewKey& k : unit.new_keys) {
    ANWANG_TRY(const std::int64_t stored, db_.exec(kInsertKey, {county, k.owner, k.wrapped}));
    if (stored == 1) continue;
    ANWANG_TRY(const Rows rows, db_.query(kFind, {county, k.owner}));
    if (rows.empty() || !rows[0].is_null(1)) return fail(Errc::conflict, "erased");
    ANWANG_TRY(k.key, keys_.unwrap(county, k.owner, rows[0].blob(0)));
    for (PreparedEvent& event : unit.events) {
      if (event.body.key_owner != k.owner) continue;
      event.key = k.key;
      if (event.slots.empty()) encrypt_event(event, {});
    }
  }
  for (const std::int64_t owner : unit.known_owners) {
    ANWANG_TRY(const Rows rows,
               db_.query("SELECT destroyed_at FROM subject_key WHERE county = ?1 AND owner_id = ?2", {county, owner}));
    if (rows.empty() || !rows[0].is_null(0)) return fail(Errc::conflict, "erased");
  }
  return {};
}

Committed UnitRunner::begin_committed(const Unit& unit, Instant now) const {
  const std::int64_t first = unit.events.empty() ? 0 : heads_.at(unit.change.county).seq + 1;
  return {first, 0, now, unit.numbers, false, unit.change.result};
}

void UnitRunner::advance(const PreparedEvent& event, ChainHead& head, Instant now) const {
  const seal::Hash previous = head.hash;
  head.recorded_at = std::max(now.us, head.recorded_at + 1);
  ++head.seq;
  head.hash = keys_.chain_code("journal", entry_text(event.body, head.seq, head.recorded_at, previous));
}

Status UnitRunner::append_entry(PreparedEvent& event, ChainHead& head, Instant now) {
  advance(event, head, now);
  ANWANG_TRY(const auto entry, db_.exec(kInsertEntry, entry_params(event, head)));
  (void)entry;
  for (auto t = event.touched.begin(); t != event.touched.end(); ++t) {
    const auto same = [t](const JournalEntry::Touched& earlier) {
      return earlier.id == t->id && earlier.table == t->table;
    };
    if (std::any_of(event.touched.begin(), t, same)) continue;  // written twice in one entry
    ANWANG_TRY(const auto ref, db_.exec(kInsertRef, {event.body.county, t->table, t->id, head.seq}));
    (void)ref;
  }
  return {};
}

Status UnitRunner::remember_key_use(const ChangeSet& change, const Committed& committed) {
  if (change.idempotency.key.empty()) return {};
  ANWANG_TRY(const auto n, db_.exec(kInsertIdempotency, idempotency_params(change, committed)));
  (void)n;
  return {};
}

}  // namespace anwang::store

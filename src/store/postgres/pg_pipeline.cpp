#include "store/postgres/pg_pipeline.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

namespace anwang::store {
namespace {

constexpr std::size_t kUnread = 400;  // answers waiting: well below what the socket buffers of both sides hold

// One column of many rows: table names, county codes and integers only, so nothing needs quoting.
class ArrayText {
 public:
  void add(std::string_view item) { text_ += (text_.size() > 1 ? "," : "") + std::string(item); }
  void add(std::int64_t item) { add(std::to_string(item)); }
  [[nodiscard]] std::string text() const { return text_ + "}"; }

 private:
  std::string text_ = "{";
};

class Pipeline {
 public:
  Pipeline(PgConnection& db, const seal::KeyRing& keys, const Clock& clock, const std::vector<Unit*>& units,
           std::vector<Unit*>& suspects)
      : db_(db), runner_(db, keys, clock), clock_(clock), units_(units), suspects_(suspects) {}

  Status run() {
    std::set<std::string> counties;
    for (const Unit* unit : units_) counties.insert(unit->change.county);
    for (const std::string& county : counties) ANWANG_CHECK(runner_.load_head(county));
    ANWANG_CHECK(check_versions());
    ANWANG_CHECK(check_keys());
    if (!suspects_.empty()) return fail(Errc::conflict, "suspects");
    for (Unit* unit : units_) ANWANG_CHECK(runner_.give_numbers(*unit));
    ANWANG_CHECK(db_.begin_pipeline());
    for (Unit* unit : units_) ANWANG_CHECK(send_unit(*unit));
    ANWANG_CHECK(send_refs());
    ANWANG_CHECK(db_.flush());
    while (!waiting_.empty()) ANWANG_CHECK(receive());
    ANWANG_CHECK(db_.end_pipeline());
    if (!suspects_.empty()) return fail(Errc::conflict, "suspects");
    return runner_.store_heads();
  }

 private:
  enum class Expect { one_row, true_row, anything };
  struct Waiting {
    Unit* unit;
    Expect expect;
  };

  void suspect(Unit* unit) {
    if (unit != nullptr && std::find(suspects_.begin(), suspects_.end(), unit) == suspects_.end())
      suspects_.push_back(unit);
  }

  // One query a county and table for everything the batch read. A unit may read what an earlier one of the batch
  // writes.
  Status check_versions() {
    std::map<std::pair<std::string, std::string>, std::map<std::int64_t, std::int64_t>> known;
    for (const Unit* unit : units_) {
      for (const ReadDep& r : unit->change.reads) known[{unit->change.county, r.table}][r.id] = 0;
    }
    for (auto& [where, versions] : known) {
      ArrayText ids;
      for (const auto& [id, version] : versions) ids.add(id);
      ANWANG_TRY(const Rows rows, db_.query("SELECT id, version FROM " + where.second +
                                                " WHERE county = ?1 AND id = ANY(CAST(?2 AS bigint[]))",
                                            {where.first, ids.text()}));
      for (const Row& r : rows) versions[r.i64(0)] = r.i64(1);
    }
    for (Unit* unit : units_) {
      bool fits = true;
      for (const ReadDep& r : unit->change.reads)
        fits = fits && known[{unit->change.county, r.table}][r.id] == r.version;
      if (!fits) {
        suspect(unit);
        continue;
      }
      for (const PreparedWrite& w : unit->writes) {
        const auto table = known.find({unit->change.county, w.record.table});
        if (table == known.end()) continue;
        if (const auto at = table->second.find(w.record.id); at != table->second.end())
          at->second = w.removes ? 0 : w.expect_version + 1;
      }
    }
    return {};
  }

  Status check_keys() {
    std::map<std::string, std::set<std::int64_t>> owners;
    for (const Unit* unit : units_)
      owners[unit->change.county].insert(unit->known_owners.begin(), unit->known_owners.end());
    for (auto& [county, ids] : owners) {
      if (ids.empty()) continue;
      ArrayText list;
      for (const std::int64_t id : ids) list.add(id);
      ANWANG_TRY(const Rows alive,
                 db_.query("SELECT owner_id FROM subject_key WHERE county = ?1 AND destroyed_at IS NULL AND "
                           "owner_id = ANY(CAST(?2 AS bigint[]))",
                           {county, list.text()}));
      for (const Row& r : alive) ids.erase(r.i64(0));  // what is left is gone
    }
    for (Unit* unit : units_) {
      const auto& gone = owners[unit->change.county];
      const bool any = std::any_of(unit->known_owners.begin(), unit->known_owners.end(),
                                   [&](std::int64_t id) { return gone.contains(id); });
      if (any) suspect(unit);
    }
    return {};
  }

  Status send(Unit* unit, Expect expect, std::string_view sql, const Params& params) {
    ANWANG_CHECK(db_.send(sql, params));
    waiting_.push_back({unit, expect});
    if (waiting_.size() < kUnread) return {};
    ANWANG_CHECK(db_.flush());
    while (!waiting_.empty()) ANWANG_CHECK(receive());
    return {};
  }

  // The first error of a pipeline is its unit's; what comes after it only echoes.
  Status receive() {
    const Waiting w = waiting_.front();
    waiting_.pop_front();
    const auto answer = db_.receive();
    if (!answer) {
      const Error& e = answer.error();
      if (e.code != Errc::storage_full && e.code != Errc::unavailable && e.code != Errc::busy) suspect(w.unit);
      return tl::unexpected<Error>(e);
    }
    if (w.expect == Expect::one_row && answer->affected != 1) suspect(w.unit);
    if (w.expect == Expect::true_row && (answer->rows.empty() || answer->rows[0].i64(0) == 0)) suspect(w.unit);
    return {};
  }

  Status send_unit(Unit& unit) {
    const ChangeSet& change = unit.change;
    for (const Require& r : change.requires_) ANWANG_CHECK(send(&unit, Expect::true_row, r.sql, r.params));
    for (const NewKey& k : unit.new_keys)
      ANWANG_CHECK(send(&unit, Expect::one_row, kInsertKey, {change.county, k.owner, k.wrapped}));
    for (const PreparedWrite& w : unit.writes) ANWANG_CHECK(send(&unit, Expect::one_row, *w.sql, w.params));
    ChainHead& head = runner_.head(change.county);
    const Instant now = clock_.now();
    Committed committed = runner_.begin_committed(unit, now);
    for (PreparedEvent& event : unit.events) {
      runner_.advance(event, head, now);
      ANWANG_CHECK(send(&unit, Expect::one_row, kInsertEntry, entry_params(event, head)));
      for (const auto& t : event.touched) {
        counties_.add(change.county), tables_.add(t.table), ids_.add(t.id), seqs_.add(head.seq);
        any_refs_ = true;
      }
    }
    if (!unit.events.empty()) committed.last_seq = head.seq, committed.recorded_at = {head.recorded_at};
    if (!change.idempotency.key.empty()) {
      ANWANG_CHECK(send(&unit, Expect::one_row, kInsertIdempotency, idempotency_params(change, committed)));
    }
    unit.outcome = std::move(committed);
    return {};
  }

  Status send_refs() {
    if (!any_refs_) return {};
    return send(nullptr, Expect::anything,
                "INSERT INTO journal_ref (county, record_table, record_id, seq) SELECT * FROM unnest(CAST(?1 AS "
                "text[]), CAST(?2 AS text[]), "
                "CAST(?3 AS bigint[]), CAST(?4 AS bigint[])) ON CONFLICT DO NOTHING",
                {counties_.text(), tables_.text(), ids_.text(), seqs_.text()});
  }

  PgConnection& db_;
  UnitRunner runner_;
  const Clock& clock_;
  const std::vector<Unit*>& units_;
  std::vector<Unit*>& suspects_;
  std::deque<Waiting> waiting_;
  ArrayText counties_, tables_, ids_, seqs_;
  bool any_refs_ = false;
};

}  // namespace

Status run_pipelined(PgConnection& db, const seal::KeyRing& keys, const Clock& clock, const std::vector<Unit*>& units,
                     std::vector<Unit*>& suspects) {
  return Pipeline(db, keys, clock, units, suspects).run();
}

}  // namespace anwang::store

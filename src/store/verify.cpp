// anwang verify: reads everything once and recomputes both chains, checks the anchors of the database and of the file,
// the rows against the journal, and the foreign keys. Reads only; may run beside a server.
#include <algorithm>
#include <fstream>
#include <map>

#include "store/access_log.h"
#include "store/anchor.h"
#include "store/journal.h"
#include "store/store_open.h"
#include "store/verify_rows.h"

namespace anwang::store {
namespace {

using Place = std::pair<std::string, std::string>;  // chain, county

class Verifier {
 public:
  Verifier(Connection& db, const seal::KeyRing& keys)
      : db_(db), keys_(keys), rows_(db, keys, [this](std::string text) { fault(std::move(text)); }) {}

  Result<VerifyReport> run(const std::string& anchor_file) {
    ANWANG_CHECK(load_anchors(anchor_file));
    ANWANG_CHECK(check_journal());
    ANWANG_CHECK(check_access());
    ANWANG_CHECK(check_heads("journal"));
    ANWANG_CHECK(check_heads("access"));
    for (const auto& [where, hash] : anchors_)
      fault("anchor without its entry: " + where.first.first + " " + where.first.second + " " +
            std::to_string(where.second));
    ANWANG_CHECK(rows_.compare());
    ANWANG_CHECK(check_foreign_keys());
    ANWANG_TRY(const Value erased, db_.scalar("SELECT COUNT(*) FROM subject_key WHERE destroyed_at IS NOT NULL"));
    report_.erased = std::get<std::int64_t>(erased);
    return std::move(report_);
  }

 private:
  void fault(std::string text) {
    if (report_.faults.size() < 1000) report_.faults.push_back(std::move(text));
  }

  void expect(const Anchor& a) {
    const auto [at, fresh] = anchors_.try_emplace({{a.chain, a.county}, a.seq}, a.hash);
    if (!fresh && at->second != a.hash)
      fault("two anchors disagree: " + a.chain + " " + a.county + " " + std::to_string(a.seq));
  }

  Status load_anchors(const std::string& file) {
    ANWANG_TRY(const Rows rows, db_.query("SELECT chain, county, seq, anchored_at, hash, signature FROM anchor"));
    for (const Row& r : rows) {
      const Anchor a{r.text(0), r.text(1), r.i64(2), r.i64(3), r.blob(4), r.blob(5)};
      ++report_.anchors;
      if (seal::KeyRing::verify_signature(keys_.anchor_public_key(), anchor_text(a), a.signature)) {
        expect(a);
      } else {
        fault("anchor with a wrong signature: " + a.chain + " " + a.county + " " + std::to_string(a.seq));
      }
    }
    std::ifstream lines(file);
    std::string line;
    for (int n = 1; std::getline(lines, line); ++n) {
      if (const auto a = parse_anchor_line(line, keys_.anchor_public_key())) {
        expect(*a);
      } else {
        fault("anchor file line " + std::to_string(n) + " is not one of ours");
      }
    }
    return {};
  }

  // One link: counts on, compares with the anchor that names it.
  void link(const std::string& chain, const std::string& county, std::int64_t seq, const seal::Hash& computed,
            const Bytes& stored) {
    const Place place{chain, county};
    if (!std::equal(computed.begin(), computed.end(), stored.begin(), stored.end())) {
      fault(chain + " chain breaks at " + county + " " + std::to_string(seq));
    }
    if (seq != last_[place].seq + 1) fault(chain + " has a gap before " + county + " " + std::to_string(seq));
    last_[place].seq = seq;
    if (stored.size() == computed.size()) std::copy(stored.begin(), stored.end(), last_[place].hash.begin());
    if (const auto anchor = anchors_.find({place, seq}); anchor != anchors_.end()) {
      if (anchor->second != stored) fault("anchor does not fit: " + chain + " " + county + " " + std::to_string(seq));
      anchors_.erase(anchor);
    }
  }

  Status check_journal() {
    return db_.each(
        "SELECT j.county, j.seq, j.recorded_at, j.kind, j.actor, j.about_table, j.about_id, j.key_owner, j.pack_hash, "
        "j.header, j.touched, j.payload, j.hash, CASE WHEN k.destroyed_at IS NULL THEN k.wrapped END "
        "FROM journal j LEFT JOIN subject_key k ON k.county = j.county AND k.owner_id = j.key_owner "
        "ORDER BY j.county, j.seq",
        {}, [this](const Row& r) {
          const Bytes& payload = r.blob(11);
          const EntryBody body{r.text(0),
                               r.text(3),
                               r.i64(4),
                               {r.text(5), r.i64(6)},
                               r.i64(7),
                               r.text(8),
                               r.text(9),
                               r.text(10),
                               seal::digest({reinterpret_cast<const char*>(payload.data()), payload.size()})};
          const ChainHead& before = last_[{"journal", r.text(0)}];
          if (r.i64(2) <= before.recorded_at) fault("time steps back at " + r.text(0) + " " + std::to_string(r.i64(1)));
          const seal::Hash hash = keys_.chain_code("journal", entry_text(body, r.i64(1), r.i64(2), before.hash));
          link("journal", r.text(0), r.i64(1), hash, r.blob(12));
          last_[{"journal", r.text(0)}].recorded_at = r.i64(2);
          ++report_.entries;
          rows_.add({r.text(0), r.i64(1), r.text(3), r.i64(7), r.text(10), payload, r.blob(13)});
          return true;
        });
  }

  Status check_access() {
    return db_.each(
        "SELECT county, seq, record_uid, read_at, account, action, record_table, record_id, reason_sealed, request_id, "
        "hash "
        "FROM access_log ORDER BY county, seq",
        {}, [this](const Row& r) {
          const PendingAccess record{r.text(2), r.text(0), r.i64(3), r.i64(4), r.text(5), {r.text(6), r.i64(7)},
                                     r.blob(8), r.text(9)};
          const seal::Hash hash =
              keys_.chain_code("access", access_text(record, r.i64(1), last_[{"access", r.text(0)}].hash));
          link("access", r.text(0), r.i64(1), hash, r.blob(10));
          ++report_.access_entries;
          return true;
        });
  }

  // A chain cut off at its end still has consistent links: the head remembers how long it was.
  Status check_heads(const std::string& chain) {
    ANWANG_TRY(const Rows heads, db_.query("SELECT county, seq, hash FROM " + chain + "_head"));
    for (const Row& r : heads) {
      const ChainHead& last = last_[{chain, r.text(0)}];
      if (last.seq != r.i64(1) || !std::equal(last.hash.begin(), last.hash.end(), r.blob(2).begin(), r.blob(2).end())) {
        fault(chain + " head does not fit its last entry: " + r.text(0));
      }
    }
    for (const auto& [place, last] : last_) {
      const bool known =
          std::any_of(heads.begin(), heads.end(), [&p = place](const Row& r) { return r.text(0) == p.second; });
      if (place.first == chain && last.seq > 0 && !known) fault(chain + " without a head: " + place.second);
    }
    return {};
  }

  Status check_foreign_keys() {
    if (db_.postgres()) return check_postgres_keys();
    ANWANG_TRY(const Rows broken,
               db_.query("SELECT \"table\", parent, COUNT(*) FROM pragma_foreign_key_check GROUP BY 1, 2"));
    for (const Row& r : broken)
      fault("foreign key: " + r.text(0) + " → " + r.text(1) + ", " + std::to_string(r.i64(2)) + " rows");
    return {};
  }

  // PostgreSQL checks at every write, but not what was done with triggers off.
  Status check_postgres_keys() {
    ANWANG_TRY(
        const Rows keys,
        db_.query(
            "SELECT c.conrelid::regclass::text, c.confrelid::regclass::text, "
            "string_agg('p.' || quote_ident(f.attname) || ' = t.' || quote_ident(a.attname), ' AND ' ORDER BY k.n), "
            "string_agg('t.' || quote_ident(a.attname) || ' IS NOT NULL', ' AND ' ORDER BY k.n) "
            "FROM pg_constraint c CROSS JOIN LATERAL unnest(c.conkey, c.confkey) WITH ORDINALITY AS k(a, f, n) "
            "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.a "
            "JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = k.f "
            "WHERE c.contype = 'f' GROUP BY c.oid, c.conrelid, c.confrelid"));
    for (const Row& k : keys) {
      ANWANG_TRY(const Value broken,
                 db_.scalar("SELECT COUNT(*) FROM " + k.text(0) + " t WHERE " + k.text(3) +
                            " AND NOT EXISTS (SELECT 1 FROM " + k.text(1) + " p WHERE " + k.text(2) + ")"));
      if (std::get<std::int64_t>(broken) != 0) fault("foreign key: " + k.text(0) + " → " + k.text(1));
    }
    return {};
  }

  Connection& db_;
  const seal::KeyRing& keys_;
  RowCheck rows_;
  VerifyReport report_;
  std::map<Place, ChainHead> last_;
  std::map<std::pair<Place, std::int64_t>, Bytes> anchors_;
};

}  // namespace

Result<VerifyReport> verify_on(Connection& db, const seal::KeyRing& keys, const std::string& anchor_file) {
  return Verifier(db, keys).run(anchor_file);
}

Result<VerifyReport> verify(const Config& config, const seal::KeyRing& keys) {
  ANWANG_TRY(const auto backend, make_backend(config));
  ANWANG_TRY(const auto db, backend->connect(Role::reader));
  ANWANG_CHECK(db->begin_read());
  ANWANG_TRY(const Rows canaries, db->query("SELECT key_id, canary FROM key_check"));
  for (const Row& r : canaries) {
    if (!keys.opens_canary(static_cast<std::uint32_t>(r.i64(0)), r.blob(1))) return fail(Errc::forbidden, "wrong_key");
  }
  auto report = verify_on(*db, keys, anchor_file_of(config));
  db->rollback();
  return report;
}

}  // namespace anwang::store

#include "store/lease.h"

#include "seal/token.h"

namespace anwang::store {

Status NodeLease::acquire(Connection& db) {
  holder_ = seal::random_token();
  const std::string now = db.now_us_sql();
  const std::string lock = db.postgres() ? " FOR UPDATE SKIP LOCKED" : "";
  ANWANG_TRY(const Rows free_rows, db.query("SELECT node, epoch, id_high_ms FROM server_lease WHERE expires_at < " +
                                                now + " - ?1 ORDER BY node LIMIT 1" + lock,
                                            {2 * ttl_us_}));
  if (!free_rows.empty()) {
    node_ = free_rows[0].i64(0);
    epoch_ = free_rows[0].i64(1) + 1;
    id_floor_ms_ = free_rows[0].i64(2);
    ANWANG_TRY(const auto n,
               db.exec("UPDATE server_lease SET epoch = ?3, holder = ?1, expires_at = " + now + " + ?2 WHERE node = ?4",
                       {holder_, ttl_us_, epoch_, node_}));
    if (n != 1) return fail(Errc::unavailable, "no_node");
  } else {
    ANWANG_TRY(const Value next, db.scalar("SELECT COALESCE(MAX(node) + 1, 0) FROM server_lease"));
    node_ = std::get<std::int64_t>(next);
    epoch_ = 1;
    if (node_ >= kNodes) return fail(Errc::unavailable, "no_node");
    ANWANG_TRY(const auto n,
               db.exec("INSERT INTO server_lease (node, epoch, holder, expires_at, id_high_ms) VALUES (?3, 1, ?1, " +
                           now + " + ?2, 0)",
                       {holder_, ttl_us_, node_}));
    (void)n;
  }
  held_ = true;
  return {};
}

Status NodeLease::renew(Connection& db, std::int64_t id_high_ms) {
  ANWANG_TRY(const auto n, db.exec("UPDATE server_lease SET expires_at = " + db.now_us_sql() +
                                       " + ?3, id_high_ms = ?4 WHERE node = ?1 AND epoch = ?2",
                                   {node_, epoch_, ttl_us_, id_high_ms}));
  held_ = n == 1;  // one that had run out and that nobody took is ours again
  if (n == 1) return {};
  return fail(Errc::read_only, "lease_lost");
}

std::string NodeLease::check_sql(bool postgres) const {
  return postgres ? "SELECT 1 FROM server_lease WHERE node = ?1 AND epoch = ?2 AND "
                    "expires_at > CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) FOR SHARE"
                  : "SELECT 1 FROM server_lease WHERE node = ?1 AND epoch = ?2 AND "
                    "expires_at > CAST((julianday('now') - 2440587.5) * 86400000.0 AS INTEGER) * 1000";
}

Status NodeLease::check(Connection& db) {
  ANWANG_TRY(const Value ours, db.scalar(check_sql(db.postgres()), {node_, epoch_}));
  if (std::holds_alternative<std::int64_t>(ours)) return {};
  held_ = false;
  return fail(Errc::read_only, "lease_lost");
}

Status NodeLease::release(Connection& db, std::int64_t id_high_ms) {
  ANWANG_TRY(const auto n,
             db.exec("UPDATE server_lease SET expires_at = 0, id_high_ms = ?3 WHERE node = ?1 AND epoch = ?2",
                     {node_, epoch_, id_high_ms}));
  (void)n;
  held_ = false;
  return {};
}

Result<bool> hold_job(Connection& db, const std::string& name, const std::string& holder, std::int64_t ttl_us) {
  const std::string now = db.now_us_sql();
  ANWANG_TRY(const auto n, db.exec("INSERT INTO job_lease (name, epoch, holder, expires_at) VALUES (?1, 1, ?2, " + now +
                                       " + ?3) "
                                       "ON CONFLICT (name) DO UPDATE SET epoch = job_lease.epoch + CASE WHEN "
                                       "job_lease.holder = excluded.holder THEN 0 ELSE 1 END, "
                                       "holder = excluded.holder, expires_at = excluded.expires_at "
                                       "WHERE job_lease.holder = excluded.holder OR job_lease.expires_at < " +
                                       now,
                                   {name, holder, ttl_us}));
  return n == 1;
}

}  // namespace anwang::store

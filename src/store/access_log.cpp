#include "store/access_log.h"

#include <algorithm>
#include <map>

#include "seal/token.h"
#include "store/journal.h"

namespace anwang::store {
namespace {

void put(std::string& out, std::string_view part) {
  const auto n = static_cast<std::uint32_t>(part.size());
  for (unsigned i = 0; i < 4; ++i) out.push_back(static_cast<char>((n >> (8 * i)) & 0xff));
  out.append(part);
}

std::string encode(const PendingAccess& p) {
  std::string out;
  for (const std::string& s : {p.uid, p.county, std::to_string(p.read_at), std::to_string(p.account), p.action,
                               p.record.table, std::to_string(p.record.id), p.request_id}) {
    put(out, s);
  }
  put(out, {reinterpret_cast<const char*>(p.reason_sealed.data()), p.reason_sealed.size()});
  return out;
}

std::optional<PendingAccess> decode(std::string_view in) {
  std::vector<std::string> parts;
  while (in.size() >= 4) {
    std::uint32_t n = 0;
    for (unsigned i = 0; i < 4; ++i) n |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(in[i])) << (8 * i);
    if (n > in.size() - 4) return std::nullopt;
    parts.emplace_back(in.substr(4, n));
    in.remove_prefix(4 + n);
  }
  if (parts.size() != 9) return std::nullopt;
  PendingAccess p{
      parts[0], parts[1], std::stoll(parts[2]), std::stoll(parts[3]), parts[4], {parts[5], std::stoll(parts[6])},
      {},       parts[7]};
  p.reason_sealed.assign(parts[8].begin(), parts[8].end());
  return p;
}

}  // namespace

std::string access_text(const PendingAccess& r, std::int64_t seq, const seal::Hash& previous) {
  codec::JsonObject o;
  o.set("account", r.account);
  o.set("action", r.action);
  o.set("county", r.county);
  o.set("previous", seal::to_hex(previous));
  o.set("read_at", r.read_at);
  o.set("reason",
        seal::to_hex(seal::digest({reinterpret_cast<const char*>(r.reason_sealed.data()), r.reason_sealed.size()})));
  o.set("record", codec::JsonObject{{"id", r.record.id}, {"table", r.record.table}});
  o.set("request_id", r.request_id);
  o.set("seq", seq);
  o.set("uid", r.uid);
  return codec::canonical_json(codec::Json(std::move(o)));
}

Status AccessLog::open(const std::string& reserve_path, std::size_t area_bytes) {
  const std::lock_guard lock(mutex_);
  ANWANG_TRY(const std::vector<std::string> left, reserve_.open(reserve_path, area_bytes));
  for (const std::string& text : left) {
    if (auto record = decode(text)) stuck_.push_back(std::move(*record));
  }
  return {};
}

Status AccessLog::append(const Store::AccessRecord& r) {
  PendingAccess p{seal::random_token(), r.county, clock_.now().us, r.account, r.action, r.record, {}, r.request_id};
  p.reason_sealed = keys_.seal({r.county, "access_log", 0, "reason/" + p.uid}, r.reason);
  const std::lock_guard lock(mutex_);
  if (!reserve_.append(encode(p))) return fail(Errc::read_only, "access_reserve_spent");
  fresh_.push_back(std::move(p));
  return {};
}

bool AccessLog::pending() {
  const std::lock_guard lock(mutex_);
  return !fresh_.empty() || !stuck_.empty();
}

// What is stuck goes first; the active area joins when the other is empty, and is then the other one.
std::vector<PendingAccess> AccessLog::take() {
  const std::lock_guard lock(mutex_);
  if (stuck_.empty()) {
    reserve_.clear_inactive();
    reserve_.swap();
    stuck_ = std::move(fresh_);
    fresh_.clear();
  }
  return std::move(stuck_);
}

void AccessLog::written(bool ok, std::vector<PendingAccess> batch) {
  const std::lock_guard lock(mutex_);
  if (ok) {
    reserve_.clear_inactive();
    stuck_.clear();
  } else {
    stuck_ = std::move(batch);
  }
}

Status AccessLog::write(Connection& db, const std::vector<PendingAccess>& batch) {
  std::map<std::string, std::vector<const PendingAccess*>> by_county;  // heads are locked in ascending order
  for (const PendingAccess& p : batch) by_county[p.county].push_back(&p);
  for (const auto& [county, records] : by_county) {
    ANWANG_TRY(const auto made,
               db.exec("INSERT INTO access_head (county, seq, hash) VALUES (?1, 0, ?2) ON CONFLICT DO NOTHING",
                       {county, Bytes(32)}));
    (void)made;
    ANWANG_TRY(const Rows heads, db.query(std::string("SELECT seq, hash FROM access_head WHERE county = ?1") +
                                              (db.postgres() ? " FOR UPDATE" : ""),
                                          {county}));
    std::int64_t seq = heads.at(0).i64(0);
    seal::Hash hash{};
    std::copy(heads[0].blob(1).begin(), heads[0].blob(1).end(), hash.begin());
    for (const PendingAccess* p : records) {
      ANWANG_TRY(const Value known, db.scalar("SELECT 1 FROM access_log WHERE record_uid = ?1", {p->uid}));
      if (std::holds_alternative<std::int64_t>(known)) continue;  // written before the process was killed
      hash = keys_.chain_code("access", access_text(*p, ++seq, hash));
      ANWANG_TRY(
          const auto n,
          db.exec("INSERT INTO access_log (county, seq, record_uid, read_at, account, action, record_table, record_id, "
                  "reason_sealed, request_id, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                  {county, seq, p->uid, p->read_at, p->account, p->action, p->record.table, p->record.id,
                   p->reason_sealed, p->request_id, Bytes(hash.begin(), hash.end())}));
      (void)n;
    }
    ANWANG_TRY(const auto moved, db.exec("UPDATE access_head SET seq = ?2, hash = ?3 WHERE county = ?1",
                                         {county, seq, Bytes(hash.begin(), hash.end())}));
    (void)moved;
  }
  return {};
}

}  // namespace anwang::store

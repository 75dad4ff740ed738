#include "intake/duty.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <vector>

#include "codec/json.h"
#include "seal/digest.h"

namespace anwang::intake {
namespace {

constexpr const char* kShiftSql = "SELECT id, starts_at, ends_at FROM shift WHERE county = ?1";
constexpr const char* kRosterSql =
    "SELECT id, shift_id, account_id, duty FROM roster WHERE county = ?1 AND account_id IS NOT NULL";
constexpr const char* kAccountSql = "SELECT id, roles, unit_id FROM account WHERE county = ?1 AND active = 1";
constexpr const char* kUnitSql = "SELECT id, code FROM unit WHERE county = ?1";

}  // namespace

struct DutyBoard::Impl {
  struct ShiftSpan {
    Instant starts, ends;
  };
  struct RosterRow {
    std::int64_t shift = 0, account = 0;
    std::string duty;
  };
  struct AccountRow {
    bool screener = false, supervisor = false;
    std::int64_t unit = 0;
  };

  std::string county;
  mutable std::shared_mutex mutex;
  std::map<std::int64_t, ShiftSpan> shifts;
  std::map<Instant, std::int64_t> by_start;  // start → shift
  std::map<std::int64_t, RosterRow> roster;  // by roster id: the order in which they stand on the list
  std::multimap<std::int64_t, std::int64_t> by_shift;
  std::map<std::int64_t, AccountRow> accounts;
  std::map<std::string, std::int64_t, std::less<>> units;

  Status refresh(store::Reader& reader, const std::set<std::string>& tables);
  [[nodiscard]] std::int64_t shift_at(Instant at) const {
    auto it = by_start.upper_bound(at);
    if (it == by_start.begin()) return 0;
    --it;
    return at < shifts.at(it->second).ends ? it->second : 0;
  }
};

// A table is small (three shifts a day, a dozen names each); it is read again whole when one of its rows changed.
Status DutyBoard::Impl::refresh(store::Reader& reader, const std::set<std::string>& tables) {
  const store::Params params{county};
  std::map<std::int64_t, ShiftSpan> new_shifts;
  std::map<std::int64_t, RosterRow> new_roster;
  std::map<std::int64_t, AccountRow> new_accounts;
  std::map<std::string, std::int64_t, std::less<>> new_units;
  const auto each = [&](const char* table, const char* sql, const auto& row) -> Status {
    return tables.contains(table) ? reader.each("duty.rows", sql, params, row) : Status{};
  };
  ANWANG_CHECK(each("shift", kShiftSql, [&](const store::Row& r) {
    new_shifts[r.i64(0)] = {{r.i64(1)}, {r.i64(2)}};
    return true;
  }));
  ANWANG_CHECK(each("roster", kRosterSql, [&](const store::Row& r) {
    new_roster[r.i64(0)] = {r.i64(1), r.i64(2), r.text(3)};
    return true;
  }));
  ANWANG_CHECK(each("account", kAccountSql, [&](const store::Row& r) {
    const std::string& roles = r.text(1);
    new_accounts[r.i64(0)] = {roles.find("\"screener\"") != std::string::npos,
                              roles.find("\"supervisor\"") != std::string::npos, r.is_null(2) ? 0 : r.i64(2)};
    return true;
  }));
  ANWANG_CHECK(each("unit", kUnitSql, [&](const store::Row& r) {
    new_units[r.text(1)] = r.i64(0);
    return true;
  }));
  std::unique_lock lock(mutex);
  if (tables.contains("shift")) {
    shifts = std::move(new_shifts);
    by_start.clear();
    for (const auto& [id, span] : shifts) by_start[span.starts] = id;
  }
  if (tables.contains("roster")) {
    roster = std::move(new_roster);
    by_shift.clear();
    for (const auto& [id, row] : roster) by_shift.emplace(row.shift, id);
  }
  if (tables.contains("account")) accounts = std::move(new_accounts);
  if (tables.contains("unit")) units = std::move(new_units);
  return {};
}

DutyBoard::DutyBoard(std::string county) : impl_(std::make_unique<Impl>()) { impl_->county = std::move(county); }
DutyBoard::~DutyBoard() = default;

Status DutyBoard::rebuild(store::Reader& snapshot) {
  return impl_->refresh(snapshot, {"shift", "roster", "account", "unit"});
}

Status DutyBoard::apply(const std::vector<store::JournalEntry>& batch, store::Reader& snapshot) {
  std::set<std::string> tables;
  for (const auto& entry : batch)
    for (const auto& t : entry.touched)
      if (entry.county == impl_->county &&
          (t.table == "shift" || t.table == "roster" || t.table == "account" || t.table == "unit"))
        tables.insert(t.table);
  return tables.empty() ? Status{} : impl_->refresh(snapshot, tables);
}

std::string DutyBoard::digest() const {
  std::shared_lock lock(impl_->mutex);
  std::string text;
  const auto add = [&](std::int64_t n) { text += std::to_string(n) + ' '; };
  for (const auto& [id, s] : impl_->shifts) add(id), add(s.starts.us), add(s.ends.us);
  for (const auto& [id, r] : impl_->roster) add(id), add(r.shift), add(r.account), text += r.duty;
  for (const auto& [id, a] : impl_->accounts) add(id), add(a.screener), add(a.supervisor), add(a.unit);
  for (const auto& [code, id] : impl_->units) text += code, add(id);
  return seal::content_digest({text});
}

AccountId DutyBoard::screener(Instant at) const {
  std::shared_lock lock(impl_->mutex);
  const std::int64_t shift = impl_->shift_at(at);
  const auto [from, to] = impl_->by_shift.equal_range(shift);
  for (auto it = from; it != to; ++it) {
    const Impl::RosterRow& row = impl_->roster.at(it->second);
    if (row.duty == "screener" && impl_->accounts.contains(row.account)) return {row.account};
  }
  for (const auto& [id, account] : impl_->accounts)
    if (account.screener) return {id};
  const auto screening = impl_->units.find("screening");
  for (const auto& [id, account] : impl_->accounts)
    if (account.supervisor && screening != impl_->units.end() && account.unit == screening->second) return {id};
  return {};
}

std::vector<AccountId> DutyBoard::on_duty(Instant at, std::string_view duty) const {
  std::shared_lock lock(impl_->mutex);
  std::vector<AccountId> out;
  const auto [from, to] = impl_->by_shift.equal_range(impl_->shift_at(at));
  for (auto it = from; it != to; ++it) {
    const Impl::RosterRow& row = impl_->roster.at(it->second);
    if (row.duty == duty) out.push_back({row.account});
  }
  return out;
}

ShiftId DutyBoard::shift(Instant at) const {
  std::shared_lock lock(impl_->mutex);
  return {impl_->shift_at(at)};
}

UnitId DutyBoard::unit(std::string_view code) const {
  std::shared_lock lock(impl_->mutex);
  const auto it = impl_->units.find(code);
  return {it == impl_->units.end() ? 0 : it->second};
}

}  // namespace anwang::intake

#include "access/account.h"

#include <algorithm>
#include <array>

#include "access/policy.h"
#include "base/text.h"
#include "store/record.h"

namespace anwang::access {

std::vector<std::string> codes_of(const std::string& json_array) {
  std::vector<std::string> out;
  const auto parsed = codec::parse_json(json_array);
  if (!parsed || parsed->array() == nullptr) return out;
  for (const auto& item : *parsed->array())
    if (const auto* text = item.string()) out.push_back(*text);
  return out;
}

std::string array_of(const std::vector<std::string>& codes) {
  codec::JsonArray array;
  for (const auto& code : codes) array.emplace_back(code);
  return codec::write_json(codec::Json(std::move(array)));
}

Viewer viewer_of(const std::string& county, const Account& account) {
  Viewer viewer;
  viewer.county = county;
  viewer.account = AccountId{account.id};
  viewer.name = account.name;
  for (const auto& code : codes_of(account.roles))
    if (const auto role = parse_role(code)) viewer.roles.insert(*role);
  viewer.unit = UnitId{account.unit_id};
  viewer.network = account.network;
  for (auto& code : codes_of(account.programmes)) viewer.programmes.insert(std::move(code));
  return viewer;
}

codec::Json brief_of(const Account& account, const codec::Json& unit) {
  const auto or_null = [](const std::string& text) { return text.empty() ? codec::Json() : codec::Json(text); };
  return codec::Json(codec::JsonObject{{"id", codec::Json(std::to_string(account.id))},
                                       {"name", codec::Json(account.name)},
                                       {"title", or_null(account.title)},
                                       {"unit", unit},
                                       {"phone", or_null(account.phone)}});
}

bool password_good(const PersonalText& password, std::string_view login) {
  const auto& text = password.reveal();
  return code_points(text) >= 12 && text.size() <= 512 && valid_utf8(text) &&
         (login.empty() || lower_ascii(text).find(lower_ascii(login)) == std::string::npos);
}

Result<std::optional<Account>> account_by_login(store::Reader& reader, const std::string& county,
                                                const std::string& login) {
  ANWANG_TRY(auto rows,
             store::find<Account>(reader, "account.by_login", "WHERE county = ?1 AND login = ?2", {county, login}));
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

Result<bool> any_account(store::Reader& reader, const std::string& county) {
  ANWANG_TRY(const auto rows,
             reader.query("account.any", "SELECT id FROM account WHERE county = ?1 LIMIT 1", {county}));
  return !rows.empty();
}

namespace {

constexpr std::array<std::string_view, 9> kNetworks = {"social",  "health",     "police", "education", "labour",
                                                       "justice", "indigenous", "civil",  "county"};

bool login_form(std::string_view login) {
  return login.size() >= 2 && login.size() <= 40 && std::ranges::all_of(login, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
         });
}

std::vector<FieldError> faults_of(const AccountDraft& draft, bool is_new) {
  std::vector<FieldError> faults;
  if (!login_form(draft.login)) faults.push_back({"/login", draft.login.empty() ? "required" : "bad_login", {}});
  if (draft.name.empty()) faults.push_back({"/name", "required", {}});
  if (draft.roles.empty()) faults.push_back({"/roles", "required", {}});
  for (std::size_t i = 0; i < draft.roles.size(); ++i)
    if (!parse_role(draft.roles[i])) faults.push_back({"/roles/" + std::to_string(i), "unknown_code", {}});
  // An administrator of accounts who is also a reader of cases could give himself any of them.
  const auto has = [&](std::string_view code) { return std::ranges::find(draft.roles, code) != draft.roles.end(); };
  if ((has("administrator") || has("auditor")) && draft.roles.size() > 1)
    faults.push_back({"/roles", "role_must_stand_alone", {}});
  if (std::ranges::find(kNetworks, draft.network) == kNetworks.end())
    faults.push_back({"/network", "unknown_code", {}});
  if (is_new && !draft.password) faults.push_back({"/password", "required", {}});
  if (draft.password && !password_good(*draft.password, draft.login))
    faults.push_back({"/password", "password_weak", {}});
  return faults;
}

Result<std::int64_t> unit_id(store::Reader& reader, const std::string& county, const std::string& code) {
  if (code.empty()) return 0;
  ANWANG_TRY(const auto rows,
             reader.query("unit.by_code", "SELECT id FROM unit WHERE county = ?1 AND code = ?2", {county, code}));
  if (rows.empty()) return fail_field("/unit", "unknown_code");
  return rows.front().i64(0);
}

store::ChangeSet change_of(const std::string& county, std::int64_t actor, Account& account, const char* kind) {
  store::ChangeSet change;
  change.county = county;
  change.actor = actor;
  store::Changes changes(change);
  codec::JsonObject header{{"active", codec::Json(account.active)},
                           {"unit", codec::Json(std::to_string(account.unit_id))}};
  codec::JsonArray roles;
  for (auto& code : codes_of(account.roles)) roles.emplace_back(std::move(code));
  header.append("roles", std::move(roles));
  const auto event = changes.event(kind, {Account::kTable, account.id}, 0, std::move(header));
  changes.put(account, event);
  change.result = {Account::kTable, account.id};
  return change;
}

constexpr auto kOtherAdministrator =
    "SELECT COUNT(*) FROM account WHERE county = ?1 AND id <> ?2 AND active = 1 AND roles LIKE '%\"administrator\"%'";

}  // namespace

Result<SavedAccount> save_account(store::Store& store, seal::PasswordHasher& hasher, const std::string& county,
                                  std::int64_t actor, std::int64_t id, std::int64_t expect_version,
                                  const AccountDraft& draft, const store::Idempotency& idempotency) {
  auto faults = faults_of(draft, id == 0);
  if (!faults.empty()) return fail_fields(std::move(faults));
  ANWANG_TRY(auto reader, store.read());
  Account account;
  bool was_administrator = false;
  if (id != 0) {
    ANWANG_TRY(account, store::get<Account>(*reader, "account.get", county, id));
    if (account.version != expect_version) return fail(Errc::precondition_failed, "stale_read");
    was_administrator = account.active && account.roles.find("\"administrator\"") != std::string::npos;
  }
  account.login = draft.login;
  account.name = draft.name;
  account.title = draft.title;
  account.roles = array_of(draft.roles);
  account.programmes = array_of(draft.programmes);
  account.languages = array_of(draft.languages.empty() ? std::vector<std::string>{"zh"} : draft.languages);
  ANWANG_TRY(account.unit_id, unit_id(*reader, county, draft.unit_code));
  account.network = draft.network;
  account.phone = draft.phone;
  account.active = draft.active;
  account.must_change_password =
      draft.must_change_password || (id != 0 && account.must_change_password && !draft.password);
  if (draft.password) {
    ANWANG_TRY(account.password_hash, hasher.hash(*draft.password));
  }
  const bool created = id == 0;
  if (created) account.id = store.next_id();
  auto change = change_of(county, actor, account, created ? "account.created" : "account.changed");
  change.idempotency = idempotency;
  const bool administrator = account.active && account.roles.find("\"administrator\"") != std::string::npos;
  if (was_administrator && !administrator)
    change.requires_.push_back({kOtherAdministrator, {county, account.id}, "last_administrator"});
  auto committed = store.submit(std::move(change));
  if (!committed) {
    if (committed.error().reason == "unique:account_login") return fail(Errc::conflict, "login_taken");
    return tl::unexpected<Error>(std::move(committed).error());
  }
  if (committed->replayed) {
    ANWANG_TRY(auto again, store.read());
    ANWANG_TRY(account, store::get<Account>(*again, "account.get", county, committed->result.id));
  }
  return SavedAccount{std::move(account), committed->last_seq, committed->replayed};
}

Result<std::int64_t> set_password(store::Store& store, seal::PasswordHasher& hasher, const std::string& county,
                                  std::int64_t actor, std::int64_t id, const PersonalText& password, bool must_change) {
  ANWANG_TRY(auto reader, store.read());
  ANWANG_TRY(auto account, store::get<Account>(*reader, "account.get", county, id));
  if (!password_good(password, account.login)) return fail_field("/password", "password_weak");
  ANWANG_TRY(account.password_hash, hasher.hash(password));
  account.must_change_password = must_change;
  ANWANG_TRY(const auto committed, store.submit(change_of(county, actor, account, "account.password_changed")));
  return committed.last_seq;
}

}  // namespace anwang::access

// Accounts: who may sign in, with what roles, in which unit. Journalled like every record; the password hash is inside
// the encrypted payload. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/viewer.h"
#include "base/personal.h"
#include "base/time.h"
#include "codec/json.h"
#include "seal/password.h"
#include "store/store.h"

namespace anwang::access {

struct Account {
  static constexpr const char* kTable = "account";
  std::int64_t id = 0, version = 0;
  std::string login, name, title;
  std::string roles = "[]", programmes = "[]", languages = "[\"zh\"]";  // JSON arrays of codes
  std::int64_t unit_id = 0;
  std::string network, phone, hired_on;
  bool active = true;
  std::string password_hash;
  bool must_change_password = false;
  std::string leave_from, leave_until;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("login", s.login);
    v.req("name", s.name);
    v.opt("title", s.title);
    v.req("roles", s.roles);
    v.opt("unit_id", s.unit_id);
    v.req("network", s.network);
    v.req("programmes", s.programmes);
    v.opt("phone", s.phone);
    v.req("languages", s.languages);
    v.opt("hired_on", s.hired_on);
    v.req("active", s.active);
    v.req("password_hash", s.password_hash);
    v.req("must_change_password", s.must_change_password);
    v.opt("leave_from", s.leave_from);
    v.opt("leave_until", s.leave_until);
  }
};

std::vector<std::string> codes_of(const std::string& json_array);
std::string array_of(const std::vector<std::string>& codes);
// The viewer an account stands for. Unknown role words are dropped: a newer server's role gives no rights here.
Viewer viewer_of(const std::string& county, const Account& account);

// The contract's brief: {id,name,title,unit,phone}. Accounts are staff: their names are shown to staff as they are.
codec::Json brief_of(const Account& account, const codec::Json& unit);

// A new or changed account as it comes in from the administrator's page or the command line.
struct AccountDraft {
  std::string login, name, title, unit_code, network, phone;
  std::vector<std::string> roles, programmes, languages;
  bool active = true;
  std::optional<PersonalText> password;  // none: keep the present one
  bool must_change_password = false;
};
// Errors: invalid (fields), conflict "login_taken", precondition_failed. Removing the last administrator is refused
// (conflict "last_administrator"). `actor` 0: the command line.
struct SavedAccount {
  Account account;
  std::int64_t seq = 0;
  bool replayed = false;
};
Result<SavedAccount> save_account(store::Store& store, seal::PasswordHasher& hasher, const std::string& county,
                                  std::int64_t actor, std::int64_t id, std::int64_t expect_version,
                                  const AccountDraft& draft, const store::Idempotency& idempotency = {});
// Sets the password hash of an existing account. Used by one's own change and by the command line.
Result<std::int64_t> set_password(store::Store& store, seal::PasswordHasher& hasher, const std::string& county,
                                  std::int64_t actor, std::int64_t id, const PersonalText& password, bool must_change);
Result<std::optional<Account>> account_by_login(store::Reader& reader, const std::string& county,
                                                const std::string& login);
Result<bool> any_account(store::Reader& reader, const std::string& county);
// At least 12 characters, and the login is no part of it.
bool password_good(const PersonalText& password, std::string_view login);

}  // namespace anwang::access

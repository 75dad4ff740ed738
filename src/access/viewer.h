// Who is looking. Re-read from the store at every request (security.md 1), then passed by value. Plain values.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "base/ids.h"

namespace anwang::access {

enum class Role {
  public_visitor,
  mandated_reporter,
  screener,
  duty_worker,
  social_worker,
  supervisor,
  county_coordinator,
  auditor,
  administrator
};

struct Viewer {
  std::string county;
  AccountId account;  // 0: a visitor
  std::string name;   // display name of the account
  std::set<Role> roles;
  UnitId unit;
  std::string network;  // social, health, police …; "" for visitors
  std::set<std::string> programmes;
  std::string visitor;             // visitor cookie's hash, for idempotency scopes and token buckets
  std::string language = "zh-TW";  // or "en"
  std::string request_id;
  [[nodiscard]] bool has(Role role) const { return roles.contains(role); }
  [[nodiscard]] bool signed_in() const { return account.valid(); }
};

}  // namespace anwang::access

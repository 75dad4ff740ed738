// The rule table of the policy and the SQL of what it asks of a record. Only policy.cpp, policy_sql.cpp and facts.cpp
// include this.
#pragma once

#include <map>
#include <string>

#include "access/policy.h"

namespace anwang::access {

// One line: this role, on this kind of record, under these conditions (all of them), gets this much of each class.
struct Rule {
  Role role;
  RecordKind kind;
  std::uint32_t relations;  // any of these bits; 0: none needed
  enum When : std::uint8_t { always = 0, own_unit = 1, own_network = 2, other_network = 4, not_protective = 8 };
  std::uint8_t when;
  std::array<Outcome, kFieldClasses> grants;  // fact, identity, locator, content, narrative, reporter
};
std::span<const Rule> policy_rules();
// A restricted record (限閱) shows only its existence to those without one of these ties.
inline constexpr std::uint32_t kCloseRelations = handling | lead | co_worker | supervising | break_glass;
inline constexpr std::array kAllRelations = {handling, lead,      co_worker,  supervising, notified,    duty,
                                             reporter, unit_case, subject_of, break_glass, known_family};

// Gives each value that a predicate needs a parameter number on first use: PostgreSQL refuses unused parameters.
class SqlParams {
 public:
  SqlParams(const Viewer& viewer, std::int64_t now_us, std::size_t first)
      : viewer_(viewer), now_(now_us), next_(first) {}
  std::string me() { return slot('a', viewer_.account.value); }
  std::string unit() { return slot('u', viewer_.unit.value); }
  std::string network() { return slot('n', viewer_.network); }
  std::string county() { return slot('c', viewer_.county); }
  std::string now() { return slot('t', now_); }
  [[nodiscard]] store::Params take() { return std::move(params_); }

 private:
  std::string slot(char name, store::Value value);
  const Viewer& viewer_;
  std::int64_t now_;
  std::size_t next_;
  std::map<char, std::string> slots_;
  store::Params params_;
};

const char* table_of(RecordKind kind);
std::string unit_sql(RecordKind kind, const std::string& alias);        // owning unit or 0
std::string network_sql(RecordKind kind, const std::string& alias);     // of the owning unit or ''
std::string protective_sql(RecordKind kind, const std::string& alias);  // boolean
std::string restricted_sql(RecordKind kind, const std::string& alias, SqlParams& params);
std::string relation_sql(RecordKind kind, std::uint32_t bit, const std::string& alias, SqlParams& params);

}  // namespace anwang::access

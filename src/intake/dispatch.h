// What the machine suggests and why: direct dispatch (逕派, HT-32), grade, unit. Rules are data (pack rules of kind
// "direct_dispatch" and "grade", parameters 假設); every answer carries the rule, the facts it read and its source.
// Never a decision. Pure; thread-safe after loading.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "pack/pack.h"

namespace anwang::intake {

// A fact as rules read it. monostate: unknown, which never satisfies a condition.
using FactValue = std::variant<std::monostate, bool, std::int64_t, std::string>;
using Facts = std::map<std::string, FactValue, std::less<>>;

struct Condition {
  std::string fact;
  enum class Op { equals, not_equals, at_least, at_most, in } op = Op::equals;
  FactValue value;                 // equals, not_equals, at_least, at_most
  std::string parameter;           // at_least, at_most: the parameter that gives the value, when named
  std::vector<std::string> words;  // in
};
struct FactRead {
  std::string name;
  FactValue value;
};
struct DispatchRule {
  std::string id, kind, title_zh, title_en, source, grade;
  bool assumption = false;
  Date from, until;
  std::vector<std::string> programmes;
  std::vector<Condition> all;  // every one must hold
};
struct RuleHit {
  const DispatchRule* rule = nullptr;
  std::vector<FactRead> facts;  // what it read, in its order, thresholds included as "<fact>.threshold"
};

class DispatchRules {
 public:
  static Result<DispatchRules> from_packs(const pack::PackSet& packs);
  // Every direct-dispatch rule that holds, in pack order.
  [[nodiscard]] std::vector<RuleHit> direct(const Facts& facts, std::string_view programme, Date on) const;
  // The first grade rule that holds; nullopt: none (the programme's lowest grade is then suggested without a rule).
  [[nodiscard]] std::optional<RuleHit> grade(const Facts& facts, std::string_view programme, Date on) const;
  [[nodiscard]] const std::vector<DispatchRule>& all() const { return rules_; }

 private:
  [[nodiscard]] std::optional<RuleHit> evaluate(const DispatchRule& rule, const Facts& facts,
                                                std::string_view programme, Date on) const;
  std::vector<DispatchRule> rules_;
  std::vector<pack::Parameter> parameters_;
};

// Unit of a programme and township: dated areas, never one township → unit map.
struct Area {
  std::int64_t unit_id = 0;
  std::string programme, township, from, until, source;
  bool assumption = false;
};
struct Route {
  std::int64_t unit_id = 0;  // 0: no area of this programme covers the place
  std::string by;            // place (where the person is), residence, only_unit
  std::string source;
  bool assumption = false;
};
// `place` first (danger is where the person is), then `residence`, then the programme's only unit.
Route route(const std::vector<Area>& areas, std::string_view programme, std::string_view place,
            std::string_view residence, Date on);

}  // namespace anwang::intake

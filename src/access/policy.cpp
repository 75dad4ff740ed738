#include "access/policy.h"

#include <algorithm>
#include <bit>

#include "access/policy_rules.h"

namespace anwang::access {

namespace {

bool holds(const Rule& rule, const Viewer& viewer, std::int64_t unit, std::string_view network, std::uint32_t relations,
           bool protective) {
  if (rule.relations != 0 && (rule.relations & relations) == 0) return false;
  if ((rule.when & Rule::own_unit) != 0 && !(viewer.unit.valid() && unit == viewer.unit.value)) return false;
  const bool own_network = !viewer.network.empty() && network == viewer.network;
  if ((rule.when & Rule::own_network) != 0 && !own_network) return false;
  if ((rule.when & Rule::other_network) != 0 && own_network) return false;
  return (rule.when & Rule::not_protective) == 0 || !protective;
}

}  // namespace

Outcome Policy::decide(const Viewer& viewer, const RecordFacts& facts, FieldClass field) const {
  if (!viewer.signed_in() || facts.county != viewer.county) return Outcome::absent;
  auto best = Outcome::absent;
  for (const auto& rule : policy_rules()) {
    if (rule.kind != facts.kind || !viewer.has(rule.role)) continue;
    if (holds(rule, viewer, facts.unit, facts.network, facts.relations, facts.protective))
      best = std::max(best, rule.grants[static_cast<std::size_t>(field)]);
  }
  if (facts.restricted && (facts.relations & kCloseRelations) == 0) best = std::min(best, Outcome::existence);
  return best;
}

bool Policy::may_reveal(const Viewer& viewer, const RecordFacts& facts, RevealPart part) const {
  if (!viewer.signed_in() || facts.county != viewer.county) return false;
  const bool working = (facts.relations & (handling | lead | co_worker | supervising | duty | break_glass)) != 0;
  switch (part) {
    case RevealPart::reporter:
    case RevealPart::narrative:
    case RevealPart::place:
    case RevealPart::answers:
      // Screening staff handling that report, the assigned investigator, the supervisor of one of the two.
      if (facts.kind != RecordKind::report || decide(viewer, facts, FieldClass::content) != Outcome::full) return false;
      if (viewer.has(Role::supervisor))
        return working || facts.unit == viewer.unit.value || (facts.relations & unit_case) != 0;
      return working &&
             (viewer.has(Role::screener) || viewer.has(Role::social_worker) || viewer.has(Role::duty_worker));
    case RevealPart::phone:
    case RevealPart::address:
    case RevealPart::identifier:
      return decide(viewer, facts, FieldClass::locator) == Outcome::full;
    case RevealPart::attachment:
      return decide(viewer, facts, FieldClass::content) == Outcome::full;
  }
  return false;
}

Bitset Policy::bitset(const Viewer& viewer, const RecordColumns& columns, FieldClass field, Outcome at_least) const {
  const auto n = columns.county.size();
  Bitset out(n);
  if (at_least == Outcome::absent) {
    for (std::size_t i = 0; i < n; ++i) out.set(i);
    return out;
  }
  if (!viewer.signed_in()) return out;
  std::vector<const Rule*> rules;  // those that could give enough: chosen once, not once a row
  for (const auto& rule : policy_rules())
    if (rule.kind == columns.kind && viewer.has(rule.role) && rule.grants[static_cast<std::size_t>(field)] >= at_least)
      rules.push_back(&rule);
  const bool capped = at_least > Outcome::existence;
  for (std::size_t i = 0; i < n; ++i) {
    if (columns.county[i] != viewer.county) continue;
    if (capped && columns.restricted[i] != 0 && (columns.relations[i] & kCloseRelations) == 0) continue;
    if (std::ranges::any_of(rules, [&](const Rule* rule) {
          return holds(*rule, viewer, columns.unit[i], columns.network[i], columns.relations[i],
                       columns.protective[i] != 0);
        }))
      out.set(i);
  }
  return out;
}

std::size_t Bitset::count() const {
  std::size_t n = 0;
  for (const auto word : words_) n += static_cast<std::size_t>(std::popcount(word));
  return n;
}

bool Policy::sees_small_counts(const Viewer& viewer) const {
  return viewer.has(Role::county_coordinator) || viewer.has(Role::supervisor) || viewer.has(Role::screener);
}

std::uint32_t relation_bit(std::string_view kind) {
  constexpr std::array<std::pair<std::string_view, std::uint32_t>, 7> kWords = {{{"handling", handling},
                                                                                 {"lead", lead},
                                                                                 {"co_worker", co_worker},
                                                                                 {"supervisor", supervising},
                                                                                 {"notified", notified},
                                                                                 {"duty", duty},
                                                                                 {"reporter", reporter}}};
  for (const auto& [word, bit] : kWords)
    if (word == kind) return bit;
  return 0;
}

}  // namespace anwang::access

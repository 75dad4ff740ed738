// Clock rules: what must happen, by when, after what, on whose word. Data: pack rules of kind "clock". The body's
// `clock` names the clock (first_contact), so that several dated rules, one a programme or grade, can set the same
// clock; at most one of them fits. Pure; thread-safe after loading.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "clock/calendar.h"
#include "pack/pack.h"

namespace anwang::clock {

enum class Unit {
  minutes,
  hours,          // run through nights, weekends and holidays
  calendar_days,  // the first day does not count; due at the end of the last (Civil Code 120 II, 121)
  working_days,   // the same over working days
  shift_end       // due when the running shift ends: the caller knows when that is
};

struct Rule {
  std::string id;         // of the clock: first_contact
  std::string pack_rule;  // id of the pack rule that sets it
  std::string title_zh, title_en;
  std::string start;  // start event, e.g. "report.received"
  std::string stop;   // stop event, e.g. "report.decided"
  std::string per;    // table the clock hangs on: report, assignment, decision, transition, case_file
  Unit unit = Unit::hours;
  int amount = 0;
  std::vector<std::string> programmes;  // empty: every programme
  std::vector<std::string> grades;      // empty: every grade and none
  std::string hours;      // "", "office" (working day 08:00–17:30) or "night": when the start event falls
  std::string network;    // whose overdue list it is on; "": the receiving unit's
  std::string source;     // law, plan, county
  std::string certainty;  // A B C M ? (domain/law.md) or "assumption" (假設)
  Date from, until;       // in force on the day of the start event; `until` excluded, unset = open
};

class RuleSet {
 public:
  // Takes the rules of kind "clock" out of a pack's; order is kept. Unknown keys and words, a missing amount: invalid
  // "bad_pack", with the rule's place in `internal` and fields[0].args.at.
  static Result<RuleSet> from_packs(const std::vector<pack::Rule>& rules);

  // Every rule of this start event that fits, in pack order, at most one per id.
  [[nodiscard]] std::vector<const Rule*> starting(std::string_view event, std::string_view programme,
                                                  std::string_view grade, Instant at,
                                                  const WorkingCalendar& calendar) const;
  // The first rule with this id that fits; nullptr when none does.
  [[nodiscard]] const Rule* find(std::string_view id, std::string_view programme, std::string_view grade, Instant at,
                                 const WorkingCalendar& calendar) const;
  // Any rule of this id, for its title (clocks outlive their rule's dates).
  [[nodiscard]] const Rule* by_id(std::string_view id) const;
  [[nodiscard]] const std::vector<Rule>& all() const { return rules_; }

 private:
  std::vector<Rule> rules_;
};

// When it is due. Never paused by anything. `shift_end` is used by Unit::shift_end only.
Instant due_at(const Rule& rule, Instant start, const WorkingCalendar& calendar, Instant shift_end = {});
// "office": a working day 08:00–17:30; else "night" (evenings, weekends and holidays too).
std::string_view hours_of(Instant at, const WorkingCalendar& calendar);

}  // namespace anwang::clock

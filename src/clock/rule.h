// Clock rules: what must happen, by when, after what, on whose word. Data (packs/national/clocks.yaml), read here from
// the codec's plain form. One id may stand in several rules (first_contact differs by programme); for one case at most
// one of them fits. Pure; thread-safe after loading.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "clock/calendar.h"
#include "codec/json.h"

namespace anwang::clock {

enum class Unit {
  minutes,
  hours,          // run through nights, weekends and holidays
  calendar_days,  // the first day does not count; due at the end of the last (Civil Code 120 II, 121)
  working_days,   // the same over working days
  shift_end       // due when the running shift ends: the caller knows when that is
};

struct Rule {
  std::string id;
  std::string title_zh, title_en;
  std::string start;                    // start event, e.g. "report.received"
  std::string stop;                     // stop event, e.g. "report.decided"
  std::string per;                      // record the clock hangs on: report, assignment, decision, transition, case
  Unit unit = Unit::hours;
  int amount = 0;
  std::vector<std::string> programmes;  // empty: every programme
  std::vector<std::string> grades;      // empty: every grade and none
  std::string hours;                    // "", "office" (working day 08:00–17:30) or "night": when the start event falls
  std::string network;                  // whose overdue list it is on; "": the receiving unit's
  std::string source;                   // law, plan, county
  std::string certainty;                // A B C M ? (domain/law.md) or "assumption" (假設)
  std::string effective_from, effective_until;  // ISO dates, "" = open; both included; matched to the start event
};

class RuleSet {
 public:
  // `doc`: {"rules":[{…}]}. Unknown keys, unknown words, a missing source or certainty: malformed "bad_pack", with
  // pointer. Order is kept.
  static Result<RuleSet> from_json(const codec::Json& doc);

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

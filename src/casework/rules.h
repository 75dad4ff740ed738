// What may happen to a case, as pure functions: states, weights, numbers, re-reports, what a contact must say.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "casework/model.h"
#include "pack/pack.h"

namespace anwang::casework {

// The state an assessment leads to; "" = the case is not in a state to be assessed so.
std::string state_after_assessment(std::string_view state, std::string_view outcome);
[[nodiscard]] bool may_close(std::string_view state);

// How heavy a case weighs in a worker's load: percent parameters of the packs (假設), 1.0 = an ordinary case.
double weight(const pack::PackSet& packs, std::string_view programme, std::string_view grade, std::string_view state,
              Date on);

// Series and prefix of the programme's case numbers: {"case:115:兒", "115-HC-兒-"}.
struct Numbers {
  std::string series, prefix;
};
Numbers case_numbers(const pack::PackSet& packs, std::string_view programme, Date on);

// Whole days from closing to the new report; a report on the day of closing is day 0. nullopt: not closed before it.
std::optional<int> days_since_closing(Instant closed_at, Instant received_at);

// One case holds the household (脆家), or each person has one's own [U].
[[nodiscard]] bool household_case(std::string_view programme);

struct ContactSaid {
  std::string kind;
  bool face_to_face = false;
  Instant happened_at, next_try_at;
  std::string not_seen_reason, substitute;
};
// required, unknown_code, in_future, before_report, contradiction (an attempt that saw somebody).
std::vector<FieldError> faults(const ContactSaid& said, const pack::PackSet& packs, Instant received_at, Instant now);
// Somebody met the person: a visit, interview or substitute sighting; a telephone call reaches, but does not see.
[[nodiscard]] bool reached(const ContactSaid& said);

}  // namespace anwang::casework

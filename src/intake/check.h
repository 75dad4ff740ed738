// What a report must say and may say: pure validation and normalisation of a draft, the same for every channel.
// Required: any clue to one subject, a place, what happened; nothing else, and 不明 is allowed everywhere. A doubtful
// identifier, an odd order of times, a place outside the county are accepted with a warning: frightened people mistype,
// and a report must not be lost over it. Impossible things (a birth in the future, an unknown code) are faults.
// Source: practice.md 1, 4. Thread-safety: pure.
#pragma once

#include <string>
#include <vector>

#include "intake/model.h"
#include "pack/pack.h"

namespace anwang::intake {

struct Checked {
  ReportDraft draft;  // trimmed; kinds and source filled; birth_text read; unsealed answers moved to facts
  std::vector<FieldError> warnings;
  std::string form_version;
  bool suspicious = false;  // goes to a visible lane of its own, whose clock runs; with a declared
                            // danger only when the sender is far over the public limit
};

// Fault codes: required, too_long, control_character, unknown_code, unknown_field, wrong_type, out_of_range, bad_date,
// in_future, impossible_date, too_many. Warning codes: bad_check_digit, bad_form (identifier), sex_differs,
// outside_county, out_of_order, late_report, long_ago, unread_birth.
Result<Checked> check(ReportDraft draft, const pack::PackSet& packs, Instant now);

// The identifier as the row keeps it: "ok", "bad_check_digit", "bad_form"; "" when none was given.
std::string id_check_of(const std::string& id_no);
// A public report that reads like a prank or a machine: no words in it, one character repeated, advertising.
bool looks_suspicious(const ReportDraft& draft);

}  // namespace anwang::intake

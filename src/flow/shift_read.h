// Shifts, the night page and the 08:00 digest as they are read.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/personal.h"
#include "flow/shifts.h"

namespace anwang::flow {

struct ShiftView {
  intake::Shift shift;
  std::vector<intake::Roster> roster;
};
// The shift that runs now (not_found "no_shift" when none is planned), or those that begin on these days.
Result<ShiftView> read_current_shift(App& app);
Result<std::vector<ShiftView>> read_shifts(App& app, Date from, Date until);

struct HandoverView {
  HandoverFacts facts;
  PersonalText note;
};
Result<HandoverView> read_handover(App& app, const access::Viewer& viewer);

struct DirectoryLine {
  std::string kind, name, phone, township, note, source;
  bool assumption = false;
};
Result<std::vector<DirectoryLine>> read_directory(App& app);

// What the night was: from the beginning of the last night shift to its end (or now).
struct Digest {
  Instant from, until;
  std::int64_t received = 0, pending = 0, decided = 0, late = 0;
  Instant shortest_due;
  std::map<std::string, std::int64_t> by_kind, by_outcome;
  std::int64_t grade_1 = 0, children_seen = 0, children_not_seen = 0, escalated = 0, countersigns_waiting = 0,
               calls = 0;
  std::int64_t overtime_minutes = 0;
};
Result<Digest> read_digest(App& app);

}  // namespace anwang::flow

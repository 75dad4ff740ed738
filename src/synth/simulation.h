// Years of a county's work, played forward through the steps of the main job (flow/): each report, identity, decision,
// assignment, contact, assessment, goal and closing is planned by the same functions that serve live requests, at its
// own moment of an injected clock, and submitted in order. Only reading back is spared: each step chains the records
// the one before returned. Thread-safety: one caller.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <set>
#include <unordered_map>
#include <vector>

#include "flow/app.h"
#include "flow/assignment.h"
#include "flow/casework.h"
#include "flow/report_intake.h"
#include "flow/screening.h"
#include "people/directory.h"
#include "synth/feed.h"
#include "synth/load.h"
#include "synth/planted.h"
#include "synth/rhythm.h"
#include "synth/staff.h"
#include "synth/subjects.h"

namespace anwang::synth {

// What becomes of a report, drawn when it comes in. Moments are absolute; those after the last day never happen.
struct Fate {
  enum class Outcome { dispatch, not_dispatched, advice, jurisdiction } outcome = Outcome::dispatch;
  std::string grade;
  Instant claimed, identified, more_info, decided;  // unset: not before now
  Instant assessed_at, closed_at;                   // unset: after assess_days, open_days
  bool victim_unknown = false;
  std::int64_t worker = 0;  // 0: whoever of the unit
  int accept_minutes = 60, contact_hours = 30, assess_days = 20, open_days = 150;
  bool attempt_first = false;  // 訪視未遇 before the first contact
  std::string assessment, finding;
  int goals = 0, goals_met = 0;
  std::string close_reason = "goals_met";
};

// One report's way through the house.
struct Life {
  Involved who;
  Fate fate;
  intake::Report report;
  std::vector<intake::Subject> subjects;
  std::vector<people::Clues> clues;  // of the subjects, until they are identified
  clock::Clock clock;                // 24 h
  std::vector<intake::Decision> decisions;
  std::vector<intake::Assignment> assignments;
  std::vector<intake::Transition> transitions;
  std::vector<clock::Clock> clocks;  // of the assignment, the case, the transitions, the decisions
  casework::CaseFile case_file;      // id 0: none
  std::vector<casework::Participant> participants;
  std::vector<casework::Goal> goals;
  int contacts = 0;
};

struct SimulationOptions {
  Instant from, until;  // until: the demonstration's now
  Instant quiet_from;   // no drawn report comes in from here on: the planted night follows
  double scale = 1;
  double reports_a_year = 11'600;  // in the middle year; one in twenty fewer the year before, more the year after
  // Of the reports of `month`, exactly so many are dispatched, exactly `late` of them after more than 24 h.
  Instant month_from;
  std::size_t month_dispatched = 0, month_late = 0;
  double calls_a_year = 2'200;  // 福利諮詢, counted apart from reports
};

class Simulation {
 public:
  Simulation(flow::App& app, ManualClock& clock, const Population& population, const Loaded& loaded, const Staff& staff,
             const SimulationOptions& options);
  ~Simulation();
  // A report that is to come in whatever is drawn (the planted family, the rows of the night).
  void plant(Instant at, std::string kind, std::string source, Involved who, Fate fate, intake::ReportDraft draft);
  // Nobody of these is in a drawn report.
  void set_aside(const std::set<std::int32_t>& persons);
  Status run(const Progress& progress);
  struct Counts {
    std::size_t reports = 0, dispatched = 0, opened = 0, contacts = 0, closed = 0, calls = 0, changes = 0;
  };
  [[nodiscard]] const Counts& counts() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace anwang::synth

// The demonstration night (practice.md §6) as inputs: reports as the police, the hospital, neighbours and a village
// chief handed them in, the family's earlier reports and cases, what other networks serve. Everything that a screen
// shows of it is computed by the system. Thread-safety: one caller.
#pragma once

#include "flow/app.h"
#include "synth/planted.h"
#include "synth/simulation.h"
#include "synth/staff.h"

namespace anwang::synth {

struct Stage {
  const Population& population;
  const Loaded& loaded;
  const Planted& planted;
  const Staff& staff;
  Instant as_of;  // Monday 02:40
};
// Earlier reports of the family, and the rows of the night.
void plant_reports(Simulation& simulation, const Stage& stage);
// The duty worker's open cases; and what is planted is set aside from everything drawn. Before Simulation::run.
void plant_caseload(Simulation& simulation, const Stage& stage);
// What is no report: the father's addiction case and other services (imported from the networks that run them), the
// violence known, the warnings on the door.
Status plant_services(flow::App& app, const Stage& stage);

// What happens after 02:40 whether anybody presses a key or not: the school's report at 07:50. Called by the
// demonstration's 快轉 with the span it jumps over; twice changes nothing.
Status play_scheduled(flow::App& app, Instant from, Instant to);

}  // namespace anwang::synth

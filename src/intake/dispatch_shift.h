// The shift times of the packs (假設) as times of a day. Pure.
#pragma once

#include <vector>

#include "intake/shift_model.h"
#include "pack/pack.h"

namespace anwang::intake {

// The shifts that begin on this Taipei day, in the pack's order; ids and versions 0.
std::vector<Shift> shifts_beginning(const pack::PackSet& packs, Date day);
// The shift that holds `at` (starts_at <= at < ends_at); when the packs leave a hole: the nearest one that begins
// later, seen from `at`, so that somebody is always responsible.
Shift shift_at(const pack::PackSet& packs, Instant at);

}  // namespace anwang::intake

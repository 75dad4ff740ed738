// `anwang demo`: builds a synthetic county in an empty store, checks it against the township table, exports it.
// CLI-neutral: src/app/ wires the words. Thread-safety: one caller.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>

#include "seal/key_ring.h"
#include "store/store.h"
#include "synth/check.h"
#include "synth/load.h"
#include "synth/night.h"

namespace anwang::synth {

struct DemoOptions {
  std::string county = "10004";
  double scale = 1.0;
  int years = 3;
  std::uint64_t seed = 1;
  Instant as_of;          // unset: default_as_of()
  bool passwords = true;  // false in tests: nobody can sign in
  std::string packs_dir;  // "" = the packs in the binary
  Progress progress;
};
Instant default_as_of();  // Monday 2026-11-23 02:40 Taipei

struct DemoSummary {
  std::size_t persons = 0, households = 0, reports = 0, dispatched = 0, opened = 0, contacts = 0, closed = 0,
              changes = 0;
  double seconds = 0;
};
// `config`: where; its clock is replaced, the store is marked as a demonstration. Errors: conflict "already_filled";
// invalid "unknown_county", "bad_scale"; those of the packs and of the store.
Result<DemoSummary> run_demo(store::Config config, const seal::KeyRing& keys, const DemoOptions& options);

// One JSON line a record, tables and ids in order, sealed values opened, nothing that differs between two runs with the
// same seed and moment (hashes, nonces, journal). Holds personal data: for synthetic counties only (conflict
// "not_a_demo").
Status export_county(store::Store& store, const seal::KeyRing& keys, const std::string& county, std::ostream& out);

}  // namespace anwang::synth

// The people who work in the synthetic county: the planted accounts of the demonstration (they can sign in), the staff
// of every unit (they cannot), approved posts, shifts and the duty roster around the demonstration night.
// Thread-safety: plain values; one caller.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "flow/app.h"
#include "flow/install.h"
#include "synth/population.h"
#include "synth/rng.h"

namespace anwang::synth {

struct Worker {
  std::int64_t account = 0;
  std::string login, name, unit;
  bool supervisor = false, screener = false;
};

struct Staff {
  std::vector<Worker> all;
  std::map<std::string, std::vector<std::size_t>, std::less<>> workers, supervisors;  // by unit code: indexes into all
  std::vector<std::size_t> screeners;
  std::map<std::string, std::int64_t, std::less<>> planted;  // account id by login
  [[nodiscard]] std::int64_t id(std::string_view login) const;
  // Somebody of the unit; supervisors when `supervisor`. 0: the unit has none.
  [[nodiscard]] std::int64_t draw(Rng& rng, std::string_view unit, bool supervisor) const;
};

struct StaffOptions {
  double scale = 1;
  Instant as_of;          // the demonstration's "now": the roster stands around it
  bool passwords = true;  // false: nobody can sign in (tests: Argon2id takes its time)
};
// Accounts, posts, shifts of the last 14 and next 14 days with their roster.
Result<Staff> make_staff(store::Store& store, const seal::KeyRing& keys, const pack::PackSet& packs,
                         const std::string& county, const flow::Installed& installed, const Population& population,
                         const StaffOptions& options);

}  // namespace anwang::synth

// What a step of the main job needs, passed explicitly: no globals. Built once by app/ (and by synth and tests);
// everything in it is thread-safe. Flow functions take (App&, const Viewer&, input) and return Result<…>; they read a
// snapshot, run pure guards, and submit one ChangeSet.
#pragma once

#include <string>

#include "access/viewer.h"
#include "base/time.h"
#include "seal/key_ring.h"
#include "store/store.h"

namespace anwang::pack {
class PackSet;
}
namespace anwang::people {
class PersonDirectory;  // the linkage index kept up to date by following the journal
}
namespace anwang::access {
class Policy;
}
namespace anwang::intake {
class DutyBoard;  // who is on shift
}

namespace anwang::flow {

struct Rules;  // clocks, direct dispatch, calendar: flow/rules.h, built once from the packs

struct App {
  store::Store& store;
  const seal::KeyRing& keys;
  const Clock& clock;
  const pack::PackSet& packs;
  people::PersonDirectory& persons;
  const access::Policy& policy;
  intake::DutyBoard& duty;
  const Rules& rules;
  std::string county;
};

// The client's Idempotency-Key as the edge received it; key empty = none (internal callers and the synthetic county).
struct Key {
  std::string key;
  std::string route;
  std::string body_hash;
};

}  // namespace anwang::flow

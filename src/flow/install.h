// What a county's packs say about its organisation becomes records: units, service areas, the night page. Runs at the
// creation of an installation (anwang init, the demonstration); running it again changes nothing. One ChangeSet.
// Thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "pack/pack.h"
#include "store/store.h"

namespace anwang::flow {

struct Installed {
  std::map<std::string, std::int64_t, std::less<>> units;  // id by code
  int added = 0;                                           // rows written by this call
};
// Errors: those of the store; malformed "bad_pack" when an area or a parent names a unit that the packs do not have.
Result<Installed> install_county(store::Store& store, const pack::PackSet& packs, const std::string& county);

}  // namespace anwang::flow

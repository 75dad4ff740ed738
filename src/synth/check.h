// `anwang demo --check FILE`: does what is in the store add up to the township table? Every difference is printed, with
// its explanation when there is one. Thread-safety: one caller.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"
#include "synth/margins.h"

namespace anwang::synth {

struct MarginsCheck {
  std::vector<std::string> lines;  // what to print, for people
  int differences = 0;             // cells that differ from the table (scaled, when the store is)
  int unexplained = 0;
  double scale = 1;
};
// `table`: the text of the CSV. Errors: malformed (the table), those of the store.
Result<MarginsCheck> check_margins(store::Store& store, const std::string& county, std::string_view table);
// The table as the store's records give it, on the day the households were checked.
Result<Margins> stored_margins(store::Store& store, const std::string& county, const Margins& names);

}  // namespace anwang::synth

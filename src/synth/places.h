// The county's villages (real, with MOI codes) and their streets (in the manner of each township, invented).
// Thread-safety: immutable after the first call.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "synth/population.h"

namespace anwang::synth {

struct Street {
  std::string name;
  bool place = false;  // a place or tribe without streets: name and number
  int sections = 1;
};
struct Village {
  std::string township, township_code, name, code;
  std::vector<Street> streets;
};
struct Places {
  std::vector<Village> villages;
};
const Places& places();

}  // namespace anwang::synth

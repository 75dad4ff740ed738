// The synthetic population into the store: persons, identifiers, aliases, households, members, kinship, the township
// table. ChangeSets of at most 500 rows, one journal entry each, sealed under the county's key (a person's later
// changes go under the person's own). Thread-safety: one caller.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "seal/key_ring.h"
#include "store/store.h"
#include "synth/population.h"

namespace anwang::synth {

// Told now and then: what is being done, how far (0 … 1).
using Progress = std::function<void(std::string_view stage, double done)>;

struct Loaded {
  std::vector<std::int64_t> persons, households;  // ids, in the population's order
};
Result<Loaded> load_population(store::Store& store, const seal::KeyRing& keys, const std::string& county,
                               const Population& population, const Progress& progress);
// Rows of `population`: what figures per 1,000 divide by.
Status load_margins(store::Store& store, const std::string& county, const Margins& margins, int roc_year);
// MOI code of a township of the county; "" unknown.
std::string township_code(std::string_view name);

// The words of the code lists (packs/national/codes.yaml).
const char* indigenous_code(People people);
const char* nationality_code(const Person& person);

}  // namespace anwang::synth

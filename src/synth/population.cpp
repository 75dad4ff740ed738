#include "synth/population.h"

namespace anwang::synth {

Population make_population(const Margins& scaled, Date reference, std::uint64_t seed, double scale) {
  Population population;
  population.reference = reference;
  population.seed = seed;
  population.scale = scale;
  make_ages(population, scaled);
  make_families(population);
  make_traits(population, scaled);
  make_addresses(population);
  make_names(population);
  make_numbers(population);
  return population;
}

}  // namespace anwang::synth

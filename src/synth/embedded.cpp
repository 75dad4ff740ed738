#include "synth/csv.h"

#define ANWANG_TABLE(name)                                                                                 \
  extern "C" const char anwang_##name##_begin[];                                                           \
  extern "C" const char anwang_##name##_end[];                                                             \
  namespace anwang::synth {                                                                                \
  std::string_view name##_table() {                                                                        \
    return {anwang_##name##_begin, static_cast<std::size_t>(anwang_##name##_end - anwang_##name##_begin)}; \
  }                                                                                                        \
  }

ANWANG_TABLE(population)
ANWANG_TABLE(villages)
ANWANG_TABLE(surnames)
ANWANG_TABLE(given_names)
ANWANG_TABLE(given_chars)
ANWANG_TABLE(modern_chars)
ANWANG_TABLE(indigenous_names)
ANWANG_TABLE(new_resident_names)
ANWANG_TABLE(new_residents)
ANWANG_TABLE(calendar)
ANWANG_TABLE(streets)

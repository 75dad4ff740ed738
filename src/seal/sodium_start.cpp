#include "seal/sodium_start.h"

#include <sodium.h>

namespace anwang::seal {

bool start_sodium() {
  static const bool started = [] {
    return randombytes_set_implementation(&randombytes_internal_implementation) == 0 && sodium_init() >= 0;
  }();
  return started;
}

}  // namespace anwang::seal

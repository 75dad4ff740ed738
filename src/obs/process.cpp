#include "obs/process.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

namespace anwang::obs {

bool forbid_core_dumps() {
  const rlimit none{0, 0};
  return ::setrlimit(RLIMIT_CORE, &none) == 0 && ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
}

long long resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  long long total = 0;
  long long resident = 0;
  if (!(statm >> total >> resident)) return 0;
  return resident * ::sysconf(_SC_PAGESIZE);
}

}  // namespace anwang::obs

// Where access records wait for the database: two areas of a file that was allocated in full when the store opened, so
// that a full disk or an absent database does not stop them at once, and a killed process loses none of them. Records
// are sealed already. Not thread-safe: access_log.cpp locks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace anwang::store {

class AccessReserve {
 public:
  AccessReserve() = default;
  ~AccessReserve();
  AccessReserve(const AccessReserve&) = delete;
  AccessReserve& operator=(const AccessReserve&) = delete;

  // Opens or makes the file (fully allocated) and hands over what a killed process left. storage_full when the disk has
  // no room for it. An empty path keeps the areas in memory.
  Result<std::vector<std::string>> open(const std::string& path, std::size_t area_bytes);
  // False: the area is full, nothing was kept.
  bool append(std::string_view record);
  // The other area takes over; what `append` gets from now on lies there. Call only when that one is empty.
  void swap();
  // Forgets the area that is not active: its records are in the database.
  void clear_inactive();

 private:
  char* area(int i) { return memory_ + static_cast<std::size_t>(i) * area_bytes_; }
  char* memory_ = nullptr;
  std::vector<char> heap_;
  std::size_t area_bytes_ = 0, used_[2] = {0, 0};
  int active_ = 0;
};

}  // namespace anwang::store

// A SQLite VFS for the fault tests. It remembers what every write since the last sync replaced, so that a power loss
// can take the un-synced ones back; and it can run out of space. Thread-safe.
#pragma once

#include <cstdint>

namespace anwang::fault {

// Registers the VFS "fault" over the system's. Once a process.
void register_fault_vfs();

// As if the power went now: un-synced writes are undone (some of them, chosen by `seed`, have reached the disk; 0: none
// has), and the process ends with status 137.
[[noreturn]] void lose_power(std::uint64_t seed);

// Bytes the files of this VFS may still grow by; beyond, writes answer SQLITE_FULL. Negative: no limit.
void set_space_left(std::int64_t bytes);

}  // namespace anwang::fault

// What the process may leave behind.
#pragma once

namespace anwang::obs {

// No core dumps and no attaching by other processes of the same user: memory holds keys and personal data (security.md
// 16). False when the system refused; the caller decides whether to go on.
bool forbid_core_dumps();
// Resident memory of this process in bytes; 0 when the system does not say.
long long resident_bytes();

}  // namespace anwang::obs

// Starts libsodium, once, before its first use. Randomness for nonces and keys comes from its own generator (ChaCha20
// with fast key erasure, one state a thread, seeded by the kernel): a system call for each of a report's dozen sealed
// values costs more than sealing them. The process never forks after the start, as that generator requires.
#pragma once

namespace anwang::seal {

// False: no randomness on this machine. Thread-safe.
bool start_sodium();

}  // namespace anwang::seal

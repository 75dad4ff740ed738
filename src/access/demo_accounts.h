// Demonstration accounts (security.md 13): they exist only in a store that was marked as a demonstration at its
// creation. Passwords are random per installation, because the key ring is: derived from it, so that `anwang serve
// --print-demo-accounts` can print them again without keeping them anywhere. Thread-safe.
#pragma once

#include <string>
#include <vector>

#include "access/account.h"
#include "seal/key_ring.h"

namespace anwang::access {

// 16 Crockford symbols in groups of four.
std::string demo_password(const seal::KeyRing& keys, const std::string& county, const std::string& login);

// The accounts of a demonstration store that can sign in (a password hash is set), in the order of their ids: the
// planted roles. Everybody else of the synthetic county is staff without a password.
Result<std::vector<Account>> demo_accounts(store::Reader& reader, const std::string& county);

}  // namespace anwang::access

// How a configuration becomes connections. Inside the store only.
#pragma once

#include <memory>
#include <string>

#include "store/connection.h"
#include "store/store.h"

namespace anwang::store {

Result<std::unique_ptr<Backend>> make_backend(const Config& config);
// verify() on an open transaction.
Result<VerifyReport> verify_on(Connection& db, const seal::KeyRing& keys, const std::string& anchor_file);
// "" when the store keeps nothing on this machine.
std::string anchor_file_of(const Config& config);

}  // namespace anwang::store

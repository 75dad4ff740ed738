// The migration runner. Format of the files: migrations/README.md. Forward only, checksummed, each in a transaction.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/connection.h"

namespace anwang::store {

struct Migration {
  int number = 0;
  std::string_view name;  // "0001_platform"
  std::string_view text;
};

// The files of migrations/, in order, embedded at build time.
const std::vector<Migration>& embedded_migrations();

// Tokens replaced, blocks of the other dialect removed. Errors: internal "bad_migration" (unknown token or marker).
Result<std::string> render_migration(std::string_view text, bool postgres);

// Applies what is missing. Errors: conflict "migration_changed" (an applied file has another checksum), conflict
// "store_is_newer" (the database knows a migration that this binary does not); those of the statements.
Status migrate(Connection& db, const std::vector<Migration>& migrations, std::int64_t now_us);

}  // namespace anwang::store

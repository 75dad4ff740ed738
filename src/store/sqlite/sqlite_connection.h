// SQLite behind the store. The traps of 3.40 are closed at opening: busy_timeout first, double-quoted strings off,
// defensive, foreign keys on, WAL, synchronous FULL, no automatic checkpoint (checkpointer.h does it off the writer).
#pragma once

#include <memory>
#include <string>

#include "store/connection.h"

namespace anwang::store {

struct SqliteOptions {
  std::string path;
  std::string vfs;           // "": the system's
  bool unsafe_sync = false;  // tests only: synchronous=OFF
};

class SqliteBackend final : public Backend {
 public:
  explicit SqliteBackend(SqliteOptions options) : options_(std::move(options)) {}
  Result<std::unique_ptr<Connection>> connect(Role role) override;
  [[nodiscard]] const SqliteOptions& options() const { return options_; }

 private:
  SqliteOptions options_;
};

}  // namespace anwang::store

// One connection to a database, inside the store only: what SQLite and PostgreSQL have in common below the writer.
// Not thread-safe: each connection belongs to one thread at a time. Statements are prepared once and cached by text.
// Errors: precondition_failed "stale_read" (a primary key exists), conflict "unique:<index>" or "foreign_key",
// storage_full, busy, unavailable ("query_timeout", "connection_lost", "corrupt"), internal "constraint" or "sql".
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "store/value.h"

namespace anwang::store {

using RowSink = std::function<bool(const Row&)>;

class Connection {
 public:
  virtual ~Connection() = default;
  virtual Status each(std::string_view sql, const Params& params, const RowSink& row) = 0;
  // Rows affected.
  virtual Result<std::int64_t> exec(std::string_view sql, const Params& params) = 0;
  // Several statements without parameters or results (migrations).
  virtual Status script(const std::string& sql) = 0;

  virtual Status begin_write() = 0;
  virtual Status begin_read() = 0;  // the snapshot is taken now, not at the first query
  virtual Status commit() = 0;
  virtual void rollback() = 0;  // never fails: a lost connection has rolled back already

  // Statements that run longer are stopped with "query_timeout". 0: no limit.
  virtual void set_timeout(int timeout_ms) = 0;
  [[nodiscard]] virtual bool usable() const = 0;  // false: throw it away
  [[nodiscard]] virtual bool postgres() const = 0;

  Result<Rows> query(std::string_view sql, const Params& params = {});
  // First column of the first row; NULL when there is none.
  Result<Value> scalar(std::string_view sql, const Params& params = {});
  // The database's own clock in microseconds, as SQL.
  [[nodiscard]] std::string now_us_sql() const;
};

enum class Role { writer, reader, service };

// Where connections come from; one a store.
class Backend {
 public:
  virtual ~Backend() = default;
  virtual Result<std::unique_ptr<Connection>> connect(Role role) = 0;
};

}  // namespace anwang::store

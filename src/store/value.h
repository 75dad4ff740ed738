// Values, rows and read snapshots: what SQLite and PostgreSQL have in common.
// SQL is written once for both, with ?1 ?2 … (rewritten to $1 … for PostgreSQL). Times are INTEGER microseconds, dates
// TEXT ISO, booleans INTEGER 0/1, ids INTEGER (BIGINT), sealed values BLOB (BYTEA).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace anwang::store {

using Bytes = std::vector<std::uint8_t>;
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Bytes>;
using Params = std::vector<Value>;

// One result row. Accessors on a NULL give 0 / "" / empty; use is_null or the opt_ forms where NULL means unknown.
class Row {
 public:
  explicit Row(std::vector<Value> values) : values_(std::move(values)) {}
  [[nodiscard]] bool is_null(std::size_t i) const { return std::holds_alternative<std::monostate>(values_[i]); }
  [[nodiscard]] std::int64_t i64(std::size_t i) const;
  [[nodiscard]] double real(std::size_t i) const;
  [[nodiscard]] const std::string& text(std::size_t i) const;
  [[nodiscard]] const Bytes& blob(std::size_t i) const;
  [[nodiscard]] std::optional<std::int64_t> opt_i64(std::size_t i) const;
  [[nodiscard]] std::optional<std::string> opt_text(std::size_t i) const;
  [[nodiscard]] std::size_t size() const { return values_.size(); }
  [[nodiscard]] const Value& operator[](std::size_t i) const { return values_[i]; }

 private:
  std::vector<Value> values_;
};
using Rows = std::vector<Row>;

struct QueryOptions {
  int timeout_ms = 2000;           // Errc::unavailable, reason "query_timeout" when exceeded
  std::size_t max_rows = 100'000;  // Errc::internal when exceeded by query(); each() has no such limit
};

// One read snapshot (a read transaction) from the pool: every query on it sees the same state. Not thread-safe; give
// it back by destroying it. A snapshot never blocks the writer.
class Reader {
 public:
  virtual ~Reader() = default;
  // `name` labels the query in metrics and slow-query logs: a fixed word such as "queue.page", never data.
  virtual Result<Rows> query(std::string_view name, std::string_view sql, const Params& params = {},
                             QueryOptions = {}) = 0;
  // Streams rows; return false from `row` to stop.
  virtual Status each(std::string_view name, std::string_view sql, const Params& params,
                      const std::function<bool(const Row&)>& row, QueryOptions = {}) = 0;
  // Journal position this snapshot contains for the county (0 = empty).
  virtual Result<std::int64_t> position(std::string_view county) = 0;
};

}  // namespace anwang::store

#include "store/connection.h"

namespace anwang::store {

Result<Rows> Connection::query(std::string_view sql, const Params& params) {
  Rows rows;
  ANWANG_CHECK(each(sql, params, [&rows](const Row& row) {
    rows.push_back(row);
    return true;
  }));
  return rows;
}

Result<Value> Connection::scalar(std::string_view sql, const Params& params) {
  Value value;
  ANWANG_CHECK(each(sql, params, [&value](const Row& row) {
    value = row[0];
    return false;
  }));
  return value;
}

std::string Connection::now_us_sql() const {
  return postgres() ? "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)"
                    : "CAST((julianday('now') - 2440587.5) * 86400000.0 AS INTEGER) * 1000";
}

}  // namespace anwang::store

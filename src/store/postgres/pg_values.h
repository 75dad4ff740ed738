// Values as libpq sends and receives them. Inside postgres/ only.
#pragma once

#include <libpq-fe.h>

#include <deque>
#include <string>
#include <vector>

#include "store/value.h"

namespace anwang::store {

Row pg_row(const PGresult* result, int row);
// The type a value has by itself; 0 for NULL.
Oid pg_type(const Value& value);
std::int64_t pg_affected(PGresult* result);

// Parameters: pointers into `params`, which must outlive this.
struct PgParams {
  std::vector<const char*> values;
  std::vector<int> lengths, formats;
  std::deque<std::string> numbers;  // a deque keeps its strings where they are
  explicit PgParams(const Params& params);
};

}  // namespace anwang::store

// What all writes of one kind share: table and columns, checked once; the SQL text and the canonical order of the
// columns, made once. Shapes are few (a table's mapper always names the same columns) and kept. Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "store/change_set.h"

namespace anwang::store {

struct Shape {
  enum class Kind : std::uint8_t { insert, update, remove };
  Kind kind = Kind::insert;
  std::string table;
  std::vector<std::string> columns;  // as the write names them

  std::string sql;
  std::vector<std::uint32_t> order;  // positions of `columns`, ascending by name
  std::vector<std::string> keys;     // in that order: the name as a JSON key with its colon
};

// Whether `s` can stand for a table or a column in SQL unquoted; names come from our mappers, never from users.
bool is_name(std::string_view s);

// Errors: internal "bad_change_set" when a name is none of ours.
Result<std::shared_ptr<const Shape>> shape_of(const Write& write);

}  // namespace anwang::store

#include "store/shape.h"

#include <algorithm>
#include <mutex>
#include <unordered_map>

namespace anwang::store {
bool is_name(std::string_view s) {
  return !s.empty() && s.size() <= 60 && std::all_of(s.begin(), s.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

namespace {

std::string insert_sql(const Write& w) {
  std::string columns = "INSERT INTO " + w.table + " (county, id, version", values = ") VALUES (?1, ?2, ?3";
  std::size_t n = 4;
  for (const auto& [name, value] : w.columns) {
    columns += ", " + name;
    values += ", ?" + std::to_string(n++);
  }
  return columns + values + ")";
}

std::string update_sql(const Write& w) {
  std::string sql = "UPDATE " + w.table + " SET version = ?3";
  std::size_t n = 5;
  for (const auto& [name, value] : w.columns) sql += ", " + name + " = ?" + std::to_string(n++);
  return sql + " WHERE county = ?1 AND id = ?2 AND version = ?4";
}

Shape::Kind kind_of(const Write& w) {
  if (w.remove) return Shape::Kind::remove;
  return w.expect_version == 0 ? Shape::Kind::insert : Shape::Kind::update;
}

Result<std::shared_ptr<const Shape>> make_shape(const Write& w) {
  if (!is_name(w.table)) return fail(Errc::internal, "bad_change_set", "write of " + w.table);
  auto shape = std::make_shared<Shape>();
  shape->kind = kind_of(w);
  shape->table = w.table;
  for (const auto& [name, value] : w.columns) {
    if (!is_name(name) || name == "county" || name == "id" || name == "version")
      return fail(Errc::internal, "bad_change_set", "column " + w.table + "." + name);
    shape->order.push_back(static_cast<std::uint32_t>(shape->columns.size()));
    shape->columns.push_back(name);
  }
  std::sort(shape->order.begin(), shape->order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return shape->columns[a] < shape->columns[b]; });
  for (const std::uint32_t at : shape->order) {
    shape->keys.emplace_back();
    codec::append_json_string(shape->keys.back(), shape->columns[at]);
    shape->keys.back().push_back(':');
  }
  shape->sql = w.remove                ? "DELETE FROM " + w.table + " WHERE county = ?1 AND id = ?2 AND version = ?3"
               : w.expect_version == 0 ? insert_sql(w)
                                       : update_sql(w);
  return shape;
}

std::size_t hash_of(const Write& w) {
  std::size_t h = std::hash<std::string>{}(w.table) + static_cast<std::size_t>(kind_of(w));
  for (const auto& [name, value] : w.columns) {
    // Names of one table differ soon: length, ends and middle tell nearly all apart; is_of() decides.
    const std::string& word = name;  // a lambda may not capture a part of a structured binding
    const auto at = [&word](std::size_t i) { return static_cast<unsigned char>(i < word.size() ? word[i] : 0); };
    h = h * 1099511628211ULL + name.size() + 251U * at(0) + 509U * at(name.size() / 2) + 1021U * at(name.size() - 1);
  }
  return h;
}

bool is_of(const Shape& shape, const Write& w) {
  return shape.kind == kind_of(w) && shape.table == w.table && shape.columns.size() == w.columns.size() &&
         std::equal(shape.columns.begin(), shape.columns.end(), w.columns.begin(),
                    [](const std::string& name, const auto& column) { return name == column.first; });
}

constexpr std::size_t kMostShapes = 4096;  // only a caller that makes names from data would get there
std::mutex mutex;
std::unordered_multimap<std::size_t, std::shared_ptr<const Shape>> shapes;

}  // namespace

Result<std::shared_ptr<const Shape>> shape_of(const Write& write) {
  const std::size_t hash = hash_of(write);
  {
    const std::lock_guard lock(mutex);
    const auto [first, last] = shapes.equal_range(hash);
    for (auto it = first; it != last; ++it)
      if (is_of(*it->second, write)) return it->second;
  }
  ANWANG_TRY(auto made, make_shape(write));
  const std::lock_guard lock(mutex);
  if (shapes.size() >= kMostShapes) shapes.clear();
  shapes.emplace(hash, made);
  return made;
}

}  // namespace anwang::store

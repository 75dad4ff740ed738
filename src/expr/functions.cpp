#include "expr/functions.h"

#include <array>
#include <unordered_map>

namespace anwang::expr {
namespace {

using Table = std::unordered_map<std::string_view, Function>;

Table table(bool member) {
  Table out;
  for (const auto* part : {&arithmetic_functions(), &collection_functions(), &conversion_functions(), &text_functions(),
                           &time_functions()})
    for (const Entry& entry : *part)
      if (member ? entry.as_member : entry.as_function) out.emplace(entry.name, entry.function);
  return out;
}

bool equal_parts(const Value& a, const Value& b, Budget& budget) {
  if (const auto* x = a.list(), *y = b.list(); x && y) {
    if (x->size() != y->size()) return false;
    for (std::size_t i = 0; i < x->size(); ++i)
      if (!equal_within((*x)[i], (*y)[i], budget)) return false;
    return true;
  }
  const auto &x = *a.map(), &y = *b.map();
  if (x.size() != y.size()) return false;
  for (const auto& [key, value] : x) {
    const auto found = y.find(key);
    if (found == y.end() || !equal_within(value, found->second, budget)) return false;
  }
  return true;
}

}  // namespace

Function find_function(std::string_view name, bool member) {
  static const Table kFunctions = table(false), kMembers = table(true);
  const Table& all = member ? kMembers : kFunctions;
  const auto found = all.find(name);
  return found == all.end() ? nullptr : found->second;
}

bool known_type_name(std::string_view name) {
  static constexpr std::array<std::string_view, 12> kNames{"bool",
                                                           "int",
                                                           "uint",
                                                           "double",
                                                           "string",
                                                           "bytes",
                                                           "list",
                                                           "map",
                                                           "null_type",
                                                           "type",
                                                           "google.protobuf.Timestamp",
                                                           "google.protobuf.Duration"};
  for (const auto n : kNames)
    if (n == name) return true;
  return false;
}

bool equal_within(const Value& a, const Value& b, Budget& budget) {
  const std::size_t text = a.string() && b.string() ? a.string()->size() / 64 : 0;
  if (!budget.spend(1 + text)) return false;
  if ((a.list() && b.list()) || (a.map() && b.map())) return equal_parts(a, b, budget);
  return equal(a, b);
}

bool measure(const Value& v, Budget& budget) {
  if (!budget.spend(1)) return false;
  if (const auto* list = v.list()) {
    for (const Value& item : *list)
      if (!measure(item, budget)) return false;
  } else if (const auto* map = v.map()) {
    for (const auto& [key, value] : *map)
      if (!measure(value, budget)) return false;
  }
  return true;
}

}  // namespace anwang::expr

// The syntax tree of an expression. Macros (has, all, exists, exists_one, map, filter) stay nodes of their own, so that
// an explanation can speak of what was written. && and || are flat: `a && b && c` is one node with three arguments.
// Thread-safety: built once, then read only.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "expr/value.h"

namespace anwang::expr {

enum class NodeKind {
  literal,
  ident,   // name; a leading dot keeps it from the container
  select,  // args[0] . name
  has,     // has(args[0] . name)
  call,    // name(args…); operators by their sign, "?:" and "[]"; args[0] is the receiver when `member`
  list,
  map,  // key, value, key, value …
  all,  // args: range, condition; var
  exists,
  exists_one,
  map_macro,  // args: range, result  or  range, condition, result
  filter,
};

struct Node {
  NodeKind kind = NodeKind::literal;
  std::uint32_t begin = 0, end = 0;  // bytes of the source
  std::uint32_t id = 0;              // 0 … node_count - 1
  bool member = false;
  bool rooted = false;  // .name
  std::string name;     // identifier, field, function or operator
  std::string var;      // the variable of a macro
  Value literal;
  std::vector<std::unique_ptr<Node>> args;
  std::shared_ptr<const void> pattern;  // a compiled literal pattern of matches()
};

[[nodiscard]] inline bool is_call(const Node& node, std::string_view name) {
  return node.kind == NodeKind::call && node.name == name;
}
[[nodiscard]] inline bool is_macro(const Node& node) {
  return node.kind >= NodeKind::all && node.kind <= NodeKind::filter;
}
// Words that name nothing (CEL's RESERVED).
bool reserved(std::string_view word);
// "a.b.c" when the node is an identifier or selections of one, else "".
std::string path_of(const Node& node);

}  // namespace anwang::expr

#include "expr/syntax.h"

namespace anwang::expr {

std::string path_of(const Node& node) {
  if (node.kind == NodeKind::ident) return node.name;
  if (node.kind != NodeKind::select) return {};
  const std::string before = path_of(*node.args[0]);
  return before.empty() ? std::string() : before + "." + node.name;
}

}  // namespace anwang::expr

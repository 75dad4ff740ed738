#include "expr/syntax.h"

#include <algorithm>
#include <array>

namespace anwang::expr {

bool reserved(std::string_view word) {
  constexpr std::array<std::string_view, 18> kReserved{"as",       "break",     "const",  "continue", "else", "for",
                                                       "function", "if",        "import", "in",       "let",  "loop",
                                                       "package",  "namespace", "return", "var",      "void", "while"};
  return std::ranges::find(kReserved, word) != kReserved.end();
}

std::string path_of(const Node& node) {
  if (node.kind == NodeKind::ident) return node.name;
  if (node.kind != NodeKind::select) return {};
  const std::string before = path_of(*node.args[0]);
  return before.empty() ? std::string() : before + "." + node.name;
}

}  // namespace anwang::expr

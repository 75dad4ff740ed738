// Source to syntax tree. Limits against hostile input: 64 KiB of source, 250 levels, 20,000 nodes.
// Messages (protobuf) and optional fields (.?) are not part of what we claim (docs/formats/cel.md): a clear error.
// Errors: as lexer.h. Thread-safety: a parsed Expression is read only and may be shared.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "expr/syntax.h"

namespace anwang::expr {

struct Expression {
  std::string source;
  std::unique_ptr<Node> root;
  std::uint32_t node_count = 0;
  [[nodiscard]] std::string_view text(const Node& node) const {
    return std::string_view(source).substr(node.begin, node.end - node.begin);
  }
};
using ExpressionPtr = std::shared_ptr<const Expression>;

Result<ExpressionPtr> parse(std::string_view source);

}  // namespace anwang::expr

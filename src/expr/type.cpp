#include "expr/type.h"

#include <array>
#include <string_view>

namespace anwang::expr {
namespace {

struct Name {
  TypeKind kind;
  std::string_view text;
};
constexpr std::array<Name, 11> kNames{{{TypeKind::dyn, "dyn"},
                                       {TypeKind::null, "null_type"},
                                       {TypeKind::boolean, "bool"},
                                       {TypeKind::integer, "int"},
                                       {TypeKind::unsigned_integer, "uint"},
                                       {TypeKind::number, "double"},
                                       {TypeKind::string, "string"},
                                       {TypeKind::bytes, "bytes"},
                                       {TypeKind::timestamp, "timestamp"},
                                       {TypeKind::duration, "duration"},
                                       {TypeKind::type, "type"}}};

std::string_view cut(std::string_view& text, char stop) {
  int depth = 0;
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')') --depth;
    if (depth == 0 && text[i] == stop) break;
  }
  const auto out = text.substr(0, i);
  text.remove_prefix(std::min(text.size(), i + 1));
  while (text.starts_with(' ')) text.remove_prefix(1);
  return out;
}

}  // namespace

std::string type_text(const Type& type) {
  if (type.kind == TypeKind::list) return "list(" + type_text(type.of[0]) + ")";
  if (type.kind == TypeKind::map) return "map(" + type_text(type.of[0]) + ", " + type_text(type.of[1]) + ")";
  if (type.kind == TypeKind::variable) return "any";
  for (const Name& n : kNames)
    if (n.kind == type.kind) return std::string(n.text);
  return "dyn";
}

std::optional<Type> parse_type(std::string_view text) {
  for (const Name& n : kNames)
    if (n.text == text) return Type(n.kind);
  if (!text.ends_with(')')) return std::nullopt;
  if (text.starts_with("list(")) {
    const auto element = parse_type(text.substr(5, text.size() - 6));
    return element ? std::optional(Type::list(*element)) : std::nullopt;
  }
  if (text.starts_with("map(")) {
    std::string_view inside = text.substr(4, text.size() - 5);
    const auto key = parse_type(cut(inside, ','));
    const auto value = parse_type(inside);
    return key && value ? std::optional(Type::map(*key, *value)) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace anwang::expr

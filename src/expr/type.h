// Static types of the language. dyn agrees with every type and is checked when the expression runs.
// Thread-safety: immutable values.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace anwang::expr {

enum class TypeKind {
  dyn,
  null,
  boolean,
  integer,
  unsigned_integer,
  number,
  string,
  bytes,
  timestamp,
  duration,
  list,
  map,
  type,
  variable
};

struct Type {
  TypeKind kind = TypeKind::dyn;
  std::vector<Type> of;  // list: element; map: key, value; type: the type named
  int variable = 0;      // of a function's signature, or a fresh one while checking

  Type() = default;
  Type(TypeKind k) : kind(k) {}
  static Type list(Type element) { return with(TypeKind::list, {std::move(element)}); }
  static Type map(Type key, Type value) { return with(TypeKind::map, {std::move(key), std::move(value)}); }
  static Type type(Type named) { return with(TypeKind::type, {std::move(named)}); }
  static Type free(int n) {
    Type out(TypeKind::variable);
    out.variable = n;
    return out;
  }
  bool operator==(const Type&) const = default;

 private:
  static Type with(TypeKind k, std::vector<Type> parts) {
    Type out(k);
    out.of = std::move(parts);
    return out;
  }
};

std::string type_text(const Type& type);                // list(int), map(string, dyn)
std::optional<Type> parse_type(std::string_view text);  // the same, read back; for packs

}  // namespace anwang::expr

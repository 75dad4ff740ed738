// Index, membership and size.
#include <cmath>

#include "base/text.h"
#include "expr/functions.h"

namespace anwang::expr {
namespace {

// A position in a list: an integer, or a number that is whole.
std::optional<std::int64_t> position(const Value& v) {
  if (const auto* i = v.integer()) return *i;
  if (const auto* u = v.unsigned_integer())
    return *u <= INT64_MAX ? std::optional(static_cast<std::int64_t>(*u)) : std::nullopt;
  if (const auto* d = v.number()) {
    if (std::abs(*d) < 9e15 && *d == std::floor(*d)) return static_cast<std::int64_t>(*d);
  }
  return std::nullopt;
}
bool may_be_key(const Value& v) { return v.boolean() || v.numeric() || v.string(); }

Value element(const Arguments& args, CallContext&) {
  const Value &whole = args[0], &at = args[1];
  if (const auto* list = whole.list()) {
    const auto i = position(at);
    if (!i) return at.numeric() ? Value::error(ErrorCode::index_out_of_bounds) : no_overload();
    if (*i < 0 || static_cast<std::uint64_t>(*i) >= list->size()) return Value::error(ErrorCode::index_out_of_bounds);
    return (*list)[static_cast<std::size_t>(*i)];
  }
  if (const auto* map = whole.map()) {
    if (!may_be_key(at)) return no_overload();
    const auto found = map->find(at);
    return found == map->end() ? Value::error(ErrorCode::no_such_key) : found->second;
  }
  return no_overload();
}

Value contained(const Arguments& args, CallContext& context) {
  if (const auto* list = args[1].list()) {
    Unknown missing;
    for (const Value& item : *list) {
      if (const auto* u = item.missing())
        missing.paths.insert(u->paths.begin(), u->paths.end());
      else if (equal_within(args[0], item, context.budget))
        return true;
      if (context.budget.broke()) return no_overload();
    }
    return missing.paths.empty() ? Value(false) : Value(missing);
  }
  if (const auto* map = args[1].map()) {
    if (!may_be_key(args[0])) return false;
    return map->find(args[0]) != map->end();
  }
  return no_overload();
}

Value size(const Arguments& args, CallContext& context) {
  if (args.size() != 1) return no_overload();
  const Value& v = args[0];
  const auto count = [](std::size_t n) { return Value(static_cast<std::int64_t>(n)); };
  if (const auto* text = v.string())
    return context.budget.spend(text->size() / 64) ? count(code_points(*text)) : no_overload();
  if (const auto* bytes = v.bytes()) return count(bytes->data.size());
  if (const auto* list = v.list()) return count(list->size());
  if (const auto* map = v.map()) return count(map->size());
  return no_overload();
}

}  // namespace

const std::vector<Entry>& collection_functions() {
  static const std::vector<Entry> kAll{
      {"[]", element, true, false}, {"in", contained, true, false}, {"size", size, true, true}};
  return kAll;
}

}  // namespace anwang::expr

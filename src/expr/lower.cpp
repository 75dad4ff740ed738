#include "expr/lower.h"

#include <algorithm>
#include <array>

#include "expr/evaluate.h"

namespace anwang::expr {
namespace {

// A value in SQL, with what is known of it.
struct Operand {
  std::string sql;
  TypeKind type = TypeKind::string;
  std::int64_t least = INT64_MIN, most = INT64_MAX;
};

class Lowerer {
 public:
  Lowerer(const Expression& e, const Lowering& l, int first) : e_(e), l_(l), next_(first) {
    for (const auto& [name, value] : l.constants) constants_.set(name, value);
  }

  std::optional<Predicate> run() {
    auto sql = conjunction(*e_.root);
    if (!sql) return std::nullopt;
    return Predicate{std::move(*sql), std::move(parameters_), exact_};
  }

 private:
  // Parts of a conjunction that cannot be lowered are left out: the rest only lets more rows through.
  std::optional<std::string> conjunction(const Node& node) {
    if (!is_call(node, "&&")) return attempt(node);
    std::string out;
    for (const auto& arg : node.args) {
      const auto part = conjunction(*arg);
      if (!part) {
        exact_ = false;
        continue;
      }
      out += (out.empty() ? "(" : " AND ") + *part;
    }
    return out.empty() ? std::nullopt : std::optional(out + ")");
  }
  // Parameters of a part that is given up in the middle are taken back.
  std::optional<std::string> attempt(const Node& node) {
    const auto parameters = parameters_.size();
    const int next = next_;
    auto out = truth(node);
    if (!out) {
      parameters_.resize(parameters);
      next_ = next;
    }
    return out;
  }

  std::optional<std::string> truth(const Node& node) {
    if (is_call(node, "&&") || is_call(node, "||")) return joined(node);
    if (is_call(node, "!")) {
      const auto part = truth(*node.args[0]);
      return part ? std::optional("(NOT " + *part + ")") : std::nullopt;
    }
    if (node.kind == NodeKind::has) return recorded(node);
    if (is_call(node, "in")) return membership(node);
    if (node.kind == NodeKind::call && node.args.size() == 2 && sql_sign(node.name)) return comparison(node);
    if (const Column* c = column(node); c && c->type == TypeKind::boolean) return "(" + c->sql + " <> 0)";
    if (const auto v = constant(node); v && v->boolean()) return *v->boolean() ? "(1 = 1)" : "(1 = 0)";
    return std::nullopt;
  }

  std::optional<std::string> joined(const Node& node) {
    const std::string word = node.name == "&&" ? " AND " : " OR ";
    std::string out = "(";
    for (const auto& arg : node.args) {
      const auto part = truth(*arg);
      if (!part) return std::nullopt;
      out += (out.size() > 1 ? word : "") + *part;
    }
    return out + ")";
  }

  static const char* sql_sign(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, const char*>, 6> kSqlSigns{
        {{"==", " = "}, {"!=", " <> "}, {"<", " < "}, {"<=", " <= "}, {">", " > "}, {">=", " >= "}}};
    for (const auto& [cel, sql] : kSqlSigns)
      if (cel == name) return sql;
    return nullptr;
  }
  std::optional<std::string> comparison(const Node& node) {
    const auto left = operand(*node.args[0]);
    if (!left) return std::nullopt;
    const auto right = operand(*node.args[1]);
    if (!right || left->type != right->type) return std::nullopt;
    return "(" + left->sql + sql_sign(node.name) + right->sql + ")";
  }

  std::optional<std::string> recorded(const Node& node) const {
    const std::string before = path_of(*node.args[0]);
    const auto found = before.empty() ? l_.columns.end() : l_.columns.find(before + "." + node.name);
    return found == l_.columns.end() ? std::nullopt : std::optional("(" + found->second.sql + " IS NOT NULL)");
  }

  std::optional<std::string> membership(const Node& node) {
    const auto whole = constant(*node.args[1]);
    const auto asked = operand(*node.args[0]);
    if (!asked || !whole || !whole->list()) return std::nullopt;
    // not in an empty list, but unknown when the fact is missing; IN () is no SQL
    if (whole->list()->empty()) return "(" + asked->sql + " <> " + asked->sql + ")";
    std::string out = "(" + asked->sql + " IN (";
    bool first = true;
    for (const Value& item : *whole->list()) {
      const auto one = parameter(item);
      if (!one || one->type != asked->type) return std::nullopt;
      out += (first ? "" : ", ") + one->sql;
      first = false;
    }
    return out + "))";
  }

  const Column* column(const Node& node) const {
    const std::string path = path_of(node);
    const auto found = path.empty() ? l_.columns.end() : l_.columns.find(path);
    return found == l_.columns.end() ? nullptr : &found->second;
  }

  std::optional<Operand> operand(const Node& node) {
    if (const Column* c = column(node)) return like_typed(*c);
    if (const auto v = constant(node)) return parameter(*v);
    if (is_call(node, "+") || is_call(node, "-") || is_call(node, "*")) return arithmetic(node);
    return std::nullopt;
  }
  static std::optional<Operand> like_typed(const Column& c) {
    switch (c.type) {
      case TypeKind::integer:
        return Operand{c.sql, c.type, c.least, c.most};
      case TypeKind::string:
      case TypeKind::number:
      case TypeKind::timestamp:
      case TypeKind::boolean:
        return Operand{c.sql, c.type};
      default:
        return std::nullopt;
    }
  }

  // Nothing in it names a column: its value is known now.
  std::optional<Value> constant(const Node& node) const {
    if (node.kind == NodeKind::literal) return node.literal;
    if (names_column(node)) return std::nullopt;
    Outcome outcome = evaluate_part(node);
    return outcome.value.known() ? std::optional(std::move(outcome.value)) : std::nullopt;
  }
  [[nodiscard]] bool names_column(const Node& node) const {
    if (column(node)) return true;
    if (node.kind == NodeKind::has && recorded(node)) return true;
    for (const auto& arg : node.args)
      if (names_column(*arg)) return true;
    return false;
  }
  [[nodiscard]] Outcome evaluate_part(const Node& node) const { return evaluate_node(e_, node, constants_, {}); }

  std::optional<Operand> parameter(const Value& v) {
    if (const auto* i = v.integer()) return bound(Value(*i), TypeKind::integer, *i, *i);
    if (const auto* d = v.number(); d && *d == *d) return bound(Value(*d), TypeKind::number);
    if (const auto* b = v.boolean()) return bound(Value(std::int64_t{*b}), TypeKind::boolean);
    if (const auto* s = v.string(); s && s->find('\0') == std::string::npos) return bound(Value(*s), TypeKind::string);
    // finer than a column can hold: left to the evaluator
    if (const auto* t = v.timestamp(); t && t->nanos % 1000 == 0)
      return bound(Value(t->seconds * 1'000'000 + t->nanos / 1000), TypeKind::timestamp);
    return std::nullopt;
  }
  Operand bound(Value v, TypeKind type, std::int64_t least = INT64_MIN, std::int64_t most = INT64_MAX) {
    parameters_.push_back(std::move(v));
    return {"?" + std::to_string(next_++), type, least, most};
  }

  // Only where no row can overflow: SQLite would go on in floating point, PostgreSQL would stop the query.
  std::optional<Operand> arithmetic(const Node& node) {
    const auto a = operand(*node.args[0]);
    if (!a || a->type != TypeKind::integer) return std::nullopt;
    const auto b = operand(*node.args[1]);
    if (!b || b->type != TypeKind::integer) return std::nullopt;
    std::array<std::int64_t, 4> corners{};
    const std::array<std::pair<std::int64_t, std::int64_t>, 4> pairs{
        {{a->least, b->least}, {a->least, b->most}, {a->most, b->least}, {a->most, b->most}}};
    for (std::size_t i = 0; i < 4; ++i) {
      const auto [x, y] = pairs[i];
      const bool over = node.name == "+"   ? __builtin_add_overflow(x, y, &corners[i])
                        : node.name == "-" ? __builtin_sub_overflow(x, y, &corners[i])
                                           : __builtin_mul_overflow(x, y, &corners[i]);
      if (over) return std::nullopt;
    }
    const auto [least, most] = std::minmax_element(corners.begin(), corners.end());
    return Operand{"(" + a->sql + " " + node.name + " " + b->sql + ")", TypeKind::integer, *least, *most};
  }

  const Expression& e_;
  const Lowering& l_;
  FactMap constants_;
  int next_;
  std::vector<Value> parameters_;
  bool exact_ = true;
};

}  // namespace

std::optional<Predicate> lower(const Expression& expression, const Lowering& lowering, int first) {
  return Lowerer(expression, lowering, first).run();
}

}  // namespace anwang::expr

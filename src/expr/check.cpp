#include "expr/check.h"

#include "expr/functions.h"
#include "expr/lexer.h"
#include "expr/signatures.h"

namespace anwang::expr {
namespace {

using K = TypeKind;

// What the free type variables stand for, found by making two types agree.
class Agreement {
 public:
  Type fresh() { return Type::free(next_++); }

  [[nodiscard]] Type resolved(const Type& t) const {
    if (t.kind == K::variable) {
      const auto found = stands_for_.find(t.variable);
      return found == stands_for_.end() ? t : resolved(found->second);
    }
    Type out = t;
    for (Type& part : out.of) part = resolved(part);
    return out;
  }
  // dyn agrees with anything; null agrees with timestamps and durations, as fields of those types may be null.
  bool agree(const Type& left, const Type& right) {
    const Type a = resolved(left), b = resolved(right);
    if (a.kind == K::variable && b.kind == K::variable && a.variable == b.variable) return true;
    if (a.kind == K::variable) return stand(a.variable, b);
    if (b.kind == K::variable) return stand(b.variable, a);
    if (a.kind == K::dyn || b.kind == K::dyn) return true;
    if (a.kind == K::type && b.kind == K::type) return true;
    if (a.kind != b.kind || a.of.size() != b.of.size()) return false;
    for (std::size_t i = 0; i < a.of.size(); ++i)
      if (!agree(a.of[i], b.of[i])) return false;
    return true;
  }

 private:
  bool occurs(int variable, const Type& t) const {
    const Type r = resolved(t);
    if (r.kind == K::variable) return r.variable == variable;
    for (const Type& part : r.of)
      if (occurs(variable, part)) return true;
    return false;
  }
  bool stand(int variable, const Type& t) {
    if (occurs(variable, t)) return false;
    stands_for_.insert_or_assign(variable, t);
    return true;
  }
  std::map<int, Type> stands_for_;
  int next_ = 100;  // signatures use 0 and 1
};

Type renamed(const Type& t, const Type& a, const Type& b) {
  if (t.kind == K::variable) return t.variable == 0 ? a : b;
  Type out = t;
  for (Type& part : out.of) part = renamed(part, a, b);
  return out;
}

class Checker {
 public:
  Checker(const Expression& e, const Declarations& d) : e_(e), d_(d) {}

  Result<Type> run() {
    ANWANG_TRY(auto type, of(*e_.root));
    return closed(agreement_.resolved(type));
  }

 private:
  // What is still free may be anything.
  static Type closed(const Type& t) {
    if (t.kind == K::variable) return K::dyn;
    Type out = t;
    for (Type& part : out.of) part = closed(part);
    return out;
  }
  [[nodiscard]] tl::unexpected<Error> wrong(const Node& node, std::string code, std::string found,
                                            std::string expected) const {
    return fail(syntax_error(e_.source, node.begin, std::move(code), std::move(found), std::move(expected)));
  }

  Result<Type> of(const Node& node) {
    switch (node.kind) {
      case NodeKind::literal:
        return literal(node.literal);
      case NodeKind::ident:
        return ident(node);
      case NodeKind::select:
        return select(node);
      case NodeKind::has:
        return has(node);
      case NodeKind::call:
        return call(node);
      case NodeKind::list:
        return list(node);
      case NodeKind::map:
        return map(node);
      default:
        return macro(node);
    }
  }

  static Type literal(const Value& v) {
    static constexpr K kKinds[] = {K::null,   K::boolean, K::integer, K::unsigned_integer,
                                   K::number, K::string,  K::bytes};
    return kKinds[v.kind()];
  }

  std::optional<Type> local(const Node& node) const {
    if (node.rooted) return std::nullopt;
    for (auto l = locals_.rbegin(); l != locals_.rend(); ++l)
      if (l->first == node.name) return l->second;
    return std::nullopt;
  }
  std::optional<Type> declared(const std::string& name, bool rooted) const {
    std::string scope = rooted ? std::string() : d_.container;
    for (;;) {
      const auto found = d_.variables.find(scope.empty() ? name : scope + "." + name);
      if (found != d_.variables.end()) return found->second;
      if (scope.empty()) break;
      const auto dot = scope.rfind('.');
      scope = dot == std::string::npos ? std::string() : scope.substr(0, dot);
    }
    if (known_type_name(name)) return Type::type(K::dyn);
    return std::nullopt;
  }
  Result<Type> ident(const Node& node) {
    if (const auto t = local(node)) return *t;
    if (const auto t = declared(node.name, node.rooted)) return *t;
    return wrong(node, "undeclared", node.name, "a declared name");
  }

  // a.b.c as one declared name, else the field of what stands before.
  Result<Type> select(const Node& node) {
    const Node* root = &node;
    while (root->kind == NodeKind::select) root = root->args[0].get();
    if (root->kind == NodeKind::ident && !local(*root)) {
      if (const auto t = declared(path_of(node), root->rooted)) return *t;
    }
    return field(node);
  }
  Result<Type> field(const Node& node) {
    ANWANG_TRY(auto whole, of(*node.args[0]));
    const Type t = agreement_.resolved(whole);
    if (t.kind == K::dyn || t.kind == K::variable) return Type(K::dyn);
    if (t.kind != K::map) return wrong(node, "no_fields", type_text(t), "a map");
    if (!agreement_.agree(t.of[0], K::string))
      return wrong(node, "no_fields", type_text(t), "a map with keys of type string");
    return t.of[1];
  }
  Result<Type> has(const Node& node) {
    ANWANG_TRY(auto ignored, select_of_has(node));
    static_cast<void>(ignored);
    return Type(K::boolean);
  }
  // has(a.b) of a name that is declared whole needs no a.
  Result<Type> select_of_has(const Node& node) {
    const std::string before = path_of(*node.args[0]);
    if (!before.empty() && d_.variables.contains(before + "." + node.name)) return Type(K::dyn);
    return field(node);
  }

  Result<Type> call(const Node& node) {
    std::vector<Type> args;
    for (const auto& arg : node.args) {
      ANWANG_TRY(auto t, of(*arg));
      args.push_back(std::move(t));
    }
    if (node.name == "&&" || node.name == "||") {
      for (std::size_t i = 0; i < args.size(); ++i)
        if (!agreement_.agree(args[i], K::boolean))
          return wrong(*node.args[i], "no_such_overload", type_text(agreement_.resolved(args[i])), "bool");
      return Type(K::boolean);
    }
    const auto* overloads = signatures(node.name);
    if (!overloads) return wrong(node, "undeclared_function", node.name, "a function of the language");
    return overload(node, args, *overloads);
  }

  // All overloads that fit: one gives its type, several give it when they agree, else dyn.
  Result<Type> overload(const Node& node, const std::vector<Type>& args, const std::vector<Signature>& overloads) {
    std::optional<Type> result;
    std::optional<Agreement> chosen;
    for (const Signature& s : overloads) {
      if (s.member != node.member || s.parameters.size() != args.size()) continue;
      Agreement attempt = agreement_;
      const Type a = attempt.fresh(), b = attempt.fresh();
      bool fits = true;
      for (std::size_t i = 0; fits && i < args.size(); ++i)
        fits = attempt.agree(renamed(s.parameters[i], a, b), args[i]);
      if (!fits) continue;
      const Type given = attempt.resolved(renamed(s.result, a, b));
      if (!result) {
        result = given;
        chosen = std::move(attempt);
      } else if (!(*result == given)) {
        return Type(K::dyn);
      } else {
        chosen.reset();  // ambiguous in its arguments: bind nothing
      }
    }
    if (!result) return wrong(node, "no_such_overload", shown(node, args), "an overload of " + node.name);
    if (chosen) agreement_ = std::move(*chosen);
    return *result;
  }
  [[nodiscard]] std::string shown(const Node& node, const std::vector<Type>& args) const {
    std::string out = node.name + "(";
    for (std::size_t i = 0; i < args.size(); ++i) out += (i ? ", " : "") + type_text(agreement_.resolved(args[i]));
    return out + ")";
  }

  // Elements of one type, or dyn when they differ.
  Type joined(const std::optional<Type>& before, const Type& next) {
    if (!before) return next;
    const Type a = agreement_.resolved(*before), b = agreement_.resolved(next);
    if (a.kind == K::dyn || b.kind == K::dyn) return K::dyn;
    return agreement_.agree(a, b) ? agreement_.resolved(a) : Type(K::dyn);
  }
  Result<Type> list(const Node& node) {
    std::optional<Type> element;
    for (const auto& arg : node.args) {
      ANWANG_TRY(auto t, of(*arg));
      element = joined(element, t);
    }
    return Type::list(element ? *element : agreement_.fresh());
  }
  Result<Type> map(const Node& node) {
    std::optional<Type> key, value;
    for (std::size_t i = 0; i + 1 < node.args.size(); i += 2) {
      ANWANG_TRY(auto k, of(*node.args[i]));
      ANWANG_TRY(auto v, of(*node.args[i + 1]));
      key = joined(key, k);
      value = joined(value, v);
    }
    return Type::map(key ? *key : agreement_.fresh(), value ? *value : agreement_.fresh());
  }

  Result<Type> macro(const Node& node) {
    ANWANG_TRY(auto range, of(*node.args[0]));
    const Type t = agreement_.resolved(range);
    Type element = K::dyn;
    if (t.kind == K::list || t.kind == K::map)
      element = t.of[0];
    else if (t.kind != K::dyn && t.kind != K::variable)
      return wrong(*node.args[0], "not_a_range", type_text(t), "a list or a map");
    locals_.emplace_back(node.var, element);
    auto out = body(node, element);
    locals_.pop_back();
    return out;
  }
  Result<Type> body(const Node& node, const Type& element) {
    const bool maps = node.kind == NodeKind::map_macro;
    if (!maps || node.args.size() == 3) {
      ANWANG_TRY(auto condition, of(*node.args[1]));
      if (!agreement_.agree(condition, K::boolean))
        return wrong(*node.args[1], "no_such_overload", type_text(agreement_.resolved(condition)), "bool");
    }
    if (node.kind == NodeKind::filter) return Type::list(element);
    if (!maps) return Type(K::boolean);
    ANWANG_TRY(auto made, of(*node.args.back()));
    return Type::list(made);
  }

  const Expression& e_;
  const Declarations& d_;
  Agreement agreement_;
  std::vector<std::pair<std::string, Type>> locals_;
};

}  // namespace

Result<Type> check(const Expression& expression, const Declarations& declarations) {
  return Checker(expression, declarations).run();
}

Result<ExpressionPtr> compile(std::string_view source, const Declarations& declarations, const Type& wanted) {
  ANWANG_TRY(auto expression, parse(source));
  ANWANG_TRY(auto type, check(*expression, declarations));
  Agreement agreement;
  if (!agreement.agree(type, wanted))
    return fail(syntax_error(source, 0, "wrong_type", type_text(type), type_text(wanted)));
  return expression;
}

}  // namespace anwang::expr

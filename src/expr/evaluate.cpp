#include "expr/evaluate.h"

#include "expr/functions.h"

namespace anwang::expr {
namespace {

class Evaluator {
 public:
  Evaluator(const Expression& expression, const Facts& facts, const Options& options, Trace* trace)
      : facts_(facts), options_(options), trace_(trace), budget_(options.cost_limit) {
    if (trace_) {
      trace_->values.assign(expression.node_count, std::nullopt);
      trace_->elements.assign(expression.node_count, std::nullopt);
    }
  }

  Outcome run(const Node& root) {
    Value value = eval(root);
    if (!budget_.broke()) measure(value, budget_);
    if (budget_.broke()) value = Value::error(ErrorCode::cost_exceeded, std::to_string(options_.cost_limit) + " steps");
    return {std::move(value), options_.cost_limit - budget_.left()};
  }

 private:
  struct Local {
    const std::string& name;
    Value value;
  };

  Value eval(const Node& node) {
    if (!budget_.spend(1)) return Value::error(ErrorCode::cost_exceeded);
    Value out = dispatch(node);
    if (trace_) trace_->values[node.id] = out;
    return out;
  }
  Value dispatch(const Node& node) {
    switch (node.kind) {
      case NodeKind::literal:
        return node.literal;
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
      case NodeKind::all:
        return quantified(node, false);
      case NodeKind::exists:
        return quantified(node, true);
      case NodeKind::exists_one:
        return exists_one(node);
      case NodeKind::map_macro:
      case NodeKind::filter:
        return collected(node);
    }
    return no_overload();
  }

  // ---- names
  const Value* local(const Node& node) const {
    if (node.kind != NodeKind::ident || node.rooted) return nullptr;
    for (auto l = locals_.rbegin(); l != locals_.rend(); ++l)
      if (l->name == node.name) return &l->value;
    return nullptr;
  }
  // name as it stands in the container, then one level out, …, then alone.
  std::optional<Value> find(const std::string& name, bool rooted) const {
    std::string scope = rooted ? std::string() : options_.container;
    for (;;) {
      if (auto found = facts_.find(scope.empty() ? name : scope + "." + name)) return found;
      if (scope.empty()) return known_type_name(name) ? std::optional<Value>(TypeName{name}) : std::nullopt;
      const auto dot = scope.rfind('.');
      scope = dot == std::string::npos ? std::string() : scope.substr(0, dot);
    }
  }
  Value ident(const Node& node) {
    if (const Value* v = local(node)) return *v;
    auto found = find(node.name, node.rooted);
    return found ? *found : Value::error(ErrorCode::no_such_attribute, node.name);
  }

  static const Node* root_of(const Node& node) {
    const Node* root = &node;
    while (root->kind == NodeKind::select) root = root->args[0].get();
    return root;
  }
  // a.b.c may be one declared name, or a field of a shorter one: the longest wins.
  Value select(const Node& node) {
    const Node* root = root_of(node);
    if (root->kind == NodeKind::ident && !local(*root)) {
      if (auto found = find(path_of(node), root->rooted)) return *found;
    }
    return field(eval(*node.args[0]), node);
  }
  static Value field(const Value& whole, const Node& node) {
    if (!whole.known()) return whole;
    const auto* map = whole.map();
    if (!map) return no_overload();
    const auto found = map->find(Value(node.name));
    return found == map->end() ? Value::error(ErrorCode::no_such_key, node.name) : found->second;
  }
  Value has(const Node& node) {
    const std::string before = path_of(*node.args[0]);
    if (!before.empty() && !local(*root_of(*node.args[0]))) {
      if (const auto found = find(before + "." + node.name, root_of(*node.args[0])->rooted)) return !found->missing();
    }
    Value whole = eval(*node.args[0]);
    if (whole.missing()) return false;
    if (whole.fault()) return whole;
    const auto* map = whole.map();
    if (!map) return no_overload();
    const auto found = map->find(Value(node.name));
    return found != map->end() && !found->second.missing();
  }

  // ---- operators and functions
  Value call(const Node& node) {
    if (node.name == "&&") return logic(node, false);
    if (node.name == "||") return logic(node, true);
    if (node.name == "?:") return conditional(node);
    const Function function = find_function(node.name, node.member);
    Arguments args;
    args.reserve(node.args.size());
    for (const auto& arg : node.args) args.push_back(eval(*arg));
    if (const auto odd = odd_one(args)) return *odd;
    if (!function) return Value::error(ErrorCode::no_such_overload, node.name);
    CallContext context{budget_, options_.calendar, node.pattern.get()};
    return function(args, context);
  }
  // An argument that is no value: what is not known outweighs what is wrong, for more facts may make it right.
  static std::optional<Value> odd_one(const Arguments& args) {
    std::optional<Value> fault;
    Unknown missing;
    for (const Value& v : args) {
      if (const auto* u = v.missing())
        missing.paths.insert(u->paths.begin(), u->paths.end());
      else if (v.fault() && !fault)
        fault = v;
    }
    if (!missing.paths.empty()) return Value(std::move(missing));
    return fault;
  }

  // && stops at false, || at true, wherever it stands; else unknown, else error, else the other truth.
  struct Absorber {
    bool stop;
    Unknown missing{};
    std::optional<Value> fault{};
    bool take(const Value& v) {  // true: decided
      if (v.is(stop)) return true;
      if (const auto* u = v.missing())
        missing.paths.insert(u->paths.begin(), u->paths.end());
      else if (!v.boolean() && !fault)
        fault = v.fault() ? v : no_overload();
      return false;
    }
    Value rest() {
      if (!missing.paths.empty()) return Value(std::move(missing));
      return fault ? *fault : Value(!stop);
    }
  };
  Value logic(const Node& node, bool stop) {
    Absorber all{stop};
    for (const auto& arg : node.args)
      if (all.take(eval(*arg))) return stop;
    return all.rest();
  }
  Value conditional(const Node& node) {
    Value condition = eval(*node.args[0]);
    if (!condition.known()) return condition;
    if (!condition.boolean()) return no_overload();
    return eval(*node.args[*condition.boolean() ? 1 : 2]);
  }

  // ---- literals with parts
  Value list(const Node& node) {
    List out;
    out.reserve(node.args.size());
    for (const auto& arg : node.args) out.push_back(eval(*arg));
    if (const auto odd = odd_one(out)) return *odd;
    return out;
  }
  Value map(const Node& node) {
    Arguments parts;
    for (const auto& arg : node.args) parts.push_back(eval(*arg));
    if (const auto odd = odd_one(parts)) return *odd;
    Map out;
    for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
      const Value& key = parts[i];
      if (!key.boolean() && !key.integer() && !key.unsigned_integer() && !key.string())
        return Value::error(ErrorCode::no_such_overload, "map key");
      if (!out.emplace(key, parts[i + 1]).second) return Value::error(ErrorCode::duplicate_key);
    }
    return out;
  }

  // ---- macros
  // The elements of a list or the keys of a map; what is neither is `odd`.
  std::optional<List> elements(const Node& node, Value& odd) {
    odd = eval(*node.args[0]);
    if (!odd.known()) return std::nullopt;
    if (const auto* items = odd.list()) return *items;
    if (const auto* map = odd.map()) {
      List keys;
      for (const auto& [key, value] : *map) keys.push_back(key);
      return keys;
    }
    odd = no_overload();
    return std::nullopt;
  }
  Value with(const Node& node, const Value& element, const Node& body) {
    locals_.push_back({node.var, element});
    Value out = eval(body);
    locals_.pop_back();
    return out;
  }
  void decided_by(const Node& node, const Value& element) {
    if (trace_) trace_->elements[node.id] = element;
  }

  Value quantified(const Node& node, bool stop) {
    Value odd;
    const auto items = elements(node, odd);
    if (!items) return odd;
    Absorber all{stop};
    for (const Value& item : *items) {
      const bool decided = all.take(with(node, item, *node.args[1]));
      if (budget_.broke()) return no_overload();
      if (decided) {
        decided_by(node, item);
        return stop;
      }
    }
    return all.rest();
  }
  Value exists_one(const Node& node) {
    Value odd;
    const auto items = elements(node, odd);
    if (!items) return odd;
    int count = 0;
    for (const Value& item : *items) {
      const Value v = with(node, item, *node.args[1]);
      if (!v.boolean()) return v.known() ? no_overload() : v;
      if (*v.boolean() && ++count == 1) decided_by(node, item);
    }
    return count == 1;
  }
  Value collected(const Node& node) {
    Value odd;
    const auto items = elements(node, odd);
    if (!items) return odd;
    const bool keep_item = node.kind == NodeKind::filter;
    const Node* condition = keep_item || node.args.size() == 3 ? node.args[1].get() : nullptr;
    List out;
    for (const Value& item : *items) {
      if (condition) {
        const Value kept = with(node, item, *condition);
        if (!kept.boolean()) return kept.known() ? no_overload() : kept;
        if (!*kept.boolean()) continue;
      }
      Value made = keep_item ? item : with(node, item, *node.args.back());
      if (!made.known()) return made;
      out.push_back(std::move(made));
    }
    return out;
  }

  const Facts& facts_;
  const Options& options_;
  Trace* trace_;
  Budget budget_;
  std::vector<Local> locals_;
};

}  // namespace

Outcome evaluate(const Expression& expression, const Facts& facts, const Options& options) {
  return Evaluator(expression, facts, options, nullptr).run(*expression.root);
}
Outcome evaluate_node(const Expression& expression, const Node& node, const Facts& facts, const Options& options) {
  return Evaluator(expression, facts, options, nullptr).run(node);
}
Outcome evaluate(const Expression& expression, const Facts& facts, const Options& options, Trace& trace) {
  return Evaluator(expression, facts, options, &trace).run(*expression.root);
}

}  // namespace anwang::expr

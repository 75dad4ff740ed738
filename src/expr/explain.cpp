#include "expr/explain.h"

#include "expr/functions.h"

namespace anwang::expr {
namespace {

Reason::Truth truth_of(const Value& v) {
  if (v.is(true)) return Reason::Truth::holds;
  if (v.is(false)) return Reason::Truth::fails;
  return v.missing() ? Reason::Truth::unknown : Reason::Truth::wrong;
}

class Explainer {
 public:
  Explainer(const Expression& e, const Trace& trace, const MaySee& may_see) : e_(e), trace_(trace), may_see_(may_see) {}

  std::vector<Reason> run() {
    walk(*e_.root);
    return std::move(reasons_);
  }

 private:
  // What stands behind the variable of a macro: the path of its range.
  struct Binding {
    std::string name, path;
  };

  [[nodiscard]] const std::optional<Value>& value(const Node& node) const { return trace_.values[node.id]; }

  void walk(const Node& node) {
    if (!value(node)) return;  // never reached: it decided nothing
    if (is_call(node, "!")) return walk(*node.args[0]);
    if (is_call(node, "&&") || is_call(node, "||")) return logic(node);
    if (is_call(node, "?:") && value(*node.args[0]) && value(*node.args[0])->boolean()) {
      walk(*node.args[0]);
      return walk(*node.args[*value(*node.args[0])->boolean() ? 1 : 2]);
    }
    leaf(node);
  }

  // The arguments whose truth is that of the whole made it so.
  void logic(const Node& node) {
    const auto whole = truth_of(*value(node));
    for (const auto& arg : node.args)
      if (value(*arg) && truth_of(*value(*arg)) == whole) walk(*arg);
  }

  void leaf(const Node& node) {
    Reason reason;
    reason.truth = truth_of(*value(node));
    reason.text = e_.text(node);
    bool hidden = false;
    facts_of(node, reason.facts, hidden);
    if (hidden) reason = Reason{reason.truth, true, {}, {}};
    if (hidden && told_hidden(reason.truth)) return;
    reasons_.push_back(std::move(reason));
  }
  // "A restricted fact" is said once for each truth; how many there are would tell something too.
  [[nodiscard]] bool told_hidden(Reason::Truth truth) const {
    for (const Reason& r : reasons_)
      if (r.restricted && r.truth == truth) return true;
    return false;
  }

  [[nodiscard]] std::string full_path(const Node& node) const {
    std::string path = path_of(node);
    const std::string first = path.substr(0, path.find('.'));
    for (auto b = bindings_.rbegin(); b != bindings_.rend(); ++b)
      if (b->name == first) return b->path.empty() ? std::string() : b->path + "[]" + path.substr(first.size());
    return path;
  }

  void facts_of(const Node& node, std::vector<UsedFact>& out, bool& hidden) {
    if (node.kind == NodeKind::ident || node.kind == NodeKind::select) {
      const std::string path = full_path(node);
      if (!path.empty()) return add(path, value(node) ? *value(node) : Value::unknown(path), out, hidden);
    }
    if (node.kind == NodeKind::has) {
      const std::string before = full_path(*node.args[0]);
      if (!before.empty()) return add(before + "." + node.name, value(node) ? *value(node) : Value(), out, hidden);
    }
    const bool macro = is_macro(node);
    for (std::size_t i = 0; i < node.args.size(); ++i) {
      if (macro && i == 1) bindings_.push_back({node.var, full_path(*node.args[0])});
      facts_of(*node.args[i], out, hidden);
    }
    if (macro) bindings_.pop_back();
  }
  void add(const std::string& path, Value value, std::vector<UsedFact>& out, bool& hidden) const {
    if (known_type_name(path)) return;  // int, string …: names of the language, not facts
    if (!may_see_(path)) hidden = true;
    for (const UsedFact& f : out)
      if (f.path == path) return;
    out.push_back({path, std::move(value)});
  }
  const Expression& e_;
  const Trace& trace_;
  const MaySee& may_see_;
  std::vector<Binding> bindings_;
  std::vector<Reason> reasons_;
};

}  // namespace

Explanation explain(const Expression& expression, const Facts& facts, const Options& options, const MaySee& may_see) {
  Trace trace;
  Outcome outcome = evaluate(expression, facts, options, trace);
  return {std::move(outcome.value), Explainer(expression, trace, may_see).run()};
}

}  // namespace anwang::expr

// Evaluates an expression on facts. Pure: what it reads is given, the wall clock included. A hostile expression ends
// with the error cost_exceeded: time and memory stay under `cost_limit` steps (one a node, more for long texts, lists
// and patterns). Thread-safety: an Expression and Facts may be used by many threads at once; an evaluation is one
// thread's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "expr/parser.h"
#include "expr/value.h"

namespace anwang::expr {

// What an expression may name. A fact that is declared and not recorded is an Unknown (Value::unknown("subject.age")),
// also inside a map; it is absorbed by && and || like an error, and has() of it is false.
class Facts {
 public:
  virtual ~Facts() = default;
  // nullopt: nothing of that name is declared.
  [[nodiscard]] virtual std::optional<Value> find(std::string_view name) const = 0;
};
class FactMap final : public Facts {
 public:
  FactMap() = default;
  explicit FactMap(std::map<std::string, Value, std::less<>> values) : values_(std::move(values)) {}
  void set(std::string name, Value value) { values_.insert_or_assign(std::move(name), std::move(value)); }
  [[nodiscard]] std::optional<Value> find(std::string_view name) const override {
    const auto found = values_.find(name);
    return found == values_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::map<std::string, Value, std::less<>> values_;
};

// The working days of the executive branch (辦公日曆表), with make-up days; the caller says which edition.
class WorkingDays {
 public:
  virtual ~WorkingDays() = default;
  [[nodiscard]] virtual bool is_workday(Date day) const = 0;
};

struct Options {
  const WorkingDays* calendar = nullptr;
  std::uint64_t cost_limit = 100'000;
  std::string container;  // names are looked for as container.name first
};
struct Outcome {
  Value value;
  std::uint64_t cost = 0;
};
Outcome evaluate(const Expression& expression, const Facts& facts, const Options& options = {});

// One part of it, as if it stood alone.
Outcome evaluate_node(const Expression& expression, const Node& node, const Facts& facts, const Options& options);

// For explain.h: what each node gave, by node id; a node inside a macro keeps the value of the deciding element.
struct Trace {
  std::vector<std::optional<Value>> values;
  std::vector<std::optional<Value>> elements;  // of a macro node: the element that decided it
};
Outcome evaluate(const Expression& expression, const Facts& facts, const Options& options, Trace& trace);

}  // namespace anwang::expr

// contains, startsWith, endsWith, matches (RE2: linear in the text, whatever the pattern).
#include <re2/re2.h>

#include "expr/functions.h"

namespace anwang::expr {
namespace {

template <class Test>
Value tested(const Arguments& args, CallContext& context, Test test) {
  if (args.size() != 2 || !args[0].string() || !args[1].string()) return no_overload();
  if (!context.budget.spend((args[0].string()->size() + args[1].string()->size()) / 32)) return no_overload();
  return test(*args[0].string(), *args[1].string());
}
using Text = const std::string&;
Value contains(const Arguments& a, CallContext& c) {
  return tested(a, c, [](Text text, Text part) { return text.find(part) != std::string::npos; });
}
Value starts_with(const Arguments& a, CallContext& c) {
  return tested(a, c, [](Text text, Text part) { return text.starts_with(part); });
}
Value ends_with(const Arguments& a, CallContext& c) {
  return tested(a, c, [](Text text, Text part) { return text.ends_with(part); });
}

Value matches(const Arguments& args, CallContext& context) {
  if (args.size() != 2 || !args[0].string() || !args[1].string()) return no_overload();
  const std::string &text = *args[0].string(), &pattern = *args[1].string();
  if (!context.budget.spend(text.size() / 4 + pattern.size())) return no_overload();
  if (context.pattern) return re2::RE2::PartialMatch(text, *static_cast<const re2::RE2*>(context.pattern));
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  const re2::RE2 compiled(pattern, options);
  if (!compiled.ok()) return Value::error(ErrorCode::bad_pattern, "matches");
  return re2::RE2::PartialMatch(text, compiled);
}

}  // namespace

const std::vector<Entry>& text_functions() {
  static const std::vector<Entry> kAll{{"contains", contains, false, true},
                                       {"startsWith", starts_with, false, true},
                                       {"endsWith", ends_with, false, true},
                                       {"matches", matches, true, true}};
  return kAll;
}

}  // namespace anwang::expr

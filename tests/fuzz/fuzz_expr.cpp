// An expression from anywhere ends: parsed or refused with a place, checked, evaluated within its cost.
#include <cstdint>
#include <string_view>

#include "check.h"
#include "expr/check.h"
#include "expr/evaluate.h"
#include "expr/lower.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace anwang::expr;
  const auto parsed = parse({reinterpret_cast<const char*>(data), size});
  if (!parsed) {
    FUZZ_CHECK(parsed.error().fields.size() == 1);
    return 0;
  }
  static const Declarations kNames{{{"a", Type(TypeKind::integer)},
                                    {"s", Type(TypeKind::string)},
                                    {"m", Type::map(TypeKind::string, TypeKind::dyn)}},
                                   ""};
  static_cast<void>(check(**parsed, kNames));
  FactMap facts;
  facts.set("a", 7);
  facts.set("s", "安全網");
  facts.set("m", Map{{"x", Value::unknown("m.x")}, {"y", List{1, 2, 3}}});
  Options options;
  options.cost_limit = 20'000;
  const Outcome outcome = evaluate(**parsed, facts, options);
  FUZZ_CHECK(outcome.cost <= options.cost_limit);
  const Lowering columns{{{"a", {"a", TypeKind::integer, -9, 9}}, {"s", {"s", TypeKind::string}}}, {}};
  static_cast<void>(lower(**parsed, columns));
  return 0;
}

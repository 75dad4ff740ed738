#include "expr/evaluate.h"

#include <gtest/gtest.h>

#include "expr/check.h"

namespace anwang::expr {
namespace {

Value run(std::string_view source, const Facts& facts = FactMap(), const Options& options = {}) {
  const auto parsed = parse(source);
  if (!parsed) return Value::error(ErrorCode::bad_conversion, "parse: " + parsed.error().fields[0].code);
  return evaluate(**parsed, facts, options).value;
}
std::string text(std::string_view source, const Facts& facts = FactMap(), const Options& options = {}) {
  return to_text(run(source, facts, options));
}
std::string error(std::string_view source, const Options& options = {}) {
  const Value v = run(source, FactMap(), options);
  return v.fault() ? std::string(error_word(v.fault()->code)) : "gives " + to_text(v);
}

TEST(Evaluate, MissingFactsAreAbsorbedByLogic) {
  FactMap facts;
  facts.set("subject", Map{{"age", Value::unknown("subject.age")}, {"sex", "F"}});
  EXPECT_EQ(text("subject.age < 18 && subject.sex == 'M'", facts), "false");
  EXPECT_EQ(text("subject.age < 18 || subject.sex == 'F'", facts), "true");
  EXPECT_EQ(text("subject.age < 18 && subject.sex == 'F'", facts), "unknown subject.age");
  EXPECT_EQ(text("subject.age < 18 ? 1 : 2", facts), "unknown subject.age");
  EXPECT_EQ(text("has(subject.age)", facts), "false");
  EXPECT_EQ(text("has(subject.sex)", facts), "true");
  EXPECT_EQ(text("!has(subject.age) || subject.age >= 18", facts), "true");
}

TEST(Evaluate, WhatIsMissingOutweighsWhatIsWrong) {
  FactMap facts;
  facts.set("a", Value::unknown("a"));
  EXPECT_EQ(text("a && 1 / 0 == 1", facts), "unknown a");
  EXPECT_EQ(text("[a, 1 / 0]", facts), "unknown a");
  EXPECT_EQ(text("a || true", facts), "true");
}

TEST(Evaluate, IntegersNeverWrap) {
  EXPECT_EQ(error("9223372036854775807 + 1"), "overflow");
  EXPECT_EQ(error("-9223372036854775808 - 1"), "overflow");
  EXPECT_EQ(error("-9223372036854775808 / -1"), "overflow");
  EXPECT_EQ(error("-(-9223372036854775808)"), "overflow");
  EXPECT_EQ(error("4611686018427387904 * 2"), "overflow");
  EXPECT_EQ(error("1 / 0"), "divide_by_zero");
  EXPECT_EQ(error("1 % 0"), "divide_by_zero");
}

TEST(Evaluate, TextCountsCodePoints) {
  EXPECT_EQ(text("size('張○羣𠮷')"), "4");
  EXPECT_EQ(text("'安全網'.contains('全')"), "true");
  EXPECT_EQ(text("'0912-345-678'.matches('^09[0-9]{2}-[0-9]{3}-[0-9]{3}$')"), "true");
}

struct Weekdays final : WorkingDays {
  [[nodiscard]] bool is_workday(Date day) const override { return day.weekday() != 0 && day.weekday() != 6; }
};

TEST(Evaluate, DaysAreDaysInTaipei) {
  const Weekdays calendar;
  Options options;
  options.calendar = &calendar;
  EXPECT_EQ(text("age_on('2018-11-23', '2026-11-22')"), "7");
  EXPECT_EQ(text("age_on('2018-11-22', timestamp('2026-11-21T16:00:00Z'))"), "8");  // midnight in Taipei has passed
  EXPECT_EQ(error("age_on('2026-11-23', '2026-11-22')"), "range");
  EXPECT_EQ(text("date('2026-11-22') == timestamp('2026-11-21T16:00:00Z')"), "true");
  EXPECT_EQ(error("date('2026-02-30')"), "bad_conversion");
  EXPECT_EQ(text("workdays('2026-11-20', '2026-11-23')", FactMap(), options), "1");  // Friday to Monday
  EXPECT_EQ(text("workdays('2026-11-23', '2026-11-20')", FactMap(), options), "-1");
  EXPECT_EQ(error("workdays('2026-11-20', '2026-11-23')"), "no_calendar");
  EXPECT_EQ(text("hours_between(timestamp('2026-11-22T18:07:00Z'), timestamp('2026-11-23T18:06:59Z'))"), "23");
}

TEST(Evaluate, HostileExpressionsEndWithTheCost) {
  const std::string list = "[1,2,3,4,5,6,7,8,9,10]";
  std::string nested = "1 == 1";
  for (int i = 0; i < 8; ++i) nested = list + ".all(x" + std::to_string(i) + ", " + nested + ")";
  EXPECT_EQ(error(nested), "cost_exceeded");
  // a value that shares its parts is far larger than its memory
  std::string doubled = "[[1]]";
  for (int i = 0; i < 40; ++i) doubled += ".map(x, [x, x])";
  EXPECT_EQ(error(doubled), "cost_exceeded");
  EXPECT_EQ(error(doubled + " == " + doubled), "cost_exceeded");
  std::string grown = "'0123456789abcdef'";
  for (int i = 0; i < 30; ++i) grown = "[" + grown + "].map(x, x + x)[0]";
  EXPECT_EQ(error(grown), "cost_exceeded");
  EXPECT_EQ(error("true || " + nested), "gives true");
  EXPECT_EQ(error(nested + " || true"), "cost_exceeded");  // nothing absorbs it
}

TEST(Parse, LimitsAndPlaces) {
  const auto code = [](std::string_view source) {
    const auto e = parse(source);
    return e ? std::string("parses")
             : e.error().fields[0].code + " " + e.error().fields[0].args.at("line") + ":" +
                   e.error().fields[0].args.at("column");
  };
  EXPECT_EQ(code("a &&\n  年齡 < 3"), "unexpected_character 2:3");
  EXPECT_EQ(code("a < "), "unexpected 1:5");
  EXPECT_EQ(code("'abc"), "unclosed_string 1:1");
  EXPECT_EQ(code("a.matches('(')"), "bad_pattern 1:11");
  EXPECT_EQ(code("has(a)"), "bad_has 1:1");
  EXPECT_EQ(code("a.all(1, true)"), "bad_macro_variable 1:6");
  EXPECT_EQ(code("a.?b"), "unexpected 1:3");
  EXPECT_EQ(code("Message{}"), "not_supported 1:8");
  EXPECT_EQ(code("1 + 99999999999999999999"), "number_range 1:5");
  EXPECT_EQ(code(std::string(300, '(') + "1" + std::string(300, ')')).substr(0, 8), "too_deep");
  EXPECT_EQ(code(std::string(300, '!') + "true").substr(0, 8), "too_deep");
  EXPECT_EQ(code(std::string(70'000, ' ')).substr(0, 9), "too_large");
  EXPECT_EQ(code("'\xff'"), "bad_utf8 1:1");
}

TEST(Check, NamesAndTypesBeforeAnyRun) {
  Declarations d;
  d.variables = {{"subject.age", Type(TypeKind::integer)},
                 {"subject.birth_on", Type(TypeKind::timestamp)},
                 {"kinds", Type::list(TypeKind::string)}};
  const auto code = [&](std::string_view source) {
    const auto e = compile(source, d, TypeKind::boolean);
    return e ? std::string("ok") : e.error().fields[0].code + " " + e.error().fields[0].args.at("found");
  };
  EXPECT_EQ(code("subject.age < 18"), "ok");
  EXPECT_EQ(code("has(subject.age) && 'suicide' in kinds"), "ok");
  EXPECT_EQ(code("kinds.exists(k, k.startsWith('child'))"), "ok");
  EXPECT_EQ(code("subject.agee < 18"), "undeclared subject");
  EXPECT_EQ(code("subject.birth_on < 18"), "no_such_overload <(timestamp, int)");
  EXPECT_EQ(code("kinds.exists(k, k < 3)"), "no_such_overload <(string, int)");
  EXPECT_EQ(code("subject.age + 1"), "wrong_type int");
  EXPECT_EQ(code("aged(subject.age)"), "undeclared_function aged");
}

TEST(Type, TextReadsBack) {
  for (const auto* t : {"int", "list(string)", "map(string, list(timestamp))", "dyn", "map(int, map(string, bool))"})
    EXPECT_EQ(type_text(parse_type(t).value_or(Type(TypeKind::bytes))), t);
  for (const auto* t : {"", "list()", "list(string", "map(string)", "number"}) EXPECT_FALSE(parse_type(t)) << t;
}

}  // namespace
}  // namespace anwang::expr

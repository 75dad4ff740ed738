#include "expr/explain.h"

#include <gtest/gtest.h>

namespace anwang::expr {
namespace {

FactMap family() {
  FactMap facts;
  facts.set("tipvda", 9);
  facts.set("weapon", true);
  facts.set("reports", Map{{"count", 3}, {"sealed", 7}});
  facts.set("children", List{Map{{"name", "甲"}, {"age", 11}}, Map{{"name", "乙"}, {"age", 4}}});
  facts.set("income", Value::unknown("income"));
  return facts;
}

std::string told(
    std::string_view source, const MaySee& may_see = [](std::string_view) { return true; }) {
  const auto parsed = parse(source);
  const Explanation e = explain(**parsed, family(), {}, may_see);
  std::string out = to_text(e.result);
  static constexpr const char* kWords[] = {"holds", "fails", "unknown", "wrong"};
  for (const Reason& r : e.reasons) {
    out += " | " + std::string(kWords[static_cast<int>(r.truth)]) + " " + (r.restricted ? "restricted" : r.text);
    for (const UsedFact& f : r.facts) out += "; " + f.path + " = " + to_text(f.value);
  }
  return out;
}

TEST(Explain, OnlyWhatDecided) {
  EXPECT_EQ(told("tipvda >= 8 && (weapon || reports.count > 5)"),
            "true | holds tipvda >= 8; tipvda = 9 | holds weapon; weapon = true");
  EXPECT_EQ(told("tipvda >= 8 && reports.count > 5"), "false | fails reports.count > 5; reports.count = 3");
  EXPECT_EQ(told("tipvda >= 8 && income < 100"), "unknown income | unknown income < 100; income = unknown income");
  EXPECT_EQ(told("!(tipvda < 8)"), "true | fails tipvda < 8; tipvda = 9");
  EXPECT_EQ(told("weapon ? tipvda > 3 : tipvda > 30"),
            "true | holds weapon; weapon = true | holds tipvda > 3; tipvda = 9");
}

TEST(Explain, AMacroTellsTheElementThatDecided) {
  EXPECT_EQ(told("children.exists(c, c.age < 6)"),
            "true | holds children.exists(c, c.age < 6); children = [{'age': 11, 'name': '甲'}, {'age': 4, 'name': "
            "'乙'}]; children[].age = 4");
}

TEST(Explain, ARestrictedFactSaysOnlyThat) {
  const MaySee no_sealed = [](std::string_view path) { return path != "reports.sealed" && path != "children[].name"; };
  EXPECT_EQ(told("tipvda >= 8 && reports.sealed > 5 && reports.sealed < 9", no_sealed),
            "true | holds tipvda >= 8; tipvda = 9 | holds restricted");
  EXPECT_EQ(told("children.exists(c, c.name == '乙')", no_sealed), "true | holds restricted");
}

}  // namespace
}  // namespace anwang::expr

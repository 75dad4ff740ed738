// Random expressions on random rows: the SQL of a lowered predicate gives on both databases what the evaluator gives.
#include <gtest/gtest.h>

#include <random>

#include "expr/evaluate.h"
#include "expr/lower.h"
#include "store/testing/fixture.h"

namespace anwang::expr {
namespace {

using store::testing::BothStores;

// A row: two integers (one small), a text, a double, a flag and a moment, each of them missing now and then.
struct RandomRow {
  FactMap facts;
  store::Params params;
};
class Maker {
 public:
  explicit Maker(std::uint32_t seed) : random_(seed) {}
  int upto(int n) { return static_cast<int>(random_() % static_cast<std::uint32_t>(n)); }

  RandomRow row() {
    RandomRow out;
    const auto put = [&](const std::string& name, Value fact, store::Value column) {
      const bool missing = upto(5) == 0;
      out.facts.set(name, missing ? Value::unknown(name) : std::move(fact));
      out.params.push_back(missing ? store::Value{} : std::move(column));
    };
    static constexpr std::int64_t kIntegers[] = {INT64_MIN, -1, 0, 1, 2, INT64_MAX};
    const std::int64_t big = kIntegers[upto(6)], small = upto(9) - 4;
    put("r.big", Value(big), big);
    put("r.small", Value(small), small);
    static constexpr const char* kTexts[] = {"", "a", "B", "b", "張", "𠮷", "'; --"};
    const std::string t = kTexts[upto(7)];
    put("r.text", Value(t), t);
    static constexpr double kReals[] = {-1.5, 0.0, 0.1, 2.0, 1e300};
    const double d = kReals[upto(5)];
    put("r.real", Value(d), d);
    const bool flag = upto(2) == 1;
    put("r.flag", Value(flag), std::int64_t{flag});
    const std::int64_t micros = 1'795'305'600'000'000 + upto(3) - 1;
    put("r.at",
        Value(
            Timestamp{(micros - micros % 1'000'000) / 1'000'000, static_cast<std::int32_t>(micros % 1'000'000 * 1000)}),
        micros);
    return out;
  }

  std::string truth(int depth) {
    switch (depth <= 0 ? 2 + upto(9) : upto(11)) {
      case 0:
        return "(" + truth(depth - 1) + (upto(2) ? " && " : " || ") + truth(depth - 1) + ")";
      case 1:
        return "!(" + truth(depth - 1) + ")";
      case 2:
        return integer(2) + sign() + integer(2);
      case 3:
        return "r.text" + sign() + text();
      case 4:
        return "r.real" + sign() + (upto(2) ? "2.0" : "r.real");
      case 5:
        return "r.flag";
      case 6:
        return "r.at" + sign() + "timestamp('2026-11-22T00:00:00Z')";
      case 7:
        return "has(r." + std::string(upto(2) ? "big" : "text") + ")";
      case 8:
        return "r.text in ['a', " + text() + "]";
      case 9:
        return upto(2) ? "r.small in [1, -2, 3]" : "r.small in []";
      default:
        return "r.text.startsWith('b')";  // never lowered
    }
  }

 private:
  std::string sign() {
    static constexpr const char* kSigns[] = {" == ", " != ", " < ", " <= ", " > ", " >= "};
    return kSigns[upto(6)];
  }
  std::string text() {
    static constexpr const char* kTexts[] = {"''", "'b'", "'張'", "'𠮷'", "'\\'; --'", "r.text"};
    return kTexts[upto(5)];
  }
  std::string integer(int depth) {
    switch (upto(depth > 0 ? 6 : 3)) {
      case 0:
        return "r.small";
      case 1:
        return std::to_string(upto(7) - 3);
      case 2:
        return "r.big";
      case 3:
        return "(" + integer(depth - 1) + " + " + integer(depth - 1) + ")";
      case 4:
        return "(" + integer(depth - 1) + " - r.small)";
      default:
        return "(r.small * " + integer(depth - 1) + ")";
    }
  }
  std::mt19937 random_;
};

Lowering lowering() {
  Lowering l;
  l.columns = {{"r.big", {"r.big", TypeKind::integer}},   {"r.small", {"r.small", TypeKind::integer, -4, 4}},
               {"r.text", {"r.text", TypeKind::string}},  {"r.real", {"r.real", TypeKind::number}},
               {"r.flag", {"r.flag", TypeKind::boolean}}, {"r.at", {"r.at", TypeKind::timestamp}}};
  return l;
}

class LoweringTest : public BothStores {
 protected:
  // true, false, or nothing for NULL.
  std::optional<bool> ask(store::Store& store, const Predicate& p, const RandomRow& row) {
    const std::string collate = postgres() ? " COLLATE \"C\"" : "";
    const std::string sql =
        "SELECT CASE WHEN " + p.sql + " THEN 1 WHEN NOT " + p.sql +
        " THEN 0 END FROM (SELECT CAST(?1 AS BIGINT) AS big, CAST(?2 AS BIGINT) AS small, CAST(?3 AS TEXT)" + collate +
        " AS text, CAST(?4 AS DOUBLE PRECISION) AS real, CAST(?5 AS BIGINT) AS flag, CAST(?6 AS BIGINT) AS at) AS r";
    store::Params params = row.params;
    for (const Value& v : p.parameters) {
      if (v.integer())
        params.emplace_back(*v.integer());
      else if (v.number())
        params.emplace_back(*v.number());
      else
        params.emplace_back(*v.string());
    }
    auto reader = store.read();
    const auto rows = (*reader)->query("test.lowered", sql, params);
    if (!rows) {
      ADD_FAILURE() << sql << ": " << rows.error().internal;
      return std::nullopt;
    }
    const auto seen = (*rows)[0].opt_i64(0);
    return seen ? std::optional(*seen == 1) : std::nullopt;
  }
};

TEST_P(LoweringTest, GivesWhatTheEvaluatorGives) {
  auto store = open();
  Maker make(20261122);
  const Lowering columns = lowering();
  int exact = 0, partly = 0, not_at_all = 0;
  for (int i = 0; i < 600; ++i) {
    const std::string source = make.truth(3);
    const auto parsed = parse(source);
    ASSERT_TRUE(parsed) << source;
    const auto lowered = lower(**parsed, columns, 7);
    ++(!lowered ? not_at_all : lowered->exact ? exact : partly);
    if (!lowered) continue;
    for (int k = 0; k < 3; ++k) {
      const RandomRow row = make.row();
      const Value value = evaluate(**parsed, row.facts).value;
      const auto seen = ask(*store, *lowered, row);
      const std::string told = source + " -> " + lowered->sql + " is " + to_text(value);
      if (lowered->exact) {
        ASSERT_FALSE(value.fault()) << told;
        EXPECT_EQ(seen, value.boolean() ? std::optional(*value.boolean()) : std::nullopt) << told;
      } else if (value.is(true)) {
        EXPECT_EQ(seen, std::optional(true)) << told;  // lets every row through that is true
      }
    }
  }
  EXPECT_GT(exact, 200);
  EXPECT_GT(partly, 3);
  EXPECT_GT(not_at_all, 50);
}

TEST(Lower, LeavesWhatCouldDiffer) {
  const auto sql = [](std::string_view source) {
    const auto p = lower(**parse(source), lowering());
    return p ? p->sql + (p->exact ? "" : " (partly)") : std::string("none");
  };
  EXPECT_EQ(sql("r.small + 1 > 2"), "((r.small + ?1) > ?2)");
  EXPECT_EQ(sql("r.big + 1 > 2"), "none");
  EXPECT_EQ(sql("r.small / 2 > 2"), "none");
  EXPECT_EQ(sql("r.text == 1"), "none");
  EXPECT_EQ(sql("r.real > 2"), "none");
  EXPECT_EQ(sql("r.flag && r.text.contains('x')"), "((r.flag <> 0)) (partly)");
  EXPECT_EQ(sql("r.flag || r.text.contains('x')"), "none");
  EXPECT_EQ(sql("!(r.flag && r.text.contains('x'))"), "none");
  EXPECT_EQ(sql("r.text == 'a\\000'"), "none");
  EXPECT_EQ(sql("r.at < timestamp('2026-11-22T00:00:00.000000001Z')"), "none");
  EXPECT_EQ(sql("r.at + duration('24h') < timestamp('2026-11-22T00:00:00Z')"), "none");
  EXPECT_EQ(sql("r.at < timestamp('2026-11-22T00:00:00Z') - duration('24h')"), "(r.at < ?1)");
}

ANWANG_ON_BOTH_STORES(LoweringTest);

}  // namespace
}  // namespace anwang::expr

#include "codec/yaml.h"

#include <gtest/gtest.h>

namespace anwang::codec {
namespace {

std::string reason(std::string_view text) {
  auto r = parse_yaml(text);
  return r ? "ok" : r.error().reason;
}

TEST(Yaml, ScalarsStayText) {
  auto r = parse_yaml("a: NO\nb: 010\nc: \"7\"\nd: 7\ne:\nf: true\n");
  ASSERT_TRUE(r);
  EXPECT_EQ(r->get("a")->text, "NO");
  EXPECT_EQ(write_json(r->json()), R"({"a":"NO","b":"010","c":"7","d":7,"e":null,"f":true})");
}
TEST(Yaml, PositionsAreGiven) {
  auto r = parse_yaml("a:\n  - b: 1\n    c: 2\n");
  ASSERT_TRUE(r);
  EXPECT_EQ(r->get("a")->items[0].get("c")->line, 3);
  EXPECT_EQ(r->get("a")->items[0].get("c")->column, 8);
}
TEST(Yaml, RefusesWhatCouldSurprise) {
  EXPECT_EQ(reason("a: 1\na: 2\n"), "duplicate_key");
  EXPECT_EQ(reason("a: &x 1\nb: *x\n"), "yaml_alias");
  EXPECT_EQ(reason("a: !!int 1\n"), "yaml_tag");
  EXPECT_EQ(reason("a: 1\n---\nb: 2\n"), "several_documents");
  EXPECT_EQ(reason("a: [1, 2\n"), "bad_yaml");
  EXPECT_EQ(reason("[a, b]: 1\n"), "bad_yaml");
  EXPECT_EQ(reason(std::string(40, '[') + std::string(40, ']')), "too_deep");
  EXPECT_EQ(reason("a: \xff\n"), "bad_utf8");
  EXPECT_EQ(reason("a: \"!\"\nb: '*x'\n"), "ok");
}
TEST(Yaml, FaultHasLine) {
  auto r = parse_yaml("a: 1\nb: 2\na: 3\n");
  ASSERT_FALSE(r);
  EXPECT_EQ(r.error().fields[0].args.at("line"), "3");
}

}  // namespace
}  // namespace anwang::codec

#include "codec/csv.h"

#include <gtest/gtest.h>

namespace anwang::codec {
namespace {

TEST(Csv, QuotesBreaksAndMark) {
  auto r = parse_csv("\xEF\xBB\xBF" "a,b\r\n\"x,\"\"y\",\"1\n2\"\r\n\r\n,z");
  ASSERT_TRUE(r);
  ASSERT_EQ(r->size(), 3U);
  EXPECT_EQ((*r)[0].fields, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ((*r)[1].fields, (std::vector<std::string>{"x,\"y", "1\n2"}));
  EXPECT_EQ((*r)[2].fields, (std::vector<std::string>{"", "z"}));
  EXPECT_EQ((*r)[2].line, 5);
}
TEST(Csv, SaysWhatIsWrongAndWhere) {
  auto bad = parse_csv("a\nb\"c\n");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().reason, "bad_quote");
  EXPECT_EQ(bad.error().fields[0].args.at("line"), "2");
  EXPECT_EQ(parse_csv("a\n\"b\n").error().reason, "unclosed_quote");
  EXPECT_EQ(parse_csv("\xA4\xA4,x").error().reason, "bad_utf8");  // Big5
  EXPECT_EQ(parse_csv("a\nb\nc\n", {1, 10}).error().reason, "too_many_rows");
  EXPECT_EQ(parse_csv("aaaaaaaaaaa", {9, 10}).error().reason, "field_too_long");
}
TEST(Csv, NoFormulas) {
  EXPECT_EQ(csv_field("=1+1"), "'=1+1");
  EXPECT_EQ(csv_field("a,\"b"), "\"a,\"\"b\"");
  EXPECT_EQ(csv_field("王小明"), "王小明");
}

}  // namespace
}  // namespace anwang::codec

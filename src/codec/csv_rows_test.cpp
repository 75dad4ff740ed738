#include "codec/csv_rows.h"

#include <gtest/gtest.h>

namespace anwang::codec {
namespace {

std::vector<std::vector<std::string>> all(std::string_view text, char delimiter = ',') {
  CsvRows rows(text, delimiter);
  std::vector<std::string_view> fields;
  std::vector<std::vector<std::string>> out;
  while (rows.next(fields)) out.emplace_back(fields.begin(), fields.end());
  return out;
}
using Rows = std::vector<std::vector<std::string>>;

TEST(CsvRows, QuotesLineEndsAndEmptyLines) {
  EXPECT_EQ(all("a,b\r\n1,\"x,\"\"y\"\"\nz\"\n\n \n2,\r3,4"),
            (Rows{{"a", "b"}, {"1", "x,\"y\"\nz"}, {"2", ""}, {"3", "4"}}));
  EXPECT_EQ(all("a\tb\n1\t2,3", csv_delimiter("a\tb\n")), (Rows{{"a", "b"}, {"1", "2,3"}}));
  EXPECT_EQ(csv_delimiter("a;b\n1,2"), ';');
}

TEST(CsvRows, FaultsAreNamedWithTheirLine) {
  CsvRows rows("a\n\"x\ny\"z\nb\n\"open", ',', 8);
  std::vector<std::string_view> fields;
  ASSERT_TRUE(rows.next(fields));
  ASSERT_TRUE(rows.next(fields));
  EXPECT_STREQ(rows.fault(), "stray_quote");
  EXPECT_EQ(rows.line(), 2);
  ASSERT_TRUE(rows.next(fields));
  EXPECT_STREQ(rows.fault(), "");
  EXPECT_EQ(rows.line(), 4);
  ASSERT_TRUE(rows.next(fields));
  EXPECT_STREQ(rows.fault(), "unterminated_quote");
  EXPECT_FALSE(rows.next(fields));
  CsvRows longer("abcdefghi\n", ',', 8);
  ASSERT_TRUE(longer.next(fields));
  EXPECT_STREQ(longer.fault(), "field_too_long");
}

TEST(CsvRows, Encodings) {
  EXPECT_EQ(decode_csv("\xef\xbb\xbf"
                       "a,b")
                ->view,
            "a,b");
  const auto big5 = decode_csv("a\n\xa4\xfd\xa4\x70\xa9\xfa\n");
  ASSERT_TRUE(big5);
  EXPECT_EQ(big5->encoding, "big5");
  EXPECT_EQ(big5->converted, "a\n王小明\n");
  const auto western = decode_csv("name,city\nJos\xe9,Paris and some more plain text\n");
  ASSERT_TRUE(western);
  EXPECT_EQ(western->encoding, "windows-1252");
  EXPECT_FALSE(decode_csv(" \n"));
  EXPECT_FALSE(decode_csv(std::string("\xff\x01\xfe\x00\x80\x81", 6)));
}

}  // namespace
}  // namespace anwang::codec

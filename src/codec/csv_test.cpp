#include "codec/csv.h"

#include <gtest/gtest.h>

namespace anwang::codec {
namespace {

using namespace std::string_view_literals;

std::string fault(std::string_view bytes, CsvLimits limits = {}) {
  const auto r = parse_csv(bytes, limits);
  return r ? "" : r.error().reason + " " + r.error().fields.at(0).args.at("line");
}

TEST(Csv, ReadsQuotesMixedLineEndsAndBom) {
  const auto r = parse_csv("\xef\xbb\xbf姓名, 電話 \r\n\"張, 小明\",\"a\"\"b\"\n\"two\nlines\",x\r\r\n\nlast,");
  ASSERT_TRUE(r) << r.error().reason;
  EXPECT_EQ(r->encoding, "utf-8");
  EXPECT_EQ(r->header, (std::vector<std::string>{"姓名", "電話"}));
  ASSERT_EQ(r->rows.size(), 3U);
  EXPECT_EQ(r->rows[0].fields, (std::vector<std::string>{"張, 小明", "a\"b"}));
  EXPECT_EQ(r->rows[0].line, 2);
  EXPECT_EQ(r->rows[1].fields[0], "two\nlines");
  EXPECT_EQ(r->rows[1].line, 3);
  EXPECT_EQ(r->rows[2].fields, (std::vector<std::string>{"last", ""}));
  EXPECT_TRUE(r->faults.empty());
}

TEST(Csv, ReadsBig5AndUtf16) {
  // 「姓名」「許功蓋」 in code page 950: the second bytes of 許 and 功 and 蓋 are 0x5c, the backslash.
  const auto big5 = parse_csv("\xa9\x6d\xa6\x57,n\r\n\xb3\x5c\xa5\x5c\xbb\x5c,1\r\n");
  ASSERT_TRUE(big5) << big5.error().reason;
  EXPECT_EQ(big5->encoding, "big5");
  EXPECT_EQ(big5->header[0], "姓名");
  EXPECT_EQ(big5->rows[0].fields[0], "許功蓋");
  const auto utf16 = parse_csv(std::string_view("\xff\xfe\x35\x5f,\0b\0\n\0a\0,\0b\0", 16));
  ASSERT_TRUE(utf16) << utf16.error().reason;
  EXPECT_EQ(utf16->encoding, "utf-16");
  EXPECT_EQ(utf16->header[0], "張");
  const auto gaiji = parse_csv("\xa9\x6d,n\n\xfa\x40,1\n\xa9\x6d\xff,1\n\xa9\x6d,1\n");
  ASSERT_TRUE(gaiji) << gaiji.error().reason;
  EXPECT_EQ(gaiji->rows.size(), 1U);
  EXPECT_EQ(gaiji->faults.at(1).code, "private_character");
  EXPECT_EQ(fault("a,b\n1,2\n3,\x81\n"), "bad_encoding 3");
}

TEST(Csv, ListsRowsThatCannotBeTaken) {
  const auto r = parse_csv("a,b\n1\n1,2,3\n\"x\"y,2\nx\"y,2\nn\0l,2\n12345,2\nok,2\n"sv, {.max_field = 4});
  ASSERT_TRUE(r) << r.error().reason;
  ASSERT_EQ(r->rows.size(), 1U);
  EXPECT_EQ(r->rows[0].line, 8);
  ASSERT_EQ(r->faults.size(), 6U);
  EXPECT_EQ(r->faults[0].code, "ragged");
  EXPECT_EQ(r->faults[0].line, 2);
  EXPECT_EQ(r->faults[1].fields, 3U);
  EXPECT_EQ(r->faults[1].expected, 2U);
  EXPECT_EQ(r->faults[2].code, "stray_quote");
  EXPECT_EQ(r->faults[3].code, "stray_quote");
  EXPECT_EQ(r->faults[4].code, "nul_character");
  EXPECT_EQ(r->faults[5].code, "field_too_long");
}

TEST(Csv, RefusesTheWholeFileWhenNoRowCanBeTrusted) {
  EXPECT_EQ(fault(""), "empty_file 1");
  EXPECT_EQ(fault("\n\n"), "empty_file 1");
  EXPECT_EQ(fault("a,b\n1,\"2\n3,4\n"), "unterminated_quote 2");
  EXPECT_EQ(fault("a,a\n"), "duplicate_column 1");
  EXPECT_EQ(fault("a,b,c\n", {.max_columns = 2}), "too_many_columns 1");
  EXPECT_EQ(fault("a\n1\n2\n3\n", {.max_rows = 2}), "too_many_rows 4");
  EXPECT_EQ(fault("abcdef", {.max_bytes = 3}), "too_large 0");
}

TEST(CsvWriter, NeutralisesFormulasAndQuotes) {
  CsvWriter w;
  w.text("=1+1")
      .text("+886")
      .text("-x")
      .text("@a")
      .text("＝1")
      .text("a,b")
      .text("a\"b")
      .text("一般")
      .number(-5)
      .empty();
  w.end_row();
  EXPECT_EQ(w.bytes(), "\xef\xbb\xbf\"'=1+1\",\"'+886\",\"'-x\",\"'@a\",\"'＝1\",\"a,b\",\"a\"\"b\",一般,-5,\r\n");
  const auto back = parse_csv("h\r\n" + std::string("\"a\"\"b\"\r\n"));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->rows[0].fields[0], "a\"b");
}

}  // namespace
}  // namespace anwang::codec

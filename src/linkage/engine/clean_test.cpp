#include "linkage/engine/clean.h"

#include <gtest/gtest.h>

#include "linkage/engine/compare.h"

namespace anwang::linkage {
namespace {

std::string clean(FieldType type, std::string_view raw) {
  std::string out;
  clean_value(type, DateOrder::ymd, raw, out);
  return out;
}

TEST(Clean, DatesAsPeopleWriteThem) {
  for (const char* written :
       {"1990-02-03", "1990/2/3", "19900203", "1990-02-03 00:00:00", "1990-02-03T10:20:30Z", "3 Feb 1990",
        "民國79年2月3日", "79/2/3", "79.02.03", "0790203", "790203", "１９９０-０２-０３"}) {
    const std::string expected = std::string_view(written) == "790203" ? "79020300" : "19900203";
    EXPECT_EQ(clean_date(written, DateOrder::ymd), expected) << written;
  }
  EXPECT_EQ(clean_date("3/2/1990", DateOrder::dmy), "19900203");
  EXPECT_EQ(clean_date("2/3/1990", DateOrder::mdy), "19900203");
  EXPECT_EQ(clean_date("1990", DateOrder::ymd), "19900000");
  EXPECT_EQ(clean_date("民國79年", DateOrder::ymd), "19900000");
  EXPECT_EQ(clean_date("unknown date", DateOrder::ymd), "");
  EXPECT_EQ(clean_date("99999999999", DateOrder::ymd), "");
}

TEST(Clean, MissingWordsAndPunctuation) {
  EXPECT_EQ(clean(FieldType::category, "N/A"), "");
  EXPECT_EQ(clean(FieldType::surname, "unknown"), "");
  EXPECT_EQ(clean(FieldType::surname, "Na"), "na");  // a surname
  EXPECT_EQ(clean(FieldType::surname, " O'Brien-Smith "), "obrien smith");
  EXPECT_EQ(clean(FieldType::number, "0012.50"), "12.5");
  EXPECT_EQ(clean(FieldType::phone, "+886 912-345-678"), "0912345678");
  EXPECT_EQ(clean(FieldType::email, " A.B@Example.org "), "a.b@example.org");
  EXPECT_EQ(clean(FieldType::address, "１２ Main St."), "12 main st");
}

TEST(Compare, LevelsOfDates) {
  EXPECT_EQ(compare_dates("19900203", "19900204"), 2);
  EXPECT_EQ(compare_dates("19900203", "19900302"), 3);
  EXPECT_EQ(compare_dates("19900203", "00790203"), 3);  // an ROC year taken for a Gregorian one
  EXPECT_EQ(compare_dates("19900203", "19900217"), 4);
  EXPECT_EQ(compare_dates("19900203", "19900000"), 5);
  EXPECT_EQ(compare_dates("19900203", "19901117"), 6);
  EXPECT_EQ(compare_dates("19900203", "19711117"), kDifferent);
}

}  // namespace
}  // namespace anwang::linkage

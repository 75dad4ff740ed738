#include <gtest/gtest.h>

#include "base/ids.h"
#include "base/text.h"
#include "base/time.h"

namespace anwang {

TEST(Ids, NeverRepeatNorStepBackWhenTheWallDoes) {
  IdGenerator ids(5);
  std::int64_t last = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::int64_t now = 1'800'000'000'000 - (i % 7) * 1000;
    const std::int64_t id = ids.next(now);
    ASSERT_GT(id, last);
    ASSERT_EQ((id >> 12) & 0x3ff, 5);
    last = id;
  }
}
TEST(Ids, ParseTakesDigitsOnly) {
  EXPECT_EQ(parse_id("12"), 12);
  for (const char* bad : {"", "0", "-1", "+1", " 1", "1 ", "9223372036854775808", "1e3"})
    EXPECT_FALSE(parse_id(bad)) << bad;
}
TEST(Dates, ForgivingFormsOfOneDay) {
  const Date expected = *Date::of(1986, 3, 12);
  for (const char* form :
       {"0750312", "750312", "75/3/12", "75.03.12", "1986-03-12", "19860312", "民國75年3月12日", "７５／３／１２"})
    EXPECT_EQ(parse_forgiving_date(form), expected) << form;
  for (const char* bad : {"", "75/2/30", "75/13/1", "0/1/1", "abc", "75/3", "1140229"})
    EXPECT_FALSE(parse_forgiving_date(bad)) << bad;
}
TEST(Dates, TaipeiEdges) {
  const Instant t = at_taipei(*Date::parse("2026-11-23"), 2, 40);
  EXPECT_EQ(iso_instant(t), "2026-11-22T18:40:00.000000Z");
  EXPECT_EQ(roc_datetime(t), "115/11/23（一）02:40");
  EXPECT_EQ(parse_instant("2026-11-23T02:40:00+08:00"), t);
  EXPECT_EQ(parse_instant("2026-11-23T02:40:00.5+08:00"), t.plus(500'000));
  for (const char* bad : {"2026-11-23T02:40:00", "2026-02-30T00:00:00Z", "2026-11-23 02:40:00Z", "2026-11-23T24:00:00Z",
                          "2026-11-23T02:40:00.Z"})
    EXPECT_FALSE(parse_instant(bad)) << bad;
}
TEST(Dates, AgeTurnsOnTheBirthday) {
  EXPECT_EQ(age_on(*Date::of(2018, 4, 20), *Date::of(2026, 4, 19)), 7);
  EXPECT_EQ(age_on(*Date::of(2018, 4, 20), *Date::of(2026, 4, 20)), 8);
  EXPECT_EQ(age_on(*Date::of(2024, 2, 29), *Date::of(2025, 2, 28)), 0);
}
TEST(Text, Utf8GateRefusesWhatRfc3629Does) {
  EXPECT_TRUE(valid_utf8("張○雯𠮷"));
  for (const std::string bad : {"\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe5\xbc", "\x80"})
    EXPECT_FALSE(valid_utf8(bad));
  EXPECT_FALSE(valid_utf8(std::string_view("a\0b", 3)));
}
TEST(Text, TrimCutsIdeographicSpace) { EXPECT_EQ(trim("　 張 三　\n"), "張 三"); }

}  // namespace anwang

#include "access/mask.h"

#include <gtest/gtest.h>

namespace anwang::access {
namespace {

TEST(Mask, NamesAsTheBriefWritesThem) {
  EXPECT_EQ(mask_name("王明"), "王○");
  EXPECT_EQ(mask_name("王小明"), "王○明");
  EXPECT_EQ(mask_name("歐陽小明"), "歐陽○○");
  EXPECT_EQ(mask_name("張陳雅雯"), "張○○雯");
  EXPECT_EQ(mask_name("范姜美玉"), "范姜○○");
  EXPECT_EQ(mask_name(" 王小明　"), "王○明");
  EXPECT_EQ(mask_name("王"), "○");
  EXPECT_EQ(mask_name(""), "");
}

TEST(Mask, OtherScriptsShowInitials) {
  EXPECT_EQ(mask_name("Nguyen Thi Lan"), "N. T. L.");
  EXPECT_EQ(mask_name("Siti"), "S.");
  EXPECT_EQ(mask_name("瓦歷斯·諾幹"), "瓦○·諾○");
  EXPECT_EQ(mask_name("Yukan Batu"), "Y. B.");
  EXPECT_EQ(mask_name("𠮷田"), "𠮷○");  // outside the basic plane: one character, not two
}

TEST(Mask, TowardsOtherNetworksOnlyTheSurname) {
  EXPECT_EQ(mask_name_strict("張雅雯"), "張○○");
  EXPECT_EQ(mask_name_strict("王明"), "王○○");
  EXPECT_EQ(mask_name_strict("歐陽小明"), "歐陽○○");
}

TEST(Mask, NumbersKeepTheirEnds) {
  EXPECT_EQ(mask_identifier("A123456789"), "A1*****789");
  EXPECT_EQ(mask_identifier("A12"), "***");
  EXPECT_EQ(mask_phone("0912345678"), "0912***678");
  EXPECT_EQ(mask_phone("110"), "***");
}

}  // namespace
}  // namespace anwang::access

#include "linkage/names.h"

#include <gtest/gtest.h>

#include "linkage/id_number.h"

namespace anwang::linkage {
namespace {

TEST(Names, WidthSeparatorsAndMarksFold) {
  const std::string expected = normalise_name("瓦旦尤幹");
  for (const char* written : {"瓦旦．尤幹", "瓦旦‧尤幹", "瓦旦·尤幹", "瓦旦.尤幹", "瓦旦˙尤幹", "瓦旦 尤幹",
                              "瓦旦　尤幹", "瓦旦﹒尤幹", "瓦旦・尤幹"})
    EXPECT_EQ(normalise_name(written), expected) << written;
}

TEST(Names, RomanisedNamesLoseCaseOrderAndDiacritics) {
  EXPECT_EQ(normalise_name("Nguyễn Thị Hương"), "huong nguyen thi");
  EXPECT_EQ(normalise_name("HUONG, NGUYEN THI"), "huong nguyen thi");
  EXPECT_EQ(normalise_name("Ｂａｔｕ’ Nabu´"), "batu nabu");
  EXPECT_EQ(normalise_name("bo:ong"), "boong");
  EXPECT_EQ(normalise_name("Đặng"), "dang");
  EXPECT_EQ(normalise_name("林曉蘭Rimuy．Wilang"), "林曉蘭 rimuy wilang");
  EXPECT_EQ(normalise_name("阿勇（綽號）"), "阿勇");
}

TEST(Names, VariantsFoldToOneForm) {
  for (const auto& [a, b] : std::vector<std::pair<const char*, const char*>>{{"羣", "群"},
                                                                             {"臺", "台"},
                                                                             {"峯", "峰"},
                                                                             {"啓", "啟"},
                                                                             {"温", "溫"},
                                                                             {"黄", "黃"},
                                                                             {"鷄", "雞"},
                                                                             {"刘", "劉"}})
    EXPECT_EQ(fold_variants(a), fold_variants(b)) << a;
  // Other surnames, not other forms of one.
  for (const auto& [a, b] : std::vector<std::pair<const char*, const char*>>{{"涂", "塗"},
                                                                             {"涂", "凃"},
                                                                             {"鐘", "鍾"},
                                                                             {"邱", "丘"},
                                                                             {"范", "範"},
                                                                             {"余", "餘"},
                                                                             {"姜", "薑"},
                                                                             {"游", "遊"},
                                                                             {"于", "於"},
                                                                             {"傑", "杰"},
                                                                             {"里", "裡"},
                                                                             {"后", "後"}})
    EXPECT_NE(fold_variants(a), fold_variants(b)) << a;
}

TEST(Names, ReadingsUseTheSurname) {
  EXPECT_EQ(reading("曾國城"), reading("曾國成"));
  EXPECT_TRUE(reading("單小明").starts_with("san "));
  EXPECT_EQ(reading("張志豪"), reading("章志毫"));
  EXPECT_NE(reading("張志豪"), reading("張志華"));
  EXPECT_EQ(reading("�明"), "");
}

TEST(Names, CompoundSurnames) {
  EXPECT_EQ(surname_length("范姜大明"), 2U);
  EXPECT_EQ(surname_length("范大明"), 1U);
  EXPECT_EQ(surname_length(""), 0U);
}

TEST(IdNumber, KnownNumbers) {
  EXPECT_TRUE(check_id("A123456789").valid());
  EXPECT_EQ(check_id("A123456789").sex, Sex::male);
  EXPECT_FALSE(check_id("A123456788").valid());
  EXPECT_EQ(check_id("A123456788").kind, IdKind::citizen);
  EXPECT_EQ(check_id("A800000014").kind, IdKind::resident_new);
  EXPECT_EQ(check_id("AC01234567").kind, IdKind::resident_old);
  EXPECT_EQ(check_id("A323456789").kind, IdKind::unknown);
  EXPECT_EQ(check_id("").kind, IdKind::unknown);
}

TEST(IdNumber, ExactlyOneCheckDigitIsRight) {
  for (const std::string nine :
       {"J12345678", "J22345678", "W10000000", "O29999999", "I80000000", "J98765432", "FA1234567", "AD7654321"}) {
    int right = 0;
    for (char d = '0'; d <= '9'; ++d) right += check_id(nine + d).valid();
    EXPECT_EQ(right, 1) << nine;
    EXPECT_TRUE(check_id(nine + static_cast<char>('0' + id_check_digit(nine))).valid());
  }
}

TEST(IdNumber, Writing) {
  EXPECT_EQ(normalise_id(" ａ１２３-456 789"), "A123456789");
  EXPECT_EQ(normalise_phone("+886 912-345-678"), "0912345678");
  EXPECT_EQ(normalise_phone("（０３）５５５-０１４２ 分機 12"), "035550142");
  EXPECT_EQ(normalise_phone("123"), "");
}

}  // namespace
}  // namespace anwang::linkage

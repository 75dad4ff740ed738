#include "seal/digest.h"

#include <gtest/gtest.h>

namespace anwang::seal {
namespace {

TEST(Digest, PartsDoNotRunTogether) {
  EXPECT_EQ(content_digest({"ab", "c"}), content_digest({"ab", "c"}));
  EXPECT_NE(content_digest({"ab", "c"}), content_digest({"a", "bc"}));
  EXPECT_EQ(content_digest({}).size(), 64U);
}
TEST(Digest, ShortHashDependsOnRingAndDomain) {
  const auto one = KeyRing::from_seed("one");
  const auto two = KeyRing::from_seed("two");
  const ShortHash phone(*one, "phone");
  EXPECT_EQ(phone("0912345678"), ShortHash(*one, "phone")("0912345678"));
  EXPECT_NE(phone("0912345678"), ShortHash(*one, "door")("0912345678"));
  EXPECT_NE(phone("0912345678"), ShortHash(*two, "phone")("0912345678"));
  EXPECT_NE(phone("0912345678"), phone("0912345679"));
}

}  // namespace
}  // namespace anwang::seal

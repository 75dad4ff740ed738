// The puzzle by itself: signed, expiring, bound, taken once, bounded.
#include "access/proof_of_work.h"

#include <gtest/gtest.h>

#include "seal/sha256.h"

namespace anwang::access {
namespace {

using Verdict = ProofOfWork::Verdict;
constexpr const char* kRoute = "/api/v1/public/reports";
const Instant kNow{1'795'305'600'000'000};

std::string solve(const std::string& challenge, int bits, bool right = true) {
  for (std::int64_t n = 0;; ++n)
    if (auto answer = challenge + "." + std::to_string(n); (leading_zero_bits(answer) >= bits) == right) return answer;
}

class ProofOfWorkTest : public ::testing::Test {
 protected:
  std::unique_ptr<const seal::KeyRing> keys_ = seal::KeyRing::from_seed("work");
  ProofOfWork work_{*keys_, 8};
};

TEST(Sha256, IsTheStandardsOwn) {
  EXPECT_EQ(seal::to_hex(seal::sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(leading_zero_bits("abc"), 0);
}

TEST_F(ProofOfWorkTest, ASolutionIsTakenOnce) {
  const auto answer = solve(work_.challenge(kRoute, "v", kNow), 8);
  EXPECT_EQ(work_.check(answer, kRoute, "v", kNow), Verdict::accepted);
  EXPECT_EQ(work_.check(answer, kRoute, "v", kNow), Verdict::replayed);
  EXPECT_EQ(work_.check(solve(work_.challenge(kRoute, "v", kNow), 8), kRoute, "v", kNow), Verdict::accepted);
}

TEST_F(ProofOfWorkTest, AnotherSolutionOfTheSameChallengeIsTheSame) {
  const auto challenge = work_.challenge(kRoute, "v", kNow);
  const auto first = solve(challenge, 8);
  EXPECT_EQ(work_.check(first, kRoute, "v", kNow), Verdict::accepted);
  const std::int64_t n = std::stoll(first.substr(first.rfind('.') + 1));
  for (std::int64_t m = n + 1;; ++m)
    if (const auto second = challenge + "." + std::to_string(m); leading_zero_bits(second) >= 8) {
      EXPECT_EQ(work_.check(second, kRoute, "v", kNow), Verdict::replayed);
      break;
    }
}

TEST_F(ProofOfWorkTest, ItIsBoundToRouteVisitorKeysAndTime) {
  const auto answer = solve(work_.challenge(kRoute, "v", kNow), 8);
  EXPECT_EQ(work_.check(answer, "/api/v1/public/track", "v", kNow), Verdict::foreign);
  EXPECT_EQ(work_.check(answer, kRoute, "w", kNow), Verdict::foreign);
  const auto others = seal::KeyRing::from_seed("other");
  EXPECT_EQ(ProofOfWork(*others, 8).check(answer, kRoute, "v", kNow), Verdict::foreign);
  EXPECT_EQ(work_.check(answer, kRoute, "v", kNow.plus_minutes(ProofOfWork::kMinutes)), Verdict::expired);
  EXPECT_EQ(work_.check(answer, kRoute, "v", kNow.plus_minutes(ProofOfWork::kMinutes - 1)), Verdict::accepted);
}

TEST_F(ProofOfWorkTest, WhatIsNoSolutionIsNone) {
  const auto challenge = work_.challenge(kRoute, "v", kNow);
  EXPECT_EQ(work_.check(solve(challenge, 8, false), kRoute, "v", kNow), Verdict::unsolved);
  for (const std::string& text :
       {std::string(), std::string("."), challenge, challenge + ".", challenge + ".-1", challenge + ".1.2",
        challenge + ".9999999999999999999999", std::string(500, '1'), "2" + challenge.substr(1) + ".1"})
    EXPECT_EQ(work_.check(text, kRoute, "v", kNow), Verdict::malformed) << text;
  auto easier = challenge;  // fewer bits than were asked: the signature covers them
  easier.replace(easier.find(".8."), 3, ".0.");
  EXPECT_EQ(work_.check(easier + ".1", kRoute, "v", kNow), Verdict::foreign);
  EXPECT_EQ(ProofOfWork(*keys_, 12).check(solve(challenge, 8), kRoute, "v", kNow), Verdict::unsolved)
      << "one that was issued before the difficulty was raised";
}

}  // namespace
}  // namespace anwang::access

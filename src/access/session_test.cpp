// Sessions, accounts and delays against a real store (security.md 1, 2, 6, 12).
#include "access/session.h"

#include <gtest/gtest.h>

#include "access/throttle.h"
#include "seal/token.h"
#include "store/testing/fixture.h"

namespace anwang::access {
namespace {

class SessionTest : public store::testing::BothStores {
 protected:
  void start() {
    store_ = open();
    sessions_ = std::make_unique<Sessions>(*store_, *keys_, clock_, "10004");
    AccountDraft draft;
    draft.login = "lin";
    draft.name = "林怡君";
    draft.roles = {"screener"};
    draft.network = "social";
    draft.password = PersonalText("correct horse battery");
    const auto saved = save_account(*store_, hasher_, "10004", 0, 0, 0, draft);
    ASSERT_TRUE(saved) << saved.error().reason;
    account_ = saved->account;
  }
  bool signed_in(const std::string& token) {
    const auto found = sessions_->find(token);
    EXPECT_TRUE(found);
    return found && found->has_value();
  }
  // A touch is written without waiting; one more write through the same queue comes after it.
  void flush() { ASSERT_TRUE(sessions_->start(account_.id, "")); }
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Sessions> sessions_;
  seal::PasswordHasher hasher_{seal::PasswordCost::for_tests()};
  Account account_;
};

TEST_P(SessionTest, OnlyAKeyedHashOfTheTokenIsStored) {
  start();
  const auto token = sessions_->start(account_.id, "");
  ASSERT_TRUE(token);
  EXPECT_GE(token->size(), 43U);  // 256 bits in base64url
  auto reader = store_->read();
  const auto rows = (*reader)->query("test", "SELECT token_hash FROM session");
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 1U);
  const auto& hash = (*rows)[0].blob(0);
  EXPECT_EQ(hash, keys_->keyed_hash_bytes("session.token", *token));
  EXPECT_EQ(std::string(hash.begin(), hash.end()).find(*token), std::string::npos);
}

TEST_P(SessionTest, EndsAfterThirtyIdleMinutes) {
  start();
  const auto token = sessions_->start(account_.id, "");
  clock_.advance(29 * 60 * kMicrosPerSecond);
  EXPECT_TRUE(signed_in(*token));
  flush();
  clock_.advance(29 * 60 * kMicrosPerSecond);
  EXPECT_TRUE(signed_in(*token));  // the visit before moved the end
  flush();
  clock_.advance(31 * 60 * kMicrosPerSecond);
  EXPECT_FALSE(signed_in(*token));
}

TEST_P(SessionTest, EndsAfterTwelveHoursHoweverBusy) {
  start();
  const auto token = sessions_->start(account_.id, "");
  for (int i = 0; i < 12 * 3 - 1; ++i) {
    clock_.advance(20 * 60 * kMicrosPerSecond);
    ASSERT_TRUE(signed_in(*token)) << i;
    flush();
  }
  clock_.advance(20 * 60 * kMicrosPerSecond);
  EXPECT_FALSE(signed_in(*token));
}

TEST_P(SessionTest, AnEventStreamDoesNotKeepAnIdleSessionAlive) {
  start();
  const auto token = sessions_->start(account_.id, "");
  for (int i = 0; i < 4; ++i) {
    clock_.advance(9 * 60 * kMicrosPerSecond);
    const auto found = sessions_->find(*token, true);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->has_value(), i < 3) << i;
  }
}

TEST_P(SessionTest, SigningInAgainRotatesAndEndsTheOldOne) {
  start();
  const auto first = sessions_->start(account_.id, "");
  const auto second = sessions_->start(account_.id, *first);
  EXPECT_NE(*first, *second);
  EXPECT_FALSE(signed_in(*first));
  EXPECT_TRUE(signed_in(*second));
  ASSERT_TRUE(sessions_->end(*second));
  EXPECT_FALSE(signed_in(*second));
}

TEST_P(SessionTest, RolesAreThoseOfNowNotThoseOfSigningIn) {
  start();
  const auto token = sessions_->start(account_.id, "");
  ASSERT_TRUE(signed_in(*token));
  AccountDraft draft;
  draft.login = "lin";
  draft.name = "林怡君";
  draft.roles = {"auditor"};
  draft.network = "county";
  ASSERT_TRUE(save_account(*store_, hasher_, "10004", 0, account_.id, account_.version, draft));
  sessions_->forget_account(account_.id);
  const auto found = sessions_->find(*token);
  ASSERT_TRUE(found && *found);
  EXPECT_FALSE((*found)->viewer.has(Role::screener));
  EXPECT_TRUE((*found)->viewer.has(Role::auditor));
  draft.active = false;
  ASSERT_TRUE(save_account(*store_, hasher_, "10004", 0, account_.id, account_.version + 1, draft));
  clock_.advance(2 * kMicrosPerSecond);  // without any hint: the cache lives one second
  EXPECT_FALSE(signed_in(*token));
}

TEST_P(SessionTest, ForgedAndForeignTokensFindNothing) {
  start();
  EXPECT_FALSE(signed_in(""));
  EXPECT_FALSE(signed_in("x"));
  EXPECT_FALSE(signed_in(seal::random_token()));
  EXPECT_FALSE(signed_in(std::string(5000, 'a')));
}

TEST_P(SessionTest, RequestTokenIsBoundToItsCookie) {
  start();
  const auto a = seal::random_token(), b = seal::random_token();
  EXPECT_TRUE(sessions_->request_token_fits(a, sessions_->request_token(a)));
  EXPECT_FALSE(sessions_->request_token_fits(b, sessions_->request_token(a)));
  EXPECT_FALSE(sessions_->request_token_fits(a, ""));
  EXPECT_FALSE(sessions_->request_token_fits("", sessions_->request_token("")));  // no cookie, no token
  EXPECT_NE(sessions_->request_token(a), a);
}

TEST_P(SessionTest, ChangedPasswordEndsTheOtherSessions) {
  start();
  const auto mine = sessions_->start(account_.id, "");
  const auto other = sessions_->start(account_.id, "");
  ASSERT_TRUE(sessions_->end_others(account_.id, *mine));
  EXPECT_TRUE(signed_in(*mine));
  EXPECT_FALSE(signed_in(*other));
}

TEST_P(SessionTest, SweepMarksWhatIsOver) {
  start();
  ASSERT_TRUE(sessions_->start(account_.id, ""));
  clock_.advance(kMicrosPerHour);
  ASSERT_TRUE(sessions_->sweep());
  auto reader = store_->read();
  const auto rows = (*reader)->query("test", "SELECT COUNT(*) FROM session WHERE ended_at IS NULL");
  EXPECT_EQ((*rows)[0].i64(0), 0);
}

TEST_P(SessionTest, AccountsRefuseWhatIsWrong) {
  start();
  AccountDraft draft;
  draft.login = "LIN";
  draft.name = "";
  draft.roles = {"administrator", "screener"};
  draft.network = "nowhere";
  draft.password = PersonalText("short");
  const auto refused = save_account(*store_, hasher_, "10004", 0, 0, 0, draft);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::invalid);
  EXPECT_EQ(refused.error().fields.size(), 5U);
  draft = {};
  draft.login = "lin";
  draft.name = "另一位";
  draft.roles = {"screener"};
  draft.network = "social";
  draft.password = PersonalText("a long enough one");
  const auto taken = save_account(*store_, hasher_, "10004", 0, 0, 0, draft);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().reason, "login_taken");
}

TEST_P(SessionTest, TheLastAdministratorStays) {
  start();
  AccountDraft draft;
  draft.login = "admin";
  draft.name = "管理者";
  draft.roles = {"administrator"};
  draft.network = "county";
  draft.password = PersonalText("a long enough one");
  const auto admin = save_account(*store_, hasher_, "10004", 0, 0, 0, draft);
  ASSERT_TRUE(admin);
  draft.active = false;
  const auto refused = save_account(*store_, hasher_, "10004", 0, admin->account.id, admin->account.version, draft);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "last_administrator");
}

ANWANG_ON_BOTH_STORES(SessionTest);

TEST(SignInDelay, StrangersCannotLockAScreenerOut) {
  SignInDelay delay;
  Instant now{1'000'000'000};
  for (int i = 0; i < 50; ++i) delay.failed("lin", "203.0.113.9", now);
  EXPECT_GT(delay.wait_seconds("lin", "203.0.113.9", now), 0);
  EXPECT_LE(delay.wait_seconds("lin", "203.0.113.9", now), 900);
  EXPECT_EQ(delay.wait_seconds("lin", "198.51.100.4", now), 0);  // her own desk
  EXPECT_EQ(delay.wait_seconds("chen", "203.0.113.9", now), 0);
}

TEST(SignInDelay, GrowsAndIsForgiven) {
  SignInDelay delay;
  Instant now{1'000'000'000};
  delay.failed("lin", "a", now);
  delay.failed("lin", "a", now);
  EXPECT_EQ(delay.wait_seconds("lin", "a", now), 0);
  delay.failed("lin", "a", now);
  EXPECT_EQ(delay.wait_seconds("lin", "a", now), 2);
  delay.failed("lin", "a", now);
  EXPECT_EQ(delay.wait_seconds("LIN", "a", now), 4);  // logins are compared as they are stored: lower case
  delay.succeeded("lin", "a");
  EXPECT_EQ(delay.wait_seconds("lin", "a", now), 0);
}

TEST(SignInDelay, AnIpv6SubscriberIsOneAddress) {
  EXPECT_EQ(network_of("2001:db8:1:2:aaaa::1"), network_of("2001:db8:1:2:bbbb::2"));
  EXPECT_NE(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:3::1"));
  EXPECT_EQ(network_of("::ffff:203.0.113.9"), network_of("203.0.113.9"));
}

TEST(TokenBuckets, RefillAndTellHowLong) {
  TokenBuckets buckets(3, 0.1);
  Instant now{1'000'000'000};
  for (int i = 0; i < 3; ++i) EXPECT_EQ(buckets.take("a", now), 0);
  EXPECT_EQ(buckets.take("a", now), 10);
  EXPECT_EQ(buckets.take("b", now), 0);
  EXPECT_EQ(buckets.take("a", now.plus(10 * kMicrosPerSecond)), 0);
}

}  // namespace
}  // namespace anwang::access

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "seal/key_ring.h"
#include "seal/password.h"
#include "seal/token.h"

namespace anwang::seal {
namespace {

namespace fs = std::filesystem;

struct TempDir {
  fs::path path;
  TempDir() {
    std::string name = (fs::temp_directory_path() / "anwang-seal-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~TempDir() { fs::remove_all(path); }
};

constexpr Binding kHere{"10004", "report", 42, "reporter"};

TEST(KeyFileTest, CreatedFileLoadsAndKeepsItsKeys) {
  const TempDir dir;
  const std::string file = dir.path / "keys";
  const std::string data = dir.path / "data";
  const auto made = KeyRing::create(file, data);
  ASSERT_TRUE(made);
  const Bytes sealed = (*made)->seal(kHere, "王小明");
  const auto loaded = KeyRing::load(file, data);
  ASSERT_TRUE(loaded);
  EXPECT_EQ((*loaded)->open(kHere, sealed)->reveal(), "王小明");
  EXPECT_EQ((*loaded)->anchor_public_key(), (*made)->anchor_public_key());
  struct stat info {};
  ASSERT_EQ(::stat(file.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0600U);
  EXPECT_EQ(KeyRing::create(file, data).error().reason, "key_file_exists");
}

TEST(KeyFileTest, RefusesWhatWouldGiveTheKeyAway) {
  const TempDir dir;
  const fs::path data = dir.path / "data";
  fs::create_directories(data / "sub");
  EXPECT_EQ(KeyRing::create(data / "keys", data).error().reason, "key_in_data_dir");
  EXPECT_EQ(KeyRing::create(data / "sub" / ".." / "sub" / "keys", data).error().reason, "key_in_data_dir");
  fs::create_directory_symlink(data, dir.path / "link");
  EXPECT_EQ(KeyRing::create(dir.path / "link" / "keys", data).error().reason, "key_in_data_dir");
  const std::string file = dir.path / "data-keys";  // a sibling with the same prefix is not inside
  ASSERT_TRUE(KeyRing::create(file, data));
  for (const mode_t mode : {0640U, 0604U, 0601U, 0700U, 04600U}) {
    ASSERT_EQ(::chmod(file.c_str(), mode), 0);
    EXPECT_EQ(KeyRing::load(file, data).error().reason, "key_file_too_open") << std::oct << mode;
  }
  ASSERT_EQ(::chmod(file.c_str(), 0400), 0);
  EXPECT_TRUE(KeyRing::load(file, data));
  EXPECT_EQ(KeyRing::load(dir.path / "none", data).error().reason, "key_file_missing");
}

TEST(KeyFileTest, RefusesMalformedFiles) {
  const TempDir dir;
  const std::string file = dir.path / "keys";
  const std::string good(64, 'a');
  for (const std::string& text :
       {std::string(), std::string("anwang-keys 2\nkey 1 ") + good, std::string("anwang-keys 1\n"),
        "anwang-keys 1\nkey 1 " + good.substr(1), "anwang-keys 1\nkey 0 " + good,
        "anwang-keys 1\nkey 1 " + good + "\nkey 1 " + good, "anwang-keys 1\nkey 1 " + good + " x",
        "anwang-keys 1\nlock 1 " + good, "anwang-keys 1\nkey x " + good}) {
    std::ofstream(file, std::ios::trunc) << text;
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(KeyRing::load(file, "").error().reason, "key_file_malformed") << text;
  }
}

TEST(KeyRingTest, RotationSealsWithTheNewestAndOpensWithAll) {
  const TempDir dir;
  const std::string one = dir.path / "one", two = dir.path / "two";
  const std::string first = "key 1 " + std::string(64, '1') + "\n", second = "key 7 " + std::string(64, '2') + "\n";
  std::ofstream(one) << "anwang-keys 1\n" << first;
  std::ofstream(two) << "anwang-keys 1\n# rotated\n" << second << first;
  for (const auto& f : {one, two}) fs::permissions(f, fs::perms::owner_read | fs::perms::owner_write);
  const auto old_ring = *KeyRing::load(one, ""), new_ring = *KeyRing::load(two, "");
  EXPECT_EQ(new_ring->open(kHere, old_ring->seal(kHere, "a"))->reveal(), "a");
  EXPECT_EQ(old_ring->open(kHere, new_ring->seal(kHere, "a")).error().reason, "cannot_open");
  EXPECT_EQ(new_ring->keyed_hash("d", "x"), old_ring->keyed_hash("d", "x"));
  EXPECT_EQ(new_ring->chain_code("journal", "x"), old_ring->chain_code("journal", "x"));
  EXPECT_THAT(new_ring->key_ids(), testing::ElementsAre(1U, 7U));
  EXPECT_TRUE(new_ring->opens_canary(7, new_ring->canary(7)));
  EXPECT_FALSE(old_ring->opens_canary(7, new_ring->canary(7)));
  EXPECT_FALSE(new_ring->opens_canary(1, new_ring->canary(7)));
}

TEST(KeyRingTest, SealedValuesAreBoundToTheirPlace) {
  const auto keys = KeyRing::from_seed("a");
  const Bytes sealed = keys->seal(kHere, "secret");
  EXPECT_EQ(keys->open(kHere, sealed)->reveal(), "secret");
  for (const Binding& elsewhere :
       {Binding{"10005", "report", 42, "reporter"}, Binding{"10004", "person", 42, "reporter"},
        Binding{"10004", "report", 43, "reporter"}, Binding{"10004", "report", 42, "narrative"}}) {
    EXPECT_EQ(keys->open(elsewhere, sealed).error().reason, "cannot_open");
  }
  EXPECT_FALSE(keys->open({"1000", "4report", 42, "reporter"}, sealed));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    Bytes changed = sealed;
    changed[i] ^= 1;
    EXPECT_FALSE(keys->open(kHere, changed)) << i;
    EXPECT_FALSE(keys->open(kHere, std::span(sealed).first(i))) << i;
  }
  EXPECT_NE(keys->seal(kHere, "secret"), sealed);
  EXPECT_FALSE(KeyRing::from_seed("b")->open(kHere, sealed));
  EXPECT_EQ(keys->open(kHere, keys->seal(kHere, ""))->reveal(), "");
}

TEST(KeyRingTest, SubjectKeysAreBoundToTheirOwner) {
  const auto keys = KeyRing::from_seed("a");
  const SubjectKey key = SubjectKey::random();
  const Bytes payload = key.encrypt("ctx", "row");
  const Bytes wrapped = keys->wrap("10004", 5, key);
  EXPECT_EQ(*keys->unwrap("10004", 5, wrapped)->decrypt("ctx", payload), "row");
  EXPECT_FALSE(keys->unwrap("10004", 6, wrapped));
  EXPECT_FALSE(keys->unwrap("10005", 5, wrapped));
  EXPECT_FALSE(key.decrypt("other", payload));
  EXPECT_FALSE(SubjectKey::random().decrypt("ctx", payload));
}

// Golden: these bytes lie in databases. A change here is a change of format and needs a migration.
TEST(KeyRingTest, GoldenHashes) {
  const auto keys = KeyRing::from_seed("golden");
  EXPECT_EQ(to_hex(keys->keyed_hash("person_identifier.national_id", "A123456789")),
            "4ae3f3f03b5e211720c3322e916525bb2cc6a5d266742fc2633fd00033963310");
  EXPECT_EQ(to_hex(keys->chain_code("journal", "abc")),
            "eec34b8c39633f2663926d117c57fc60cc890c4725dd3278a29d856a39314be5");
  EXPECT_EQ(to_hex(keys->chain_code("access", "abc")),
            "8bbfa1fb17be88f07017d71b4281abb58f282b3e1e7e1b18b14474c349279633");
  EXPECT_EQ(keys->anchor_public_key(), "e6cee64c3afb46f7ae4c31cf7cde406865a53956a3046a1c234790430349ab2b");
  EXPECT_EQ(tracking_code(*keys, "10004", 1), "WF4P-RMQN-FJAE-KBCB-3");
  EXPECT_NE(keys->keyed_hash("ab", "c"), keys->keyed_hash("a", "bc"));
}

TEST(KeyRingTest, SignaturesVerifyWithThePublicKeyOnly) {
  const auto keys = KeyRing::from_seed("a");
  const Bytes signature = keys->sign("anchor 1");
  EXPECT_TRUE(KeyRing::verify_signature(keys->anchor_public_key(), "anchor 1", signature));
  EXPECT_FALSE(KeyRing::verify_signature(keys->anchor_public_key(), "anchor 2", signature));
  EXPECT_FALSE(KeyRing::verify_signature(KeyRing::from_seed("b")->anchor_public_key(), "anchor 1", signature));
  EXPECT_FALSE(KeyRing::verify_signature("zz", "anchor 1", signature));
}

TEST(PasswordTest, VerifiesAndNeverAcceptsTheDummy) {
  PasswordHasher hasher(PasswordCost::for_tests());
  const auto stored = hasher.hash(PersonalText("密碼 correct horse"));
  ASSERT_TRUE(stored);
  EXPECT_THAT(*stored, testing::StartsWith("$argon2id$"));
  EXPECT_TRUE(*hasher.verify(PersonalText("密碼 correct horse"), *stored));
  EXPECT_FALSE(*hasher.verify(PersonalText("密碼 correct hors"), *stored));
  EXPECT_FALSE(*hasher.verify(PersonalText("no account has this password"), ""));
  EXPECT_FALSE(*hasher.verify(PersonalText("x"), "not a hash"));
  EXPECT_FALSE(hasher.outdated(*stored));
  EXPECT_TRUE(PasswordHasher({2, 16384}).outdated(*stored));
}

TEST(PasswordTest, ConcurrencyIsBoundedAndTheOverflowIsToldAtOnce) {
  PasswordHasher hasher({1, 32U << 20}, 1, 1);
  const auto stored = *hasher.hash(PersonalText("p"));
  std::atomic<int> served{0}, refused{0};
  std::vector<std::thread> clients;
  clients.reserve(8);
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([&] {
      const auto answer = hasher.verify(PersonalText("p"), stored);
      if (answer && *answer) ++served;
      if (!answer && answer.error().code == Errc::busy && answer.error().retry_after_s > 0) ++refused;
    });
  }
  for (auto& c : clients) c.join();
  EXPECT_EQ(served + refused, 8);
  EXPECT_GE(served, 2);
  EXPECT_GE(refused, 1);
}

// Resident memory in bytes, as Linux counts it.
std::int64_t resident() {
  std::ifstream file("/proc/self/statm");
  std::int64_t all = 0, pages = 0;
  file >> all >> pages;
  return pages * sysconf(_SC_PAGESIZE);
}

// A wave of sign-ins: every one is answered, memory stays that of the few that run, and the next one is served.
TEST(PasswordTest, AWaveOfSignInsLosesNobodyAndTakesTheMemoryOfTwo) {
  constexpr std::int64_t kEach = 48 << 20;
  PasswordHasher hasher({1, kEach}, 2, 4);
  const auto stored = *hasher.hash(PersonalText("p"));
  const auto before = resident();
  std::atomic<std::int64_t> peak{before};
  std::atomic<bool> over{false};
  std::thread watch([&] {
    for (; !over; std::this_thread::sleep_for(std::chrono::milliseconds(1))) peak = std::max(peak.load(), resident());
  });
  std::atomic<int> served{0}, refused{0}, other{0};
  std::vector<std::thread> clients;
  clients.reserve(24);
  for (int i = 0; i < 24; ++i) {
    clients.emplace_back([&] {
      const auto answer = hasher.verify(PersonalText("p"), stored);
      if (answer)
        ++(*answer ? served : other);
      else
        ++(answer.error().code == Errc::busy && answer.error().retry_after_s > 0 ? refused : other);
    });
  }
  for (auto& c : clients) c.join();
  over = true;
  watch.join();
  EXPECT_EQ(other, 0);
  EXPECT_EQ(served + refused, 24);
  EXPECT_GE(served, 6) << "two that run and four that wait are never turned away";
  EXPECT_LT(peak - before, 2 * kEach + (64 << 20)) << "twenty-four at once would take twelve times that";
  EXPECT_TRUE(*hasher.verify(PersonalText("p"), stored)) << "after the wave there is room again";
}

TEST(TokenTest, TokensHave256BitsAndDiffer) {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string t = random_token();
    EXPECT_EQ(t.size(), 43U);
    EXPECT_TRUE(seen.insert(t).second);
  }
  EXPECT_THAT(random_password(), testing::MatchesRegex("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}"));
  EXPECT_TRUE(equal_secret("abc", "abc"));
  EXPECT_FALSE(equal_secret("abc", "abd"));
  EXPECT_FALSE(equal_secret("abc", "ab"));
}

TEST(TrackingCodeTest, RepeatsAndSurvivesHowPeopleType) {
  const auto keys = KeyRing::from_seed("a");
  for (std::int64_t id = 1; id <= 300; ++id) {
    const std::string code = tracking_code(*keys, "10004", id);
    EXPECT_EQ(code, tracking_code(*keys, "10004", id));
    EXPECT_THAT(code, testing::MatchesRegex("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}-[0-9A-HJKMNP-TV-Z]"));
    ASSERT_TRUE(parse_tracking_code(code)) << code;
  }
  const std::string code = tracking_code(*keys, "10004", 1);
  EXPECT_NE(code, tracking_code(*keys, "10005", 1));
  const std::string plain = *parse_tracking_code(code);
  std::string lower, wide;
  for (const char c : code) {
    lower.push_back(static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c == '-' ? ' ' : c));
    if (c == '-') continue;
    const int full = 0xFF00 + (c - 0x20);
    wide += {static_cast<char>(0xE0 | (full >> 12)), static_cast<char>(0x80 | ((full >> 6) & 63)),
             static_cast<char>(0x80 | (full & 63))};
  }
  EXPECT_EQ(parse_tracking_code(lower), plain);
  EXPECT_EQ(parse_tracking_code(wide), plain);
  EXPECT_EQ(tracking_hash(*keys, plain), tracking_hash(*keys, *parse_tracking_code(lower)));
}

TEST(TrackingCodeTest, OneWrongOrSwappedSymbolIsSeen) {
  const auto keys = KeyRing::from_seed("a");
  const std::string plain = *parse_tracking_code(tracking_code(*keys, "10004", 9));
  for (std::size_t i = 0; i < plain.size(); ++i) {
    for (const char c : std::string("0123456789ABCDEFGHJKMNPQRSTVWXYZ")) {
      std::string typed = plain;
      typed[i] = c;
      EXPECT_EQ(parse_tracking_code(typed).has_value(), c == plain[i]);
    }
    if (i + 2 < plain.size() && plain[i] != plain[i + 1]) {
      std::string typed = plain;
      std::swap(typed[i], typed[i + 1]);
      EXPECT_FALSE(parse_tracking_code(typed)) << i;
    }
  }
  EXPECT_FALSE(parse_tracking_code(""));
  EXPECT_FALSE(parse_tracking_code(plain + "0"));
  EXPECT_FALSE(parse_tracking_code(plain.substr(1)));
}

}  // namespace
}  // namespace anwang::seal

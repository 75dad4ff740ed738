// For every module's tests: a throw-away store on SQLite and on PostgreSQL. A test that must hold on both is
//   class MyTest : public store::testing::BothStores {};
//   TEST_P(MyTest, …) { auto store = open(); … }
//   ANWANG_ON_BOTH_STORES(MyTest);
// In the module's CMakeLists.txt: TEST_DEPS store_testing.
// PostgreSQL is a private cluster on loopback of this test program, started once (initdb; as user postgres when run by
// root, because the server refuses root); ANWANG_TEST_PG=postgres://… names another one. Each store gets a database of
// its own. Everything is removed at the end.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "base/time.h"
#include "seal/key_ring.h"
#include "store/store.h"

namespace anwang::store::testing {

class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

enum class Kind { sqlite, postgres };

class BothStores : public ::testing::TestWithParam<Kind> {
 public:
  ~BothStores() override;

 protected:
  BothStores();

  // Opens (again) the store of this test; the first time it is made. Fails the test when it cannot.
  std::unique_ptr<Store> open();
  [[nodiscard]] bool postgres() const { return GetParam() == Kind::postgres; }

  // Makes the database without opening a store (open() does it by itself).
  void make_database();
  static std::string server_url();

  TempDir dir_;
  ManualClock clock_{Instant{1'795'305'600'000'000}};  // 2026-11-22T00:00:00Z
  std::unique_ptr<const seal::KeyRing> keys_ = seal::KeyRing::from_seed("test");
  Config config_;  // change it before open()

 private:
  std::string server_;
};

std::string kind_name(const ::testing::TestParamInfo<Kind>& info);

#define ANWANG_ON_BOTH_STORES(Suite)                                                                       \
  INSTANTIATE_TEST_SUITE_P(                                                                                \
      Stores, Suite,                                                                                       \
      ::testing::Values(::anwang::store::testing::Kind::sqlite, ::anwang::store::testing::Kind::postgres), \
      ::anwang::store::testing::kind_name)

}  // namespace anwang::store::testing

#include "store/migrations.h"

#include <gmock/gmock.h>

#include "store/sqlite/sqlite_connection.h"
#include "store/testing/fixture.h"

namespace anwang::store {
namespace {

TEST(MigrationTextTest, TokensAndBlocks) {
  const std::string text =
      "-- comment {{nonsense}}\nCREATE TABLE t (a {{text}}, b {{int}}) {{table}};\n-- sqlite:\nLITE;\n-- "
      "postgres:\nPG;\n-- both:\nEND;\n";
  EXPECT_EQ(*render_migration(text, false), "CREATE TABLE t (a TEXT, b INTEGER) STRICT, WITHOUT ROWID;\nLITE;\nEND;\n");
  EXPECT_EQ(*render_migration(text, true), "CREATE TABLE t (a TEXT COLLATE \"C\", b BIGINT) ;\nPG;\nEND;\n");
  EXPECT_FALSE(render_migration("a {{number}}\n", true));
  EXPECT_FALSE(render_migration("a {{int\n", true));
  EXPECT_FALSE(render_migration("-- sqlite:\nx\n", true)) << "a block must be closed";
}

TEST(MigrationTextTest, EmbeddedFilesAreNumberedWithoutGapsAndRender) {
  const auto& all = embedded_migrations();
  ASSERT_GE(all.size(), 2U);
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(all[i].number, static_cast<int>(i) + 1);
    EXPECT_TRUE(render_migration(all[i].text, true)) << all[i].name;
    EXPECT_TRUE(render_migration(all[i].text, false)) << all[i].name;
  }
}

class MigrateTest : public ::testing::Test {
 protected:
  testing::TempDir dir_;
  SqliteBackend backend_{{dir_.path() + "/m.db", "", false}};
  std::unique_ptr<Connection> db_ = *backend_.connect(Role::writer);
  const std::vector<Migration> one_{{1, "0001_a", "CREATE TABLE a (x {{int}}) {{wide_table}};"}};
};

TEST_F(MigrateTest, AppliesWhatIsMissingOnce) {
  ASSERT_TRUE(migrate(*db_, one_, 5));
  ASSERT_TRUE(migrate(*db_, one_, 6));
  auto two = one_;
  two.push_back({2, "0002_b", "CREATE TABLE b (x {{int}}) {{wide_table}};"});
  ASSERT_TRUE(migrate(*db_, two, 7));
  EXPECT_EQ(db_->query("SELECT number, applied_at FROM schema_migration ORDER BY number")->at(1).i64(1), 7);
  EXPECT_EQ(migrate(*db_, one_, 8).error().reason, "store_is_newer");
}

TEST_F(MigrateTest, AChangedFileStopsTheStart) {
  ASSERT_TRUE(migrate(*db_, one_, 5));
  EXPECT_EQ(migrate(*db_, {{1, "0001_a", "CREATE TABLE a (x {{int}}, y {{int}}) {{wide_table}};"}}, 6).error().reason,
            "migration_changed");
}

TEST_F(MigrateTest, AFailingFileLeavesNothingBehind) {
  auto bad = one_;
  bad.push_back({2, "0002_b", "CREATE TABLE b (x {{int}}) {{wide_table}}; CREATE TABLE a (x {{int}}) {{wide_table}};"});
  EXPECT_FALSE(migrate(*db_, bad, 5));
  EXPECT_TRUE(db_->query("SELECT name FROM sqlite_schema")->empty());
}

TEST_F(MigrateTest, StringsInDoubleQuotesAreNotStrings) {
  EXPECT_EQ(db_->query("SELECT \"no_such_column\"").error().reason, "sql");
}

}  // namespace
}  // namespace anwang::store

#include <gtest/gtest.h>

#include "api/testing/api_fixture.h"

namespace anwang::api {
namespace {

using testing::Extra;

class ImportsApi : public testing::ApiTest {
 protected:
  testing::Reply import(const std::string& csv, bool dry_run) {
    Extra extra;
    extra.type = "text/csv";
    return send(as(screener_), Method::post, dry_run ? "/api/v1/imports?dry_run=1" : "/api/v1/imports", csv, extra);
  }
  std::size_t reports() {
    auto reader = store().read();
    return (*reader)->query("test.count", "SELECT id FROM report", {})->size();
  }
};

const char* const kFile =
    "外部編號,案別,受理時間,鄉鎮市,地點,案情,來源,對象姓名,證號,出生,性別\r\n"
    "E1,兒保;成保,115/11/21 22:10,竹東鎮,,半夜小孩大哭，有人受傷,警察,測試甲,A123456788,111/3/4,男\r\n"
    "E2,老人保護,115/11/21 09:00,尖石鄉,,獨居長者三天沒出門,民政（村里）,不明,,,\r\n"
    "E1,兒保,115/11/21 22:10,竹東鎮,,同一個編號又來一次,警察,測試甲,,,\r\n"
    "E3,占星,115/13/41 22:10,火星鄉,,有人受傷,警察,測試乙,,,\r\n"
    "E4,兒保,115/11/21 22:10,竹東鎮,,,警察,測試丙,,,\r\n"
    ",兒保,115/11/21 22:10,竹東鎮,,沒有編號,警察,測試丁,,,\r\n"
    "E5,兒保,115/11/21\r\n";

TEST_P(ImportsApi, DryRunSaysLineByLineAndWritesNothing) {
  start_api();
  const auto dry = import(kFile, true);
  ASSERT_EQ(dry.status, 200) << dry.raw;
  EXPECT_EQ(dry.at("rows_in"), "7");
  EXPECT_EQ(dry.at("new"), "[2]");
  EXPECT_EQ(dry.at("known"), "[]");
  EXPECT_NE(dry.raw.find(R"("line":4,"pointer":"/external_no","code":"duplicate_in_file")"), std::string::npos)
      << dry.raw;
  EXPECT_NE(dry.raw.find(R"("line":5,"pointer":"/received_at","code":"bad_time")"), std::string::npos);
  EXPECT_NE(dry.raw.find(R"("line":6,"pointer":"/narrative","code":"required")"), std::string::npos);
  EXPECT_NE(dry.raw.find(R"("line":7,"pointer":"/external_no","code":"required")"), std::string::npos);
  EXPECT_NE(dry.raw.find(R"("line":8,"pointer":"","code":"ragged")"), std::string::npos);
  EXPECT_EQ(reports(), 0U);
}

TEST_P(ImportsApi, ImportThenTheSameFileAgain) {
  start_api();
  const auto done = import(kFile, false);
  ASSERT_EQ(done.status, 201) << done.raw;
  EXPECT_EQ(done.at("new"), "[2]");
  EXPECT_EQ(reports(), 1U);
  const auto again = import(kFile, false);
  EXPECT_EQ(again.status, 200) << again.raw;
  EXPECT_EQ(again.at("new"), "[]");
  EXPECT_EQ(again.at("known").substr(0, 2), "[2");
  EXPECT_EQ(reports(), 1U);
  auto reader = store().read();
  const auto row =
      (*reader)->query("test.report", "SELECT kinds, source, township, received_at, channel FROM report", {});
  EXPECT_EQ(row->front().text(0), R"(["child_protection","domestic_violence"])");
  EXPECT_EQ(row->front().text(1), "police");
  EXPECT_EQ(row->front().text(2), "10004020");
  EXPECT_EQ(row->front().i64(3), at_taipei(*Date::parse("2026-11-21"), 22, 10).us);
  EXPECT_EQ(row->front().text(4), "import");
  const auto batch = (*reader)->query(
      "test.batch", "SELECT rows_in, rows_new, rows_known, rows_rejected FROM import_batch ORDER BY id", {});
  ASSERT_EQ(batch->size(), 2U);
  EXPECT_EQ(batch->front().i64(0), batch->front().i64(1) + batch->front().i64(2) + batch->front().i64(3));
  EXPECT_EQ((*batch)[1].i64(1), 0);
}

TEST_P(ImportsApi, MoreThanOneBatchKeepsCount) {
  start_api();
  std::string csv = "external_no,kinds,township,narrative,subject_name\n";
  for (int i = 0; i < 1203; ++i)
    csv += "B" + std::to_string(i) + ",other,10004010,鄰居半夜大吵很久了,測試" + std::to_string(i) + "\n";
  const auto done = import(csv, false);
  ASSERT_EQ(done.status, 201) << done.raw.substr(0, 500);
  EXPECT_EQ(done.find("new")->array()->size(), 1203U);
  EXPECT_EQ(reports(), 1203U);
  auto reader = store().read();
  EXPECT_EQ((*reader)->query("test.batch", "SELECT id FROM import_batch", {})->size(), 3U);
}

TEST_P(ImportsApi, WrongFiles) {
  start_api();
  EXPECT_EQ(import("a,b\n1,2\n", true).at("reason"), "csv_header");
  EXPECT_EQ(import(std::string("\xFF\xFE\x41", 3), true).status, 400);  // half a character of UTF-16
  EXPECT_EQ(import("external_no,narrative\n\"E1,x\n", true).at("reason"), "unterminated_quote");
  EXPECT_EQ(import("", true).at("reason"), "empty_file");
  EXPECT_EQ(send(as(screener_), Method::post, "/api/v1/imports", "{}").status, 415);
  Extra extra;
  extra.type = "text/csv";
  EXPECT_EQ(send(as(police_), Method::post, "/api/v1/imports", kFile, extra).status, 403);
}

ANWANG_ON_BOTH_STORES(ImportsApi);

}  // namespace
}  // namespace anwang::api

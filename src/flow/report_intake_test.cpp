#include "flow/report_intake.h"

#include "flow/testing/app_fixture.h"
#include "seal/token.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

namespace anwang::flow {
namespace {

class ReportIntake : public testing::AppTest {
 protected:
  intake::Report stored(ReportId id) {
    auto reader = store().read();
    const auto rows = (*reader)->query(
        "test.report", "SELECT " + intake::report_columns() + " FROM report WHERE county = ?1 AND id = ?2",
        {app().county, id.value});
    EXPECT_TRUE(rows) << rows.error().internal;
    EXPECT_EQ(rows->size(), 1U);
    return intake::report_from(rows->front());
  }
  std::vector<intake::Subject> subjects(ReportId id) {
    auto reader = store().read();
    const auto rows = (*reader)->query(
        "test.subjects",
        "SELECT " + intake::subject_columns() + " FROM report_subject WHERE county = ?1 AND report_id = ?2 ORDER BY id",
        {app().county, id.value});
    EXPECT_TRUE(rows) << rows.error().internal;
    std::vector<intake::Subject> out;
    for (const auto& row : *rows) out.push_back(intake::subject_from(row));
    return out;
  }
};

TEST_P(ReportIntake, FromDraftToDiskAndBack) {
  start();
  auto d = draft();
  d.answers.append("tipvda", nullptr);
  d.answers.append("injury", "light");
  d.answers.append("injury_details", "右手臂");
  const auto receipt = receive_report(app(), police(), d, {});
  ASSERT_TRUE(receipt) << receipt.error().reason << receipt.error().internal;
  EXPECT_EQ(receipt->report_no, "115-HC-通-000001");
  EXPECT_EQ(receipt->due_at.us, receipt->received_at.us + 24 * kMicrosPerHour);
  EXPECT_TRUE(receipt->tracking_code.empty());
  const intake::Report r = stored(receipt->id);
  EXPECT_EQ(r.report_no, receipt->report_no);
  EXPECT_EQ(r.source, "police");
  EXPECT_EQ(r.state, "pending");
  EXPECT_EQ(r.owner, screener_);
  EXPECT_EQ(r.reporter_account, police_);
  EXPECT_EQ(codec::write_json(r.facts), R"({"injury":"light"})");
  const auto words = keys_->open({app().county, "report", r.id.value, "narrative"}, r.narrative_sealed);
  ASSERT_TRUE(words);
  EXPECT_EQ(words->reveal(), d.narrative);
  const auto answers = keys_->open({app().county, "report", r.id.value, "answers"}, r.answers_sealed);
  ASSERT_TRUE(answers);
  EXPECT_EQ(answers->reveal(), R"({"injury_details":"右手臂"})");
  ASSERT_EQ(subjects(receipt->id).size(), 1U);
  EXPECT_EQ(subjects(receipt->id)[0].identity, "open");
}

TEST_P(ReportIntake, PublicReportHasATrackingCodeThatIsStoredHashed) {
  start();
  const auto receipt =
      receive_report(app(), visitor(), draft(intake::Channel::public_web), {"k1", "POST /public/reports", "h"});
  ASSERT_TRUE(receipt);
  const auto code = seal::parse_tracking_code(receipt->tracking_code);
  ASSERT_TRUE(code);
  EXPECT_EQ(stored(receipt->id).tracking_hash, seal::tracking_hash(*keys_, *code));
  EXPECT_EQ(stored(receipt->id).source, "public");
  // The reply was lost on the way: the same key answers the same, and writes nothing.
  const auto again =
      receive_report(app(), visitor(), draft(intake::Channel::public_web), {"k1", "POST /public/reports", "h"});
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(again->report_no, receipt->report_no);
  EXPECT_EQ(again->tracking_code, receipt->tracking_code);
  const auto other =
      receive_report(app(), visitor(), draft(intake::Channel::public_web), {"k1", "POST /public/reports", "other"});
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().reason, "key_reused");
}

TEST_P(ReportIntake, NumbersHaveNoGapsUnderLoad) {
  start();
  constexpr int kThreads = 4, kEach = 25;
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([this] {
      for (int i = 0; i < kEach; ++i) {
        auto d = draft();
        if (i % 5 == 0) d.external_no = "113-same";  // all but the first are refused and take no number
        static_cast<void>(receive_report(app(), police(), d, {}));
      }
    });
  for (auto& t : threads) t.join();
  auto reader = store().read();
  const auto rows = (*reader)->query(
      "test.numbers", "SELECT report_no FROM report WHERE county = ?1 ORDER BY report_no", {app().county});
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), kThreads * kEach * 4U / 5 + 1);
  char last[32];
  std::snprintf(last, sizeof last, "%06zu", rows->size());
  EXPECT_EQ(rows->back().text(0), std::string("115-HC-通-") + last);
}

TEST_P(ReportIntake, ExternalNumberIsTakenOnce) {
  start();
  auto d = draft(intake::Channel::api);
  d.external_no = "ecare-1";
  ASSERT_TRUE(receive_report(app(), police(), d, {}));
  const auto again = receive_report(app(), police(), d, {});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Errc::conflict);
  EXPECT_EQ(again.error().reason, "external_no_known");
}

TEST_P(ReportIntake, TheLikelyPersonIsSuggestedNeverLinked) {
  start();
  const auto person =
      add_person("張小羣", "2022-03-04", "M", "J123456780", add_household("10004020", "新竹縣竹東鎮長春路二段10號"));
  settle();
  auto d = draft();
  d.subjects[0].name = "張小群";
  d.subjects[0].birth_on = Date::parse("2022-03-04");
  d.subjects[0].sex = "M";
  const auto receipt = receive_report(app(), police(), d, {});
  ASSERT_TRUE(receipt);
  const auto found = subjects(receipt->id);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].likely_person, person);
  EXPECT_GT(*found[0].likely_score, 12);
  EXPECT_EQ(found[0].identity, "open");
  EXPECT_FALSE(found[0].person);
}

TEST_P(ReportIntake, NothingIsWrittenWhenSomethingIsWrong) {
  start();
  auto d = draft();
  d.narrative = "  ";
  d.place.clear();
  d.township.clear();
  d.subjects.clear();
  const auto r = receive_report(app(), police(), d, {});
  ASSERT_FALSE(r);
  std::set<std::string> pointers;
  for (const auto& f : r.error().fields) pointers.insert(f.pointer + " " + f.code);
  EXPECT_EQ(pointers, (std::set<std::string>{"/narrative required", "/place required", "/subjects required"}));
  auto reader = store().read();
  EXPECT_TRUE((*reader)->query("test.none", "SELECT id FROM report", {})->empty());
}

ANWANG_ON_BOTH_STORES(ReportIntake);

}  // namespace
}  // namespace anwang::flow

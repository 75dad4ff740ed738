// A report on an open case: lead and supervisor acknowledge in a set time, the lead grades again, and 第一級 starts the
// second clock. Nothing that runs is lost on the way. On both stores.
#include <gtest/gtest.h>

#include "flow/testing/main_job_fixture.h"

namespace anwang::flow {
namespace {

using testing::field;
using testing::reason;

class Regrade : public testing::MainJobTest {
 protected:
  // A case whose child has been seen; the report that comes a week later, at a lead who has to answer.
  void told(const char* grade) {
    begin();
    const auto first = report();
    link(first, child_);
    accepted_ = accepted_case(first, grade);
    clock_.advance(kMicrosPerHour);
    ASSERT_TRUE(visit());
    seen_at_ = clock_.now();
    clock_.advance(7 * kMicrosPerDay);
    tell();
  }
  void tell() {
    report_ = report();
    link(report_, child_);
    auto notice = item(report_, "notice");
    notice.case_id = case_id();
    const auto decided = decide(app(), screener(), {report_, 0, {notice}, {}}, {});
    ASSERT_TRUE(decided) << reason(decided);
    ASSERT_EQ(decided->value.transitions.size(), 2U);
    lead_ = decided->value.transitions[0].id;
    supervisor_ = decided->value.transitions[1].id;
  }
  std::int64_t case_id() const { return accepted_.case_file.id; }
  Result<Done<ContactAdded>> visit(const char* kind = "home_visit") {
    return add_contact(app(), chen(),
                       {case_id(),
                        child_.value,
                        kind,
                        std::string_view(kind) == "home_visit",
                        clock_.now(),
                        "家中",
                        "看到孩子",
                        "",
                        "",
                        {}},
                       {});
  }
  Result<Done<Responded>> answer(const char* grade) {
    return respond(app(), chen(), {lead_, 0, "acknowledged", "已電訪", grade}, {});
  }
  casework::CaseFile stored_case() {
    auto reader = store().read();
    return *store::get<casework::CaseFile>(**reader, "test", app().county, case_id());
  }
  std::vector<clock::Clock> second() { return clocks("case_file", case_id()); }

  Accepted accepted_;
  Instant seen_at_;
  std::int64_t report_ = 0, lead_ = 0, supervisor_ = 0;
};

TEST_P(Regrade, GradeOneStartsTheSecondClockFromTheNewReportsReceipt) {
  told("grade_2");
  const Instant received = stored(report_).received_at;
  clock_.advance(2 * kMicrosPerHour);
  const auto done = answer("grade_1");
  ASSERT_TRUE(done) << reason(done);
  EXPECT_EQ(stored_case().grade, "grade_1");
  const auto again = second();
  ASSERT_EQ(again.size(), 1U);
  const clock::Clock& c = again[0];
  EXPECT_EQ(c.rule, "grade_1_face_to_face");
  EXPECT_EQ(c.state, "open");
  EXPECT_EQ(c.started_at, received) << "the county's time runs from receipt, not from the answer";
  EXPECT_EQ(c.due_at, received.plus_hours(24));
  EXPECT_EQ(c.person_id, child_.value);
  EXPECT_EQ(c.account_id, chen_.value);
  EXPECT_EQ(c.report_id, report_);
  EXPECT_EQ(c.certainty, "assumption");
  EXPECT_NE(c.source.find("假設"), std::string::npos);
}

TEST_P(Regrade, TheSecondSightingStopsItAndTheFirstContactStaysTheFirst) {
  told("grade_1");
  const Instant first = stored_case().first_contact_at;
  ASSERT_TRUE(answer("grade_1"));
  ASSERT_EQ(second().size(), 1U) << "第一級 again: the child is seen again";
  ASSERT_TRUE(visit("phone"));
  EXPECT_EQ(second()[0].state, "open") << "a call sees nobody";
  clock_.advance(kMicrosPerHour);
  ASSERT_TRUE(visit());
  EXPECT_EQ(second()[0].state, "stopped");
  EXPECT_EQ(second()[0].stopped_at, clock_.now());
  EXPECT_EQ(stored_case().first_contact_at, first);
  const auto of_first = clocks("assignment", accepted_.assignment.id);
  EXPECT_EQ(named(of_first, "first_contact")->stopped_at, seen_at_);
  EXPECT_EQ(named(of_first, "grade_1_face_to_face")->stopped_at, seen_at_);
}

TEST_P(Regrade, AVisitBeforeTheNewReportSeesNobodyForIt) {
  told("grade_2");
  const Instant before = stored(report_).received_at.plus_hours(-2);
  ASSERT_TRUE(answer("grade_1"));
  ASSERT_TRUE(add_contact(app(), chen(),
                          {case_id(), child_.value, "home_visit", true, before, "家中", "昨日補登", "", "", {}}, {}));
  EXPECT_EQ(second()[0].state, "open");
}

TEST_P(Regrade, WhomTheLeadSawBeforeAnsweringIsSeen) {
  told("grade_2");
  clock_.advance(2 * kMicrosPerHour);
  const Instant seen = clock_.now();
  ASSERT_TRUE(visit());
  clock_.advance(kMicrosPerHour);
  const auto done = answer("grade_1");
  ASSERT_TRUE(done) << reason(done);
  ASSERT_EQ(second().size(), 1U);
  EXPECT_EQ(second()[0].state, "stopped");
  EXPECT_EQ(second()[0].stopped_at, seen);
}

TEST_P(Regrade, DownwardsNoRunningClockIsLost) {
  told("grade_1");
  ASSERT_TRUE(answer("grade_1"));
  tell();
  const auto running = second();
  ASSERT_TRUE(answer("grade_2"));
  EXPECT_EQ(stored_case().grade, "grade_2");
  ASSERT_EQ(second().size(), 1U) << "第二級 starts none";
  EXPECT_EQ(second()[0].state, "open");
  EXPECT_EQ(second()[0].due_at, running[0].due_at);
  EXPECT_EQ(named(clocks("assignment", accepted_.assignment.id), "assessment")->state, "open");
}

TEST_P(Regrade, EachReportHasItsOwnClock) {
  told("grade_2");
  ASSERT_TRUE(answer("grade_1"));
  clock_.advance(5 * kMicrosPerHour);
  tell();
  ASSERT_TRUE(answer("grade_1"));
  const auto both = second();
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[1].due_at.us - both[0].due_at.us, 5 * kMicrosPerHour);
  ASSERT_TRUE(visit());
  for (const clock::Clock& c : second()) EXPECT_EQ(c.state, "stopped");
}

TEST_P(Regrade, LeadAndSupervisorAnswerInTimeAndOnlyTheLeadGrades) {
  told("grade_2");
  EXPECT_EQ(field(answer("")), "/regrade required");
  EXPECT_EQ(field(answer("grade_9")), "/regrade unknown_code");
  const auto seen = clocks("transition", supervisor_);
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].rule, "notice_seen");
  EXPECT_EQ(seen[0].unit_id, unit_);
  EXPECT_EQ(field(respond(app(), huang(), {supervisor_, 0, "acknowledged", "", "grade_1"}, {})),
            "/regrade not_allowed");
  ASSERT_TRUE(respond(app(), huang(), {supervisor_, 0, "acknowledged", "", ""}, {}));
  EXPECT_EQ(clocks("transition", supervisor_)[0].state, "stopped");
  EXPECT_EQ(clocks("transition", lead_)[0].state, "open") << "the supervisor's word is not the lead's";
  EXPECT_EQ(stored_case().grade, "grade_2");
}

ANWANG_ON_BOTH_STORES(Regrade);

}  // namespace
}  // namespace anwang::flow

// 協同社工 on both stores: who adds them, what they see and may do, and that an end is an end.
#include <gtest/gtest.h>

#include "access/facts.h"
#include "flow/case_page.h"
#include "flow/co_workers.h"
#include "flow/testing/main_job_fixture.h"

namespace anwang::flow {
namespace {

using access::FieldClass;
using access::Outcome;
using access::RecordKind;
using testing::field;
using testing::reason;

class CoWorkers : public testing::MainJobTest {
 protected:
  // A case of 陳's; 曾 of the health network comes to it, 林 of that unit does not.
  void begin_case() {
    begin();
    zeng_ = add_account("zeng", "social_worker", "addiction", "health");
    other_ = add_account("other", "social_worker", "addiction", "health");
    settle();
    const auto id = report();
    link(id, child_);
    case_ = accepted_case(id).case_file.id;
  }
  access::Viewer zeng() const { return viewer(zeng_, access::Role::social_worker, "addiction", "health"); }
  access::Viewer other() const { return viewer(other_, access::Role::social_worker, "addiction", "health"); }
  CoWorkerInput input(AccountId who, const char* why = "父親為藥癮個案，共訪") const {
    return {case_, 0, who.value, why};
  }
  Outcome sees(const access::Viewer& viewer, RecordKind kind, std::int64_t id, FieldClass field) {
    auto reader = store().read();
    const auto facts = access::load_facts(**reader, viewer, kind, {&id, 1}, clock_.now());
    return facts->empty() ? Outcome::absent : app().policy.decide(viewer, facts->at(id), field);
  }
  Result<Done<ContactAdded>> visit(const access::Viewer& who) {
    return add_contact(app(), who, {case_, child_.value, "joint_visit", true, clock_.now(), "家中", "共訪", "", "", {}},
                       {});
  }

  AccountId zeng_, other_;
  std::int64_t case_ = 0;
};

TEST_P(CoWorkers, TheLeadAddsOneWhoThenSeesAndRecordsAsAWorkerDoes) {
  begin_case();
  EXPECT_EQ(sees(zeng(), RecordKind::case_file, case_, FieldClass::fact), Outcome::absent);
  EXPECT_EQ(reason(visit(zeng())), "not_found");
  const auto added = add_co_worker(app(), chen(), input(zeng_), {});
  ASSERT_TRUE(added) << reason(added);
  EXPECT_EQ(sees(zeng(), RecordKind::case_file, case_, FieldClass::content), Outcome::full);
  EXPECT_EQ(sees(zeng(), RecordKind::person, child_.value, FieldClass::locator), Outcome::full);
  EXPECT_EQ(sees(other(), RecordKind::case_file, case_, FieldClass::fact), Outcome::absent) << "one person, not a unit";
  const auto done = visit(zeng());
  ASSERT_TRUE(done) << reason(done);
  EXPECT_EQ(done->value.contact.worker_id, zeng_.value);
  EXPECT_TRUE(done->value.case_file.first_contact_at.set());
  ASSERT_TRUE(add_note(app(), zeng(), case_, "共訪紀要", {}));
  const auto page = read_case(app(), chen(), case_);
  ASSERT_TRUE(page);
  ASSERT_EQ(page->co_workers.size(), 1U);
  EXPECT_EQ(page->co_workers[0].account_id, zeng_.value);
  EXPECT_TRUE(page->decides);
  const auto theirs = read_case(app(), zeng(), case_);
  ASSERT_TRUE(theirs);
  EXPECT_FALSE(theirs->decides);
  const auto mine = read_cases(app(), zeng(), {true, "active", 0, "", "", 50});
  ASSERT_TRUE(mine);
  ASSERT_EQ(mine->rows.size(), 1U);
  EXPECT_EQ(mine->rows[0].case_file.id, case_);
}

TEST_P(CoWorkers, WhatOnlyALeadDecidesStaysWithTheLead) {
  begin_case();
  ASSERT_TRUE(add_co_worker(app(), chen(), input(zeng_), {}));
  EXPECT_EQ(reason(assess(app(), zeng(), {case_, 0, "open", "substantiated", "屬實"}, {})), "lead_decides");
  ASSERT_TRUE(assess(app(), chen(), {case_, 0, "open", "substantiated", "屬實"}, {}));
  EXPECT_EQ(reason(close_case(app(), zeng(), {case_, 0, "risk_lowered", "", {}}, {})), "lead_decides");
  EXPECT_EQ(reason(add_co_worker(app(), zeng(), input(other_), {})), "lead_decides");
  EXPECT_EQ(reason(read_colleagues(app(), zeng(), case_)), "lead_decides");
  // A report on the case is the lead's to answer: the grade is not the co-worker's.
  const auto second = report();
  link(second, child_);
  auto notice = item(second, "notice");
  notice.case_id = case_;
  const auto told = decide(app(), screener(), {second, 0, {notice}, {}}, {});
  ASSERT_TRUE(told) << reason(told);
  EXPECT_EQ(reason(respond(app(), zeng(), {told->value.transitions[0].id, 0, "acknowledged", "", "grade_1"}, {})),
            "not_found");
}

TEST_P(CoWorkers, ASealedReportStaysSealedForACoWorker) {
  begin();
  const auto id = report();
  link(id, child_);
  case_ = accepted_case(id).case_file.id;
  const auto facts = [&](const access::Viewer& v) {
    auto reader = store().read();
    return access::load_facts(**reader, v, RecordKind::report, {&id, 1}, clock_.now())->at(id);
  };
  ASSERT_TRUE(add_co_worker(app(), huang(), input(li_), {})) << "the unit's supervisor may, too";
  EXPECT_EQ(sees(li(), RecordKind::case_file, case_, FieldClass::content), Outcome::full);
  EXPECT_TRUE(app().policy.may_reveal(chen(), facts(chen()), access::RevealPart::reporter));
  EXPECT_FALSE(app().policy.may_reveal(li(), facts(li()), access::RevealPart::reporter));
  EXPECT_FALSE(app().policy.may_reveal(li(), facts(li()), access::RevealPart::narrative));
}

TEST_P(CoWorkers, AnEndIsAnEndAndBothStandInTheHistoryWithTheirReason) {
  begin_case();
  ASSERT_TRUE(add_co_worker(app(), chen(), input(zeng_), {}));
  EXPECT_EQ(reason(add_co_worker(app(), chen(), input(zeng_), {})), "already_co_worker");
  clock_.advance(kMicrosPerDay);
  const auto ended = end_co_worker(app(), chen(), input(zeng_, "父親轉介完成"), {});
  ASSERT_TRUE(ended) << reason(ended);
  EXPECT_EQ(sees(zeng(), RecordKind::case_file, case_, FieldClass::fact), Outcome::absent);
  EXPECT_EQ(sees(zeng(), RecordKind::person, child_.value, FieldClass::content), Outcome::absent);
  EXPECT_EQ(reason(read_case(app(), zeng(), case_)), "not_found");
  EXPECT_TRUE(read_cases(app(), zeng(), {true, "active", 0, "", "", 50})->rows.empty());
  EXPECT_EQ(reason(end_co_worker(app(), chen(), input(zeng_), {})), "not_found");
  const auto page = read_case(app(), chen(), case_);
  ASSERT_TRUE(page);
  EXPECT_TRUE(page->co_workers.empty());
  std::string kinds, words;
  for (const auto& h : page->history) kinds += h.kind + " ";
  for (const auto& [id, w] : page->words) words += w.reveal();
  EXPECT_NE(kinds.find("case.co_worker_added"), std::string::npos);
  EXPECT_NE(kinds.find("case.co_worker_ended"), std::string::npos);
  EXPECT_NE(words.find("共訪"), std::string::npos);
  EXPECT_NE(words.find("轉介完成"), std::string::npos);
  ASSERT_TRUE(add_co_worker(app(), chen(), input(zeng_), {})) << "and may begin again";
}

TEST_P(CoWorkers, WhoAndWhyAreChecked) {
  begin_case();
  EXPECT_EQ(field(add_co_worker(app(), chen(), input(zeng_, ""), {})), "/reason required");
  EXPECT_EQ(field(add_co_worker(app(), chen(), input(chen_), {})), "/account_id is_lead");
  EXPECT_EQ(field(add_co_worker(app(), chen(), input(huang_), {})), "/account_id not_a_worker");
  EXPECT_EQ(field(add_co_worker(app(), chen(), input(AccountId{424242}), {})), "/account_id not_a_worker");
  EXPECT_EQ(reason(add_co_worker(app(), li(), input(zeng_), {})), "not_your_case") << "a colleague is not the lead";
  EXPECT_EQ(reason(add_co_worker(app(), zeng(), input(zeng_), {})), "not_found") << "nobody lets himself in";
  auto stale = input(zeng_);
  stale.if_version = 1;
  EXPECT_EQ(reason(add_co_worker(app(), chen(), {case_, 99, zeng_.value, "x"}, {})), "stale_version");
  const auto colleagues = read_colleagues(app(), chen(), case_);
  ASSERT_TRUE(colleagues);
  ASSERT_EQ(colleagues->size(), 4U);
  EXPECT_EQ(colleagues->front().account_id, li_.value) << "one's own unit first";
}

ANWANG_ON_BOTH_STORES(CoWorkers);

}  // namespace
}  // namespace anwang::flow

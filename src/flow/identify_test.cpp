#include "flow/identify.h"

#include <gtest/gtest.h>

#include "flow/report_intake.h"
#include "flow/testing/app_fixture.h"
#include "people/directory.h"

namespace anwang::flow {
namespace {

class Identify : public testing::AppTest {
 protected:
  void SetUp() override {
    start();
    door_ = add_household("10004020", "新竹縣竹東鎮長春路二段10號");
    son_ = add_person("張小羣", "2022-03-04", "M", "J123456780", door_);
    mother_ = add_person("張雅雯", "2000-02-11", "F", "J223456781", door_, "0912345678", "head");
    settle();
    auto d = draft();
    d.subjects[0] = {};
    d.subjects[0].role = "victim";
    d.subjects[0].name = "張小群";
    d.subjects[0].birth_on = Date::parse("2022-03-04");
    d.subjects[0].id_no = "J123456789";  // last digit mistyped
    const auto receipt = receive_report(app(), police(), d, {});
    ASSERT_TRUE(receipt) << receipt.error().reason;
    report_ = receipt->id;
    subject_ = subject().id;
  }
  intake::Subject subject() {
    auto reader = store().read();
    const auto list = load_subjects(**reader, app().county, report_);
    EXPECT_TRUE(list);
    return list->front();
  }
  Result<Done<Identified>> decide(Identity verdict, PersonId person = {}, std::int64_t if_version = 0) {
    auto done = identify(app(), screener(), {report_, subject_, if_version, verdict, person}, {});
    if (done) last_seq_ = done->seq;
    return done;
  }
  std::vector<PersonId> proposed() {
    auto reader = store().read();
    const auto list = candidates_of(app(), **reader, report_);
    EXPECT_TRUE(list) << list.error().reason;
    std::vector<PersonId> out;
    for (const auto& c : list->front().candidates) out.push_back(c.person);
    return out;
  }
  std::int64_t door_ = 0;
  PersonId son_, mother_;
  ReportId report_;
  SubjectId subject_;
};

TEST_P(Identify, CandidatesWithEvidence) {
  auto reader = store().read();
  const auto list = candidates_of(app(), **reader, report_);
  ASSERT_TRUE(list);
  ASSERT_EQ(list->size(), 1U);
  ASSERT_FALSE(list->front().candidates.empty());
  const auto& best = list->front().candidates.front();
  EXPECT_EQ(best.person, son_);
  const std::string evidence = evidence_json(best.evidence);
  EXPECT_NE(evidence.find(R"("field":"name","level":"variant")"), std::string::npos) << evidence;
  EXPECT_NE(evidence.find(R"("field":"birth","level":"same")"), std::string::npos) << evidence;
  EXPECT_NE(evidence.find(R"("field":"id","level":"differs_last")"), std::string::npos) << evidence;
}

TEST_P(Identify, LinkIsJournalledAndUndoable) {
  const auto done = decide(Identity::same, son_);
  ASSERT_TRUE(done) << done.error().reason;
  EXPECT_EQ(subject().identity, "linked");
  EXPECT_EQ(subject().person, son_);
  EXPECT_EQ(subject().identified_by, screener_);
  const auto undone = undo_identity(app(), screener(), report_, {});
  ASSERT_TRUE(undone) << undone.error().reason;
  EXPECT_EQ(subject().identity, "open");
  EXPECT_FALSE(subject().person);
  const auto history = store().history(app().county, {"report_subject", subject_.value});
  ASSERT_TRUE(history);
  ASSERT_EQ(history->size(), 3U);
  EXPECT_EQ((*history)[1].kind, "subject.identified");
  EXPECT_EQ((*history)[2].kind, "subject.identity_undone");
  const auto again = undo_identity(app(), screener(), report_, {});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().reason, "nothing_to_undo");
}

TEST_P(Identify, ASplitIsNeverProposedAgain) {
  ASSERT_FALSE(proposed().empty());
  ASSERT_EQ(proposed().front(), son_);
  ASSERT_TRUE(decide(Identity::different, son_));
  const auto after = proposed();
  EXPECT_EQ(std::count(after.begin(), after.end(), son_), 0);
  EXPECT_FALSE(subject().likely_person);
  const auto anyway = decide(Identity::same, son_);
  ASSERT_FALSE(anyway);
  EXPECT_EQ(anyway.error().reason, "split_before");
  ASSERT_TRUE(undo_identity(app(), screener(), report_, {}));
  EXPECT_EQ(proposed().front(), son_);
}

TEST_P(Identify, NewPersonIsFoundFromThenOnAndLeavesWhenUndone) {
  const auto done = decide(Identity::fresh);
  ASSERT_TRUE(done) << done.error().reason;
  ASSERT_TRUE(done->value.person);
  const PersonId made{done->value.person->id};
  settle();
  EXPECT_TRUE(persons_->index().contains(made));
  EXPECT_EQ(subject().identity, "new");
  EXPECT_EQ(subject().person, made);
  const auto undone = undo_identity(app(), screener(), report_, {});
  ASSERT_TRUE(undone);
  last_seq_ = undone->seq;
  settle();
  EXPECT_FALSE(persons_->index().contains(made));
  EXPECT_FALSE(subject().person);
}

TEST_P(Identify, UnknownIsAllowedAndCanBeDecidedLater) {
  ASSERT_TRUE(decide(Identity::unknown));
  EXPECT_EQ(subject().identity, "unknown");
  ASSERT_TRUE(decide(Identity::same, son_));
  EXPECT_EQ(subject().identity, "linked");
}

TEST_P(Identify, TwoScreenersAtOnce) {
  const auto seen = subject().version;
  ASSERT_TRUE(decide(Identity::same, son_, seen));
  const auto late = decide(Identity::same, mother_, seen);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, Errc::precondition_failed);
  EXPECT_EQ(subject().person, son_);
}

TEST_P(Identify, SiblingIsAddedOnce) {
  const auto sister = add_person("張小晴", "2018-05-06", "F", "", door_);
  const auto added = add_subject(app(), screener(), report_, sister, "victim", {});
  ASSERT_TRUE(added) << added.error().reason << added.error().internal;
  EXPECT_EQ(added->value.added_by, screener_);
  EXPECT_EQ(added->value.birth_on, "2018-05-06");
  const auto again = add_subject(app(), screener(), report_, sister, "victim", {});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().reason, "already_listed");
  EXPECT_EQ(add_subject(app(), screener(), report_, PersonId{42}, "victim", {}).error().fields.front().code,
            "unknown_code");
  EXPECT_EQ(add_subject(app(), screener(), report_, mother_, "boss", {}).error().fields.front().pointer, "/role");
}

TEST_P(Identify, DirectoryIsTheSameOnASecondServerAndAfterARebuild) {
  ASSERT_TRUE(decide(Identity::fresh));
  settle();
  people::PersonDirectory other(*keys_, app().county, packs_->county.name.zh);
  auto reader = store().read();
  ASSERT_TRUE(other.rebuild(**reader));
  EXPECT_EQ(other.index().size(), persons_->index().size());
  EXPECT_EQ(other.digest(), persons_->digest());
}

ANWANG_ON_BOTH_STORES(Identify);

}  // namespace
}  // namespace anwang::flow

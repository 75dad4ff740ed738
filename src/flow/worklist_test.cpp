// Desk and board: what each person finds there, and what is not theirs stays out of sight.
#include "flow/worklist.h"

#include <gtest/gtest.h>

#include "flow/case_page.h"
#include "flow/testing/main_job_fixture.h"

namespace anwang::flow {
namespace {

using testing::field;
using testing::reason;

class Worklist : public testing::MainJobTest {
 protected:
  static bool has_rule(const std::vector<Task>& tasks, std::string_view rule) {
    return std::any_of(tasks.begin(), tasks.end(), [&](const Task& t) { return t.clock.rule == rule; });
  }
};

TEST_P(Worklist, TasksMoveFromTodayToOverdueAndGoWhenDone) {
  begin();
  const auto id = report();
  link(id, child_);
  const Accepted a = accepted_case(id);
  auto work = read_my_work(app(), chen());
  ASSERT_TRUE(work) << reason(work);
  EXPECT_TRUE(work->overdue.empty());
  EXPECT_TRUE(has_rule(work->week, "grade_1_face_to_face"));  // tomorrow 08:00
  EXPECT_EQ(work->open, 1);
  EXPECT_DOUBLE_EQ(work->weighted, 2.0);
  clock_.advance(17 * kMicrosPerHour);
  EXPECT_TRUE(has_rule(read_my_work(app(), chen())->today, "grade_1_face_to_face"));
  clock_.advance(8 * kMicrosPerHour);
  EXPECT_TRUE(has_rule(read_my_work(app(), chen())->overdue, "grade_1_face_to_face"));
  ContactInput visit{
      a.case_file.id, 0, "attempt", false, clock_.now(), "", "", "nobody_home", "", clock_.now().plus_hours(3)};
  ASSERT_TRUE(add_contact(app(), chen(), visit, {}));
  work = read_my_work(app(), chen());
  EXPECT_TRUE(has_rule(work->today, "next_try"));
  clock_.advance(3 * kMicrosPerHour);
  visit = {a.case_file.id, 0, "home_visit", true, clock_.now(), "", "", "", "", {}};
  ASSERT_TRUE(add_contact(app(), chen(), visit, {}));
  work = read_my_work(app(), chen());
  EXPECT_FALSE(has_rule(work->overdue, "grade_1_face_to_face"));
  EXPECT_FALSE(has_rule(work->today, "next_try"));
  EXPECT_TRUE(read_my_work(app(), li())->overdue.empty());
}

TEST_P(Worklist, TheBoardShowsWhatIsUnassignedAndWhoCarriesHowMuch) {
  begin();
  const auto first = report();
  const auto second = report();
  accepted_case(first, "grade_2");
  ASSERT_TRUE(decide(app(), screener(), {second, 0, {dispatch_item(second)}, {}}, {}));
  const auto board = read_board(app(), huang());
  ASSERT_TRUE(board) << reason(board);
  ASSERT_EQ(board->unassigned.size(), 1U);
  EXPECT_EQ(board->unassigned[0].assignment.report_id, second);
  EXPECT_EQ(board->workers.size(), 2U);
  for (const auto& w : board->workers) EXPECT_EQ(w.open_cases, w.account_id == chen_.value ? 1 : 0);
  EXPECT_TRUE(board->countersigns.empty());
  EXPECT_TRUE(read_board(app(), viewer(boss_, access::Role::supervisor, "screening", "social"))->unassigned.empty());
}

TEST_P(Worklist, SuggestedWorkersComeWithReasonsAndAnOverrideNeedsOne) {
  begin();
  for (int i = 0; i < 3; ++i) accepted_case(report(), "grade_2");
  const auto id = report();
  const auto decided = decide(app(), screener(), {id, 0, {dispatch_item(id, "grade_2")}, {}}, {});
  const auto cards = read_worker_cards(app(), huang(), decided->value.assignments.at(0).id);
  ASSERT_TRUE(cards) << reason(cards);
  ASSERT_EQ(cards->size(), 2U);
  EXPECT_EQ(cards->at(0).facts.account_id, li_.value);  // carries nothing
  EXPECT_EQ(cards->at(0).rank, 1);
  EXPECT_FALSE(cards->at(0).reasons.empty());
  EXPECT_EQ(reason(read_worker_cards(app(), viewer(wang_, access::Role::supervisor, "welfare_zhudong", "social"),
                                     decided->value.assignments.at(0).id)),
            "not_found");
}

TEST_P(Worklist, ReassigningMovesCaseAndClocksAfterAPreviewThatWritesNothing) {
  begin();
  const Accepted a = accepted_case(report());
  const ReassignInput input{{a.case_file.id}, li_.value, "陳社工產假"};
  const auto preview = preview_reassign(app(), huang(), input);
  ASSERT_TRUE(preview) << reason(preview);
  EXPECT_EQ(preview->open.at(chen_.value), (std::pair<std::int64_t, std::int64_t>{1, 0}));
  EXPECT_EQ(preview->open.at(li_.value), (std::pair<std::int64_t, std::int64_t>{0, 1}));
  EXPECT_EQ(read_my_work(app(), chen())->open, 1);
  EXPECT_EQ(field(reassign(app(), huang(), {{a.case_file.id}, li_.value, ""}, {})), "/reason required");
  EXPECT_EQ(field(reassign(app(), huang(), {{a.case_file.id}, wang_.value, "x"}, {})), "/to not_in_unit");
  EXPECT_EQ(field(reassign(app(), viewer(wang_, access::Role::supervisor, "welfare_zhudong", "social"), input, {})),
            "/case_ids unknown_case");
  ASSERT_TRUE(reassign(app(), huang(), input, {}));
  EXPECT_EQ(read_my_work(app(), chen())->open, 0);
  EXPECT_EQ(read_my_work(app(), li())->open, 1);
  EXPECT_TRUE(has_rule(read_my_work(app(), li())->week, "grade_1_face_to_face"));
}

TEST_P(Worklist, ACaseOpensByItsPolicy) {
  begin();
  const auto id = report();
  link(id, child_);
  const Accepted a = accepted_case(id, "grade_2");
  const auto c = a.case_file.id;
  ASSERT_TRUE(add_note(app(), chen(), c, "母親說下週搬家", {}));
  ASSERT_TRUE(add_goal(app(), chen(), {c, "穩定就學", ""}, {}));
  const auto lead = read_case(app(), chen(), c);
  ASSERT_TRUE(lead) << reason(lead);
  ASSERT_EQ(lead->notes.size(), 1U);
  EXPECT_EQ(lead->words.at(lead->notes[0].id).reveal(), "母親說下週搬家");
  EXPECT_GE(lead->history.size(), 3U);
  EXPECT_EQ(lead->history.back().kind, "case.received");
  const auto colleague = read_case(app(), li(), c);
  ASSERT_TRUE(colleague) << reason(colleague);
  EXPECT_TRUE(colleague->notes.empty());
  EXPECT_TRUE(colleague->words.empty());
  EXPECT_TRUE(colleague->facts.goals.empty());
  const access::Viewer school = viewer(police_, access::Role::mandated_reporter, "police_zhudong", "police");
  EXPECT_EQ(reason(read_case(app(), school, c)), "not_found");
  EXPECT_EQ(reason(read_case(app(), chen(), 4242)), "not_found");
}

TEST_P(Worklist, CasesAreListedByNumberAndPage) {
  begin();
  for (int i = 0; i < 5; ++i) accepted_case(report(), "grade_2");
  CaseListFilter filter;
  filter.limit = 2;
  std::set<std::int64_t> seen;
  for (int pages = 0; pages < 4; ++pages) {
    const auto list = read_cases(app(), huang(), filter);
    ASSERT_TRUE(list) << reason(list);
    for (const auto& row : list->rows) EXPECT_TRUE(seen.insert(row.case_file.id).second);
    if (!list->more) break;
    const auto& last = list->rows.back().case_file;
    filter.after = std::to_string(last.received_at.us) + ":" + std::to_string(last.id);
  }
  EXPECT_EQ(seen.size(), 5U);
  filter = {};
  filter.q = "115-HC-兒-000003";
  EXPECT_EQ(read_cases(app(), huang(), filter)->rows.size(), 1U);
  filter = {};
  EXPECT_TRUE(read_cases(app(), wang(), filter)->rows.empty());
}

TEST_P(Worklist, NoticesReachTheirAddresseeOnly) {
  begin();
  const auto first = report();
  link(first, child_);
  const Accepted a = accepted_case(first);
  const auto second = report();
  link(second, child_);
  auto notice = item(second, "notice");
  notice.case_id = a.case_file.id;
  ASSERT_TRUE(decide(app(), screener(), {second, 0, {notice}, {"孩子再次受傷"}}, {}));
  const auto mine = read_transitions(app(), chen());
  ASSERT_TRUE(mine) << reason(mine);
  ASSERT_EQ(mine->size(), 1U);
  EXPECT_EQ(mine->at(0).transition.kind, "in_case_notice");
  EXPECT_EQ(mine->at(0).programme, "child_protection");
  EXPECT_EQ(read_transitions(app(), huang())->size(), 1U);
  EXPECT_TRUE(read_transitions(app(), li())->empty());
}

ANWANG_ON_BOTH_STORES(Worklist);

}  // namespace
}  // namespace anwang::flow

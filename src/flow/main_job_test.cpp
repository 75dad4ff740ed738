// The main job on both stores: queue → decision → 分案 → 已接 → contact → assessment → closing → re-report.
#include <gtest/gtest.h>

#include "flow/testing/main_job_fixture.h"

namespace anwang::flow {
namespace {

using testing::field;
using testing::reason;
class MainJob : public testing::MainJobTest {};

TEST_P(MainJob, AClaimedRowIsOneScreenersUntilTenIdleMinutes) {
  begin();
  const auto id = report();
  ASSERT_TRUE(claim(app(), screener(), id, {}));
  EXPECT_EQ(reason(claim(app(), wu(), id, {})), "claimed_by_other");
  EXPECT_EQ(reason(decide(app(), wu(), {id, 0, {dispatch_item(id)}, {}}, {})), "claimed_by_other");
  clock_.advance(10 * 60 * kMicrosPerSecond);
  const auto taken = claim(app(), wu(), id, {});
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->value.claimed_by, wu_);
  EXPECT_EQ(reason(release(app(), screener(), id, {})), "not_claimed");
  ASSERT_TRUE(release(app(), wu(), id, {}));
  EXPECT_FALSE(stored(id).claimed_by.valid());
}

TEST_P(MainJob, TheOlderVersionLosesAndNothingIsHalfWritten) {
  begin();
  const auto id = report();
  const auto seen = stored(id).version;
  ASSERT_TRUE(decide(app(), screener(), {id, seen, {dispatch_item(id)}, {}}, {}));
  const auto second = decide(app(), wu(), {id, seen, {item(id, "advice")}, {}}, {});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::precondition_failed);
  auto reader = store().read();
  EXPECT_EQ(store::find<intake::Decision>(**reader, "test", "WHERE county = ?1 AND report_id = ?2", {app().county, id})
                ->size(),
            1U);
}

TEST_P(MainJob, AReplayedKeyDecidesOnce) {
  begin();
  const auto id = report();
  const Key key{"k", "POST /reports/{id}/decisions", "h"};
  const auto first = decide(app(), screener(), {id, 0, {dispatch_item(id)}, {}}, key);
  const auto again = decide(app(), screener(), {id, 0, {dispatch_item(id)}, {}}, key);
  ASSERT_TRUE(first && again);
  EXPECT_TRUE(again->replayed);
  EXPECT_EQ(again->result.id, id);
  EXPECT_EQ(reason(decide(app(), screener(), {id, 0, {dispatch_item(id)}, {}}, {"k", key.route, "other"})),
            "key_reused");
}

TEST_P(MainJob, IncompleteDecisionsSayWhatIsMissing) {
  begin();
  const auto id = report();
  auto bad = item(id, "not_dispatched");
  EXPECT_EQ(field(decide(app(), screener(), {id, 0, {bad}, {}}, {})), "/items/0/reason_code required");
  bad = dispatch_item(id);
  bad.unit_id = 424242;
  EXPECT_EQ(field(decide(app(), screener(), {id, 0, {bad}, {}}, {})), "/items/0/unit_id unknown_unit");
  bad = dispatch_item(id);
  bad.grade.clear();
  EXPECT_EQ(field(decide(app(), screener(), {id, 0, {bad}, {}}, {})), "/items/0/grade required");
  bad = item(id, "jurisdiction");
  bad.to_county = "10005";
  bad.to_name = "王科員";
  EXPECT_EQ(field(decide(app(), screener(), {id, 0, {bad}, {}}, {})), "/items/0/handed_over_at required");
  EXPECT_EQ(reason(decide(app(), wang(), {id, 0, {item(id, "advice")}, {}}, {})), "not_found");
}

TEST_P(MainJob, AChildOfGradeOneMustBeSeenWithin24HoursOfReceipt) {
  begin();
  const auto id = report();
  const Instant received = stored(id).received_at;
  clock_.advance(3 * kMicrosPerHour);
  link(id, child_);
  const Accepted a = accepted_case(id);
  EXPECT_EQ(stored(id).state, "decided");
  const auto all = clocks("assignment", a.assignment.id);
  const auto* seen = named(all, "grade_1_face_to_face");
  ASSERT_NE(seen, nullptr);
  EXPECT_EQ(seen->due_at, received.plus_hours(24));
  EXPECT_EQ(seen->person_id, child_.value);
  EXPECT_EQ(seen->case_id, a.case_file.id);
  EXPECT_EQ(named(clocks("report", id), "dispatch_24h")->state, "stopped");
  EXPECT_EQ(named(all, "accept")->state, "stopped");
  EXPECT_FALSE(a.case_file.case_no.starts_with("115")) << "the writer numbers it";
  auto reader = store().read();
  EXPECT_EQ(store::get<casework::CaseFile>(**reader, "test", app().county, a.case_file.id)->case_no,
            "115-HC-兒-000001");
  reader->reset();
  // Not at home: an attempt stops nothing, and must say why and when next.
  ContactInput visit{a.case_file.id, 0, "attempt", false, clock_.now(), "家門口", "按鈴無人", "", "", {}};
  EXPECT_EQ(field(add_contact(app(), chen(), visit, {})), "/not_seen_reason required");
  visit.not_seen_reason = "nobody_home";
  visit.next_try_at = clock_.now().plus_hours(2);
  ASSERT_TRUE(add_contact(app(), chen(), visit, {}));
  EXPECT_EQ(named(clocks("assignment", a.assignment.id), "grade_1_face_to_face")->state, "open");
  clock_.advance(2 * kMicrosPerHour);
  visit = {a.case_file.id, child_.value, "home_visit", true, clock_.now(), "家中", "看到孩子", "", "", {}};
  const auto done = add_contact(app(), chen(), visit, {});
  ASSERT_TRUE(done) << reason(done);
  EXPECT_EQ(named(clocks("assignment", a.assignment.id), "grade_1_face_to_face")->stopped_at, visit.happened_at);
  EXPECT_EQ(named(clocks("assignment", a.assignment.id), "first_contact")->state, "stopped");
  EXPECT_EQ(done->value.case_file.first_contact_at, visit.happened_at);
}

TEST_P(MainJob, WhoeverIsNotTheWorkerCannotAcknowledge) {
  begin();
  const auto id = report();
  const auto decided = decide(app(), screener(), {id, 0, {dispatch_item(id)}, {}}, {});
  ASSERT_TRUE(decided);
  const auto a = decided->value.assignments.at(0).id;
  EXPECT_EQ(reason(accept(app(), chen(), a, 0, {})), "not_assigned");
  EXPECT_EQ(field(assign(app(), huang(), {a, 0, wang_.value, ""}, {})), "/worker_id not_in_unit");
  ASSERT_TRUE(assign(app(), huang(), {a, 0, li_.value, ""}, {}));
  EXPECT_EQ(reason(accept(app(), chen(), a, 0, {})), "not_yours");
  EXPECT_EQ(reason(accept(app(), wang(), a, 0, {})), "not_found");
  ASSERT_TRUE(accept(app(), li(), a, 0, {}));
  EXPECT_EQ(reason(accept(app(), li(), a, 0, {})), "not_open");
}

TEST_P(MainJob, NotDispatchedWaitsForTheSupervisorAndComesBackWithItsClockRunning) {
  begin();
  const auto id = report();
  auto no = item(id, "not_dispatched");
  no.reason_code = "no_facts";
  no.note = "通報人聯絡不上";
  const auto decided = decide(app(), screener(), {id, 0, {no}, {}}, {});
  ASSERT_TRUE(decided) << reason(decided);
  const auto& d = decided->value.decisions.at(0);
  EXPECT_EQ(d.countersign, "waiting");
  EXPECT_EQ(d.countersign_due_at, at_taipei(taipei_date(clock_.now()), 17, 30));  // 08:00: the day shift
  EXPECT_EQ(reason(countersign(app(), screener(), d.id, true, "", {})), "own_decision");
  EXPECT_EQ(field(countersign(app(), boss(), d.id, false, "", {})), "/note required");
  const Instant due = stored(id).due_at;
  clock_.advance(kMicrosPerHour);
  ASSERT_TRUE(countersign(app(), boss(), d.id, false, "學校再確認一次", {}));
  EXPECT_EQ(stored(id).state, "pending");
  EXPECT_EQ(stored(id).due_at, due);
  EXPECT_EQ(named(clocks("report", id), "dispatch_24h")->state, "open");
  EXPECT_EQ(reason(countersign(app(), boss(), d.id, true, "", {})), "not_waiting");
  ASSERT_TRUE(decide(app(), screener(), {id, 0, {dispatch_item(id)}, {}}, {}));
}

TEST_P(MainJob, AReportOnAnOpenCaseIsNeverASecondCaseAndNeverSilent) {
  begin();
  const auto first = report();
  link(first, child_);
  const Accepted a = accepted_case(first);
  const auto second = report();
  link(second, child_);
  EXPECT_EQ(field(decide(app(), screener(), {second, 0, {dispatch_item(second)}, {}}, {})),
            "/items/0/outcome open_case");
  auto notice = item(second, "notice");
  notice.case_id = a.case_file.id;
  const auto told = decide(app(), screener(), {second, 0, {notice}, {}}, {});
  ASSERT_TRUE(told) << reason(told);
  ASSERT_EQ(told->value.transitions.size(), 2U);  // lead and supervisor
  const auto& t = told->value.transitions[0];
  EXPECT_EQ(t.kind, "in_case_notice");
  EXPECT_EQ(t.to_account_id, chen_.value);
  EXPECT_TRUE(t.due_at.set());
  EXPECT_EQ(reason(respond(app(), wang(), {t.id, 0, "acknowledged", "", "grade_2"}, {})), "not_found");
  EXPECT_EQ(field(respond(app(), chen(), {t.id, 0, "acknowledged", "", ""}, {})), "/regrade required");
  const auto answered = respond(app(), chen(), {t.id, 0, "acknowledged", "已電訪", "grade_2"}, {});
  ASSERT_TRUE(answered) << reason(answered);
  EXPECT_EQ(answered->value.case_file.grade, "grade_2");
  EXPECT_EQ(clocks("transition", t.id).at(0).state, "stopped");
  ASSERT_TRUE(respond(app(), huang(), {told->value.transitions[1].id, 0, "acknowledged", "", ""}, {}));
}

TEST_P(MainJob, AJoinedReportMakesNoSecondCase) {
  begin();
  const auto first = report();
  link(first, child_);
  const Accepted a = accepted_case(first);
  const auto second = report();
  auto same = item(second, "same_incident");
  same.same_as_report_id = first;
  const auto joined = decide(app(), screener(), {second, 0, {same}, {}}, {});
  ASSERT_TRUE(joined) << reason(joined);
  EXPECT_TRUE(joined->value.assignments.empty());
  ASSERT_EQ(joined->value.transitions.size(), 1U);
  EXPECT_EQ(joined->value.transitions[0].to_account_id, chen_.value);
  EXPECT_EQ(joined->value.links.at(0).case_id, a.case_file.id);
  EXPECT_TRUE(stored(first).incident.valid());
  EXPECT_EQ(stored(first).incident, stored(second).incident);
  const auto third = report();
  same = item(third, "same_incident");
  same.same_as_report_id = second;
  ASSERT_TRUE(decide(app(), screener(), {third, 0, {same}, {}}, {}));
  EXPECT_EQ(stored(third).incident, stored(first).incident);
}

TEST_P(MainJob, JurisdictionIsOursUntilTheirNameAndTime) {
  begin();
  const auto id = report();
  auto away = item(id, "jurisdiction");
  away.to_county = "10005";
  const auto decided = decide(app(), screener(), {id, 0, {away}, {}}, {});
  ASSERT_TRUE(decided) << reason(decided);
  EXPECT_EQ(stored(id).state, "pending");
  EXPECT_EQ(named(clocks("report", id), "dispatch_24h")->state, "open");
  const auto d = decided->value.decisions.at(0).id;
  EXPECT_EQ(field(hand_over_jurisdiction(app(), screener(), d, 0, "", clock_.now(), {})), "/to_name required");
  ASSERT_TRUE(hand_over_jurisdiction(app(), screener(), d, 0, "苗栗縣王科員", clock_.now(), {}));
  EXPECT_EQ(stored(id).state, "decided");
  EXPECT_EQ(named(clocks("report", id), "dispatch_24h")->state, "stopped");
}

TEST_P(MainJob, ADisputeClimbsAndEndsInARuling) {
  begin();
  const auto id = report();
  const auto decided = decide(app(), screener(), {id, 0, {dispatch_item(id)}, {}}, {});
  const auto a = decided->value.assignments.at(0).id;
  EXPECT_EQ(field(dispute(app(), huang(), {a, 0, "", 0}, {})), "/reason required");
  auto level = dispute(app(), huang(), {a, 0, "非本組轄區", 0}, {});
  ASSERT_TRUE(level) << reason(level);
  EXPECT_EQ(level->value.assignment.dispute_level, "unit");
  EXPECT_EQ(named(clocks("assignment", a), "assign")->state, "void");
  EXPECT_EQ(named(clocks("assignment", a), "grade_1_face_to_face")->state, "open");  // the child does not wait
  level = dispute(app(), huang(), {a, 0, "仍有爭議", 0}, {});
  EXPECT_EQ(level->value.assignment.dispute_level, "bureau");
  level = dispute(app(), huang(), {a, 0, "請府裁定", 0}, {});
  EXPECT_EQ(level->value.assignment.dispute_level, "county");
  EXPECT_EQ(reason(dispute(app(), huang(), {a, 0, "再爭", 0}, {})), "highest_level");
  EXPECT_EQ(reason(rule(app(), huang(), {a, 0, unit_, "維持"}, {})), "higher_level_rules");
  const auto head = viewer(boss_, access::Role::county_coordinator, "social_affairs", "social");
  const auto ruled = rule(app(), head, {a, 0, unit_, "依現在地由該組承接"}, {});
  ASSERT_TRUE(ruled) << reason(ruled);
  EXPECT_EQ(ruled->value.assignment.state, "sent");
  EXPECT_EQ(named(clocks("assignment", a), "assign")->state, "open");
  EXPECT_EQ(named(clocks("assignment", a), "dispute_county")->state, "stopped");
}

TEST_P(MainJob, ClosingNamesItsGoalsAndAReReportFindsIt) {
  begin();
  const auto id = report();
  link(id, child_);
  const Accepted a = accepted_case(id, "grade_2");
  const auto c = a.case_file.id;
  EXPECT_EQ(reason(close_case(app(), chen(), {c, 0, "goals_met", "", {}}, {})), "wrong_state");
  EXPECT_EQ(field(assess(app(), chen(), {c, 0, "not_opened", "unsubstantiated", ""}, {})), "/reason required");
  EXPECT_EQ(reason(assess(app(), li(), {c, 0, "open", "substantiated", ""}, {})), "not_your_case");
  ASSERT_TRUE(assess(app(), chen(), {c, 0, "open", "substantiated", "受傷屬實"}, {}));
  const auto goal = add_goal(app(), chen(), {c, "穩定就學", "2026-12-31"}, {});
  ASSERT_TRUE(goal) << reason(goal);
  EXPECT_EQ(field(close_case(app(), chen(), {c, 0, "risk_lowered", "", {}}, {})), "/unmet_goals goal_undecided");
  const auto closed = close_case(app(), chen(), {c, 0, "risk_lowered", "", {goal->value.id}}, {});
  ASSERT_TRUE(closed) << reason(closed);
  for (const auto& k : closed->value.clocks) EXPECT_NE(k.state, "open") << k.rule;
  clock_.advance(14 * kMicrosPerDay);
  const auto again = report();
  link(again, child_);
  const auto decided = decide(app(), screener(), {again, 0, {dispatch_item(again, "grade_2")}, {}}, {});
  ASSERT_TRUE(decided) << reason(decided);
  ASSERT_EQ(decided->value.links.size(), 1U);
  EXPECT_EQ(decided->value.links[0].kind, "re_report_after_closing");
  EXPECT_EQ(decided->value.transitions.at(0).to_account_id, chen_.value);
  EXPECT_EQ(named(clocks("case_file", c), "closing_second_reader")->state, "open");
  EXPECT_EQ(reason(read_closing(app(), chen(), c, "", {})), "own_closing");
  ASSERT_TRUE(read_closing(app(), li(), c, "結案理由充分", {}));
  EXPECT_EQ(named(clocks("case_file", c), "closing_second_reader")->state, "stopped");
  const auto next = decided->value.assignments.at(0).id;
  ASSERT_TRUE(assign(app(), huang(), {next, 0, li_.value, ""}, {}));
  const auto taken = accept(app(), li(), next, 0, {});
  ASSERT_TRUE(taken) << reason(taken);
  EXPECT_EQ(taken->value.case_file.previous_case_id, c);
}

ANWANG_ON_BOTH_STORES(MainJob);

}  // namespace
}  // namespace anwang::flow

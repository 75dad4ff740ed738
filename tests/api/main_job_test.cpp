// The main job over HTTP on both databases: report → queue → claim → decision → 分案 → 已接 → contact → assessment,
// with what a second screener, an old page and a lost answer get. What every route refuses first is in
// every_route_test.cpp.
#include <thread>

#include "api/staff_fixture.h"

namespace anwang::api::testing {
namespace {

using access::Role;
using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

class MainJobApi : public StaffApi {};

TEST_P(MainJobApi, FromTheQueueToTheFirstContact) {
  up();
  Browser huang = staff("huang", "supervisor", "protection_child");
  Browser chen = staff("chen", "social_worker", "protection_child");
  const std::string id = report();
  Json before = row(id);
  EXPECT_EQ(text(before, {"place_reason"}), "danger");
  EXPECT_EQ(text(before, {"subject", "name"}), "陳○明");
  ASSERT_EQ(post(as(Role::screener), "/reports/" + id + "/claim", JsonObject{}).status, 200);
  before = row(id);
  EXPECT_FALSE(text(before, {"claimed_by", "id"}).empty());
  const auto decided =
      post(as(Role::screener), "/reports/" + id + "/decisions", dispatch(id), number(before, {"version"}));
  ASSERT_EQ(decided.status, 201) << decided.body;
  EXPECT_FALSE(decided.header("x-anwang-seq").empty());
  EXPECT_EQ(text(decided.json(), {"report", "state"}), "decided");
  const auto board = get(huang, "/board").json();
  ASSERT_EQ(items(board, "unassigned").size(), 1U);
  const Json a = items(board, "unassigned").front();
  const std::string path = "/assignments/" + text(a, {"id"});
  EXPECT_EQ(text(a, {"grade"}), "grade_1");
  const auto workers = get(huang, path + "/workers").json();
  ASSERT_EQ(items(workers).size(), 1U);
  EXPECT_EQ(text(items(workers).front(), {"account", "name"}), "chen");
  const auto assigned =
      post(huang, path + "/assign", JsonObject{{"worker_id", std::to_string(ids_["chen"])}}, number(a, {"version"}));
  ASSERT_EQ(assigned.status, 200) << assigned.body;
  EXPECT_EQ(post(huang, path + "/accept", JsonObject{}, number(assigned.json(), {"version"})).status, 403);
  const auto accepted = post(chen, path + "/accept", JsonObject{}, number(assigned.json(), {"version"}));
  ASSERT_EQ(accepted.status, 200) << accepted.body;
  const std::string c = text(accepted.json(), {"case_id"});
  auto page = get(chen, "/cases/" + c);
  ASSERT_EQ(page.status, 200) << page.body;
  EXPECT_EQ(text(page.json(), {"case", "case_no"}), "115-HC-兒-000001");
  const auto visit = post(chen, "/cases/" + c + "/contacts",
                          JsonObject{{"kind", "home_visit"},
                                     {"face_to_face", true},
                                     {"happened_at", iso_instant(clock_.now())},
                                     {"note", "看到孩子，無新傷"}});
  ASSERT_EQ(visit.status, 201) << visit.body;
  page = get(chen, "/cases/" + c);
  EXPECT_EQ(text(page.json(), {"case", "first_contact_at"}), iso_instant(clock_.now()));
  const auto assessed =
      post(chen, "/cases/" + c + "/assessment", JsonObject{{"outcome", "open"}, {"finding", "substantiated"}},
           number(page.json(), {"case", "version"}));
  ASSERT_EQ(assessed.status, 200) << assessed.body;
  EXPECT_EQ(text(assessed.json(), {"case", "state"}), "open");
  EXPECT_EQ(get(chen, "/my/work").status, 200);
  EXPECT_EQ(number(get(chen, "/my/work").json(), {"caseload", "open"}), 1);
}

TEST_P(MainJobApi, AnothersClaimIs409AndSaysWhose) {
  up();
  Browser wu = staff("wu", "screener", "screening");
  const std::string id = report();
  ASSERT_EQ(post(as(Role::screener), "/reports/" + id + "/claim", JsonObject{}).status, 200);
  const auto refused = post(wu, "/reports/" + id + "/claim", JsonObject{});
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.reason(), "claimed_by_other");
  EXPECT_EQ(text(refused.json(), {"current", "claimed_by", "id"}), account_of(Role::screener).str());
  EXPECT_EQ(post(wu, "/reports/" + id + "/release", JsonObject{}).status, 409);
}

TEST_P(MainJobApi, AnOldPageIs412WithBothVersionsAndNoVersionIs428) {
  up();
  const std::string id = report();
  const auto version = number(row(id), {"version"});
  const Json body = dispatch(id);
  EXPECT_EQ(post(as(Role::screener), "/reports/" + id + "/decisions", body).status, 428);
  ASSERT_EQ(post(as(Role::screener), "/reports/" + id + "/claim", JsonObject{}).status, 200);
  const auto old = post(as(Role::screener), "/reports/" + id + "/decisions", body, version);
  EXPECT_EQ(old.status, 412);
  EXPECT_EQ(number(old.json(), {"current", "version"}), version + 1);
  EXPECT_NE(old.json().get("yours"), nullptr);
  EXPECT_EQ(number(row(id), {"version"}), version + 1);  // nothing was written
}

TEST_P(MainJobApi, TwoScreenersDecidingAtTheSameMomentDecideOnce) {
  up();
  Browser wu = staff("wu", "screener", "screening"), lin = as(Role::screener);
  const std::string id = report();
  const auto version = number(row(id), {"version"});
  const Json body = dispatch(id);
  const std::string path = "/reports/" + id + "/decisions";
  Reply one, two;
  std::thread first([&] { one = post(lin, path, body, version, "at-once-1"); });
  std::thread second([&] { two = post(wu, path, body, version, "at-once-2"); });
  first.join();
  second.join();
  const auto& won = one.status == 201 ? one : two;
  const auto& lost = one.status == 201 ? two : one;
  EXPECT_EQ(won.status, 201) << won.body;
  EXPECT_TRUE(lost.status == 409 || lost.status == 412) << lost.status << lost.body;
  auto reader = store().read();
  for (const auto* table : {"decision", "assignment"})
    EXPECT_EQ((*reader)->query("test.count", std::string("SELECT id FROM ") + table)->size(), 1U) << table;
}

TEST_P(MainJobApi, ALostAnswerIsAskedForAgainAndDecidesOnce) {
  up();
  const std::string id = report();
  const auto version = number(row(id), {"version"});
  const Json body = dispatch(id);
  const auto first = post(as(Role::screener), "/reports/" + id + "/decisions", body, version, "once");
  ASSERT_EQ(first.status, 201) << first.body;
  const auto again = post(as(Role::screener), "/reports/" + id + "/decisions", body, version, "once");
  EXPECT_EQ(again.status, 200) << again.body;
  EXPECT_EQ(items(again.json(), "decisions").size(), 1U);
  EXPECT_EQ(text(items(again.json(), "decisions").front(), {"id"}),
            text(items(first.json(), "decisions").front(), {"id"}));
}

TEST_P(MainJobApi, FaultsNameTheirField) {
  up();
  const std::string id = report();
  Json body = dispatch(id);
  (*(*body.object()->find("items")->array())[0].object()).set("outcome", "dispach");
  const auto wrong = post(as(Role::screener), "/reports/" + id + "/decisions", body, number(row(id), {"version"}));
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(text(items(wrong.json(), "errors").front(), {"pointer"}), "/items/0/outcome");
  body.object()->set("hurry", true);
  const auto unknown = post(as(Role::screener), "/reports/" + id + "/decisions", body, number(row(id), {"version"}));
  EXPECT_EQ(unknown.status, 422);
  EXPECT_EQ(text(items(unknown.json(), "errors").front(), {"pointer"}), "/hurry");
}

TEST_P(MainJobApi, NotDispatchedWaitsForTheSupervisorsCountersign) {
  up();
  const std::string id = report();
  Json body = dispatch(id);
  JsonObject& item = *(*body.object()->find("items")->array())[0].object();
  item.set("outcome", "not_dispatched");
  item.set("grade", Json());
  item.set("unit_id", Json());
  item.set("reason_code", "no_facts");
  item.set("note", "電話無人接聽");
  ASSERT_EQ(post(as(Role::screener), "/reports/" + id + "/decisions", body, number(row(id), {"version"})).status, 201);
  const auto waiting = get(as(Role::supervisor), "/countersigns").json();
  ASSERT_EQ(items(waiting).size(), 1U);
  EXPECT_EQ(text(items(waiting).front(), {"note"}), "電話無人接聽");
  const std::string d = text(items(waiting).front(), {"id"});
  EXPECT_EQ(post(as(Role::screener), "/decisions/" + d + "/countersign", JsonObject{{"verdict", "agreed"}}).status,
            403);
  EXPECT_EQ(post(as(Role::supervisor), "/decisions/" + d + "/countersign", JsonObject{{"verdict", "returned"}}).status,
            422);
  const auto returned = post(as(Role::supervisor), "/decisions/" + d + "/countersign",
                             JsonObject{{"verdict", "returned"}, {"note", "請再聯絡學校"}});
  EXPECT_EQ(returned.status, 200) << returned.body;
  EXPECT_EQ(text(row(id), {"state"}), "pending");
  const auto work = get(as(Role::screener), "/my/work").json();
  ASSERT_EQ(items(work, "returned").size(), 1U);
}

TEST_P(MainJobApi, ShiftPagesAnswerEvenBeforeAnythingIsPlanned) {
  up();
  EXPECT_EQ(get(as(Role::screener), "/shifts/current").status, 200);
  EXPECT_EQ(get(as(Role::screener), "/night").status, 200);
  EXPECT_EQ(get(as(Role::screener), "/digest").status, 200);
  EXPECT_EQ(get(as(Role::screener), "/handover").status, 404);
  EXPECT_EQ(get(as(Role::screener), "/shifts", {{"from", "2026-11-31"}}).status, 422);
}

ANWANG_ON_BOTH_STORES(MainJobApi);

}  // namespace
}  // namespace anwang::api::testing

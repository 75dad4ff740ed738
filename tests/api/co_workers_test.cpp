// 協同社工 over HTTP on both databases: refusals first, then the case as each of them gets it.
#include "api/staff_fixture.h"

namespace anwang::api::testing {
namespace {

class CoWorkersApi : public StaffApi {
 protected:
  void begin() {
    up();
    huang_ = staff("huang", "supervisor", "protection_child");
    chen_ = staff("chen", "social_worker", "protection_child");
    luo_ = staff("luo", "social_worker", "welfare_zhudong");
    zeng_ = staff("zeng", "social_worker", "addiction");
    case_ = open_case(huang_, chen_, ids_["chen"], report());
    path_ = "/cases/" + case_ + "/co-workers";
  }
  std::int64_t version() { return number(get(chen_, "/cases/" + case_).json(), {"case", "version"}); }
  Json body(const char* login, const char* why = "共訪") {
    return JsonObject{{"account_id", std::to_string(ids_[login])}, {"reason", why}};
  }
  Browser huang_, chen_, luo_, zeng_;
  std::string case_, path_;
};

TEST_P(CoWorkersApi, WhoIsNotEntitledIsRefusedFirst) {
  begin();
  Browser nobody = visitor_browser();
  const auto v = version();
  EXPECT_EQ(post(nobody, path_, body("zeng"), v).status, 401);
  for (const auto role :
       {Role::mandated_reporter, Role::screener, Role::county_coordinator, Role::auditor, Role::administrator})
    EXPECT_EQ(post(as(role), path_, body("zeng"), v).status, 403) << static_cast<int>(role);
  EXPECT_EQ(post(luo_, path_, body("zeng"), v).reason(), "not_your_case");
  EXPECT_EQ(post(chen_, "/cases/4611686018427387904/co-workers", body("zeng"), v).status, 404);
  EXPECT_EQ(post(chen_, "/cases/x/co-workers", body("zeng"), v).status, 404);
  EXPECT_EQ(get(luo_, "/cases/" + case_ + "/colleagues").status, 403);
  EXPECT_EQ(number(get(chen_, "/cases/" + case_).json(), {"case", "version"}), v) << "nothing was written";
}

TEST_P(CoWorkersApi, MalformedRequestsSayWhatIsWrong) {
  begin();
  const auto v = version();
  EXPECT_EQ(post(chen_, path_, body("zeng")).status, 428);
  EXPECT_EQ(post(chen_, path_, JsonObject{}, v).status, 422);
  EXPECT_EQ(post(chen_, path_, JsonObject{{"account_id", "x"}, {"reason", "y"}}, v).status, 422);
  EXPECT_EQ(post(chen_, path_, JsonObject{{"account_id", "7"}, {"reason", "y"}, {"role", "lead"}}, v).status, 422);
  Send broken;
  broken.body = "{\"account_id\":";
  broken.headers["if-match"] = "\"" + std::to_string(v) + "\"";
  EXPECT_EQ(send(chen_, Method::post, "/api/v1" + path_, broken).status, 400);
  const auto supervisor = post(chen_, path_, body("huang"), v);
  EXPECT_EQ(supervisor.status, 422);
  EXPECT_EQ(text(items(supervisor.json(), "errors").front(), {"code"}), "not_a_worker");
  EXPECT_EQ(post(chen_, path_, body("zeng"), v + 7).status, 412);
}

TEST_P(CoWorkersApi, TheIdentityBarNamesThemAndAnEndClosesTheDoor) {
  begin();
  const auto colleagues = get(chen_, "/cases/" + case_ + "/colleagues");
  ASSERT_EQ(colleagues.status, 200) << colleagues.body;
  const auto list = colleagues.json();
  EXPECT_GE(items(list).size(), 2U);
  for (const Json& c : items(list)) EXPECT_NE(text(c, {"account", "name"}), "chen");
  const auto added = post(chen_, path_, body("zeng"), version());
  ASSERT_EQ(added.status, 200) << added.body;
  EXPECT_FALSE(added.header("x-anwang-seq").empty());
  const auto page = get(zeng_, "/cases/" + case_);
  ASSERT_EQ(page.status, 200) << page.body;
  const auto json = page.json();
  const Json* shown = json.get("case");
  ASSERT_EQ(items(*shown, "co_workers").size(), 1U);
  EXPECT_EQ(text(items(*shown, "co_workers").front(), {"account", "name"}), "zeng");
  EXPECT_FALSE(*shown->get("decides")->boolean());
  EXPECT_TRUE(*get(chen_, "/cases/" + case_).json().get("case")->get("decides")->boolean());
  EXPECT_EQ(post(zeng_, "/cases/" + case_ + "/notes", JsonObject{{"text", "已共訪"}}).status, 201);
  EXPECT_EQ(post(zeng_, "/cases/" + case_ + "/close", JsonObject{{"reason", "risk_lowered"}}, version()).reason(),
            "lead_decides");
  const std::string end = path_ + "/" + std::to_string(ids_["zeng"]) + "/end";
  EXPECT_EQ(post(zeng_, end, JsonObject{{"reason", "自行退出"}}, version()).status, 403);
  EXPECT_EQ(post(chen_, end, JsonObject{}, version()).status, 422);
  ASSERT_EQ(post(huang_, end, JsonObject{{"reason", "已轉介"}}, version()).status, 200);
  EXPECT_TRUE(items(*get(chen_, "/cases/" + case_).json().get("case"), "co_workers").empty());
  EXPECT_EQ(post(zeng_, "/cases/" + case_ + "/notes", JsonObject{{"text", "再補一句"}}).status, 403);
}

ANWANG_ON_BOTH_STORES(CoWorkersApi);

}  // namespace
}  // namespace anwang::api::testing

#include <gtest/gtest.h>

#include "api/testing/api_fixture.h"
#include "flow/report_intake.h"

namespace anwang::api {
namespace {

using testing::Extra;

class PeopleApi : public testing::ApiTest {
 protected:
  void SetUp() override {
    start_api();
    door_ = add_household("10004020", "新竹縣竹東鎮長春路二段10號");
    far_ = add_household("10004120", "新竹縣尖石鄉錦屏村3鄰20號");
    mother_ = add_person("張雅雯", "2000-02-11", "F", "J223456781", door_, "0912345678", "head");
    son_ = add_person("張小羣", "2022-03-04", "M", "J123456780", door_);
    daughter_ = add_person("張小晴", "2018-05-06", "F", "", door_);
    grandmother_ = add_person("張美玉", "1970-01-02", "F", "", far_, "", "head");
    relate(mother_, son_, "parent");
    relate(mother_, daughter_, "parent");
    relate(grandmother_, mother_, "parent");
    settle();
    auto d = draft();
    d.subjects[0] = {};
    d.subjects[0].role = "victim";
    d.subjects[0].name = "張小群";
    d.subjects[0].birth_on = Date::parse("2022-03-04");
    d.subjects[0].phone = "0911222333";
    const auto receipt = flow::receive_report(app(), police(), d, {});
    ASSERT_TRUE(receipt);
    last_seq_ = receipt->seq;
    report_ = receipt->id.str();
    path_ = "/api/v1/reports/" + report_;
    settle();
  }
  void relate(PersonId a, PersonId b, const char* kind) {
    store::ChangeSet c;
    c.county = "10004";
    const std::int64_t id = store().next_id();
    c.events.push_back({"relationship.recorded", {"relationship", id}, a.value, {}});
    c.writes.push_back({"relationship",
                        id,
                        0,
                        {{"person_id", a.value},
                         {"other_id", b.value},
                         {"kind", std::string(kind)},
                         {"from_on", store::Value{}},
                         {"until_on", store::Value{}},
                         {"source", store::Value{}}},
                        0});
    const auto done = store().submit(std::move(c));
    ASSERT_TRUE(done) << done.error().internal;
    last_seq_ = done->last_seq;
  }
  std::int64_t door_ = 0, far_ = 0;
  PersonId mother_, son_, daughter_, grandmother_;
  std::string report_, path_;
};

TEST_P(PeopleApi, CandidatesThenLinkThenFamily) {
  const auto who = as(screener_);
  const auto candidates = send(who, Method::get, path_ + "/candidates");
  ASSERT_EQ(candidates.status, 200) << candidates.raw;
  EXPECT_EQ(candidates.at("subjects/0/candidates/0/person/id"), son_.str());
  EXPECT_EQ(candidates.at("subjects/0/candidates/0/evidence/0/level"), "variant");
  const std::string subject = candidates.at("subjects/0/subject_id");
  Extra extra;
  extra.if_match = "1";
  const std::string identity = path_ + "/subjects/" + subject + "/identity";
  EXPECT_EQ(send(who, Method::put, identity, R"({"verdict":"same","person_id":")" + son_.str() + "\"}").status, 428);
  const auto linked =
      send(who, Method::put, identity, R"({"verdict":"same","person_id":")" + son_.str() + "\"}", extra);
  ASSERT_EQ(linked.status, 200) << linked.raw;
  EXPECT_EQ(linked.at("identity"), "linked");
  EXPECT_EQ(send(who, Method::put, identity, R"({"verdict":"unknown"})", extra).status, 412);
  const auto family = send(who, Method::get, path_ + "/family");
  ASSERT_EQ(family.status, 200) << family.raw;
  EXPECT_EQ(family.at("unlisted_minors/0/id"), daughter_.str());
  EXPECT_EQ(family.at("unlisted_minors/1"), "");
  EXPECT_EQ(family.find("households/0/members")->array()->size(), 4U);
  EXPECT_EQ(family.at("households/0/related/0/township"), "10004120");
  EXPECT_EQ(family.find("households/0/relationships")->array()->size(), 3U);
  EXPECT_EQ(family.find("households")->array()->size(), 1U);
  const auto added =
      send(who, Method::post, path_ + "/subjects", R"({"person_id":")" + daughter_.str() + R"(","role":"victim"})");
  EXPECT_EQ(added.status, 201) << added.raw;
  EXPECT_EQ(send(who, Method::get, path_ + "/family").at("unlisted_minors"), "[]");
  const auto undone = send(who, Method::post, path_ + "/undo");
  EXPECT_EQ(undone.status, 200) << undone.raw;
}

TEST_P(PeopleApi, ReportPageSealsAndReveals) {
  const auto who = as(screener_);
  const auto page = send(who, Method::get, path_);
  ASSERT_EQ(page.status, 200) << page.raw;
  EXPECT_EQ(page.at("report_no"), "115-HC-通-000001");
  EXPECT_EQ(page.at("narrative/sealed"), "true");
  EXPECT_EQ(page.at("reporter/sealed"), "true");
  EXPECT_EQ(page.at("history/0/kind"), "received");
  EXPECT_EQ(page.raw.find("瘀青"), std::string::npos);
  EXPECT_EQ(page.raw.find("通報人甲"), std::string::npos);
  EXPECT_EQ(page.raw.find("0911222333"), std::string::npos);
  const auto reveal = [&](const testing::Who& w, const std::string& part, const std::string& reason) {
    return send(w, Method::post, path_ + "/reveal", R"({"part":")" + part + R"(","reason":")" + reason + "\"}");
  };
  // Screening staff handling that report: its owner on shift, not a colleague; and not without a reason.
  const auto colleague = as(add_account("he", "screener", "screening", "social"));
  EXPECT_EQ(reveal(colleague, "narrative", "要確認傷勢").status, 403);
  ASSERT_EQ(send(who, Method::post, path_ + "/claim").status, 200);
  EXPECT_EQ(send(colleague, Method::post, path_ + "/claim").status, 409);
  EXPECT_EQ(reveal(who, "narrative", "").status, 422);
  const auto words = reveal(who, "narrative", "要確認傷勢");
  ASSERT_EQ(words.status, 200) << words.raw;
  EXPECT_NE(words.at("text").find("瘀青"), std::string::npos);
  EXPECT_EQ(*words.headers.get("cache-control"), "no-store");
  EXPECT_EQ(reveal(who, "reporter", "要回覆通報人").at("name"), "通報人甲");
  EXPECT_EQ(reveal(who, "subject_phone:" + page.at("subjects/0/id"), "要聯絡家屬").at("text"), "0911222333");
  EXPECT_EQ(reveal(who, "secrets", "要確認傷勢").status, 422);
  const auto stranger = as(add_account("sw", "social_worker", "welfare_xinpu", "social"));
  EXPECT_EQ(reveal(stranger, "narrative", "好奇看看").status, 404);
  EXPECT_EQ(send(stranger, Method::get, path_).status, 404);
}

TEST_P(PeopleApi, SearchPersonAndHousehold) {
  const auto who = as(screener_);
  const auto hits = send(who, Method::post, "/api/v1/persons/search", R"({"text":"張雅雯 89/2/11"})");
  ASSERT_EQ(hits.status, 200) << hits.raw;
  EXPECT_EQ(hits.at("items/0/person/id"), mother_.str());
  EXPECT_EQ(hits.at("items/0/household_id"), std::to_string(door_));
  EXPECT_EQ(send(who, Method::post, "/api/v1/persons/search", R"({"text":"J223456781"})").at("items/0/person/id"),
            mother_.str());
  EXPECT_EQ(send(who, Method::post, "/api/v1/persons/search", "{}").status, 422);
  const auto person = send(who, Method::get, "/api/v1/persons/" + mother_.str());
  ASSERT_EQ(person.status, 200) << person.raw;
  EXPECT_EQ(person.at("identifiers/0/masked"), "J2*****781");
  EXPECT_EQ(person.raw.find("J223456781"), std::string::npos);
  const auto opened = send(who, Method::post, "/api/v1/persons/" + mother_.str() + "/reveal",
                           R"({"field":"phone","reason":"要聯絡被害人"})");
  EXPECT_EQ(opened.at("text"), "0912345678") << opened.raw;
  const auto home = send(who, Method::get, "/api/v1/households/" + std::to_string(door_));
  ASSERT_EQ(home.status, 200) << home.raw;
  EXPECT_EQ(home.find("members")->array()->size(), 4U);
  EXPECT_EQ(send(who, Method::get, "/api/v1/persons/99").status, 404);
  EXPECT_EQ(send(who, Method::get, "/api/v1/households/99").status, 404);
}

TEST_P(PeopleApi, AlertsAndStrangersToTheFamily) {
  const auto who = as(screener_);
  const std::string path = "/api/v1/households/" + std::to_string(door_);
  const auto added = send(who, Method::post, path + "/alerts", R"({"kind":"no_voicemail","note":"先聯絡警員"})");
  ASSERT_EQ(added.status, 201) << added.raw;
  EXPECT_EQ(send(who, Method::get, path).at("alerts/0/note"), "先聯絡警員");
  EXPECT_EQ(send(who, Method::post, path + "/alerts", R"({"kind":"gossip"})").status, 422);
  const auto stranger = as(add_account("sw", "social_worker", "welfare_xinpu", "social"));
  const auto masked = send(stranger, Method::get, path);
  ASSERT_EQ(masked.status, 200) << masked.raw;
  EXPECT_EQ(masked.raw.find("長春路"), std::string::npos);
  EXPECT_EQ(masked.raw.find("張雅雯"), std::string::npos);
  EXPECT_EQ(masked.raw.find("先聯絡警員"), std::string::npos);
  EXPECT_EQ(send(stranger, Method::get, path_ + "/candidates").status, 403);
  EXPECT_EQ(send(visitor_with_cookie(), Method::get, path).status, 401);
}

ANWANG_ON_BOTH_STORES(PeopleApi);

}  // namespace
}  // namespace anwang::api

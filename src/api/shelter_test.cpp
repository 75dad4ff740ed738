// A shelter's secret on both stores: whoever may know only that something exists never learns that it is a shelter, nor
// when it began, nor that there ever was one.
#include <gtest/gtest.h>

#include "api/testing/api_fixture.h"

namespace anwang::api {
namespace {

class Shelter : public testing::ApiTest {
 protected:
  static constexpr const char* kBegan = "2026-03-17";
  static constexpr const char* kEnded = "2026-04-05";

  void SetUp() override {
    start_api();
    door_ = add_household("10004020", "新竹縣竹東鎮長春路二段10號");
    mother_ = add_person("張雅雯", "2000-02-11", "F", "J223456781", door_, "0912345678", "head");
    son_ = add_person("張小羣", "2022-03-04", "M", "J123456780", door_);
    inside_ = add_account("inside", "social_worker", "protection_adult", "protection");
    other_ = add_account("other", "social_worker", "addiction", "health");
    school_ = add_account("school", "supervisor", "welfare_xinpu", "social");
  }
  void serve(PersonId person, const char* kind, const char* from, const char* until) {
    store::ChangeSet c;
    c.county = "10004";
    const std::int64_t id = store().next_id();
    c.events.push_back({"service.recorded", {"person", person.value}, person.value, {}});
    c.writes.push_back({"service",
                        id,
                        0,
                        {{"person_id", person.value},
                         {"network", std::string("protection")},
                         {"kind", std::string(kind)},
                         {"unit_id", duty_->unit("protection_adult").value},
                         {"account_id", inside_.value},
                         {"restricted", std::int64_t{1}},
                         {"from_on", std::string(from)},
                         {"until_on", until == nullptr ? store::Value{} : store::Value{std::string(until)}},
                         {"source", std::string("test")}},
                        0});
    const auto done = store().submit(std::move(c));
    ASSERT_TRUE(done) << done.error().internal;
    last_seq_ = done->last_seq;
    settle();
  }
  std::string household(AccountId who) {
    const auto reply = send(as(who), Method::get, "/api/v1/households/" + std::to_string(door_));
    EXPECT_EQ(reply.status, 200) << reply.raw;
    return reply.raw;
  }
  static bool says(const std::string& page, std::string_view word) { return page.find(word) != std::string::npos; }

  std::int64_t door_ = 0;
  PersonId mother_, son_;
  AccountId inside_, other_, school_;
};

TEST_P(Shelter, OnlyWhoRunsItSeesWhatItIs) {
  serve(mother_, "shelter", kBegan, nullptr);
  serve(son_, "placement", kBegan, nullptr);
  const auto own = household(inside_);
  EXPECT_TRUE(says(own, "\"shelter\"")) << own;
  EXPECT_TRUE(says(own, "\"placement\""));
  EXPECT_TRUE(says(own, kBegan));
  for (const auto who : {other_, school_, screener_}) {
    const auto page = household(who);
    EXPECT_FALSE(says(page, "shelter")) << page;
    EXPECT_FALSE(says(page, "placement")) << page;
    EXPECT_FALSE(says(page, kBegan)) << "the day it began tells as much";
    EXPECT_FALSE(says(page, inside_.str())) << "nor who takes care of her there";
    EXPECT_TRUE(says(page, "\"protection\"")) << "that there is something, and whom to call, is known";
  }
}

TEST_P(Shelter, ThatThereOnceWasOneIsKnownToNobodyElse) {
  serve(mother_, "shelter", kBegan, kEnded);
  EXPECT_TRUE(says(household(inside_), kEnded));
  for (const auto who : {other_, school_, screener_}) {
    const auto page = household(who);
    for (const auto* word : {"shelter", "\"protection\"", kBegan, kEnded}) EXPECT_FALSE(says(page, word)) << page;
  }
}

TEST_P(Shelter, ThePersonsOwnPageKeepsItToo) {
  serve(mother_, "shelter", kBegan, nullptr);
  for (const auto who : {other_, school_, screener_}) {
    const auto reply = send(as(who), Method::get, "/api/v1/persons/" + mother_.str());
    ASSERT_EQ(reply.status, 200) << reply.raw;
    EXPECT_FALSE(says(reply.raw, "shelter")) << reply.raw;
    EXPECT_FALSE(says(reply.raw, kBegan)) << reply.raw;
  }
}

ANWANG_ON_BOTH_STORES(Shelter);

}  // namespace
}  // namespace anwang::api

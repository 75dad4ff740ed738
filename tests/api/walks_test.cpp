// The walks of practice.md §2 where they are no part of the main job: what a reporter says arrives as said, and what a
// walk easily forgets is there. Every route's refusals are in every_route_test.cpp.
#include "api/staff_fixture.h"

namespace anwang::api::testing {
namespace {

class WalksApi : public StaffApi {
 protected:
  Json public_report() {
    return JsonObject{{"kinds", JsonArray{"suspected_psychiatric"}},
                      {"immediate_danger", Json()},
                      {"village", "10004020001"},
                      {"place", "橋頭的廟口"},
                      {"narrative", "廟口有人連著三天對空氣大叫，晚上不回家。"},
                      {"reporter", JsonObject{{"class", "neighbour"}, {"anonymous", true}}},
                      {"answers", JsonObject{{"danger_self_others", "none"},
                                             {"emergency_called", JsonArray{"called_110"}},
                                             {"called_110_at", "2026-11-22T10:00:00Z"},
                                             {"how_known", "saw"}}},
                      {"subjects", JsonArray{JsonObject{{"role", "victim"}, {"nickname", "阿勇"}, {"sex", "M"}}}}};
  }
  Json newest_report() {
    const auto queue = get(as(Role::screener), "/queue").json();
    return items(queue).empty() ? Json()
                                : get(as(Role::screener), "/reports/" + text(items(queue).back(), {"id"})).json();
  }
};

TEST_P(WalksApi, APublicReportKeepsSexVillageAndTheAnswersOfItsKind) {
  up();
  auto stranger = visitor_browser();
  const auto sent = post(stranger, "/public/reports", public_report());
  ASSERT_EQ(sent.status, 201) << sent.body;
  const Json report = newest_report();
  ASSERT_NE(report.get("subjects"), nullptr);
  const Json& subject = items(report, "subjects").front();
  EXPECT_EQ(text(subject, {"sex"}), "M");
  EXPECT_EQ(text(subject, {"nickname"}), "阿勇");
  EXPECT_EQ(text(subject, {"role"}), "client") << "the person concerned has the programme's own word";
  EXPECT_EQ(text(report, {"township"}), "10004020") << "the township of the village";
  EXPECT_EQ(text(report, {"facts", "danger_self_others"}), "none");
  EXPECT_EQ(text(report, {"facts", "called_110_at"}), "2026-11-22T10:00:00Z");
  EXPECT_EQ(text(report, {"reporter", "class"}), "neighbour");
}

TEST_P(WalksApi, EveryClassOfReporterOnThePublicPageIsACode) {
  up();
  for (const char* of : {"self", "family", "neighbour", "other"}) {
    auto stranger = visitor_browser();
    Json body = public_report();
    body.object()->set("reporter", JsonObject{{"class", of}, {"anonymous", true}});
    EXPECT_EQ(post(stranger, "/public/reports", body).status, 201) << of;
  }
  auto stranger = visitor_browser();
  Json body = public_report();
  body.object()->set("reporter", JsonObject{{"class", "client"}, {"anonymous", true}});
  EXPECT_EQ(post(stranger, "/public/reports", body).status, 422);
}

TEST_P(WalksApi, AVillageOfAnotherTownshipIsAFault) {
  up();
  auto stranger = visitor_browser();
  Json body = public_report();
  body.object()->set("township", "10004010");
  const auto refused = post(stranger, "/public/reports", body);
  EXPECT_EQ(refused.status, 422);
  EXPECT_NE(refused.body.find("village_elsewhere"), std::string::npos) << refused.body;
  body.object()->set("village", "10004020999");
  EXPECT_EQ(post(stranger, "/public/reports", body).status, 422);
}

TEST_P(WalksApi, TheReferenceNamesVillagesAndTheFormsAskInPlainWords) {
  up();
  auto stranger = visitor_browser();
  const auto reference = get(stranger, "/reference").json();
  std::size_t villages = 0;
  for (const Json& township : items(reference, "townships")) villages += items(township, "villages").size();
  EXPECT_EQ(villages, 192U);
  const auto forms = get(stranger, "/forms").json();
  ASSERT_NE(forms.array(), nullptr);
  for (const Json& form : *forms.array()) {
    std::size_t asked = 0;
    for (const Json& group : items(form, "groups"))
      for (const Json& field : items(group, "fields")) {
        asked += text(field, {"ask_zh"}).empty() ? 0 : 1;
        EXPECT_EQ(text(field, {"ask_zh"}).empty(), text(field, {"ask_en"}).empty()) << text(field, {"code"});
      }
    EXPECT_GT(asked, 0U) << text(form, {"kind"});
  }
}

ANWANG_ON_BOTH_STORES(WalksApi);

}  // namespace
}  // namespace anwang::api::testing

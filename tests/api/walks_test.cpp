// The walks of practice.md §2 where they are no part of the main job: what a reporter says arrives as said, and what a
// walk easily forgets is there. Every route's refusals are in every_route_test.cpp.
#include <thread>

#include "api/staff_fixture.h"

namespace anwang::api::testing {
namespace {

class WalksApi : public StaffApi {
 protected:
  // The access log is written in batches of at most 100 ms.
  Reply access_log(std::size_t at_least) {
    for (int round = 0; round < 100; ++round) {
      auto log = get(as(Role::auditor), "/audit/access");
      if (items(log.json()).size() >= at_least) return log;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    ADD_FAILURE() << "nothing in the access log";
    return get(as(Role::auditor), "/audit/access");
  }
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

TEST_P(WalksApi, APromisedCallStaysUntilSomebodyAnswered) {
  up();
  auto& desk = as(Role::screener);
  const auto back = iso_instant(clock_.now().plus_minutes(30));
  ASSERT_EQ(post(desk, "/calls",
                 JsonObject{{"started_at", iso_instant(clock_.now())}, {"topic", "welfare"}, {"call_back_at", back}})
                .status,
            201);
  ASSERT_EQ(post(desk, "/calls", JsonObject{{"started_at", iso_instant(clock_.now())}, {"topic", "welfare"}}).status,
            201);
  std::string id, none;
  std::int64_t version = 0;
  const auto calls = get(desk, "/calls").json();
  for (const Json& call : items(calls)) {
    if (text(call, {"call_back_at"}).empty()) {
      none = text(call, {"id"});
    } else {
      id = text(call, {"id"});
      version = number(call, {"version"});
    }
  }
  const auto put = [&](const std::string& call, const std::string& outcome, std::int64_t if_match, Browser& who) {
    Send what;
    what.body = codec::write_json(Json(JsonObject{{"outcome", outcome}}));
    if (if_match != 0) what.headers["if-match"] = "\"" + std::to_string(if_match) + "\"";
    return send(who, Method::put, "/api/v1/calls/" + call + "/returned", what);
  };
  EXPECT_EQ(put(id, "shouted", version, desk).status, 422);
  EXPECT_EQ(put(none, "reached", 1, desk).reason(), "no_call_back");
  EXPECT_EQ(put("4611686018427387905", "reached", 1, desk).status, 404);
  ASSERT_EQ(put(id, "no_answer", version, desk).status, 200);
  EXPECT_EQ(put(id, "reached", version, desk).status, 412) << "the list on the screen was old";
  ASSERT_EQ(put(id, "reached", version + 1, desk).status, 200);
  EXPECT_EQ(put(id, "reached", version + 2, desk).reason(), "call_returned");
  EXPECT_EQ(put(id, "reached", version + 2, as(Role::social_worker)).status, 403);
  const auto after = get(desk, "/calls").json();
  for (const Json& call : items(after))
    EXPECT_EQ(text(call, {"return_outcome"}), text(call, {"id"}) == id ? "reached" : "");
}

TEST_P(WalksApi, TheAuditorReadsWhyButNotWhat) {
  up();
  const std::string id = report();
  ASSERT_EQ(post(as(Role::screener), "/reports/" + id + "/claim", JsonObject{}).status, 200);
  const auto opened = post(as(Role::screener), "/reports/" + id + "/reveal",
                           JsonObject{{"part", "narrative"}, {"reason", "確認孩子現在在哪裡"}});
  ASSERT_EQ(opened.status, 200) << opened.body;
  const auto log = access_log(1);
  ASSERT_EQ(log.status, 200);
  EXPECT_EQ(log.header("cache-control"), "no-store");
  const Json json = log.json();
  EXPECT_EQ(text(items(json).front(), {"reason"}), "確認孩子現在在哪裡") << log.body;
  EXPECT_EQ(log.body.find("哭聲"), std::string::npos);
  EXPECT_EQ(get(as(Role::administrator), "/audit/access").status, 403);
}

TEST_P(WalksApi, APrintIsInTheAccessLogAndOnlyOfWhatOneMaySee) {
  up();
  const std::string id = report();
  auto& screener = as(Role::screener);
  EXPECT_EQ(post(screener, "/prints", JsonObject{{"page", "report"}, {"record_id", id}}).status, 200);
  EXPECT_EQ(post(screener, "/prints", JsonObject{{"page", "handover"}}).status, 200);
  EXPECT_EQ(post(screener, "/prints", JsonObject{{"page", "report"}}).status, 422);
  EXPECT_EQ(post(screener, "/prints", JsonObject{{"page", "wall"}}).status, 422);
  EXPECT_EQ(post(screener, "/prints", JsonObject{{"page", "handover"}, {"record_id", id}}).status, 422);
  EXPECT_EQ(post(as(Role::administrator), "/prints", JsonObject{{"page", "report"}, {"record_id", id}}).status, 404);
  const auto log = access_log(2).json();
  std::size_t prints = 0;
  for (const Json& read : items(log)) prints += text(read, {"action"}) == "page.print" ? 1 : 0;
  EXPECT_EQ(prints, 2U);
}

TEST_P(WalksApi, ACaseHasDocumentsOfItsOwnAndThoseOfItsReport) {
  up();
  Browser huang = staff("huang", "supervisor", "protection_child");
  Browser chen = staff("chen", "social_worker", "protection_child");
  Browser far = staff("far", "social_worker", "welfare_zhubei");
  const std::string id = report();
  Send file;
  file.body = "\x89PNG\r\n\x1a\n0000000000000000";
  file.type = "image/png";
  file.headers["x-file-name"] = "CANARY.png";
  ASSERT_EQ(send(as(Role::screener), Method::post, "/api/v1/reports/" + id + "/attachments", file).status, 201);
  const std::string c = open_case(huang, chen, ids_["chen"], id);
  ASSERT_EQ(send(chen, Method::post, "/api/v1/cases/" + c + "/attachments", file).status, 201);
  const auto page = get(chen, "/cases/" + c);
  ASSERT_EQ(items(page.json(), "documents").size(), 2U) << page.body;
  EXPECT_EQ(page.body.find("CANARY"), std::string::npos) << "names leave only with the download";
  EXPECT_EQ(text(items(page.json(), "documents").front(), {"of"}), "case");
  const Json shown = page.json();
  for (const Json& document : items(shown, "documents")) {
    const auto opened = post(chen, "/attachments/" + text(document, {"id"}) + "/content", JsonObject{});
    EXPECT_EQ(opened.status, 200);
    EXPECT_EQ(opened.body, file.body);
    EXPECT_EQ(post(far, "/attachments/" + text(document, {"id"}) + "/content", JsonObject{}).status, 404);
  }
  EXPECT_EQ(send(far, Method::post, "/api/v1/cases/" + c + "/attachments", file).status, 404);
  file.body =
      "\x7f"
      "ELF\x01\x02";
  EXPECT_EQ(send(chen, Method::post, "/api/v1/cases/" + c + "/attachments", file).status, 415);
}

TEST_P(WalksApi, TheCasesOfOneWorkerAreThoseInWork) {
  up();
  Browser huang = staff("huang", "supervisor", "protection_child");
  Browser chen = staff("chen", "social_worker", "protection_child");
  staff("wang", "social_worker", "protection_child");
  const std::string c = open_case(huang, chen, ids_["chen"], report());
  const auto of = [&](const std::string& lead, const std::string& state) {
    return get(huang, "/cases", {{"lead", lead}, {"state", state}});
  };
  const auto mine = of(std::to_string(ids_["chen"]), "active");
  ASSERT_EQ(mine.status, 200) << mine.body;
  const Json list = mine.json();
  ASSERT_EQ(items(list).size(), 1U) << "a case still under investigation is in work too";
  EXPECT_EQ(text(items(list).front(), {"id"}), c);
  EXPECT_EQ(items(of(std::to_string(ids_["wang"]), "active").json()).size(), 0U);
  EXPECT_EQ(items(of(std::to_string(ids_["chen"]), "closed").json()).size(), 0U);
  EXPECT_EQ(of("chen", "active").status, 422);
}

ANWANG_ON_BOTH_STORES(WalksApi);

}  // namespace
}  // namespace anwang::api::testing

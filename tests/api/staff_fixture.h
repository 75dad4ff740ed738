// What tests of several people on one record need: further accounts, JSON in and out, lists.
#pragma once

#include <initializer_list>

#include "access/account.h"
#include "api/api_fixture.h"

namespace anwang::api::testing {

using access::Role;
using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

class StaffApi : public ApiTest {
 protected:
  Browser staff(const char* login, const char* role, const char* unit) {
    access::AccountDraft draft;
    draft.login = login;
    draft.name = login;
    draft.roles = {role};
    draft.network = "social";
    draft.unit_code = unit;
    draft.password = PersonalText(kPassword);
    const auto saved = access::save_account(store(), hasher(), "10004", 0, 0, 0, draft);
    EXPECT_TRUE(saved) << (saved ? "" : saved.error().reason);
    ids_[login] = saved ? saved->account.id : 0;
    settle_all();
    return sign_in(login, kPassword);
  }
  Reply get(Browser& who, const std::string& path, std::map<std::string, std::string> query = {}) {
    Send what;
    what.query = std::move(query);
    return send(who, Method::get, "/api/v1" + path, what);
  }
  Reply post(Browser& who, const std::string& path, Json body, std::int64_t if_match = 0, const std::string& key = {}) {
    Send what;
    what.body = codec::write_json(body);
    if (if_match != 0) what.headers["if-match"] = "\"" + std::to_string(if_match) + "\"";
    if (!key.empty()) what.headers["idempotency-key"] = key;
    return send(who, Method::post, "/api/v1" + path, what);
  }
  static std::string text(const Json& json, std::initializer_list<std::string_view> path) {
    const Json* at = &json;
    for (const auto name : path) at = at == nullptr ? nullptr : at->get(name);
    return at != nullptr && at->string() != nullptr ? *at->string() : "";
  }
  static std::int64_t number(const Json& json, std::initializer_list<std::string_view> path) {
    const Json* at = &json;
    for (const auto name : path) at = at == nullptr ? nullptr : at->get(name);
    return at != nullptr && at->integer() != nullptr ? *at->integer() : -1;
  }
  static const JsonArray& items(const Json& json, std::string_view name = "items") {
    static const JsonArray none;
    const Json* list = json.get(name);
    return list != nullptr && list->array() != nullptr ? *list->array() : none;
  }
  // A report by the police; its id from the queue.
  std::string report() {
    Json body =
        JsonObject{{"kinds", JsonArray{"child_protection"}},
                   {"immediate_danger", true},
                   {"township", "10004020"},
                   {"place", "竹東鎮某處"},
                   {"narrative", "鄰居聽見孩子哭聲，手臂有瘀青。"},
                   {"reporter", JsonObject{{"name", "警員"}, {"phone", "03-000-0000"}}},
                   {"subjects", JsonArray{JsonObject{{"role", "victim"}, {"name", "陳小明"}, {"age_estimated", 5}}}}};
    const auto sent = post(as(Role::mandated_reporter), "/reports", body);
    EXPECT_EQ(sent.status, 201) << sent.body;
    const std::string no = text(sent.json(), {"report_no"});
    const auto queue = get(as(Role::screener), "/queue").json();
    for (const Json& row : items(queue)) {
      if (text(row, {"report_no"}) == no) return text(row, {"id"});
    }
    ADD_FAILURE() << "not in the queue: " << no;
    return "0";
  }
  Json row(const std::string& id) {
    const auto queue = get(as(Role::screener), "/queue").json();
    for (const Json& r : items(queue)) {
      if (text(r, {"id"}) == id) return r;
    }
    return {};
  }
  Json dispatch(const std::string& id) {
    const auto suggestion = get(as(Role::screener), "/reports/" + id + "/suggestion").json();
    EXPECT_FALSE(items(suggestion).empty());
    const Json& item = items(suggestion).front();
    return JsonObject{{"items", JsonArray{JsonObject{{"subject_id", text(item, {"subject_id"})},
                                                     {"programme", text(item, {"programme"})},
                                                     {"outcome", "dispatch"},
                                                     {"grade", text(item, {"grade"})},
                                                     {"unit_id", text(item, {"unit", "id"})}}}},
                      {"summary", "五歲男童疑遭不當管教，現於竹東。"}};
  }
  // From a report to a case of `worker`, through the screener, the unit's supervisor and the worker; the case's id.
  std::string open_case(Browser& supervisor, Browser& worker, std::int64_t worker_id, const std::string& report_id) {
    EXPECT_EQ(post(as(Role::screener), "/reports/" + report_id + "/claim", JsonObject{}).status, 200);
    const auto decided = post(as(Role::screener), "/reports/" + report_id + "/decisions", dispatch(report_id),
                              number(row(report_id), {"version"}));
    EXPECT_EQ(decided.status, 201) << decided.body;
    const auto board = get(supervisor, "/board").json();
    if (items(board, "unassigned").empty()) return "0";
    const Json a = items(board, "unassigned").front();
    const std::string path = "/assignments/" + text(a, {"id"});
    const auto assigned = post(supervisor, path + "/assign", JsonObject{{"worker_id", std::to_string(worker_id)}},
                               number(a, {"version"}));
    EXPECT_EQ(assigned.status, 200) << assigned.body;
    const auto accepted = post(worker, path + "/accept", JsonObject{}, number(assigned.json(), {"version"}));
    EXPECT_EQ(accepted.status, 200) << accepted.body;
    return text(accepted.json(), {"case_id"});
  }
  std::map<std::string, std::int64_t> ids_;  // of the accounts made by staff(), by login
};

}  // namespace anwang::api::testing

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
  std::map<std::string, std::int64_t> ids_;  // of the accounts made by staff(), by login
};

}  // namespace anwang::api::testing

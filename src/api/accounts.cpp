// GET, POST /accounts, PUT /accounts/{id}: the administrator's page. It shows staff, never a case.
#include "access/policy.h"
#include "api/cursor.h"
#include "api/fields.h"
#include "api/session.h"
#include "seal/token.h"
#include "store/record.h"

namespace anwang::api {

namespace {

codec::Json text_or_null(const std::string& text) { return text.empty() ? codec::Json() : codec::Json(text); }
codec::Json codes(const std::string& stored) {
  codec::JsonArray out;
  for (auto& code : access::codes_of(stored)) out.emplace_back(std::move(code));
  return out;
}

codec::Json row_json(store::Reader& reader, const Call& call, const access::Account& account) {
  codec::JsonObject row;
  row.append("id", std::to_string(account.id));
  row.append("version", account.version);
  row.append("login", account.login);
  row.append("name", account.name);
  row.append("title", text_or_null(account.title));
  row.append("roles", codes(account.roles));
  row.append("unit", unit_json(reader, call.app().county, account.unit_id, call.viewer().language));
  row.append("network", account.network);
  row.append("programmes", codes(account.programmes));
  row.append("languages", codes(account.languages));
  row.append("phone", text_or_null(account.phone));
  row.append("active", account.active);
  row.append("can_sign_in", account.active && !account.password_hash.empty());
  row.append("must_change_password", account.must_change_password);
  row.append("leave", account.leave_from.empty()
                          ? codec::Json()
                          : codec::Json(codec::JsonObject{{"from", codec::Json(account.leave_from)},
                                                          {"until", text_or_null(account.leave_until)}}));
  return row;
}

Result<Answer> list(Call& call) {
  constexpr std::size_t kPage = 100;
  ANWANG_TRY(const auto after, read_cursor(call, ""));
  ANWANG_TRY(auto reader, call.app().store.read());
  ANWANG_TRY(auto accounts, store::find<access::Account>(
                                *reader, "account.page",
                                "WHERE county = ?1 AND login > ?2 ORDER BY login LIMIT " + std::to_string(kPage + 1),
                                {call.app().county, after}));
  ANWANG_TRY(const auto total,
             reader->query("account.total", "SELECT COUNT(*) FROM account WHERE county = ?1", {call.app().county}));
  const bool more = accounts.size() > kPage;
  if (more) accounts.pop_back();
  codec::JsonArray items;
  for (const auto& account : accounts) items.push_back(row_json(*reader, call, account));
  return Answer::ok(
      codec::JsonObject{{"items", codec::Json(std::move(items))},
                        {"next", more ? codec::Json(make_cursor(call, "", accounts.back().login)) : codec::Json()},
                        {"total", codec::Json(total.front().i64(0))},
                        {"as_of", codec::Json(iso_instant(call.now()))}});
}

Result<access::AccountDraft> draft_of(Call& call) {
  ANWANG_TRY(const auto json, call.json());
  Fields body(json);
  access::AccountDraft draft;
  draft.login = body.required_text("login", 40);
  draft.name = body.required_text("name", 40);
  draft.title = body.text("title", 40);
  draft.unit_code = body.text("unit", 40);
  draft.network = body.required_text("network", 20);
  draft.phone = body.text("phone", 40);
  draft.roles = body.texts("roles", 9, 40);
  draft.programmes = body.texts("programmes", 20, 40);
  draft.languages = body.texts("languages", 20, 20);
  draft.active = body.boolean("active").value_or(true);
  draft.must_change_password = body.boolean("must_change_password").value_or(false);
  if (const auto* password = body.any("password")) {
    if (password->string() == nullptr)
      body.fault("password", "wrong_type", {{"expected", "text"}});
    else
      draft.password = PersonalText(*password->string());
  }
  ANWANG_CHECK(body.done());
  return draft;
}

Result<Answer> create(Edge& edge, Call& call) {
  ANWANG_TRY(const auto key, call.key());
  ANWANG_TRY(auto draft, draft_of(call));
  // Without a password of his own choice the administrator gets a random one to hand over, once; it must be changed.
  std::string handed_over;
  if (!draft.password) {
    handed_over = seal::random_password();
    draft.password = PersonalText(handed_over);
    draft.must_change_password = true;
  }
  const store::Idempotency idempotency{"account:" + call.viewer().account.str() + ":" + key.route, key.key,
                                       key.body_hash};
  ANWANG_TRY(const auto saved, access::save_account(call.app().store, edge.hasher, call.app().county,
                                                    call.viewer().account.value, 0, 0, draft, idempotency));
  ANWANG_TRY(auto reader, call.app().store.read());
  auto json = row_json(*reader, call, saved.account);
  // A replay cannot repeat the password: only its hash exists.
  json.object()->append("password", handed_over.empty() || saved.replayed ? codec::Json() : codec::Json(handed_over));
  auto answer = Answer::created(std::move(json), saved.seq, saved.replayed);
  answer.no_store = true;
  return answer;
}

Result<Answer> change(Edge& edge, Call& call) {
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto version, call.if_match());
  ANWANG_TRY(auto reader, call.app().store.read());
  const auto present = store::get<access::Account>(*reader, "account.get", call.app().county, id);
  if (!present) return fail(present.error().code, "not_found");
  ANWANG_TRY(const auto draft, draft_of(call));
  const auto saved = access::save_account(call.app().store, edge.hasher, call.app().county, call.viewer().account.value,
                                          id, version, draft);
  if (!saved) {
    if (saved.error().code == Errc::precondition_failed) {
      codec::JsonObject yours{{"name", codec::Json(draft.name)},
                              {"title", text_or_null(draft.title)},
                              {"active", codec::Json(draft.active)}};
      call.conflict_details(codec::Json(std::move(yours)), row_json(*reader, call, *present));
    }
    return tl::unexpected<Error>(saved.error());
  }
  edge.sessions.forget_account(id);
  // A changed password or a closed account ends what is open.
  if (draft.password || !draft.active) ANWANG_CHECK(edge.sessions.end_others(id, ""));
  ANWANG_TRY(auto fresh, call.app().store.read());
  return Answer::written(row_json(*fresh, call, saved->account), saved->account.version, saved->seq);
}

}  // namespace

void bind_accounts(Router& routes, Edge& edge) {
  routes.add({Method::get, "/api/v1/accounts", "account.manage"}, list);
  routes.add({Method::post, "/api/v1/accounts", "account.manage", 16 * 1024},
             [&edge](Call& call) { return create(edge, call); });
  routes.add({Method::put, "/api/v1/accounts/{id}", "account.manage", 16 * 1024},
             [&edge](Call& call) { return change(edge, call); });
}

}  // namespace anwang::api

// POST /reports/{id}/attachments, POST /cases/{id}/attachments, POST /attachments/{id}/content. Opening one is
// journalled; the browser gets it as a download under a sandbox of its own, never to be shown inside our pages.
#include "access/facts.h"
#include "api/edge.h"
#include "api/fields.h"
#include "base/text.h"
#include "file/attachment.h"
#include "http/target.h"

namespace anwang::api {

namespace {

std::string encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    if (plain)
      out += c;
    else
      (out += '%').append(1, kHex[u >> 4]).append(1, kHex[u & 15U]);
  }
  return out;
}

Result<Answer> store_file(Call& call, const char* table, std::int64_t id) {
  auto& app = call.app();
  ANWANG_TRY(const auto key, call.key());
  // "x-file-name" is percent-encoded UTF-8.
  const auto name = http::percent_decoded(call.request().headers.get("x-file-name").value_or(""));
  if (!name || !valid_utf8(*name)) return fail_field("/x-file-name", "bad_utf8");
  const auto scope = "account:" + call.viewer().account.str() + ":" + key.route;
  ANWANG_TRY(const auto added, file::add(app.store, app.keys, app.clock, app.county,
                                         {{table, id},
                                          PersonalText(*name),
                                          call.request().body,
                                          call.viewer().account.value,
                                          {scope, key.key, key.body_hash}}));
  return Answer::created(codec::JsonObject{{"id", codec::Json(std::to_string(added.attachment.id))},
                                           {"media_type", codec::Json(added.attachment.media_type)},
                                           {"bytes", codec::Json(added.attachment.bytes)},
                                           {"added_at", codec::Json(iso_instant(added.attachment.added_at))}},
                         added.seq, added.replayed);
}

Result<Answer> add(Call& call) {
  ANWANG_TRY(const auto id, call.id());
  const auto& app = call.app();
  {
    ANWANG_TRY(auto reader, app.store.read());
    ANWANG_TRY(const auto facts,
               access::visible_facts(*reader, app.policy, call.viewer(), access::RecordKind::report, id, call.now()));
    // Those who work on the report, and the reporter who sent it.
    const bool works = app.policy.decide(call.viewer(), facts, access::FieldClass::content) == access::Outcome::full;
    if (!works && (facts.relations & access::reporter) == 0) return fail(Errc::not_found, "not_found");
  }
  return store_file(call, "report", id);
}

// Those who work on the case.
Result<Answer> add_to_case(Call& call) {
  ANWANG_TRY(const auto id, call.id());
  const auto& app = call.app();
  {
    ANWANG_TRY(auto reader, app.store.read());
    ANWANG_TRY(const auto facts, access::visible_facts(*reader, app.policy, call.viewer(),
                                                       access::RecordKind::case_file, id, call.now()));
    if (app.policy.decide(call.viewer(), facts, access::FieldClass::content) != access::Outcome::full)
      return fail(Errc::not_found, "not_found");
  }
  return store_file(call, "case_file", id);
}

Result<Answer> open(Call& call) {
  ANWANG_TRY(const auto id, call.id());
  auto& app = call.app();
  ANWANG_TRY(auto reader, app.store.read());
  const auto found = file::find(*reader, app.county, id);
  if (!found || (found->tbl != "report" && found->tbl != "case_file")) return fail(Errc::not_found, "not_found");
  const auto kind = found->tbl == "report" ? access::RecordKind::report : access::RecordKind::case_file;
  ANWANG_TRY(const auto facts,
             access::visible_facts(*reader, app.policy, call.viewer(), kind, found->record_id, call.now()));
  if (!app.policy.may_reveal(call.viewer(), facts, access::RevealPart::attachment))
    return fail(Errc::not_found, "not_found");
  ANWANG_TRY(const auto json, call.json());
  Fields body(json);
  const auto reason = body.text("reason", 200);
  ANWANG_CHECK(body.done());
  // Journalled first: what cannot be recorded is not opened.
  ANWANG_CHECK(app.store.log_access({app.county,
                                     call.viewer().account.value,
                                     "attachment.download",
                                     {"attachment", id},
                                     reason,
                                     call.viewer().request_id}));
  ANWANG_TRY(const auto name, file::name_of(app.keys, app.county, *found));
  Answer answer;
  ANWANG_TRY(answer.bytes, file::content(*reader, app.keys, app.county, *found));
  answer.content_type = found->media_type;
  answer.no_store = true;
  answer.headers.set("content-disposition", "attachment; filename*=UTF-8''" + encoded(name.reveal()));
  answer.headers.set("content-security-policy", "sandbox; default-src 'none'; frame-ancestors 'none'");
  answer.headers.set("x-content-type-options", "nosniff");
  return answer;
}

}  // namespace

void bind_attachments(Router& routes, Edge&) {
  routes.add({Method::post, "/api/v1/reports/{id}/attachments", "report.submit", file::kMaxBytes}, add);
  routes.add({Method::post, "/api/v1/cases/{id}/attachments", "case.write", file::kMaxBytes}, add_to_case);
  routes.add({Method::post, "/api/v1/attachments/{id}/content", "attachment.open", 4096}, open);
}

}  // namespace anwang::api

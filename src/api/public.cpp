// The two routes of strangers: a report without an account, and how far it is. Answers reveal nothing of any record;
// the edge holds them back until a fixed floor has passed.
#include "api/brief.h"
#include "api/edge.h"
#include "api/fields.h"
#include "api/report_input.h"
#include "flow/report_intake.h"
#include "seal/token.h"

namespace anwang::api {
namespace {

Result<Answer> post_public_report(Call& call) {
  ANWANG_TRY(const auto key, call.key());
  ANWANG_TRY(const auto body, call.json());
  ANWANG_TRY(auto draft, read_report(body, intake::Channel::public_web));
  draft.over_limit = call.suspicious();
  // A stranger does not choose how a report is counted or numbered.
  if (!draft.source.empty()) return fail_field("/source", "unknown_field");
  if (!draft.external_no.empty()) return fail_field("/external_no", "unknown_field");
  if (draft.received_at) return fail_field("/received_at", "unknown_field");
  ANWANG_TRY(const auto receipt, flow::receive_report(call.app(), call.viewer(), draft, key));
  codec::JsonObject out;
  out.append("received_at", iso_instant(receipt.received_at));
  out.append("tracking_code", receipt.tracking_code);
  out.append("warnings", warnings_json(receipt.warnings, call.viewer().language));
  Answer answer = Answer::created(std::move(out), receipt.seq, receipt.replayed);
  answer.no_store = true;
  return answer;
}

// 已收到 also for a code that nobody has: whether a report exists is no stranger's business.
Result<Answer> post_track(Call& call) {
  ANWANG_TRY(const auto body, call.json());
  Fields in(body);
  const std::string typed = in.required_text("code", 100);
  ANWANG_CHECK(in.done());
  const auto code = seal::parse_tracking_code(typed);
  if (!code) return fail_field("/code", "bad_tracking_code");
  ANWANG_TRY(auto reader, call.app().store.read());
  ANWANG_TRY(const auto rows,
             reader->query("report.track", "SELECT state, claimed_by, more_info FROM report WHERE tracking_hash = ?1",
                           {seal::tracking_hash(call.app().keys, *code)}));
  std::string status = "received";
  if (!rows.empty()) {
    const bool decided = rows[0].text(0) == "decided";
    if (!decided && rows[0].i64(2) != 0)
      status = "please_call";
    else if (decided || !rows[0].is_null(1))
      status = "in_progress";
  }
  Answer answer = Answer::ok(codec::JsonObject{{"status", codec::Json(status)}});
  answer.no_store = true;
  return answer;
}

}  // namespace

void bind_public(Router& routes, Edge&) {
  routes.add({Method::post, "/api/v1/public/reports", "public"}, post_public_report);
  routes.add({Method::post, "/api/v1/public/track", "public"}, post_track);
}

}  // namespace anwang::api

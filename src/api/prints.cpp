// POST /prints: paper leaves the building, so it goes into the read journal: who printed which page of which record,
// when.
#include <algorithm>
#include <array>
#include <optional>

#include "access/facts.h"
#include "api/edge.h"
#include "api/fields.h"

namespace anwang::api {
namespace {

struct Printable {
  std::string_view page;
  const char* table;
  std::optional<access::RecordKind> kind;  // unset: a page of no single record
};
constexpr std::array kPrintable = {Printable{"report", "report", access::RecordKind::report},
                                   Printable{"case", "case_file", access::RecordKind::case_file},
                                   Printable{"person", "person", access::RecordKind::person},
                                   Printable{"household", "household", access::RecordKind::household},
                                   Printable{"queue", "report", std::nullopt},
                                   Printable{"work", "clock", std::nullopt},
                                   Printable{"cases", "case_file", std::nullopt},
                                   Printable{"board", "assignment", std::nullopt},
                                   Printable{"handover", "shift", std::nullopt},
                                   Printable{"dashboard", "indicator", std::nullopt},
                                   Printable{"receipts", "report", std::nullopt},
                                   Printable{"audit", "journal", std::nullopt},
                                   Printable{"other", "page", std::nullopt}};

Result<Answer> post_print(Call& call) {
  ANWANG_TRY(const auto json, call.json());
  Fields body(json);
  const auto page = body.required_text("page", 40);
  const auto record = body.text("record_id", 20);
  ANWANG_CHECK(body.done());
  const auto* it = std::ranges::find(kPrintable, page, &Printable::page);
  if (it == kPrintable.end()) return fail_field("/page", "unknown_code");
  auto& app = call.app();
  std::int64_t id = 0;
  if (it->kind) {
    const auto parsed = parse_id(record);
    if (!parsed) return fail_field("/record_id", record.empty() ? "required" : "unknown_code");
    id = *parsed;
    ANWANG_TRY(auto reader, app.store.read());
    ANWANG_CHECK(access::visible_facts(*reader, app.policy, call.viewer(), *it->kind, id, call.now()));
  } else if (!record.empty()) {
    return fail_field("/record_id", "unknown_field");
  }
  ANWANG_CHECK(app.store.log_access(
      {app.county, call.viewer().account.value, "page.print", {it->table, id}, page, call.viewer().request_id}));
  return Answer::ok(codec::JsonObject{{"printed_at", codec::Json(iso_instant(call.now()))}});
}

}  // namespace

void bind_prints(Router& routes, Edge&) { routes.add({Method::post, "/api/v1/prints", "signed_in", 1024}, post_print); }

}  // namespace anwang::api

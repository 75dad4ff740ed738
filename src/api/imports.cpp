// CSV import with a dry run. The body is the file.
#include "api/brief.h"
#include "api/edge.h"
#include "api/problem.h"
#include "flow/import.h"

namespace anwang::api {
namespace {

using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

Json lines_json(const std::vector<int>& lines) {
  JsonArray out;
  for (const int line : lines) out.emplace_back(line);
  return Json(std::move(out));
}

Result<Answer> post_import(Call& call) {
  const std::string_view type = call.request().headers.get("content-type").value_or("");
  if (!type.starts_with("text/csv")) return fail(Errc::unsupported_media, "csv_expected");
  const bool dry_run = call.query("dry_run") == "1";
  ANWANG_TRY(const auto result, flow::import_reports(call.app(), call.viewer(), call.request().body, dry_run));
  JsonArray rejected;
  for (const auto& line : result.rejected)
    for (const auto& f : line.faults) {
      JsonObject o;
      o.append("line", line.line);
      o.append("pointer", f.pointer);
      o.append("code", f.code);
      o.append("message", field_message(f, call.viewer().language));
      rejected.emplace_back(std::move(o));
    }
  JsonObject out;
  out.append("rows_in", result.rows_in);
  out.append("new", lines_json(result.fresh));
  out.append("known", lines_json(result.known));
  out.append("rejected", std::move(rejected));
  return Answer::created(std::move(out), result.seq, dry_run || result.fresh.empty());
}

}  // namespace

void bind_imports(Router& routes, Edge&) {
  routes.add({Method::post, "/api/v1/imports", "import.run", 10 * 1024 * 1024}, post_import);
}

}  // namespace anwang::api

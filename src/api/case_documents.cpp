#include "api/case_documents.h"

#include "access/facts.h"
#include "access/policy.h"
#include "api/brief.h"
#include "file/attachment.h"
#include "flow/app.h"

namespace anwang::api {
namespace {

using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

Status append(const Call& call, store::Reader& reader, const store::RecordRef& about, const char* of, JsonArray& out) {
  ANWANG_TRY(const auto files, file::list(reader, call.app().county, about));
  for (const auto& f : files) {
    const std::string name = (call.english() ? "Document " : "文件") + std::to_string(out.size() + 1);
    out.emplace_back(JsonObject{{"id", Json(std::to_string(f.id))},
                                {"name", Json(name)},
                                {"type", Json(f.media_type)},
                                {"size", Json(f.bytes)},
                                {"added_at", time_json(f.added_at)},
                                {"of", Json(of)}});
  }
  return {};
}

}  // namespace

Result<JsonArray> case_documents_json(const Call& call, store::Reader& reader, const casework::CaseFile& c,
                                      bool content) {
  JsonArray out;
  if (content) ANWANG_CHECK(append(call, reader, {"case_file", c.id}, "case", out));
  if (c.report_id == 0) return out;
  const auto& app = call.app();
  const auto facts =
      access::visible_facts(reader, app.policy, call.viewer(), access::RecordKind::report, c.report_id, call.now());
  if (!facts || !app.policy.may_reveal(call.viewer(), *facts, access::RevealPart::attachment)) return out;
  ANWANG_CHECK(append(call, reader, {"report", c.report_id}, "report", out));
  return out;
}

}  // namespace anwang::api

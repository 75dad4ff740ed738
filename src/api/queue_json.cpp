#include "api/queue_json.h"

#include "access/project.h"

namespace anwang::api {

using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

void want_row(Briefs& briefs, const flow::QueueRow& row) {
  briefs.want_account(row.claimed_by);
  briefs.want_account(row.report.owner.value);
  briefs.want_account(row.report.decided_by.value);
}

namespace {

Json subject_json(const flow::QueueRow& row) {
  JsonObject out{
      {"text", Json()}, {"name", Json()}, {"sex", Json()}, {"age", Json()}, {"more", std::int64_t{row.more}}};
  if (row.subject == nullptr) return Json(std::move(out));
  const intake::Subject& s = row.subject->subject;
  // Lists and shared screens mask names even where the page behind them shows them.
  out.set("name", text_json(access::project_name(row.identity, access::Purpose::list, s.name)));
  if (s.name.empty()) out.set("text", text_json(access::project_name(row.identity, access::Purpose::list, s.nickname)));
  if (row.identity >= access::Outcome::masked) {
    out.set("sex", text_json(row.subject->sex));
    if (row.subject->age >= 0) out.set("age", std::int64_t{row.subject->age});
  }
  return Json(std::move(out));
}

// Children of the same home besides the one the row is about, named or not: 子4歲／女8歲未列. Their ages are facts of
// the case; whoever may not know who it is about sees none.
Json minors_json(const flow::QueueRow& row) {
  JsonArray out;
  if (row.identity < access::Outcome::masked) return Json(std::move(out));
  const auto add = [&out](const std::string& sex, int age, bool listed) {
    out.push_back(JsonObject{{"sex", text_json(sex)}, {"age", std::int64_t{age}}, {"listed", listed}});
  };
  for (const auto& s : row.insight.subjects)
    if (&s != row.subject && s.age >= 0 && s.age < 18) add(s.sex, s.age, true);
  for (const auto& minor : row.insight.unlisted) add(minor.sex, minor.age, false);
  return Json(std::move(out));
}

Json partner_json(const intake::Report& report) {
  const intake::FactValue value = flow::partner_violence(report);
  const bool* known = std::get_if<bool>(&value);
  return known == nullptr ? Json() : Json(*known);
}

}  // namespace

JsonObject row_json(const Call&, const Briefs& briefs, const flow::QueueRow& row) {
  const intake::Report& r = row.report;
  JsonArray flags;
  for (const flow::Flag& f : row.flags) {
    flags.push_back(JsonObject{{"code", f.code}, {"args", f.args}, {"machine", f.machine}});
  }
  JsonObject out;
  out.append("id", r.id.str());
  out.append("report_no", r.report_no);
  out.append("version", r.version);
  out.append("kinds", texts_json(r.kinds));
  out.append("immediate_danger", opt_json(r.immediate_danger));
  out.append("partner_violence", partner_json(r));
  out.append("subject", subject_json(row));
  out.append("minors", minors_json(row));
  out.append("township", text_json(r.township));
  out.append("source", r.source);
  out.append("received_at", iso_instant(r.received_at));
  out.append("due_at", iso_instant(r.due_at));
  out.append("state", r.state);
  out.append("lane", r.lane);
  out.append("claimed_by", briefs.account(row.claimed_by));
  out.append("owner", briefs.account(r.owner.value));
  out.append("place_reason", row.place_reason);
  out.append("flags", std::move(flags));
  out.append("outcome", text_json(row.outcome));
  out.append("decided_at", time_json(r.decided_at));
  out.append("decided_by", briefs.account(r.decided_by.value));
  return out;
}

}  // namespace anwang::api

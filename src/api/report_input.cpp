#include "api/report_input.h"

#include "api/fields.h"
#include "api/problem.h"

namespace anwang::api {
namespace {

// Generous: the exact limits, and their words, are the check's.
constexpr std::size_t kShort = 1'000, kLong = 100'000;

void read_reporter(Fields& in, intake::ReporterDraft& out) {
  out.name = in.text("name", kShort);
  out.unit = in.text("unit", kShort);
  out.title = in.text("title", kShort);
  out.phone = in.text("phone", kShort);
  out.reporter_class = in.text("class", kShort);
  out.anonymous = in.boolean("anonymous").value_or(false);
  out.reply_wanted = in.boolean("reply_wanted").value_or(false);
}

intake::SubjectDraft read_subject(Fields& in) {
  intake::SubjectDraft s;
  s.role = in.text("role", kShort);
  s.name = in.text("name", kShort);
  s.nickname = in.text("nickname", kShort);
  s.id_no = in.text("id_no", kShort);
  s.birth_on = in.date("birth_on");
  s.birth_text = in.text("birth_text", kShort);
  if (const auto age = in.integer("age_estimated", -1'000, 1'000)) s.age_estimated = static_cast<int>(*age);
  s.sex = in.text("sex", kShort);
  s.nationality = in.text("nationality", kShort);
  s.indigenous = in.text("indigenous", kShort);
  s.disability = in.text("disability", kShort);
  s.language = in.text("language", kShort);
  s.phone = in.text("phone", kShort);
  s.address = in.text("address", kShort);
  s.township = in.text("township", kShort);
  s.school = in.text("school", kShort);
  return s;
}

codec::JsonObject read_object(Fields& in, const char* name) {
  const codec::Json* value = in.any(name);
  if (!value) return {};
  if (!value->object()) {
    in.fault(name, "wrong_type");
    return {};
  }
  return *value->object();
}

}  // namespace

Result<intake::ReportDraft> read_report(const codec::Json& body, intake::Channel channel) {
  Fields in(body);
  intake::ReportDraft d;
  d.channel = channel;
  d.kinds = in.texts("kinds", 20, kShort);
  d.immediate_danger = in.boolean("immediate_danger");
  d.happened_at = in.instant("happened_at");
  d.known_at = in.instant("known_at");
  d.reported_at = in.instant("reported_at");
  d.received_at = in.instant("received_at");
  d.township = in.text("township", kShort);
  d.village = in.text("village", kShort);
  d.place = in.text("place", kShort);
  d.narrative = in.text("narrative", kLong);
  d.source = in.text("source", kShort);
  d.external_no = in.text("external_no", kShort);
  d.language = in.text("language", kShort);
  if (Fields* reporter = in.object("reporter")) read_reporter(*reporter, d.reporter);
  for (Fields* subject : in.objects("subjects", 50)) d.subjects.push_back(read_subject(*subject));
  d.answers = read_object(in, "answers");
  d.facts = read_object(in, "facts");
  if (channel == intake::Channel::public_web) d.honeypot = !in.text("website", kShort).empty();
  ANWANG_CHECK(in.done());
  return d;
}

codec::Json warnings_json(const std::vector<FieldError>& warnings, std::string_view language) {
  codec::JsonArray out;
  for (const FieldError& w : warnings) {
    codec::JsonObject item;
    item.append("pointer", w.pointer);
    item.append("code", w.code);
    item.append("message", field_message(w, language));
    out.emplace_back(std::move(item));
  }
  return codec::Json(std::move(out));
}

}  // namespace anwang::api

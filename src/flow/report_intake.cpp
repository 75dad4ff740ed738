#include "flow/report_intake.h"

#include "clock/model.h"
#include "flow/step.h"
#include "intake/check.h"
#include "intake/duty.h"
#include "linkage/id_number.h"
#include "pack/pack.h"
#include "people/directory.h"
#include "seal/token.h"
#include "store/record.h"

namespace anwang::flow {
namespace {

using codec::Json;
using codec::JsonObject;
using intake::Report;
using intake::ReportDraft;
using intake::Subject;
using intake::SubjectDraft;

// A suggestion for the queue must rest on more than a common name.
constexpr double kLikelyScore = 12.0;

std::string source_of(const access::Viewer& viewer, const ReportDraft& draft) {
  if (draft.channel != intake::Channel::mandated && !draft.source.empty()) return draft.source;
  if (viewer.network == "police") return "police";
  if (viewer.network == "health") return "medical";
  if (viewer.network == "education") return "education";
  if (viewer.network == "civil") return "civil";
  if (viewer.network == "justice") return "judicial";
  return draft.source.empty() && viewer.signed_in() && draft.channel == intake::Channel::mandated ? "social"
                                                                                                  : draft.source;
}

std::string sealed_reporter(const intake::ReporterDraft& r) {
  if (r.name.empty() && r.unit.empty() && r.title.empty() && r.phone.empty()) return {};
  JsonObject o;
  o.append("name", r.name);
  o.append("unit", r.unit);
  o.append("title", r.title);
  o.append("phone", r.phone);
  return codec::write_json(o);
}

store::Bytes seal(const App& app, const char* table, std::int64_t row, const char* field, std::string_view text) {
  return text.empty() ? store::Bytes{} : app.keys.seal({app.county, table, row, field}, text);
}

Subject subject_of(App& app, const SubjectDraft& d, ReportId report, Instant now, std::int64_t& likely) {
  Subject s;
  s.id = {app.store.next_id()};
  s.report = report;
  s.role = d.role;
  s.name = PersonalText(d.name);
  s.nickname = PersonalText(d.nickname);
  if (d.birth_on) s.birth_on = d.birth_on->iso();
  s.age_estimated = d.age_estimated;
  s.sex = d.sex;
  s.nationality = d.nationality;
  s.indigenous = d.indigenous;
  s.disability = d.disability;
  s.language = d.language;
  s.address = PersonalText(d.address);
  s.township = d.township;
  s.school = d.school;
  s.id_check = intake::id_check_of(d.id_no);
  if (!d.id_no.empty()) {
    const std::string id_no = linkage::normalise_id(d.id_no);
    s.id_sealed = seal(app, "report_subject", s.id.value, "id", id_no);
    s.id_hash = app.keys.keyed_hash_bytes("person_identifier", id_no);
  }
  s.phone_sealed = seal(app, "report_subject", s.id.value, "phone", d.phone);
  people::Clues clues = clues_of(d, now);
  // Reading an address costs as much as all the rest; with a birth date or an identifier it decides nothing here, and
  // the candidates that a screener sees are computed with it when the report is opened.
  if (clues.birth.set() || !clues.id_no.empty()) clues.address.clear();
  const auto found = app.persons.candidates(clues, {linkage::Mode::exact, 1, kLikelyScore, false});
  if (!found.empty()) {
    s.likely_person = found.front().person;
    s.likely_score = found.front().score;
    ++likely;
  }
  return s;
}

Report report_of(App& app, const access::Viewer& viewer, const intake::Checked& checked, Instant now, Instant due_at) {
  const ReportDraft& d = checked.draft;
  Report r;
  r.id = {app.store.next_id()};
  r.kinds = d.kinds;
  r.channel = code(d.channel);
  r.source = d.source;
  r.external_no = d.external_no;
  r.immediate_danger = d.immediate_danger;
  r.happened_at = d.happened_at.value_or(Instant{});
  r.known_at = d.known_at.value_or(Instant{});
  r.reported_at = d.reported_at.value_or(*d.received_at);
  r.received_at = *d.received_at;
  r.recorded_at = now;
  r.due_at = due_at;
  r.township = d.township;
  r.village = d.village;
  const std::int64_t id = r.id.value;
  r.place_sealed = seal(app, "report", id, "place", d.place);
  r.narrative_sealed = seal(app, "report", id, "narrative", d.narrative);
  r.reporter_sealed = seal(app, "report", id, "reporter", sealed_reporter(d.reporter));
  r.reporter_class = d.reporter.reporter_class;
  if (viewer.signed_in() && d.channel == intake::Channel::mandated) r.reporter_account = viewer.account;
  r.reply_wanted = d.reporter.reply_wanted;
  r.anonymous = d.reporter.anonymous;
  r.form = d.kinds.front();
  r.form_version = checked.form_version;
  if (!d.answers.empty()) r.answers_sealed = seal(app, "report", id, "answers", codec::write_json(d.answers));
  r.facts = d.facts;
  r.lane = checked.suspicious ? "suspicious" : "normal";
  r.language = d.language;
  return r;
}

// Readable for ever: codes, times and counts only.
JsonObject header_of(const Report& r, std::int64_t subjects, std::int64_t likely) {
  codec::JsonArray kinds;
  for (const auto& k : r.kinds) kinds.emplace_back(k);
  JsonObject h;
  h.append("kinds", std::move(kinds));
  h.append("channel", r.channel);
  h.append("source", r.source);
  h.append("township", r.township.empty() ? Json() : Json(r.township));
  h.append("danger", r.immediate_danger ? Json(*r.immediate_danger) : Json());
  h.append("received_at", r.received_at.us);
  h.append("due_at", r.due_at.us);
  h.append("lane", r.lane);
  h.append("subjects", subjects);
  h.append("likely", likely);
  return h;
}

// "115-HC-通-000123": one gapless series a county and ROC year of receipt.
store::Numbering numbering_of(const App& app, Instant received) {
  const std::string year = std::to_string(taipei_date(received).year() - 1911);
  return {"report:" + year, year + "-" + app.packs.county.number_prefix + "-通-", 6, 0, "report_no"};
}

Result<Receipt> receipt_of(App& app, ReportId id, bool replayed) {
  ANWANG_TRY(auto reader, app.store.read());
  ANWANG_TRY(const auto rows,
             reader->query("report.receipt",
                           "SELECT report_no, received_at, due_at, channel FROM report WHERE county = ?1 AND id = ?2",
                           {app.county, id.value}));
  if (rows.empty()) return fail(Errc::not_found, "report");
  Receipt out;
  out.id = id;
  out.report_no = rows[0].text(0);
  out.received_at = {rows[0].i64(1)};
  out.due_at = {rows[0].i64(2)};
  out.unit = app.duty.unit(app.packs.county.screening_unit);
  if (rows[0].text(3) == "public") out.tracking_code = seal::tracking_code(app.keys, app.county, id.value);
  out.replayed = replayed;
  return out;
}

}  // namespace

people::Clues clues_of(const SubjectDraft& d, Instant now) {
  people::Clues c;
  c.name = d.name;
  c.id_no = d.id_no;
  c.sex = d.sex;
  c.phone = d.phone;
  c.address = d.address;
  if (d.birth_on) {
    c.birth = *d.birth_on;
  } else if (d.age_estimated) {
    c.birth = Date::of(taipei_date(now).year() - *d.age_estimated, 7, 1).value_or(Date{});
    c.birth_estimated = true;
  }
  return c;
}

Result<PreparedReport> prepare_report(App& app, const access::Viewer& viewer, const ReportDraft& draft,
                                      const Key& key) {
  const Instant now = app.clock.now();
  ReportDraft sourced = draft;
  sourced.source = source_of(viewer, draft);
  ANWANG_TRY(const intake::Checked checked, intake::check(std::move(sourced), app.packs, now));
  // 受理到派案: runs from receipt, also for paper entered later, and nothing pauses it.
  const clock::Rule* rule = app.rules.clocks.find("dispatch_24h", checked.draft.kinds.front(), "",
                                                  *checked.draft.received_at, app.rules.calendar);
  if (!rule) return fail(Errc::internal, "bad_pack", "no clock rule dispatch_24h in force");
  clock::Clock clock = clock::started(*rule, *checked.draft.received_at, app.rules.calendar);
  Report report = report_of(app, viewer, checked, now, clock.due_at);
  // A report that nobody owns would be lost; better to say so at once, with the numbers to call.
  report.owner = app.duty.screener(now);
  if (!report.owner) return fail(Errc::unavailable, "no_screener");

  PreparedReport out;
  out.warnings = checked.warnings;
  if (checked.draft.channel == intake::Channel::public_web) {
    out.tracking_code = seal::tracking_code(app.keys, app.county, report.id.value);
    if (const auto canonical = seal::parse_tracking_code(out.tracking_code))
      report.tracking_hash = seal::tracking_hash(app.keys, *canonical);
  }
  std::int64_t likely = 0;
  for (const SubjectDraft& d : checked.draft.subjects)
    out.subjects.push_back(subject_of(app, d, report.id, now, likely));

  store::ChangeSet& change = out.change;
  change.county = app.county;
  change.actor = viewer.account.value;
  change.pack_hash = app.packs.hash;
  change.idempotency = idempotency(viewer, key);
  change.result = {"report", report.id.value};
  change.events.push_back({"report.received", change.result, report.id.value,
                           header_of(report, static_cast<std::int64_t>(out.subjects.size()), likely)});
  change.writes.push_back(write_of(report, 0));
  change.numberings.push_back(numbering_of(app, report.received_at));
  report.version = 1;
  for (Subject& s : out.subjects) {
    change.writes.push_back(write_of(s, 0));
    s.version = 1;
  }
  clock.id = app.store.next_id();
  clock.tbl = "report";
  clock.record_id = clock.report_id = report.id.value;
  clock.unit_id = app.duty.unit(app.packs.county.screening_unit).value;
  clock.account_id = report.owner.value;
  clock.township = report.township;
  store::Changes(change).put(clock, 0);
  out.clock = std::move(clock);
  out.report = std::move(report);
  return out;
}

Result<Receipt> receive_report(App& app, const access::Viewer& viewer, const ReportDraft& draft, const Key& key) {
  ANWANG_TRY(PreparedReport prepared, prepare_report(app, viewer, draft, key));
  auto committed = app.store.submit(std::move(prepared.change));
  if (!committed) {
    if (committed.error().reason == "unique:report_external_no") return fail(Errc::conflict, "external_no_known");
    return tl::unexpected<Error>(std::move(committed).error());
  }
  if (committed->replayed) {
    ANWANG_TRY(Receipt again, receipt_of(app, {committed->result.id}, true));
    again.warnings = std::move(prepared.warnings);
    again.seq = committed->last_seq;
    return again;
  }
  Receipt out;
  out.id = prepared.report.id;
  out.report_no = committed->numbers.empty() ? std::string() : committed->numbers.front();
  out.received_at = prepared.report.received_at;
  out.due_at = prepared.report.due_at;
  out.unit = app.duty.unit(app.packs.county.screening_unit);
  out.tracking_code = std::move(prepared.tracking_code);
  out.warnings = std::move(prepared.warnings);
  out.seq = committed->last_seq;
  return out;
}

}  // namespace anwang::flow

// Reports, cases, services, alerts and the timeline of FamilyView.
#include <algorithm>

#include "api/family_json.h"
#include "pack/pack.h"

namespace anwang::api {

using access::FieldClass;
using access::Outcome;
using access::Purpose;
using access::RecordKind;
using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

namespace {

bool is_protective(const std::string& programme) {
  return programme == "child_protection" || programme == "domestic_violence" || programme == "sexual_assault" ||
         programme == "sexual_exploitation" || programme == "elder_protection" || programme == "disability_protection";
}
// The word under which a case of this programme stands among the services of all networks.
std::string service_word(const std::string& programme) {
  if (is_protective(programme)) return "protection";
  if (programme == "suicide" || programme == "suspected_psychiatric") return "mental_health";
  return programme == "vulnerable_family" ? "vulnerable_family" : "welfare";
}
std::string network_word(const std::string& programme) {
  if (is_protective(programme)) return "protection";
  return programme == "suicide" || programme == "suspected_psychiatric" || programme == "addiction" ? "health"
                                                                                                    : "social";
}
Json restricted(Outcome outcome) {
  if (outcome == Outcome::full) return {};
  return Json(outcome == Outcome::masked ? "masked" : "existence");
}
// Whoever may only know that there is something never learns that it is a shelter.
std::string kind_seen(const people::Service& s, bool content) {
  const bool sheltered = s.kind == "shelter" || s.kind == "placement";
  return sheltered && !content ? "protection" : s.kind;
}
std::string day_of(Instant t) { return t.set() ? taipei_date(t).iso() : std::string(); }
// Days of the calendar between two instants.
std::int64_t days_between(Instant from, Instant to) { return taipei_date(to).days - taipei_date(from).days; }

}  // namespace

Json FamilyView::earlier_reports(const std::set<std::int64_t>& persons) const {
  JsonArray out;
  for (const auto& r : family_.reports) {
    if (!persons.empty() &&
        std::none_of(r.persons.begin(), r.persons.end(), [&](std::int64_t p) { return persons.contains(p); }))
      continue;
    if (outcome(RecordKind::report, r.id, FieldClass::fact) != Outcome::full) continue;
    JsonObject o;
    o.append("id", std::to_string(r.id));
    o.append("report_no", r.report_no);
    o.append("received_at", iso_instant(r.received_at));
    o.append("kinds", texts_json(r.kinds));
    o.append("source", r.source);
    o.append("counts", flow::counts_as_repeated(r, family_));
    o.append("subject", text_json(access::project_name(outcome(RecordKind::report, r.id, FieldClass::identity),
                                                       Purpose::list, r.subject)));
    const auto c = family_.cases.find(r.case_id);
    const bool known =
        c != family_.cases.end() && outcome(RecordKind::case_file, r.case_id, FieldClass::fact) >= Outcome::masked;
    o.append("finding", known ? text_json(c->second.finding) : Json());
    if (known) {
      const auto goals = family_.goals.find(r.case_id);
      JsonObject after;
      after.append("opened_at", time_json(c->second.opened_at));
      after.append("closed_at", time_json(c->second.closed_at));
      after.append("goals", goals == family_.goals.end() ? Json(0) : Json(goals->second.all));
      after.append("goals_met", goals == family_.goals.end() ? Json(0) : Json(goals->second.met));
      after.append("state", c->second.state);
      o.append("after", std::move(after));
    } else if (!r.outcome.empty()) {
      o.append("after", JsonObject{{"opened_at", Json()},
                                   {"closed_at", Json()},
                                   {"goals", Json()},
                                   {"goals_met", Json()},
                                   {"state", Json(r.outcome)}});
    } else {
      o.append("after", nullptr);
    }
    out.emplace_back(std::move(o));
  }
  return Json(std::move(out));
}

std::int64_t FamilyView::counted_12m() const {
  std::int64_t n = 0;
  for (const auto& r : family_.reports)
    n += r.received_at.us >= call_.now().us - 365 * kMicrosPerDay && flow::counts_as_repeated(r, family_) &&
         outcome(RecordKind::report, r.id, FieldClass::fact) == Outcome::full;
  return n;
}

Json FamilyView::open_cases() const {
  JsonArray out;
  for (const auto& [id, c] : family_.cases) {
    const Outcome seen = outcome(RecordKind::case_file, id, FieldClass::fact);
    if (!casework::is_open(c) || seen == Outcome::absent) continue;
    const bool content = seen != Outcome::existence;  // existence: that there is one, and whom to call
    JsonObject o;
    o.append("id", std::to_string(id));
    o.append("case_no", content ? Json(c.case_no) : Json());
    o.append("programme", content ? Json(c.programme) : Json(service_word(c.programme)));
    o.append("lead", content ? briefs_.account(c.lead_id) : Json());
    o.append("unit", briefs_.unit(c.unit_id));
    o.append("since", content ? time_json(c.opened_at.set() ? c.opened_at : c.received_at) : Json());
    o.append("restricted", restricted(seen));
    out.emplace_back(std::move(o));
  }
  return Json(std::move(out));
}

Json FamilyView::person_cases(std::int64_t person) const {
  JsonArray out;
  for (const auto& [id, c] : family_.cases) {
    const Outcome seen = outcome(RecordKind::case_file, id, FieldClass::fact);
    if (c.person_id != person || seen == Outcome::absent) continue;
    const bool content = seen != Outcome::existence;
    JsonObject o;
    o.append("id", std::to_string(id));
    o.append("case_no", content ? Json(c.case_no) : Json());
    o.append("programme", content ? Json(c.programme) : Json(service_word(c.programme)));
    o.append("state", content ? Json(c.state) : Json());
    o.append("lead", content ? briefs_.account(c.lead_id) : Json());
    o.append("unit", briefs_.unit(c.unit_id));
    o.append("opened_at", content ? time_json(c.opened_at) : Json());
    o.append("closed_at", content ? time_json(c.closed_at) : Json());
    o.append("restricted", restricted(seen));
    out.emplace_back(std::move(o));
  }
  return Json(std::move(out));
}

// 結案N天: the youngest closing within the re-report windows, with what was left undone and who led.
Json FamilyView::closed_recently() const {
  const casework::CaseFile* best = nullptr;
  for (const auto& [id, c] : family_.cases)
    if (c.state == "closed" && c.closed_at.set() && days_between(c.closed_at, call_.now()) <= 365 &&
        outcome(RecordKind::case_file, id, FieldClass::fact) >= Outcome::masked &&
        (!best || c.closed_at > best->closed_at))
      best = &c;
  if (!best) return {};
  const auto goals = family_.goals.find(best->id);
  JsonObject o;
  o.append("case_id", std::to_string(best->id));
  o.append("days", days_between(best->closed_at, call_.now()));
  o.append("unmet_goals", goals == family_.goals.end() ? Json(0) : Json(goals->second.all - goals->second.met));
  o.append("lead", briefs_.account(best->lead_id));
  return Json(std::move(o));
}

// What to know before ringing the bell. The kind is a fact; the words may tell a whereabouts.
Json FamilyView::alerts() const {
  JsonArray out;
  const flow::App& app = call_.app();
  for (const auto& a : family_.alerts) {
    if (outcome(RecordKind::household, a.household_id, FieldClass::fact) != Outcome::full) continue;
    Json note;
    if (!a.note_sealed.empty() &&
        outcome(RecordKind::household, a.household_id, FieldClass::locator) == Outcome::full) {
      const auto opened = app.keys.open({app.county, "family_alert", a.id, "note"}, a.note_sealed);
      if (opened) note = *access::project(Outcome::full, Purpose::detail, access::TextKind::free_text, *opened);
    }
    JsonObject o;
    o.append("id", std::to_string(a.id));
    o.append("kind", a.kind);
    o.append("note", std::move(note));
    o.append("by", briefs_.account(a.recorded_by));
    o.append("at", iso_instant(a.recorded_at));
    o.append("review_at", time_json(a.review_at));
    out.emplace_back(std::move(o));
  }
  return Json(std::move(out));
}

// What the viewer may know of a service; of one that is over, that it once was is content already.
Outcome FamilyView::service_outcome(const people::Service& s) const {
  Outcome seen = outcome(RecordKind::service, s.id, FieldClass::fact);
  if (s.restricted && outcome(RecordKind::service, s.id, FieldClass::content) != Outcome::full)
    seen = std::min(seen, Outcome::existence);
  return seen == Outcome::existence && is_over(s) ? Outcome::absent : seen;
}

std::optional<Json> FamilyView::service(const people::Service& s) const {
  const Outcome seen = service_outcome(s);
  if (seen == Outcome::absent) return std::nullopt;
  const bool content = seen != Outcome::existence, over = is_over(s);
  JsonObject o;
  o.append("network", s.network);
  o.append("state", !content ? "existence" : over ? "closed" : "active");
  o.append("what", kind_seen(s, content));
  o.append("restricted", restricted(seen));
  o.append("unit", briefs_.unit(s.unit_id));
  o.append("account", content ? briefs_.account(s.account_id) : Json());
  const Json unit = briefs_.unit(s.unit_id);
  const Json* phone = unit.get("phone");
  o.append("phone", phone ? *phone : Json());
  o.append("from_on", content ? text_json(s.from_on) : Json());
  o.append("until_on", content ? text_json(s.until_on) : Json());
  return Json(std::move(o));
}

std::optional<Json> FamilyView::case_service(const casework::CaseFile& c) const {
  const Outcome seen = outcome(RecordKind::case_file, c.id, FieldClass::fact);
  if (seen == Outcome::absent || c.state == "not_opened") return std::nullopt;
  const bool content = seen != Outcome::existence;
  if (!content && !casework::is_open(c)) return std::nullopt;  // that a case once was is content
  const Json unit = briefs_.unit(c.unit_id), lead = content ? briefs_.account(c.lead_id) : Json();
  const Json *direct = lead.get("phone"), *phone = unit.get("phone");
  // Who asks wants the worker, else the unit's desk.
  if (direct && !direct->is_null()) phone = direct;
  JsonObject o;
  o.append("network", network_word(c.programme));
  o.append("state", !content ? "existence" : c.state == "closed" ? "closed" : "active");
  // what a case of a restricted network is about is content too
  o.append("what", content && c.programme == "addiction" ? "addiction" : service_word(c.programme));
  o.append("restricted", restricted(seen));
  o.append("unit", unit);
  o.append("account", lead);
  o.append("phone", phone ? *phone : Json());
  o.append("from_on", content ? text_json(day_of(c.opened_at.set() ? c.opened_at : c.received_at)) : Json());
  o.append("until_on", content ? text_json(day_of(c.closed_at)) : Json());
  return Json(std::move(o));
}

Json FamilyView::services(const std::set<std::int64_t>& persons) const {
  JsonArray out;
  const auto wanted = [&](std::int64_t p) { return persons.empty() || persons.contains(p); };
  for (const auto& [id, c] : family_.cases)
    if (wanted(c.person_id))
      if (auto json = case_service(c)) out.push_back(std::move(*json));
  for (const auto& s : family_.services)
    if (wanted(s.person_id))
      if (auto json = service(s)) out.push_back(std::move(*json));
  return Json(std::move(out));
}

// Five years, by lane. What the viewer may not see is not there; what he may only know of carries the lock.
JsonArray FamilyView::timeline() const {
  JsonArray out;
  const std::string since = today_.plus_days(-5 * 365 - 1).iso();
  const auto entry = [&](std::string lane, const char* kind, const std::string& from, const std::string& until,
                         JsonObject args, Json lock = {}) {
    if (from.empty() || (!until.empty() && until < since) ||
        (until.empty() && from < since && std::string_view(kind) != "residence"))
      return;
    JsonObject o;
    o.append("lane", std::move(lane));
    o.append("kind", kind);
    o.append("from_on", std::max(from, since));
    o.append("until_on", text_json(until));
    o.append("args", std::move(args));
    o.append("restricted", std::move(lock));
    out.emplace_back(std::move(o));
  };
  for (const auto& [id, p] : family_.persons) {
    const Outcome seen = outcome(RecordKind::person, id, FieldClass::identity);
    if (seen < Outcome::masked) continue;
    const std::string name = access::project_name(seen, Purpose::list, PersonalText(p.name));
    if (!p.birth_estimated) entry("family", "birth", p.birth_on, p.birth_on, JsonObject{{"name", Json(name)}});
    entry("family", "death", p.deceased_on, p.deceased_on, JsonObject{{"name", Json(name)}});
  }
  for (const auto& r : family_.relationships)
    if (r.kind == "spouse" && r.person_id < r.other_id) entry("family", "marriage", r.from_on, r.from_on, {});
  for (const auto* some : {&family_.households, &family_.related})
    for (const auto& h : *some)
      for (const auto& m : family_.residences)
        if (m.household == h.id && family_.seeds.contains(m.person))
          entry("residence", "residence", m.from_on, m.until_on, JsonObject{{"township", Json(h.township)}});
  for (const auto& r : family_.reports) {
    if (outcome(RecordKind::report, r.id, FieldClass::fact) != Outcome::full) continue;
    const auto c = family_.cases.find(r.case_id);
    const bool known =
        c != family_.cases.end() && outcome(RecordKind::case_file, r.case_id, FieldClass::fact) >= Outcome::masked;
    const std::string day = day_of(r.received_at);
    entry("report", "report", day, day,
          JsonObject{{"kind", Json(r.kinds.empty() ? "" : r.kinds.front())},
                     {"finding", known ? text_json(c->second.finding) : Json()}});
  }
  timeline_cases(out, since);
  return out;
}

void FamilyView::timeline_cases(JsonArray& out, const std::string& since) const {
  const auto span = [&](const std::string& lane, const char* kind, const std::string& from, const std::string& until,
                        JsonObject args, Outcome seen) {
    if ((!until.empty() && until < since) || (from.empty() && seen != Outcome::existence)) return;
    JsonObject o;
    o.append("lane", lane);
    o.append("kind", kind);
    o.append("from_on", seen == Outcome::existence ? Json() : text_json(std::max(from, since)));
    o.append("until_on", seen == Outcome::existence ? Json() : text_json(until));
    o.append("args", std::move(args));
    o.append("restricted", restricted(seen));
    out.emplace_back(std::move(o));
  };
  for (const auto& [id, c] : family_.cases) {
    const Outcome seen = outcome(RecordKind::case_file, id, FieldClass::fact);
    if (seen == Outcome::absent || c.state == "not_opened") continue;
    const bool content = seen != Outcome::existence;
    if (!content && !casework::is_open(c)) continue;
    span(network_word(c.programme), "case", day_of(c.opened_at.set() ? c.opened_at : c.received_at),
         day_of(c.closed_at), JsonObject{{"programme", Json(content ? c.programme : service_word(c.programme))}}, seen);
  }
  for (const auto& s : family_.services) {
    const Outcome seen = service_outcome(s);
    if (seen == Outcome::absent) continue;
    span(s.network, "service", s.from_on, s.until_on,
         JsonObject{{"what", Json(kind_seen(s, seen != Outcome::existence))}}, seen);
  }
}

}  // namespace anwang::api

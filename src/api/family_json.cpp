#include "api/family_json.h"

#include <algorithm>

#include "pack/pack.h"
#include "people/directory.h"

namespace anwang::api {

using access::FieldClass;
using access::Outcome;
using access::Purpose;
using access::RecordKind;
using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

namespace {

template <class T>
std::vector<std::int64_t> keys(const std::map<std::int64_t, T>& map) {
  std::vector<std::int64_t> out;
  out.reserve(map.size());
  for (const auto& [id, value] : map) out.push_back(id);
  return out;
}

}  // namespace

FamilyView::FamilyView(const Call& call, flow::Family family)
    : call_(call), family_(std::move(family)), briefs_(call), today_(taipei_date(call.now())) {}

Status FamilyView::load(store::Reader& reader, std::vector<intake::Subject> subjects) {
  subjects_ = std::move(subjects);
  std::vector<std::int64_t> homes, services, reports;
  for (const auto* some : {&family_.households, &family_.related})
    for (const auto& h : *some) homes.push_back(h.id);
  for (const auto& s : family_.services) {
    services.push_back(s.id);
    briefs_.want_unit(s.unit_id);
    briefs_.want_account(s.account_id);
  }
  for (const auto& r : family_.reports) reports.push_back(r.id);
  for (const auto& [id, c] : family_.cases) {
    briefs_.want_unit(c.unit_id);
    briefs_.want_account(c.lead_id);
  }
  for (const auto& a : family_.alerts) briefs_.want_account(a.recorded_by);
  for (const auto& s : subjects_) briefs_.want_account(s.identified_by.value);
  ANWANG_CHECK(briefs_.load(reader));
  const std::pair<RecordKind, std::vector<std::int64_t>> wanted[] = {{RecordKind::person, keys(family_.persons)},
                                                                     {RecordKind::household, homes},
                                                                     {RecordKind::service, services},
                                                                     {RecordKind::report, reports},
                                                                     {RecordKind::case_file, keys(family_.cases)}};
  for (const auto& [kind, ids] : wanted) {
    ANWANG_TRY(facts_[kind], access::load_facts(reader, call_.viewer(), kind, ids, call_.now()));
  }
  return {};
}

Outcome FamilyView::outcome(RecordKind kind, std::int64_t id, FieldClass field) const {
  const auto of_kind = facts_.find(kind);
  if (of_kind == facts_.end()) return Outcome::absent;
  const auto it = of_kind->second.find(id);
  return it == of_kind->second.end() ? Outcome::absent : call_.app().policy.decide(call_.viewer(), it->second, field);
}

std::optional<Json> FamilyView::brief(std::int64_t person, Purpose purpose) const {
  const auto row = family_.persons.find(person);
  const auto of_kind = facts_.find(RecordKind::person);
  if (row == family_.persons.end() || of_kind == facts_.end() || !of_kind->second.contains(person)) return std::nullopt;
  const people::Person& p = row->second;
  access::PersonRecord record;
  record.id = {p.id};
  record.name = PersonalText(p.name);
  record.sex = p.sex;
  record.birth_on = Personal<Date>(Date::parse(p.birth_on).value_or(Date{}));
  record.birth_estimated = p.birth_estimated;
  record.township = p.township;
  return access::project(call_.viewer(), purpose, record, of_kind->second.at(person), today_, call_.app().policy);
}

bool FamilyView::is_minor(std::int64_t person) const {
  const auto it = family_.persons.find(person);
  if (it == family_.persons.end() || !it->second.deceased_on.empty()) return false;
  const auto birth = Date::parse(it->second.birth_on);
  return birth && age_on(*birth, today_) < 18;
}

bool FamilyView::listed(std::int64_t person) const {
  return std::any_of(subjects_.begin(), subjects_.end(),
                     [&](const intake::Subject& s) { return s.person.value == person; });
}

// 同住未成年，通報未列: children at the homes of those named, who are not named themselves.
Json FamilyView::unlisted_minors() const {
  JsonArray out;
  std::set<std::int64_t> seen, homes;
  for (const auto& h : family_.households) homes.insert(h.id);
  for (const auto& m : family_.members) {
    if (!homes.contains(m.household) || listed(m.person) || !is_minor(m.person) || !seen.insert(m.person).second)
      continue;
    auto json = brief(m.person);
    if (!json || !json->object()) continue;
    json->object()->append("household_id", std::to_string(m.household));
    out.push_back(std::move(*json));
  }
  return Json(std::move(out));
}

Json FamilyView::household_info(const people::Household& h) const {
  const Outcome fact = outcome(RecordKind::household, h.id, FieldClass::fact);
  const Outcome place = h.address_restricted
                            ? std::min(outcome(RecordKind::household, h.id, FieldClass::locator), Outcome::existence)
                            : outcome(RecordKind::household, h.id, FieldClass::locator);
  JsonObject o;
  o.append("id", std::to_string(h.id));
  o.append("overlay", h.overlay);
  o.append("township", text_json(h.township));
  o.append("village", place >= Outcome::masked ? text_json(h.village) : Json());
  o.append("address", place == Outcome::full ? text_json(h.address) : Json());
  o.append("address_restricted", place != Outcome::full);
  o.append("checked_on", text_json(h.checked_on));
  o.append("income_class", fact == Outcome::full ? text_json(h.income_class) : Json());
  return Json(std::move(o));
}

JsonArray FamilyView::involvement(std::int64_t person) const {
  JsonArray out;
  const auto add = [&](const std::string& code, JsonObject args) {
    out.emplace_back(JsonObject{{"code", Json(code)}, {"args", Json(std::move(args))}});
  };
  for (const auto& s : subjects_)
    if (s.person.value == person) add(s.role, {});
  std::set<std::string> roles;
  if (subjects_.empty())  // a household's own page: roles of what is being worked on now, also after its decision
    for (const auto& r : family_.reports)
      if (r.underway && outcome(RecordKind::report, r.id, FieldClass::identity) >= Outcome::masked)
        if (const auto role = r.roles.find(person); role != r.roles.end() && roles.insert(role->second).second)
          add(role->second, {});
  if (!subjects_.empty() && !listed(person) && is_minor(person)) add("unlisted", {});
  for (const auto& [id, c] : family_.cases)
    if (c.person_id == person && casework::is_open(c) &&
        outcome(RecordKind::case_file, id, FieldClass::fact) >= Outcome::masked)
      add("open_case", JsonObject{{"programme", Json(c.programme)}});
  return out;
}

Json FamilyView::link(std::int64_t person) const {
  for (const auto& s : subjects_)
    if (s.person.value == person && s.identified_at.set())
      return Json(JsonObject{{"verdict", Json(s.identity == "new" ? "new" : "same")},
                             {"by", briefs_.account(s.identified_by.value)},
                             {"at", time_json(s.identified_at)}});
  return {};
}

Json FamilyView::member(const flow::FamilyMember& m) const {
  auto person = brief(m.person);
  if (!person) return {};
  const people::Person& p = family_.persons.at(m.person);
  const bool shows = outcome(RecordKind::person, m.person, FieldClass::identity) == Outcome::full;
  JsonObject o;
  o.append("person", std::move(*person));
  o.append("role", m.role.empty() ? "other" : m.role);
  o.append("household_id", std::to_string(m.household));
  o.append("involvement", involvement(m.person));
  o.append("link", link(m.person));
  o.append("deceased_on", text_json(p.deceased_on));
  o.append("indigenous", shows ? text_json(p.indigenous) : Json());
  o.append("language", text_json(p.language));
  return Json(std::move(o));
}

JsonArray FamilyView::relationships() const {
  JsonArray out;
  for (const auto& r : family_.relationships) {
    const auto visible = [&](std::int64_t p) {
      return outcome(RecordKind::person, p, FieldClass::identity) >= Outcome::masked;
    };
    if (!visible(r.person_id) || !visible(r.other_id)) continue;
    JsonObject o;
    o.append("from", std::to_string(r.person_id));
    o.append("to", std::to_string(r.other_id));
    o.append("kind", r.kind);
    o.append("from_on", text_json(r.from_on));
    o.append("until_on", text_json(r.until_on));
    out.emplace_back(std::move(o));
  }
  return out;
}

Json FamilyView::household_page(std::int64_t household) const {
  const people::Household* own = nullptr;
  JsonArray related, members;
  for (const auto* some : {&family_.households, &family_.related})
    for (const auto& h : *some) {
      if (h.id == household)
        own = &h;
      else
        related.push_back(household_info(h));
    }
  if (!own) return {};
  for (const auto& m : family_.members)
    if (Json json = member(m); !json.is_null()) members.push_back(std::move(json));
  JsonObject o;
  o.append("household", household_info(*own));
  o.append("related", std::move(related));
  o.append("members", std::move(members));
  o.append("relationships", relationships());
  o.append("alerts", alerts());
  o.append("services", services({}));
  o.append("reports", earlier_reports({}));
  o.append("timeline", timeline());
  o.append("as_of", iso_instant(call_.now()));
  return Json(std::move(o));
}

// One page a household in which one of these persons lives.
Json FamilyView::households_of(const std::set<std::int64_t>& persons) const {
  JsonArray out;
  std::set<std::int64_t> done;
  for (const auto& m : family_.members)
    if (persons.contains(m.person) && done.insert(m.household).second) out.push_back(household_page(m.household));
  return Json(std::move(out));
}

Json evidence_list(const std::string& evidence_json) {
  auto parsed = codec::parse_json(evidence_json);
  return parsed ? std::move(*parsed) : Json(JsonArray{});
}

}  // namespace anwang::api

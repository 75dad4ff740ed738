// Persons and households: search (queries in bodies), pages, reveals, alerts.
#include <algorithm>

#include "access/facts.h"
#include "access/project.h"
#include "api/edge.h"
#include "api/family_json.h"
#include "api/fields.h"
#include "api/reveal.h"
#include "flow/identify.h"
#include "flow/people_steps.h"
#include "linkage/id_number.h"
#include "people/directory.h"
#include "store/record.h"

namespace anwang::api {
namespace {

using access::FieldClass;
using access::Outcome;
using access::RecordKind;
using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

constexpr std::size_t kHits = 20;

// One line as people type it into a search box: each word is an identifier, a phone, a date, or part of a name.
void sort_words(const std::string& text, people::Clues& clues) {
  std::string name;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = text.find(' ', at);
    if (end == std::string::npos) end = text.size();
    const std::string word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    if (linkage::check_id(linkage::normalise_id(word)).kind != linkage::IdKind::unknown)
      clues.id_no = word;
    else if (word.size() >= 9 && linkage::normalise_phone(word).size() >= 9)
      clues.phone = word;
    else if (const auto date = parse_forgiving_date(word))
      clues.birth = *date;
    else if (word.find("號") != std::string::npos || word.find("路") != std::string::npos)
      clues.address += word;
    else
      name += (name.empty() ? "" : " ") + word;
  }
  if (clues.name.empty()) clues.name = name;
}

struct SearchInput {
  people::Clues clues;
  std::string township;
};
Result<SearchInput> read_search(const Json& body) {
  Fields in(body);
  SearchInput out;
  const std::string text = in.text("text", 200);
  out.clues.name = in.text("name", 100);
  const std::string birth = in.text("birth_text", 40);
  out.clues.id_no = in.text("id_no", 40);
  out.clues.phone = in.text("phone", 40);
  out.clues.address = in.text("address", 300);
  out.township = in.text("township", 8);
  if (!birth.empty()) {
    if (const auto date = parse_forgiving_date(birth))
      out.clues.birth = *date;
    else
      in.fault("birth_text", "bad_date");
  }
  sort_words(text, out.clues);
  const people::Clues& c = out.clues;
  if (c.name.empty() && c.id_no.empty() && c.phone.empty() && c.address.empty() && !c.birth.set())
    in.fault("text", "required");
  ANWANG_CHECK(in.done());
  return out;
}

// Persons only, without their families: what a list shows.
Result<flow::Family> bare(store::Reader& reader, const std::string& county,
                          const std::vector<linkage::Candidate>& found) {
  flow::Family family;
  std::set<std::int64_t> ids;
  for (const auto& c : found) ids.insert(c.person.value);
  ANWANG_TRY(auto rows, store::find<people::Person>(reader, "person.search",
                                                    "WHERE county = ?1 AND id IN (" + id_list(ids) + ")", {county}));
  for (auto& p : rows) family.persons.emplace(p.id, std::move(p));
  ANWANG_TRY(
      const auto members,
      store::find<people::HouseholdMember>(
          reader, "person.homes",
          "WHERE county = ?1 AND until_on IS NULL AND person_id IN (" + id_list(ids) + ") ORDER BY id", {county}));
  for (const auto& m : members) family.members.push_back({m.person_id, m.household_id, m.role, m.from_on, m.until_on});
  return family;
}

Result<Answer> post_search(Call& call) {
  ANWANG_TRY(const auto body, call.json());
  ANWANG_TRY(const SearchInput input, read_search(body));
  flow::App& app = call.app();
  const auto found = app.persons.candidates(input.clues, {linkage::Mode::fuzzy, 100, 3.0, true});
  ANWANG_TRY(auto reader, app.store.read());
  ANWANG_TRY(auto family, bare(*reader, app.county, found));
  FamilyView view(call, std::move(family));
  ANWANG_CHECK(view.load(*reader));
  JsonArray items;
  for (const auto& c : found) {
    if (items.size() == kHits) break;
    const auto row = view.family().persons.find(c.person.value);
    if (row == view.family().persons.end() || (!input.township.empty() && row->second.township != input.township))
      continue;
    auto person = view.brief(c.person.value, access::Purpose::detail);
    if (!person) continue;
    JsonObject o;
    o.append("person", std::move(*person));
    o.append("score", c.score);
    o.append("evidence", evidence_list(flow::evidence_json(c.evidence)));
    Json home;
    for (const auto& m : view.family().members)
      if (m.person == c.person.value && home.is_null()) home = Json(std::to_string(m.household));
    o.append("household_id", std::move(home));
    items.emplace_back(std::move(o));
  }
  return Answer::ok(list_json(std::move(items), {}, {}, call.now()));
}

Result<JsonArray> identifiers_json(const Call& call, store::Reader& reader, std::int64_t person, Outcome seen) {
  JsonArray out;
  if (seen < Outcome::masked) return out;
  ANWANG_TRY(const auto rows, store::find<people::PersonIdentifier>(reader, "person.identifiers",
                                                                    "WHERE county = ?1 AND person_id = ?2 ORDER BY id",
                                                                    {call.app().county, person}));
  for (const auto& i : rows) {
    ANWANG_TRY(const auto value,
               call.app().keys.open({call.app().county, "person_identifier", i.id, "value"}, i.value_sealed));
    const auto masked = access::project(Outcome::masked, access::Purpose::detail, access::TextKind::identifier, value);
    const Json* text = masked ? masked->get("text") : nullptr;
    out.emplace_back(JsonObject{{"id", Json(std::to_string(i.id))},
                                {"kind", Json(i.kind)},
                                {"masked", text ? *text : Json()},
                                {"check_ok", Json(i.check_ok)}});
  }
  return out;
}

Result<Answer> get_person(Call& call) {
  flow::App& app = call.app();
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(auto reader, app.store.read());
  ANWANG_CHECK(access::visible_facts(*reader, app.policy, call.viewer(), RecordKind::person, id, call.now()));
  ANWANG_TRY(auto family, flow::load_family(*reader, app.county, {id}, {}));
  FamilyView view(call, std::move(family));
  ANWANG_CHECK(view.load(*reader));
  auto brief = view.brief(id);
  if (!brief) return fail(Errc::not_found, "not_found");
  const Outcome identity = view.outcome(RecordKind::person, id, FieldClass::identity);
  JsonArray names, homes;
  if (identity == Outcome::full) {
    ANWANG_TRY(const auto rows,
               store::find<people::PersonName>(*reader, "person.names",
                                               "WHERE county = ?1 AND person_id = ?2 ORDER BY id", {app.county, id}));
    for (const auto& n : rows) names.emplace_back(JsonObject{{"kind", Json(n.kind)}, {"name", Json(n.name)}});
  }
  for (const auto& h : view.family().households) homes.push_back(view.household_info(h));
  ANWANG_TRY(auto identifiers, identifiers_json(call, *reader, id, identity));
  JsonObject out;
  out.append("person", std::move(*brief));
  out.append("names", std::move(names));
  out.append("identifiers", std::move(identifiers));
  out.append("households", std::move(homes));
  out.append("reports", view.earlier_reports({id}));
  out.append("cases", view.person_cases(id));
  out.append("services", view.services({id}));
  return Answer::with_version(std::move(out), view.family().persons.at(id).version);
}

Result<PersonalText> person_field(const flow::App& app, store::Reader& reader, std::int64_t id,
                                  const std::string& field) {
  ANWANG_TRY(const auto person, store::get<people::Person>(reader, "person.reveal", app.county, id));
  if (field == "name") return PersonalText(person.name);
  if (field == "phone") return PersonalText(person.phone);
  if (field == "birth_on") return PersonalText(person.birth_on);
  ANWANG_TRY(const auto rows,
             store::find<people::PersonIdentifier>(
                 reader, "person.identifiers", "WHERE county = ?1 AND person_id = ?2 ORDER BY id", {app.county, id}));
  for (const auto& i : rows)
    if (field == i.kind || field == "identifier:" + std::to_string(i.id))
      return app.keys.open({app.county, "person_identifier", i.id, "value"}, i.value_sealed);
  return fail_field("/field", "unknown_code");
}

Result<Answer> post_person_reveal(Call& call) {
  flow::App& app = call.app();
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto body, call.json());
  Fields in(body);
  const std::string field = in.required_text("field", 60);
  const std::string typed = in.text("reason", 2'000);
  ANWANG_CHECK(in.done());
  ANWANG_TRY(auto reader, app.store.read());
  ANWANG_TRY(const auto facts,
             access::visible_facts(*reader, app.policy, call.viewer(), RecordKind::person, id, call.now()));
  ANWANG_TRY(const std::string reason, read_reason(typed));
  const auto part = field == "phone" ? access::RevealPart::phone : access::RevealPart::identifier;
  if (!app.policy.may_reveal(call.viewer(), facts, part)) return fail(Errc::forbidden, "role_not_allowed");
  ANWANG_TRY(const PersonalText value, person_field(app, *reader, id, field));
  ANWANG_CHECK(
      log_reveal(call,
                 "reveal." + std::string(field.starts_with("identifier:")                             ? "identifier"
                                         : field == "phone" || field == "name" || field == "birth_on" ? field
                                                                                                      : "identifier"),
                 "person", id, reason));
  const auto shown = access::project(Outcome::full, access::Purpose::detail, access::TextKind::free_text, value);
  return revealed(JsonObject{{"text", shown.value_or(Json())}});
}

Result<Answer> get_household(Call& call) {
  flow::App& app = call.app();
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(auto reader, app.store.read());
  ANWANG_CHECK(access::visible_facts(*reader, app.policy, call.viewer(), RecordKind::household, id, call.now()));
  ANWANG_TRY(const auto members, store::find<people::HouseholdMember>(
                                     *reader, "household.members",
                                     "WHERE county = ?1 AND household_id = ?2 AND until_on IS NULL", {app.county, id}));
  std::set<std::int64_t> persons;
  for (const auto& m : members) persons.insert(m.person_id);
  ANWANG_TRY(auto family, flow::load_family(*reader, app.county, persons, {id}));
  FamilyView view(call, std::move(family));
  ANWANG_CHECK(view.load(*reader));
  return Answer::ok(view.household_page(id));
}

Result<Answer> post_alert(Call& call) {
  flow::App& app = call.app();
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto key, call.optional_key());
  ANWANG_TRY(const auto body, call.json());
  Fields in(body);
  flow::AlertDraft d;
  d.household = id;
  d.kind = in.text("kind", 60);
  d.note = in.text("note", 10'000);
  d.review_at = in.instant("review_at");
  ANWANG_CHECK(in.done());
  ANWANG_TRY(auto reader, app.store.read());
  ANWANG_TRY(const auto facts,
             access::visible_facts(*reader, app.policy, call.viewer(), RecordKind::household, id, call.now()));
  if (app.policy.decide(call.viewer(), facts, FieldClass::fact) != Outcome::full)
    return fail(Errc::forbidden, "role_not_allowed");
  reader.reset();
  ANWANG_TRY(const auto done, flow::add_alert(app, call.viewer(), d, key));
  return Answer::created(JsonObject{{"id", Json(std::to_string(done.value.id))}}, done.seq, done.replayed);
}

Result<Answer> post_reveal_address(Call& call) {
  flow::App& app = call.app();
  ANWANG_TRY(const auto id, call.id());
  ANWANG_TRY(const auto body, call.json());
  Fields in(body);
  const std::string typed = in.text("reason", 2'000);
  ANWANG_CHECK(in.done());
  ANWANG_TRY(auto reader, app.store.read());
  ANWANG_TRY(const auto facts,
             access::visible_facts(*reader, app.policy, call.viewer(), RecordKind::household, id, call.now()));
  ANWANG_TRY(const std::string reason, read_reason(typed));
  ANWANG_TRY(const auto household, store::get<people::Household>(*reader, "household.reveal", app.county, id));
  // A shelter's address opens only to those who work with the family, whatever their role.
  const bool may =
      app.policy.may_reveal(call.viewer(), facts, access::RevealPart::address) &&
      (!household.address_restricted || app.policy.decide(call.viewer(), facts, FieldClass::content) == Outcome::full);
  if (!may) return fail(Errc::forbidden, "role_not_allowed");
  ANWANG_CHECK(log_reveal(call, "reveal.address", "household", id, reason));
  const auto shown = access::project(Outcome::full, access::Purpose::detail, access::TextKind::address,
                                     PersonalText(household.address));
  return revealed(JsonObject{{"text", shown.value_or(Json())}});
}

}  // namespace

void bind_people(Router& routes, Edge&) {
  routes.add({Method::post, "/api/v1/persons/search", "person.search"}, post_search);
  routes.add({Method::get, "/api/v1/persons/{id}", "person.read"}, get_person);
  routes.add({Method::post, "/api/v1/persons/{id}/reveal", "person.reveal"}, post_person_reveal);
  routes.add({Method::get, "/api/v1/households/{id}", "household.read"}, get_household);
  routes.add({Method::post, "/api/v1/households/{id}/alerts", "household.write"}, post_alert);
  routes.add({Method::post, "/api/v1/households/{id}/reveal-address", "household.reveal"}, post_reveal_address);
}

}  // namespace anwang::api

// What every screen needs to word codes and draw forms: townships, units, programmes, code lists, questions. Public: it
// is the county's organisation, no record of anybody.
#include <map>

#include "api/brief.h"
#include "api/edge.h"
#include "pack/pack.h"

namespace anwang::api {
namespace {

using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

Json choice_json(const pack::Choice& c) {
  return Json(JsonObject{{"code", Json(c.code)}, {"zh", Json(c.words.zh)}, {"en", Json(c.words.en)}});
}
Json choices_json(const std::vector<pack::Choice>& list) {
  JsonArray out;
  for (const auto& c : list) out.push_back(choice_json(c));
  return Json(std::move(out));
}
Json codes_of(const std::vector<pack::Choice>& list) {
  JsonArray out;
  for (const auto& c : list) out.emplace_back(c.code);
  return Json(std::move(out));
}

Json townships_json(const pack::County& county) {
  JsonArray out;
  for (const auto& t : county.townships) {
    JsonArray villages;
    for (const auto& v : t.villages) villages.emplace_back(JsonObject{{"code", Json(v.code)}, {"name", Json(v.name)}});
    out.emplace_back(JsonObject{{"code", Json(t.code)},
                                {"name_zh", Json(t.name.zh)},
                                {"name_en", Json(t.name.en)},
                                {"villages", Json(std::move(villages))}});
  }
  return Json(std::move(out));
}

Json programmes_json(const pack::PackSet& packs) {
  JsonArray out;
  for (const auto& p : packs.programmes) {
    JsonObject o;
    o.append("code", p.code);
    o.append("name_zh", p.name.zh);
    o.append("name_en", p.name.en);
    o.append("short_zh", p.short_name.zh);
    o.append("short_en", p.short_name.en);
    o.append("case_prefix", p.case_prefix);
    o.append("grades", codes_of(p.grades));
    o.append("roles", codes_of(p.roles));
    o.append("network", p.network);
    o.append("lead_agency_zh", p.lead_agency.zh);
    o.append("lead_agency_en", p.lead_agency.en);
    o.append("source", p.basis.source);
    o.append("certainty", p.basis.certainty);
    out.emplace_back(std::move(o));
  }
  return Json(std::move(out));
}

// Every list of the packs; roles and grades of the programmes as lists too: "role" in the words of the first programme
// that has the role, "role:<programme>" in that programme's own.
Json codes_json(const pack::PackSet& packs) {
  JsonObject out;
  for (const auto& [list, choices] : packs.codes) out.append(list, choices_json(choices));
  std::vector<pack::Choice> roles, grades;
  const auto add = [](std::vector<pack::Choice>& to, const std::vector<pack::Choice>& from) {
    for (const auto& c : from) {
      const bool known =
          std::any_of(to.begin(), to.end(), [&](const pack::Choice& other) { return other.code == c.code; });
      if (!known) to.push_back(c);
    }
  };
  for (const auto& p : packs.programmes) {
    add(roles, p.roles);
    add(grades, p.grades);
    out.append("role:" + p.code, choices_json(p.roles));
  }
  if (!out.contains("role")) out.append("role", choices_json(roles));
  if (!out.contains("grade")) out.append("grade", choices_json(grades));
  return Json(std::move(out));
}

Result<Answer> get_reference(Call& call) {
  flow::App& app = call.app();
  ANWANG_TRY(auto reader, app.store.read());
  ANWANG_TRY(const auto rows, reader->query("reference.units",
                                            "SELECT id, code, name_zh, name_en, network, phone, kind, assumption, "
                                            "source FROM unit WHERE county = ?1 ORDER BY id",
                                            {app.county}));
  JsonArray units;
  for (const auto& row : rows) {
    JsonObject o;
    o.append("id", std::to_string(row.i64(0)));
    o.append("code", row.text(1));
    o.append("name", row.text(call.english() ? 3 : 2));
    o.append("network", row.text(4));
    o.append("phone", row.is_null(5) ? Json() : Json(row.text(5)));
    o.append("kind", row.text(6));
    o.append("assumption", row.i64(7) != 0);
    o.append("source", row.text(8));
    units.emplace_back(std::move(o));
  }
  JsonObject out;
  out.append("townships", townships_json(app.packs.county));
  out.append("units", std::move(units));
  out.append("programmes", programmes_json(app.packs));
  out.append("codes", codes_json(app.packs));
  return Answer::ok(std::move(out));
}

Json field_json(const pack::Field& f) {
  JsonObject o;
  o.append("code", f.code);
  o.append("type", pack::code(f.type));
  o.append("zh", f.words.zh);
  o.append("en", f.words.en);
  o.append("help_zh", text_json(f.help.zh));
  o.append("help_en", text_json(f.help.en));
  o.append("ask_zh", text_json(f.ask.zh));
  o.append("ask_en", text_json(f.ask.en));
  o.append("required", f.required);
  o.append("sealed", f.sealed);
  if (f.min != 0 || f.max != 0) {
    o.append("min", f.min);
    o.append("max", f.max);
  }
  o.append("choices", choices_json(f.choices));
  o.append("when", text_json(f.when));
  return Json(std::move(o));
}

Json form_json(const pack::Form& form) {
  JsonArray groups;
  for (const auto& g : form.groups) {
    JsonArray fields;
    for (const auto& f : g.fields) fields.push_back(field_json(f));
    groups.emplace_back(JsonObject{{"code", Json(g.code)},
                                   {"zh", Json(g.words.zh)},
                                   {"en", Json(g.words.en)},
                                   {"fields", Json(std::move(fields))}});
  }
  JsonObject o;
  o.append("kind", form.kind);
  o.append("version", form.version);
  o.append("source", form.basis.source);
  o.append("title_zh", form.title.zh);
  o.append("title_en", form.title.en);
  o.append("groups", std::move(groups));
  return Json(std::move(o));
}

// The common questions first (kind "common"), then each kind's own, as programmes are listed.
Result<Answer> get_forms(Call& call) {
  JsonArray out;
  out.push_back(form_json(call.app().packs.common));
  for (const auto& p : call.app().packs.programmes) out.push_back(form_json(p.form));
  return Answer::ok(std::move(out));
}

}  // namespace

void bind_reference(Router& routes, Edge&) {
  routes.add({Method::get, "/api/v1/reference", "public"}, get_reference);
  routes.add({Method::get, "/api/v1/forms", "public"}, get_forms);
}

}  // namespace anwang::api

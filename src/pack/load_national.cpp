#include <algorithm>

#include "pack/load_parts.h"

namespace anwang::pack {
namespace {

const std::vector<std::string>& field_types() {
  static const std::vector<std::string> kAll{"text",     "long_text", "choice", "choices", "date",
                                             "datetime", "bool3",     "number", "scale"};
  return kAll;
}

Field read_field(Loading& in, MapReader& r) {
  Field f;
  f.code = r.text("code");
  const std::string type = r.one_of("type", field_types());
  const auto at = std::find(field_types().begin(), field_types().end(), type);
  f.type = at == field_types().end() ? FieldType::text : static_cast<FieldType>(at - field_types().begin());
  f.words = {r.text("zh"), r.text("en")};
  f.help = r.words_or_empty("help");
  f.ask = r.words_or_empty("ask");
  f.required = r.flag_or("required", false);
  // Words of a person are sealed unless the pack says otherwise; coded answers are facts unless it says otherwise.
  f.sealed = r.flag_or("sealed", f.type == FieldType::text || f.type == FieldType::long_text);
  f.when = r.text_or("when", "");
  f.choices = r.choices("choices");
  const std::string list = r.text_or("codes", "");
  if (!list.empty()) {
    const auto found = in.set.codes.find(list);
    if (found == in.set.codes.end())
      r.fault("codes", "a list of national/codes.yaml");
    else
      f.choices = found->second;
  }
  const bool chooses = f.type == FieldType::choice || f.type == FieldType::choices;
  if (chooses && f.choices.empty()) r.fault("choices", "choices or codes of a choice");
  if (!chooses && !f.choices.empty()) r.fault("choices", "choices only with type choice or choices");
  const bool counts = f.type == FieldType::number || f.type == FieldType::scale;
  if (counts) {
    f.min = r.integer("min");
    f.max = r.integer("max");
    if (f.max <= f.min) r.fault("max", "more than min");
  }
  return f;
}

}  // namespace

void load_codes(Loading& in, const std::string& path, const codec::Yaml& tree) {
  MapReader root(path, tree, in.faults);
  root.each("lists", [&](MapReader& r) {
    const std::string list = r.text("list");
    if (!in.set.codes.emplace(list, r.choices("codes")).second) r.fault("list", "a list named once");
  });
}

void load_programme(Loading& in, const std::string& path, const codec::Yaml& tree) {
  MapReader r(path, tree, in.faults);
  Programme p;
  p.code = r.text("code");
  if (path != "national/" + p.code + "/pack.yaml") r.fault("code", "the name of its folder");
  in.order[p.code] = static_cast<int>(r.integer("order"));
  p.name = r.words("name");
  p.short_name = r.words("short_name");
  p.network =
      r.one_of("network", {"social", "health", "police", "education", "labour", "justice", "indigenous", "civil"});
  p.lead_agency = r.words("lead_agency");
  p.case_prefix = r.text("case_prefix");
  p.basis = r.basis();
  p.grades = r.choices("grades");
  p.roles = r.choices("roles");
  if (p.roles.empty()) r.fault("roles", "at least one role");
  in.set.programmes.push_back(std::move(p));
}

void load_form(Loading& in, const std::string& path, const codec::Yaml& tree) {
  MapReader r(path, tree, in.faults);
  Form form;
  form.kind = r.text("kind");
  form.version = r.text("version");
  form.basis = r.basis();
  form.title = r.words("title");
  r.each("groups", [&](MapReader& g) {
    FieldGroup group;
    group.code = g.text("code");
    group.words = {g.text("zh"), g.text("en")};
    g.each("fields", [&](MapReader& f) {
      Field field = read_field(in, f);
      if (form.field(field.code)) f.fault("code", "a field code used once in a form");
      for (const auto& other : group.fields)
        if (other.code == field.code) f.fault("code", "a field code used once in a form");
      group.fields.push_back(std::move(field));
    });
    form.groups.push_back(std::move(group));
  });
  if (form.kind == "common") {
    in.set.common = std::move(form);
    return;
  }
  for (auto& p : in.set.programmes)
    if (p.code == form.kind) {
      p.form = std::move(form);
      return;
    }
  r.fault("kind", "the code of a programme, or common");
}

void load_parameters(Loading& in, const std::string& path, const codec::Yaml& tree) {
  MapReader root(path, tree, in.faults);
  root.each("parameters", [&](MapReader& r) {
    Parameter p;
    p.code = r.text("code");
    p.value = r.integer("value");
    p.unit = r.text("unit");
    p.words = {r.text("zh"), r.text("en")};
    p.basis = r.basis();
    in.set.parameters.push_back(std::move(p));
  });
}

void load_rules(Loading& in, const std::string& path, const codec::Yaml& tree) {
  MapReader root(path, tree, in.faults);
  root.each("rules", [&](MapReader& r) {
    Rule rule;
    rule.id = r.text("id");
    rule.kind = r.text("kind");
    rule.programme = r.text_or("programme", "");
    if (!rule.programme.empty() && !in.set.programme(rule.programme)) r.fault("programme", "the code of a programme");
    rule.title = r.words("title");
    rule.basis = r.basis();
    rule.at = path + ":" + std::to_string(r.line());
    for (const auto& other : in.set.rules)
      if (other.id == rule.id && other.basis.in_force(rule.basis.from))
        r.fault("id", "an id not in force twice (see " + other.at + ")");
    rule.body = r.rest();
    in.set.rules.push_back(std::move(rule));
  });
}

namespace {

// "field=code" or "field=code|code" must name a field and codes that exist.
void check_when(Loading& in, const std::string& kind, const Form& form, const Field& field) {
  if (field.when.empty()) return;
  const std::string path = "national/" + kind + "/form.yaml";
  const std::size_t eq = field.when.find('=');
  const Field* on = eq == std::string::npos ? nullptr : form.field(field.when.substr(0, eq));
  if (!on) return in.faults.add(path, 1, "read when '" + field.when + "', expected field=code of the same form");
  std::string rest = field.when.substr(eq + 1) + "|";
  for (std::size_t bar = rest.find('|'); bar != std::string::npos; bar = rest.find('|')) {
    const std::string wanted = rest.substr(0, bar);
    rest.erase(0, bar + 1);
    const bool known = on->type == FieldType::bool3 ? wanted == "yes" || wanted == "no" || wanted == "unknown"
                                                    : std::any_of(on->choices.begin(), on->choices.end(),
                                                                  [&](const Choice& c) { return c.code == wanted; });
    if (!known) in.faults.add(path, 1, "read when '" + field.when + "', expected an answer of '" + on->code + "'");
  }
}

// A question asked by two forms of one report is answered once: it must be the same question.
void check_shared(Loading& in, const Form& a, const Form& b) {
  for (const auto& group : a.groups)
    for (const auto& field : group.fields) {
      const Field* other = b.field(field.code);
      if (!other) continue;
      const bool same = other->type == field.type && other->sealed == field.sealed &&
                        other->choices.size() == field.choices.size() &&
                        std::equal(field.choices.begin(), field.choices.end(), other->choices.begin(),
                                   [](const Choice& x, const Choice& y) { return x.code == y.code; });
      if (!same)
        in.faults.add("national/" + b.kind + "/form.yaml", 1,
                      "read '" + field.code + "', expected the same question as in " + a.kind);
    }
}

}  // namespace

void check_whole(Loading& in) {
  auto& programmes = in.set.programmes;
  std::sort(programmes.begin(), programmes.end(),
            [&](const Programme& a, const Programme& b) { return in.order[a.code] < in.order[b.code]; });
  if (programmes.empty()) in.faults.add("national", 1, "read no programme, expected at least one");
  if (in.set.common.kind.empty())
    in.faults.add("national/common/form.yaml", 1, "read no such file, expected the common form");
  if (in.set.county.code.empty()) in.faults.add("county", 1, "read no county.yaml, expected one for this county");
  for (const auto& p : programmes) {
    if (p.form.kind.empty())
      in.faults.add("national/" + p.code + "/form.yaml", 1, "read no such file, expected a form");
    for (const auto& group : p.form.groups)
      for (const auto& field : group.fields) check_when(in, p.code, p.form, field);
    check_shared(in, in.set.common, p.form);
    for (const auto& q : programmes)
      if (p.code < q.code) check_shared(in, p.form, q.form);
  }
  for (const auto& group : in.set.common.groups)
    for (const auto& field : group.fields) check_when(in, "common", in.set.common, field);
}

bool known_file(const std::string& name) {
  return (", " + known_files() + ",").find(", " + name + ",") != std::string::npos;
}
std::string known_files() {
  return "areas.yaml, codes.yaml, county.yaml, directory.yaml, form.yaml, pack.yaml, parameters.yaml, rules.yaml, "
         "shifts.yaml, units.yaml, villages.yaml";
}

}  // namespace anwang::pack

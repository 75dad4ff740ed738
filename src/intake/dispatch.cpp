#include "intake/dispatch.h"

#include <algorithm>
#include <array>
#include <utility>

namespace anwang::intake {

namespace {

tl::unexpected<Error> bad(const pack::Rule& rule, std::string pointer, std::string code) {
  Error e{Errc::invalid, "bad_pack", {}, rule.id + " " + pointer + " " + code + " at " + rule.at, 0};
  e.fields.push_back({std::move(pointer), std::move(code), {{"at", rule.at}, {"rule", rule.id}}});
  return tl::unexpected<Error>(std::move(e));
}

FactValue fact_value(const codec::Json& json) {
  if (const bool* b = json.boolean()) return *b;
  if (const std::int64_t* n = json.integer()) return *n;
  if (const std::string* s = json.string()) return *s;
  return {};
}

constexpr std::array<std::pair<std::string_view, Condition::Op>, 5> kOps{{{"is", Condition::Op::equals},
                                                                          {"is_not", Condition::Op::not_equals},
                                                                          {"at_least", Condition::Op::at_least},
                                                                          {"at_most", Condition::Op::at_most},
                                                                          {"in", Condition::Op::in}}};

// {fact: tipvda, at_least: 8} or {fact: earlier_reports, at_least: {parameter: repeated_reports}}
Result<Condition> read_condition(const pack::Rule& rule, const codec::Json& json, const std::string& pointer) {
  const codec::JsonObject* object = json.object();
  if (object == nullptr || object->size() != 2) return bad(rule, pointer, "condition_expected");
  const codec::Json* fact = object->find("fact");
  if (fact == nullptr || fact->string() == nullptr) return bad(rule, pointer + "/fact", "required");
  Condition c;
  c.fact = *fact->string();
  for (const auto& [key, value] : object->members()) {
    if (key == "fact") continue;
    const auto* op = std::find_if(kOps.begin(), kOps.end(), [&word = key](const auto& o) { return o.first == word; });
    if (op == kOps.end()) return bad(rule, pointer + "/" + key, "unknown_key");
    c.op = op->second;
    if (c.op == Condition::Op::in) {
      if (value.array() == nullptr || value.array()->empty()) return bad(rule, pointer + "/in", "list_expected");
      for (const codec::Json& word : *value.array()) {
        if (word.string() == nullptr) return bad(rule, pointer + "/in", "text_expected");
        c.words.push_back(*word.string());
      }
    } else if (const codec::Json* parameter = value.get("parameter"); parameter != nullptr) {
      if (parameter->string() == nullptr) return bad(rule, pointer + "/parameter", "text_expected");
      c.parameter = *parameter->string();
    } else {
      c.value = fact_value(value);
      if (std::holds_alternative<std::monostate>(c.value)) return bad(rule, pointer + "/" + key, "value_expected");
    }
    const bool ordered = c.op == Condition::Op::at_least || c.op == Condition::Op::at_most;
    if (ordered && c.parameter.empty() && !std::holds_alternative<std::int64_t>(c.value)) {
      return bad(rule, pointer + "/" + key, "number_expected");
    }
  }
  return c;
}

Result<std::vector<std::string>> read_words(const pack::Rule& rule, const char* key) {
  std::vector<std::string> out;
  const codec::Json* list = rule.body.find(key);
  if (list == nullptr) return out;
  if (list->array() == nullptr) return bad(rule, std::string("/") + key, "list_expected");
  for (const codec::Json& word : *list->array()) {
    if (word.string() == nullptr) return bad(rule, std::string("/") + key, "text_expected");
    out.push_back(*word.string());
  }
  return out;
}

Result<DispatchRule> read_rule(const pack::Rule& rule) {
  for (const auto& [key, value] : rule.body.members()) {
    if (key != "programmes" && key != "all" && key != "grade") return bad(rule, "/" + key, "unknown_key");
  }
  DispatchRule r;
  r.id = rule.id;
  r.kind = rule.kind;
  r.title_zh = rule.title.zh;
  r.title_en = rule.title.en;
  r.source = rule.basis.source;
  r.assumption = rule.basis.assumption;
  r.from = rule.basis.from;
  r.until = rule.basis.until;
  ANWANG_TRY(r.programmes, read_words(rule, "programmes"));
  if (!rule.programme.empty()) r.programmes.push_back(rule.programme);
  if (const codec::Json* grade = rule.body.find("grade"); grade != nullptr && grade->string() != nullptr)
    r.grade = *grade->string();
  if (rule.kind == "grade" && r.grade.empty()) return bad(rule, "/grade", "required");
  const codec::Json* all = rule.body.find("all");
  if (all == nullptr || all->array() == nullptr || all->array()->empty()) return bad(rule, "/all", "list_expected");
  for (std::size_t i = 0; i < all->array()->size(); ++i) {
    ANWANG_TRY(Condition c, read_condition(rule, (*all->array())[i], "/all/" + std::to_string(i)));
    r.all.push_back(std::move(c));
  }
  return r;
}

bool holds(const Condition& c, const FactValue& fact, const FactValue& against) {
  if (std::holds_alternative<std::monostate>(fact)) return false;
  switch (c.op) {
    case Condition::Op::equals:
      return fact == against;
    case Condition::Op::not_equals:
      return fact != against;
    case Condition::Op::in: {
      const auto* word = std::get_if<std::string>(&fact);
      return word != nullptr && std::find(c.words.begin(), c.words.end(), *word) != c.words.end();
    }
    case Condition::Op::at_least:
    case Condition::Op::at_most:
      break;
  }
  const auto* n = std::get_if<std::int64_t>(&fact);
  const auto* m = std::get_if<std::int64_t>(&against);
  if (n == nullptr || m == nullptr) return false;
  return c.op == Condition::Op::at_least ? *n >= *m : *n <= *m;
}

}  // namespace

Result<DispatchRules> DispatchRules::from_packs(const pack::PackSet& packs) {
  DispatchRules set;
  set.parameters_ = packs.parameters;
  for (const pack::Rule& rule : packs.rules) {
    if (rule.kind != "direct_dispatch" && rule.kind != "grade") continue;
    ANWANG_TRY(DispatchRule read, read_rule(rule));
    for (const Condition& c : read.all) {
      const bool known =
          c.parameter.empty() || std::any_of(packs.parameters.begin(), packs.parameters.end(),
                                             [&](const pack::Parameter& p) { return p.code == c.parameter; });
      if (!known) return bad(rule, "/all/" + c.fact, "unknown_parameter");
    }
    set.rules_.push_back(std::move(read));
  }
  return set;
}

std::optional<RuleHit> DispatchRules::evaluate(const DispatchRule& rule, const Facts& facts, std::string_view programme,
                                               Date on) const {
  if ((rule.from.set() && on < rule.from) || (rule.until.set() && on >= rule.until)) return std::nullopt;
  const auto& programmes = rule.programmes;
  if (!programmes.empty() && std::find(programmes.begin(), programmes.end(), programme) == programmes.end())
    return std::nullopt;
  RuleHit hit{&rule, {}};
  for (const Condition& c : rule.all) {
    const auto found = facts.find(c.fact);
    const FactValue fact = found == facts.end() ? FactValue{} : found->second;
    FactValue against = c.value;
    for (const pack::Parameter& p : parameters_) {  // the county's stand after the national ones and win
      if (!c.parameter.empty() && p.code == c.parameter && p.basis.in_force(on)) against = p.value;
    }
    if (!holds(c, fact, against)) return std::nullopt;
    hit.facts.push_back({c.fact, fact});
    if (c.op == Condition::Op::at_least || c.op == Condition::Op::at_most) {
      hit.facts.push_back({c.fact + ".threshold", against});
    }
  }
  return hit;
}

std::vector<RuleHit> DispatchRules::direct(const Facts& facts, std::string_view programme, Date on) const {
  std::vector<RuleHit> out;
  for (const DispatchRule& rule : rules_) {
    if (rule.kind != "direct_dispatch") continue;
    if (auto hit = evaluate(rule, facts, programme, on)) out.push_back(std::move(*hit));
  }
  return out;
}

std::optional<RuleHit> DispatchRules::grade(const Facts& facts, std::string_view programme, Date on) const {
  for (const DispatchRule& rule : rules_) {
    if (rule.kind != "grade") continue;
    if (auto hit = evaluate(rule, facts, programme, on)) return hit;
  }
  return std::nullopt;
}

Route route(const std::vector<Area>& areas, std::string_view programme, std::string_view place,
            std::string_view residence, Date on) {
  const std::string day = on.iso();
  const Area* only = nullptr;
  const Area* by_place = nullptr;
  const Area* by_residence = nullptr;
  bool several = false;
  for (const Area& a : areas) {
    if (a.programme != programme || a.from > day || (!a.until.empty() && a.until <= day)) continue;
    if (only == nullptr)
      only = &a;
    else if (only->unit_id != a.unit_id)
      several = true;
    if (by_place == nullptr && !place.empty() && a.township == place) by_place = &a;
    if (by_residence == nullptr && !residence.empty() && a.township == residence) by_residence = &a;
  }
  const auto answer = [](const Area& a, const char* by) { return Route{a.unit_id, by, a.source, a.assumption}; };
  if (by_place != nullptr) return answer(*by_place, "place");
  if (by_residence != nullptr) return answer(*by_residence, "residence");
  if (only != nullptr && !several) return answer(*only, "only_unit");
  return {};
}

}  // namespace anwang::intake

#include "intake/check_answers.h"

#include <algorithm>

#include "base/text.h"
#include "base/time.h"

namespace anwang::intake {
namespace {

using codec::Json;
using codec::JsonObject;

constexpr std::size_t kMaxText = 2'000, kMaxLongText = 10'000;

bool has_choice(const pack::Field& field, const std::string& code) {
  return std::any_of(field.choices.begin(), field.choices.end(), [&](const pack::Choice& c) { return c.code == code; });
}

// "" when the answer fits the question; else the fault's code. `value` is put into its one stored form.
std::string misfit(const pack::Field& field, Json& value) {
  using pack::FieldType;
  switch (field.type) {
    case FieldType::text:
    case FieldType::long_text: {
      if (!value.string()) return "wrong_type";
      const std::size_t max = field.type == FieldType::text ? kMaxText : kMaxLongText;
      std::string text = trim(*value.string());
      if (code_points(text) > max) return "too_long";
      value = text.empty() ? Json() : Json(std::move(text));
      return {};
    }
    case FieldType::choice:
      if (!value.string()) return "wrong_type";
      return has_choice(field, *value.string()) ? "" : "unknown_code";
    case FieldType::choices: {
      if (!value.array()) return "wrong_type";
      for (const Json& item : *value.array()) {
        if (!item.string()) return "wrong_type";
        if (!has_choice(field, *item.string())) return "unknown_code";
      }
      if (value.array()->size() > field.choices.size()) return "too_many";
      if (value.array()->empty()) value = Json();
      return {};
    }
    case FieldType::bool3:
      if (value.boolean()) return {};
      if (!value.string()) return "wrong_type";
      if (*value.string() == "yes" || *value.string() == "no")
        value = Json(*value.string() == "yes");
      else if (*value.string() == "unknown")
        value = Json();
      else
        return "unknown_code";
      return {};
    case FieldType::number:
    case FieldType::scale:
      if (!value.integer()) return "wrong_type";
      return *value.integer() < field.min || *value.integer() > field.max ? "out_of_range" : "";
    case FieldType::date:
      return value.string() && Date::parse(*value.string()) ? "" : "bad_date";
    case FieldType::datetime:
      return value.string() && parse_instant(*value.string()) ? "" : "bad_date";
  }
  return "wrong_type";
}

}  // namespace

const pack::Field* question(const pack::PackSet& packs, const std::vector<std::string>& kinds, std::string_view code) {
  if (const pack::Field* f = packs.common.field(code)) return f;
  for (const auto& kind : kinds)
    if (const pack::Programme* p = packs.programme(kind))
      if (const pack::Field* f = p->form.field(code)) return f;
  return nullptr;
}

AnswerFaults sort_answers(const pack::PackSet& packs, const std::vector<std::string>& kinds, JsonObject& answers,
                          JsonObject& facts) {
  AnswerFaults faults;
  JsonObject sealed, coded;
  const auto take = [&](const JsonObject& from, const std::string& at) {
    for (const auto& [code, given] : from.members()) {
      if (given.is_null()) continue;
      const std::string pointer = at + "/" + code;
      const pack::Field* field = question(packs, kinds, code);
      if (!field) {
        faults.push_back({pointer, "unknown_field", {}});
        continue;
      }
      Json value = given;
      if (std::string wrong = misfit(*field, value); !wrong.empty()) {
        std::map<std::string, std::string> args;
        if (wrong == "out_of_range") args = {{"min", std::to_string(field->min)}, {"max", std::to_string(field->max)}};
        faults.push_back({pointer, std::move(wrong), std::move(args)});
      } else if (!value.is_null()) {
        (field->sealed ? sealed : coded).set(code, std::move(value));
      }
    }
  };
  take(answers, "/answers");
  take(facts, "/facts");
  answers = std::move(sealed);
  facts = std::move(coded);
  return faults;
}

}  // namespace anwang::intake

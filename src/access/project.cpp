#include "access/project.h"

#include "access/mask.h"

namespace anwang::access {

std::string project_name(Outcome outcome, Purpose purpose, const PersonalText& name) {
  if (outcome < Outcome::masked) return {};
  if (purpose == Purpose::outside) return mask_name_strict(name.reveal());
  return outcome == Outcome::full && purpose == Purpose::detail ? name.reveal() : mask_name(name.reveal());
}

std::optional<codec::Json> project(const Viewer& viewer, Purpose purpose, const PersonRecord& person,
                                   const RecordFacts& facts, Date today, const Policy& policy) {
  const auto outcome = policy.decide(viewer, facts, FieldClass::identity);
  if (outcome == Outcome::absent) return std::nullopt;
  codec::JsonObject brief;
  brief.append("id", person.id.str());
  if (outcome == Outcome::existence) {
    brief.append("restricted", "existence");
    return codec::Json(std::move(brief));
  }
  const bool masked = outcome == Outcome::masked || purpose != Purpose::detail;
  brief.append("name", person.name.empty() ? codec::Json() : codec::Json(project_name(outcome, purpose, person.name)));
  brief.append("sex", person.sex.empty() ? codec::Json() : codec::Json(person.sex));
  const auto birth = person.birth_on.reveal();
  // A birth date names a person almost as well as a name does: masked shows the age only.
  brief.append("birth_on", masked || !birth.set() ? codec::Json() : codec::Json(birth.iso()));
  brief.append("age", birth.set() && birth <= today ? codec::Json(std::int64_t{age_on(birth, today)}) : codec::Json());
  brief.append("township", person.township.empty() ? codec::Json() : codec::Json(person.township));
  brief.append("masked", masked);
  return codec::Json(std::move(brief));
}

namespace {
std::string mask(TextKind kind, const std::string& value, std::string_view masked_text) {
  switch (kind) {
    case TextKind::name:
      return mask_name(value);
    case TextKind::identifier:
      return mask_identifier(value);
    case TextKind::phone:
      return mask_phone(value);
    case TextKind::address:
    case TextKind::free_text:
      return std::string(masked_text);
  }
  return {};
}
}  // namespace

std::optional<codec::Json> project(Outcome outcome, Purpose purpose, TextKind kind, const PersonalText& value,
                                   std::string_view masked_text) {
  if (outcome == Outcome::absent) return std::nullopt;
  if (value.empty()) return codec::Json();
  const auto outside = purpose == Purpose::outside && kind == TextKind::name;
  const auto text = outside ? mask_name_strict(value.reveal()) : mask(kind, value.reveal(), masked_text);
  if (outcome == Outcome::full && purpose == Purpose::detail) return codec::Json(value.reveal());
  if (outcome == Outcome::existence || text.empty())
    return codec::Json(codec::JsonObject{{"restricted", codec::Json("existence")}});
  return codec::Json(codec::JsonObject{{"restricted", codec::Json("masked")}, {"text", codec::Json(text)}});
}

bool suppressed(std::int64_t numerator, std::int64_t denominator, const Viewer& viewer, const Policy& policy) {
  if (policy.sees_small_counts(viewer)) return false;
  const auto small = [](std::int64_t n) { return n >= 1 && n <= 4; };
  return small(numerator) || small(denominator - numerator);
}

}  // namespace anwang::access

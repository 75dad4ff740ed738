#include "pack/pack.h"

#include <stdexcept>

namespace anwang::pack {

const char* code(FieldType type) {
  switch (type) {
    case FieldType::text:
      return "text";
    case FieldType::long_text:
      return "long_text";
    case FieldType::choice:
      return "choice";
    case FieldType::choices:
      return "choices";
    case FieldType::date:
      return "date";
    case FieldType::datetime:
      return "datetime";
    case FieldType::bool3:
      return "bool3";
    case FieldType::number:
      return "number";
    case FieldType::scale:
      return "scale";
  }
  return "text";
}

const Field* Form::field(std::string_view wanted) const {
  for (const auto& group : groups)
    for (const auto& f : group.fields)
      if (f.code == wanted) return &f;
  return nullptr;
}

const Programme* PackSet::programme(std::string_view wanted) const {
  for (const auto& p : programmes)
    if (p.code == wanted) return &p;
  return nullptr;
}
const Unit* PackSet::unit(std::string_view wanted) const {
  for (const auto& u : county.units)
    if (u.code == wanted) return &u;
  return nullptr;
}
const Township* PackSet::township(std::string_view wanted) const {
  for (const auto& t : county.townships)
    if (t.code == wanted) return &t;
  return nullptr;
}
bool PackSet::has_code(std::string_view list, std::string_view wanted) const {
  const auto found = codes.find(list);
  if (found == codes.end()) return false;
  for (const auto& c : found->second)
    if (c.code == wanted) return true;
  return false;
}
std::vector<const Rule*> PackSet::rules_of(std::string_view kind, Date on) const {
  std::vector<const Rule*> out;
  for (const auto& r : rules)
    if (r.kind == kind && r.basis.in_force(on)) out.push_back(&r);
  return out;
}
const Parameter& PackSet::parameter(std::string_view wanted, Date on) const {
  const Parameter* best = nullptr;
  for (const auto& p : parameters)  // the county's stand last and win
    if (p.code == wanted && p.basis.in_force(on)) best = &p;
  if (!best) throw std::out_of_range("pack parameter " + std::string(wanted));
  return *best;
}

}  // namespace anwang::pack

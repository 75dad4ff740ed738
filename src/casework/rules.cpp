#include "casework/rules.h"

#include <algorithm>
#include <array>

namespace anwang::casework {

std::string state_after_assessment(std::string_view state, std::string_view outcome) {
  const bool first = state == "assessing";
  const bool again = state == "missing_search" || state == "short_term";  // found, or more was needed
  if (!first && !again) return {};
  if (again && outcome != "open" && outcome != "not_opened") return {};
  constexpr std::array<std::string_view, 4> kOutcomes{"open", "not_opened", "short_term", "missing_search"};
  return std::find(kOutcomes.begin(), kOutcomes.end(), outcome) == kOutcomes.end() ? std::string()
                                                                                   : std::string(outcome);
}

bool may_close(std::string_view state) { return state == "open" || state == "short_term" || state == "missing_search"; }

double weight(const pack::PackSet& packs, std::string_view programme, std::string_view grade, std::string_view state,
              Date on) {
  const auto percent = [&](std::string_view code) {
    return static_cast<double>(packs.parameter(code, on).value) / 100.0;
  };
  if (state == "short_term") return percent("weight_short_term_percent");
  if (grade == "grade_1") return percent("weight_grade_1_percent");
  if (programme == "child_protection") return percent("weight_child_percent");
  return 1.0;
}

Numbers case_numbers(const pack::PackSet& packs, std::string_view programme, Date on) {
  const pack::Programme* p = packs.programme(programme);
  const std::string year = std::to_string(on.year() - 1911);
  const std::string letter = p == nullptr || p->case_prefix.empty() ? "案" : p->case_prefix;
  return {"case:" + year + ":" + letter, year + "-" + packs.county.number_prefix + "-" + letter + "-"};
}

std::optional<int> days_since_closing(Instant closed_at, Instant received_at) {
  if (!closed_at.set() || received_at < closed_at) return std::nullopt;
  return taipei_date(received_at).days - taipei_date(closed_at).days;
}

bool household_case(std::string_view programme) { return programme == "vulnerable_family"; }

std::vector<FieldError> faults(const ContactSaid& said, const pack::PackSet& packs, Instant received_at, Instant now) {
  std::vector<FieldError> out;
  const auto coded = [&](const char* pointer, const char* list, const std::string& code) {
    if (!code.empty() && !packs.has_code(list, code)) out.push_back({pointer, "unknown_code", {}});
  };
  if (said.kind.empty()) out.push_back({"/kind", "required", {}});
  coded("/kind", "contact_kind", said.kind);
  coded("/not_seen_reason", "not_seen_reason", said.not_seen_reason);
  coded("/substitute", "substitute", said.substitute);
  if (!said.happened_at.set())
    out.push_back({"/happened_at", "required", {}});
  else if (said.happened_at > now)
    out.push_back({"/happened_at", "in_future", {}});
  else if (said.happened_at < received_at)
    out.push_back({"/happened_at", "before_report", {}});
  const bool attempt = said.kind == "attempt";
  if ((attempt || said.kind == "phone") && said.face_to_face) out.push_back({"/face_to_face", "contradiction", {}});
  // Could not see the person: why, and when the next try is.
  if (attempt && said.not_seen_reason.empty()) out.push_back({"/not_seen_reason", "required", {}});
  if (!said.not_seen_reason.empty() && !said.next_try_at.set()) out.push_back({"/next_try_at", "required", {}});
  if (said.next_try_at.set() && said.next_try_at <= said.happened_at)
    out.push_back({"/next_try_at", "before_contact", {}});
  return out;
}

bool reached(const ContactSaid& said) { return said.kind != "attempt" && said.not_seen_reason.empty(); }

}  // namespace anwang::casework

#include "intake/screening.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace anwang::intake {

bool stands_before(const QueuePlace& a, const QueuePlace& b) {
  const auto key = [](const QueuePlace& r) {
    return std::tuple(!r.immediate_danger.value_or(false), r.due_at, r.received_at, r.id);
  };
  return key(a) < key(b);
}

std::string_view place_reason(const QueuePlace& row) {
  return row.immediate_danger.value_or(false) ? "danger" : "time_left";
}

std::int64_t holder(const Claim& claim, Instant now, int idle_minutes) {
  return claim.by != 0 && claim.at.plus_minutes(idle_minutes) > now ? claim.by : 0;
}

namespace {

void grade_faults(const Verdict& v, const pack::Programme* programme, std::vector<FieldError>& out) {
  const bool graded = programme != nullptr && !programme->grades.empty();
  if (v.grade.empty()) {
    if (graded) out.push_back({"/grade", "required", {}});
    return;
  }
  const bool known = graded && std::any_of(programme->grades.begin(), programme->grades.end(),
                                           [&](const pack::Choice& c) { return c.code == v.grade; });
  if (!known) out.push_back({"/grade", graded ? "unknown_code" : "not_allowed", {}});
}

}  // namespace

std::vector<FieldError> faults(const Verdict& v, const pack::PackSet& packs, Instant now) {
  std::vector<FieldError> out;
  if (std::find(std::begin(kOutcomes), std::end(kOutcomes), v.outcome) == std::end(kOutcomes)) {
    out.push_back({"/outcome", v.outcome.empty() ? "required" : "unknown_code", {}});
    return out;
  }
  const pack::Programme* programme = packs.programme(v.programme);
  // A notice may go to somebody who runs no programme of ours (a school): it moves no ownership.
  if (v.programme.empty())
    out.push_back({"/programme", "required", {}});
  else if (programme == nullptr && v.outcome != "notice")
    out.push_back({"/programme", "unknown_programme", {}});
  if (v.outcome == "dispatch") {
    if (v.unit_id == 0) out.push_back({"/unit_id", "required", {}});
    if (v.case_id != 0) out.push_back({"/case_id", "not_allowed", {}});
    grade_faults(v, programme, out);
  }
  if (v.outcome == "not_dispatched") {
    if (v.reason_code.empty())
      out.push_back({"/reason_code", "required", {}});
    else if (!packs.has_code("not_dispatched_reason", v.reason_code))
      out.push_back({"/reason_code", "unknown_code", {}});
  }
  if (v.outcome == "same_incident") {
    if (v.same_as_report_id == 0)
      out.push_back({"/same_as_report_id", "required", {}});
    else if (v.same_as_report_id == v.report_id)
      out.push_back({"/same_as_report_id", "same_report", {}});
  }
  if (v.outcome == "notice" && v.case_id == 0 && v.unit_id == 0) out.push_back({"/case_id", "required", {}});
  if (v.outcome == "jurisdiction") {
    if (v.to_county.empty()) out.push_back({"/to_county", "required", {}});
    if (v.to_name.empty() == v.handed_over_at.set()) {
      out.push_back({v.to_name.empty() ? "/to_name" : "/handed_over_at", "required", {}});
    }
    if (v.handed_over_at > now) out.push_back({"/handed_over_at", "in_future", {}});
  }
  return out;
}

bool needs_countersign(std::string_view outcome, std::optional<bool> immediate_danger) {
  return outcome == "not_dispatched" || (outcome == "advice" && immediate_danger.value_or(false));
}

}  // namespace anwang::intake

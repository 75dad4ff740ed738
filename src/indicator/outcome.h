// What one fact counts for: on which day, and for which figures. Pure. An outcome depends on the hour of asking only
// until the last of the fact's times has passed; a Mark remembers it from then on, in 8 bytes a row instead of 88.
#pragma once

#include <algorithm>
#include <cstdint>

#include "indicator/evaluate.h"

namespace anwang::indicator {

inline constexpr const char* kFaceToFaceRule = "grade_1_face_to_face";
inline constexpr const char* kFirstContactRule = "first_contact";

// The codes of the two rules that are figures; 0 = never seen.
struct RuleCodes {
  std::uint16_t face_to_face = 0, first_contact = 0;
  explicit RuleCodes(const Facts& facts)
      : face_to_face(facts.rules.find(kFaceToFaceRule)), first_contact(facts.rules.find(kFirstContactRule)) {}
};

struct Outcome {
  std::int32_t day = 0;   // of Asia/Taipei, since 1970; 0 = counts nowhere
  std::uint8_t bits = 0;  // < kOutcomes; what they mean stands at each fact
};
inline constexpr std::size_t kOutcomes = 8;

inline std::int32_t day_of(std::int64_t us) {
  return us <= 0 ? 0 : static_cast<std::int32_t>((us + kTaipeiOffset) / kMicrosPerDay);
}

// ReportFact: received at night; answered for (dispatched, or pending and over); dispatched in time.
inline constexpr std::uint8_t kNight = 1, kAnswered = 2, kInTime = 4;
inline Outcome outcome_of(const ReportFact& r, const RuleCodes&, std::int64_t now) {
  if (r.received_at > now) return {};
  const bool late_pending = r.pending && r.due_at < now;
  const bool dispatched = r.first_dispatch_at != 0 && r.first_dispatch_at <= now;
  const std::int64_t of_day = (r.received_at + kTaipeiOffset) % kMicrosPerDay;
  const bool night = of_day >= 22 * kMicrosPerHour || of_day < 8 * kMicrosPerHour;
  const int bits = (night ? kNight : 0) | (dispatched || late_pending ? kAnswered : 0) |
                   (dispatched && r.first_dispatch_at <= r.due_at ? kInTime : 0);
  return {day_of(r.received_at), static_cast<std::uint8_t>(bits)};
}
inline std::int64_t settled_at(const ReportFact& r) {
  return std::max({r.received_at, r.first_dispatch_at, r.pending ? r.due_at : 0});
}

// ClockFact: kept; of the face-to-face rule (else of the first-contact rule). A running clock is neither kept nor
// missed.
inline constexpr std::uint8_t kKept = 1, kFaceToFace = 2;
inline Outcome outcome_of(const ClockFact& c, const RuleCodes& rules, std::int64_t now) {
  if (c.rule == 0 || (c.rule != rules.face_to_face && c.rule != rules.first_contact)) return {};
  if (c.state == ClockFact::kVoid) return {};
  const bool stopped = c.state == ClockFact::kStopped && c.stopped_at <= now;
  if (!stopped && c.due_at > now) return {};
  const int bits = (stopped && c.stopped_at <= c.due_at ? kKept : 0) | (c.rule == rules.face_to_face ? kFaceToFace : 0);
  return {day_of(stopped ? std::min(c.stopped_at, c.due_at) : c.due_at), static_cast<std::uint8_t>(bits)};
}
inline std::int64_t settled_at(const ClockFact& c) { return std::max(c.due_at, c.stopped_at); }

// AssignmentFact: bit 0 opened.
inline Outcome outcome_of(const AssignmentFact& a, const RuleCodes&, std::int64_t now) {
  if (a.withdrawn || a.assessed_at == 0 || a.assessed_at > now) return {};
  return {day_of(a.sent_at), static_cast<std::uint8_t>(a.opened)};
}
inline std::int64_t settled_at(const AssignmentFact& a) { return std::max(a.sent_at, a.assessed_at); }

// A cohort of closings: those closed in the six months that ended `months` before the period's end, so that each was
// followed for its whole window.
struct Cohort {
  Metric metric;
  int months;
  std::int64_t window;
};
inline constexpr Cohort kCohorts[] = {{Metric::re_report_3m, 3, 91 * kMicrosPerDay},
                                      {Metric::re_report_after_closing, 6, 183 * kMicrosPerDay},
                                      {Metric::re_report_12m, 12, 365 * kMicrosPerDay}};

// CaseFact: its closing; bit n: reported again within the window of kCohorts[n].
inline Outcome outcome_of(const CaseFact& c, const RuleCodes&, std::int64_t now) {
  if (c.closed_at == 0 || c.closed_at > now || c.opened_at == 0) return {};
  int bits = 0;
  for (int n = 0; n < 3; ++n)
    bits |= (c.again_at != 0 && c.again_at <= now && c.again_at <= c.closed_at + kCohorts[n].window) << n;
  return {day_of(c.closed_at), static_cast<std::uint8_t>(bits)};
}
inline std::int64_t settled_at(const CaseFact& c) { return std::max(c.closed_at, c.again_at); }

inline Outcome outcome_of(const CallFact& c, const RuleCodes&, std::int64_t now) {
  return c.became_report || c.started_at > now ? Outcome{} : Outcome{day_of(c.started_at), 0};
}
inline std::int64_t settled_at(const CallFact& c) { return c.started_at; }

inline Outcome outcome_of(const SeriousFact& s, const RuleCodes&, std::int64_t now) {
  return s.happened_at > now ? Outcome{} : Outcome{day_of(s.happened_at), 0};
}
inline std::int64_t settled_at(const SeriousFact& s) { return s.happened_at; }

// Each row's outcome at `now`: each(row number, outcome, township). Rows that count nowhere are left out.
template <class Fact, class Each>
void each_outcome(const Table<Fact>& table, const RuleCodes& rules, std::int64_t now, Each&& each) {
  const std::int32_t today = day_of(now);
  const std::vector<Mark>& marks = table.marks();
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const Mark m = marks[i];
    if (m.settled_on < today) {
      if (m.day != 0) each(i, Outcome{m.day, m.bits}, m.township);
    } else {
      const Fact& row = table.rows()[i];
      if (const Outcome o = outcome_of(row, rules, now); o.day != 0) each(i, o, row.township);
    }
  }
}

}  // namespace anwang::indicator

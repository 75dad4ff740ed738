// Inside of plan_decide: what its parts share. Only screening_*.cpp include this.
#pragma once

#include <algorithm>
#include <set>

#include "flow/clocks.h"
#include "flow/screening.h"
#include "store/record.h"

namespace anwang::flow {

// Everything the plan works on while it writes.
struct Sitting {
  const Step& step;
  DecisionFacts& facts;
  Decided out;
  store::ChangeSet set;
  store::Changes changes{set};
  std::set<std::int64_t> joined_assignments;             // of joined reports: linked once
  std::set<std::pair<std::int64_t, std::int64_t>> told;  // (unit, worker) that heard of the joined report

  Sitting(const Step& s, DecisionFacts& f) : step(s), facts(f), set(s.change()) {}
  Sitting(const Sitting&) = delete;
  Sitting& operator=(const Sitting&) = delete;

  [[nodiscard]] const intake::Subject* subject(std::int64_t id) const {
    for (const intake::Subject& s : facts.subjects) {
      if (s.id.value == id) return &s;
    }
    return nullptr;
  }
  // Every clock of an incident's children runs from the first report of it.
  [[nodiscard]] Instant received_at() const {
    const Instant own = facts.report.received_at;
    return facts.incident_received_at.set() ? std::min(own, facts.incident_received_at) : own;
  }
  void start(std::string_view event, std::string_view per, Instant from, const ClockPlace& place,
             std::string_view programme, std::string_view grade, int journal_event) {
    start_clocks(step, changes, out.clocks, event, per, from, place, programme, grade, journal_event);
  }
};

// To whom: a unit, an account of it, or another county.
struct Address {
  std::int64_t unit = 0, account = 0;
  std::string network, programme, grade, outside;
  std::string state = "open";
  std::string start{};  // event that starts its clock; "" = <kind>.sent
};
void tell(Sitting& sitting, const char* kind, const intake::Decision& d, std::int64_t case_id, std::int64_t person_id,
          const Address& to, int event);
void notice(Sitting& sitting, const intake::Decision& d, const intake::Subject& subject, int event);
void join(Sitting& sitting, const intake::Decision& d, std::int64_t other_id, int event);
void re_report(Sitting& sitting, const intake::Decision& first, int event);

}  // namespace anwang::flow

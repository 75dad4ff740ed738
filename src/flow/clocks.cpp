#include "flow/clocks.h"

#include <algorithm>

#include "intake/dispatch_shift.h"

namespace anwang::flow {

void start_clocks(const Step& step, store::Changes& changes, std::vector<clock::Clock>& clocks, std::string_view event,
                  std::string_view per, Instant from, const ClockPlace& place, std::string_view programme,
                  std::string_view grade, int journal_event) {
  for (const clock::Rule* rule : step.rules.clocks.starting(event, programme, grade, from, step.rules.calendar)) {
    if (rule->per != per) continue;
    clock::Clock c = clock::started(*rule, from, step.rules.calendar, intake::shift_at(step.packs, step.now).ends_at);
    c.record_id = place.record_id;
    c.report_id = place.report_id;
    c.case_id = place.case_id;
    c.person_id = place.person_id;
    c.unit_id = place.unit_id;
    c.account_id = place.account_id;
    c.township = place.township;
    if (c.network.empty()) c.network = place.network;
    // A closed case may be reported again and again before its closing is read: each report has the clock started anew.
    if (event == "case.re_reported") c.period = std::to_string(place.report_id);
    const auto before = std::find_if(clocks.begin(), clocks.end(), [&](const clock::Clock& o) {
      return o.rule == c.rule && o.tbl == c.tbl && o.record_id == c.record_id && o.period == c.period;
    });
    if (before != clocks.end()) {
      c.id = before->id;
      c.version = before->version;
      *before = std::move(c);
      changes.put(*before, journal_event);
    } else {
      c.id = step.next_id();
      changes.put(c, journal_event);
      clocks.push_back(std::move(c));
    }
  }
}

int stop_clocks(const Step& step, store::Changes& changes, std::vector<clock::Clock>& clocks, std::string_view event,
                Instant at, int journal_event, std::int64_t person) {
  int stopped = 0;
  for (clock::Clock& c : clocks) {
    if (person != 0 && c.person_id != 0 && c.person_id != person) continue;
    const clock::Rule* rule = step.rules.clocks.by_id(c.rule);
    if (rule == nullptr || rule->stop != event) continue;
    if (!clock::stop(c, at, std::string(event))) continue;
    changes.put(c, journal_event);
    ++stopped;
  }
  return stopped;
}

}  // namespace anwang::flow

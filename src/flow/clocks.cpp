#include "flow/clocks.h"

#include <algorithm>

#include "intake/dispatch_shift.h"

namespace anwang::flow {

std::vector<clock::Clock> clocks_of(const Step& step, std::string_view event, std::string_view per, Instant from,
                                    const ClockPlace& place, std::string_view programme, std::string_view grade) {
  std::vector<clock::Clock> out;
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
    // A closed case may be reported again and again before its closing is read, and an open one graded again at each
    // report: every report has a clock of its own, and none takes another's place.
    if (event == "case.re_reported" || event == "case.regraded") c.period = std::to_string(place.report_id);
    out.push_back(std::move(c));
  }
  return out;
}

std::vector<clock::Clock>::iterator same_clock(std::vector<clock::Clock>& clocks, const clock::Clock& c) {
  return std::find_if(clocks.begin(), clocks.end(), [&](const clock::Clock& o) {
    return o.rule == c.rule && o.tbl == c.tbl && o.record_id == c.record_id && o.period == c.period;
  });
}

void start_clocks(const Step& step, store::Changes& changes, std::vector<clock::Clock>& clocks, std::string_view event,
                  std::string_view per, Instant from, const ClockPlace& place, std::string_view programme,
                  std::string_view grade, int journal_event) {
  for (clock::Clock& c : clocks_of(step, event, per, from, place, programme, grade)) {
    const auto before = same_clock(clocks, c);
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
    if (at < c.started_at) continue;  // what happened before a clock began does not stop it
    const clock::Rule* rule = step.rules.clocks.by_id(c.rule);
    if (rule == nullptr || rule->stop != event) continue;
    if (!clock::stop(c, at, std::string(event))) continue;
    changes.put(c, journal_event);
    ++stopped;
  }
  return stopped;
}

}  // namespace anwang::flow

// A running clock as stored (table clock). Key = (rule, record, period): starting it twice starts it once.
#pragma once

#include <cstdint>
#include <string>

#include "base/time.h"
#include "clock/rule.h"

namespace anwang::clock {

struct Clock {
  static constexpr const char* kTable = "clock";
  std::int64_t id = 0, version = 0;
  std::string rule, tbl;
  std::int64_t record_id = 0;
  std::string period;  // "" for once; a month or a start event for repeating ones
  std::int64_t report_id = 0, case_id = 0, person_id = 0, unit_id = 0, account_id = 0;
  std::string network, township;
  Instant started_at, due_at, stopped_at;
  std::string state;       // open, stopped, void
  std::string stop_event;  // what stopped it
  std::int64_t escalation = 0;
  std::string source, certainty;

  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("rule", s.rule);
    v.req("tbl", s.tbl);
    v.req("record_id", s.record_id);
    v.req("period", s.period);
    v.opt("report_id", s.report_id);
    v.opt("case_id", s.case_id);
    v.opt("person_id", s.person_id);
    v.opt("unit_id", s.unit_id);
    v.opt("account_id", s.account_id);
    v.req("network", s.network);
    v.opt("township", s.township);
    v.req("started_at", s.started_at);
    v.req("due_at", s.due_at);
    v.opt("stopped_at", s.stopped_at);
    v.req("state", s.state);
    v.opt("stop_event", s.stop_event);
    v.req("escalation", s.escalation);
    v.req("source", s.source);
    v.req("certainty", s.certainty);
  }
};

// A clock of this rule, running from `start`. The caller sets id, tbl, record_id, owner and place.
Clock started(const Rule& rule, Instant start, const WorkingCalendar& calendar, Instant shift_end = {});

// Stops an open clock at the time the thing happened (never before it started); false when it was not open.
bool stop(Clock& clock, Instant at, std::string event);
[[nodiscard]] inline bool overdue(const Clock& c, Instant now) { return c.state == "open" && c.due_at < now; }
// "overdue"; "soon" (將到期: a quarter of the clock left, or 4 hours of one that is longer than 8); "running";
// "stopped"; "late" (stopped after due); "void".
std::string_view look(const Clock& clock, Instant now);

}  // namespace anwang::clock

#include "clock/model.h"

#include <algorithm>

namespace anwang::clock {

Clock started(const Rule& rule, Instant start, const WorkingCalendar& calendar, Instant shift_end) {
  Clock c;
  c.rule = rule.id;
  c.tbl = rule.per;
  c.network = rule.network;
  c.started_at = start;
  c.due_at = due_at(rule, start, calendar, shift_end);
  c.state = "open";
  c.source = rule.source;
  c.certainty = rule.certainty;
  return c;
}

bool stop(Clock& clock, Instant at, std::string event) {
  if (clock.state != "open") return false;
  clock.stopped_at = std::max(at, clock.started_at);
  clock.state = "stopped";
  clock.stop_event = std::move(event);
  return true;
}

std::string_view look(const Clock& clock, Instant now) {
  if (clock.state == "void") return "void";
  if (clock.state == "stopped") return clock.stopped_at <= clock.due_at ? "stopped" : "late";
  if (clock.due_at < now) return "overdue";
  const std::int64_t left = clock.due_at.us - now.us;
  const std::int64_t length = clock.due_at.us - clock.started_at.us;
  const std::int64_t four_hours = length > 8 * kMicrosPerHour ? 4 * kMicrosPerHour : 0;
  return left <= std::max(length / 4, four_hours) ? "soon" : "running";
}

}  // namespace anwang::clock

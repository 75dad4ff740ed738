#include "intake/dispatch_shift.h"

namespace anwang::intake {

std::vector<Shift> shifts_beginning(const pack::PackSet& packs, Date day) {
  std::vector<Shift> out;
  for (const pack::Shift& p : packs.county.shifts) {
    Shift s;
    s.kind = p.kind;
    s.starts_at = at_taipei(day, 0).plus_minutes(p.starts_minute);
    const Date last = p.ends_minute <= p.starts_minute ? day.plus_days(1) : day;
    s.ends_at = at_taipei(last, 0).plus_minutes(p.ends_minute);
    s.assumption = p.basis.assumption;
    out.push_back(std::move(s));
  }
  return out;
}

Shift shift_at(const pack::PackSet& packs, Instant at) {
  Shift next;
  for (const int offset : {-1, 0, 1}) {
    for (Shift& s : shifts_beginning(packs, taipei_date(at).plus_days(offset))) {
      if (s.starts_at <= at && at < s.ends_at) return s;
      if (s.starts_at > at && (!next.starts_at.set() || s.starts_at < next.starts_at)) next = std::move(s);
    }
  }
  return next;
}

}  // namespace anwang::intake

#include "clock/calendar.h"

#include <algorithm>
#include <string>

namespace anwang::clock {

namespace {

tl::unexpected<Error> bad(const pack::Rule& rule, std::string_view what) {
  return fail(Errc::invalid, "bad_pack", rule.at + ": calendar " + rule.id + ": " + std::string(what));
}

Status read_days(const pack::Rule& rule, const char* key, std::set<Date>& out) {
  const codec::Json* list = rule.body.find(key);
  if (list == nullptr || list->array() == nullptr) return bad(rule, std::string(key) + " expected as a list of dates");
  for (const codec::Json& item : *list->array()) {
    const auto day = item.string() == nullptr ? std::nullopt : Date::parse(*item.string());
    if (!day) return bad(rule, std::string("a date expected in ") + key);
    if (!rule.basis.in_force(*day)) return bad(rule, "a day outside the rule's own dates: " + day->iso());
    out.insert(*day);
  }
  return {};
}

}  // namespace

Result<WorkingCalendar> WorkingCalendar::from_packs(const std::vector<pack::Rule>& rules) {
  WorkingCalendar calendar;
  for (const pack::Rule& rule : rules) {
    if (rule.kind != "calendar") continue;
    if (!rule.basis.until.set()) return bad(rule, "effective_until expected");
    ANWANG_CHECK(read_days(rule, "holidays", calendar.holidays_));
    ANWANG_CHECK(read_days(rule, "make_up_days", calendar.make_up_days_));
    calendar.published_.emplace_back(rule.basis.from, rule.basis.until);
  }
  return calendar;
}

bool WorkingCalendar::published(Date day) const {
  return std::any_of(published_.begin(), published_.end(),
                     [&](const auto& p) { return p.first <= day && day < p.second; });
}

bool WorkingCalendar::is_working(Date day) const {
  const int weekday = day.weekday();
  if (weekday == 0 || weekday == 6) return make_up_days_.contains(day);
  return !holidays_.contains(day);
}

Date WorkingCalendar::nth_working_day_after(Date start, int n) const {
  Date day = start;
  for (int left = n; left > 0;) {
    day = day.plus_days(1);
    if (is_working(day)) --left;
  }
  return day;
}

}  // namespace anwang::clock

// Fields of timestamps and durations, and the functions of ours that rules need: date, age_on, hours_between, workdays.
// A day of ours is a day in Taipei.
#include "base/time.h"
#include "expr/functions.h"
#include "expr/time_text.h"

namespace anwang::expr {
namespace {

constexpr std::int64_t kNanosPerHour = 3'600'000'000'000;

template <class Pick>
Value field(const Arguments& args, Pick pick) {
  if (args.empty() || args.size() > 2 || !args[0].timestamp()) return no_overload();
  if (args.size() == 2 && !args[1].string()) return no_overload();
  const auto c = civil_in_zone(*args[0].timestamp(), args.size() == 2 ? *args[1].string() : std::string());
  return c ? Value(std::int64_t{pick(*c)}) : Value::error(ErrorCode::range, "time zone");
}
// A field that a duration has too, counted over its whole length (but for the milliseconds, which are of its last
// second).
template <class Pick>
Value field(const Arguments& args, std::int64_t unit, Pick pick) {
  if (args.size() == 1 && args[0].duration()) return args[0].duration()->nanos / unit;
  return field(args, pick);
}

Value full_year(const Arguments& a, CallContext&) {
  return field(a, [](const CivilTime& c) { return c.year; });
}
Value month(const Arguments& a, CallContext&) {
  return field(a, [](const CivilTime& c) { return c.month - 1; });
}
Value date(const Arguments& a, CallContext&) {
  return field(a, [](const CivilTime& c) { return c.day; });
}
Value day_of_month(const Arguments& a, CallContext&) {
  return field(a, [](const CivilTime& c) { return c.day - 1; });
}
Value day_of_week(const Arguments& a, CallContext&) {
  return field(a, [](const CivilTime& c) { return c.weekday; });
}
Value day_of_year(const Arguments& a, CallContext&) {
  return field(a, [](const CivilTime& c) { return c.day_of_year; });
}
Value hours(const Arguments& a, CallContext&) {
  return field(a, kNanosPerHour, [](const CivilTime& c) { return c.hour; });
}
Value minutes(const Arguments& a, CallContext&) {
  return field(a, kNanosPerHour / 60, [](const CivilTime& c) { return c.minute; });
}
Value seconds(const Arguments& a, CallContext&) {
  return field(a, 1'000'000'000, [](const CivilTime& c) { return c.second; });
}
Value milliseconds(const Arguments& a, CallContext&) {
  if (a.size() == 1 && a[0].duration()) return a[0].duration()->nanos % 1'000'000'000 / 1'000'000;
  return field(a, [](const CivilTime& c) { return c.millisecond; });
}

// The day in Taipei of a timestamp, or a day written as text.
std::optional<Date> day_of(const Value& v) {
  if (const auto* s = v.string()) return Date::parse(*s);
  if (const auto* t = v.timestamp()) {
    const std::int64_t local = t->seconds + 8 * 3600;
    return Date{static_cast<std::int32_t>(local >= 0 ? local / 86400 : (local - 86399) / 86400)};
  }
  return std::nullopt;
}
bool two_days(const Arguments& args) {
  if (args.size() != 2) return false;
  for (const Value& v : args)
    if (!v.string() && !v.timestamp()) return false;
  return true;
}

// date('2026-11-22'): the first moment of that day in Taipei.
Value first_moment(const Arguments& args, CallContext&) {
  if (args.size() != 1 || !args[0].string()) return no_overload();
  const auto day = Date::parse(*args[0].string());
  if (!day) return Value::error(ErrorCode::bad_conversion, "date");
  return Timestamp{std::int64_t{day->days} * 86400 - 8 * 3600, 0};
}
// Completed years; a day before birth is an error, not a negative age.
Value age(const Arguments& args, CallContext&) {
  if (!two_days(args)) return no_overload();
  const auto birth = day_of(args[0]), on = day_of(args[1]);
  if (!birth || !on) return Value::error(ErrorCode::bad_conversion, "age_on");
  const int years = age_on(*birth, *on);
  return years < 0 ? Value::error(ErrorCode::range, "age_on") : Value(years);
}
// Completed hours from the first to the second, negative when the second is earlier.
Value hours_between(const Arguments& args, CallContext&) {
  if (args.size() != 2 || !args[0].timestamp() || !args[1].timestamp()) return no_overload();
  const auto d = difference(*args[1].timestamp(), *args[0].timestamp());
  return d ? Value(d->nanos / kNanosPerHour) : Value::error(ErrorCode::range, "hours_between");
}
// Working days after the day of the first, up to and with the day of the second (民法 §120: the first day does not
// count).
Value workdays(const Arguments& args, CallContext& context) {
  if (!two_days(args)) return no_overload();
  if (!context.calendar) return Value::error(ErrorCode::no_calendar, "workdays");
  const auto from = day_of(args[0]), to = day_of(args[1]);
  if (!from || !to) return Value::error(ErrorCode::bad_conversion, "workdays");
  const bool back = *to < *from;
  const Date first = back ? *to : *from, last = back ? *from : *to;
  if (!context.budget.spend(static_cast<std::uint64_t>(last.days - first.days))) return no_overload();
  std::int64_t count = 0;
  for (Date d = first.plus_days(1); d <= last; d = d.plus_days(1)) count += context.calendar->is_workday(d) ? 1 : 0;
  return back ? -count : count;
}

}  // namespace

const std::vector<Entry>& time_functions() {
  static const std::vector<Entry> kAll{
      {"getFullYear", full_year, false, true},
      {"getMonth", month, false, true},
      {"getDate", date, false, true},
      {"getDayOfMonth", day_of_month, false, true},
      {"getDayOfWeek", day_of_week, false, true},
      {"getDayOfYear", day_of_year, false, true},
      {"getHours", hours, false, true},
      {"getMinutes", minutes, false, true},
      {"getSeconds", seconds, false, true},
      {"getMilliseconds", milliseconds, false, true},
      {"date", first_moment, true, false},
      {"age_on", age, true, false},
      {"hours_between", hours_between, true, false},
      {"workdays", workdays, true, false},
  };
  return kAll;
}

}  // namespace anwang::expr

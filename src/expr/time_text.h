// Text of timestamps (RFC 3339, nanoseconds) and durations ("1h30m", "1.5s"), and fields of a timestamp in a zone.
// Thread-safety: functions on values.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "expr/value.h"

namespace anwang::expr {

inline constexpr std::int64_t kMinSeconds = -62135596800;  // 0001-01-01T00:00:00Z
inline constexpr std::int64_t kMaxSeconds = 253402300799;  // 9999-12-31T23:59:59Z

std::string timestamp_text(Timestamp t);  // 2009-02-13T23:31:30.5Z
std::string duration_text(Duration d);    // 3600s, -1.5s
std::optional<Timestamp> parse_timestamp(
    std::string_view s);  // needs Z or an offset; nullopt: ill-formed or out of range
std::optional<Duration> parse_duration(std::string_view s);  // units h m s ms us ns, sign and fractions allowed

std::optional<Timestamp> add(Timestamp t, Duration d);  // nullopt: out of range
std::optional<Duration> difference(Timestamp later, Timestamp earlier);

struct CivilTime {
  std::int64_t year = 1970;
  int month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0;
  int weekday = 4;      // 0 = Sunday
  int day_of_year = 0;  // from 0
};
CivilTime civil(Timestamp utc);
// Zone: "" or "UTC", an offset "+08:00", "-09:30", "02:00", or a name of the tz database. nullopt: no such zone.
std::optional<CivilTime> civil_in_zone(Timestamp t, std::string_view zone);
// Seconds east of UTC of a named zone at t (zone_names.cpp, the only place that asks the Unicode library).
std::optional<std::int32_t> zone_offset(std::string_view name, Timestamp t);

}  // namespace anwang::expr

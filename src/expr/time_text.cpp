#include "expr/time_text.h"

#include <array>
#include <cstdio>

namespace anwang::expr {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

// Days of the civil calendar since 1970-01-01 (H. Hinnant, chrono-Compatible Low-Level Date Algorithms).
std::int64_t days_from_civil(std::int64_t y, int m, int d) {
  y -= m <= 2;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const auto yoe = static_cast<std::int64_t>(y - era * 400);
  const std::int64_t doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}
int days_in_month(std::int64_t y, int m) {
  static constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
  return m == 2 && leap ? 29 : kDays[static_cast<std::size_t>(m - 1)];
}

// Reads exactly `count` digits and moves on.
std::optional<int> digits(std::string_view& s, std::size_t count) {
  if (s.size() < count) return std::nullopt;
  int out = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (s[i] < '0' || s[i] > '9') return std::nullopt;
    out = out * 10 + (s[i] - '0');
  }
  s.remove_prefix(count);
  return out;
}
bool take(std::string_view& s, char c) {
  if (s.empty() || s.front() != c) return false;
  s.remove_prefix(1);
  return true;
}
// ".123" of a second in nanoseconds; no point, no nanoseconds.
std::optional<std::int32_t> fraction(std::string_view& s) {
  if (!take(s, '.')) return 0;
  std::int32_t out = 0;
  int count = 0;
  while (!s.empty() && s.front() >= '0' && s.front() <= '9') {
    if (++count > 9) return std::nullopt;
    out = out * 10 + (s.front() - '0');
    s.remove_prefix(1);
  }
  if (count == 0) return std::nullopt;
  for (; count < 9; ++count) out *= 10;
  return out;
}
std::optional<std::int32_t> offset_text(std::string_view s, bool sign_needed) {
  int sign = 1;
  if (take(s, '-'))
    sign = -1;
  else if (!take(s, '+') && sign_needed)
    return std::nullopt;
  const auto hours = digits(s, 2);
  if (!hours || !take(s, ':')) return std::nullopt;
  const auto minutes = digits(s, 2);
  if (!minutes || !s.empty() || *hours > 23 || *minutes > 59) return std::nullopt;
  return sign * (*hours * 3600 + *minutes * 60);
}
bool in_range(std::int64_t seconds) { return seconds >= kMinSeconds && seconds <= kMaxSeconds; }

std::string fraction_text(std::int64_t nanos) {
  if (nanos == 0) return {};
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, ".%09d", static_cast<int>(nanos));
  std::string out = buffer;
  out.erase(out.find_last_not_of('0') + 1);
  return out;
}

struct Unit {
  std::string_view name;
  std::int64_t nanos;
};
constexpr std::array<Unit, 6> kUnits{
    {{"ns", 1}, {"us", 1000}, {"ms", 1'000'000}, {"s", kSecond}, {"m", 60 * kSecond}, {"h", 3600 * kSecond}}};

// One "12.5h" of a duration, added to `total`; false: ill-formed or too long. The fraction goes through a double, as
// in the language's reference implementation.
bool duration_part(std::string_view& s, std::int64_t& total) {
  std::int64_t whole = 0;
  double fraction = 0, scale = 1;
  int count = 0;
  bool point = false;
  for (; !s.empty() && ((s.front() >= '0' && s.front() <= '9') || (s.front() == '.' && !point)); s.remove_prefix(1)) {
    if (s.front() == '.') {
      point = true;
      continue;
    }
    ++count;
    const int digit = s.front() - '0';
    if (point) {
      fraction = fraction * 10 + digit;
      scale *= 10;
    } else if (__builtin_mul_overflow(whole, 10, &whole) || __builtin_add_overflow(whole, digit, &whole)) {
      return false;
    }
  }
  if (count == 0 || count > 40) return false;
  const Unit* unit = nullptr;
  for (const Unit& u : kUnits)
    if (s.starts_with(u.name) && (!unit || u.name.size() > unit->name.size())) unit = &u;
  if (!unit) return false;
  s.remove_prefix(unit->name.size());
  const auto rest = static_cast<std::int64_t>(fraction * (static_cast<double>(unit->nanos) / scale));
  return !__builtin_mul_overflow(whole, unit->nanos, &whole) && !__builtin_add_overflow(whole, rest, &whole) &&
         !__builtin_add_overflow(total, whole, &total);
}

}  // namespace

std::string timestamp_text(Timestamp t) {
  const CivilTime c = civil(t);
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02dT%02d:%02d:%02d", static_cast<int>(c.year), c.month, c.day,
                c.hour, c.minute, c.second);
  return buffer + fraction_text(t.nanos) + "Z";
}

std::string duration_text(Duration d) {
  const bool negative = d.nanos < 0;
  const std::uint64_t all = negative ? 0 - static_cast<std::uint64_t>(d.nanos) : static_cast<std::uint64_t>(d.nanos);
  return (negative ? "-" : "") + std::to_string(all / kSecond) +
         fraction_text(static_cast<std::int64_t>(all % kSecond)) + "s";
}

std::optional<Timestamp> parse_timestamp(std::string_view s) {
  const auto year = digits(s, 4);
  if (!year || !take(s, '-')) return std::nullopt;
  const auto month = digits(s, 2);
  if (!month || !take(s, '-')) return std::nullopt;
  const auto day = digits(s, 2);
  if (!day || s.empty() || (s.front() != 'T' && s.front() != 't')) return std::nullopt;
  s.remove_prefix(1);
  const auto hour = digits(s, 2);
  if (!hour || !take(s, ':')) return std::nullopt;
  const auto minute = digits(s, 2);
  if (!minute || !take(s, ':')) return std::nullopt;
  const auto second = digits(s, 2);
  if (!second) return std::nullopt;
  const auto nanos = fraction(s);
  if (!nanos || *month < 1 || *month > 12 || *day < 1 || *day > days_in_month(*year, *month)) return std::nullopt;
  if (*hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  std::int32_t offset = 0;
  if (s != "Z" && s != "z") {
    const auto found = offset_text(s, true);
    if (!found) return std::nullopt;
    offset = *found;
  }
  const std::int64_t seconds =
      days_from_civil(*year, *month, *day) * 86400 + *hour * 3600 + *minute * 60 + *second - offset;
  if (!in_range(seconds)) return std::nullopt;
  return Timestamp{seconds, *nanos};
}

std::optional<Duration> parse_duration(std::string_view s) {
  bool negative = false;
  if (take(s, '-'))
    negative = true;
  else
    take(s, '+');
  if (s == "0") return Duration{0};
  if (s.empty()) return std::nullopt;
  std::int64_t total = 0;
  while (!s.empty())
    if (!duration_part(s, total)) return std::nullopt;
  return Duration{negative ? -total : total};
}

std::optional<Timestamp> add(Timestamp t, Duration d) {
  std::int64_t seconds = t.seconds + d.nanos / kSecond;
  std::int64_t nanos = t.nanos + d.nanos % kSecond;
  if (nanos < 0) {
    nanos += kSecond;
    --seconds;
  }
  if (nanos >= kSecond) {
    nanos -= kSecond;
    ++seconds;
  }
  if (!in_range(seconds)) return std::nullopt;
  return Timestamp{seconds, static_cast<std::int32_t>(nanos)};
}

std::optional<Duration> difference(Timestamp later, Timestamp earlier) {
  std::int64_t nanos = 0;
  if (__builtin_mul_overflow(later.seconds - earlier.seconds, kSecond, &nanos)) return std::nullopt;
  if (__builtin_add_overflow(nanos, std::int64_t{later.nanos} - earlier.nanos, &nanos)) return std::nullopt;
  return Duration{nanos};
}

CivilTime civil(Timestamp t) {
  CivilTime out;
  std::int64_t days = t.seconds / 86400, rest = t.seconds % 86400;
  if (rest < 0) {
    rest += 86400;
    --days;
  }
  out.hour = static_cast<int>(rest / 3600);
  out.minute = static_cast<int>(rest / 60 % 60);
  out.second = static_cast<int>(rest % 60);
  out.millisecond = t.nanos / 1'000'000;
  out.weekday = static_cast<int>(((days % 7) + 11) % 7);
  const std::int64_t z = days + 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const std::int64_t doe = z - era * 146097;
  const std::int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const std::int64_t mp = (5 * doy + 2) / 153;
  out.day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1);
  out.month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
  out.year = yoe + era * 400 + (out.month <= 2 ? 1 : 0);
  out.day_of_year = static_cast<int>(days - days_from_civil(out.year, 1, 1));
  return out;
}

std::optional<CivilTime> civil_in_zone(Timestamp t, std::string_view zone) {
  if (zone.empty() || zone == "UTC") return civil(t);
  auto offset = offset_text(zone, false);
  if (!offset) offset = zone_offset(zone, t);
  if (!offset) return std::nullopt;
  return civil({t.seconds + *offset, t.nanos});
}

}  // namespace anwang::expr

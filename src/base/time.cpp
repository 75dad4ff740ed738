#include "base/time.h"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <vector>

#include "base/text.h"

namespace anwang {
namespace {
namespace ch = std::chrono;

ch::year_month_day ymd(Date d) { return ch::year_month_day{ch::sys_days{ch::days{d.days}}}; }

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - ((a % b != 0) && ((a < 0) != (b < 0))); }

std::optional<int> to_int(std::string_view s) {
  int v = 0;
  const auto [end, ec] = std::from_chars(s.data(), s.data() + s.size(), v);
  if (s.empty() || ec != std::errc{} || end != s.data() + s.size() || v < 0) return std::nullopt;
  return v;
}

// Splits into digit groups; any other character separates, but only the known separators are allowed.
std::optional<std::vector<std::string>> digit_groups(std::string_view text) {
  std::vector<std::string> groups;
  bool open = false;
  for (const char32_t c : to_u32(text)) {
    char32_t d = c;
    if (c >= U'０' && c <= U'９') d = c - U'０' + U'0';
    if (d >= U'0' && d <= U'9') {
      if (!open) groups.emplace_back();
      groups.back().push_back(static_cast<char>(d));
      open = true;
    } else if (std::u32string_view(U"/-.／－．年月日民國 　").find(c) != std::u32string_view::npos) {
      open = false;
    } else {
      return std::nullopt;
    }
  }
  return groups;
}
}  // namespace

std::optional<Date> Date::of(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const ch::year_month_day v{ch::year{year}, ch::month{static_cast<unsigned>(month)},
                             ch::day{static_cast<unsigned>(day)}};
  if (!v.ok()) return std::nullopt;
  return Date{static_cast<std::int32_t>(ch::sys_days{v}.time_since_epoch().count())};
}

std::optional<Date> Date::parse(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const auto y = to_int(iso.substr(0, 4)), m = to_int(iso.substr(5, 2)), d = to_int(iso.substr(8, 2));
  if (!y || !m || !d) return std::nullopt;
  return of(*y, *m, *d);
}

std::string Date::iso() const {
  if (!set()) return {};
  char out[32];
  std::snprintf(out, sizeof out, "%04d-%02d-%02d", year(), month(), day());
  return out;
}
int Date::year() const { return static_cast<int>(ymd(*this).year()); }
int Date::month() const { return static_cast<int>(static_cast<unsigned>(ymd(*this).month())); }
int Date::day() const { return static_cast<int>(static_cast<unsigned>(ymd(*this).day())); }
int Date::weekday() const { return static_cast<int>(ch::weekday{ch::sys_days{ch::days{days}}}.c_encoding()); }

std::optional<Date> parse_forgiving_date(std::string_view text) {
  const auto groups = digit_groups(text);
  if (!groups) return std::nullopt;
  std::optional<int> y, m, d;
  if (groups->size() == 3) {
    y = to_int((*groups)[0]), m = to_int((*groups)[1]), d = to_int((*groups)[2]);
  } else if (groups->size() == 1) {
    const std::string& s = groups->front();
    if (s.size() < 5 || s.size() > 8) return std::nullopt;
    const std::size_t year_digits = s.size() - 4;  // 7 digits: 3 of ROC year; 8: Gregorian; 6: ROC; 5: ROC one digit
    y = to_int(std::string_view(s).substr(0, year_digits));
    m = to_int(std::string_view(s).substr(year_digits, 2));
    d = to_int(std::string_view(s).substr(year_digits + 2));
  }
  if (!y || !m || !d || *y == 0) return std::nullopt;
  return Date::of(*y < 200 ? *y + 1911 : *y, *m, *d);
}

std::string roc_date(Date d) {
  if (!d.set()) return {};
  char out[32];
  std::snprintf(out, sizeof out, "%d/%02d/%02d", d.year() - 1911, d.month(), d.day());
  return out;
}
std::string roc_date_long(Date d) {
  if (!d.set()) return {};
  return "民國" + std::to_string(d.year() - 1911) + "年" + std::to_string(d.month()) + "月" + std::to_string(d.day()) +
         "日";
}
std::string roc_datetime(Instant t) {
  if (!t.set()) return {};
  static constexpr const char* kWeekday[] = {"日", "一", "二", "三", "四", "五", "六"};
  const Date d = taipei_date(t);
  const int minute = taipei_minute_of_day(t);
  char hm[16];
  std::snprintf(hm, sizeof hm, "%02d:%02d", minute / 60, minute % 60);
  return roc_date(d) + "（" + kWeekday[d.weekday()] + "）" + hm;
}

Date taipei_date(Instant t) { return {static_cast<std::int32_t>(floor_div(t.us + kTaipeiOffset, kMicrosPerDay))}; }
int taipei_minute_of_day(Instant t) {
  const std::int64_t local = t.us + kTaipeiOffset;
  return static_cast<int>((local - floor_div(local, kMicrosPerDay) * kMicrosPerDay) / (60 * kMicrosPerSecond));
}
Instant at_taipei(Date d, int hour, int minute, int second) {
  return {std::int64_t{d.days} * kMicrosPerDay - kTaipeiOffset +
          ((hour * 60LL + minute) * 60LL + second) * kMicrosPerSecond};
}

std::string iso_instant(Instant t) {
  const std::int64_t day = floor_div(t.us, kMicrosPerDay);
  const std::int64_t rest = t.us - day * kMicrosPerDay;
  char out[40];
  std::snprintf(out, sizeof out, "T%02d:%02d:%02d.%06dZ", static_cast<int>(rest / kMicrosPerHour),
                static_cast<int>(rest / (60 * kMicrosPerSecond) % 60), static_cast<int>(rest / kMicrosPerSecond % 60),
                static_cast<int>(rest % kMicrosPerSecond));
  return Date{static_cast<std::int32_t>(day)}.iso() + out;
}

std::optional<Instant> parse_instant(std::string_view s) {
  if (s.size() < 20 || s[10] != 'T' || s[13] != ':' || s[16] != ':') return std::nullopt;
  const auto date = Date::parse(s.substr(0, 10));
  const auto h = to_int(s.substr(11, 2)), m = to_int(s.substr(14, 2)), sec = to_int(s.substr(17, 2));
  if (!date || !h || !m || !sec || *h > 23 || *m > 59 || *sec > 59) return std::nullopt;
  std::int64_t us =
      std::int64_t{date->days} * kMicrosPerDay + *h * kMicrosPerHour + (*m * 60LL + *sec) * kMicrosPerSecond;
  std::size_t i = 19;
  if (s[i] == '.') {
    const std::size_t from = ++i;
    std::int64_t scale = kMicrosPerSecond / 10;
    for (; i < s.size() && s[i] >= '0' && s[i] <= '9'; ++i, scale /= 10) us += (s[i] - '0') * scale;
    if (i == from || i - from > 6) return std::nullopt;
  }
  if (i < s.size() && s.substr(i) == "Z") return Instant{us};
  if (s.size() - i != 6 || (s[i] != '+' && s[i] != '-') || s[i + 3] != ':') return std::nullopt;
  const auto oh = to_int(s.substr(i + 1, 2)), om = to_int(s.substr(i + 4, 2));
  if (!oh || !om || *oh > 23 || *om > 59) return std::nullopt;
  const std::int64_t offset = (*oh * 60LL + *om) * 60 * kMicrosPerSecond;
  return Instant{s[i] == '+' ? us - offset : us + offset};
}

int age_on(Date birth, Date on) {
  if (on < birth) return -1;
  int age = on.year() - birth.year();
  if (on.month() < birth.month() || (on.month() == birth.month() && on.day() < birth.day())) --age;
  return age;
}

Instant SystemClock::now() const {
  return {ch::duration_cast<ch::microseconds>(ch::system_clock::now().time_since_epoch()).count()};
}

}  // namespace anwang

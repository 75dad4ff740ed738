#include "clock/calendar.h"

#include <optional>
#include <string>

namespace anwang::clock {

namespace {

std::vector<std::string_view> cells(std::string_view line) {
  std::vector<std::string_view> out;
  for (std::size_t from = 0;;) {
    const std::size_t comma = line.find(',', from);
    out.push_back(line.substr(from, comma == std::string_view::npos ? comma : comma - from));
    if (comma == std::string_view::npos) return out;
    from = comma + 1;
  }
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

tl::unexpected<Error> bad(int line) {
  Error e{Errc::malformed, "bad_calendar", {}, {}, 0};
  e.fields.push_back({"", "bad_calendar", {{"line", std::to_string(line)}}});
  return tl::unexpected<Error>(std::move(e));
}

std::optional<std::size_t> column(const std::vector<std::string_view>& header, std::string_view name) {
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (header[i] == name) return i;
  }
  return std::nullopt;
}

}  // namespace

Result<WorkingCalendar> WorkingCalendar::parse(std::string_view csv) {
  const auto header = cells(take_line(csv));
  const auto date_at = column(header, "date");
  const auto working_at = column(header, "is_working_day");
  if (!date_at || !working_at) return bad(1);
  WorkingCalendar calendar;
  for (int line = 2; !csv.empty(); ++line) {
    const auto row = cells(take_line(csv));
    if (row.size() != header.size()) return bad(line);
    const auto day = Date::parse(row[*date_at]);
    const auto flag = row[*working_at];
    if (!day || (flag != "0" && flag != "1")) return bad(line);
    if (!calendar.first_.set()) calendar.first_ = *day;
    if (day->days != calendar.first_.days + static_cast<std::int32_t>(calendar.working_.size())) return bad(line);
    calendar.working_.push_back(flag == "1");
  }
  return calendar;
}

bool WorkingCalendar::published(Date day) const {
  return first_.set() && day >= first_ && day.days - first_.days < static_cast<std::int32_t>(working_.size());
}

bool WorkingCalendar::is_working(Date day) const {
  if (published(day)) return working_[static_cast<std::size_t>(day.days - first_.days)];
  const int weekday = day.weekday();
  return weekday != 0 && weekday != 6;
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

#include "obs/log.h"

#include <unistd.h>

#include <atomic>
#include <charconv>

#include "base/time.h"

namespace anwang::obs {
namespace {

std::atomic<int> g_level{static_cast<int>(Level::info)};
std::atomic<int> g_fd{STDERR_FILENO};

std::string_view name_of(Level level) {
  switch (level) {
    case Level::debug:
      return "debug";
    case Level::info:
      return "info";
    case Level::warn:
      return "warn";
    case Level::error:
      return "error";
  }
  return "error";
}

std::string_view name_of(Field field) {
  switch (field) {
    case Field::account:
      return "account";
    case Field::bytes_in:
      return "bytes_in";
    case Field::bytes_out:
      return "bytes_out";
    case Field::code:
      return "code";
    case Field::connections:
      return "connections";
    case Field::count:
      return "count";
    case Field::county:
      return "county";
    case Field::duration_us:
      return "duration_us";
    case Field::entries:
      return "entries";
    case Field::errno_:
      return "errno";
    case Field::exception:
      return "exception";
    case Field::job:
      return "job";
    case Field::lag:
      return "lag";
    case Field::limit:
      return "limit";
    case Field::method:
      return "method";
    case Field::module:
      return "module";
    case Field::node:
      return "node";
    case Field::port:
      return "port";
    case Field::query:
      return "query";
    case Field::queue:
      return "queue";
    case Field::request_id:
      return "request_id";
    case Field::route:
      return "route";
    case Field::rows:
      return "rows";
    case Field::seq:
      return "seq";
    case Field::signal:
      return "signal";
    case Field::stage:
      return "stage";
    case Field::status:
      return "status";
    case Field::table:
      return "table";
    case Field::version:
      return "version";
  }
  return "unknown";
}

}  // namespace

void LogValue::append_json(std::string& out) const {
  if (const auto* i = std::get_if<std::int64_t>(&value_)) {
    out += std::to_string(*i);
  } else if (const auto* d = std::get_if<double>(&value_)) {
    char buffer[40];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, *d, std::chars_format::fixed, 3).ptr;
    out.append(buffer, end);
  } else if (const auto* b = std::get_if<bool>(&value_)) {
    out += *b ? "true" : "false";
  } else {
    out.push_back('"');
    out += std::get<std::string_view>(value_);  // a Word or an id: nothing to escape
    out.push_back('"');
  }
}

void log(Level level, Word event, std::initializer_list<LogEntry> entries) {
  if (static_cast<int>(level) < g_level.load(std::memory_order_relaxed)) return;
  std::string line = "{\"at\":\"" + iso_instant(SystemClock().now()) + "\",\"level\":\"";
  line += name_of(level);
  line += "\",\"event\":\"";
  line += event.text();
  line.push_back('"');
  for (const LogEntry& e : entries) {
    line += ",\"";
    line += name_of(e.field);
    line += "\":";
    e.value.append_json(line);
  }
  line += "}\n";
  // A log that cannot be written (pipe closed, disk full) must not stop the work it tells of.
  [[maybe_unused]] const auto written = ::write(g_fd.load(std::memory_order_relaxed), line.data(), line.size());
}

void set_log_level(Level level) { g_level = static_cast<int>(level); }
void set_log_fd(int fd) { g_fd = fd; }

}  // namespace anwang::obs

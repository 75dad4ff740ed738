// Structured logs: one JSON object a line, of allow-listed fields only. A field is a member of the enum below; a value
// is a number, a boolean, a Word of the source or a request id. There is no way to log a string of the data.
//   obs::log(Level::warn, "http.overload", {{Field::count, n}, {Field::request_id, id}});
// Thread-safe. A line is one write(2): lines of several threads never mix.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <variant>

#include "obs/request_id.h"
#include "obs/word.h"

namespace anwang::obs {

enum class Level { debug, info, warn, error };

enum class Field {
  account,  // account id: staff, not persons of a report
  bytes_in,
  bytes_out,
  code,  // a stable word: Errc, reason, kind of event
  connections,
  count,
  county,  // MOI code as a number
  duration_us,
  entries,
  errno_,     // number of the operating system
  exception,  // type of a C++ exception, never its text
  job,
  lag,
  limit,
  method,
  module,
  node,
  port,
  query,  // name of a query, never its text or parameters
  queue,
  request_id,
  route,  // the pattern, never the path
  rows,
  seq,
  signal,
  stage,
  status,
  table,
  version,
};

class LogValue {
 public:
  LogValue(std::int64_t v) : value_(v) {}
  LogValue(int v) : value_(std::int64_t{v}) {}
  LogValue(unsigned v) : value_(std::int64_t{v}) {}
  LogValue(std::size_t v) : value_(static_cast<std::int64_t>(v)) {}
  LogValue(double v) : value_(v) {}
  LogValue(bool v) : value_(v) {}
  LogValue(Word v) : value_(v.text()) {}
  LogValue(const RequestId& v) : value_(std::string_view(v.str())) {}
  template <std::size_t N>
  consteval LogValue(const char (&literal)[N]) : value_(Word(literal).text()) {}
  void append_json(std::string& out) const;

 private:
  std::variant<std::int64_t, double, bool, std::string_view> value_;
};

struct LogEntry {
  Field field;
  LogValue value;
};

void log(Level level, Word event, std::initializer_list<LogEntry> entries = {});

// Lowest level written; info by default.
void set_log_level(Level level);
// File descriptor that lines go to; standard error by default. The caller keeps it open.
void set_log_fd(int fd);

}  // namespace anwang::obs

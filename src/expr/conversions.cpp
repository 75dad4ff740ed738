// int, uint, double, string, bytes, bool, timestamp, duration, type, dyn. What does not fit is an error, never rounded
// to something near.
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "expr/functions.h"
#include "expr/time_text.h"

namespace anwang::expr {
namespace {

constexpr double kTwo63 = 9223372036854775808.0;
constexpr double kTwo64 = 18446744073709551616.0;
Value out_of_range(const char* to) { return Value::error(ErrorCode::range, to); }
Value bad(const char* to) { return Value::error(ErrorCode::bad_conversion, to); }

template <class T>
std::optional<T> read_whole(std::string_view text) {
  T out{};
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return out;
}

Value to_int(const Arguments& args, CallContext&) {
  const Value& v = args[0];
  if (v.integer()) return v;
  if (const auto* u = v.unsigned_integer())
    return *u > INT64_MAX ? out_of_range("int") : Value(static_cast<std::int64_t>(*u));
  if (const auto* d = v.number())
    return *d > -kTwo63 && *d < kTwo63 ? Value(static_cast<std::int64_t>(*d)) : out_of_range("int");
  if (const auto* t = v.timestamp()) return t->seconds;
  if (const auto* s = v.string()) {
    const auto read = read_whole<std::int64_t>(*s);
    return read ? Value(*read) : bad("int");
  }
  return no_overload();
}
Value to_uint(const Arguments& args, CallContext&) {
  const Value& v = args[0];
  if (v.unsigned_integer()) return v;
  if (const auto* i = v.integer()) return *i < 0 ? out_of_range("uint") : Value(static_cast<std::uint64_t>(*i));
  if (const auto* d = v.number())
    return *d >= 0 && *d < kTwo64 ? Value(static_cast<std::uint64_t>(*d)) : out_of_range("uint");
  if (const auto* s = v.string()) {
    const auto read = read_whole<std::uint64_t>(*s);
    return read ? Value(*read) : bad("uint");
  }
  return no_overload();
}
Value to_double(const Arguments& args, CallContext&) {
  const Value& v = args[0];
  if (v.number()) return v;
  if (const auto* i = v.integer()) return static_cast<double>(*i);
  if (const auto* u = v.unsigned_integer()) return static_cast<double>(*u);
  if (const auto* s = v.string()) {
    const auto read = read_whole<double>(*s);
    return read ? Value(*read) : bad("double");
  }
  return no_overload();
}
std::string plain_number(double d) {
  char buffer[32];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, d).ptr};
}
Value to_string(const Arguments& args, CallContext& context) {
  const Value& v = args[0];
  if (v.string()) return v;
  if (const auto* i = v.integer()) return std::to_string(*i);
  if (const auto* u = v.unsigned_integer()) return std::to_string(*u);
  if (const auto* d = v.number()) return plain_number(*d);
  if (const auto* b = v.boolean()) return *b ? "true" : "false";
  if (const auto* t = v.timestamp()) return timestamp_text(*t);
  if (const auto* d = v.duration()) return duration_text(*d);
  if (const auto* b = v.bytes()) {
    if (!context.budget.spend(b->data.size() / 16)) return no_overload();
    return valid_utf8(b->data) ? Value(b->data) : bad("string");
  }
  return no_overload();
}
Value to_bytes(const Arguments& args, CallContext&) {
  if (args[0].bytes()) return args[0];
  return args[0].string() ? Value(Bytes{*args[0].string()}) : no_overload();
}
Value to_bool(const Arguments& args, CallContext&) {
  if (args[0].boolean()) return args[0];
  if (!args[0].string()) return no_overload();
  const std::string& s = *args[0].string();
  for (const auto* yes : {"1", "t", "T", "true", "TRUE", "True"})
    if (s == yes) return true;
  for (const auto* no : {"0", "f", "F", "false", "FALSE", "False"})
    if (s == no) return false;
  return bad("bool");
}
Value to_timestamp(const Arguments& args, CallContext&) {
  const Value& v = args[0];
  if (v.timestamp()) return v;
  if (const auto* i = v.integer())
    return *i < kMinSeconds || *i > kMaxSeconds ? out_of_range("timestamp") : Value(Timestamp{*i, 0});
  if (const auto* s = v.string()) {
    const auto read = parse_timestamp(*s);
    return read ? Value(*read) : out_of_range("timestamp");
  }
  return no_overload();
}
Value to_duration(const Arguments& args, CallContext&) {
  const Value& v = args[0];
  if (v.duration()) return v;
  if (const auto* s = v.string()) {
    const auto read = parse_duration(*s);
    return read ? Value(*read) : out_of_range("duration");
  }
  return no_overload();
}
Value type_value(const Arguments& args, CallContext&) { return TypeName{type_of(args[0])}; }
Value dynamic(const Arguments& args, CallContext&) { return args[0]; }

// All of them take one argument.
template <Function F>
Value unary(const Arguments& args, CallContext& context) {
  return args.size() == 1 ? F(args, context) : no_overload();
}

}  // namespace

const std::vector<Entry>& conversion_functions() {
  static const std::vector<Entry> kAll{
      {"int", unary<to_int>, true, false},
      {"uint", unary<to_uint>, true, false},
      {"double", unary<to_double>, true, false},
      {"string", unary<to_string>, true, false},
      {"bytes", unary<to_bytes>, true, false},
      {"bool", unary<to_bool>, true, false},
      {"timestamp", unary<to_timestamp>, true, false},
      {"duration", unary<to_duration>, true, false},
      {"type", unary<type_value>, true, false},
      {"dyn", unary<dynamic>, true, false},
  };
  return kAll;
}

}  // namespace anwang::expr

#include "expr/value.h"

#include <charconv>
#include <cmath>

#include "expr/time_text.h"

namespace anwang::expr {
namespace {

constexpr double kTwo63 = 9223372036854775808.0;
constexpr double kTwo64 = 18446744073709551616.0;

std::partial_ordering compare_signed(std::int64_t a, std::uint64_t b) {
  if (a < 0) return std::partial_ordering::less;
  return static_cast<std::uint64_t>(a) <=> b;
}
// Exact, but for the one double above the largest integer, which the language's conformance data takes for equal to it.
std::partial_ordering compare_double(std::int64_t a, double b) {
  if (std::isnan(b)) return std::partial_ordering::unordered;
  if (b >= kTwo63) return static_cast<double>(a) <=> b;
  if (b < -kTwo63) return std::partial_ordering::greater;
  const auto whole = static_cast<std::int64_t>(b);
  if (a != whole) return a <=> whole;
  return 0.0 <=> (b - static_cast<double>(whole));
}
std::partial_ordering compare_double(std::uint64_t a, double b) {
  if (std::isnan(b)) return std::partial_ordering::unordered;
  if (b >= kTwo64) return static_cast<double>(a) <=> b;
  if (b < 0) return std::partial_ordering::greater;
  const auto whole = static_cast<std::uint64_t>(b);
  if (a != whole) return a <=> whole;
  return 0.0 <=> (b - static_cast<double>(whole));
}
std::partial_ordering turned(std::partial_ordering o) { return 0 <=> o; }

std::partial_ordering compare_numbers(const Value& a, const Value& b) {
  if (const auto* x = a.integer()) {
    if (const auto* y = b.integer()) return *x <=> *y;
    if (const auto* y = b.unsigned_integer()) return compare_signed(*x, *y);
    return compare_double(*x, *b.number());
  }
  if (const auto* x = a.unsigned_integer()) {
    if (const auto* y = b.integer()) return turned(compare_signed(*y, *x));
    if (const auto* y = b.unsigned_integer()) return *x <=> *y;
    return compare_double(*x, *b.number());
  }
  const double x = *a.number();
  if (const auto* y = b.integer()) return turned(compare_double(*y, x));
  if (const auto* y = b.unsigned_integer()) return turned(compare_double(*y, x));
  return x <=> *b.number();
}

bool equal_maps(const Map& a, const Map& b) {
  if (a.size() != b.size()) return false;
  for (const auto& [key, value] : a) {
    const auto found = b.find(key);
    if (found == b.end() || !equal(value, found->second)) return false;
  }
  return true;
}
bool equal_lists(const List& a, const List& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!equal(a[i], b[i])) return false;
  return true;
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\\' || c == '\'') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out + "'";
}
std::string number_text(double d) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, d).ptr;
  std::string out(buffer, end);
  if (std::isfinite(d) && out.find_first_of(".e") == std::string::npos) out += ".0";
  return out;
}
std::string list_text(const List& list) {
  std::string out = "[";
  for (const Value& v : list) out += (out.size() > 1 ? ", " : "") + to_text(v);
  return out + "]";
}
std::string map_text(const Map& map) {
  std::string out = "{";
  for (const auto& [key, value] : map) out += (out.size() > 1 ? ", " : "") + to_text(key) + ": " + to_text(value);
  return out + "}";
}

}  // namespace

Value Value::error(ErrorCode code, std::string detail) {
  Value v;
  v.v_ = std::make_shared<const Fault>(Fault{code, std::move(detail)});
  return v;
}

std::string_view error_word(ErrorCode code) {
  switch (code) {
    case ErrorCode::no_such_overload:
      return "no_such_overload";
    case ErrorCode::no_such_key:
      return "no_such_key";
    case ErrorCode::no_such_attribute:
      return "no_such_attribute";
    case ErrorCode::divide_by_zero:
      return "divide_by_zero";
    case ErrorCode::overflow:
      return "overflow";
    case ErrorCode::range:
      return "range";
    case ErrorCode::bad_conversion:
      return "bad_conversion";
    case ErrorCode::bad_pattern:
      return "bad_pattern";
    case ErrorCode::index_out_of_bounds:
      return "index_out_of_bounds";
    case ErrorCode::duplicate_key:
      return "duplicate_key";
    case ErrorCode::no_calendar:
      return "no_calendar";
    case ErrorCode::cost_exceeded:
      return "cost_exceeded";
  }
  return "error";
}

bool equal(const Value& a, const Value& b) {
  if (a.numeric() && b.numeric()) return compare_numbers(a, b) == 0;
  if (a.kind() != b.kind()) return false;
  if (a.is_null()) return true;
  if (a.boolean()) return *a.boolean() == *b.boolean();
  if (a.string()) return *a.string() == *b.string();
  if (a.bytes()) return *a.bytes() == *b.bytes();
  if (a.list()) return equal_lists(*a.list(), *b.list());
  if (a.map()) return equal_maps(*a.map(), *b.map());
  if (a.timestamp()) return *a.timestamp() == *b.timestamp();
  if (a.duration()) return *a.duration() == *b.duration();
  if (a.type_name()) return *a.type_name() == *b.type_name();
  return false;
}

std::optional<std::partial_ordering> order(const Value& a, const Value& b) {
  if (a.numeric() && b.numeric()) return compare_numbers(a, b);
  if (a.kind() != b.kind()) return std::nullopt;
  if (a.boolean()) return std::partial_ordering(*a.boolean() <=> *b.boolean());
  // UTF-8 keeps the order of code points
  if (a.string()) return std::partial_ordering(a.string()->compare(*b.string()) <=> 0);
  if (a.bytes()) return std::partial_ordering(a.bytes()->data.compare(b.bytes()->data) <=> 0);
  if (a.timestamp()) return std::partial_ordering(*a.timestamp() <=> *b.timestamp());
  if (a.duration()) return std::partial_ordering(*a.duration() <=> *b.duration());
  return std::nullopt;
}

bool KeyLess::operator()(const Value& a, const Value& b) const {
  const auto rank = [](const Value& v) { return v.boolean() ? 0 : v.numeric() ? 1 : v.string() ? 2 : 3; };
  if (rank(a) != rank(b)) return rank(a) < rank(b);
  const auto found = order(a, b);
  return found && *found < 0;
}

std::string type_of(const Value& v) {
  static constexpr const char* kNames[] = {"null_type",
                                           "bool",
                                           "int",
                                           "uint",
                                           "double",
                                           "string",
                                           "bytes",
                                           "list",
                                           "map",
                                           "google.protobuf.Timestamp",
                                           "google.protobuf.Duration",
                                           "type",
                                           "error",
                                           "unknown"};
  return kNames[v.kind()];
}

std::string to_text(const Value& v) {
  if (v.is_null()) return "null";
  if (v.boolean()) return *v.boolean() ? "true" : "false";
  if (v.integer()) return std::to_string(*v.integer());
  if (v.unsigned_integer()) return std::to_string(*v.unsigned_integer()) + "u";
  if (v.number()) return number_text(*v.number());
  if (v.string()) return quoted(*v.string());
  if (v.bytes()) return "b" + quoted(v.bytes()->data);
  if (v.list()) return list_text(*v.list());
  if (v.map()) return map_text(*v.map());
  if (v.timestamp()) return "timestamp('" + timestamp_text(*v.timestamp()) + "')";
  if (v.duration()) return "duration('" + duration_text(*v.duration()) + "')";
  if (v.type_name()) return v.type_name()->name;
  if (v.fault()) return "error " + std::string(error_word(v.fault()->code));
  std::string out = "unknown";
  for (const std::string& path : v.missing()->paths) out += " " + path;
  return out;
}

}  // namespace anwang::expr

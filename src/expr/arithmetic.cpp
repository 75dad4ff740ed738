// + - * / % and the comparisons. Integers never wrap: overflow is an error.
#include <cmath>

#include "expr/functions.h"
#include "expr/time_text.h"

namespace anwang::expr {
namespace {

Value overflow() { return Value::error(ErrorCode::overflow); }
Value out_of_range() { return Value::error(ErrorCode::range); }

template <class T, bool (*Op)(T, T, T&)>
Value checked(T a, T b) {
  T out{};
  return Op(a, b, out) ? overflow() : Value(out);
}
template <class T>
bool add_overflows(T a, T b, T& out) {
  return __builtin_add_overflow(a, b, &out);
}
template <class T>
bool sub_overflows(T a, T b, T& out) {
  return __builtin_sub_overflow(a, b, &out);
}
template <class T>
bool mul_overflows(T a, T b, T& out) {
  return __builtin_mul_overflow(a, b, &out);
}

Value joined_lists(const List& a, const List& b, CallContext& context) {
  if (!context.budget.spend(a.size() + b.size())) return overflow();
  List out = a;
  out.insert(out.end(), b.begin(), b.end());
  return out;
}
Value joined_texts(const std::string& a, const std::string& b, CallContext& context) {
  if (!context.budget.spend((a.size() + b.size()) / 16)) return overflow();
  return a + b;
}
Value plus_time(const Value& a, const Value& b) {
  if (a.timestamp() && b.duration()) {
    const auto t = add(*a.timestamp(), *b.duration());
    return t ? Value(*t) : out_of_range();
  }
  if (a.duration() && b.timestamp()) return plus_time(b, a);
  if (a.duration() && b.duration()) {
    std::int64_t out = 0;
    return add_overflows(a.duration()->nanos, b.duration()->nanos, out) ? out_of_range() : Value(Duration{out});
  }
  return no_overload();
}

Value plus(const Arguments& args, CallContext& context) {
  const Value &a = args[0], &b = args[1];
  if (a.integer() && b.integer()) return checked<std::int64_t, add_overflows>(*a.integer(), *b.integer());
  if (a.unsigned_integer() && b.unsigned_integer())
    return checked<std::uint64_t, add_overflows>(*a.unsigned_integer(), *b.unsigned_integer());
  if (a.number() && b.number()) return *a.number() + *b.number();
  if (a.string() && b.string()) return joined_texts(*a.string(), *b.string(), context);
  if (a.bytes() && b.bytes()) {
    const Value text = joined_texts(a.bytes()->data, b.bytes()->data, context);
    return text.string() ? Value(Bytes{*text.string()}) : text;
  }
  if (a.list() && b.list()) return joined_lists(*a.list(), *b.list(), context);
  return plus_time(a, b);
}

Value minus_time(const Value& a, const Value& b) {
  if (a.timestamp() && b.timestamp()) {
    const auto d = difference(*a.timestamp(), *b.timestamp());
    return d ? Value(*d) : out_of_range();
  }
  if (!b.duration() || (!a.timestamp() && !a.duration())) return no_overload();
  if (a.timestamp()) {
    if (b.duration()->nanos == INT64_MIN) return out_of_range();
    const auto t = add(*a.timestamp(), {-b.duration()->nanos});
    return t ? Value(*t) : out_of_range();
  }
  std::int64_t out = 0;
  return sub_overflows(a.duration()->nanos, b.duration()->nanos, out) ? out_of_range() : Value(Duration{out});
}

Value minus(const Arguments& args, CallContext&) {
  const Value &a = args[0], &b = args[1];
  if (a.integer() && b.integer()) return checked<std::int64_t, sub_overflows>(*a.integer(), *b.integer());
  if (a.unsigned_integer() && b.unsigned_integer())
    return checked<std::uint64_t, sub_overflows>(*a.unsigned_integer(), *b.unsigned_integer());
  if (a.number() && b.number()) return *a.number() - *b.number();
  return minus_time(a, b);
}

Value times(const Arguments& args, CallContext&) {
  const Value &a = args[0], &b = args[1];
  if (a.integer() && b.integer()) return checked<std::int64_t, mul_overflows>(*a.integer(), *b.integer());
  if (a.unsigned_integer() && b.unsigned_integer())
    return checked<std::uint64_t, mul_overflows>(*a.unsigned_integer(), *b.unsigned_integer());
  if (a.number() && b.number()) return *a.number() * *b.number();
  return no_overload();
}

// Towards zero, as C; the smallest integer by -1 does not fit.
template <bool Remainder>
Value divided(const Arguments& args, CallContext&) {
  const Value &a = args[0], &b = args[1];
  auto zero = Value::error(ErrorCode::divide_by_zero, Remainder ? "modulus by zero" : "division by zero");
  if (a.integer() && b.integer()) {
    if (*b.integer() == 0) return zero;
    if (*a.integer() == INT64_MIN && *b.integer() == -1) return overflow();
    return Remainder ? *a.integer() % *b.integer() : *a.integer() / *b.integer();
  }
  if (a.unsigned_integer() && b.unsigned_integer()) {
    if (*b.unsigned_integer() == 0) return zero;
    return Remainder ? *a.unsigned_integer() % *b.unsigned_integer() : *a.unsigned_integer() / *b.unsigned_integer();
  }
  if (!Remainder && a.number() && b.number()) return *a.number() / *b.number();
  return no_overload();
}

Value negated(const Arguments& args, CallContext&) {
  if (const auto* i = args[0].integer()) return *i == INT64_MIN ? overflow() : Value(-*i);
  if (const auto* d = args[0].number()) return -*d;
  return no_overload();
}
Value denied(const Arguments& args, CallContext&) {
  return args[0].boolean() ? Value(!*args[0].boolean()) : no_overload();
}

Value same(const Arguments& args, CallContext& context) { return equal_within(args[0], args[1], context.budget); }
Value different(const Arguments& args, CallContext& context) { return !equal_within(args[0], args[1], context.budget); }

template <class Test>
Value compared(const Arguments& args, CallContext& context, Test test) {
  const Value &a = args[0], &b = args[1];
  if (a.string() && !context.budget.spend(a.string()->size() / 64)) return overflow();
  const auto found = order(a, b);
  return found ? Value(test(*found)) : no_overload();
}
using Order = std::partial_ordering;
Value less(const Arguments& a, CallContext& c) {
  return compared(a, c, [](Order o) { return o < 0; });
}
Value at_most(const Arguments& a, CallContext& c) {
  return compared(a, c, [](Order o) { return o <= 0; });
}
Value greater(const Arguments& a, CallContext& c) {
  return compared(a, c, [](Order o) { return o > 0; });
}
Value at_least(const Arguments& a, CallContext& c) {
  return compared(a, c, [](Order o) { return o >= 0; });
}

}  // namespace

const std::vector<Entry>& arithmetic_functions() {
  static const std::vector<Entry> kAll{
      {"+", plus, true, false},           {"-", minus, true, false},         {"*", times, true, false},
      {"/", divided<false>, true, false}, {"%", divided<true>, true, false}, {"-_", negated, true, false},
      {"!", denied, true, false},         {"==", same, true, false},         {"!=", different, true, false},
      {"<", less, true, false},           {"<=", at_most, true, false},      {">", greater, true, false},
      {">=", at_least, true, false},
  };
  return kAll;
}

}  // namespace anwang::expr

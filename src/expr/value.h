// Values of the Common Expression Language (CEL, github.com/google/cel-spec): what an expression reads and gives.
// A result may also be an Error (division by zero, no such key …) or an Unknown (a fact that is not recorded): both
// travel through an evaluation as values, because && and || absorb them. Thread-safety: immutable values, cheap copies.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace anwang::expr {

class Value;
struct KeyLess {  // 1, 1u and 1.0 are one key
  bool operator()(const Value& a, const Value& b) const;
};
using List = std::vector<Value>;
using Map = std::map<Value, Value, KeyLess>;

struct Bytes {
  std::string data;
  bool operator==(const Bytes&) const = default;
};
// Years 0001 to 9999, as the language says.
struct Timestamp {
  std::int64_t seconds = 0;  // since 1970-01-01T00:00:00Z
  std::int32_t nanos = 0;    // 0 … 999,999,999
  auto operator<=>(const Timestamp&) const = default;
};
// About 292 years either way (int64 nanoseconds).
struct Duration {
  std::int64_t nanos = 0;
  auto operator<=>(const Duration&) const = default;
};
// The value of type(x), named as the language names it: "int", "google.protobuf.Timestamp".
struct TypeName {
  std::string name;
  bool operator==(const TypeName&) const = default;
};

enum class ErrorCode {
  no_such_overload,
  no_such_key,
  no_such_attribute,  // an identifier that nothing declares
  divide_by_zero,
  overflow,
  range,
  bad_conversion,
  bad_pattern,
  index_out_of_bounds,
  duplicate_key,
  no_calendar,    // a working-day function where no calendar was given
  cost_exceeded,  // the limit of one evaluation; nothing absorbs it
};
std::string_view error_word(ErrorCode code);

struct Fault {
  ErrorCode code = ErrorCode::no_such_overload;
  std::string detail;  // for the author of the expression; holds no value of a variable
  bool operator==(const Fault&) const = default;
};
// The facts that are missing, as paths: "subject.birth_on".
struct Unknown {
  std::set<std::string> paths;
  bool operator==(const Unknown&) const = default;
};

class Value {
 public:
  using Variant =
      std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::shared_ptr<const std::string>, Bytes,
                   std::shared_ptr<const List>, std::shared_ptr<const Map>, Timestamp, Duration, TypeName,
                   std::shared_ptr<const Fault>, std::shared_ptr<const Unknown>>;
  Value() = default;  // null
  Value(bool v) : v_(v) {}
  Value(std::int64_t v) : v_(v) {}
  Value(int v) : v_(std::int64_t{v}) {}
  Value(std::uint64_t v) : v_(v) {}
  Value(double v) : v_(v) {}
  Value(std::string v) : v_(std::make_shared<const std::string>(std::move(v))) {}
  Value(std::string_view v) : Value(std::string(v)) {}
  Value(const char* v) : Value(std::string(v)) {}
  Value(Bytes v) : v_(std::move(v)) {}
  Value(List v) : v_(std::make_shared<const List>(std::move(v))) {}
  Value(Map v) : v_(std::make_shared<const Map>(std::move(v))) {}
  Value(Timestamp v) : v_(v) {}
  Value(Duration v) : v_(v) {}
  Value(TypeName v) : v_(std::move(v)) {}
  Value(Unknown v) : v_(std::make_shared<const Unknown>(std::move(v))) {}
  static Value error(ErrorCode code, std::string detail = {});
  static Value unknown(std::string path) { return Value(Unknown{{std::move(path)}}); }

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(v_); }
  [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&v_); }
  [[nodiscard]] const std::int64_t* integer() const { return std::get_if<std::int64_t>(&v_); }
  [[nodiscard]] const std::uint64_t* unsigned_integer() const { return std::get_if<std::uint64_t>(&v_); }
  [[nodiscard]] const double* number() const { return std::get_if<double>(&v_); }
  [[nodiscard]] const std::string* string() const { return shared<std::string>(); }
  [[nodiscard]] const Bytes* bytes() const { return std::get_if<Bytes>(&v_); }
  [[nodiscard]] const List* list() const { return shared<List>(); }
  [[nodiscard]] const Map* map() const { return shared<Map>(); }
  [[nodiscard]] const Timestamp* timestamp() const { return std::get_if<Timestamp>(&v_); }
  [[nodiscard]] const Duration* duration() const { return std::get_if<Duration>(&v_); }
  [[nodiscard]] const TypeName* type_name() const { return std::get_if<TypeName>(&v_); }
  [[nodiscard]] const Fault* fault() const { return shared<Fault>(); }
  [[nodiscard]] const Unknown* missing() const { return shared<Unknown>(); }
  [[nodiscard]] bool is(bool wanted) const { return boolean() != nullptr && *boolean() == wanted; }
  // Neither an Error nor an Unknown.
  [[nodiscard]] bool known() const { return fault() == nullptr && missing() == nullptr; }
  [[nodiscard]] bool numeric() const { return integer() || unsigned_integer() || number(); }
  [[nodiscard]] std::size_t kind() const { return v_.index(); }

 private:
  template <class T>
  [[nodiscard]] const T* shared() const {
    auto* p = std::get_if<std::shared_ptr<const T>>(&v_);
    return p ? p->get() : nullptr;
  }
  Variant v_;
};

// The language's ==: values of different types are unequal, numbers compare across their types, NaN equals nothing.
bool equal(const Value& a, const Value& b);
// The language's order, for < and its kin; nullopt where there is none (different types, lists, maps, null, NaN).
std::optional<std::partial_ordering> order(const Value& a, const Value& b);
// "int", "list", "null_type", …; "error" and "unknown" for the two that are no values.
std::string type_of(const Value& v);
// As written in the language: 'x', [1, 2], timestamp('…'). For tests, explanations and messages.
std::string to_text(const Value& v);

}  // namespace anwang::expr

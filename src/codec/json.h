// JSON values and strict parsing. The only includer of the JSON library is json.cpp.
// Parsing refuses what RFC 8259 leaves open: duplicate keys, ill-formed UTF-8, NUL, depth over the limit, numbers that
// do not fit, bytes after the value. Integers stay integers (int64); money and ids never pass through a double.
// Writing: write() is compact; canonical() is RFC 8785 order with our rule that integers are written as strings, so
// that golden bytes never depend on a number printer. Thread-safety: plain values.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace anwang::codec {

class Json;
using JsonArray = std::vector<Json>;
using JsonMember = std::pair<std::string, Json>;

// Keeps the order of insertion; lookup is linear (objects here are small).
class JsonObject {
 public:
  JsonObject() = default;
  JsonObject(std::initializer_list<JsonMember> members);
  [[nodiscard]] const Json* find(std::string_view key) const;
  Json* find(std::string_view key);
  void set(std::string key, Json value);     // replaces or appends
  void append(std::string key, Json value);  // the caller knows that the key is new: no search
  [[nodiscard]] bool contains(std::string_view key) const { return find(key) != nullptr; }
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool empty() const { return size() == 0; }
  [[nodiscard]] const std::vector<JsonMember>& members() const { return members_; }
  bool operator==(const JsonObject&) const;

 private:
  std::vector<JsonMember> members_;
};

class Json {
 public:
  Json() = default;
  Json(std::nullptr_t) {}
  Json(bool v) : value_(v) {}
  Json(std::int64_t v) : value_(v) {}
  Json(int v) : value_(std::int64_t{v}) {}
  Json(double v) : value_(v) {}
  Json(const char* v) : value_(std::string(v)) {}
  Json(std::string v) : value_(std::move(v)) {}
  Json(std::string_view v) : value_(std::string(v)) {}
  Json(JsonArray v) : value_(std::move(v)) {}
  Json(JsonObject v) : value_(std::move(v)) {}

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&value_); }
  [[nodiscard]] const std::int64_t* integer() const { return std::get_if<std::int64_t>(&value_); }
  [[nodiscard]] const double* number() const { return std::get_if<double>(&value_); }
  [[nodiscard]] const std::string* string() const { return std::get_if<std::string>(&value_); }
  [[nodiscard]] const JsonArray* array() const { return std::get_if<JsonArray>(&value_); }
  [[nodiscard]] const JsonObject* object() const { return std::get_if<JsonObject>(&value_); }
  JsonArray* array() { return std::get_if<JsonArray>(&value_); }
  JsonObject* object() { return std::get_if<JsonObject>(&value_); }
  // Member of an object, or nullptr when this is no object or has no such key.
  [[nodiscard]] const Json* get(std::string_view key) const;
  bool operator==(const Json&) const = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, JsonArray, JsonObject> value_;
};

struct JsonLimits {
  std::size_t max_depth = 32;
  std::size_t max_bytes = 1 << 20;
};
// Errors: Errc::malformed with reason bad_json, duplicate_key, too_deep, bad_utf8 (unpaired surrogates too),
// nul_character or number_range (an integer outside int64, a number outside double), or Errc::too_large (max_bytes).
// `fields[0]` has the reason as code, the pointer of the value being read, and args {line, column}, both from 1, column
// in characters.
Result<Json> parse_json(std::string_view text, JsonLimits limits = {});
// Doubles in their shortest exact form, whole ones with ".0": what is written reads back as the same value and type.
// A NaN or an infinity has no JSON form: std::invalid_argument (a bug of the caller).
std::string write_json(const Json& value);
std::string canonical_json(const Json& value);
// Appends a quoted string with the escapes of RFC 8785; for writers that stream what they hold in other types.
void append_json_string(std::string& out, std::string_view text);

}  // namespace anwang::codec

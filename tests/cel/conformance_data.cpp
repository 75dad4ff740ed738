#include "conformance_data.h"

#include <charconv>
#include <cmath>
#include <limits>

#include "expr/time_text.h"

namespace anwang::expr {
namespace {

using codec::Json;

std::string base64(std::string_view text) {
  static constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const auto d = kDigits.find(c);
    if (d == std::string_view::npos) continue;
    bits = bits << 6 | static_cast<std::uint32_t>(d);
    if ((count += 6) >= 8) out += static_cast<char>(bits >> (count -= 8) & 0xFF);
  }
  return out;
}
double number(const Json& j) {
  const std::string& s = *j.string();
  if (s == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (s.ends_with("Infinity"))
    return s[0] == '-' ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
  return std::stod(s);
}

std::optional<Value> value_of(const Json& j);

std::optional<Value> object(const Json& j) {
  const Json *type = j.get("@type"), *value = j.get("value");
  if (!type || !value || !value->string()) return std::nullopt;
  if (type->string()->ends_with("google.protobuf.Duration")) {
    const auto d = parse_duration(*value->string());
    return d ? std::optional(Value(*d)) : std::nullopt;
  }
  if (type->string()->ends_with("google.protobuf.Timestamp")) {
    const auto t = parse_timestamp(*value->string());
    return t ? std::optional(Value(*t)) : std::nullopt;
  }
  return std::nullopt;
}
std::optional<Value> list(const Json& j) {
  List out;
  if (const Json* values = j.get("values"))
    for (const Json& item : *values->array()) {
      auto v = value_of(item);
      if (!v) return std::nullopt;
      out.push_back(std::move(*v));
    }
  return Value(std::move(out));
}
std::optional<Value> map(const Json& j) {
  Map out;
  if (const Json* entries = j.get("entries"))
    for (const Json& entry : *entries->array()) {
      auto key = value_of(*entry.get("key"));
      auto value = value_of(*entry.get("value"));
      if (!key || !value) return std::nullopt;
      out.emplace(std::move(*key), std::move(*value));
    }
  return Value(std::move(out));
}

// nullopt: a value of protobuf that the language part we claim does not have.
std::optional<Value> value_of(const Json& j) {
  const auto& [kind, v] = j.object()->members().at(0);
  if (kind == "int64Value") return Value(std::int64_t{std::stoll(*v.string())});
  if (kind == "uint64Value") return Value(std::uint64_t{std::stoull(*v.string())});
  if (kind == "doubleValue") return Value(number(v));
  if (kind == "boolValue") return Value(*v.boolean());
  if (kind == "stringValue") return Value(*v.string());
  if (kind == "stringValueBase64") return Value(base64(*v.string()));
  if (kind == "bytesValue") return Value(Bytes{base64(*v.string())});
  if (kind == "nullValue") return Value();
  if (kind == "listValue") return list(v);
  if (kind == "mapValue") return map(v);
  if (kind == "typeValue") return Value(TypeName{*v.string()});
  if (kind == "objectValue") return object(v);
  return std::nullopt;
}

std::optional<Type> type_of(const Json& j) {
  const auto& [kind, v] = j.object()->members().at(0);
  if (kind == "dyn") return Type(TypeKind::dyn);
  if (kind == "null") return Type(TypeKind::null);
  if (kind == "primitive") {
    static const std::map<std::string, TypeKind> kKinds{
        {"BOOL", TypeKind::boolean},  {"INT64", TypeKind::integer}, {"UINT64", TypeKind::unsigned_integer},
        {"DOUBLE", TypeKind::number}, {"STRING", TypeKind::string}, {"BYTES", TypeKind::bytes}};
    return Type(kKinds.at(*v.string()));
  }
  if (kind == "wellKnown") {
    if (*v.string() == "TIMESTAMP") return Type(TypeKind::timestamp);
    if (*v.string() == "DURATION") return Type(TypeKind::duration);
    return std::nullopt;
  }
  if (kind == "messageType") {
    if (*v.string() == "google.protobuf.Timestamp") return Type(TypeKind::timestamp);
    if (*v.string() == "google.protobuf.Duration") return Type(TypeKind::duration);
    return std::nullopt;
  }
  if (kind == "listType") {
    const Json* element = v.get("elemType");
    const auto of = element ? type_of(*element) : std::optional<Type>(TypeKind::dyn);
    return of ? std::optional(Type::list(*of)) : std::nullopt;
  }
  if (kind == "mapType") {
    const auto key = type_of(*v.get("keyType")), value = type_of(*v.get("valueType"));
    return key && value ? std::optional(Type::map(*key, *value)) : std::nullopt;
  }
  return std::nullopt;
}

void read_facts(const Json& j, ConformanceCase& out) {
  const Json* bindings = j.get("bindings");
  if (!bindings) return;
  for (const auto& [name, binding] : bindings->object()->members()) {
    const Json* value = binding.get("value");
    auto v = value ? value_of(*value) : std::nullopt;
    if (v)
      out.facts.set(name, std::move(*v));
    else
      out.not_claimed = "a variable that is a protobuf message";
  }
}
void read_declarations(const Json& j, ConformanceCase& out) {
  const Json* environment = j.get("typeEnv");
  if (!environment) return;
  for (const Json& entry : *environment->array()) {
    const Json* ident = entry.get("ident");
    const auto type = ident && ident->get("type") ? type_of(*ident->get("type")) : std::nullopt;
    if (type)
      out.declarations.variables.insert_or_assign(*entry.get("name")->string(), *type);
    else
      out.not_claimed = ident ? "a variable of a protobuf type" : "a function declared by the test";
  }
}
bool flag(const Json& j, std::string_view name) {
  const Json* v = j.get(name);
  return v && v->boolean() && *v->boolean();
}
std::string reason(const std::string& source) {
  static constexpr std::pair<const char*, const char*> kReasons[] = {
      {"TestAllTypes", "protobuf messages"},
      {"NestedTestAllTypes", "protobuf messages"},
      {"google.protobuf.Any", "protobuf messages"},
      {"google.protobuf.Struct", "protobuf messages"},
      {"google.protobuf.Value", "protobuf messages"},
      {"google.protobuf.ListValue", "protobuf messages"},
      {"google.protobuf.BoolValue", "protobuf messages"},
      {"google.protobuf.StringValue", "protobuf messages"},
      {"google.protobuf.BytesValue", "protobuf messages"},
      {"google.protobuf.Int", "protobuf messages"},
      {"google.protobuf.UInt", "protobuf messages"},
      {"google.protobuf.DoubleValue", "protobuf messages"},
      {"google.protobuf.FloatValue", "protobuf messages"}};
  for (const auto& [part, why] : kReasons)
    if (source.find(part) != std::string::npos) return why;
  return {};
}

}  // namespace

Result<std::vector<ConformanceCase>> read_conformance(const Json& all) {
  std::vector<ConformanceCase> out;
  for (const Json& j : *all.array()) {
    ConformanceCase c;
    c.section = *j.get("section")->string();
    c.name = *j.get("name")->string();
    c.source = j.get("expr") ? *j.get("expr")->string() : base64(*j.get("exprBase64")->string());
    if (const Json* container = j.get("container")) c.container = *container->string();
    c.not_claimed = reason(c.source);
    c.check = !flag(j, "disableCheck");
    c.check_only = flag(j, "checkOnly");
    read_facts(j, c);
    read_declarations(j, c);
    c.declarations.container = c.container;
    if (const Json* value = j.get("value")) {
      c.value = value_of(*value);
      if (!c.value && c.not_claimed.empty()) c.not_claimed = "a result that is a protobuf message";
    } else if (!j.get("evalError")) {
      c.value = Value(true);  // the suite's default
      if (j.get("typedResult") && j.get("typedResult")->get("result"))
        c.value = value_of(*j.get("typedResult")->get("result"));
    }
    out.push_back(std::move(c));
  }
  return out;
}

}  // namespace anwang::expr

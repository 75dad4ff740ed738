// The notation of docs/api-contract.md → JSON Schema.
#include <stdexcept>

#include "api/openapi.h"

namespace anwang::api {

namespace {

using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

Json typed(const char* type) { return Json(JsonObject{{"type", Json(type)}}); }
Json formatted(const char* format, const char* description) {
  return Json(JsonObject{{"type", Json("string")}, {"format", Json(format)}, {"description", Json(description)}});
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}
  Json whole() {
    auto schema = alternatives();
    if (at_ != text_.size()) bad("end");
    return schema;
  }

 private:
  [[noreturn]] void bad(const char* expected) const {
    throw std::invalid_argument("shape: expected " + std::string(expected) + " at " + std::to_string(at_) + " of " +
                                std::string(text_));
  }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  std::string_view word() {
    const auto from = at_;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 || text_[at_] == '_'))
      ++at_;
    if (from == at_) bad("a word");
    return text_.substr(from, at_ - from);
  }
  Json alternatives() {
    JsonArray any;
    any.push_back(one());
    while (take('|')) any.push_back(one());
    if (any.size() == 1) return std::move(any.front());
    return Json(JsonObject{{"anyOf", Json(std::move(any))}});
  }
  Json one() {
    if (take('{')) return object();
    if (take('[')) {
      auto items = alternatives();
      if (!take(']')) bad("]");
      return Json(JsonObject{{"type", Json("array")}, {"items", std::move(items)}});
    }
    if (take('@')) return Json(JsonObject{{"$ref", Json("#/components/schemas/" + std::string(word()))}});
    if (take('"')) return constant();
    return named(word());
  }
  Json constant() {
    const auto end = text_.find('"', at_);
    if (end == std::string_view::npos) bad("\"");
    Json value(text_.substr(at_, end - at_));
    at_ = end + 1;
    return Json(JsonObject{{"const", std::move(value)}});
  }
  Json object() {
    JsonObject properties;
    JsonArray required;
    if (!take('}')) {
      do {
        const bool optional = take('?');
        const auto name = std::string(word());
        if (!take(':')) bad(":");
        properties.set(name, alternatives());
        if (!optional) required.emplace_back(name);
      } while (take(','));
      if (!take('}')) bad("}");
    }
    JsonObject schema{{"type", Json("object")}, {"properties", Json(std::move(properties))}};
    if (!required.empty()) schema.append("required", std::move(required));
    return Json(std::move(schema));
  }
  Json named(std::string_view name) {
    if (name == "id") return Json(JsonObject{{"type", Json("string")}, {"pattern", Json("^[0-9]{1,19}$")}});
    if (name == "text" || name == "code") return typed("string");
    if (name == "int") return typed("integer");
    if (name == "num") return typed("number");
    if (name == "bool") return typed("boolean");
    if (name == "null") return typed("null");
    if (name == "time") return formatted("date-time", "UTC, microseconds");
    if (name == "date") return formatted("date", "ISO date, Asia/Taipei");
    if (name == "any") return Json(JsonObject{});
    if (name == "map") return typed("object");
    bad("a type");
  }
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

codec::Json schema_of(std::string_view shape) { return Parser(shape).whole(); }

}  // namespace anwang::api

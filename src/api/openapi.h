// The OpenAPI 3.1 document of every route, from one table (openapi_table.cpp). Shapes are written in the notation of
// docs/api-contract.md: {name:type}, [type], a|b, ?name = may be missing, @Name = a component. A test compares the
// table with the router. Thread-safe: pure.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "api/context.h"
#include "codec/json.h"

namespace anwang::api {

struct Operation {
  Method method;
  std::string_view pattern;  // as the router has it
  std::string_view tag;
  std::string_view zh, en;    // one line each
  std::string_view request;   // shape; "" none; "raw" bytes
  std::string_view response;  // shape; "" 204 or 200 without a body; "text", "bytes", "events"
  std::string_view query;     // names, separated by spaces
  bool creates = false;       // answers 201 (200 when replayed)
};
struct Component {
  std::string_view name;
  std::string_view shape;
};
std::span<const Operation> operations();
std::span<const Component> components();
const Operation* operation(Method method, std::string_view pattern);

// JSON Schema of a shape. A malformed shape is a bug of the table: std::invalid_argument with the place.
codec::Json schema_of(std::string_view shape);
// The document for these routes; a route without an operation is left out (the test finds it).
codec::Json openapi_document(const Router& routes, std::string_view version);
std::string_view method_word(Method method);  // "get"

}  // namespace anwang::api

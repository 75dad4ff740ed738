#include "api/openapi.h"

#include <algorithm>

#include "access/policy.h"
#include "api/docs_page.h"
#include "api/edge.h"

namespace anwang::api {

namespace {

using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

Json ref(const char* name) { return Json(JsonObject{{"$ref", Json(std::string("#/components/") + name)}}); }

Json parameter(std::string_view name, const char* in, bool required) {
  return Json(
      JsonObject{{"name", Json(name)}, {"in", Json(in)}, {"required", Json(required)}, {"schema", schema_of("text")}});
}

JsonArray parameters_of(const Operation& op) {
  JsonArray out;
  for (auto open = op.pattern.find('{'); open != std::string_view::npos; open = op.pattern.find('{', open + 1))
    out.push_back(parameter(op.pattern.substr(open + 1, op.pattern.find('}', open) - open - 1), "path", true));
  for (std::size_t at = 0; at < op.query.size();) {
    const auto end = std::min(op.query.find(' ', at), op.query.size());
    out.push_back(parameter(op.query.substr(at, end - at), "query", false));
    at = end + 1;
  }
  if (!op.pattern.starts_with("/api/")) return out;
  if (op.method == Method::get) {
    out.push_back(ref("parameters/Seq"));
  } else {
    out.push_back(ref("parameters/Origin"));
    out.push_back(ref("parameters/Token"));
  }
  if (op.method == Method::post) out.push_back(ref("parameters/IdempotencyKey"));
  if (op.method == Method::put) out.push_back(ref("parameters/IfMatch"));
  if (op.pattern == "/api/v1/public/reports") out.push_back(ref("parameters/Work"));
  return out;
}

Json content(const char* type, Json schema) {
  return Json(JsonObject{{type, Json(JsonObject{{"schema", std::move(schema)}})}});
}

JsonObject responses_of(const Operation& op, const access::RoutePolicy& policy) {
  JsonObject success{{"description", Json(op.en)}};
  if (op.response == "text")
    success.append("content", content("text/plain", schema_of("text")));
  else if (op.response == "bytes")
    success.append("content", content("application/octet-stream", schema_of("text")));
  else if (op.response == "html")
    success.append("content", content("text/html", schema_of("text")));
  else if (op.response == "events")
    success.append("content", content("text/event-stream", schema_of("text")));
  else if (!op.response.empty())
    success.append("content", content("application/json", schema_of(op.response)));
  JsonObject out;
  const bool creates = op.method == Method::post && op.creates;
  out.append(creates ? "201" : "200", std::move(success));
  out.append("default", ref("responses/Problem"));
  if (policy.session) out.append("401", ref("responses/Problem"));
  if (op.pattern == "/api/v1/public/reports") out.append("429", ref("responses/Work"));
  return out;
}

JsonObject operation_json(const Operation& op, const http::Route& route) {
  const auto* policy = access::route_policy(route.policy);
  JsonObject out;
  out.append("tags", JsonArray{Json(op.tag)});
  out.append("summary", op.en);
  out.append("description", std::string(op.zh));
  out.append("x-summary-zh", op.zh);
  out.append("x-policy", route.policy);
  if (policy != nullptr) {
    out.append("x-policy-words", policy->words);
    JsonArray roles;
    for (const auto role : policy->roles) roles.emplace_back(access::role_code(role));
    out.append("x-roles", std::move(roles));
    if (policy->session)
      out.append("security", JsonArray{Json(JsonObject{{"session", Json(JsonArray{})}})});
    else
      out.append("security", JsonArray{});
  }
  out.append("parameters", parameters_of(op));
  if (op.request == "raw")
    out.append("requestBody", JsonObject{{"content", content("*/*", schema_of("text"))}});
  else if (!op.request.empty())
    out.append("requestBody",
               JsonObject{{"required", Json(true)}, {"content", content("application/json", schema_of(op.request))}});
  if (policy != nullptr) out.append("responses", responses_of(op, *policy));
  return out;
}

Json header_parameter(const char* name, const char* words, bool required) {
  return Json(JsonObject{{"name", Json(name)},
                         {"in", Json("header")},
                         {"required", Json(required)},
                         {"description", Json(words)},
                         {"schema", schema_of("text")}});
}

JsonObject shared_parts() {
  JsonObject schemas;
  for (const auto& component : components()) schemas.append(std::string(component.name), schema_of(component.shape));
  JsonObject parameters{
      {"Origin", header_parameter("Origin", "exactly an origin of this installation", true)},
      {"Token", header_parameter("x-anwang-token", "the token of GET /session", true)},
      {"IdempotencyKey",
       header_parameter("Idempotency-Key", "a UUID; the same key never makes a second record", false)},
      {"IfMatch", header_parameter("If-Match", "\"version\" of the record that is changed", false)},
      {"Work",
       header_parameter("x-anwang-work",
                        "the challenge of a 429 answer, \".\", and a decimal number such that SHA-256 of the whole "
                        "begins with as many zero bits as it asks for; taken once",
                        false)},
      {"Seq", header_parameter("x-anwang-seq", "journal position of an own write that the answer must hold", false)}};
  JsonObject responses{
      {"Problem", Json(JsonObject{{"description", Json("RFC 9457 problem document, zh-TW or English")},
                                  {"content", content("application/problem+json", schema_of("@Problem"))}})},
      {"Work",
       Json(JsonObject{{"description", Json("too many at once: with Retry-After, and while everybody together is "
                                            "over the limit with a proof of work to solve; never of a report "
                                            "that marks danger")},
                       {"content", content("application/problem+json", schema_of("@WorkProblem"))}})}};
  JsonObject security{
      {"session", Json(JsonObject{{"type", Json("apiKey")}, {"in", Json("cookie")}, {"name", Json("__Host-anwang")}})}};
  return JsonObject{{"schemas", Json(std::move(schemas))},
                    {"parameters", Json(std::move(parameters))},
                    {"responses", Json(std::move(responses))},
                    {"securitySchemes", Json(std::move(security))}};
}

}  // namespace

std::string_view method_word(Method method) {
  switch (method) {
    case Method::get:
      return "get";
    case Method::head:
      return "head";
    case Method::post:
      return "post";
    case Method::put:
      return "put";
    case Method::patch:
      return "patch";
    case Method::delete_:
      return "delete";
    case Method::options:
      return "options";
    case Method::other:
      return "other";
  }
  return "other";
}

const Operation* operation(Method method, std::string_view pattern) {
  for (const auto& op : operations())
    if (op.method == method && op.pattern == pattern) return &op;
  return nullptr;
}

codec::Json openapi_document(const Router& routes, std::string_view version) {
  JsonObject paths;
  for (const auto& entry : routes.entries()) {
    const auto* op = operation(entry.route.method, entry.route.pattern);
    if (op == nullptr) continue;
    auto* path = paths.find(entry.route.pattern);
    if (path == nullptr) {
      paths.append(std::string(entry.route.pattern), JsonObject{});
      path = paths.find(entry.route.pattern);
    }
    path->object()->append(std::string(method_word(entry.route.method)), operation_json(*op, entry.route));
  }
  JsonObject info{
      {"title", Json("Anwang 安網")},
      {"version", Json(version)},
      {"description", Json("The information system of a county's social safety net. Rules that hold for every "
                           "address: docs/api-contract.md.")}};
  return Json(JsonObject{{"openapi", Json("3.1.0")},
                         {"info", Json(std::move(info))},
                         {"paths", Json(std::move(paths))},
                         {"components", Json(shared_parts())}});
}

void bind_openapi(Router& routes, Edge& edge) {
  routes.add({Method::get, "/api/v1/openapi.json", "public"}, [&routes, &edge](Call&) -> Result<Answer> {
    return Answer::ok(openapi_document(routes, edge.config.version));
  });
  const auto file = [](const char* type, std::string_view text) {
    return [type, text](Call&) -> Result<Answer> {
      Answer answer;
      answer.content_type = type;
      answer.bytes = text;
      return answer;
    };
  };
  routes.add({Method::get, "/api/v1/docs", "public"}, file("text/html; charset=utf-8", kDocsHtml));
  routes.add({Method::get, "/api/v1/docs.js", "public"}, file("text/javascript; charset=utf-8", kDocsScript));
  routes.add({Method::get, "/api/v1/docs.css", "public"}, file("text/css; charset=utf-8", kDocsStyle));
}

}  // namespace anwang::api

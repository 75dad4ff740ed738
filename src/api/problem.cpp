#include "api/problem.h"

#include "base/text.h"

namespace anwang::api {

int http_status(Errc code) {
  switch (code) {
    case Errc::invalid:
      return 422;
    case Errc::malformed:
      return 400;
    case Errc::unsupported_media:
      return 415;
    case Errc::too_large:
      return 413;
    case Errc::unauthenticated:
      return 401;
    case Errc::forbidden:
      return 403;
    case Errc::not_found:
      return 404;
    case Errc::method_not_allowed:
      return 405;
    case Errc::conflict:
      return 409;
    case Errc::precondition_failed:
      return 412;
    case Errc::precondition_required:
      return 428;
    case Errc::rate_limited:
      return 429;
    case Errc::busy:
    case Errc::read_only:
    case Errc::unavailable:
      return 503;
    case Errc::storage_full:
      return 507;
    case Errc::internal:
      return 500;
  }
  return 500;
}

namespace {
// {max} in a message is replaced by args["max"].
std::string fill(std::string_view words, const std::map<std::string, std::string>& args) {
  std::string out(words);
  for (const auto& [name, value] : args) {
    const auto hole = "{" + name + "}";
    for (auto at = out.find(hole); at != std::string::npos; at = out.find(hole, at + value.size()))
      out.replace(at, hole.size(), value);
  }
  return out;
}
// A reason such as "unique:report_external_no" or "unique:decision_current" names an index: one word for all of them
// unless the table has its own.
std::string_view stem(std::string_view reason) { return reason.substr(0, reason.find(':')); }
}  // namespace

std::string field_message(const FieldError& field, std::string_view language) {
  const auto words = field_words(field.code);
  return fill(language == "en" ? words.en : words.zh, field.args);
}

http::Response problem(const Error& error, std::string_view language, std::string_view request_id,
                       const codec::JsonObject& extra) {
  const bool english = language == "en";
  const auto status = http_status(error.code);
  const std::string reason(error.reason.empty() || error.code == Errc::internal ? "" : stem(error.reason));
  const auto title = reason_words(reason, error.code);
  // The status' own words add what to do next where the reason leaves that open; elsewhere they would contradict it.
  const bool adds =
      error.code == Errc::invalid || error.code == Errc::conflict || error.code == Errc::rate_limited || status >= 500;
  const auto detail = adds ? reason_words("", error.code) : title;
  codec::JsonObject body;
  body.append("type", reason.empty() ? "about:blank" : "/problems/" + reason);
  body.append("title", english ? title.en : title.zh);
  body.append("detail", english ? detail.en : detail.zh);
  body.append("status", std::int64_t{status});
  body.append("reason", reason);
  body.append("request_id", request_id);
  codec::JsonArray errors;
  for (const auto& field : error.fields) {
    codec::JsonObject item;
    item.append("pointer", field.pointer);
    item.append("code", field.code);
    item.append("message", field_message(field, language));
    for (const auto& [name, value] : field.args)
      if (name == "line" || name == "column" || name == "max" || name == "min") item.append(name, value);
    errors.emplace_back(std::move(item));
  }
  body.append("errors", std::move(errors));
  for (const auto& [name, value] : extra.members()) body.set(name, value);
  http::Response response;
  response.status = status;
  response.headers.set("content-type", "application/problem+json");
  response.headers.set("content-language", english ? "en" : "zh-TW");
  response.headers.set("cache-control", "no-store");
  if (const auto after = error.retry_after_s > 0 ? error.retry_after_s : (status == 503 ? 2 : 0); after > 0)
    response.headers.set("retry-after", std::to_string(after));
  response.body = codec::write_json(codec::Json(std::move(body)));
  return response;
}

}  // namespace anwang::api

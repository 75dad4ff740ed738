#include "http/wire.h"

#include <algorithm>
#include <array>
#include <ctime>

#include "base/text.h"

namespace anwang::http {
namespace {

constexpr std::array<std::string_view, 13> kOnce = {
    "host",    "content-length", "content-type", "origin",        "authorization",   "idempotency-key", "if-match",
    "referer", "x-anwang-token", "x-file-name",  "last-event-id", "accept-language", "expect"};

std::string_view reason_phrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    case 507:
      return "Insufficient Storage";
    default:
      return "";
  }
}

bool clean_value(std::string_view v) {
  return v.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

}  // namespace

std::string http_date(Instant t) {
  const std::time_t seconds = static_cast<std::time_t>(t.us / kMicrosPerSecond);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char buffer[40];
  const std::size_t n = std::strftime(buffer, sizeof buffer, "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {buffer, n};
}

std::string head_bytes(const Response& response, bool keep_alive, bool streamed, Instant now) {
  std::string out;
  out.reserve(1024);
  out += "HTTP/1.1 " + std::to_string(response.status) + " ";
  out += reason_phrase(response.status);
  out += "\r\ndate: " + http_date(now) + "\r\n";
  for (const auto& [name, value] : response.headers.list) {
    if (name == "content-length" || name == "connection" || name == "transfer-encoding" || !clean_value(value))
      continue;
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
  }
  const bool bodiless = response.status == 204 || response.status == 304 || response.status < 200;
  if (!bodiless && !streamed) {
    const std::size_t size = response.static_body.empty() ? response.body.size() : response.static_body.size();
    out += "content-length: " + std::to_string(size) + "\r\n";
  }
  out += keep_alive ? "connection: keep-alive\r\n\r\n" : "connection: close\r\n\r\n";
  return out;
}

bool headers_acceptable(const Headers& headers, int http_version) {
  for (const auto& [name, value] : headers.list) {
    if (!valid_utf8(value)) return false;
    const bool control = std::any_of(value.begin(), value.end(), [](char c) {
      return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
    });
    if (control) return false;
  }
  for (const std::string_view once : kOnce) {
    const auto n =
        std::count_if(headers.list.begin(), headers.list.end(), [&](const auto& h) { return h.first == once; });
    if (n > 1 || (n == 0 && once == "host" && http_version >= 11)) return false;
  }
  return true;
}

}  // namespace anwang::http

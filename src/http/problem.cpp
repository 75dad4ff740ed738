#include "http/problem.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace anwang::http {
namespace {

struct EdgeText {
  std::string_view reason;
  int status;
  std::string_view title_zh, detail_zh, title_en, detail_en;
  int retry_after_s = 0;
};

constexpr std::array kEdge = {
    EdgeText{"malformed_request", 400, "請求格式錯誤", "伺服器無法讀懂這個請求。", "Malformed request",
             "The server cannot read this request."},
    EdgeText{"bad_path", 400, "網址格式錯誤", "網址含有不允許的字元或編碼。", "Malformed address",
             "The address contains characters or an encoding that is not allowed."},
    EdgeText{"repeated_query_key", 400, "網址參數重複", "同一個參數只能出現一次。", "Repeated parameter",
             "A parameter of the address may appear only once."},
    EdgeText{"bad_header", 400, "標頭格式錯誤", "請求的標頭重複或含有不允許的字元。", "Malformed header",
             "A header of the request is repeated or contains characters that are not allowed."},
    EdgeText{"header_too_large", 431, "標頭過大", "請求的標頭超過上限。", "Header too large",
             "The headers of the request are over the limit."},
    EdgeText{"body_too_large", 413, "內容過大", "送出的內容超過這個功能的上限，未儲存任何資料。", "Body too large",
             "The content is over the limit of this function; nothing was stored."},
    EdgeText{"request_timeout", 408, "傳送太慢", "請求沒有在時限內送完，尚未儲存任何資料。", "Request timeout",
             "The request was not sent in time; nothing was stored."},
    EdgeText{"not_found", 404, "找不到", "找不到這個頁面或資料。", "Not found", "There is no such page or record."},
    EdgeText{"method_not_allowed", 405, "不支援的操作", "這個網址不支援此操作。", "Method not allowed",
             "This address does not support this operation."},
    EdgeText{"expectation_failed", 417, "無法符合要求", "伺服器不支援 Expect 標頭的要求。", "Expectation failed",
             "The server does not support what the Expect header asks for."},
    EdgeText{"version_not_supported", 505, "不支援的 HTTP 版本", "請使用 HTTP/1.1。", "HTTP version not supported",
             "Please use HTTP/1.1."},
    EdgeText{"overloaded", 503, "系統忙碌中", "目前使用人數過多，請稍候再試。尚未儲存任何資料。", "Busy",
             "The system is busy. Please try again shortly; nothing was stored.", 1},
    EdgeText{"too_many_connections", 503, "連線數已滿", "目前連線數已達上限，請稍候再試。", "Too many connections",
             "The number of connections is at its limit. Please try again shortly.", 2},
    EdgeText{"stopping", 503, "系統即將重新啟動", "請稍候再試。尚未儲存任何資料。", "Restarting",
             "Please try again shortly; nothing was stored.", 5},
    EdgeText{"internal", 500, "系統發生錯誤", "系統發生未預期的錯誤，請提供請求編號給系統管理人員。", "Internal error",
             "Something unexpected happened. Please give the request number to your administrator."},
};

double quality(std::string_view item) {
  const auto q = item.find("q=");
  if (q == std::string_view::npos) return 1.0;
  double value = 0;
  std::from_chars(item.data() + q + 2, item.data() + item.size(), value);
  return value;
}

void member(std::string& out, std::string_view name, std::string_view raw) {
  out += out.empty() ? "{" : ",";
  out += json_quoted(name);
  out.push_back(':');
  out += raw;
}

}  // namespace

Lang language(const Headers& headers) {
  std::string_view rest = headers.get("accept-language").value_or("");
  double english = 0;
  double other = 0;
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    const std::string item = lower_ascii(trim(rest.substr(0, comma)));
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
    double& best = item.starts_with("en") ? english : other;
    best = std::max(best, item.empty() ? 0.0 : quality(item));
  }
  return english > other ? Lang::en : Lang::zh_tw;
}

std::string json_quoted(std::string_view s) {
  static constexpr char kHex[] = "0123456789abcdef";
  const std::string clean = valid_utf8(s) ? std::string(s) : to_utf8(to_u32(s));
  std::string out = "\"";
  for (const char c : clean) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (byte < 0x20) {
      out += "\\u00";
      out.push_back(kHex[byte >> 4]);
      out.push_back(kHex[byte & 15]);
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
  return out;
}

Response problem(const Problem& p, std::string_view request_id, Lang lang) {
  std::string body;
  member(body, "type", json_quoted("/problems/" + p.reason));
  member(body, "title", json_quoted(p.title));
  member(body, "detail", json_quoted(p.detail));
  member(body, "status", std::to_string(p.status));
  member(body, "reason", json_quoted(p.reason));
  member(body, "request_id", json_quoted(request_id));
  std::string errors;
  for (const ProblemField& f : p.errors) {
    std::string one;
    member(one, "pointer", json_quoted(f.pointer));
    member(one, "code", json_quoted(f.code));
    member(one, "message", json_quoted(f.message));
    errors += (errors.empty() ? "" : ",") + one + "}";
  }
  if (!p.errors.empty()) member(body, "errors", "[" + errors + "]");
  for (const auto& [name, json] : p.extra) member(body, name, json);

  Response r;
  r.status = p.status;
  r.headers.set("content-type", "application/problem+json");
  r.headers.set("content-language", lang == Lang::en ? "en" : "zh-TW");
  r.headers.set("cache-control", "no-store");
  if (p.retry_after_s > 0) r.headers.set("retry-after", std::to_string(p.retry_after_s));
  r.body = body + "}";
  return r;
}

Problem edge_problem(std::string_view reason, Lang lang) {
  const auto known = std::find_if(kEdge.begin(), kEdge.end(), [&](const EdgeText& t) { return t.reason == reason; });
  const EdgeText& t = known != kEdge.end() ? *known : kEdge.back();
  Problem p;
  p.status = t.status;
  p.reason = t.reason;
  p.title = lang == Lang::en ? t.title_en : t.title_zh;
  p.detail = lang == Lang::en ? t.detail_en : t.detail_zh;
  p.retry_after_s = t.retry_after_s;
  return p;
}

Response edge_response(std::string_view reason, std::string_view request_id, Lang lang) {
  return problem(edge_problem(reason, lang), request_id, lang);
}

}  // namespace anwang::http

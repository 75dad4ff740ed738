#include "http/target.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace anwang::http {
namespace {

constexpr std::size_t kMaxQueryKeys = 64;

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool printable(std::string_view s) {
  for (const char c : s)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
  return valid_utf8(s);
}

// Appends the decoded segments of `raw` (which starts with '/') to `path`; false when one is refused.
bool append_segments(std::string_view raw, std::string& path) {
  for (std::size_t at = 0; at < raw.size();) {
    const std::size_t slash = std::min(raw.find('/', at + 1), raw.size());
    const auto segment = percent_decoded(raw.substr(at + 1, slash - at - 1));
    if (!segment || !printable(*segment) || segment->find_first_of("/\\") != std::string::npos) return false;
    if (*segment == "." || *segment == ".." || (segment->empty() && slash != raw.size())) return false;
    path += "/" + *segment;
    at = slash;
  }
  return true;
}

bool append_query(std::string_view raw, Target& out) {
  while (!raw.empty()) {
    const std::size_t amp = raw.find('&');
    std::string pair(raw.substr(0, amp));
    raw = amp == std::string_view::npos ? std::string_view{} : raw.substr(amp + 1);
    if (pair.empty()) continue;
    for (char& c : pair)
      if (c == '+') c = ' ';
    const std::size_t eq = pair.find('=');
    const auto key = percent_decoded(std::string_view(pair).substr(0, eq));
    const auto value =
        percent_decoded(eq == std::string::npos ? std::string_view{} : std::string_view(pair).substr(eq + 1));
    if (!key || !value || !printable(*key) || !printable(*value) || out.query.size() >= kMaxQueryKeys) {
      out.fault = "bad_path";
      return false;
    }
    if (!out.query.emplace(*key, *value).second) {
      out.fault = "repeated_query_key";
      return false;
    }
  }
  return true;
}

// Items of a comma-separated header value, trimmed.
std::vector<std::string> items(std::string_view value) {
  std::vector<std::string> out;
  while (true) {
    const std::size_t comma = value.find(',');
    if (std::string item = trim(value.substr(0, comma)); !item.empty()) out.push_back(std::move(item));
    if (comma == std::string_view::npos) return out;
    value = value.substr(comma + 1);
  }
}

bool refused(std::string_view item) {
  const std::size_t q = item.find("q=");
  return q != std::string_view::npos && item.substr(q + 2).find_first_not_of("0.") == std::string_view::npos;
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out.push_back(text[i]);
      continue;
    }
    if (i + 2 >= text.size() || hex(text[i + 1]) < 0 || hex(text[i + 2]) < 0) return std::nullopt;
    out.push_back(static_cast<char>(hex(text[i + 1]) << 4 | hex(text[i + 2])));
    i += 2;
  }
  return out;
}

Target parse_target(std::string_view raw) {
  Target out;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!raw.starts_with(scheme)) continue;
    const std::size_t end = raw.find_first_of("/?", scheme.size());
    raw = end == std::string_view::npos ? std::string_view("/") : raw.substr(end);
  }
  if (raw == "*") raw = "/";
  const std::size_t question = raw.find('?');
  const std::string_view path = raw.substr(0, question);
  if (path.empty() || path[0] != '/' || path.find('#') != std::string_view::npos || !append_segments(path, out.path)) {
    out.fault = "bad_path";
    return out;
  }
  if (question != std::string_view::npos) append_query(raw.substr(question + 1), out);
  return out;
}

std::optional<std::string> cookie(const Headers& headers, std::string_view name) {
  std::optional<std::string> found;
  for (const auto& [header, value] : headers.list) {
    if (header != "cookie") continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      const std::size_t semi = rest.find(';');
      const std::string pair = trim(rest.substr(0, semi));
      rest = semi == std::string_view::npos ? std::string_view{} : rest.substr(semi + 1);
      const std::size_t eq = pair.find('=');
      if (eq == std::string::npos || std::string_view(pair).substr(0, eq) != name) continue;
      if (found && *found != pair.substr(eq + 1)) return std::nullopt;
      found = pair.substr(eq + 1);
    }
  }
  return found;
}

std::string version_etag(std::int64_t version) { return "\"" + std::to_string(version) + "\""; }

std::optional<std::int64_t> if_match_version(const Headers& headers) {
  const auto value = headers.get("if-match");
  if (!value) return std::nullopt;
  const std::string tag = trim(*value);
  if (tag.size() < 3 || tag.front() != '"' || tag.back() != '"') return std::nullopt;
  std::int64_t version = 0;
  const char* end = tag.data() + tag.size() - 1;
  const auto read = std::from_chars(tag.data() + 1, end, version);
  return read.ec == std::errc{} && read.ptr == end && version > 0 ? std::optional(version) : std::nullopt;
}

bool none_match_hit(const Headers& headers, std::string_view etag) {
  for (const std::string& item : items(headers.get("if-none-match").value_or(""))) {
    std::string_view tag = item;
    if (tag == "*") return true;
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag == etag) return true;
  }
  return false;
}

std::string_view best_coding(const Headers& headers, bool has_br, bool has_gzip) {
  bool br = false;
  bool gzip = false;
  for (const std::string& item : items(headers.get("accept-encoding").value_or(""))) {
    const std::string coding = lower_ascii(trim(std::string_view(item).substr(0, item.find(';'))));
    const bool wanted = !refused(item);
    if (coding == "br") br = wanted;
    if (coding == "gzip") gzip = wanted;
  }
  if (br && has_br) return "br";
  if (gzip && has_gzip) return "gzip";
  return "";
}

}  // namespace anwang::http

#include "http/static_files.h"

#include <algorithm>
#include <cctype>

#include "http/problem.h"
#include "http/target.h"

namespace anwang::http {
namespace {

const EmbeddedFile* find_file(std::span<const EmbeddedFile> files, std::string_view path) {
  const auto it = std::find_if(files.begin(), files.end(), [&](const EmbeddedFile& f) { return f.path == path; });
  return it == files.end() ? nullptr : &*it;
}

bool is_page_of_ui(const Request& request) {
  const std::string_view path = request.path;
  if (path.starts_with("/api/") || path.substr(path.rfind('/')).find('.') != std::string_view::npos) return false;
  const auto accept = request.headers.get("accept").value_or("text/html");
  return accept.find("text/html") != std::string_view::npos || accept.find("*/*") != std::string_view::npos;
}

// "name-HASH.ext" below /assets/, as the bundler writes it: at least 8 characters of its alphabet after the last dash.
bool hashed_name(std::string_view path) {
  if (!path.starts_with("/assets/")) return false;
  const std::string_view file = path.substr(path.rfind('/') + 1);
  const std::size_t dot = file.find('.');
  if (dot == std::string_view::npos || dot < 10) return false;
  const std::string_view stem = file.substr(0, dot);
  constexpr std::size_t kHash = 8;
  if (stem[stem.size() - kHash - 1] != '-') return false;
  const std::string_view hash = stem.substr(stem.size() - kHash);
  return std::all_of(hash.begin(), hash.end(),
                     [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '-'; });
}

Response serve(const EmbeddedFile& file, const Request& request) {
  Response r;
  r.headers.set("etag", std::string(file.etag));
  r.headers.set("vary", "accept-encoding");
  r.headers.set("cache-control", hashed_name(file.path) ? "public, max-age=31536000, immutable" : "no-cache");
  if (none_match_hit(request.headers, file.etag)) {
    r.status = 304;
    return r;
  }
  r.headers.set("content-type", std::string(file.type));
  const std::string_view coding = best_coding(request.headers, !file.br.empty(), !file.gzip.empty());
  if (!coding.empty()) r.headers.set("content-encoding", std::string(coding));
  r.static_body = coding == "br" ? file.br : coding == "gzip" ? file.gzip : file.identity;
  return r;
}

}  // namespace

Handler static_files(std::span<const EmbeddedFile> files) {
  return [files](Request& request) {
    const EmbeddedFile* file = find_file(files, request.path == "/" ? "/index.html" : std::string_view(request.path));
    if (!file && is_page_of_ui(request)) file = find_file(files, "/index.html");
    return file ? serve(*file, request) : edge_response("not_found", request.request_id, language(request.headers));
  };
}

}  // namespace anwang::http

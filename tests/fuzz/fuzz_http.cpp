// The head of a request as a stranger writes it: the first line is the target, the second the peer, the others headers.
// Whatever is admitted is a path that nobody can read in two ways.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "check.h"
#include "http/exchange.h"
#include "http/target.h"

namespace {
using namespace anwang::http;

Router make_router() {
  Router router;
  const Handler nothing = [](Request&) { return Response{}; };
  router.add({Method::get, "/api/v1/reports/{id}", "any"}, nothing);
  router.add({Method::get, "/api/v1/reports/{id}/subjects/{sid}", "any"}, nothing);
  router.add({Method::get, "/api/v1/reports/mine", "any"}, nothing);
  router.fallback(nothing);
  return router;
}

std::string_view next_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Router router = make_router();
  static const std::vector<Cidr> trusted = {*Cidr::parse("10.0.0.0/8")};
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  RequestHead head;
  head.method = Method::get;
  head.target = next_line(rest);
  const std::string peer(next_line(rest));
  while (!rest.empty()) {
    const std::string_view line = next_line(rest);
    const std::size_t colon = std::min(line.find(':'), line.size());
    head.headers.add(anwang::lower_ascii(line.substr(0, colon)),
                     std::string(line.substr(std::min(colon + 1, line.size()))));
  }
  Exchange x;
  const auto fault = admit(std::move(head), {peer, false}, trusted, router, x);
  (void)language(x.request.headers);
  (void)cookie(x.request.headers, "__Host-anwang");
  (void)if_match_version(x.request.headers);
  (void)best_coding(x.request.headers, true, true);
  (void)rate_key(x.request.remote);
  if (!fault.empty()) {
    x.refuse(fault);
    FUZZ_CHECK(x.response.status >= 400 && x.response.status != 500);
    return 0;
  }
  const std::string& path = x.request.path;
  FUZZ_CHECK(path.starts_with('/') && anwang::valid_utf8(path));
  FUZZ_CHECK(path.find("//") == std::string::npos && path.find("/../") == std::string::npos && !path.ends_with("/.."));
  FUZZ_CHECK(path.find_first_of(std::string_view("\0\r\n\\", 4)) == std::string::npos);
  return 0;
}

#include "api/public_load.h"

#include "api/problem.h"

namespace anwang::api {

namespace {

constexpr const char* kName = "anwang_public_work_total";
constexpr const char* kHelp = "proofs of work asked of strangers, solved and refused";

}  // namespace

PublicLoad::PublicLoad(Edge& edge)
    : edge_(edge),
      everybody_(edge.config.public_all_burst, edge.config.public_all_per_minute / 60.0),
      work_(edge.app.keys, edge.config.public_work_bits),
      issued_(edge.metrics.counter(kName, kHelp, {{"what", "issued"}})),
      solved_(edge.metrics.counter(kName, kHelp, {{"what", "solved"}})),
      refused_(edge.metrics.counter(kName, kHelp, {{"what", "refused"}})) {}

std::optional<http::Response> PublicLoad::refusal(const http::Request& request, std::string_view visitor,
                                                  std::string_view language) {
  const Instant now = edge_.wall.now();
  const int wait = everybody_.take("everybody", now);
  if (wait == 0) return std::nullopt;
  if (const auto answer = request.headers.get(kWorkHeader); answer && work_.bits() > 0) {
    using Verdict = access::ProofOfWork::Verdict;
    if (work_.check(*answer, request.route, visitor, now) == Verdict::accepted) {
      solved_.add();
      return std::nullopt;
    }
    refused_.add();
  }
  return ask(request, visitor, language, wait);
}

http::Response PublicLoad::ask(const http::Request& request, std::string_view visitor, std::string_view language,
                               int wait) {
  const Error error{Errc::rate_limited, "over_public_load", {}, {}, wait};
  codec::JsonObject extra;
  if (work_.bits() > 0) {
    issued_.add();
    extra.append(
        "work", codec::JsonObject{{"algorithm", codec::Json("sha-256")},
                                  {"bits", codec::Json(std::int64_t{work_.bits()})},
                                  {"challenge", codec::Json(work_.challenge(request.route, visitor, edge_.wall.now()))},
                                  {"header", codec::Json(kWorkHeader)}});
  }
  return problem(error, language, request.request_id, extra);
}

}  // namespace anwang::api

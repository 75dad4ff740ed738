// What the public report route does while everybody together sends more than the limit: a report that marks danger
// always passes; any other is asked for a proof of work (access/proof_of_work.h) in the 429 answer, and passes once
// with it. The numbers 110 and 113 and Retry-After stand in the same answer for whoever cannot compute it. Thread-safe.
#pragma once

#include <optional>
#include <string_view>

#include "access/proof_of_work.h"
#include "access/throttle.h"
#include "api/edge.h"

namespace anwang::api {

inline constexpr const char* kWorkHeader = "x-anwang-work";

class PublicLoad {
 public:
  explicit PublicLoad(Edge& edge);
  // Nothing: let it pass. Called after the sender's own bucket, for a report that does not mark danger.
  std::optional<http::Response> refusal(const http::Request& request, std::string_view visitor,
                                        std::string_view language);

 private:
  http::Response ask(const http::Request& request, std::string_view visitor, std::string_view language, int wait);

  Edge& edge_;
  access::TokenBuckets everybody_;
  access::ProofOfWork work_;
  obs::Counter &issued_, &solved_, &refused_;
};

}  // namespace anwang::api

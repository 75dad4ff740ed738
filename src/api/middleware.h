// What happens to every request before its handler, outermost first; bound in this order by routes.cpp. Each is a plain
// http::Middleware; together they build the RequestContext. Thread-safe.
#pragma once

#include "api/edge.h"

namespace anwang::api {

// The time on every answer (x-anwang-now, the installation's clock) and, for strangers, the fixed floor.
http::Middleware with_clock(Edge& edge);
// 503 with Retry-After while the projections are being rebuilt: a half-filled index would say that nobody is known.
http::Middleware with_readiness(Edge& edge);
// Session and visitor cookies → Viewer, re-read every request.
http::Middleware with_viewer(Edge& edge);
// The route's policy line: 401 without a session, 403 with another role.
http::Middleware with_policy(Edge& edge);
// Unsafe methods: exact Origin, and the token bound to the session or visitor cookie.
http::Middleware with_origin_and_token(Edge& edge);
// Token buckets for strangers, one a sender and one for all, which asks for a proof of work; a danger sign is never
// refused and never asked.
http::Middleware with_public_limits(Edge& edge);
// 409 while the same Idempotency-Key is running.
http::Middleware with_one_in_flight(Edge& edge);
// x-anwang-seq: waits up to 500 ms for the projections, so that everybody sees his own writes.
http::Middleware with_own_writes(Edge& edge);

// Runs one handler: Call in, Answer or problem out.
http::Handler serve(Edge& edge, Handler handler);

std::string session_cookie_name(const EdgeConfig& config);
std::string visitor_cookie_name(const EdgeConfig& config);
std::string cookie(const EdgeConfig& config, const std::string& name, const std::string& value, bool keep);

}  // namespace anwang::api

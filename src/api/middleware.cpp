#include "api/middleware.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "access/policy.h"
#include "api/in_flight.h"
#include "api/problem.h"
#include "api/public_load.h"
#include "base/text.h"
#include "http/problem.h"
#include "http/target.h"

namespace anwang::api {

namespace {

constexpr std::string_view kApi = "/api/";
bool is_api(const http::Request& request) { return request.path.starts_with(kApi); }
bool is_unsafe(Method method) { return method != Method::get && method != Method::head && method != Method::options; }
bool is_public_write(const http::Request& request) { return is_unsafe(request.method) && request.policy == "public"; }

http::Response refuse(const http::Request& request, Errc code, std::string reason, int retry_after = 0) {
  Error error{code, std::move(reason), {}, {}, retry_after};
  const auto language = http::language(request.headers) == http::Lang::en ? "en" : "zh-TW";
  return problem(error, language, request.request_id);
}

// A danger sign is never throttled: the whole body is read for it, because it decides the lane, not the content.
bool declares_danger(const http::Request& request) {
  const auto body = codec::parse_json(request.body);
  const auto* danger = body ? body->get("immediate_danger") : nullptr;
  return danger != nullptr && danger->boolean() != nullptr && *danger->boolean();
}

}  // namespace

RequestContext& context_of(http::Request& request) {
  if (!request.context) request.context = std::make_shared<RequestContext>();
  return *static_cast<RequestContext*>(request.context.get());
}

std::string session_cookie_name(const EdgeConfig& config) {
  return config.secure_cookies ? "__Host-anwang" : "anwang-local";
}
std::string visitor_cookie_name(const EdgeConfig& config) {
  return config.secure_cookies ? "__Host-anwang-visitor" : "anwang-local-visitor";
}

std::string cookie(const EdgeConfig& config, const std::string& name, const std::string& value, bool keep) {
  std::string out = name + "=" + value + "; Path=/; HttpOnly; SameSite=Lax";
  if (config.secure_cookies) out += "; Secure";
  if (!keep) out += "; Max-Age=0";
  return out;
}

http::Middleware with_clock(Edge& edge) {
  return [&edge](http::Request& request, const http::Handler& next) {
    const auto start = std::chrono::steady_clock::now();
    auto response = next(request);
    if (!is_api(request)) return response;
    response.headers.set("x-anwang-now", iso_instant(edge.app.clock.now()));
    if (is_public_write(request) && !context_of(request).viewer.signed_in())
      response.not_before = start + std::chrono::milliseconds(edge.config.public_floor_ms);
    return response;
  };
}

http::Middleware with_readiness(Edge& edge) {
  return [&edge](http::Request& request, const http::Handler& next) {
    // Signing in, the installation's state and what the packs say need no projection.
    constexpr std::array kAlways = {"/api/v1/session", "/api/v1/status",       "/api/v1/demo", "/api/v1/reference",
                                    "/api/v1/forms",   "/api/v1/openapi.json", "/api/v1/docs"};
    if (!is_api(request) || !edge.app.store.warming()) return next(request);
    if (std::ranges::any_of(kAlways, [&](std::string_view path) { return request.path.starts_with(path); }))
      return next(request);
    return refuse(request, Errc::unavailable, "warming", 3);
  };
}

http::Middleware with_viewer(Edge& edge) {
  return [&edge](http::Request& request, const http::Handler& next) {
    if (!is_api(request)) return next(request);
    auto& context = context_of(request);
    context.session_token = http::cookie(request.headers, session_cookie_name(edge.config)).value_or("");
    context.visitor_token = http::cookie(request.headers, visitor_cookie_name(edge.config)).value_or("");
    if (context.visitor_token.size() != 43) context.visitor_token.clear();
    if (!context.session_token.empty()) {
      auto found = edge.sessions.find(context.session_token, request.route == "/api/v1/events");
      if (!found) return refuse(request, found.error().code, found.error().reason, found.error().retry_after_s);
      if (*found) {
        context.viewer = (*found)->viewer;
        context.account = (*found)->account;
      }
    }
    if (!context.viewer.signed_in()) {
      context.viewer.county = edge.app.county;
      context.viewer.roles = {access::Role::public_visitor};
    }
    if (!context.visitor_token.empty()) context.viewer.visitor = edge.sessions.visitor(context.visitor_token);
    context.viewer.language = http::language(request.headers) == http::Lang::en ? "en" : "zh-TW";
    context.viewer.request_id = request.request_id;
    return next(request);
  };
}

http::Middleware with_policy(Edge&) {
  return [](http::Request& request, const http::Handler& next) {
    if (!is_api(request) || request.policy.empty()) return next(request);
    const auto* policy = access::route_policy(request.policy);
    if (policy == nullptr) return refuse(request, Errc::internal, {});
    const auto& context = context_of(request);
    if (access::allows(*policy, context.viewer)) return next(request);
    if (!context.viewer.signed_in())
      return refuse(request, Errc::unauthenticated, context.session_token.empty() ? "not_signed_in" : "session_ended");
    return refuse(request, Errc::forbidden, "role_not_allowed");
  };
}

http::Middleware with_origin_and_token(Edge& edge) {
  return [&edge](http::Request& request, const http::Handler& next) {
    if (!is_api(request) || !is_unsafe(request.method) || request.policy.empty()) return next(request);
    const auto origin = request.headers.get("origin").value_or("");
    if (std::ranges::find(edge.config.origins, origin) == edge.config.origins.end())
      return refuse(request, Errc::forbidden, "origin_refused");
    const auto& context = context_of(request);
    const auto& bound = context.viewer.signed_in() ? context.session_token : context.visitor_token;
    if (!edge.sessions.request_token_fits(bound, request.headers.get("x-anwang-token").value_or("")))
      return refuse(request, Errc::forbidden, "token_refused");
    return next(request);
  };
}

http::Middleware with_public_limits(Edge& edge) {
  const auto load = std::make_shared<PublicLoad>(edge);
  return [&edge, load](http::Request& request, const http::Handler& next) {
    auto& context = context_of(request);
    if (!is_api(request) || !is_public_write(request) || context.viewer.signed_in() ||
        request.route == "/api/v1/session" || request.route == "/api/v1/demo/switch")
      return next(request);
    const auto wait = edge.public_buckets.take(access::network_of(request.remote), edge.wall.now());
    const bool report = request.route == "/api/v1/public/reports";
    if (wait > 0) {
      if (!report || !declares_danger(request)) return refuse(request, Errc::rate_limited, "over_public_limit", wait);
      context.suspicious = true;
      return next(request);
    }
    if (!report || declares_danger(request)) return next(request);
    auto refused = load->refusal(request, context.viewer.visitor, context.viewer.language);
    return refused ? std::move(*refused) : next(request);
  };
}

http::Middleware with_one_in_flight(Edge& edge) {
  return [&edge](http::Request& request, const http::Handler& next) {
    const auto key = request.headers.get("idempotency-key");
    if (!is_api(request) || !is_unsafe(request.method) || !key || key->empty()) return next(request);
    const auto& viewer = context_of(request).viewer;
    const auto who = viewer.signed_in() ? viewer.account.str() : "v" + viewer.visitor;
    const InFlight::Hold hold(edge.in_flight, who + "\n" + request.path + "\n" + std::string(*key));
    if (!hold.held()) return refuse(request, Errc::conflict, "in_flight", 1);
    return next(request);
  };
}

http::Middleware with_own_writes(Edge& edge) {
  return [&edge](http::Request& request, const http::Handler& next) {
    // Strangers read nothing that follows the journal, and shall not make a worker wait.
    const bool may_wait = is_api(request) && context_of(request).viewer.signed_in();
    const auto header = may_wait ? request.headers.get("x-anwang-seq") : std::nullopt;
    const auto seq = header ? parse_id(*header) : std::nullopt;
    if (seq && !is_unsafe(request.method))
      context_of(request).projections_fresh = edge.app.store.wait_for(edge.app.county, *seq, 500);
    return next(request);
  };
}

http::Handler serve(Edge& edge, Handler handler) {
  return [&edge, handler = std::move(handler)](http::Request& request) {
    auto& context = context_of(request);
    Call call(edge.app, request, context.viewer);
    call.set_projections_fresh(context.projections_fresh);
    call.set_suspicious(context.suspicious);
    auto answer = handler(call);
    if (!answer) return problem(answer.error(), context.viewer.language, request.request_id, call.problem_extra());
    http::Response response;
    response.status = answer->status;
    response.headers = std::move(answer->headers);
    response.stream = std::move(answer->stream);
    response.headers.set("cache-control", answer->no_store ? "no-store" : "private, no-cache");
    if (answer->version > 0) response.headers.set("etag", "\"" + std::to_string(answer->version) + "\"");
    if (answer->seq > 0) response.headers.set("x-anwang-seq", std::to_string(answer->seq));
    if (response.stream != nullptr) return response;
    if (!answer->content_type.empty()) {
      response.headers.set("content-type", answer->content_type);
      response.body = std::move(answer->bytes);
    } else if (answer->status != 204) {
      response.headers.set("content-type", "application/json");
      response.body = codec::write_json(answer->body);
    }
    return response;
  };
}

}  // namespace anwang::api

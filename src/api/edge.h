// What the routes share: wired once by app/, thread-safe, passed by reference. A handler of the domain needs call.app()
// and call.viewer() only; sessions, limits and the event hub are for the groups that keep them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "access/account.h"
#include "access/session.h"
#include "access/throttle.h"
#include "api/context.h"
#include "flow/app.h"
#include "http/message.h"
#include "http/router.h"
#include "obs/metrics.h"
#include "seal/password.h"

namespace anwang::indicator {
class FactsProjection;
}

namespace anwang::api {

class DemoClock;
class EventHub;
class InFlight;

struct EdgeConfig {
  std::vector<std::string> origins;  // exact: "https://safety.example.gov.tw"
  bool secure_cookies = true;        // false only for plain HTTP on loopback: other cookie names, no Secure
  int public_floor_ms = 80;          // answers to strangers wait until so much has passed (security.md 6)
  double public_burst = 20, public_per_minute = 6;  // reports and tracking of one visitor network
  // Reports of all strangers together; above it each is asked for a proof of work of so many bits (0: only 429).
  double public_all_burst = 120, public_all_per_minute = 60;
  int public_work_bits = 16;
  std::string version;
  std::string county_zh, county_en;
};

struct Edge {
  flow::App& app;
  const EdgeConfig& config;
  access::Sessions& sessions;
  access::SignInDelay& sign_in_delay;
  access::TokenBuckets& public_buckets;
  seal::PasswordHasher& hasher;
  obs::Registry& metrics;
  InFlight& in_flight;
  EventHub& events;
  const indicator::FactsProjection& facts;
  const Clock& wall;  // sessions, delays, floors: never the demonstration's clock
  DemoClock* demo;    // null outside a demonstration store
};

// What the middleware learned about a request; hangs on http::Request::context.
struct RequestContext {
  access::Viewer viewer;
  std::optional<access::Account> account;    // of the session; none for visitors
  std::string session_token, visitor_token;  // as the cookies had them; "" none
  bool projections_fresh = true;
  bool suspicious = false;  // over the public limit, let through because of a danger sign: goes to the visible lane
};
RequestContext& context_of(http::Request& request);

// All routes of the product in the order of the API document (routes.cpp).
void bind_all(Router& routes, Edge& edge);
// The http router: middleware in order, every route, the UI as fallback.
http::Router make_http_router(const Router& routes, Edge& edge, http::Handler ui);

// Groups: one function a file.
void bind_session(Router&, Edge&);
void bind_demo(Router&, Edge&);
void bind_attachments(Router&, Edge&);
void bind_prints(Router&, Edge&);
void bind_accounts(Router&, Edge&);
void bind_audit(Router&, Edge&);
void bind_status(Router&, Edge&);
void bind_reference(Router&, Edge&);
void bind_public(Router&, Edge&);
void bind_reports(Router&, Edge&);
void bind_identify(Router&, Edge&);
void bind_people(Router&, Edge&);
void bind_screening(Router&, Edge&);
void bind_assignments(Router&, Edge&);
void bind_cases(Router&, Edge&);
void bind_my_work(Router&, Edge&);
void bind_board(Router&, Edge&);
void bind_shifts(Router&, Edge&);
void bind_imports(Router&, Edge&);
void bind_report_page(Router&, Edge&);
void bind_events(Router&, Edge&);
void bind_openapi(Router&, Edge&);

}  // namespace anwang::api

// Every route and every middleware of the product on one screen.
#include "api/edge.h"
#include "api/indicators.h"
#include "api/middleware.h"

namespace anwang::api {

void bind_all(Router& routes, Edge& edge) {
  bind_session(routes, edge);
  bind_demo(routes, edge);
  bind_reference(routes, edge);
  bind_public(routes, edge);
  bind_reports(routes, edge);
  bind_report_page(routes, edge);
  bind_identify(routes, edge);
  bind_people(routes, edge);
  bind_imports(routes, edge);
  bind_attachments(routes, edge);
  bind_prints(routes, edge);
  bind_screening(routes, edge);
  bind_assignments(routes, edge);
  bind_cases(routes, edge);
  bind_my_work(routes, edge);
  bind_board(routes, edge);
  bind_shifts(routes, edge);
  bind_accounts(routes, edge);
  bind_audit(routes, edge);
  bind_indicators(routes, edge.facts);
  bind_status(routes, edge);
  bind_events(routes, edge);
  bind_openapi(routes, edge);
}

http::Router make_http_router(const Router& routes, Edge& edge, http::Handler ui) {
  http::Router router;
  router.use(with_clock(edge));
  router.use(with_readiness(edge));
  router.use(with_viewer(edge));
  router.use(with_policy(edge));
  router.use(with_origin_and_token(edge));
  router.use(with_public_limits(edge));
  router.use(with_one_in_flight(edge));
  router.use(with_own_writes(edge));
  for (const auto& entry : routes.entries()) router.add(entry.route, serve(edge, entry.handler));
  if (ui) router.fallback(std::move(ui));
  return router;
}

}  // namespace anwang::api

// GET /status for the people who run the installation; /healthz, /readyz and /metrics for machines.
#include "api/edge.h"
#include "api/events.h"
#include "http/forwarded.h"
#include "obs/process.h"
#include "pack/pack.h"

namespace anwang::api {

namespace {

Result<Answer> status(Edge& edge, Call& call) {
  const auto health = edge.app.store.health();
  ANWANG_TRY(auto reader, edge.app.store.read());
  ANWANG_TRY(const auto position, reader->position(edge.app.county));
  ANWANG_TRY(const auto counts,
             reader->query("status.sessions",
                           "SELECT COUNT(*) FROM session WHERE county = ?1 AND ended_at IS NULL AND expires_at > ?2",
                           {edge.app.county, edge.wall.now().us}));
  codec::JsonObject body;
  body.append("version", edge.config.version);
  body.append("now", iso_instant(call.now()));
  body.append("wall", iso_instant(edge.wall.now()));
  body.append("demo", edge.demo != nullptr);
  body.append("database", edge.app.store.is_postgres() ? "postgresql" : "sqlite");
  body.append("database_ok", health.database_ok);
  body.append("lease_ok", health.lease_ok);
  body.append("storage_full", health.storage_full);
  body.append("queue_depth", static_cast<std::int64_t>(health.queue_depth));
  body.append("queue_limit", static_cast<std::int64_t>(health.queue_limit));
  body.append("lag_entries", health.lag_entries);
  body.append("warming", edge.app.store.warming());
  body.append("journal_position", position);
  body.append("sessions", counts.front().i64(0));
  body.append("event_streams", static_cast<std::int64_t>(edge.events.streams()));
  body.append("memory_bytes", std::int64_t{obs::resident_bytes()});
  body.append("packs", edge.app.packs.hash);
  return Answer::ok(std::move(body));
}

Answer plain(int code, std::string text) {
  Answer answer;
  answer.status = code;
  answer.no_store = true;
  answer.content_type = "text/plain; charset=utf-8";
  answer.bytes = std::move(text);
  return answer;
}

Result<Answer> ready(Edge& edge, Call&) {
  const auto health = edge.app.store.health();
  if (edge.app.store.warming()) return plain(503, "warming\n");
  if (!health.database_ok) return plain(503, "database away\n");
  if (!health.lease_ok) return plain(503, "read only: lease lost\n");
  return plain(200, "ready\n");
}

// Figures of the installation are for its operators: from another machine the address does not exist.
Result<Answer> metrics(Edge& edge, Call& call) {
  // A proxy on this machine that nobody named as trusted shows by its header: who stands behind it is not this machine.
  const auto& request = call.request();
  if (!http::is_loopback(request.remote) || request.headers.get("x-forwarded-for"))
    return fail(Errc::not_found, "not_found");
  auto answer = plain(200, edge.metrics.text());
  answer.content_type = "text/plain; version=0.0.4; charset=utf-8";
  return answer;
}

}  // namespace

void bind_status(Router& routes, Edge& edge) {
  routes.add({Method::get, "/api/v1/status", "status.read"}, [&edge](Call& call) { return status(edge, call); });
  routes.add({Method::get, "/healthz", "public"}, [](Call&) -> Result<Answer> { return plain(200, "ok\n"); });
  routes.add({Method::get, "/readyz", "public"}, [&edge](Call& call) { return ready(edge, call); });
  routes.add({Method::get, "/metrics", "public"}, [&edge](Call& call) { return metrics(edge, call); });
}

}  // namespace anwang::api

// How a handler sees one request. Routes are bound by functions `void bind_reports(Router&, Edge&)` in their group's
// file:
//
//   void bind_reports(Router& router, Edge&) {
//     router.add({Method::get, "/api/v1/reports/{id}", "report.read"}, [](Call& call) -> Result<Answer> {
//       ANWANG_TRY(const auto id, call.id());
//       ANWANG_TRY(auto page, flow::open_report(call.app(), call.viewer(), ReportId{id}));
//       return Answer::with_version(report_json(page), page.version);
//     });
//   }
//
// Before the handler runs: session and viewer re-read, route policy checked, Origin and token checked on unsafe
// methods, an Idempotency-Key in flight refused (409), x-anwang-seq waited for. A handler runs on a worker thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/viewer.h"
#include "base/result.h"
#include "codec/json.h"
#include "flow/app.h"
#include "http/message.h"

namespace anwang::api {

using http::Method;

struct Answer {
  int status = 200;
  codec::Json body;          // written as application/json unless `content_type` is set
  std::int64_t version = 0;  // > 0: ETag "<version>"
  std::int64_t seq = 0;      // > 0: x-anwang-seq (journal position of the write)
  bool no_store = false;     // reveals and downloads (all answers are private, no-cache anyway)
  std::string content_type;  // set: `bytes` is the body
  std::string bytes;
  http::Headers headers;  // further ones
  std::shared_ptr<http::EventStream> stream;

  static Answer ok(codec::Json body) { return {200, std::move(body), 0, 0, false, {}, {}, {}, {}}; }
  static Answer with_version(codec::Json body, std::int64_t version) {
    return {200, std::move(body), version, 0, false, {}, {}, {}, {}};
  }
  // 201, or 200 for a replay of the same key.
  static Answer created(codec::Json body, std::int64_t seq, bool replayed = false) {
    return {replayed ? 200 : 201, std::move(body), 0, seq, false, {}, {}, {}, {}};
  }
  static Answer written(codec::Json body, std::int64_t version, std::int64_t seq) {
    return {200, std::move(body), version, seq, false, {}, {}, {}, {}};
  }
  static Answer none(std::int64_t seq = 0) { return {204, {}, 0, seq, false, {}, {}, {}, {}}; }
};

class Call {
 public:
  Call(flow::App& app, http::Request& request, access::Viewer viewer)
      : app_(app), request_(request), viewer_(std::move(viewer)) {}
  [[nodiscard]] flow::App& app() const { return app_; }
  [[nodiscard]] const access::Viewer& viewer() const { return viewer_; }
  [[nodiscard]] http::Request& request() const { return request_; }
  [[nodiscard]] bool english() const { return viewer_.language == "en"; }
  [[nodiscard]] Instant now() const { return app_.clock.now(); }

  // Path parameter as an id; Errc::not_found when it is none (as an id that does not exist).
  [[nodiscard]] Result<std::int64_t> id(std::string_view name = "id") const;
  [[nodiscard]] std::string query(std::string_view name) const;  // "" when absent
  // Body as JSON: unsupported_media unless application/json, malformed with line and column. An empty body reads as {}.
  [[nodiscard]] Result<codec::Json> json() const;
  // If-Match: "<version>" → version. precondition_required when missing; "*" is not accepted.
  [[nodiscard]] Result<std::int64_t> if_match() const;
  // Idempotency-Key (1 … 128 printable ASCII), with route and body hash. precondition_required when missing.
  [[nodiscard]] Result<flow::Key> key() const;
  // The same, but a missing key is no error (key.key is empty).
  [[nodiscard]] Result<flow::Key> optional_key() const;
  // False when the projections had not reached the request's x-anwang-seq after 500 ms: read SQL.
  [[nodiscard]] bool projections_fresh() const { return fresh_; }
  void set_projections_fresh(bool fresh) { fresh_ = fresh; }
  // Over the public limit, let through because of a danger sign: the report goes to the visible lane "suspicious".
  [[nodiscard]] bool suspicious() const { return suspicious_; }
  void set_suspicious(bool suspicious) { suspicious_ = suspicious; }
  // The caller's objects of a 409 or 412, already projected for this viewer; added to the problem document.
  void conflict_details(codec::Json yours, codec::Json current);
  [[nodiscard]] const codec::JsonObject& problem_extra() const { return extra_; }

 private:
  flow::App& app_;
  http::Request& request_;
  access::Viewer viewer_;
  bool fresh_ = true;
  bool suspicious_ = false;
  codec::JsonObject extra_;
};

using Handler = std::function<Result<Answer>(Call&)>;

// The table of routes: what the http router, the OpenAPI document and the security tests read.
class Router {
 public:
  struct Entry {
    http::Route route;
    Handler handler;
  };
  void add(http::Route route, Handler handler) { entries_.push_back({route, std::move(handler)}); }
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

 private:
  std::vector<Entry> entries_;
};

}  // namespace anwang::api

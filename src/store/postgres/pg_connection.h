// PostgreSQL behind the store (libpq). ?1 becomes $1; statements are named, prepared once and cached; 64-bit integers
// stay integers, booleans read as 0/1. Pipeline mode for the batch runner. One query at a time: a row callback that
// queries the same connection gets internal "nested_query".
#pragma once

#include <libpq-fe.h>

#include <deque>
#include <memory>
#include <string>
#include <unordered_map>

#include "store/connection.h"

namespace anwang::store {

// "SELECT a FROM t WHERE b = ?12" → "… = $12", leaving string literals alone.
std::string to_dollar_parameters(std::string_view sql);

class PgConnection final : public Connection {
 public:
  static Result<std::unique_ptr<PgConnection>> connect(const std::string& url, Role role);

  Status each(std::string_view sql, const Params& params, const RowSink& row) override;
  Result<std::int64_t> exec(std::string_view sql, const Params& params) override;
  Status script(const std::string& sql) override;
  Status begin_write() override;
  Status begin_read() override;
  Status commit() override;
  void rollback() override;
  void set_timeout(int timeout_ms) override;
  [[nodiscard]] bool usable() const override { return PQstatus(pg_.get()) == CONNECTION_OK && !broken_; }
  [[nodiscard]] bool postgres() const override { return true; }

  // Pipeline: send many, receive in the same order. After the first error every further receive() answers
  // "pipeline_aborted" until end_pipeline().
  Status begin_pipeline();
  Status send(std::string_view sql, const Params& params);
  struct Answer {
    std::int64_t affected = 0;
    Rows rows;
  };
  Status flush();            // asks the server to answer what was sent so far
  Result<Answer> receive();  // of the next statement sent
  Status end_pipeline();     // syncs and leaves pipeline mode; unread answers are dropped

  // Waits up to timeout_ms for a notification (LISTEN); true when there was one.
  Result<bool> wait_notification(int timeout_ms);

 private:
  struct Finish {
    void operator()(PGconn* c) const { PQfinish(c); }
  };
  struct Clear {
    void operator()(PGresult* r) const { PQclear(r); }
  };
  using ResultPtr = std::unique_ptr<PGresult, Clear>;

  explicit PgConnection(PGconn* pg) : pg_(pg) {}
  Status start(std::string_view sql, const Params& params);
  Status send_prepared(const std::string& name, const Params& params);
  Result<std::string> statement_name(std::string_view sql, const Params& params, bool& fresh);
  Status apply_timeout();
  Status plain(const char* sql);
  Error error_of(const PGresult* result);
  Error lost();
  void drain();

  std::unique_ptr<PGconn, Finish> pg_;
  std::unordered_map<std::string, std::string> statements_;  // type signature + SQL → name
  std::uint64_t next_name_ = 0;
  std::deque<bool> sent_;  // pipeline: true = a PREPARE, whose result is not the caller's
  int timeout_ms_ = 0, applied_timeout_ms_ = -1;
  bool busy_ = false, broken_ = false;
};

class PgBackend final : public Backend {
 public:
  explicit PgBackend(std::string url) : url_(std::move(url)) {}
  Result<std::unique_ptr<Connection>> connect(Role role) override;
  [[nodiscard]] const std::string& url() const { return url_; }

 private:
  std::string url_;
};

// forbidden "unsafe_postgres" when fsync, full_page_writes or synchronous_commit are off; invalid "not_utf8".
Status check_server(Connection& db, bool allow_unsafe);

}  // namespace anwang::store

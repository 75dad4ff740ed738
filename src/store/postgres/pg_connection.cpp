#include "store/postgres/pg_connection.h"

#include <poll.h>

#include <array>
#include <cstring>

#include "store/postgres/pg_values.h"

namespace anwang::store {
namespace {

// Columns give the types of what is inserted; in a SELECT the values must.
bool types_from_values(std::string_view sql) { return sql.starts_with("SELECT") || sql.starts_with("WITH"); }

bool succeeded(const PGresult* r) {
  const ExecStatusType status = PQresultStatus(r);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

}  // namespace

std::string to_dollar_parameters(std::string_view sql) {
  std::string out;
  out.reserve(sql.size());
  bool quoted = false;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (sql[i] == '\'') quoted = !quoted;
    const bool parameter = !quoted && sql[i] == '?' && i + 1 < sql.size() && sql[i + 1] >= '1' && sql[i + 1] <= '9';
    out.push_back(parameter ? '$' : sql[i]);
  }
  return out;
}

Result<std::unique_ptr<PgConnection>> PgConnection::connect(const std::string& url, Role role) {
  const std::array<const char*, 9> keys{"dbname",           "connect_timeout",  "application_name",
                                        "client_encoding",  "keepalives_idle",  "keepalives_interval",
                                        "keepalives_count", "tcp_user_timeout", nullptr};
  const std::array<const char*, 9> values{url.c_str(), "5", "anwang", "UTF8", "10", "5", "3", "20000", nullptr};
  std::unique_ptr<PgConnection> c(new PgConnection(PQconnectdbParams(keys.data(), values.data(), 1)));
  if (!c->usable()) return tl::unexpected<Error>(c->lost());
  PQsetNoticeProcessor(
      c->pg_.get(), [](void*, const char*) {}, nullptr);
  // A writer that vanishes in a transaction must not hold the journal's head for long.
  ANWANG_CHECK(c->plain(
      role == Role::writer
          ? "SET bytea_output = 'hex'; SET lock_timeout = '15s'; SET idle_in_transaction_session_timeout = '20s'; "
            "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 3; SET tcp_keepalives_count = 3"
          : "SET bytea_output = 'hex'"));
  return c;
}

Error PgConnection::lost() {
  broken_ = true;
  return {Errc::unavailable, "connection_lost", {}, "postgres: connection lost", 2};
}

// Server messages can quote rows: only the SQLSTATE and the constraint's name go on.
Error PgConnection::error_of(const PGresult* result) {
  const char* field = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  if (field == nullptr || PQstatus(pg_.get()) != CONNECTION_OK) return lost();
  const std::string_view state = field;
  const char* name = PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
  const std::string constraint = name == nullptr ? "" : name;
  const std::string text = "postgres " + std::string(state) + (constraint.empty() ? "" : " " + constraint);
  if (state == "23505") {
    if (constraint.ends_with("_pkey")) return {Errc::precondition_failed, "stale_read", {}, text, 0};
    return {Errc::conflict, "unique:" + constraint, {}, text, 0};
  }
  if (state == "23503") return {Errc::conflict, "foreign_key", {}, text, 0};
  if (state == "57014") return {Errc::unavailable, "query_timeout", {}, text, 1};
  if (state == "53100") return {Errc::storage_full, "disk_full", {}, text, 0};
  if (state == "55P03" || state.starts_with("40")) return {Errc::busy, "database_locked", {}, text, 1};
  if (state.starts_with("57") || state.starts_with("08") || state == "25P03") return lost();
  if (state.starts_with("53") || state.starts_with("58")) return {Errc::unavailable, "database_trouble", {}, text, 2};
  if (state.starts_with("23") || state.starts_with("22")) return {Errc::internal, "constraint", {}, text, 0};
  return {Errc::internal, "sql", {}, text, 0};
}

Status PgConnection::plain(const char* sql) {
  const ResultPtr r(PQexec(pg_.get(), sql));
  if (succeeded(r.get())) return {};
  return tl::unexpected<Error>(error_of(r.get()));
}

Status PgConnection::script(const std::string& sql) { return plain(sql.c_str()); }
Status PgConnection::begin_write() { return plain("BEGIN"); }
Status PgConnection::begin_read() { return plain("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1"); }

// COMMIT of a failed transaction answers ROLLBACK without an error.
Status PgConnection::commit() {
  const ResultPtr r(PQexec(pg_.get(), "COMMIT"));
  if (!succeeded(r.get())) return tl::unexpected<Error>(error_of(r.get()));
  if (std::strcmp(PQcmdStatus(r.get()), "COMMIT") != 0) return fail(Errc::internal, "rolled_back");
  return {};
}

void PgConnection::rollback() {
  if (!usable()) return;
  if (PQpipelineStatus(pg_.get()) != PQ_PIPELINE_OFF && !end_pipeline()) return;
  if (!plain("ROLLBACK")) broken_ = true;
}

void PgConnection::set_timeout(int timeout_ms) { timeout_ms_ = timeout_ms; }

Status PgConnection::apply_timeout() {
  if (timeout_ms_ == applied_timeout_ms_) return {};
  ANWANG_CHECK(plain(("SET statement_timeout = " + std::to_string(timeout_ms_)).c_str()));
  applied_timeout_ms_ = timeout_ms_;
  return {};
}

Result<std::string> PgConnection::statement_name(std::string_view sql, const Params& params, bool& fresh) {
  std::string key;
  std::vector<Oid> types(params.size(), 0);
  if (types_from_values(sql)) {
    for (std::size_t i = 0; i < params.size(); ++i) {
      types[i] = pg_type(params[i]);
      key += std::to_string(types[i]) + ",";
    }
  }
  key += sql;
  const auto known = statements_.find(key);
  fresh = known == statements_.end();
  if (!fresh) return known->second;
  const std::string name = "s" + std::to_string(++next_name_);
  if (PQsendPrepare(pg_.get(), name.c_str(), to_dollar_parameters(sql).c_str(), static_cast<int>(types.size()),
                    types.data()) == 0) {
    return tl::unexpected<Error>(lost());
  }
  statements_.emplace(std::move(key), name);
  return name;
}

Status PgConnection::send_prepared(const std::string& name, const Params& params) {
  const PgParams b(params);
  const int sent = PQsendQueryPrepared(pg_.get(), name.c_str(), static_cast<int>(params.size()), b.values.data(),
                                       b.lengths.data(), b.formats.data(), 0);
  if (sent == 0) return tl::unexpected<Error>(lost());
  return {};
}

// Reads what is left of a query so that the next can start.
void PgConnection::drain() {
  while (const ResultPtr rest{PQgetResult(pg_.get())}) {
  }
  busy_ = false;
}

Status PgConnection::start(std::string_view sql, const Params& params) {
  if (busy_) return fail(Errc::internal, "nested_query");
  ANWANG_CHECK(apply_timeout());
  bool fresh = false;
  ANWANG_TRY(const std::string name, statement_name(sql, params, fresh));
  if (fresh) {
    const ResultPtr prepared(PQgetResult(pg_.get()));
    const bool ok = succeeded(prepared.get());
    Error error = ok ? Error{} : error_of(prepared.get());
    drain();
    if (!ok) {
      std::erase_if(statements_, [&](const auto& s) { return s.second == name; });
      return tl::unexpected<Error>(std::move(error));
    }
  }
  ANWANG_CHECK(send_prepared(name, params));
  busy_ = true;
  return {};
}

Status PgConnection::each(std::string_view sql, const Params& params, const RowSink& row) {
  ANWANG_CHECK(start(sql, params));
  PQsetSingleRowMode(pg_.get());
  Status done;
  bool wanted = true;
  while (const ResultPtr r{PQgetResult(pg_.get())}) {
    if (PQresultStatus(r.get()) == PGRES_SINGLE_TUPLE) {
      if (wanted) wanted = row(pg_row(r.get(), 0));
    } else if (!succeeded(r.get())) {
      done = tl::unexpected<Error>(error_of(r.get()));
    }
  }
  busy_ = false;
  return done;
}

Result<std::int64_t> PgConnection::exec(std::string_view sql, const Params& params) {
  ANWANG_CHECK(start(sql, params));
  const ResultPtr r(PQgetResult(pg_.get()));
  Result<std::int64_t> done = pg_affected(r.get());
  if (!succeeded(r.get())) done = tl::unexpected<Error>(error_of(r.get()));
  drain();
  return done;
}

Status PgConnection::begin_pipeline() {
  ANWANG_CHECK(apply_timeout());
  if (PQenterPipelineMode(pg_.get()) != 1) return tl::unexpected<Error>(lost());
  return {};
}

Status PgConnection::send(std::string_view sql, const Params& params) {
  bool fresh = false;
  ANWANG_TRY(const std::string name, statement_name(sql, params, fresh));
  if (fresh) sent_.push_back(true);
  ANWANG_CHECK(send_prepared(name, params));
  sent_.push_back(false);
  return {};
}

Status PgConnection::flush() {
  if (PQsendFlushRequest(pg_.get()) != 1 || PQflush(pg_.get()) < 0) return tl::unexpected<Error>(lost());
  return {};
}

Result<PgConnection::Answer> PgConnection::receive() {
  for (;;) {
    if (sent_.empty()) return fail(Errc::internal, "pipeline_empty");
    const bool preparation = sent_.front();
    sent_.pop_front();
    const ResultPtr r(PQgetResult(pg_.get()));
    if (!r) return tl::unexpected<Error>(lost());
    const ResultPtr end(PQgetResult(pg_.get()));  // each statement's results end with a null
    if (!succeeded(r.get())) {
      statements_.clear();  // what was to be prepared behind the error does not exist; names are never used twice
      if (PQresultStatus(r.get()) == PGRES_PIPELINE_ABORTED) return fail(Errc::internal, "pipeline_aborted");
      return tl::unexpected<Error>(error_of(r.get()));
    }
    if (preparation) continue;
    Answer answer;
    answer.affected = pg_affected(r.get());
    for (int i = 0; i < PQntuples(r.get()); ++i) answer.rows.push_back(pg_row(r.get(), i));
    return answer;
  }
}

Status PgConnection::end_pipeline() {
  sent_.clear();
  if (PQpipelineSync(pg_.get()) != 1) return tl::unexpected<Error>(lost());
  for (bool synced = false; !synced;) {  // everything up to the sync, whatever is still unread
    const ResultPtr r(PQgetResult(pg_.get()));
    if (PQstatus(pg_.get()) != CONNECTION_OK) return tl::unexpected<Error>(lost());
    synced = r && PQresultStatus(r.get()) == PGRES_PIPELINE_SYNC;
    if (r && !synced && !succeeded(r.get())) statements_.clear();
  }
  if (PQexitPipelineMode(pg_.get()) != 1) return tl::unexpected<Error>(lost());
  return {};
}

Result<bool> PgConnection::wait_notification(int timeout_ms) {
  pollfd fd{PQsocket(pg_.get()), POLLIN, 0};
  if (fd.fd < 0) return tl::unexpected<Error>(lost());
  ::poll(&fd, 1, timeout_ms);
  if (PQconsumeInput(pg_.get()) == 0) return tl::unexpected<Error>(lost());
  bool any = false;
  while (PGnotify* n = PQnotifies(pg_.get())) {
    any = true;
    PQfreemem(n);
  }
  return any;
}

Result<std::unique_ptr<Connection>> PgBackend::connect(Role role) {
  ANWANG_TRY(auto connection, PgConnection::connect(url_, role));
  return std::unique_ptr<Connection>(std::move(connection));
}

Status check_server(Connection& db, bool allow_unsafe) {
  ANWANG_TRY(const Value encoding, db.scalar("SHOW server_encoding"));
  if (encoding != Value(std::string("UTF8"))) return fail(Errc::invalid, "not_utf8");
  for (const std::string setting : {"fsync", "full_page_writes", "synchronous_commit"}) {
    ANWANG_TRY(const Value value, db.scalar("SHOW " + setting));
    if (!allow_unsafe && value == Value(std::string("off"))) return fail(Errc::forbidden, "unsafe_postgres", setting);
  }
  return {};
}

}  // namespace anwang::store

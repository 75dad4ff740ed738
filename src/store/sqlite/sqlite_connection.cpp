#include "store/sqlite/sqlite_connection.h"

#include <sqlite3.h>

#include <cerrno>
#include <map>
#include <unordered_map>

namespace anwang::store {
namespace {

using Deadline = std::chrono::steady_clock::time_point;

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view s) const noexcept { return std::hash<std::string_view>{}(s); }
};
struct Finalize {
  void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
};
struct Close {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

constexpr std::size_t kMostStatementBytes = 4 << 20;

void bind(sqlite3_stmt* s, int i, const Value& value) {
  if (const auto* n = std::get_if<std::int64_t>(&value)) {
    sqlite3_bind_int64(s, i, *n);
  } else if (const auto* t = std::get_if<std::string>(&value)) {
    sqlite3_bind_text64(s, i, t->data(), t->size(), SQLITE_STATIC, SQLITE_UTF8);
  } else if (const auto* b = std::get_if<Bytes>(&value)) {
    if (b->empty()) {
      sqlite3_bind_zeroblob(s, i, 0);  // a null pointer would bind NULL
    } else {
      sqlite3_bind_blob64(s, i, b->data(), b->size(), SQLITE_STATIC);
    }
  } else if (const auto* r = std::get_if<double>(&value)) {
    sqlite3_bind_double(s, i, *r);
  } else {
    sqlite3_bind_null(s, i);
  }
}

Value column(sqlite3_stmt* s, int i) {
  switch (sqlite3_column_type(s, i)) {
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(s, i)};
    case SQLITE_FLOAT:
      return sqlite3_column_double(s, i);
    case SQLITE_TEXT:
      return std::string(reinterpret_cast<const char*>(sqlite3_column_text(s, i)),
                         static_cast<std::size_t>(sqlite3_column_bytes(s, i)));
    case SQLITE_BLOB: {
      const auto* p = static_cast<const std::uint8_t*>(sqlite3_column_blob(s, i));
      return Bytes(p, p + sqlite3_column_bytes(s, i));
    }
    default:
      return std::monostate{};
  }
}

class SqliteConnection final : public Connection {
 public:
  explicit SqliteConnection(sqlite3* db) : db_(db) {}

  Status open(const SqliteOptions& options, Role role) {
    sqlite3_extended_result_codes(db_.get(), 1);
    sqlite3_busy_timeout(db_.get(), 10'000);
    for (const int off : {SQLITE_DBCONFIG_DQS_DDL, SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_TRUSTED_SCHEMA}) {
      sqlite3_db_config(db_.get(), off, 0, nullptr);
    }
    sqlite3_db_config(db_.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    std::string pragmas = "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=0;";
    pragmas += options.unsafe_sync ? "PRAGMA synchronous=OFF;" : "PRAGMA synchronous=FULL;";
    pragmas += role == Role::writer ? "PRAGMA cache_size=-131072;" : "PRAGMA cache_size=-8192;";
    if (role == Role::reader) pragmas += "PRAGMA query_only=ON;";
    ANWANG_TRY(const Value mode, scalar("PRAGMA journal_mode=WAL", {}));
    if (mode != Value(std::string("wal"))) return fail(Errc::unavailable, "no_wal", "SQLite refuses WAL mode here");
    sqlite3_progress_handler(db_.get(), 1000, &SqliteConnection::progress, this);
    return script(pragmas);
  }

  Status each(std::string_view sql, const Params& params, const RowSink& row) override {
    ANWANG_TRY(sqlite3_stmt * s, prepared(sql));
    const Reset reset{s};
    for (std::size_t i = 0; i < params.size(); ++i) bind(s, static_cast<int>(i) + 1, params[i]);
    const int columns = sqlite3_column_count(s);
    arm();
    for (;;) {
      const int rc = sqlite3_step(s);
      if (rc == SQLITE_DONE) return {};
      if (rc != SQLITE_ROW) return error(rc);
      std::vector<Value> values;
      values.reserve(static_cast<std::size_t>(columns));
      for (int i = 0; i < columns; ++i) values.push_back(column(s, i));
      if (!row(Row(std::move(values)))) return {};
    }
  }

  Result<std::int64_t> exec(std::string_view sql, const Params& params) override {
    ANWANG_TRY(sqlite3_stmt * s, prepared(sql));
    const Reset reset{s};
    for (std::size_t i = 0; i < params.size(); ++i) bind(s, static_cast<int>(i) + 1, params[i]);
    arm();
    int rc = SQLITE_ROW;
    while (rc == SQLITE_ROW) rc = sqlite3_step(s);
    if (rc != SQLITE_DONE) return tl::unexpected<Error>(error(rc).value());
    return std::int64_t{sqlite3_changes64(db_.get())};
  }

  Status script(const std::string& sql) override {
    arm();
    const int rc = sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (rc != SQLITE_OK) return error(rc);
    return {};
  }

  Status begin_write() override { return plain("BEGIN IMMEDIATE"); }
  Status begin_read() override {
    ANWANG_CHECK(plain("BEGIN"));
    const auto fixed = scalar("SELECT 1 FROM sqlite_schema LIMIT 1", {});  // BEGIN alone takes no snapshot
    if (!fixed) return tl::unexpected<Error>(fixed.error());
    return {};
  }
  Status commit() override { return plain("COMMIT"); }
  void rollback() override {
    if (sqlite3_get_autocommit(db_.get()) == 0 && !plain("ROLLBACK")) usable_ = false;
  }
  void set_timeout(int timeout_ms) override { timeout_ms_ = timeout_ms; }
  [[nodiscard]] bool usable() const override { return usable_; }
  [[nodiscard]] bool postgres() const override { return false; }

 private:
  struct Reset {
    sqlite3_stmt* s;
    ~Reset() {
      sqlite3_reset(s);
      sqlite3_clear_bindings(s);
    }
  };

  Status plain(std::string_view sql) {
    const auto done = exec(sql, {});
    if (!done) return tl::unexpected<Error>(done.error());
    return {};
  }

  Result<sqlite3_stmt*> prepared(std::string_view sql) {
    const auto known = statements_.find(sql);
    if (known != statements_.end()) return known->second.get();
    // Only a caller that builds SQL from data (a list of ids) gets here: bounded in number and in bytes.
    if (statements_.size() >= 1024 || statement_bytes_ > kMostStatementBytes) {
      statements_.clear();
      statement_bytes_ = 0;
    }
    sqlite3_stmt* s = nullptr;
    const int rc =
        sqlite3_prepare_v3(db_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &s, nullptr);
    if (rc != SQLITE_OK) return tl::unexpected<Error>(error(rc).value());
    statements_.emplace(std::string(sql), Statement(s));
    statement_bytes_ += sql.size();
    return s;
  }

  void arm() {
    if (timeout_ms_ > 0) deadline_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms_);
  }
  static int progress(void* self_ptr) {
    auto* self = static_cast<SqliteConnection*>(self_ptr);
    if (self->timeout_ms_ <= 0 || std::chrono::steady_clock::now() < self->deadline_) return 0;
    return 1;
  }

  // SQLite names the columns of a broken unique index, not the index: "UNIQUE constraint failed: t.a, t.b".
  std::string unique_index() {
    const std::string message = sqlite3_errmsg(db_.get());
    const auto colon = message.find(": ");
    if (colon == std::string::npos) return {};
    const std::string columns = message.substr(colon + 2);
    if (columns.starts_with("index '")) return columns.substr(7, columns.size() - 8);
    if (const auto known = index_of_columns_.find(columns); known != index_of_columns_.end()) return known->second;
    constexpr const char* kIndexes =
        "SELECT il.name, group_concat(m.name || '.' || ii.name, ', ') FROM sqlite_schema m "
        "JOIN pragma_index_list(m.name) il JOIN pragma_index_info(il.name) ii "
        "WHERE m.type = 'table' AND il.\"unique\" = 1 GROUP BY m.name, il.name";
    sqlite3_stmt* s = nullptr;
    if (sqlite3_prepare_v2(db_.get(), kIndexes, -1, &s, nullptr) != SQLITE_OK) return {};
    const Statement owner(s);
    while (sqlite3_step(s) == SQLITE_ROW) {
      index_of_columns_[std::get<std::string>(column(s, 1))] = std::get<std::string>(column(s, 0));
    }
    return index_of_columns_[columns];
  }

  struct Failure {
    Error e;
    operator Status() const { return tl::unexpected<Error>(e); }
    [[nodiscard]] Error value() const { return e; }
  };
  Failure error(int rc) {
    const std::string text = "sqlite " + std::to_string(rc) + ": " + sqlite3_errmsg(db_.get());
    switch (rc) {
      case SQLITE_CONSTRAINT_PRIMARYKEY:
      case SQLITE_CONSTRAINT_ROWID:
        return {{Errc::precondition_failed, "stale_read", {}, text, 0}};
      case SQLITE_CONSTRAINT_UNIQUE: {
        const std::string index = unique_index();
        if (index.starts_with("sqlite_autoindex_")) return {{Errc::precondition_failed, "stale_read", {}, text, 0}};
        return {{Errc::conflict, "unique:" + index, {}, text, 0}};
      }
      case SQLITE_CONSTRAINT_FOREIGNKEY:
        return {{Errc::conflict, "foreign_key", {}, text, 0}};
      default:
        break;
    }
    switch (rc & 0xff) {
      case SQLITE_CONSTRAINT:
      case SQLITE_MISMATCH:
        return {{Errc::internal, "constraint", {}, text, 0}};
      case SQLITE_FULL:
        return {{Errc::storage_full, "disk_full", {}, text, 0}};
      case SQLITE_INTERRUPT:
        return {{Errc::unavailable, "query_timeout", {}, text, 1}};
      case SQLITE_BUSY:
      case SQLITE_LOCKED:
        return {{Errc::busy, "database_locked", {}, text, 1}};
      case SQLITE_IOERR:
      case SQLITE_CANTOPEN:
      case SQLITE_READONLY: {
        const int code = sqlite3_system_errno(db_.get());
        if (code == ENOSPC || code == EDQUOT) return {{Errc::storage_full, "disk_full", {}, text, 0}};
        return {{Errc::unavailable, "io_error", {}, text, 1}};
      }
      case SQLITE_CORRUPT:
      case SQLITE_NOTADB:
        return {{Errc::unavailable, "corrupt", {}, text, 0}};
      default:
        return {{Errc::internal, "sql", {}, text, 0}};
    }
  }

  std::unique_ptr<sqlite3, Close> db_;
  std::unordered_map<std::string, Statement, StringHash, std::equal_to<>> statements_;
  std::size_t statement_bytes_ = 0;  // of the texts in statements_
  std::map<std::string, std::string> index_of_columns_;
  int timeout_ms_ = 0;
  Deadline deadline_;
  bool usable_ = true;
};

}  // namespace

Result<std::unique_ptr<Connection>> SqliteBackend::connect(Role role) {
  // Memory statistics cost a global mutex an allocation, for readers and writer alike.
  static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  (void)configured;
  sqlite3* db = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (role == Role::writer ? SQLITE_OPEN_CREATE : 0);
  const int rc =
      sqlite3_open_v2(options_.path.c_str(), &db, flags, options_.vfs.empty() ? nullptr : options_.vfs.c_str());
  auto connection = std::make_unique<SqliteConnection>(db);
  if (rc != SQLITE_OK) return fail(Errc::unavailable, "cannot_open_database", "sqlite " + std::to_string(rc));
  ANWANG_CHECK(connection->open(options_, role));
  return connection;
}

}  // namespace anwang::store

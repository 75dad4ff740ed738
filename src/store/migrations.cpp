#include "store/migrations.h"

#include <array>
#include <map>

#include "seal/key_ring.h"

namespace anwang::store {
namespace {

struct Token {
  std::string_view name, sqlite, postgres;
};
constexpr std::array<Token, 7> kTokens{{{"id", "INTEGER", "BIGINT"},
                                        {"int", "INTEGER", "BIGINT"},
                                        {"real", "REAL", "DOUBLE PRECISION"},
                                        {"text", "TEXT", "TEXT COLLATE \"C\""},
                                        {"blob", "BLOB", "BYTEA"},
                                        {"table", "STRICT, WITHOUT ROWID", ""},
                                        {"wide_table", "STRICT", ""}}};

Result<std::string> replace_tokens(std::string_view line, bool postgres) {
  std::string out;
  while (true) {
    const auto open = line.find("{{");
    out.append(line.substr(0, open));
    if (open == std::string_view::npos) return out;
    const auto close = line.find("}}", open);
    if (close == std::string_view::npos) return fail(Errc::internal, "bad_migration", "unclosed token");
    const std::string_view name = line.substr(open + 2, close - open - 2);
    const Token* known = nullptr;
    for (const Token& t : kTokens) known = t.name == name ? &t : known;
    if (known == nullptr) return fail(Errc::internal, "bad_migration", "unknown token " + std::string(name));
    out.append(postgres ? known->postgres : known->sqlite);
    line.remove_prefix(close + 2);
  }
}

std::string checksum(std::string_view text) { return seal::to_hex(seal::digest(text)); }

Result<std::map<std::int64_t, std::string>> applied_checksums(Connection& db) {
  std::map<std::int64_t, std::string> applied;
  ANWANG_TRY(const Rows rows, db.query("SELECT number, checksum FROM schema_migration"));
  for (const Row& r : rows) applied[r.i64(0)] = r.text(1);
  return applied;
}

Status apply(Connection& db, const Migration& m, std::int64_t now_us) {
  ANWANG_TRY(const std::string sql, render_migration(m.text, db.postgres()));
  ANWANG_CHECK(db.script(sql));
  const Params params{std::int64_t{m.number}, std::string(m.name), checksum(m.text), now_us};
  ANWANG_TRY(
      const auto rows,
      db.exec("INSERT INTO schema_migration (number, name, checksum, applied_at) VALUES (?1, ?2, ?3, ?4)", params));
  (void)rows;
  return {};
}

Status apply_missing(Connection& db, const std::vector<Migration>& migrations, std::int64_t now_us) {
  ANWANG_TRY(const auto applied, applied_checksums(db));
  for (const auto& [number, sum] : applied) {
    const bool known = number >= 1 && number <= static_cast<std::int64_t>(migrations.size());
    if (!known) return fail(Errc::conflict, "store_is_newer", "migration " + std::to_string(number));
  }
  for (const Migration& m : migrations) {
    const auto done = applied.find(m.number);
    if (done == applied.end()) {
      ANWANG_CHECK(apply(db, m, now_us));
    } else if (done->second != checksum(m.text)) {
      return fail(Errc::conflict, "migration_changed", std::string(m.name));
    }
  }
  return {};
}

}  // namespace

Result<std::string> render_migration(std::string_view text, bool postgres) {
  std::string out;
  enum class Block { both, lite, pg } block = Block::both;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line == "-- sqlite:") {
      block = Block::lite;
    } else if (line == "-- postgres:") {
      block = Block::pg;
    } else if (line == "-- both:") {
      block = Block::both;
    } else if (block == Block::both || (block == Block::pg) == postgres) {
      if (line.starts_with("--")) continue;
      ANWANG_TRY(const std::string rendered, replace_tokens(line, postgres));
      out.append(rendered).push_back('\n');
    }
  }
  if (block != Block::both) return fail(Errc::internal, "bad_migration", "dialect block without '-- both:'");
  return out;
}

Status migrate(Connection& db, const std::vector<Migration>& migrations, std::int64_t now_us) {
  ANWANG_CHECK(db.begin_write());
  Status done = [&]() -> Status {
    // Two servers may start at once; SQLite's BEGIN IMMEDIATE has locked already.
    if (db.postgres()) ANWANG_CHECK(db.script("SELECT pg_advisory_xact_lock(7233172290)"));
    ANWANG_TRY(const std::string ledger,
               render_migration("CREATE TABLE IF NOT EXISTS schema_migration (number {{int}} NOT NULL,"
                                " name {{text}} NOT NULL, checksum {{text}} NOT NULL, applied_at {{int}} NOT NULL,"
                                " PRIMARY KEY (number)) {{table}};",
                                db.postgres()));
    ANWANG_CHECK(db.script(ledger));
    return apply_missing(db, migrations, now_us);
  }();
  if (!done) {
    db.rollback();
    return done;
  }
  return db.commit();
}

}  // namespace anwang::store

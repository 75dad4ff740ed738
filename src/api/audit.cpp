// GET /audit/journal, GET /audit/access: what happened and who read what, for the auditor. Journal headers hold codes,
// counts and ids only; payloads stay sealed. Why a sealed part was opened is read by the policy's leave.
#include "access/policy.h"
#include "api/cursor.h"
#include "api/edge.h"

namespace anwang::api {

namespace {

constexpr std::size_t kPage = 100;

codec::Json record_json(const store::Row& row, std::size_t table, std::size_t id) {
  return codec::Json(
      codec::JsonObject{{"table", codec::Json(row.text(table))}, {"id", codec::Json(std::to_string(row.i64(id)))}});
}

codec::Json actor_json(const store::Row& row, std::size_t id, std::size_t name, std::size_t title) {
  if (row.i64(id) == 0) return {};
  return codec::Json(codec::JsonObject{{"id", codec::Json(std::to_string(row.i64(id)))},
                                       {"name", row.is_null(name) ? codec::Json() : codec::Json(row.text(name))},
                                       {"title", row.is_null(title) ? codec::Json() : codec::Json(row.text(title))},
                                       {"unit", codec::Json()},
                                       {"phone", codec::Json()}});
}

struct Page {
  std::int64_t below = INT64_MAX;
  std::string filter;
};
Result<Page> page_of(const Call& call, std::string filter) {
  Page page;
  page.filter = std::move(filter);
  ANWANG_TRY(const auto position, read_cursor(call, page.filter));
  if (!position.empty()) page.below = parse_id(position).value_or(INT64_MAX);
  return page;
}

Answer page_answer(const Call& call, const Page& page, codec::JsonArray items, bool more, std::int64_t last) {
  return Answer::ok(codec::JsonObject{
      {"items", codec::Json(std::move(items))},
      {"next", more ? codec::Json(make_cursor(call, page.filter, std::to_string(last))) : codec::Json()},
      {"total", codec::Json()},
      {"as_of", codec::Json(iso_instant(call.now()))}});
}

// The filters are codes and ids; anything else finds nothing rather than being searched for.
std::int64_t id_filter(const Call& call, std::string_view name, bool& given) {
  const auto text = call.query(name);
  given = !text.empty();
  return parse_id(text).value_or(-1);
}

Result<Answer> journal(Call& call) {
  bool by_actor = false, by_record = false;
  const auto actor = id_filter(call, "actor", by_actor);
  const auto record = id_filter(call, "record", by_record);
  const auto kind = call.query("kind");
  ANWANG_TRY(const auto page,
             page_of(call, "journal|" + call.query("actor") + "|" + call.query("record") + "|" + kind));
  std::string sql =
      "SELECT j.seq, j.recorded_at, j.kind, j.actor, j.about_table, j.about_id, j.header, a.name, a.title FROM journal "
      "j LEFT "
      "JOIN account a ON a.county = j.county AND a.id = j.actor WHERE j.county = ?1 AND j.seq < ?2";
  store::Params params{call.app().county, page.below};
  const auto add = [&](const char* condition, store::Value value) {
    params.push_back(std::move(value));
    sql += condition + std::to_string(params.size());
  };
  if (by_actor) add(" AND j.actor = ?", actor);
  if (by_record) add(" AND j.about_id = ?", record);
  if (!kind.empty()) add(" AND j.kind = ?", kind);
  sql += " ORDER BY j.seq DESC LIMIT " + std::to_string(kPage + 1);
  ANWANG_TRY(auto reader, call.app().store.read());
  ANWANG_TRY(const auto rows, reader->query("audit.journal", sql, params));
  codec::JsonArray items;
  for (std::size_t i = 0; i < rows.size() && i < kPage; ++i) {
    const auto& row = rows[i];
    auto header = codec::parse_json(row.text(6));
    items.emplace_back(codec::JsonObject{{"seq", codec::Json(row.i64(0))},
                                         {"recorded_at", codec::Json(iso_instant({row.i64(1)}))},
                                         {"kind", codec::Json(row.text(2))},
                                         {"actor", actor_json(row, 3, 7, 8)},
                                         {"about", record_json(row, 4, 5)},
                                         {"header", header ? std::move(*header) : codec::Json()}});
  }
  const bool more = rows.size() > kPage;
  return page_answer(call, page, std::move(items), more, more ? rows[kPage - 1].i64(0) : 0);
}

Result<Answer> access_log(Call& call) {
  bool by_account = false, by_record = false;
  const auto account = id_filter(call, "account", by_account);
  const auto record = id_filter(call, "record", by_record);
  ANWANG_TRY(const auto page, page_of(call, "access|" + call.query("account") + "|" + call.query("record")));
  std::string sql =
      "SELECT l.seq, l.read_at, l.account, l.action, l.record_table, l.record_id, l.request_id, a.name, a.title, "
      "l.reason_sealed, "
      "l.record_uid FROM "
      "access_log l "
      "LEFT JOIN account a ON a.county = l.county AND a.id = l.account WHERE l.county = ?1 AND l.seq < ?2";
  store::Params params{call.app().county, page.below};
  if (by_account) {
    params.emplace_back(account);
    sql += " AND l.account = ?" + std::to_string(params.size());
  }
  if (by_record) {
    params.emplace_back(record);
    sql += " AND l.record_id = ?" + std::to_string(params.size());
  }
  sql += " ORDER BY l.seq DESC LIMIT " + std::to_string(kPage + 1);
  const auto& app = call.app();
  access::RecordFacts facts;
  facts.kind = access::RecordKind::journal;
  facts.county = app.county;
  const bool reads_reasons =
      app.policy.decide(call.viewer(), facts, access::FieldClass::content) == access::Outcome::full;
  ANWANG_TRY(auto reader, app.store.read());
  ANWANG_TRY(const auto rows, reader->query("audit.access", sql, params));
  codec::JsonArray items;
  for (std::size_t i = 0; i < rows.size() && i < kPage; ++i) {
    const auto& row = rows[i];
    // Why somebody opened what is sealed is what an auditor is for; what was opened stays sealed.
    std::optional<PersonalText> reason;
    if (reads_reasons && !row.blob(9).empty()) {
      ANWANG_TRY(reason, app.keys.open({app.county, "access_log", 0, "reason/" + row.text(10)}, row.blob(9)));
      if (reason->empty()) reason.reset();
    }
    items.emplace_back(codec::JsonObject{{"seq", codec::Json(row.i64(0))},
                                         {"read_at", codec::Json(iso_instant({row.i64(1)}))},
                                         {"account", actor_json(row, 2, 7, 8)},
                                         {"action", codec::Json(row.text(3))},
                                         {"record", record_json(row, 4, 5)},
                                         {"request_id", codec::Json(row.text(6))},
                                         {"reason", reason ? codec::Json(reason->reveal()) : codec::Json()}});
  }
  const bool more = rows.size() > kPage;
  auto answer = page_answer(call, page, std::move(items), more, more ? rows[kPage - 1].i64(0) : 0);
  answer.no_store = true;
  return answer;
}

}  // namespace

void bind_audit(Router& routes, Edge&) {
  routes.add({Method::get, "/api/v1/audit/journal", "audit.read"}, journal);
  routes.add({Method::get, "/api/v1/audit/access", "audit.read"}, access_log);
}

}  // namespace anwang::api

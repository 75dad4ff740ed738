#include "access/facts.h"

#include "access/policy_rules.h"

namespace anwang::access {

Result<std::map<std::int64_t, RecordFacts>> load_facts(store::Reader& reader, const Viewer& viewer, RecordKind kind,
                                                       std::span<const std::int64_t> ids, Instant now) {
  std::map<std::int64_t, RecordFacts> out;
  if (ids.empty() || kind == RecordKind::journal) return out;
  SqlParams params(viewer, now.us, 1);
  const std::string a = "rec";
  const auto truth = [](const std::string& sql) { return ", CASE WHEN " + sql + " THEN 1 ELSE 0 END"; };
  auto sql = "SELECT " + a + ".id, " + unit_sql(kind, a) + ", " + network_sql(kind, a) +
             truth(protective_sql(kind, a)) + truth(restricted_sql(kind, a, params));
  for (const auto bit : kAllRelations) sql += truth(relation_sql(kind, bit, a, params));
  sql += " FROM " + std::string(table_of(kind)) + " " + a + " WHERE " + a + ".county = " + params.county() + " AND " +
         a + ".id IN (";
  for (std::size_t i = 0; i < ids.size(); ++i) sql += (i == 0 ? "" : ",") + std::to_string(ids[i]);
  sql += ")";
  ANWANG_TRY(const auto rows, reader.query("access.facts", sql, params.take()));
  for (const auto& row : rows) {
    RecordFacts facts;
    facts.kind = kind;
    facts.county = viewer.county;
    facts.unit = row.i64(1);
    facts.network = row.text(2);
    facts.protective = row.i64(3) != 0;
    facts.restricted = row.i64(4) != 0;
    for (std::size_t i = 0; i < kAllRelations.size(); ++i)
      if (row.i64(5 + i) != 0) facts.relations |= kAllRelations[i];
    out.emplace(row.i64(0), std::move(facts));
  }
  return out;
}

Result<RecordFacts> visible_facts(store::Reader& reader, const Policy& policy, const Viewer& viewer, RecordKind kind,
                                  std::int64_t id, Instant now, FieldClass field) {
  ANWANG_TRY(auto facts, load_facts(reader, viewer, kind, {&id, 1}, now));
  const auto it = facts.find(id);
  if (it == facts.end() || policy.decide(viewer, it->second, field) == Outcome::absent)
    return fail(Errc::not_found, "not_found");
  return std::move(it->second);
}

}  // namespace anwang::access

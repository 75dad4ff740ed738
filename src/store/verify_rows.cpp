#include "store/verify_rows.h"

#include <algorithm>
#include <set>

#include "store/journal.h"
#include "store/shape.h"

namespace anwang::store {
namespace {

std::string name_of(std::string_view county, std::int64_t id) { return std::string(county) + " " + std::to_string(id); }

// The columns that one payload or row has, as an after-image writes them: the same text, the same hash.
Result<seal::Hash> hash_of(const std::string& table, std::vector<std::pair<std::string, Value>> columns) {
  Write write;
  write.table = table;
  write.columns = std::move(columns);
  ANWANG_TRY(const auto shape, shape_of(write));
  std::string text;
  append_after_image(text, write, *shape, 0);
  return seal::digest(text);
}
seal::Hash hash_of(const std::string& table, const codec::Json& row) {
  return seal::digest(R"({"id":"0","row":)" + codec::canonical_json(row) + R"(,"table":")" + table +
                      R"(","version":"0"})");
}

std::int64_t number(const codec::Json* value) {
  if (value == nullptr || value->string() == nullptr) return 0;
  return parse_id(*value->string()).value_or(0);
}

Result<std::vector<std::string>> columns_of(Connection& db, const std::string& table) {
  const std::string sql = db.postgres()
                              ? "SELECT column_name FROM information_schema.columns WHERE table_name = ?1 AND "
                                "table_schema = current_schema()"
                              : "SELECT name FROM pragma_table_info(?1)";
  ANWANG_TRY(const Rows rows, db.query(sql, {table}));
  std::vector<std::string> out;
  for (const Row& r : rows) out.push_back(r.text(0));
  return out;
}

}  // namespace

const RowCheck::Columns* RowCheck::shape(Columns columns) {
  auto& known = shapes_[columns];
  if (!known) known = std::make_unique<Columns>(std::move(columns));
  return known.get();
}

Result<std::string> RowCheck::open(const Entry& entry) {
  ANWANG_TRY(const seal::SubjectKey key, keys_.unwrap(entry.county, entry.key_owner, entry.wrapped));
  return key.decrypt(payload_context(entry.county, entry.key_owner, entry.kind), entry.payload);
}

void RowCheck::add(const Entry& entry) {
  const auto touched = parse_touched(entry.touched);
  if (!touched) return;  // the chain has said so
  for (const auto& t : *touched) tables_[t.table][name_of(entry.county, t.id)] = {t.version, nullptr, {}, false};
  if (entry.wrapped.empty() || touched->empty()) return;
  const auto plain = open(entry);
  const auto payload = plain ? codec::parse_json(*plain, {32, plain->size() + 1})
                             : Result<codec::Json>(tl::unexpected<Error>(plain.error()));
  if (!payload) {
    fault_("payload does not open: " + name_of(entry.county, entry.seq));
    return;
  }
  const auto* writes = payload->get("writes") != nullptr ? payload->get("writes")->array() : nullptr;
  if (writes == nullptr) return;  // the entry of an erasure holds a reason only
  for (const codec::Json& write : *writes) {
    const auto *table = write.get("table"), *row = write.get("row");
    if (table == nullptr || table->string() == nullptr || row == nullptr || row->object() == nullptr) continue;
    Columns columns;
    for (const auto& [name, value] : row->object()->members()) columns.push_back(name);
    std::ranges::sort(columns);
    tables_[*table->string()][name_of(entry.county, number(write.get("id")))] = {
        number(write.get("version")), shape(std::move(columns)), hash_of(*table->string(), *row), false};
  }
}

Status RowCheck::compare() {
  for (auto& [table, records] : tables_) ANWANG_CHECK(compare_table(table, records));
  return {};
}

Status RowCheck::compare_table(const std::string& table, Records& records) {
  ANWANG_TRY(const auto all, columns_of(db_, table));
  const std::set<std::string> known(all.begin(), all.end());
  for (const auto* name : {"county", "id", "version"})
    if (!known.contains(name)) return {};  // the subject keys: no record
  std::string sql = "SELECT county, id, version";
  for (const auto& name : all) sql += ", \"" + name + "\"";
  ANWANG_CHECK(db_.each(sql + " FROM \"" + table + "\"", {}, [&](const Row& r) {
    const std::string where = table + " " + name_of(r.text(0), r.i64(1));
    const auto found = records.find(name_of(r.text(0), r.i64(1)));
    if (found == records.end()) {
      fault_("row without a journal entry: " + where);
      return true;
    }
    Image& image = found->second;
    image.met = true;
    std::vector<std::pair<std::string, Value>> columns;
    for (std::size_t i = 0; image.columns != nullptr && i < all.size(); ++i)
      if (std::ranges::binary_search(*image.columns, all[i])) columns.emplace_back(all[i], r[i + 3]);
    const bool erased = image.columns == nullptr;
    const auto row = erased ? Result<seal::Hash>(image.row) : hash_of(table, std::move(columns));
    if (image.version != r.i64(2) || !row || *row != image.row) fault_("row is not as the journal says: " + where);
    return true;
  }));
  for (const auto& [name, image] : records)
    if (!image.met) fault_("row is gone: " + table + " " + name);
  return {};
}

}  // namespace anwang::store

#include "api/brief.h"

namespace anwang::api {

using codec::Json;
using codec::JsonArray;
using codec::JsonObject;

std::string id_list(const std::set<std::int64_t>& ids) {
  std::string out;
  for (const std::int64_t id : ids) out += (out.empty() ? "" : ",") + std::to_string(id);
  return out.empty() ? "0" : out;
}

Status Briefs::load(store::Reader& reader) {
  const bool english = language_ == "en";
  if (!accounts_wanted_.empty()) {
    ANWANG_TRY(const auto rows, reader.query("brief.accounts",
                                             "SELECT a.id, a.name, a.title, a.phone, u.name_zh, u.name_en FROM account "
                                             "a LEFT JOIN unit u ON u.county = a.county AND u.id = a.unit_id"
                                             " WHERE a.county = ?1 AND a.id IN (" +
                                                 id_list(accounts_wanted_) + ")",
                                             {county_}));
    for (const auto& row : rows) {
      JsonObject o;
      o.append("id", std::to_string(row.i64(0)));
      o.append("name", row.text(1));
      o.append("title", row.is_null(2) ? Json() : Json(row.text(2)));
      o.append("unit", row.is_null(4) ? Json() : Json(row.text(english ? 5 : 4)));
      o.append("phone", row.is_null(3) ? Json() : Json(row.text(3)));
      accounts_[row.i64(0)] = Json(std::move(o));
    }
  }
  if (!units_wanted_.empty()) {
    ANWANG_TRY(
        const auto rows,
        reader.query("brief.units",
                     "SELECT id, code, name_zh, name_en, network, phone FROM unit WHERE county = ?1 AND id IN (" +
                         id_list(units_wanted_) + ")",
                     {county_}));
    for (const auto& row : rows) {
      JsonObject o;
      o.append("id", std::to_string(row.i64(0)));
      o.append("code", row.text(1));
      o.append("name", row.text(english ? 3 : 2));
      o.append("network", row.text(4));
      o.append("phone", row.is_null(5) ? Json() : Json(row.text(5)));
      units_[row.i64(0)] = Json(std::move(o));
    }
  }
  return {};
}

Json Briefs::account(std::int64_t id) const {
  const auto it = accounts_.find(id);
  return it == accounts_.end() ? Json() : it->second;
}
Json Briefs::unit(std::int64_t id) const {
  const auto it = units_.find(id);
  return it == units_.end() ? Json() : it->second;
}

Json texts_json(const std::vector<std::string>& list) {
  JsonArray out;
  for (const auto& text : list) out.emplace_back(text);
  return Json(std::move(out));
}

Json list_json(JsonArray items, const std::string& next, Json total, Instant now) {
  JsonObject out;
  out.append("items", std::move(items));
  out.append("next", text_json(next));
  out.append("total", std::move(total));
  out.append("as_of", iso_instant(now));
  return Json(std::move(out));
}

}  // namespace anwang::api

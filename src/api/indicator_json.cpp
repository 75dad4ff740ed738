#include "api/indicator_json.h"

#include <algorithm>
#include <cmath>

#include "access/project.h"
#include "indicator/catalog.h"

namespace anwang::api {
namespace {
using codec::Json;
using codec::JsonArray;
using codec::JsonObject;
using namespace indicator;

Json known(bool is_known, std::int64_t n) {
  Json out;
  if (is_known) out = n;
  return out;
}

class PageWriter {
 public:
  PageWriter(const FigurePage& page, const access::Viewer& viewer, const flow::App& app)
      : page_(page), viewer_(viewer), app_(app) {}

  Json write() const {
    JsonArray tile_list, more, definitions;
    for (const Definition& d : tiles()) tile_list.push_back(figure(d));
    for (const Definition& d : further()) more.push_back(figure(d));
    for (const auto list : {tiles(), further()})
      for (const Definition& d : list) definitions.push_back(definition(d));
    return JsonObject{
        {"tiles", std::move(tile_list)},
        {"more", std::move(more)},
        {"by_kind", breakdown(reports_by_kind(page_.facts, page_.periods[0], page_.township))},
        {"by_source", breakdown(reports_by_source(page_.facts, page_.periods[0], page_.township))},
        {"townships", townships()},
        {"definitions", std::move(definitions)},
        {"period", JsonObject{{"from", page_.periods[0].from.iso()}, {"to", page_.periods[0].to.iso()}}},
        {"previous_period", JsonObject{{"from", page_.periods[1].from.iso()}, {"to", page_.periods[1].to.iso()}}},
        {"as_of", iso_instant(page_.now)}};
  }

 private:
  [[nodiscard]] std::int64_t population(std::optional<std::uint16_t> township) const {
    if (township) {
      const auto it = page_.facts.population.find(*township);
      return it == page_.facts.population.end() ? 0 : it->second;
    }
    std::int64_t all = 0;
    for (const auto& [code, persons] : page_.facts.population) all += persons;
    return all;
  }
  [[nodiscard]] Count count(const Definition& d, std::size_t period, std::optional<std::uint16_t> township) const {
    if (!d.metric)
      return d.id == "workforce"        ? page_.standing.workforce
             : d.id == "pending"        ? Count{page_.standing.pending, 0}
             : d.id == "overdue_clocks" ? Count{page_.standing.overdue, 0}
                                        : Count{};
    Count c = page_.figures[period].of(*d.metric).at(township);
    if (d.unit == Unit::per_thousand) c.d = population(township);
    return c;
  }
  // A value with its counts; null where there is nothing to divide by, "suppressed" where the counts are too small.
  [[nodiscard]] JsonObject value(const Definition& d, Count c) const {
    const bool ratio = d.unit == Unit::percent || d.unit == Unit::per_thousand;
    if (access::suppressed(c.n, d.unit == Unit::percent ? c.d : 0, viewer_, app_.policy)) return hidden_value();
    Json v;
    if (!ratio)
      v = c.n;
    else if (c.d > 0)
      v = std::round(static_cast<double>(c.n) * (d.unit == Unit::percent ? 1e4 : 1e5) / static_cast<double>(c.d)) / 100;
    return {{"numerator", c.n}, {"denominator", known(ratio, c.d)}, {"value", std::move(v)}, {"suppressed", false}};
  }
  [[nodiscard]] Json figure(const Definition& d) const {
    JsonObject out{{"id", d.id}, {"title_zh", d.title_zh}, {"title_en", d.title_en}, {"unit", unit_code(d.unit)}};
    out.set("target", known(d.target_percent.has_value(), d.target_percent.value_or(0)));
    if (d.id == "high_risk_tracked") {
      out.set("no_facts", true);
      return out;
    }
    const JsonObject now_value =
        value(d, d.id == "serious_incidents" ? Count{page_.standing.serious_24h, 0} : count(d, 0, page_.township));
    for (const auto& [key, v] : now_value.members()) out.set(key, v);
    out.set("drill", d.metric.has_value() && d.id != "serious_incidents");
    if (d.metric) {
      out.set("previous", value(d, count(d, 1, page_.township)));
      JsonArray trend;
      for (std::size_t p = 2; p < page_.periods.size(); ++p) {
        JsonObject point = value(d, count(d, p, page_.township));
        point.set("period", page_.periods[p].from.iso().substr(0, 7));
        trend.push_back(std::move(point));
      }
      out.set("trend", std::move(trend));
    }
    out.set("notes", notes(d));
    return out;
  }
  static JsonObject note(const char* code, JsonObject args) { return {{"code", code}, {"args", std::move(args)}}; }
  [[nodiscard]] JsonObject counted(Metric metric, std::size_t period) const {
    return value(*find_definition(metric_id(metric)), page_.figures[period].of(metric).at(page_.township));
  }
  // What stands beside a tile's number, as codes that the screen words.
  [[nodiscard]] JsonArray notes(const Definition& d) const {
    const Standing& s = page_.standing;
    JsonArray out;
    if (d.id == "serious_incidents") {
      JsonArray owners;
      for (const std::int64_t id : s.serious_owners) owners.push_back(std::to_string(id));
      if (!owners.empty()) out.push_back(note("owners", {{"accounts", std::move(owners)}}));
      out.push_back(
          note("in_period", {{"count", page_.figures[0].of(Metric::serious_incidents).at(page_.township).n},
                             {"previous", page_.figures[1].of(Metric::serious_incidents).at(page_.township).n}}));
    } else if (d.id == "pending") {
      if (s.shortest_due_at != 0) out.push_back(note("shortest", {{"due_at", iso_instant({s.shortest_due_at})}}));
      JsonObject dispatched = counted(Metric::dispatched_24h, 0);
      out.push_back(note("dispatched_24h", std::move(dispatched)));
    } else if (d.id == "grade_1_seen_24h") {
      out.push_back(note("children_unseen", {{"count", s.children_unseen}}));
    } else if (d.id == "overdue_clocks") {
      JsonArray networks;
      for (const auto& [network, n] : s.overdue_by_network)
        networks.push_back(JsonObject{{"network", network}, {"count", n}});
      out.push_back(note("by_network", {{"networks", std::move(networks)}}));
      if (s.oldest_due_at != 0)
        out.push_back(note("oldest", {{"due_at", iso_instant({s.oldest_due_at})}, {"network", s.oldest_network}}));
    } else if (d.id == "re_report_after_closing") {
      if (const auto worst = worst_township(*d.metric)) out.push_back(note("worst_township", *worst));
    } else if (d.id == "workforce") {
      out.push_back(note("vacant_over_60_days", {{"count", s.vacant_over_60_days}}));
    } else if (d.id == "first_contact") {
      if (const auto hours = median_hours_to_first_contact(page_.facts, page_.periods[0], page_.township))
        out.push_back(note("median_hours", {{"hours", std::round(*hours * 10) / 10}}));
    }
    return out;
  }
  // Only townships with a denominator that says something (30 and more: small samples show counts first).
  [[nodiscard]] std::optional<JsonObject> worst_township(Metric metric) const {
    const auto& columns = page_.figures[0].of(metric).by_township;
    std::optional<std::size_t> worst;
    for (std::size_t t = 1; t < columns.size(); ++t)
      if (columns[t].d >= 30 && columns[t].n > 4 &&
          (!worst || columns[t].n * columns[*worst].d > columns[*worst].n * columns[t].d))
        worst = t;
    if (!worst || page_.township) return std::nullopt;
    return JsonObject{{"township", page_.facts.townships.text(static_cast<std::uint16_t>(*worst))},
                      {"numerator", columns[*worst].n},
                      {"denominator", columns[*worst].d}};
  }
  [[nodiscard]] JsonArray breakdown(const std::vector<std::pair<std::string, std::int64_t>>& counts) const {
    JsonArray out;
    for (const auto& [code, n] : counts) {
      const bool hide = access::suppressed(n, 0, viewer_, app_.policy);
      out.push_back(JsonObject{{"code", code}, {"count", known(!hide, n)}, {"suppressed", hide}});
    }
    return out;
  }
  // Every figure of every township. One suppressed cell alone could be worked out from the county's total: then the
  // smallest other cell is suppressed too.
  [[nodiscard]] JsonArray townships() const {
    std::vector<const Definition*> columns{&tiles()[1], &tiles()[2], &tiles()[3], &tiles()[4]};
    for (const Definition& d : further())
      if (d.metric) columns.push_back(&d);
    const auto& list = app_.packs.county.townships;
    std::vector<JsonObject> values(list.size());
    for (const Definition* d : columns) {
      std::vector<Count> counts;
      counts.reserve(list.size());
      for (const pack::Township& t : list) counts.push_back(in_township(*d, code_of(t)));
      const std::vector<bool> hidden = hide(*d, counts);
      for (std::size_t t = 0; t < list.size(); ++t)
        values[t].set(std::string(d->id), hidden[t] ? hidden_value() : value(*d, counts[t]));
    }
    JsonArray out;
    for (std::size_t t = 0; t < list.size(); ++t)
      out.push_back(JsonObject{{"code", list[t].code},
                               {"name_zh", list[t].name.zh},
                               {"name_en", list[t].name.en},
                               {"population", population(code_of(list[t]))},
                               {"values", std::move(values[t])}});
    return out;
  }
  // A township nothing ever happened in has no column: the number past the last one counts as zero everywhere.
  [[nodiscard]] std::uint16_t code_of(const pack::Township& t) const {
    const std::uint16_t found = page_.facts.townships.find(t.code);
    return found ? found : std::uint16_t{UINT16_MAX};
  }
  [[nodiscard]] Count in_township(const Definition& d, std::uint16_t code) const {
    if (d.metric) return count(d, 0, code);
    const auto& by = d.id == "pending" ? page_.standing.pending_by_township : page_.standing.overdue_by_township;
    return {code < by.size() ? by[code] : 0, 0};
  }
  [[nodiscard]] std::vector<bool> hide(const Definition& d, const std::vector<Count>& counts) const {
    std::vector<bool> hidden;
    hidden.reserve(counts.size());
    for (const Count& c : counts)
      hidden.push_back(access::suppressed(c.n, d.unit == Unit::percent ? c.d : 0, viewer_, app_.policy));
    if (std::count(hidden.begin(), hidden.end(), true) != 1) return hidden;
    std::size_t smallest = counts.size();
    for (std::size_t i = 0; i < counts.size(); ++i)
      if (!hidden[i] && counts[i].n > 0 && (smallest == counts.size() || counts[i].n < counts[smallest].n))
        smallest = i;
    if (smallest < counts.size()) hidden[smallest] = true;
    return hidden;
  }
  static JsonObject hidden_value() {
    return {{"numerator", Json()}, {"denominator", Json()}, {"value", Json()}, {"suppressed", true}};
  }
  static Json definition(const Definition& d) {
    return JsonObject{{"id", d.id},
                      {"zh", d.title_zh},
                      {"en", d.title_en},
                      {"numerator_zh", d.numerator_zh},
                      {"numerator_en", d.numerator_en},
                      {"denominator_zh", d.denominator_zh},
                      {"denominator_en", d.denominator_en},
                      {"window_zh", d.window_zh},
                      {"window_en", d.window_en},
                      {"source", d.source}};
  }

  const FigurePage& page_;
  const access::Viewer& viewer_;
  const flow::App& app_;
};
}  // namespace

Json figure_page_json(const FigurePage& page, const access::Viewer& viewer, const flow::App& app) {
  return PageWriter(page, viewer, app).write();
}

Status name_owners(const flow::App& app, Json& page) {
  Json* tile_list = page.object() ? page.object()->find("tiles") : nullptr;
  if (tile_list == nullptr || tile_list->array() == nullptr) return {};
  ANWANG_TRY(auto reader, app.store.read());
  for (Json& tile : *tile_list->array()) {
    Json* notes = tile.object()->find("notes");
    if (notes == nullptr) continue;
    for (Json& n : *notes->array()) {
      Json* accounts = n.object()->find("args")->object()->find("accounts");
      if (accounts == nullptr) continue;
      for (Json& account : *accounts->array()) {
        ANWANG_TRY(const auto rows,
                   reader->query("indicator.owner", "SELECT name, title FROM account WHERE county = ?1 AND id = ?2",
                                 {app.county, parse_id(*account.string()).value_or(0)}));
        JsonObject brief{{"id", *account.string()},
                         {"name", rows.empty() ? "" : rows[0].text(0)},
                         {"title", rows.empty() ? "" : rows[0].text(1)}};
        account = std::move(brief);
      }
    }
  }
  return {};
}

}  // namespace anwang::api

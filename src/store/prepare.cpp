#include <algorithm>

#include "base/text.h"
#include "store/shape.h"
#include "store/unit.h"

namespace anwang::store {
namespace {

using Shapes = std::vector<std::shared_ptr<const Shape>>;  // one a write

PreparedWrite prepared_write(const std::string& county, Write& w, const std::shared_ptr<const Shape>& shape) {
  PreparedWrite p{{std::move(w.table), w.id}, w.expect_version, w.remove, {shape, &shape->sql}, {}};
  p.params.reserve(4 + w.columns.size());
  p.params.emplace_back(county);
  p.params.emplace_back(w.id);
  p.params.emplace_back(w.remove ? w.expect_version : w.expect_version + 1);
  if (w.remove) return p;
  if (w.expect_version > 0) p.params.emplace_back(w.expect_version);
  for (auto& [name, value] : w.columns) p.params.push_back(std::move(value));
  return p;
}

Status check_write(const ChangeSet& change, const Write& w, const PrepareContext& context) {
  const auto bug = [](std::string what) { return fail(Errc::internal, "bad_change_set", std::move(what)); };
  if (w.id <= 0 || w.expect_version < 0) return bug("write of " + w.table);
  if (w.event >= static_cast<int>(change.events.size())) return bug("no such event in write of " + w.table);
  if (w.event < 0 && !context.operational.contains(w.table)) return bug(w.table + " must be journalled");
  if (w.remove && (w.event >= 0 || w.expect_version == 0)) return bug("only operational rows are removed: " + w.table);
  for (const auto& [name, value] : w.columns) {
    const auto* text = std::get_if<std::string>(&value);
    if (text != nullptr && !valid_utf8(*text)) return fail(Errc::invalid, "bad_utf8", w.table + "." + name);
  }
  return {};
}

Status check(const ChangeSet& change, const PrepareContext& context, Shapes& shapes) {
  shapes.reserve(change.writes.size());
  if (change.county.empty() || change.county.size() > 16) return fail(Errc::internal, "bad_change_set", "county");
  for (const ReadDep& r : change.reads) {
    if (!is_name(r.table)) return fail(Errc::internal, "bad_change_set", "read of " + r.table);
  }
  for (const Event& e : change.events) {
    if (e.kind.empty() || e.key_owner < 0) return fail(Errc::internal, "bad_change_set", "event " + e.kind);
  }
  for (const Write& w : change.writes) {
    ANWANG_TRY(auto shape, shape_of(w));
    shapes.push_back(std::move(shape));
    ANWANG_CHECK(check_write(change, w, context));
  }
  return {};
}

// The columns that get numbers are "" until the writer knows them.
Status prepare_numberings(ChangeSet& change, Unit& unit) {
  for (const Numbering& n : change.numberings) {
    if (n.write >= change.writes.size() || n.digits < 1 || n.digits > 18 || n.series.empty()) {
      return fail(Errc::internal, "bad_change_set", "numbering " + n.series);
    }
    Write& w = change.writes[n.write];
    const auto at =
        std::find_if(w.columns.begin(), w.columns.end(), [&n](const auto& c) { return c.first == n.column; });
    if (at == w.columns.end()) return fail(Errc::internal, "bad_change_set", "numbering without column " + n.column);
    at->second = std::string();
    const std::size_t fixed = w.expect_version == 0 ? 3 : 4;
    unit.numberings.push_back(
        {n.series, n.prefix, n.digits, n.write, fixed + static_cast<std::size_t>(at - w.columns.begin())});
  }
  return {};
}

std::vector<NumberedColumn> numbered_columns(const ChangeSet& change, std::size_t write) {
  std::vector<NumberedColumn> found;
  for (std::size_t i = 0; i < change.numberings.size(); ++i) {
    if (change.numberings[i].write == write) found.push_back({change.numberings[i].column, i, 0});
  }
  return found;
}

std::vector<PreparedEvent> prepared_events(ChangeSet& change, const Shapes& shapes) {
  std::vector<PreparedEvent> events(change.events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    Event& e = change.events[i];
    events[i].body = {change.county,
                      std::move(e.kind),
                      change.actor,
                      std::move(e.about),
                      e.key_owner,
                      change.pack_hash,
                      codec::canonical_json(codec::Json(std::move(e.header))),
                      {},
                      {}};
    events[i].plain = "{\"writes\":[";
  }
  for (std::size_t i = 0; i < change.writes.size(); ++i) {
    const Write& w = change.writes[i];
    if (w.event < 0) continue;
    PreparedEvent& event = events[static_cast<std::size_t>(w.event)];
    if (!event.touched.empty()) event.plain.push_back(',');
    std::vector<NumberedColumn> numbered = numbered_columns(change, i);
    if (event.plain.capacity() < event.plain.size() + 4096) event.plain.reserve(2 * event.plain.size() + 4096);
    append_after_image(event.plain, w, *shapes[i], w.expect_version + 1, &numbered);
    event.slots.insert(event.slots.end(), numbered.begin(), numbered.end());
    event.touched.push_back({w.table, w.id, w.expect_version + 1});
  }
  for (PreparedEvent& event : events) {
    event.plain += "]}";
    std::sort(event.slots.begin(), event.slots.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    event.body.touched = touched_text(event.touched);
  }
  return events;
}

// The owner's key: just made by this unit, remembered, in the database, or new.
Result<seal::SubjectKey> key_for(Unit& unit, std::int64_t owner, bool born_here, const PrepareContext& context) {
  const std::string& county = unit.change.county;
  for (const NewKey& k : unit.new_keys) {
    if (k.owner == owner) return k.key;
  }
  if (!born_here) {
    std::optional<seal::SubjectKey> key = context.cache.find(county, owner);
    if (!key) {
      ANWANG_TRY(const std::optional<Bytes> wrapped, context.load_key(county, owner));
      if (wrapped) {
        ANWANG_TRY(key, context.keys.unwrap(county, owner, *wrapped));
        context.cache.remember(county, owner, *key);
      }
    }
    if (key) {
      if (std::find(unit.known_owners.begin(), unit.known_owners.end(), owner) == unit.known_owners.end()) {
        unit.known_owners.push_back(owner);
      }
      return *key;
    }
  }
  const seal::SubjectKey key = seal::SubjectKey::random();
  unit.new_keys.push_back({owner, key, context.keys.wrap(county, owner, key)});
  return key;
}

}  // namespace

void encrypt_event(PreparedEvent& event, const std::vector<std::string>& numbers) {
  const EntryBody& b = event.body;
  std::string complete;
  std::size_t done = 0;
  for (const NumberedColumn& slot : event.slots) {
    complete.append(event.plain, done, slot.at - done);
    std::string quoted;
    codec::append_json_string(quoted, numbers.at(slot.numbering));
    complete.append(quoted, 1, quoted.size() - 2);
    done = slot.at;
  }
  if (done > 0) complete.append(event.plain, done);
  event.payload =
      event.key.value().encrypt(payload_context(b.county, b.key_owner, b.kind), done > 0 ? complete : event.plain);
  event.body.payload_hash = seal::digest({reinterpret_cast<const char*>(event.payload.data()), event.payload.size()});
}

Result<std::unique_ptr<Unit>> prepare(ChangeSet change, const PrepareContext& context) {
  Shapes shapes;
  ANWANG_CHECK(check(change, context, shapes));
  auto unit = std::make_unique<Unit>();
  std::unordered_set<std::int64_t> born;
  for (const Write& w : change.writes) {
    if (w.expect_version == 0) born.insert(w.id);
  }
  ANWANG_CHECK(prepare_numberings(change, *unit));
  unit->events = prepared_events(change, shapes);
  unit->writes.reserve(change.writes.size());
  for (std::size_t i = 0; i < change.writes.size(); ++i)
    unit->writes.push_back(prepared_write(change.county, change.writes[i], shapes[i]));
  change.writes.clear();
  change.events.clear();
  change.numberings.clear();
  unit->change = std::move(change);
  for (PreparedEvent& event : unit->events) {
    const std::int64_t owner = event.body.key_owner;
    ANWANG_TRY(event.key, key_for(*unit, owner, born.contains(owner), context));
    if (event.slots.empty()) encrypt_event(event, {});  // others wait for the writer's numbers
  }
  return unit;
}

}  // namespace anwang::store

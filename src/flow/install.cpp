#include "flow/install.h"

#include <set>

#include "store/record.h"

namespace anwang::flow {
namespace {

struct UnitRow {
  static constexpr const char* kTable = "unit";
  std::int64_t id = 0, version = 0;
  std::string code, name_zh, name_en, kind, network;
  std::int64_t parent_id = 0;
  std::string phone, source;
  bool assumption = false;
  std::string effective_from, effective_until;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("code", s.code);
    v.req("name_zh", s.name_zh);
    v.req("name_en", s.name_en);
    v.req("kind", s.kind);
    v.req("network", s.network);
    v.opt("parent_id", s.parent_id);
    v.opt("phone", s.phone);
    v.req("source", s.source);
    v.req("assumption", s.assumption);
    v.req("effective_from", s.effective_from);
    v.opt("effective_until", s.effective_until);
  }
};
struct AreaRow {
  static constexpr const char* kTable = "service_area";
  std::int64_t id = 0, version = 0, unit_id = 0;
  std::string programme, township, effective_from, effective_until, source;
  bool assumption = false;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("unit_id", s.unit_id);
    v.req("programme", s.programme);
    v.req("township", s.township);
    v.req("effective_from", s.effective_from);
    v.opt("effective_until", s.effective_until);
    v.req("source", s.source);
    v.req("assumption", s.assumption);
  }
};
struct DirectoryRow {
  static constexpr const char* kTable = "directory";
  std::int64_t id = 0, version = 0;
  std::string kind, name, phone, township, note, source;
  bool assumption = false;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("kind", s.kind);
    v.req("name", s.name);
    v.opt("phone", s.phone);
    v.opt("township", s.township);
    v.opt("note", s.note);
    v.req("source", s.source);
    v.req("assumption", s.assumption);
  }
};

std::string until(const pack::Basis& basis) { return basis.until.set() ? basis.until.iso() : std::string(); }

class Installer {
 public:
  Installer(store::Store& store, const pack::PackSet& packs, const std::string& county)
      : store_(store), packs_(packs), county_(county) {
    set_.county = county;
    set_.pack_hash = packs.hash;
  }

  Result<Installed> run() {
    ANWANG_TRY(auto reader, store_.read());
    ANWANG_TRY(const auto units, store::find<UnitRow>(*reader, "install.units", "WHERE county = ?1", {county_}));
    ANWANG_TRY(const auto areas, store::find<AreaRow>(*reader, "install.areas", "WHERE county = ?1", {county_}));
    ANWANG_TRY(const auto entries,
               store::find<DirectoryRow>(*reader, "install.directory", "WHERE county = ?1", {county_}));
    reader.reset();
    event_ = changes_.event("county.installed", {"unit", 0}, 0, {});
    for (const UnitRow& u : units) out_.units[u.code] = u.id;
    ANWANG_CHECK(add_units());
    ANWANG_CHECK(add_areas(areas));
    add_directory(entries);
    if (set_.writes.empty()) return std::move(out_);
    set_.events[0].about = {set_.writes[0].table, set_.writes[0].id};
    ANWANG_TRY([[maybe_unused]] const auto committed, store_.submit(std::move(set_)));
    return std::move(out_);
  }

 private:
  Status missing(const std::string& unit) const { return fail(Errc::malformed, "bad_pack", "no such unit: " + unit); }
  template <class T>
  void add(T& row) {
    row.id = store_.next_id();
    changes_.put(row, event_);
    ++out_.added;
  }

  // Parents stand before their children in the pack.
  Status add_units() {
    for (const pack::Unit& u : packs_.county.units) {
      if (out_.units.contains(u.code)) continue;
      UnitRow row;
      row.code = u.code;
      row.name_zh = u.name.zh;
      row.name_en = u.name.en;
      row.kind = u.kind;
      row.network = u.network;
      row.phone = u.phone;
      row.source = u.basis.source;
      row.assumption = u.basis.assumption;
      row.effective_from = u.basis.from.iso();
      row.effective_until = until(u.basis);
      if (!u.parent.empty()) {
        const auto parent = out_.units.find(u.parent);
        if (parent == out_.units.end()) return missing(u.parent);
        row.parent_id = parent->second;
      }
      add(row);
      out_.units[u.code] = row.id;
    }
    return {};
  }

  Status add_areas(const std::vector<AreaRow>& known) {
    std::set<std::tuple<std::int64_t, std::string, std::string>> have;
    for (const AreaRow& a : known) have.emplace(a.unit_id, a.programme, a.township);
    for (const pack::ServiceArea& a : packs_.county.areas) {
      const auto unit = out_.units.find(a.unit);
      if (unit == out_.units.end()) return missing(a.unit);
      for (const std::string& township : a.townships) {
        if (!have.emplace(unit->second, a.programme, township).second) continue;
        AreaRow row;
        row.unit_id = unit->second;
        row.programme = a.programme;
        row.township = township;
        row.effective_from = a.basis.from.iso();
        row.effective_until = until(a.basis);
        row.source = a.basis.source;
        row.assumption = a.basis.assumption;
        add(row);
      }
    }
    return {};
  }

  void add_directory(const std::vector<DirectoryRow>& known) {
    std::set<std::pair<std::string, std::string>> have;
    for (const DirectoryRow& d : known) have.emplace(d.kind, d.name);
    for (const pack::DirectoryEntry& d : packs_.county.directory) {
      if (!have.emplace(d.kind, d.name).second) continue;
      DirectoryRow row;
      row.kind = d.kind;
      row.name = d.name;
      row.phone = d.phone;
      row.township = d.township;
      row.note = d.note;
      row.source = d.basis.source;
      row.assumption = d.basis.assumption;
      add(row);
    }
  }

  store::Store& store_;
  const pack::PackSet& packs_;
  const std::string& county_;
  store::ChangeSet set_;
  store::Changes changes_{set_};
  int event_ = 0;
  Installed out_;
};

}  // namespace

Result<Installed> install_county(store::Store& store, const pack::PackSet& packs, const std::string& county) {
  return Installer(store, packs, county).run();
}

}  // namespace anwang::flow

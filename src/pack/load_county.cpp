#include <algorithm>

#include "pack/load_parts.h"

namespace anwang::pack {

void load_county(Loading& in, const std::string& path, const codec::Yaml& tree) {
  MapReader r(path, tree, in.faults);
  County& c = in.set.county;
  c.code = r.text("code");
  if (path != "county/" + c.code + "/county.yaml") r.fault("code", "the name of its folder");
  c.name = r.words("name");
  c.number_prefix = r.text("number_prefix");
  c.screening_unit = r.text("screening_unit");
  c.screening_phone = r.text("screening_phone");
  r.each("townships", [&](MapReader& t) { c.townships.push_back({t.text("code"), {t.text("zh"), t.text("en")}, {}}); });
}

// The township of a village is the first eight digits of its code.
void load_villages(Loading& in, const std::string& path, const codec::Yaml& tree) {
  MapReader root(path, tree, in.faults);
  root.each("villages", [&](MapReader& r) {
    Village village{r.text("code"), r.text("zh")};
    auto& townships = in.set.county.townships;
    const auto of = std::find_if(townships.begin(), townships.end(), [&](const Township& t) {
      return village.code.size() == t.code.size() + 3 && village.code.starts_with(t.code);
    });
    if (of == townships.end()) return r.fault("code", "a township's code of county.yaml and three digits");
    for (const auto& other : of->villages)
      if (other.code == village.code || other.name == village.name)
        r.fault("code", "a village listed once in its township");
    of->villages.push_back(std::move(village));
  });
}

void load_units(Loading& in, const std::string& path, const codec::Yaml& tree) {
  MapReader root(path, tree, in.faults);
  root.each("units", [&](MapReader& r) {
    Unit u;
    u.code = r.text("code");
    if (in.set.unit(u.code)) r.fault("code", "a unit code used once");
    u.kind = r.one_of("kind", {"screening", "protection", "welfare_centre", "health_station", "police_precinct",
                               "addiction", "mental_health", "school", "bureau", "indigenous_centre"});
    u.network =
        r.one_of("network", {"social", "health", "police", "education", "labour", "justice", "indigenous", "civil"});
    u.name = {r.text("zh"), r.text("en")};
    u.parent = r.text_or("parent", "");
    if (!u.parent.empty() && !in.set.unit(u.parent)) r.fault("parent", "the code of a unit above");
    u.phone = r.text_or("phone", "");
    u.basis = r.basis();
    in.set.county.units.push_back(std::move(u));
  });
  if (!in.set.unit(in.set.county.screening_unit))
    root.fault("units", "a unit '" + in.set.county.screening_unit + "' (screening_unit of county.yaml)");
}

void load_areas(Loading& in, const std::string& path, const codec::Yaml& tree) {
  MapReader root(path, tree, in.faults);
  root.each("areas", [&](MapReader& r) {
    const std::string unit = r.text("unit");
    if (!in.set.unit(unit)) r.fault("unit", "the code of a unit");
    const auto programmes = r.texts("programmes");
    if (programmes.empty()) r.fault("programmes", "at least one programme");
    std::vector<std::string> townships = r.texts("townships");
    if (townships.empty()) r.fault("townships", "at least one township");
    if (townships == std::vector<std::string>{"all"}) {
      townships.clear();
      for (const auto& t : in.set.county.townships) townships.push_back(t.code);
    }
    for (const auto& t : townships)
      if (!in.set.township(t)) r.fault("townships", "codes of county.yaml, or all");
    const Basis basis = r.basis();
    for (const auto& p : programmes) {
      // A network code: whom of that network to tell, or to ask for an assistance visit, there.
      if (!in.set.programme(p) && p != "health" && p != "police" && p != "education" && p != "indigenous" &&
          p != "civil")
        r.fault("programmes", "codes of programmes, or of a network");
      in.set.county.areas.push_back({unit, p, townships, basis});
    }
  });
}

namespace {

int minute_of(MapReader& r, std::string_view key) {
  const std::string text = r.text(key);
  if (text.size() == 5 && text[2] == ':') {
    const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : 99; };
    const int hour = digit(0) * 10 + digit(1), minute = digit(3) * 10 + digit(4);
    if (hour < 24 && minute < 60) return hour * 60 + minute;
  }
  r.fault(key, "a time such as \"08:00\"");
  return 0;
}

}  // namespace

void load_shifts(Loading& in, const std::string& path, const codec::Yaml& tree) {
  MapReader root(path, tree, in.faults);
  int covered = 0;
  root.each("shifts", [&](MapReader& r) {
    Shift s;
    s.kind = r.one_of("kind", {"day", "evening", "night"});
    s.name = {r.text("zh"), r.text("en")};
    s.starts_minute = minute_of(r, "starts");
    s.ends_minute = minute_of(r, "ends");
    s.basis = r.basis();
    covered += (s.ends_minute - s.starts_minute + 24 * 60 - 1) % (24 * 60) + 1;
    in.set.county.shifts.push_back(std::move(s));
  });
  if (covered != 24 * 60) root.fault("shifts", "shifts that cover the day once: a report always has an owner");
}

void load_directory(Loading& in, const std::string& path, const codec::Yaml& tree) {
  MapReader root(path, tree, in.faults);
  root.each("entries", [&](MapReader& r) {
    DirectoryEntry e;
    e.kind = r.one_of("kind", {"hospital", "hotel", "interpreter", "police_post", "shelter_window", "hotline"});
    e.name = r.text("name");
    e.phone = r.text_or("phone", "");
    e.township = r.text_or("township", "");
    if (!e.township.empty() && !in.set.township(e.township)) r.fault("township", "a township of county.yaml");
    e.note = r.text_or("note", "");
    e.basis = r.basis();
    in.set.county.directory.push_back(std::move(e));
  });
}

}  // namespace anwang::pack

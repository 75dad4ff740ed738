#include "synth/check.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "synth/load.h"

namespace anwang::synth {

Result<Margins> stored_margins(store::Store& store, const std::string& county, const Margins& names) {
  Margins m;
  std::map<std::string, std::size_t> by_code;
  for (const auto& t : names.townships) {
    by_code[township_code(t.township)] = m.townships.size();
    m.townships.push_back({t.township, {}});
  }
  ANWANG_TRY(auto reader, store.read());
  ANWANG_TRY(
      const auto day,
      reader->query("check.day", "SELECT max(checked_on) FROM household WHERE county = ?1 AND overlay = 'registered'",
                    {county}));
  const auto reference = day.empty() || day[0].is_null(0) ? std::nullopt : Date::parse(day[0].text(0));
  if (!reference) return fail(Errc::not_found, "no_population", "the store holds no synthetic population");
  const store::QueryOptions slow{600'000, 0};
  ANWANG_CHECK(reader->each(
      "check.persons",
      "SELECT township, sex, birth_on, indigenous, disability, new_resident FROM person WHERE county = ?1 AND source = "
      "'demo'",
      {county},
      [&](const store::Row& row) {
        const auto at = by_code.find(row.text(0));
        if (at == by_code.end()) return true;
        auto& n = m.townships[at->second].n;
        ++n[row.text(1) == "M" ? kMale : kFemale];
        ++n[kTotal];
        if (!row.is_null(3)) ++n[kIndigenous];
        if (!row.is_null(4)) ++n[kDisability];
        if (row.i64(5) != 0) ++n[kNewResident];
        const auto birth = row.is_null(2) ? std::nullopt : Date::parse(row.text(2));
        if (!birth) return true;
        const int age = age_on(*birth, *reference);
        if (age == 0) ++n[kBirths];
        if (age <= 2)
          ++n[kU2];
        else if (age <= 6)
          ++n[kU6];
        ++n[age <= 15 ? kA15 : age <= 64 ? kA64 : kA65];
        return true;
      },
      slow));
  ANWANG_CHECK(reader->each(
      "check.households",
      "SELECT township, income_class, count(*) FROM household WHERE county = ?1 AND overlay = 'registered' AND "
      "income_class IS NOT NULL GROUP BY township, income_class",
      {county},
      [&](const store::Row& row) {
        const auto at = by_code.find(row.text(0));
        if (at != by_code.end()) m.townships[at->second].n[row.text(1) == "low" ? kLow : kMidLow] += row.i64(2);
        return true;
      },
      slow));
  for (const auto& t : m.townships)
    for (std::size_t c = 0; c < kColumns; ++c) m.county[c] += t.n[c];
  return m;
}

Result<MarginsCheck> check_margins(store::Store& store, const std::string& county, std::string_view text) {
  ANWANG_TRY(const Margins table, parse_margins(text));
  ANWANG_TRY(const Margins have, stored_margins(store, county, table));
  MarginsCheck out;
  long total = 0;
  for (const auto& t : table.townships) total += t.n[kTotal];
  const double ratio = static_cast<double>(have.county[kTotal]) / static_cast<double>(total);
  out.scale = have.county[kTotal] == total ? 1.0 : std::round(ratio * 10000) / 10000;
  const Margins wanted = scale_margins(table, out.scale);
  for (const auto& line : contradictions(table))
    out.lines.push_back(
        "table: " + line +
        (line.find("age bands") == std::string::npos ? "" : "; so many persons have an unknown birth date (年齡不詳)"));
  if (out.scale != 1.0)
    out.lines.push_back("scale " + std::to_string(out.scale) +
                        ": compared with the table scaled by the largest remainder");
  for (std::size_t k = 0; k < wanted.townships.size(); ++k)
    for (std::size_t c = 0; c < kColumns; ++c) {
      const long want = wanted.townships[k].n[c], got = have.townships[k].n[c];
      if (want == got) continue;
      ++out.differences;
      ++out.unexplained;
      out.lines.push_back(wanted.townships[k].township + " " + kColumnNames[c] + ": table " + std::to_string(want) +
                          ", store " + std::to_string(got) + " (" + (got > want ? "+" : "") +
                          std::to_string(got - want) + ") unexplained");
    }
  const std::size_t cells = wanted.townships.size() * kColumns;
  out.lines.push_back(std::to_string(cells - static_cast<std::size_t>(out.differences)) + " of " +
                      std::to_string(cells) + " cells equal; " + std::to_string(out.unexplained) + " unexplained");
  return out;
}

}  // namespace anwang::synth

// What a county's programmes are, as data: programmes, report forms, units and their areas, shifts, directory, rules
// and parameters. Read from YAML once (pack/load.h), then immutable and shared: a request pins one set. Texts come in
// both languages. Whatever is not known for certain says so: `basis.assumption` (假設), with its source. Thread-safety:
// immutable values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "codec/json.h"

namespace anwang::pack {

struct Words {
  std::string zh, en;
  [[nodiscard]] const std::string& in(std::string_view language) const { return language == "en" ? en : zh; }
};

// Where a statement comes from. certainty: A B C M ? as in the sources' own scale, or "assumption".
struct Basis {
  std::string source, certainty;
  bool assumption = false;
  Date from, until;  // until unset: still in force
  [[nodiscard]] bool in_force(Date on) const { return from <= on && (!until.set() || on < until); }
};

enum class FieldType { text, long_text, choice, choices, date, datetime, bool3, number, scale };
const char* code(FieldType type);

struct Choice {
  std::string code;
  Words words;
};
// `sealed` answers go into the report's sealed answers; the others are coded facts that rules may read (report.facts).
// 不明 is always allowed: a field is required only in the sense of "ask for it", never of "refuse without it".
// `when`: "field=code" or "field=code|code": shown when that answer was given.
struct Field {
  std::string code;
  FieldType type = FieldType::text;
  Words words, help;
  Words ask;  // the same question in plain words for the public page; empty: only staff are asked
  bool required = false, sealed = false;
  std::int64_t min = 0, max = 0;  // number, scale; both 0: no bound
  std::vector<Choice> choices;
  std::string when;
};
struct FieldGroup {
  std::string code;
  Words words;
  std::vector<Field> fields;
};
// The questions of one kind of report. Dated data after what practice asks for; never claimed to be the official
// layout.
struct Form {
  std::string kind, version;
  Basis basis;
  Words title;
  std::vector<FieldGroup> groups;
  [[nodiscard]] const Field* field(std::string_view code) const;
};

struct Programme {
  std::string code;  // child_protection, domestic_violence, sexual_assault, sexual_exploitation, elder_protection,
                     // disability_protection, vulnerable_family, suicide, suspected_psychiatric, other
  Words name, short_name, lead_agency;
  std::string network;
  Basis basis;                 // the law
  std::string case_prefix;     // "兒": 115-HC-兒-000123
  std::vector<Choice> grades;  // empty: this programme has none
  std::vector<Choice> roles;   // of a subject; the first is the person the report is about
  Form form;
};

// kind and network as the table `unit` says.
struct Unit {
  std::string code, kind, network, parent, phone;
  Words name;
  Basis basis;
};
struct ServiceArea {
  std::string unit, programme;
  std::vector<std::string> townships;  // MOI codes
  Basis basis;
};
struct Shift {  // minutes of the Taipei day; ends_minute ≤ starts_minute: on the next day
  std::string kind;
  Words name;
  int starts_minute = 0, ends_minute = 0;
  Basis basis;
};
struct DirectoryEntry {
  std::string kind, name, phone, township, note;
  Basis basis;
};
struct Village {
  std::string code, name;  // MOI code; names are not translated
};
struct Township {
  std::string code;
  Words name;
  std::vector<Village> villages;
};
// A number that a county may change: hours, minutes, windows, thresholds.
struct Parameter {
  std::string code;
  std::int64_t value = 0;
  std::string unit;
  Words words;
  Basis basis;
};
// A rule as its consumer reads it: `kind` says who (direct_dispatch, grade, clock …), `body` is everything besides the
// common keys, as JSON of the YAML. The consumer validates the body when it is built (at start), by position `at`.
struct Rule {
  std::string id, kind, programme;  // programme "" = all
  Words title;
  Basis basis;
  codec::JsonObject body;
  std::string at;  // "county/10004/rules.yaml:12"
};

struct County {
  std::string code, number_prefix;  // "10004", "HC"
  Words name;
  std::vector<Township> townships;
  std::vector<Unit> units;
  std::vector<ServiceArea> areas;
  std::vector<Shift> shifts;
  std::vector<DirectoryEntry> directory;
  std::string screening_unit, screening_phone;
};
// Code lists that screens word: reporter classes, sources, sexes, networks …
using CodeLists = std::map<std::string, std::vector<Choice>, std::less<>>;

class PackSet {
 public:
  std::vector<Programme> programmes;  // in the order in which screens list them
  Form common;                        // what every kind of report asks
  County county;
  CodeLists codes;
  std::vector<Rule> rules;  // national first, then the county's; by file and position
  std::vector<Parameter> parameters;
  std::string hash;  // of all files, hex

  [[nodiscard]] const Programme* programme(std::string_view code) const;
  [[nodiscard]] const Unit* unit(std::string_view code) const;
  [[nodiscard]] const Township* township(std::string_view code) const;
  [[nodiscard]] bool has_code(std::string_view list, std::string_view code) const;
  // Rules of one kind in force on that day.
  [[nodiscard]] std::vector<const Rule*> rules_of(std::string_view kind, Date on) const;
  // The value in force, county before national; throws std::out_of_range for a code no pack has (a bug of the caller:
  // start-up asks for every parameter it needs).
  [[nodiscard]] const Parameter& parameter(std::string_view code, Date on) const;
};

}  // namespace anwang::pack

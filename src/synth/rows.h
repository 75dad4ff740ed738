// Rows of the people's tables as migrations/0002_domain.sql has them, for the bulk load. Plain values.
#pragma once

#include <cstdint>
#include <string>

#include "store/record.h"

namespace anwang::synth {

struct PersonRow {
  static constexpr const char* kTable = "person";
  std::int64_t id = 0, version = 0;
  std::string name, name_roman, birth_on;
  bool birth_estimated = false;
  std::string sex, nationality, indigenous, disability;
  bool new_resident = false;
  std::string language, phone, deceased_on, township, village, source;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("name", s.name), v.opt("name_roman", s.name_roman), v.opt("birth_on", s.birth_on);
    v.req("birth_estimated", s.birth_estimated), v.opt("sex", s.sex), v.opt("nationality", s.nationality);
    v.opt("indigenous", s.indigenous), v.opt("disability", s.disability), v.req("new_resident", s.new_resident);
    v.opt("language", s.language), v.opt("phone", s.phone), v.opt("deceased_on", s.deceased_on);
    v.opt("township", s.township), v.opt("village", s.village), v.req("source", s.source);
  }
};
struct NameRow {
  static constexpr const char* kTable = "person_name";
  std::int64_t id = 0, version = 0, person_id = 0;
  std::string kind, name;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("person_id", s.person_id), v.req("kind", s.kind), v.req("name", s.name);
  }
};
struct IdentifierRow {
  static constexpr const char* kTable = "person_identifier";
  std::int64_t id = 0, version = 0, person_id = 0;
  std::string kind;
  store::Bytes value_sealed, value_hash;
  bool check_ok = false;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("person_id", s.person_id), v.req("kind", s.kind), v.req("value_sealed", s.value_sealed);
    v.req("value_hash", s.value_hash), v.req("check_ok", s.check_ok);
  }
};
struct HouseholdRow {
  static constexpr const char* kTable = "household";
  std::int64_t id = 0, version = 0;
  std::string overlay, township, village, address;
  bool address_restricted = false;
  std::string income_class, from_on, until_on, checked_on;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("overlay", s.overlay), v.req("township", s.township), v.opt("village", s.village),
        v.opt("address", s.address);
    v.req("address_restricted", s.address_restricted), v.opt("income_class", s.income_class);
    v.req("from_on", s.from_on), v.opt("until_on", s.until_on), v.opt("checked_on", s.checked_on);
  }
};
struct MemberRow {
  static constexpr const char* kTable = "household_member";
  std::int64_t id = 0, version = 0, household_id = 0, person_id = 0;
  std::string role, from_on, until_on;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("household_id", s.household_id), v.req("person_id", s.person_id), v.opt("role", s.role);
    v.req("from_on", s.from_on), v.opt("until_on", s.until_on);
  }
};
struct TieRow {
  static constexpr const char* kTable = "relationship";
  std::int64_t id = 0, version = 0, person_id = 0, other_id = 0;
  std::string kind, from_on, until_on, source;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("person_id", s.person_id), v.req("other_id", s.other_id), v.req("kind", s.kind);
    v.opt("from_on", s.from_on), v.opt("until_on", s.until_on), v.opt("source", s.source);
  }
};
struct PopulationRow {
  static constexpr const char* kTable = "population";
  std::int64_t id = 0, version = 0;
  std::string township;
  std::int64_t roc_year = 0;
  std::string measure;
  std::int64_t persons = 0;
  std::string source;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("township", s.township), v.req("roc_year", s.roc_year), v.req("measure", s.measure);
    v.req("persons", s.persons), v.req("source", s.source);
  }
};

}  // namespace anwang::synth

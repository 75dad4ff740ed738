// Persons, households and what ties them, as stored. Plain values; 0, "" and an unset Instant mean NULL. Names,
// addresses and phones are personal data: only access::project writes them into an answer.
#pragma once

#include <cstdint>
#include <string>

#include "base/time.h"
#include "store/value.h"

namespace anwang::people {

// sex: F, M, X. source: register, report, demo; withdrawn: made by mistake and undone (nobody is proposed it).
struct Person {
  static constexpr const char* kTable = "person";
  std::int64_t id = 0, version = 0;
  std::string name, name_roman, birth_on;
  bool birth_estimated = false;
  std::string sex, nationality, indigenous, disability;
  bool new_resident = false;
  std::string language, phone, deceased_on, township, village, source;

  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("name", s.name);
    v.opt("name_roman", s.name_roman);
    v.opt("birth_on", s.birth_on);
    v.req("birth_estimated", s.birth_estimated);
    v.opt("sex", s.sex);
    v.opt("nationality", s.nationality);
    v.opt("indigenous", s.indigenous);
    v.opt("disability", s.disability);
    v.req("new_resident", s.new_resident);
    v.opt("language", s.language);
    v.opt("phone", s.phone);
    v.opt("deceased_on", s.deceased_on);
    v.opt("township", s.township);
    v.opt("village", s.village);
    v.req("source", s.source);
  }
};

struct PersonName {
  static constexpr const char* kTable = "person_name";
  std::int64_t id = 0, version = 0, person_id = 0;
  std::string kind, name;

  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("person_id", s.person_id);
    v.req("kind", s.kind);
    v.req("name", s.name);
  }
};

struct PersonIdentifier {
  static constexpr const char* kTable = "person_identifier";
  std::int64_t id = 0, version = 0, person_id = 0;
  std::string kind;
  store::Bytes value_sealed, value_hash;
  bool check_ok = false;

  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("person_id", s.person_id);
    v.req("kind", s.kind);
    v.req("value_sealed", s.value_sealed);
    v.req("value_hash", s.value_hash);
    v.req("check_ok", s.check_ok);
  }
};

struct Household {
  static constexpr const char* kTable = "household";
  std::int64_t id = 0, version = 0;
  std::string overlay, township, village, address;
  bool address_restricted = false;
  std::string income_class, from_on, until_on, checked_on;

  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("overlay", s.overlay);
    v.req("township", s.township);
    v.opt("village", s.village);
    v.opt("address", s.address);
    v.req("address_restricted", s.address_restricted);
    v.opt("income_class", s.income_class);
    v.req("from_on", s.from_on);
    v.opt("until_on", s.until_on);
    v.opt("checked_on", s.checked_on);
  }
};

struct HouseholdMember {
  static constexpr const char* kTable = "household_member";
  std::int64_t id = 0, version = 0, household_id = 0, person_id = 0;
  std::string role, from_on, until_on;

  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("household_id", s.household_id);
    v.req("person_id", s.person_id);
    v.opt("role", s.role);
    v.req("from_on", s.from_on);
    v.opt("until_on", s.until_on);
  }
};

// person is <kind> of other.
struct Relationship {
  static constexpr const char* kTable = "relationship";
  std::int64_t id = 0, version = 0, person_id = 0, other_id = 0;
  std::string kind, from_on, until_on, source;

  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("person_id", s.person_id);
    v.req("other_id", s.other_id);
    v.req("kind", s.kind);
    v.opt("from_on", s.from_on);
    v.opt("until_on", s.until_on);
    v.opt("source", s.source);
  }
};

struct FamilyAlert {
  static constexpr const char* kTable = "family_alert";
  std::int64_t id = 0, version = 0, household_id = 0;
  std::string kind;
  store::Bytes note_sealed;
  std::int64_t recorded_by = 0;
  Instant recorded_at, review_at, ended_at;

  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("household_id", s.household_id);
    v.req("kind", s.kind);
    v.opt("note_sealed", s.note_sealed);
    v.req("recorded_by", s.recorded_by);
    v.req("recorded_at", s.recorded_at);
    v.opt("review_at", s.review_at);
    v.opt("ended_at", s.ended_at);
  }
};

struct Service {
  static constexpr const char* kTable = "service";
  std::int64_t id = 0, version = 0, person_id = 0;
  std::string network, kind;
  std::int64_t unit_id = 0, account_id = 0;
  bool restricted = false;
  std::string from_on, until_on, source;

  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("person_id", s.person_id);
    v.req("network", s.network);
    v.req("kind", s.kind);
    v.opt("unit_id", s.unit_id);
    v.opt("account_id", s.account_id);
    v.req("restricted", s.restricted);
    v.opt("from_on", s.from_on);
    v.opt("until_on", s.until_on);
    v.opt("source", s.source);
  }
};

// Source record → person, as a person decided it. verdict: same; different (a split: never proposed again); withdrawn
// (undone).
struct PersonLink {
  static constexpr const char* kTable = "person_link";
  std::int64_t id = 0, version = 0, subject_id = 0, person_id = 0;
  std::string verdict;
  double score = 0;
  std::string evidence;  // JSON: [{"field","level","weight"}], no names
  std::int64_t decided_by = 0;
  Instant decided_at;

  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("subject_id", s.subject_id);
    v.req("person_id", s.person_id);
    v.req("verdict", s.verdict);
    v.opt("score", s.score);
    v.req("evidence", s.evidence);
    v.req("decided_by", s.decided_by);
    v.req("decided_at", s.decided_at);
  }
};

}  // namespace anwang::people

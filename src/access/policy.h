// The one policy: who (role, county, unit, network, relation to the record), what (kind of record, field class), and
// four outcomes. Rules are data (policy_rules.cpp); decide(), the SQL predicate and the bitset are three readings of
// the same table, property-tested equal. Source: DESIGN 1.4; security.md 5, 17, 19; ui.md (masking). Thread-safety:
// pure functions over constant tables.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/viewer.h"
#include "store/value.h"

namespace anwang::access {

// Ordered: a higher outcome shows more. absent answers exactly as a record that does not exist.
enum class Outcome : std::uint8_t { absent, existence, masked, full };

enum class RecordKind : std::uint8_t { report, assignment, case_file, person, household, service, call_log, journal };
inline constexpr std::size_t kRecordKinds = 8;

enum class FieldClass : std::uint8_t {
  fact,       // codes, states, times, counts: which record, how far
  identity,   // names, birth date, sex, school, nationality
  locator,    // addresses, phones, whereabouts
  content,    // summary, assessment, notes, goals, contacts
  narrative,  // original words, sealed place and answers: never shown by a page, only by a reveal
  reporter,   // who reported: sealed
};
inline constexpr std::size_t kFieldClasses = 6;

// What ties the viewer to the record, as bits. The first seven are rows of the table relation; the rest are derived.
enum Relation : std::uint32_t {
  handling = 1U << 0,
  lead = 1U << 1,
  co_worker = 1U << 2,
  supervising = 1U << 3,
  notified = 1U << 4,
  duty = 1U << 5,
  reporter = 1U << 6,
  unit_case = 1U << 7,      // a person or household of a case or assignment of the viewer's unit
  subject_of = 1U << 8,     // a person or household of a report that the viewer handles
  break_glass = 1U << 9,    // a grant that has not expired
  known_family = 1U << 10,  // concerns somebody of the household of the viewer's own case or dispatch
};
std::uint32_t relation_bit(std::string_view kind);  // 0: unknown word

// What the policy needs to know of one record and this viewer's tie to it.
struct RecordFacts {
  RecordKind kind = RecordKind::report;
  std::string county;
  std::int64_t unit = 0;  // the unit that owns it; 0 none
  std::string network;    // of that unit; "" none
  std::uint32_t relations = 0;
  bool protective = false;  // a protective programme
  bool restricted = false;  // 限閱: a row of the table restriction in force
};

// What a part of a record may be opened with a reason (reveal): screening staff handling that report, the assigned
// investigator, the supervisor on duty.
enum class RevealPart { reporter, narrative, place, answers, phone, address, identifier, attachment };

struct SqlPredicate {
  std::string sql;  // "(…)": true for the rows of which the viewer gets at least the asked outcome
  store::Params params;
};
// Columns of a projection, one entry a record, all of the same length. relations: computed for this viewer.
struct RecordColumns {
  RecordKind kind = RecordKind::report;
  std::span<const std::string> county;
  std::span<const std::int64_t> unit;
  std::span<const std::string> network;
  std::span<const std::uint32_t> relations;
  std::span<const std::uint8_t> protective;
  std::span<const std::uint8_t> restricted;
};
class Bitset {
 public:
  explicit Bitset(std::size_t n) : size_(n), words_((n + 63) / 64) {}
  [[nodiscard]] bool test(std::size_t i) const { return ((words_[i / 64] >> (i % 64)) & 1U) != 0; }
  void set(std::size_t i) { words_[i / 64] |= std::uint64_t{1} << (i % 64); }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t count() const;

 private:
  std::size_t size_;
  std::vector<std::uint64_t> words_;
};

class Policy {
 public:
  [[nodiscard]] Outcome decide(const Viewer& viewer, const RecordFacts& facts, FieldClass field) const;
  [[nodiscard]] bool may_reveal(const Viewer& viewer, const RecordFacts& facts, RevealPart part) const;
  // `alias` is the table's alias in the caller's query (report, assignment, case_file, person, household, service or
  // call_log); it must not begin with x_. Parameters are numbered from `first_param`; append `params` in that place.
  [[nodiscard]] SqlPredicate predicate(const Viewer& viewer, RecordKind kind, FieldClass field, Outcome at_least,
                                       std::string_view alias, std::size_t first_param, std::int64_t now_us) const;
  [[nodiscard]] Bitset bitset(const Viewer& viewer, const RecordColumns& columns, FieldClass field,
                              Outcome at_least) const;
  // Named viewers of small counts (coordinator, supervisors): counts 1–4 are suppressed for all others.
  [[nodiscard]] bool sees_small_counts(const Viewer& viewer) const;
};

// Every route names one of these lines (http::Route::policy). Roles empty and session false: public.
struct RoutePolicy {
  std::string_view name;
  bool session = true;
  std::span<const Role> roles;  // any of them; empty: every signed-in account
  std::string_view words;       // one sentence for the API document and the audit page
};
std::span<const RoutePolicy> route_policies();
const RoutePolicy* route_policy(std::string_view name);
bool allows(const RoutePolicy& policy, const Viewer& viewer);

std::string_view role_code(Role role);
std::optional<Role> parse_role(std::string_view code);

}  // namespace anwang::access

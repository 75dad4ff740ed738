// Who is it? Candidates for a subject of a report among all persons of a county, with the evidence item by item, from
// an in-memory index that follows each write. Pure: no SQL, no keys; identifiers, phones and addresses come as 64-bit
// keyed hashes (linkage/id_number.h, linkage/address.h make them from a hash function the caller holds), never as text.
//
// Two ways to ask. Mode::exact (write path, ≤ 50 µs): equal or variant-folded name with birth, identifier with at most
// one wrong character, phone, address. Mode::fuzzy (when the report is opened): also one wrong, missing, extra or
// swapped character in a name, homophones, and every person of the same birth date who shares a character of the name.
//
// Scores are sums of log2 likelihood ratios (Fellegi and Sunter 1969) with the term frequency of the name in this very
// index; the same persons give the same answer whatever order they came in. ≤ 300 bytes a person.
// Thread-safety: many readers, one writer (the follower) at a time; every call locks for itself.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/time.h"

namespace anwang::linkage {

enum class Sex : std::uint8_t { unknown = 0, male = 1, female = 2 };

// Keyed hashes of an identifier: the whole, and it with one character left out (at most ten; a typing error of one
// character, in whatever place, leaves one of them equal). id_number.h makes them.
struct IdKeys {
  std::uint64_t whole = 0;
  std::vector<std::uint64_t> deletions;  // in order of the character left out
};
// Keyed hashes of a parsed address at three depths, 0 where the address does not go so deep. address.h makes them.
struct AddressKeys {
  std::uint64_t door = 0;      // … number and floor
  std::uint64_t building = 0;  // … number
  std::uint64_t village = 0;   // township and village
};

// What the index holds of one person. Names: every alias (Han, romanised, indigenous, former), as written.
struct PersonRecord {
  PersonId id;
  std::vector<std::string> names;
  Date birth;  // unset = unknown
  Sex sex = Sex::unknown;
  std::vector<IdKeys> ids;
  std::vector<std::uint64_t> phones;
  std::vector<AddressKeys> addresses;
};

struct PersonQuery {
  std::vector<std::string> names;  // as the reporter wrote them
  Date birth;
  bool birth_estimated = false;  // birth computed from a guessed age: only the year counts, ± 3
  Sex sex = Sex::unknown;
  std::optional<IdKeys> id;
  bool id_check_digit_wrong = false;  // id_number.h: said as evidence when the identifier does not match
  std::vector<std::uint64_t> phones;
  std::vector<AddressKeys> addresses;
};

enum class EvidenceKind : std::uint8_t { name, birth, sex, id, phone, address };
// same: equal as written (after width, case and separators). variant: equal once variant characters are folded (羣/群).
// similar: name: one character wrong, missing, extra or swapped; birth: day and month swapped, ROC/Gregorian year mixed
// (± 1911), year ± 1, or within an estimate; id: one character wrong or two swapped; address: same building.
// homophone: equal reading without tones. differs_last_digit: id equal but for its last character.
// bad_check_digit: the id given can belong to nobody, and is not similar. nearby: address in the same village.
enum class EvidenceLevel : std::uint8_t {
  same,
  variant,
  similar,
  homophone,
  differs_last_digit,
  bad_check_digit,
  nearby,
  different,
  missing
};
[[nodiscard]] const char* code(EvidenceKind kind);    // "name", "birth" …: the API's words
[[nodiscard]] const char* code(EvidenceLevel level);  // "same", "differs_last_digit" …

struct Evidence {
  EvidenceKind kind{};
  EvidenceLevel level{};
  double weight = 0;  // bits; negative speaks against
  // The characters that differ, as written in the query and in the record ("羣", "群"); for names only.
  std::string query_part, record_part;
};

// certain: more than one strong item agree and nothing contradicts; only a person decides all the same.
enum class Band : std::uint8_t { certain, probable, possible };
[[nodiscard]] const char* code(Band band);

struct Candidate {
  PersonId person;
  double score = 0;  // bits: sum of the weights
  Band band = Band::possible;
  std::vector<Evidence> evidence;  // one item a kind, in the order of EvidenceKind
};

enum class Mode : std::uint8_t { exact, fuzzy };
struct CandidateOptions {
  Mode mode = Mode::exact;
  std::size_t limit = 10;
  double min_score = 3.0;  // bits
  bool homophones = true;  // in fuzzy mode
};

class PersonIndex {
 public:
  PersonIndex();
  ~PersonIndex();
  PersonIndex(PersonIndex&&) noexcept;
  PersonIndex& operator=(PersonIndex&&) noexcept;

  void reserve(std::size_t persons);
  // Adds the person, or replaces what was known of the same id.
  void put(const PersonRecord& person);
  void remove(PersonId id);  // unknown id: nothing happens
  void clear();

  // Best first; equal scores by id.
  [[nodiscard]] std::vector<Candidate> candidates(const PersonQuery& query, CandidateOptions options = {}) const;
  // How one known person compares with the query, whatever the score; nullopt when the index does not hold it.
  [[nodiscard]] std::optional<Candidate> compare(const PersonQuery& query, PersonId id) const;
  // Everybody at this door (both registered and present addresses), by id.
  [[nodiscard]] std::vector<PersonId> at_door(std::uint64_t door) const;

  [[nodiscard]] bool contains(PersonId id) const;
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::size_t memory_bytes() const;
  // Of the contents, not of their order: equal on every server that holds the same persons.
  [[nodiscard]] std::string digest() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace anwang::linkage

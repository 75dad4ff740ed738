// The rows of the index: persons in slots, their aliases, phones and addresses in chains, and the keys of all of them.
// A person who changes gets a new slot; the old one is dead until compaction. Thread-safety: none; the index locks.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "linkage/hash.h"
#include "linkage/name_table.h"
#include "linkage/person_index.h"
#include "linkage/tag_table.h"

namespace anwang::linkage {

inline constexpr std::uint32_t kNoSlot = 0xffffffff;

enum class Key : std::uint64_t {
  person = 11,
  id = 12,
  phone = 13,
  name_birth = 14,
  birth_char = 15,
  address = 16,
  door = 17
};
inline std::uint64_t key_of(Key kind, std::uint64_t value) {
  return combine64(static_cast<std::uint64_t>(kind), value);
}
std::uint64_t name_birth_key(std::string_view folded, Date birth);
std::uint64_t birth_char_key(Date birth, char32_t given);
// A name as the index holds it: one form, or two when Han and romanised name stand in one field.
std::vector<std::string> name_forms(const std::string& written);

class PersonTable {
 public:
  struct Person {
    std::int64_t id = 0;  // 0 = dead slot
    std::uint64_t id_whole = 0;
    std::int32_t birth = Date::kUnset;
    std::uint32_t first_alias = 0, first_phone = 0, first_address = 0;
    std::uint8_t aliases = 0, phones = 0, addresses = 0;
    Sex sex = Sex::unknown;
  };
  struct Alias {
    std::uint32_t slot, name, next;
  };  // next: of the same folded name
  struct Resident {
    std::uint32_t slot, address, next;
  };  // next: of the same address
  struct AddressEntry {
    AddressKeys keys;
    std::uint32_t head = kNoSlot, occupants = 0;
  };

  void reserve(std::size_t persons);
  void put(const PersonRecord& record);
  bool remove(PersonId id);
  void clear();

  [[nodiscard]] std::uint32_t slot_of(PersonId id) const;  // kNoSlot = unknown
  [[nodiscard]] bool alive(std::uint32_t slot) const { return persons_[slot].id != 0; }
  [[nodiscard]] const Person& at(std::uint32_t slot) const { return persons_[slot]; }
  [[nodiscard]] const Alias& alias(std::uint32_t i) const { return aliases_[i]; }
  [[nodiscard]] const Resident& resident(std::uint32_t i) const { return residents_[i]; }
  [[nodiscard]] const AddressEntry& address(std::uint32_t i) const { return addresses_[i]; }
  [[nodiscard]] std::uint64_t phone(std::uint32_t i) const { return phones_[i]; }
  [[nodiscard]] const NameTable& names() const { return names_; }
  [[nodiscard]] bool has_whole_id(std::uint32_t slot, std::uint64_t whole) const;

  // Slots under a key, dead ones left out.
  void find(Key kind, std::uint64_t value, std::vector<std::uint32_t>& out) const {
    find_raw(key_of(kind, value), out);
  }
  void find_raw(std::uint64_t key, std::vector<std::uint32_t>& out) const;
  void find_doors(std::uint64_t door, std::vector<std::uint32_t>& address_indexes) const;
  void bearers(std::uint32_t folded, std::vector<std::uint32_t>& out) const;
  void occupants(std::uint32_t address, std::vector<std::uint32_t>& out) const;

  [[nodiscard]] std::size_t size() const { return alive_; }
  [[nodiscard]] std::size_t memory_bytes() const;
  [[nodiscard]] std::string digest() const;

 private:
  std::uint32_t intern_address(const AddressKeys& keys);
  void add_names(const PersonRecord& record, Person& person, std::uint32_t slot);
  void add_ids(const PersonRecord& record, Person& person, std::uint32_t slot);
  void add_addresses(const PersonRecord& record, Person& person, std::uint32_t slot);
  [[nodiscard]] std::uint64_t content_hash(std::uint32_t slot) const;
  void compact();
  void rechain();

  std::vector<Person> persons_;
  std::vector<Alias> aliases_;
  std::vector<Resident> residents_;
  std::vector<AddressEntry> addresses_;
  std::vector<std::uint64_t> phones_;
  std::unordered_map<std::uint32_t, std::vector<std::uint64_t>> more_ids_;  // second and further identifiers
  NameTable names_;
  TagTable keys_, address_keys_;
  std::size_t alive_ = 0;
  std::uint64_t sum_a_ = 0, sum_b_ = 0;  // of content hashes: the digest, whatever the order
};

}  // namespace anwang::linkage

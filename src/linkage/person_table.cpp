#include "linkage/person_table.h"

#include <algorithm>
#include <cstdio>

#include "base/text.h"
#include "linkage/names.h"

namespace anwang::linkage {
namespace {

constexpr std::size_t kMaxOfAKind = 200;  // aliases, phones, addresses of one person that are indexed

template <class T>
void make_room(std::vector<T>& v) {  // a gentler growth than doubling: the budget is 300 bytes a person
  if (v.size() == v.capacity()) v.reserve(v.size() + v.size() / 5 + 64);
}

}  // namespace

std::uint64_t name_birth_key(std::string_view folded, Date birth) {
  return combine64(hash64(folded, static_cast<std::uint64_t>(Key::name_birth)), static_cast<std::uint64_t>(birth.days));
}
std::uint64_t birth_char_key(Date birth, char32_t given) {
  return key_of(Key::birth_char, (static_cast<std::uint64_t>(static_cast<std::uint32_t>(birth.days)) << 32) | given);
}

std::vector<std::string> name_forms(const std::string& written) {
  std::string whole = normalise_name(written);
  if (whole.empty()) return {};
  const std::size_t space = whole.find(' ');
  const bool han_first = static_cast<unsigned char>(whole[0]) >= 0x80;
  if (!han_first || space == std::string::npos) return {std::move(whole)};
  return {whole.substr(0, space), whole.substr(space + 1)};
}

void PersonTable::reserve(std::size_t persons) {
  persons_.reserve(persons);
  aliases_.reserve(persons + persons / 10);
  residents_.reserve(persons + persons / 10);
  addresses_.reserve(persons * 2 / 5);
  phones_.reserve(persons * 4 / 5);
  names_.reserve(persons * 4 / 5);
  keys_.reserve(persons * 16);
  address_keys_.reserve(persons * 4 / 5);
}

std::uint32_t PersonTable::slot_of(PersonId id) const {
  thread_local std::vector<std::uint32_t> hits;
  hits.clear();
  keys_.find(key_of(Key::person, static_cast<std::uint64_t>(id.value)), hits);
  for (const std::uint32_t slot : hits)
    if (persons_[slot].id == id.value && id.valid()) return slot;
  return kNoSlot;
}

void PersonTable::put(const PersonRecord& record) {
  if (!record.id.valid()) return;
  remove(record.id);
  const auto slot = static_cast<std::uint32_t>(persons_.size());
  make_room(persons_);
  persons_.emplace_back();
  Person person;
  person.id = record.id.value;
  person.birth = record.birth.days;
  person.sex = record.sex;
  keys_.insert(key_of(Key::person, static_cast<std::uint64_t>(record.id.value)), slot);
  add_names(record, person, slot);
  add_ids(record, person, slot);
  add_addresses(record, person, slot);
  person.first_phone = static_cast<std::uint32_t>(phones_.size());
  for (const std::uint64_t phone : record.phones) {
    if (phone == 0 || person.phones >= kMaxOfAKind) continue;
    make_room(phones_);
    phones_.push_back(phone);
    ++person.phones;
    keys_.insert(key_of(Key::phone, phone), slot);
  }
  persons_[slot] = person;
  ++alive_;
  const std::uint64_t content = content_hash(slot);
  sum_a_ += content;
  sum_b_ += mix64(content + 1);
}

void PersonTable::add_names(const PersonRecord& record, Person& person, std::uint32_t slot) {
  person.first_alias = static_cast<std::uint32_t>(aliases_.size());
  for (const std::string& written : record.names) {
    for (const std::string& form : name_forms(written)) {
      if (person.aliases >= kMaxOfAKind) return;
      const std::uint32_t name = names_.intern(form);
      NameTable::Entry& folded = names_[names_[name].folded];
      make_room(aliases_);
      aliases_.push_back({slot, name, folded.head});
      folded.head = static_cast<std::uint32_t>(aliases_.size() - 1);
      ++folded.bearers;
      ++person.aliases;
      const std::string_view text = names_.text(names_[name].folded);
      keys_.insert(name_birth_key(text, record.birth), slot);  // of unknown birth as well: they may be anybody
      if (!record.birth.set()) continue;
      const std::u32string points = to_u32(text);
      for (std::size_t i = std::min(surname_length(text), points.size()); i < points.size() && i < 4; ++i)
        if (points[i] >= 0x2e80) keys_.insert(birth_char_key(record.birth, points[i]), slot);
    }
  }
}

void PersonTable::add_ids(const PersonRecord& record, Person& person, std::uint32_t slot) {
  for (const IdKeys& id : record.ids) {
    if (id.whole == 0) continue;
    if (person.id_whole == 0)
      person.id_whole = id.whole;
    else
      more_ids_[slot].push_back(id.whole);
    keys_.insert(key_of(Key::id, id.whole), slot);
    for (const std::uint64_t deletion : id.deletions) keys_.insert(key_of(Key::id, deletion), slot);
  }
}

void PersonTable::add_addresses(const PersonRecord& record, Person& person, std::uint32_t slot) {
  person.first_address = static_cast<std::uint32_t>(residents_.size());
  for (const AddressKeys& keys : record.addresses) {
    if ((keys.door | keys.building | keys.village) == 0 || person.addresses >= kMaxOfAKind) continue;
    const std::uint32_t address = intern_address(keys);
    make_room(residents_);
    residents_.push_back({slot, address, addresses_[address].head});
    addresses_[address].head = static_cast<std::uint32_t>(residents_.size() - 1);
    ++addresses_[address].occupants;
    ++person.addresses;
  }
}

std::uint32_t PersonTable::intern_address(const AddressKeys& keys) {
  const std::uint64_t key = combine64(combine64(key_of(Key::address, keys.door), keys.building), keys.village);
  thread_local std::vector<std::uint32_t> hits;
  hits.clear();
  address_keys_.find(key, hits);
  for (const std::uint32_t i : hits)
    if (addresses_[i].keys.door == keys.door && addresses_[i].keys.building == keys.building &&
        addresses_[i].keys.village == keys.village)
      return i;
  const auto address = static_cast<std::uint32_t>(addresses_.size());
  make_room(addresses_);
  addresses_.push_back({keys, kNoSlot, 0});
  address_keys_.insert(key, address);
  if (keys.door != 0) address_keys_.insert(key_of(Key::door, keys.door), address);
  return address;
}

bool PersonTable::remove(PersonId id) {
  const std::uint32_t slot = slot_of(id);
  if (slot == kNoSlot) return false;
  const std::uint64_t content = content_hash(slot);
  sum_a_ -= content;
  sum_b_ -= mix64(content + 1);
  Person& person = persons_[slot];
  for (std::uint32_t i = 0; i < person.aliases; ++i)
    --names_[names_[aliases_[person.first_alias + i].name].folded].bearers;
  for (std::uint32_t i = 0; i < person.addresses; ++i)
    --addresses_[residents_[person.first_address + i].address].occupants;
  person.id = 0;
  more_ids_.erase(slot);
  --alive_;
  if (persons_.size() > 1024 && persons_.size() - alive_ > persons_.size() / 4) compact();
  return true;
}

bool PersonTable::has_whole_id(std::uint32_t slot, std::uint64_t whole) const {
  if (persons_[slot].id_whole == whole) return true;
  const auto it = more_ids_.find(slot);
  return it != more_ids_.end() && std::find(it->second.begin(), it->second.end(), whole) != it->second.end();
}

void PersonTable::find_raw(std::uint64_t key, std::vector<std::uint32_t>& out) const {
  const std::size_t before = out.size();
  keys_.find(key, out);
  out.erase(std::remove_if(out.begin() + static_cast<std::ptrdiff_t>(before), out.end(),
                           [&](std::uint32_t s) { return !alive(s); }),
            out.end());
}

void PersonTable::find_doors(std::uint64_t door, std::vector<std::uint32_t>& address_indexes) const {
  const std::size_t before = address_indexes.size();
  address_keys_.find(key_of(Key::door, door), address_indexes);
  address_indexes.erase(
      std::remove_if(address_indexes.begin() + static_cast<std::ptrdiff_t>(before), address_indexes.end(),
                     [&](std::uint32_t i) { return addresses_[i].keys.door != door; }),
      address_indexes.end());
}

void PersonTable::bearers(std::uint32_t folded, std::vector<std::uint32_t>& out) const {
  for (std::uint32_t i = names_[folded].head; i != kNoSlot; i = aliases_[i].next)
    if (alive(aliases_[i].slot)) out.push_back(aliases_[i].slot);
}

void PersonTable::occupants(std::uint32_t address, std::vector<std::uint32_t>& out) const {
  for (std::uint32_t i = addresses_[address].head; i != kNoSlot; i = residents_[i].next)
    if (alive(residents_[i].slot)) out.push_back(residents_[i].slot);
}

std::uint64_t PersonTable::content_hash(std::uint32_t slot) const {
  const Person& p = persons_[slot];
  std::uint64_t h = combine64(combine64(static_cast<std::uint64_t>(p.id), static_cast<std::uint64_t>(p.birth)),
                              static_cast<std::uint64_t>(p.sex));
  std::uint64_t parts = 0;
  for (std::uint32_t i = 0; i < p.aliases; ++i) parts += hash64(names_.text(aliases_[p.first_alias + i].name), 21);
  for (std::uint32_t i = 0; i < p.phones; ++i) parts += combine64(22, phones_[p.first_phone + i]);
  for (std::uint32_t i = 0; i < p.addresses; ++i) {
    const AddressKeys& keys = addresses_[residents_[p.first_address + i].address].keys;
    parts += combine64(combine64(combine64(23, keys.door), keys.building), keys.village);
  }
  parts += combine64(24, p.id_whole);
  if (const auto it = more_ids_.find(slot); it != more_ids_.end())
    for (const std::uint64_t id : it->second) parts += combine64(24, id);
  return combine64(h, parts);
}

// Renumbers the living; names and addresses stay (their chains are built anew).
void PersonTable::compact() {
  std::vector<std::uint32_t> renumber(persons_.size(), TagTable::kDead);
  std::vector<Person> persons;
  std::vector<Alias> aliases;
  std::vector<Resident> residents;
  std::vector<std::uint64_t> phones;
  persons.reserve(alive_ + alive_ / 8);
  for (std::uint32_t old = 0; old < persons_.size(); ++old) {
    if (!alive(old)) continue;
    const auto slot = static_cast<std::uint32_t>(persons.size());
    renumber[old] = slot;
    Person p = persons_[old];
    const Person was = p;
    p.first_alias = static_cast<std::uint32_t>(aliases.size());
    for (std::uint32_t i = 0; i < was.aliases; ++i)
      aliases.push_back({slot, aliases_[was.first_alias + i].name, kNoSlot});
    p.first_address = static_cast<std::uint32_t>(residents.size());
    for (std::uint32_t i = 0; i < was.addresses; ++i)
      residents.push_back({slot, residents_[was.first_address + i].address, kNoSlot});
    p.first_phone = static_cast<std::uint32_t>(phones.size());
    for (std::uint32_t i = 0; i < was.phones; ++i) phones.push_back(phones_[was.first_phone + i]);
    persons.push_back(p);
  }
  std::unordered_map<std::uint32_t, std::vector<std::uint64_t>> more;
  for (auto& [old, ids] : more_ids_) more.emplace(renumber[old], std::move(ids));
  persons_ = std::move(persons);
  aliases_ = std::move(aliases);
  residents_ = std::move(residents);
  phones_ = std::move(phones);
  more_ids_ = std::move(more);
  keys_.compact(renumber);
  rechain();
}

void PersonTable::rechain() {
  names_.unchain();
  for (std::uint32_t i = 0; i < aliases_.size(); ++i) {
    NameTable::Entry& folded = names_[names_[aliases_[i].name].folded];
    aliases_[i].next = folded.head;
    folded.head = i;
    ++folded.bearers;
  }
  for (AddressEntry& address : addresses_) {
    address.head = kNoSlot;
    address.occupants = 0;
  }
  for (std::uint32_t i = 0; i < residents_.size(); ++i) {
    AddressEntry& address = addresses_[residents_[i].address];
    residents_[i].next = address.head;
    address.head = i;
    ++address.occupants;
  }
}

void PersonTable::clear() { *this = PersonTable(); }

std::size_t PersonTable::memory_bytes() const {
  return persons_.capacity() * sizeof(Person) + aliases_.capacity() * sizeof(Alias) +
         residents_.capacity() * sizeof(Resident) + addresses_.capacity() * sizeof(AddressEntry) +
         phones_.capacity() * sizeof(std::uint64_t) + more_ids_.size() * 96 + names_.memory_bytes() +
         keys_.memory_bytes() + address_keys_.memory_bytes();
}

std::string PersonTable::digest() const {
  char text[64];
  std::snprintf(text, sizeof text, "%zu-%016llx%016llx", alive_, static_cast<unsigned long long>(mix64(sum_a_)),
                static_cast<unsigned long long>(mix64(sum_b_)));
  return text;
}

}  // namespace anwang::linkage

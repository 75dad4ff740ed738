#include "linkage/engine/blocking.h"

#include <algorithm>
#include <array>
#include <optional>

#include "linkage/engine/parallel.h"
#include "linkage/hash.h"

namespace anwang::linkage {
namespace {

std::uint32_t narrow(std::uint64_t h) { return static_cast<std::uint32_t>(h >> 32) | 1U; }

std::string_view han_part(std::string_view text, bool beginning) {
  std::size_t at = 0, last = 0;
  for (std::size_t i = 1; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xc0U) != 0x80U) {
      if (at == 0) at = i;
      last = i;
    }
  if (at == 0) return text;
  return beginning ? text.substr(0, at) : text.substr(last);
}

std::string date_part(std::string_view d, Part part) {
  if (d.size() != 8) return {};
  const bool month = d.substr(4, 2) != "00", day = d.substr(6) != "00";
  switch (part) {
    case Part::whole:
      return std::string(d);
    case Part::beginning:
      return month ? std::string(d.substr(0, 6)) : std::string{};
    case Part::ending:
      return month && day ? std::string(d.substr(4)) : std::string{};
    case Part::middle:
      return day ? std::string(d.substr(0, 4)) + std::string(d.substr(6)) : std::string{};
    default:
      return std::string(d.substr(0, 4));
  }
}

std::string part_of(FieldType type, std::string_view text, bool han, Part part) {
  if (type == FieldType::date) return date_part(text, part);
  if (part == Part::whole) return std::string(text);
  if (han) return std::string(han_part(text, part == Part::beginning));
  switch (type) {
    case FieldType::given_name:
    case FieldType::surname:
    case FieldType::place:
    case FieldType::postcode:
      return std::string(text.substr(0, 3));
    case FieldType::email:
      return std::string(text.substr(0, text.find('@')));
    default: {
      if (text.size() < 4) return {};
      const std::size_t half = text.size() / 2;
      return std::string(part == Part::beginning ? text.substr(0, half) : text.substr(text.size() - half));
    }
  }
}

constexpr std::array<const char*, 7> kParts = {"",      " sound",    " beginning", " ending", " year and day",
                                               " year", " rare word"};

std::vector<Part> parts_for(FieldType type) {
  switch (type) {
    case FieldType::given_name:
    case FieldType::surname:
      return {Part::whole, Part::sound, Part::beginning};
    case FieldType::full_name:
      return {Part::whole, Part::sound, Part::rare_words};
    case FieldType::date:
      return {Part::whole, Part::beginning, Part::ending, Part::middle, Part::year};
    case FieldType::identifier:
    case FieldType::phone:
      return {Part::whole, Part::beginning, Part::ending};
    case FieldType::email:
      return {Part::whole, Part::beginning};
    case FieldType::address:
    case FieldType::text:
      return {Part::whole, Part::rare_words};
    case FieldType::place:
      return {Part::whole, Part::sound};
    case FieldType::postcode:
      return {Part::whole, Part::beginning};
    default:
      return {Part::whole};
  }
}

std::vector<Atom> atoms_of(const std::vector<BlockingKey>& keys) {
  std::vector<Atom> out;
  for (const BlockingKey& key : keys)
    for (const Atom& a : key.atoms)
      if (std::find(out.begin(), out.end(), a) == out.end()) out.push_back(a);
  return out;
}

}  // namespace

std::string BlockingKey::words(const std::vector<Column>& columns) const {
  if (atoms.empty()) return "everybody";
  std::string out;
  for (const Atom& a : atoms)
    out += (out.empty() ? "" : " + ") + columns[a.column].name + kParts[static_cast<std::size_t>(a.part)];
  return out;
}

BlockingKey everybody() { return {}; }

std::vector<Atom> all_atoms(const std::vector<Column>& columns) {
  std::vector<Atom> out;
  for (std::size_t c = 0; c < columns.size(); ++c)
    for (const Part part : parts_for(columns[c].type)) out.push_back({c, part});
  return out;
}

AtomTable::AtomTable(const Dataset& data, Atom atom) {
  const Column& column = data.columns[atom.column];
  const ValuePool& pool = *column.pool;
  slots_ = atom.part == Part::rare_words ? kRareWords : 1;
  hashes_.assign(pool.size() * slots_, 0);
  std::vector<std::pair<double, std::uint32_t>> rare;
  for (ValueId v = 1; v < pool.size(); ++v) {
    if (atom.part == Part::sound) {
      hashes_[v] = pool.sound(v);
    } else if (atom.part == Part::rare_words) {
      rare.clear();
      for (const std::uint32_t w : pool.words(v))  // what one value alone bears finds nobody else
        if (pool.word_bearers(w) > 1) rare.emplace_back(-pool.word_weight(w), w);
      std::sort(rare.begin(), rare.end());
      for (std::size_t i = 0; i < std::min(kRareWords, rare.size()); ++i)
        hashes_[v * slots_ + i] = narrow(mix64(rare[i].second + 77));
    } else {
      const std::string text = part_of(column.type, pool.text(v), pool.han(v), atom.part);
      if (!text.empty()) hashes_[v] = narrow(hash64(text, static_cast<std::uint64_t>(atom.part)));
    }
  }
}

Atoms::Atoms(const Dataset& data, unsigned threads) : Atoms(data, all_atoms(data.columns), threads) {}

Atoms::Atoms(const Dataset& data, const std::vector<BlockingKey>& keys, unsigned threads)
    : Atoms(data, atoms_of(keys), threads) {}

std::size_t Atoms::memory_bytes(const Dataset& data) {
  std::size_t sum = 0;
  for (const Atom& a : all_atoms(data.columns))
    sum += data.columns[a.column].pool->size() * 4 * (a.part == Part::rare_words ? kRareWords : 1);
  return sum;
}

Atoms::Atoms(const Dataset& data, std::vector<Atom> wanted, unsigned threads) : list(std::move(wanted)) {
  std::vector<std::optional<AtomTable>> made(list.size());
  parallel(list.size(), threads, [&](std::size_t i, unsigned) { made[i].emplace(data, list[i]); });
  for (auto& table : made) tables.push_back(std::move(*table));
  for (std::size_t c = 0; c < data.width(); ++c) {
    const int partner = data.columns[c].partner;
    group.push_back(partner < 0 ? c : std::min(c, static_cast<std::size_t>(partner)));
  }
}

const AtomTable& Atoms::table(const Atom& atom) const {
  return tables[static_cast<std::size_t>(std::find(list.begin(), list.end(), atom) - list.begin())];
}

std::size_t Atoms::slots(const BlockingKey& key) {
  const bool words =
      std::any_of(key.atoms.begin(), key.atoms.end(), [](const Atom& a) { return a.part == Part::rare_words; });
  return words ? kRareWords : 1;
}

KeyHasher::KeyHasher(const Atoms& atoms, const BlockingKey& key) {
  for (const Atom& a : key.atoms) pieces_.push_back({&atoms.table(a), a.column, atoms.group[a.column]});
}

std::uint32_t KeyHasher::operator()(const ValueId* row, std::size_t slot) const {
  // Sums of mixed hashes: columns that may be swapped give the same key either way round.
  std::uint64_t sum = 1;
  for (const Piece& p : pieces_) {
    const std::uint32_t h = p.table->at(row[p.column], p.table->slots() > 1 ? slot : 0);
    if (h == 0) return 0;
    sum += mix64(h * 131ULL + p.group);
  }
  return narrow(mix64(sum));
}

KeyTable::KeyTable(const Dataset& data, std::shared_ptr<const Atoms> atoms, std::vector<BlockingKey> keys,
                   KeyLimits limits, unsigned threads)
    : data_(&data), atoms_(std::move(atoms)), limits_(limits), keys_(std::move(keys)), records_(data.size()) {
  for (const BlockingKey& key : keys_) {
    first_.push_back(width_);
    slots_.push_back(Atoms::slots(key));
    width_ += slots_.back();
    hashers_.emplace_back(*atoms_, key);
  }
  large_.resize(keys_.size());
  if (!limits_.lean) hashes_.assign(records_ * width_, 0);
  parallel(keys_.size(), threads, [&](std::size_t k, unsigned) {
    if (!limits_.lean) fill(k);
    if (!keys_[k].atoms.empty()) drop_large(k);
  });
  if (limits_.lean) return;
  hashers_.clear();
  atoms_.reset();
}

void KeyTable::fill(std::size_t k) {
  for (RecordId r = 0; r < records_; ++r)
    for (std::size_t s = 0; s < slots_[k]; ++s) hashes_[r * width_ + first_[k] + s] = made(r, k, s);
}

std::uint32_t KeyTable::made(RecordId r, std::size_t k, std::size_t slot) const {
  const std::uint32_t h = hashers_[k](data_->row(r), slot);
  if (h == 0 || (limits_.keep_one_in > 1 && (mix64(h) & (limits_.keep_one_in - 1)) != 0)) return 0;
  return std::binary_search(large_[k].begin(), large_[k].end(), h) ? 0 : h;
}

void KeyTable::drop_large(std::size_t k) {
  std::vector<std::uint32_t> large;
  for (std::uint32_t pass = 0; pass < limits_.passes; ++pass) {
    const std::vector<Entry> entries = sorted(k, pass);
    for (std::size_t i = 0; i < entries.size();) {
      std::size_t end = i;
      while (end < entries.size() && entries[end].hash == entries[i].hash) ++end;
      if (end - i > limits_.largest) large.push_back(entries[i].hash);
      i = end;
    }
  }
  std::sort(large.begin(), large.end());
  if (!limits_.lean && !large.empty())
    for (RecordId r = 0; r < records_; ++r)
      for (std::size_t s = 0; s < slots_[k]; ++s) {
        std::uint32_t& h = hashes_[r * width_ + first_[k] + s];
        if (h != 0 && std::binary_search(large.begin(), large.end(), h)) h = 0;
      }
  if (limits_.lean) large_[k] = std::move(large);
}

int KeyTable::first_shared(RecordId a, RecordId b) const {
  for (std::size_t k = 0; k < keys_.size(); ++k)
    for (std::size_t i = 0; i < slots_[k]; ++i) {
      const std::uint32_t x = at(a, k, i);
      for (std::size_t j = 0; x != 0 && j < slots_[k]; ++j)
        if (x == at(b, k, j)) return static_cast<int>(first_[k] + i);
    }
  return -1;
}

std::vector<KeyTable::Entry> KeyTable::sorted(std::size_t k, std::uint32_t pass) const {
  std::vector<Entry> from, to;
  for (RecordId r = 0; r < records_; ++r)
    for (std::size_t s = 0; s < slots_[k]; ++s)
      if (const std::uint32_t h = at(r, k, s); h != 0 && ((h >> 16) & (limits_.passes - 1)) == pass)
        from.push_back({h, r});
  to.resize(from.size());
  // Radix sort, stable: records stay in order within a block.
  for (int shift = 0; shift < 32; shift += 11) {
    std::array<std::size_t, 2049> place{};
    for (const Entry& e : from) ++place[((e.hash >> shift) & 2047U) + 1];
    for (std::size_t i = 1; i < place.size(); ++i) place[i] += place[i - 1];
    for (const Entry& e : from) to[place[(e.hash >> shift) & 2047U]++] = e;
    from.swap(to);
  }
  return from;
}

}  // namespace anwang::linkage

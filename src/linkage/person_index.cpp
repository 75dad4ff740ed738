#include "linkage/person_index.h"

#include <algorithm>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "base/text.h"
#include "linkage/names.h"
#include "linkage/person_table.h"
#include "linkage/score.h"

namespace anwang::linkage {
namespace {

constexpr std::size_t kCommonName = 512;   // write path: beyond it, bearers are found by name and birth together
constexpr std::size_t kCrowdedDoor = 200;  // an institution or dormitory: its door tells nobody apart

struct QueryName {
  std::string text, folded;
  std::u32string points;
  std::string sound;  // fuzzy mode only
  std::uint32_t entry = NameTable::kNone;
};

// One question: collects slots, then scores them.
class Question {
 public:
  Question(const PersonTable& table, const PersonQuery& query, const CandidateOptions& options)
      : table_(table), query_(query), options_(options), fuzzy_(options.mode == Mode::fuzzy) {
    for (const std::string& written : query.names)
      for (std::string& form : name_forms(written)) names_.push_back(prepare(std::move(form)));
    exact_birth_ = query.birth.set() && !query.birth_estimated;
    if (exact_birth_) births_ = births_like(query.birth);
    find_ids();
  }

  std::vector<Candidate> answer() {
    gather();
    std::sort(slots_.begin(), slots_.end());
    slots_.erase(std::unique(slots_.begin(), slots_.end()), slots_.end());
    std::vector<std::pair<double, std::uint32_t>> scored;
    for (const std::uint32_t slot : slots_)
      if (const double s = score(slot, nullptr); s >= options_.min_score) scored.emplace_back(s, slot);
    const auto better = [&](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : table_.at(a.second).id < table_.at(b.second).id;
    };
    const std::size_t n = std::min(options_.limit, scored.size());
    std::partial_sort(scored.begin(), scored.begin() + static_cast<std::ptrdiff_t>(n), scored.end(), better);
    std::vector<Candidate> result;
    for (std::size_t i = 0; i < n; ++i) result.push_back(explain(scored[i].second));
    return result;
  }

  Candidate explain(std::uint32_t slot) {
    Candidate c;
    c.person = PersonId{table_.at(slot).id};
    c.score = score(slot, &c.evidence);
    c.band = band_of(c.evidence, c.score);
    return c;
  }

 private:
  QueryName prepare(std::string text) {
    QueryName n;
    n.folded = fold_variants(text);
    n.text = std::move(text);
    n.points = to_u32(n.folded);
    n.entry = table_.names().find_folded(n.folded);
    if (fuzzy_ && options_.homophones) n.sound = reading(n.folded);
    return n;
  }

  void find_ids() {
    if (!query_.id || query_.id->whole == 0) return;
    const auto& deletions = query_.id->deletions;
    hits_.clear();
    table_.find(Key::id, query_.id->whole, hits_);
    for (const std::uint32_t slot : hits_)
      note_id(slot, table_.has_whole_id(slot, query_.id->whole) ? EvidenceLevel::same : EvidenceLevel::similar);
    const std::size_t last = deletions.size() - 1;
    const bool twin = deletions.size() > 1 && deletions[last] == deletions[last - 1];
    for (std::size_t i = 0; i < deletions.size(); ++i) {
      hits_.clear();
      table_.find(Key::id, deletions[i], hits_);
      // A hit at the last place alone is a wrong last character; with its neighbour as well, two swapped characters.
      for (const std::uint32_t slot : hits_) {
        const auto seen = ids_.find(slot);
        const bool swapped = seen != ids_.end() && seen->second == EvidenceLevel::similar && !twin;
        note_id(slot, i == last && !swapped ? EvidenceLevel::differs_last_digit : EvidenceLevel::similar);
      }
    }
  }
  void note_id(std::uint32_t slot, EvidenceLevel level) {
    auto& known = ids_.try_emplace(slot, level).first->second;
    if (known != EvidenceLevel::same) known = level;
  }

  void gather() {
    for (const auto& [slot, level] : ids_) slots_.push_back(slot);
    for (const std::uint64_t phone : query_.phones)
      if (phone != 0) table_.find(Key::phone, phone, slots_);
    for (const AddressKeys& keys : query_.addresses) gather_door(keys.door);
    for (const QueryName& name : names_) gather_name(name);
  }
  void gather_door(std::uint64_t door) {
    if (door == 0) return;
    hits_.clear();
    table_.find_doors(door, hits_);
    for (const std::uint32_t address : hits_)
      if (table_.address(address).occupants <= kCrowdedDoor) table_.occupants(address, slots_);
  }
  void gather_name(const QueryName& name) {
    const NameTable& names = table_.names();
    if (name.entry != NameTable::kNone) {
      if (fuzzy_)
        gather_bearers(name.entry, EvidenceLevel::same);
      else if (names[name.entry].bearers <= kCommonName)
        gather_bearers(name.entry, EvidenceLevel::same);
      else if (exact_birth_)
        table_.find_raw(name_birth_key(name.folded, query_.birth), slots_);
    }
    if (!fuzzy_) return;
    std::vector<std::uint32_t> close;
    names.near(name.folded, close);
    if (options_.homophones) names.homophones(name.folded, close);
    std::sort(close.begin(), close.end());
    close.erase(std::unique(close.begin(), close.end()), close.end());
    for (const std::uint32_t entry : close) {
      if (names[entry].folded != entry || entry == name.entry) continue;
      const EvidenceLevel level = level_of_folded(name, entry);
      if (level != EvidenceLevel::different) gather_bearers(entry, level);
    }
    if (!exact_birth_) return;
    const std::size_t from = std::min(surname_length(name.folded), name.points.size());
    for (std::size_t i = from; i < name.points.size() && i < 4; ++i)
      table_.find_raw(birth_char_key(query_.birth, name.points[i]), slots_);
  }
  // Whoever bears the name and may still reach min_score. Who shares the identifier, a telephone or the door was
  // gathered by it, so that only the weights of birth, sex, a missing identifier and the building are left to be had.
  // Where the name weighs too little to bear a different birth date, only the dates that are taken for the asked one
  // are looked up: of ten thousand 陳怡君, a handful.
  void gather_bearers(std::uint32_t entry, EvidenceLevel level) {
    if (!exact_birth_) return table_.bearers(entry, slots_);
    constexpr double kSex = 1.0, kSameBuilding = 4.0;
    const double other_birth = name_weight(level, table_.names()[entry].bearers, table_.size()) +
                               birth_weight(EvidenceLevel::different, false) +
                               (query_.sex == Sex::unknown ? 0.0 : kSex) +
                               (query_.addresses.empty() ? 0.0 : kSameBuilding);
    if (other_birth < options_.min_score) {
      for (const Date birth : births_) table_.find_raw(name_birth_key(table_.names().text(entry), birth), slots_);
      return;
    }
    hits_.clear();
    table_.bearers(entry, hits_);
    for (const std::uint32_t slot : hits_) {
      const auto& p = table_.at(slot);
      const bool like = std::find(births_.begin(), births_.end(), Date{p.birth}) != births_.end();
      if (like || other_birth + id_weight(id_level(slot, p)) >= options_.min_score) slots_.push_back(slot);
    }
  }

  [[nodiscard]] EvidenceLevel level_of_folded(const QueryName& name, std::uint32_t entry) const {
    if (entry == name.entry) return EvidenceLevel::variant;
    const std::string_view text = table_.names().text(entry);
    if (!name.sound.empty() && reading(text) == name.sound) return EvidenceLevel::homophone;
    if (name.points.size() >= 2 && one_edit(name.points, to_u32(text))) return EvidenceLevel::similar;
    return EvidenceLevel::different;
  }

  double score(std::uint32_t slot, std::vector<Evidence>* evidence) {
    double sum = 0;
    const auto add = [&](Evidence item) {
      sum += item.weight;
      if (evidence != nullptr) evidence->push_back(std::move(item));
    };
    const auto& p = table_.at(slot);
    add(name_evidence(p, evidence != nullptr));
    const Date birth{p.birth};
    const EvidenceLevel b = compare_birth(query_.birth, query_.birth_estimated, birth);
    add({EvidenceKind::birth, b, birth_weight(b, query_.birth_estimated), {}, {}});
    const EvidenceLevel s = query_.sex == Sex::unknown || p.sex == Sex::unknown ? EvidenceLevel::missing
                            : query_.sex == p.sex                               ? EvidenceLevel::same
                                                                                : EvidenceLevel::different;
    add({EvidenceKind::sex, s, sex_weight(s), {}, {}});
    const EvidenceLevel i = id_level(slot, p);
    add({EvidenceKind::id, i, id_weight(i), {}, {}});
    add(phone_evidence(p));
    add(address_evidence(p));
    return sum;
  }

  Evidence name_evidence(const PersonTable::Person& p, bool in_words) {
    Evidence best{EvidenceKind::name, EvidenceLevel::missing, 0, {}, {}};
    bool any = false;
    for (const QueryName& name : names_) {
      for (std::uint32_t a = 0; a < p.aliases; ++a) {
        const std::uint32_t written = table_.alias(p.first_alias + a).name;
        const std::uint32_t folded = table_.names()[written].folded;
        EvidenceLevel level = remembered(name, folded);
        if (level == EvidenceLevel::variant && table_.names().text(written) == name.text) level = EvidenceLevel::same;
        const double weight = name_weight(level, table_.names()[folded].bearers, table_.size());
        if (any && weight <= best.weight) continue;
        any = true;
        best.level = level;
        best.weight = weight;
        if (in_words) tell_apart(name.text, table_.names().text(written), best);
      }
    }
    return best;
  }
  EvidenceLevel remembered(const QueryName& name, std::uint32_t folded) {
    const std::uint64_t key = (static_cast<std::uint64_t>(&name - names_.data()) << 32) | folded;
    const auto it = levels_.find(key);
    if (it != levels_.end()) return it->second;
    return levels_[key] = level_of_folded(name, folded);
  }
  static void tell_apart(std::string_view query, std::string_view record, Evidence& evidence) {
    evidence.query_part.clear();
    evidence.record_part.clear();
    const std::u32string a = to_u32(query), b = to_u32(record);
    if (evidence.level == EvidenceLevel::same || evidence.level == EvidenceLevel::different || a.size() != b.size())
      return;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (a[i] == b[i]) continue;
      append_utf8(evidence.query_part, a[i]);
      append_utf8(evidence.record_part, b[i]);
    }
  }

  EvidenceLevel id_level(std::uint32_t slot, const PersonTable::Person& p) const {
    if (!query_.id || query_.id->whole == 0) return EvidenceLevel::missing;
    if (const auto it = ids_.find(slot); it != ids_.end()) return it->second;
    if (query_.id_check_digit_wrong) return EvidenceLevel::bad_check_digit;
    return p.id_whole == 0 ? EvidenceLevel::missing : EvidenceLevel::different;
  }

  Evidence phone_evidence(const PersonTable::Person& p) {
    Evidence e{EvidenceKind::phone, EvidenceLevel::missing, 0, {}, {}};
    if (query_.phones.empty() || p.phones == 0) return e;
    e.level = EvidenceLevel::different;
    std::size_t sharers = 1;
    for (const std::uint64_t phone : query_.phones)
      for (std::uint32_t i = 0; i < p.phones; ++i)
        if (table_.phone(p.first_phone + i) == phone) {
          e.level = EvidenceLevel::same;
          hits_.clear();
          table_.find(Key::phone, phone, hits_);
          sharers = hits_.size();
        }
    e.weight = phone_weight(e.level, sharers);
    return e;
  }

  [[nodiscard]] Evidence address_evidence(const PersonTable::Person& p) const {
    Evidence e{EvidenceKind::address, EvidenceLevel::missing, 0, {}, {}};
    bool any = false;
    for (const AddressKeys& keys : query_.addresses) {
      for (std::uint32_t i = 0; i < p.addresses; ++i) {
        const auto& known = table_.address(table_.resident(p.first_address + i).address);
        const EvidenceLevel level = compare_address(keys, known.keys);
        const double weight = address_weight(level, known.occupants);
        if (level == EvidenceLevel::missing || (any && weight <= e.weight)) continue;
        any = true;
        e.level = level;
        e.weight = weight;
      }
    }
    return e;
  }
  static EvidenceLevel compare_address(const AddressKeys& a, const AddressKeys& b) {
    if (a.door != 0 && a.door == b.door) return EvidenceLevel::same;
    if (a.building != 0 && a.building == b.building) return EvidenceLevel::similar;
    if (a.village != 0 && a.village == b.village) return EvidenceLevel::nearby;
    if ((a.door != 0 && b.door != 0) || (a.village != 0 && b.village != 0)) return EvidenceLevel::different;
    return EvidenceLevel::missing;
  }

  const PersonTable& table_;
  const PersonQuery& query_;
  const CandidateOptions& options_;
  bool fuzzy_, exact_birth_ = false;
  std::vector<Date> births_;  // what the asked birth date may be taken for
  std::vector<QueryName> names_;
  std::unordered_map<std::uint32_t, EvidenceLevel> ids_;
  std::unordered_map<std::uint64_t, EvidenceLevel> levels_;
  std::vector<std::uint32_t> slots_, hits_;
};

}  // namespace

struct PersonIndex::Impl {
  mutable std::shared_mutex mutex;
  PersonTable table;
};

PersonIndex::PersonIndex() : impl_(std::make_unique<Impl>()) {}
PersonIndex::~PersonIndex() = default;
PersonIndex::PersonIndex(PersonIndex&&) noexcept = default;
PersonIndex& PersonIndex::operator=(PersonIndex&&) noexcept = default;

void PersonIndex::reserve(std::size_t persons) {
  const std::unique_lock lock(impl_->mutex);
  impl_->table.reserve(persons);
}
void PersonIndex::put(const PersonRecord& person) {
  const std::unique_lock lock(impl_->mutex);
  impl_->table.put(person);
}
void PersonIndex::remove(PersonId id) {
  const std::unique_lock lock(impl_->mutex);
  impl_->table.remove(id);
}
void PersonIndex::clear() {
  const std::unique_lock lock(impl_->mutex);
  impl_->table.clear();
}

std::vector<Candidate> PersonIndex::candidates(const PersonQuery& query, CandidateOptions options) const {
  const std::shared_lock lock(impl_->mutex);
  return Question(impl_->table, query, options).answer();
}

std::optional<Candidate> PersonIndex::compare(const PersonQuery& query, PersonId id) const {
  const std::shared_lock lock(impl_->mutex);
  const std::uint32_t slot = impl_->table.slot_of(id);
  if (slot == kNoSlot) return std::nullopt;
  const CandidateOptions options{Mode::fuzzy, 1, 0, true};
  return Question(impl_->table, query, options).explain(slot);
}

std::vector<PersonId> PersonIndex::at_door(std::uint64_t door) const {
  const std::shared_lock lock(impl_->mutex);
  std::vector<std::uint32_t> addresses, slots;
  if (door != 0) impl_->table.find_doors(door, addresses);
  for (const std::uint32_t address : addresses) impl_->table.occupants(address, slots);
  std::vector<PersonId> result;
  result.reserve(slots.size());
  for (const std::uint32_t slot : slots) result.push_back(PersonId{impl_->table.at(slot).id});
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

bool PersonIndex::contains(PersonId id) const {
  const std::shared_lock lock(impl_->mutex);
  return impl_->table.slot_of(id) != kNoSlot;
}
std::size_t PersonIndex::size() const {
  const std::shared_lock lock(impl_->mutex);
  return impl_->table.size();
}
std::size_t PersonIndex::memory_bytes() const {
  const std::shared_lock lock(impl_->mutex);
  return impl_->table.memory_bytes();
}
std::string PersonIndex::digest() const {
  const std::shared_lock lock(impl_->mutex);
  return impl_->table.digest();
}

}  // namespace anwang::linkage

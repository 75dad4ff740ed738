#include "synth/load.h"

#include <algorithm>

#include "synth/feed.h"
#include "synth/places.h"
#include "synth/rows.h"

namespace anwang::synth {
namespace {

constexpr std::size_t kRowsAChange = 500;
constexpr std::size_t kUnderWay = 96;  // committed in groups: the fewer commits, the less often a page is written

const char* role_code(HouseRole role) {
  switch (role) {
    case HouseRole::head:
      return "head";
    case HouseRole::spouse:
      return "spouse";
    case HouseRole::child:
      return "child";
    case HouseRole::parent:
      return "parent";
    case HouseRole::grandparent:
      return "grandparent";
    case HouseRole::grandchild:
      return "grandchild";
    case HouseRole::other:
      return "other";
  }
  return "other";
}

// What somebody would rather speak, where it matters; mostly nobody has written it down.
const char* language_code(const Person& p, int age, std::size_t index) {
  if (*p.tongue != '\0') return p.tongue;
  if (p.people == People::atayal && age > 50) return "atayal";
  if (p.people == People::saisiyat && age > 60) return "saisiyat";
  if (p.origin == Origin::vietnam && !p.naturalised) return "vi";
  if (p.origin == Origin::indonesia && !p.naturalised) return "id";
  if (p.origin == Origin::none && p.people == People::none && age > 58 && index % 3 == 0) return "hakka";
  return "";
}

// Collects rows and sends them off five hundred at a time.
class Batches {
 public:
  Batches(store::Store& store, std::string county, const char* kind)
      : feed_(store, kUnderWay), county_(std::move(county)), kind_(kind) {
    begin();
  }
  template <class T>
  void put(T& row) {
    changes_->put(row, 0);
    if (set_.writes.size() >= kRowsAChange) send();
  }
  Status finish() {
    if (!set_.writes.empty()) send();
    return feed_.drain();
  }

 private:
  void begin() {
    set_ = {};
    set_.county = county_;
    changes_ = std::make_unique<store::Changes>(set_);
    changes_->event(kind_, {}, 0, {});
  }
  void send() {
    set_.events[0].about = {set_.writes[0].table, set_.writes[0].id};
    set_.events[0].header.set("rows", static_cast<std::int64_t>(set_.writes.size()));
    feed_.submit(std::move(set_));
    begin();
  }

  Feed feed_;
  std::string county_;
  const char* kind_;
  store::ChangeSet set_;
  std::unique_ptr<store::Changes> changes_;
};

class Loader {
 public:
  Loader(store::Store& store, const seal::KeyRing& keys, const std::string& county, const Population& population,
         const Progress& progress)
      : store_(store), keys_(keys), county_(county), population_(population), progress_(progress) {}

  Result<Loaded> run() {
    for (const auto& township : population_.townships) codes_.push_back(township_code(township));
    out_.persons.resize(population_.persons.size());
    out_.households.resize(population_.households.size());
    ANWANG_CHECK(persons());
    ANWANG_CHECK(households());
    ANWANG_CHECK(kinship());
    return std::move(out_);
  }

 private:
  void tell(std::string_view stage, std::size_t i, std::size_t n) const {
    if (progress_ && i % 8192 == 0) progress_(stage, n == 0 ? 1 : static_cast<double>(i) / static_cast<double>(n));
  }

  // Household by household: people who are read together lie together.
  Status persons() {
    Batches batches(store_, county_, "population.loaded");
    std::size_t done = 0;
    for (const Household& h : population_.households) {
      for (const std::int32_t i : h.members) {
        tell("persons", done++, population_.persons.size());
        put_person(batches, static_cast<std::size_t>(i), h);
      }
    }
    return batches.finish();
  }
  void put_person(Batches& batches, std::size_t i, const Household& h) {
    const Person& p = population_.persons[i];
    PersonRow row;
    row.id = out_.persons[i] = store_.next_id();
    row.name = p.name;
    row.name_roman = p.roman;
    if (p.birth != Date::kUnset) row.birth_on = p.birth_on().iso();
    row.sex = p.sex == Gender::male ? "M" : "F";
    row.nationality = nationality_code(p);
    row.indigenous = indigenous_code(p.people);
    if (p.disability > 0) row.disability = "certified";
    row.new_resident = p.origin != Origin::none;
    row.language = language_code(p, population_.age(p), i);
    row.phone = p.phone;
    row.township = codes_[p.township];
    row.village = places().villages[h.village].name;
    row.source = "demo";
    batches.put(row);
    if (!p.indigenous_name.empty()) {
      NameRow name{
          store_.next_id(), 0, row.id,
          p.people != People::none && p.name.find(p.indigenous_name) == std::string::npos ? "indigenous" : "former",
          p.indigenous_name};
      batches.put(name);
    }
    IdentifierRow id;
    id.id = store_.next_id();
    id.person_id = row.id;
    id.kind = p.origin != Origin::none && !p.naturalised ? "resident" : "national_id";
    id.value_sealed = keys_.seal({county_, "person_identifier", id.id, "value"}, std::string_view(p.id));
    id.value_hash = keys_.keyed_hash_bytes("person_identifier", p.id);
    id.check_ok = true;
    batches.put(id);
  }

  Status households() {
    Batches batches(store_, county_, "households.loaded");
    for (std::size_t i = 0; i < population_.households.size(); ++i) {
      tell("households", i, population_.households.size());
      const Household& h = population_.households[i];
      HouseholdRow row;
      row.id = out_.households[i] = store_.next_id();
      row.overlay = "registered";
      row.township = codes_[h.township];
      row.village = places().villages[h.village].name;
      row.address = h.address;
      if (h.income != Income::none) row.income_class = h.income == Income::low ? "low" : "mid_low";
      row.from_on = Date{h.from_on}.iso();
      row.checked_on = population_.reference.iso();
      batches.put(row);
      for (const std::int32_t m : h.members) {
        const Person& p = population_.persons[static_cast<std::size_t>(m)];
        MemberRow member;
        member.id = store_.next_id();
        member.household_id = row.id;
        member.person_id = out_.persons[static_cast<std::size_t>(m)];
        member.role = role_code(p.role);
        member.from_on = Date{p.birth == Date::kUnset ? h.from_on : std::max(p.birth, h.from_on)}.iso();
        batches.put(member);
      }
    }
    return batches.finish();
  }

  Status kinship() {
    Batches batches(store_, county_, "kinship.loaded");
    const auto tie = [&](std::int32_t from, std::size_t to, const char* kind, const std::string& since) {
      if (from == kNobody) return;
      TieRow row{store_.next_id(), 0, out_.persons[static_cast<std::size_t>(from)], out_.persons[to], kind, since, {},
                 "register"};
      batches.put(row);
    };
    for (std::size_t i = 0; i < population_.persons.size(); ++i) {
      tell("kinship", i, population_.persons.size());
      const Person& p = population_.persons[i];
      tie(p.mother, i, "parent", {});
      tie(p.father, i, "parent", {});
      tie(p.carer, i, "carer", {});
      if (p.spouse > static_cast<std::int32_t>(i)) tie(p.spouse, i, "spouse", Date{p.married_on}.iso());
    }
    return batches.finish();
  }

  store::Store& store_;
  const seal::KeyRing& keys_;
  const std::string& county_;
  const Population& population_;
  const Progress& progress_;
  std::vector<std::string> codes_;
  Loaded out_;
};

}  // namespace

const char* indigenous_code(People people) {
  switch (people) {
    case People::none:
      return "";
    case People::atayal:
      return "atayal";
    case People::saisiyat:
      return "saisiyat";
    case People::amis:
      return "amis";
    case People::paiwan:
      return "paiwan";
    case People::bunun:
      return "bunun";
    case People::truku:
      return "other";
  }
  return "";
}

const char* nationality_code(const Person& p) {
  if (p.naturalised) return "TW";
  switch (p.origin) {
    case Origin::none:
      return "TW";
    case Origin::china:
      return "CN";
    case Origin::hong_kong:
      return "HK_MO";
    case Origin::vietnam:
      return "VN";
    case Origin::indonesia:
      return "ID";
    case Origin::philippines:
      return "PH";
    case Origin::thailand:
      return "TH";
    case Origin::cambodia:
      return "KH";
    case Origin::other:
      return "other";
  }
  return "";
}

std::string township_code(std::string_view name) {
  for (const Village& v : places().villages)
    if (v.township == name) return v.township_code;
  return {};
}

Result<Loaded> load_population(store::Store& store, const seal::KeyRing& keys, const std::string& county,
                               const Population& population, const Progress& progress) {
  return Loader(store, keys, county, population, progress).run();
}

Status load_margins(store::Store& store, const std::string& county, const Margins& margins, int roc_year) {
  Batches batches(store, county, "population.margins");
  const auto put = [&](const std::string& township, const std::string& measure, long persons) {
    PopulationRow row{store.next_id(), 0, township, roc_year, measure, persons, "新竹縣112年人口統計"};
    batches.put(row);
  };
  for (const auto& t : margins.townships)
    for (std::size_t c = 0; c < kColumns; ++c) put(township_code(t.township), kColumnNames[c], t.n[c]);
  return batches.finish();
}

}  // namespace anwang::synth

#include "people/directory.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "linkage/address.h"
#include "linkage/id_number.h"
#include "seal/digest.h"

namespace anwang::people {
namespace {

using store::Params;
using store::Row;

linkage::Sex sex_of(std::string_view code) {
  if (code == "M") return linkage::Sex::male;
  return code == "F" ? linkage::Sex::female : linkage::Sex::unknown;
}

// Lists of ids in SQL: a few fixed lengths, so that statements are prepared once; the rest repeats the last id.
std::string in_list(std::size_t n) {
  std::string out = "(";
  for (std::size_t i = 0; i < n; ++i) out += (i == 0 ? "?" : ",?") + std::to_string(i + 2);
  return out + ")";
}
std::size_t padded(std::size_t n) { return n <= 1 ? 1 : n <= 16 ? 16 : 256; }

constexpr std::size_t kChunk = 256;
constexpr store::QueryOptions kPatient{60'000, 100'000};  // a rebuild on a busy machine

}  // namespace

struct PersonDirectory::Impl {
  Impl(const seal::KeyRing& ring, std::string county_code, std::string county_name)
      : keys(ring),
        county(std::move(county_code)),
        county_zh(std::move(county_name)),
        id_hash(ring, "person.id"),
        phone_hash(ring, "person.phone"),
        address_hash(ring, "person.address") {}

  const seal::KeyRing& keys;
  std::string county, county_zh;
  seal::ShortHash id_hash, phone_hash, address_hash;
  linkage::PersonIndex index;

  linkage::IdKeys id_keys(std::string_view text) const {
    return linkage::id_keys(linkage::normalise_id(text), [this](std::string_view s) { return id_hash(s); });
  }
  linkage::AddressKeys address_keys(std::string_view text) const {
    return linkage::address_keys(linkage::parse_address(text, county_zh),
                                 [this](std::string_view s) { return address_hash(s); });
  }
  void add_phone(std::vector<std::uint64_t>& out, std::string_view text) const {
    const std::string digits = linkage::normalise_phone(text);
    if (!digits.empty()) out.push_back(phone_hash(digits));
  }

  // `which`: what follows the column, "IN (?2, …)" or "BETWEEN ?2 AND ?3"; `p` its parameters, the county first.
  Status load(store::Reader& reader, const std::vector<std::int64_t>& ids, const std::string& which, const Params& p);
  Status load(store::Reader& reader, const std::vector<std::int64_t>& ids) {
    return load(reader, ids, "IN " + in_list(padded(ids.size())), params(ids));
  }
  Status owners(store::Reader& reader, const std::string& table, const std::vector<std::int64_t>& ids,
                std::set<std::int64_t>& out) const;
  Params params(const std::vector<std::int64_t>& ids) const {
    Params p{county};
    for (const std::int64_t id : ids) p.emplace_back(id);
    while (p.size() < padded(ids.size()) + 1) p.emplace_back(ids.back());
    return p;
  }
};

// Reads up to kChunk persons with all that the index holds of them; who is gone from the table leaves the index.
Status PersonDirectory::Impl::load(store::Reader& reader, const std::vector<std::int64_t>& ids,
                                   const std::string& which, const Params& p) {
  std::unordered_map<std::int64_t, linkage::PersonRecord> found;
  std::unordered_map<std::string, linkage::AddressKeys> parsed;  // a household is parsed once
  ANWANG_CHECK(reader.each(
      "persons.load",
      "SELECT id, name, name_roman, birth_on, birth_estimated, sex, phone FROM person WHERE county = ?1 AND source <> "
      "'withdrawn' AND id " +
          which,
      p,
      [&](const Row& row) {
        linkage::PersonRecord& r = found[row.i64(0)];
        r.id = {row.i64(0)};
        r.names.push_back(row.text(1));
        if (!row.is_null(2)) r.names.push_back(row.text(2));
        // An estimated birth date is no ground for evidence.
        if (!row.is_null(3) && row.i64(4) == 0) r.birth = Date::parse(row.text(3)).value_or(Date{});
        if (!row.is_null(5)) r.sex = sex_of(row.text(5));
        if (!row.is_null(6)) add_phone(r.phones, row.text(6));
        return true;
      },
      kPatient));
  ANWANG_CHECK(reader.each(
      "persons.names",
      "SELECT person_id, name FROM person_name WHERE county = ?1 AND person_id " + which + " ORDER BY +id", p,
      [&](const Row& row) {
        if (auto it = found.find(row.i64(0)); it != found.end()) it->second.names.push_back(row.text(1));
        return true;
      },
      kPatient));
  Status opened;
  ANWANG_CHECK(reader.each(
      "persons.identifiers",
      "SELECT person_id, id, value_sealed FROM person_identifier WHERE county = ?1 AND person_id " + which +
          " ORDER BY +id",
      p,
      [&](const Row& row) {
        const auto it = found.find(row.i64(0));
        if (it == found.end()) return true;
        auto value = keys.open({county, "person_identifier", row.i64(1), "value"}, row.blob(2));
        if (!value) {
          opened = tl::unexpected<Error>(std::move(value).error());
          return false;
        }
        it->second.ids.push_back(id_keys(value->reveal()));
        return true;
      },
      kPatient));
  ANWANG_CHECK(opened);
  ANWANG_CHECK(reader.each(
      "persons.addresses",
      "SELECT m.person_id, h.address FROM household_member m JOIN household h ON h.county = m.county AND h.id = "
      "m.household_id"
      " WHERE m.county = ?1 AND m.until_on IS NULL AND h.address IS NOT NULL AND m.person_id " +
          which + " ORDER BY +m.id",
      p,
      [&](const Row& row) {
        const auto it = found.find(row.i64(0));
        if (it == found.end()) return true;
        const auto [keys_of, fresh] = parsed.try_emplace(row.text(1));
        if (fresh) keys_of->second = address_keys(row.text(1));
        it->second.addresses.push_back(keys_of->second);
        return true;
      },
      kPatient));
  for (const std::int64_t id : ids) {
    const auto it = found.find(id);
    if (it == found.end())
      index.remove({id});
    else
      index.put(it->second);
  }
  return {};
}

// The persons whom touched rows of a table concern.
Status PersonDirectory::Impl::owners(store::Reader& reader, const std::string& table,
                                     const std::vector<std::int64_t>& ids, std::set<std::int64_t>& out) const {
  const std::string column = table == "household" ? "household_id" : "id";
  const std::string from = table == "household" ? "household_member" : table;
  for (std::size_t at = 0; at < ids.size(); at += kChunk) {
    const std::vector<std::int64_t> part(ids.begin() + static_cast<std::ptrdiff_t>(at),
                                         ids.begin() + static_cast<std::ptrdiff_t>(std::min(ids.size(), at + kChunk)));
    ANWANG_CHECK(reader.each(
        "persons.owners",
        "SELECT person_id FROM " + from + " WHERE county = ?1 AND " + column + " IN " + in_list(padded(part.size())),
        params(part), [&](const Row& row) {
          out.insert(row.i64(0));
          return true;
        }));
  }
  return {};
}

PersonDirectory::PersonDirectory(const seal::KeyRing& keys, std::string county, std::string county_name_zh)
    : impl_(std::make_unique<Impl>(keys, std::move(county), std::move(county_name_zh))) {}
PersonDirectory::~PersonDirectory() = default;

Status PersonDirectory::rebuild(store::Reader& snapshot) {
  impl_->index.clear();
  ANWANG_TRY(const store::Rows count, snapshot.query("persons.count", "SELECT count(*) FROM person WHERE county = ?1",
                                                     {impl_->county}, kPatient));
  impl_->index.reserve(static_cast<std::size_t>(count.at(0).i64(0)));
  std::int64_t last = 0;
  for (;;) {
    ANWANG_TRY(
        const store::Rows rows,
        snapshot.query("persons.page", "SELECT id FROM person WHERE county = ?1 AND id > ?2 ORDER BY id LIMIT 4096",
                       {impl_->county, last}, kPatient));
    if (rows.empty()) return {};
    std::vector<std::int64_t> ids;
    for (const Row& row : rows) ids.push_back(row.i64(0));
    last = ids.back();
    ANWANG_CHECK(impl_->load(snapshot, ids, "BETWEEN ?2 AND ?3", {impl_->county, ids.front(), ids.back()}));
  }
}

Status PersonDirectory::apply(const std::vector<store::JournalEntry>& batch, store::Reader& snapshot) {
  std::set<std::int64_t> persons;
  std::unordered_map<std::string, std::vector<std::int64_t>> others;
  for (const auto& entry : batch) {
    if (entry.county != impl_->county) continue;
    for (const auto& touched : entry.touched) {
      if (touched.table == "person")
        persons.insert(touched.id);
      else if (touched.table == "person_name" || touched.table == "person_identifier" ||
               touched.table == "household_member" || touched.table == "household")
        others[touched.table].push_back(touched.id);
    }
  }
  for (const auto& [table, ids] : others) ANWANG_CHECK(impl_->owners(snapshot, table, ids, persons));
  std::vector<std::int64_t> part;
  for (auto it = persons.begin(); it != persons.end();) {
    part.push_back(*it);
    ++it;
    if (part.size() == kChunk || it == persons.end()) {
      ANWANG_CHECK(impl_->load(snapshot, part));
      part.clear();
    }
  }
  return {};
}

std::string PersonDirectory::digest() const { return impl_->index.digest(); }

linkage::PersonQuery PersonDirectory::query(const Clues& clues) const {
  linkage::PersonQuery q;
  if (!clues.name.empty()) q.names.push_back(clues.name);
  q.birth = clues.birth;
  q.birth_estimated = clues.birth_estimated;
  q.sex = sex_of(clues.sex);
  if (!clues.id_no.empty()) {
    const std::string id = linkage::normalise_id(clues.id_no);
    const linkage::IdCheck check = linkage::check_id(id);
    q.id = impl_->id_keys(id);
    q.id_check_digit_wrong = check.kind != linkage::IdKind::unknown && !check.check_digit_ok;
  }
  impl_->add_phone(q.phones, clues.phone);
  if (!clues.address.empty()) q.addresses.push_back(impl_->address_keys(clues.address));
  return q;
}

std::vector<linkage::Candidate> PersonDirectory::candidates(const Clues& clues,
                                                            linkage::CandidateOptions options) const {
  return impl_->index.candidates(query(clues), options);
}

const linkage::PersonIndex& PersonDirectory::index() const { return impl_->index; }

}  // namespace anwang::people

// Who is it: 583,337 synthetic persons (or more, by factor) in the index; candidates on the write path and on review.
// Prints one JSON object: median and p99 in µs, bytes a person, seconds to fill.
// Usage: resolve_bench [factor]: the county that many times over, with other seeds (7 is about 4 M persons).
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "linkage/address.h"
#include "linkage/hash.h"
#include "linkage/id_number.h"
#include "linkage/person_index.h"
#include "synth/csv.h"
#include "synth/population.h"
#include "synth/rng.h"

using namespace anwang;

namespace {

using Microseconds = std::chrono::duration<double, std::micro>;
std::uint64_t keyed(std::string_view s) { return linkage::hash64(s, 99); }

struct Spread {
  std::vector<double> us;
  [[nodiscard]] double at(double share) {
    std::sort(us.begin(), us.end());
    return us[std::min(us.size() - 1, static_cast<std::size_t>(share * static_cast<double>(us.size())))];
  }
};

linkage::PersonRecord record_of(const synth::Population& p, std::size_t i, std::int64_t id,
                                std::vector<linkage::AddressKeys>& doors) {
  const synth::Person& person = p.persons[i];
  linkage::PersonRecord r;
  r.id = PersonId{id};
  r.names = {person.name};
  if (!person.roman.empty()) r.names.push_back(person.roman);
  r.birth = person.birth_on();
  r.sex = person.sex == synth::Gender::male ? linkage::Sex::male : linkage::Sex::female;
  r.ids = {linkage::id_keys(person.id, keyed)};
  if (!person.phone.empty()) r.phones = {keyed(person.phone)};
  auto& door = doors[static_cast<std::size_t>(person.household)];
  if (door.door == 0)
    door = linkage::address_keys(
        linkage::parse_address(p.households[static_cast<std::size_t>(person.household)].address, "新竹縣"), keyed);
  r.addresses = {door};
  return r;
}

}  // namespace

int main(int argc, char** argv) {
  const int factor = argc > 1 ? std::max(1, std::atoi(argv[1])) : 1;
  const auto margins = synth::parse_margins(synth::population_table());
  if (!margins) return 1;
  linkage::PersonIndex index;
  std::int64_t next = 0;
  double fill = 0;
  synth::Population last;
  std::vector<linkage::AddressKeys> doors;
  for (int f = 0; f < factor; ++f) {
    last = synth::make_population(*margins, *Date::of(2026, 11, 23), static_cast<std::uint64_t>(f + 1), 1.0);
    if (f == 0) index.reserve(last.persons.size() * static_cast<std::size_t>(factor));
    doors.assign(last.households.size(), {});
    const auto begun = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < last.persons.size(); ++i) index.put(record_of(last, i, ++next, doors));
    fill += std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  }
  const std::int64_t first_of_last = next - static_cast<std::int64_t>(last.persons.size()) + 1;
  synth::Rng rng(1, "resolve");
  Spread exact, review, wrong;
  std::size_t found_exact = 0, found_wrong = 0, asked = 0;
  const auto timed = [&](const linkage::PersonQuery& q, linkage::CandidateOptions options, Spread& spread) {
    const auto begun = std::chrono::steady_clock::now();
    auto found = index.candidates(q, options);
    spread.us.push_back(Microseconds(std::chrono::steady_clock::now() - begun).count());
    return found;
  };
  for (int n = 0; n < 20'000; ++n) {
    const std::size_t i = rng.below(last.persons.size());
    const synth::Person& p = last.persons[i];
    if (p.birth == Date::kUnset) continue;
    const PersonId truth{first_of_last + static_cast<std::int64_t>(i)};
    linkage::PersonQuery q;
    q.names = {p.name};
    q.birth = p.birth_on();
    std::string id = p.id;
    id[2 + rng.below(8)] = static_cast<char>('0' + rng.below(10));  // a slip of the pen, nine times of ten
    q.id = linkage::id_keys(id, keyed);
    ++asked;
    const auto at_once = timed(q, {}, exact);
    found_exact += !at_once.empty() && at_once[0].person == truth;
    timed(q, {.mode = linkage::Mode::fuzzy}, review);
    linkage::PersonQuery bad;  // one wrong character in the name, and nothing else but the birth date
    bad.names = {p.name.substr(0, p.name.size() - 3) + "鑫"};
    bad.birth = p.birth_on();
    const auto guessed = timed(bad, {.mode = linkage::Mode::fuzzy}, wrong);
    found_wrong += std::any_of(guessed.begin(), guessed.end(), [&](const auto& c) { return c.person == truth; });
  }
  std::printf(
      "{\"persons\": %zu, \"fill_s\": %.2f, \"bytes_per_person\": %.1f, \"exact_us_p50\": %.1f, \"exact_us_p99\": "
      "%.1f, \"review_us_p50\": %.1f, \"review_us_p99\": %.1f, "
      "\"wrong_character_us_p50\": %.1f, \"wrong_character_us_p99\": %.1f, \"found_first_exact\": %.4f, "
      "\"found_wrong_character\": %.4f}\n",
      index.size(), fill, static_cast<double>(index.memory_bytes()) / static_cast<double>(index.size()), exact.at(0.5),
      exact.at(0.99), review.at(0.5), review.at(0.99), wrong.at(0.5), wrong.at(0.99),
      static_cast<double>(found_exact) / static_cast<double>(asked),
      static_cast<double>(found_wrong) / static_cast<double>(asked));
  return 0;
}

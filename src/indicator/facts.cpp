#include "indicator/facts.h"

#include <algorithm>
#include <cstdio>
#include <initializer_list>
#include <limits>

#include "indicator/outcome.h"

namespace anwang::indicator {
namespace {
std::uint64_t mix(std::uint64_t h, std::uint64_t v) {
  h ^= v + 0x9e3779b97f4a7c15ULL + (h << 6) + (h >> 2);
  h *= 0xff51afd7ed558ccdULL;
  return h ^ (h >> 33);
}
std::uint64_t mix_all(std::initializer_list<std::int64_t> values) {
  std::uint64_t h = 0x2545f4914f6cdd1dULL;
  for (const std::int64_t v : values) h = mix(h, static_cast<std::uint64_t>(v));
  return h;
}
// Codes are numbered in the order they were met, which differs between servers: digest their texts.
std::int64_t word(const Dictionary& d, std::uint16_t code) {
  std::uint64_t h = 14695981039346656037ULL;
  for (const char c : d.text(code)) h = (h ^ static_cast<std::uint8_t>(c)) * 1099511628211ULL;
  return static_cast<std::int64_t>(h);
}
}  // namespace

std::uint16_t Dictionary::code(std::string_view text) {
  if (text.empty()) return 0;
  const auto [it, fresh] = codes_.try_emplace(std::string(text), static_cast<std::uint16_t>(texts_.size()));
  if (fresh) texts_.emplace_back(text);
  return it->second;
}
std::uint16_t Dictionary::find(std::string_view text) const {
  const auto it = codes_.find(std::string(text));
  return it == codes_.end() ? std::uint16_t{0} : it->second;
}

namespace {
void drop(std::vector<std::int64_t>& list, std::int64_t value) {
  if (const auto it = std::find(list.begin(), list.end(), value); it != list.end()) list.erase(it);
}
}  // namespace

void Facts::link_subject(std::int64_t subject, std::int64_t report, std::int64_t person) {
  auto& link = subjects_[subject];
  if (link == std::pair{report, person}) return;
  if (link.second != 0) {
    drop(persons_[link.second].reports, link.first);
    drop(persons_of_report_[link.first], link.second);
    touched_persons_.insert(link.second);
  }
  link = {report, person};
  if (person == 0) return;
  persons_[person].reports.push_back(report);
  persons_of_report_[report].push_back(person);
  touched_persons_.insert(person);
}

void Facts::link_case(CaseFact& fact, std::int64_t person) {
  if (fact.person != person) {
    if (fact.person != 0) {
      drop(persons_[fact.person].cases, fact.id);
      touched_persons_.insert(fact.person);
    }
    fact.person = person;
    fact.again_at = 0;
    if (person != 0) persons_[person].cases.push_back(fact.id);
  }
  if (person != 0) touched_persons_.insert(person);
}

void Facts::settle() {
  for (const std::int64_t report : touched_reports_)
    if (const auto it = persons_of_report_.find(report); it != persons_of_report_.end())
      touched_persons_.insert(it->second.begin(), it->second.end());
  for (const std::int64_t person : touched_persons_)
    if (const auto it = persons_.find(person); it != persons_.end()) settle_person(it->second);
  touched_reports_.clear();
  touched_persons_.clear();
  settle_marks();
}

void Facts::settle_marks() {
  const RuleCodes codes(*this);
  const auto marks = [&codes](const auto& row) {
    const Outcome last = outcome_of(row, codes, std::numeric_limits<std::int64_t>::max());
    const std::int32_t settled = day_of(settled_at(row));
    if (settled >= Mark::kNever) return Mark{};
    return Mark{static_cast<std::uint16_t>(last.day), static_cast<std::uint16_t>(settled), row.township, last.bits};
  };
  reports.mark(marks);
  cases.mark(marks);
  clocks.mark(marks);
  assignments.mark(marks);
  calls.mark(marks);
  serious.mark(marks);
}

void Facts::settle_person(const Ties& ties) {
  const std::uint16_t not_found = findings.find("not_found"), duplicate = findings.find("duplicate");
  std::vector<std::int64_t> discounted;
  for (const std::int64_t id : ties.cases)
    if (const CaseFact* c = cases.find(id); c->finding != 0 && (c->finding == not_found || c->finding == duplicate))
      discounted.push_back(c->report);
  for (const std::int64_t id : ties.cases) {
    const CaseFact& closed = *cases.find(id);
    std::int64_t again_at = 0;
    for (const std::int64_t report : ties.reports) {
      const ReportFact* r = closed.closed_at == 0 ? nullptr : reports.find(report);
      if (r == nullptr || report == closed.report || r->received_at <= closed.closed_at) continue;
      if (std::find(discounted.begin(), discounted.end(), report) != discounted.end()) continue;
      if (again_at == 0 || r->received_at < again_at) again_at = r->received_at;
    }
    if (again_at != closed.again_at) cases.at(id).again_at = again_at;
  }
}

std::string Facts::digest() const {
  std::uint64_t sum = 0;
  for (const auto& r : reports.rows()) {
    std::int64_t kinds_text = 0;
    for (std::uint16_t k = 1; k < kinds.size() && k < 32; ++k)
      if (r.kinds >> k & 1U) kinds_text ^= word(kinds, k);
    sum += mix_all({1, r.id, r.received_at, r.due_at, r.first_dispatch_at, word(townships, r.township),
                    word(sources, r.source), kinds_text, r.pending});
  }
  for (const auto& c : cases.rows())
    sum += mix_all({2, c.id, c.person, c.report, c.received_at, c.first_contact_at, c.assessed_at, c.opened_at,
                    c.closed_at, word(townships, c.township), word(programmes, c.programme), word(states, c.state),
                    word(findings, c.finding), c.again_at});
  for (const auto& c : clocks.rows())
    sum += mix_all({3, c.id, c.started_at, c.due_at, c.stopped_at, c.record, word(rules, c.rule),
                    word(networks, c.network), c.state});
  for (const auto& a : assignments.rows())
    sum += mix_all({4, a.id, a.sent_at, a.assessed_at, a.opened, word(programmes, a.programme), a.withdrawn});
  for (const auto& c : calls.rows()) sum += mix_all({5, c.id, c.started_at, c.became_report});
  for (const auto& s : serious.rows()) sum += mix_all({6, s.id, s.happened_at, s.owner});
  for (const auto& p : posts.rows()) sum += mix_all({7, p.id, p.account, p.vacant_since});
  for (const auto& [subject, link] : subjects_) sum += mix_all({8, subject, link.first, link.second});
  char out[20];
  std::snprintf(out, sizeof out, "%016llx", static_cast<unsigned long long>(sum));
  return out;
}

}  // namespace anwang::indicator

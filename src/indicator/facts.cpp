#include "indicator/facts.h"

#include <algorithm>
#include <cstdio>
#include <initializer_list>

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

void Facts::link_subject(std::int64_t subject, std::int64_t report, std::int64_t person) {
  auto& link = subject_link[subject];
  if (link.second == person && link.first == report) return;
  if (link.second != 0) {
    auto& list = reports_of_person[link.second];
    if (const auto it = std::find(list.begin(), list.end(), link.first); it != list.end()) list.erase(it);
  }
  link = {report, person};
  if (person != 0) reports_of_person[person].push_back(report);
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
    sum += mix_all({2, c.id, c.person, c.report, c.received_at, c.first_contact_at, c.assessed_at, c.opened_at, c.closed_at,
                    word(townships, c.township), word(programmes, c.programme), word(states, c.state), word(findings, c.finding)});
  for (const auto& c : clocks.rows())
    sum += mix_all({3, c.id, c.started_at, c.due_at, c.stopped_at, c.record, word(rules, c.rule), word(networks, c.network), c.state});
  for (const auto& a : assignments.rows()) sum += mix_all({4, a.id, a.sent_at, a.case_id, word(programmes, a.programme), a.withdrawn});
  for (const auto& c : calls.rows()) sum += mix_all({5, c.id, c.started_at, c.became_report});
  for (const auto& s : serious.rows()) sum += mix_all({6, s.id, s.happened_at, s.owner});
  for (const auto& p : posts.rows()) sum += mix_all({7, p.id, p.account, p.vacant_since});
  for (const auto& [subject, link] : subject_link) sum += mix_all({8, subject, link.first, link.second});
  char out[20];
  std::snprintf(out, sizeof out, "%016llx", static_cast<unsigned long long>(sum));
  return out;
}

}  // namespace anwang::indicator

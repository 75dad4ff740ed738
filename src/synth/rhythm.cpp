#include "synth/rhythm.h"

#include <algorithm>
#include <array>
#include <map>

#include "synth/csv.h"

namespace anwang::synth {
namespace {

struct KindShare {
  const char* kind;
  double share;
  std::vector<std::pair<const char*, double>> sources;
};
const std::vector<KindShare>& mix() {
  static const std::vector<KindShare> table = {
      {"domestic_violence",
       43,
       {{"police", 66}, {"medical", 20}, {"hotline_113", 6}, {"social", 4}, {"self", 3}, {"public", 1}}},
      {"child_protection",
       26,
       {{"education", 40},
        {"medical", 19},
        {"police", 18},
        {"hotline_113", 8},
        {"social", 10},
        {"public", 4},
        {"civil", 1}}},
      {"vulnerable_family",
       13.5,
       {{"education", 27}, {"social", 28}, {"civil", 13}, {"police", 13}, {"medical", 10}, {"self", 9}}},
      {"sexual_assault", 4.5, {{"medical", 30}, {"education", 30}, {"police", 25}, {"hotline_113", 8}, {"social", 7}}},
      {"elder_protection", 2.2, {{"police", 38}, {"medical", 24}, {"social", 22}, {"civil", 9}, {"hotline_113", 7}}},
      {"disability_protection", 1, {{"social", 45}, {"medical", 25}, {"police", 20}, {"civil", 10}}},
      {"suicide", 7, {{"medical", 60}, {"fire", 16}, {"police", 12}, {"education", 12}}},
      {"suspected_psychiatric", 1.5, {{"police", 40}, {"civil", 28}, {"public", 20}, {"medical", 12}}},
      {"sexual_exploitation", 0.7, {{"police", 60}, {"education", 30}, {"hotline_113", 10}}},
      {"other", 0.6, {{"public", 70}, {"civil", 30}}}};
  return table;
}

// Weight of each hour of the day.
using Hours = std::array<double, 24>;
constexpr Hours kOffice = {0, 0, 0, 0, 0, 0, 0, 1, 8, 12, 12, 9, 4, 8, 11, 12, 11, 5, 1, 0, 0, 0, 0, 0};
constexpr Hours kRound = {6, 5, 4, 3, 2, 2, 3, 4, 6, 8, 8, 8, 7, 7, 8, 8, 8, 8, 9, 10, 11, 11, 10, 8};
constexpr Hours kDaytime = {1, 1, 0, 0, 0, 0, 1, 2, 5, 8, 9, 9, 7, 8, 9, 9, 9, 8, 7, 7, 7, 6, 4, 2};

const Hours& hours_of(const std::string& source) {
  if (source == "education" || source == "social" || source == "civil" || source == "judicial") return kOffice;
  if (source == "police" || source == "medical" || source == "fire") return kRound;
  return kDaytime;
}

}  // namespace

Rhythm::Rhythm() {
  const Csv calendar(calendar_table());
  for (std::size_t r = 0; r < calendar.rows(); ++r) {
    const auto day = Date::parse(calendar.at(r, "date"));
    if (!day) continue;
    if (calendar.at(r, "is_working_day") != "1")
      holidays_.insert(day->days);
    else if (day->weekday() == 0 || day->weekday() == 6)
      made_up_.insert(day->days);
  }
}

bool Rhythm::working_day(Date day) const {
  if (holidays_.contains(day.days)) return false;
  return (day.weekday() != 0 && day.weekday() != 6) || made_up_.contains(day.days);
}

double Rhythm::weight(Date day, const std::string& source, const std::string& kind) const {
  const bool working = working_day(day);
  const int month = day.month();
  double w = 1;
  if (&hours_of(source) == &kOffice) w *= working ? 1.35 : 0.03;
  if (source == "education") w *= month == 7 || month == 8 ? 0.22 : month == 2 ? 0.55 : 1.18;
  if (kind == "domestic_violence")
    w *= (working ? 0.95 : 1.2) * (month >= 6 && month <= 9 ? 1.12 : month == 2 ? 1.15 : 0.95);
  if (kind == "suicide") w *= month >= 3 && month <= 5 ? 1.1 : 1.0;
  return w;
}

std::vector<Arrival> Rhythm::arrivals(Instant from, Instant until, std::size_t count, Rng& rng) const {
  Weighted kinds;
  std::vector<Weighted> sources;
  for (const KindShare& k : mix()) {
    kinds.add(k.share);
    sources.emplace_back();
    for (const auto& [source, share] : k.sources) sources.back().add(share);
  }
  std::map<const Hours*, Weighted> hours;
  for (const Hours* h : {&kOffice, &kRound, &kDaytime})
    for (const double w : *h) hours[h].add(w);
  constexpr double kHighest = 1.35 * 1.35;
  const Date first = taipei_date(from);
  const auto days = static_cast<std::uint64_t>(taipei_date(until).days - first.days + 1);
  std::vector<Arrival> out;
  out.reserve(count);
  while (out.size() < count) {
    const std::size_t k = kinds.draw(rng);
    const KindShare& kind = mix()[k];
    const std::string source = kind.sources[sources[k].draw(rng)].first;
    for (;;) {  // kind and source are kept: the calendar moves reports, it does not take them away
      const Date day = first.plus_days(static_cast<int>(rng.below(days)));
      if (!rng.chance(weight(day, source, kind.kind) / kHighest)) continue;
      const int hour = static_cast<int>(hours.at(&hours_of(source)).draw(rng));
      const Instant at = at_taipei(day, hour, rng.between(0, 59), rng.between(0, 59));
      if (at < from || !(at < until)) continue;
      out.push_back({at, kind.kind, source});
      break;
    }
  }
  std::stable_sort(out.begin(), out.end());
  return out;
}

Instant Rhythm::office_hours(Instant at, Rng& rng) const {
  Date day = taipei_date(at);
  const int minute = taipei_minute_of_day(at);
  if (working_day(day) && minute >= 8 * 60 + 30 && minute < 16 * 60 + 30) return at.plus_minutes(rng.between(3, 40));
  if (!working_day(day) || minute >= 16 * 60 + 30) day = day.plus_days(1);
  while (!working_day(day)) day = day.plus_days(1);
  return at_taipei(day, 8, 30).plus_minutes(rng.between(2, 150));
}

}  // namespace anwang::synth

#include "linkage/score.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace anwang::linkage {
namespace {

constexpr int kYearMixed = 1911;

bool day_month_swapped(Date a, Date b) { return a.year() == b.year() && a.month() == b.day() && a.day() == b.month(); }

}  // namespace

double name_weight(EvidenceLevel level, std::uint32_t bearers, std::size_t persons) {
  const double rarity =
      std::log2(static_cast<double>(persons + 1) / static_cast<double>(std::max<std::uint32_t>(bearers, 1)));
  const double same = std::clamp(rarity, 5.0, 16.0);
  switch (level) {
    case EvidenceLevel::same:
      return same;
    case EvidenceLevel::variant:
      return same - 1.0;
    case EvidenceLevel::homophone:
      return std::min(same - 4.0, 8.0);
    case EvidenceLevel::similar:
      return std::min(same - 5.0, 6.0);
    case EvidenceLevel::different:
      return -7.0;
    default:
      return 0;
  }
}

EvidenceLevel compare_birth(Date query, bool estimated, Date record) {
  if (!query.set() || !record.set()) return EvidenceLevel::missing;
  if (estimated) return std::abs(query.year() - record.year()) <= 3 ? EvidenceLevel::similar : EvidenceLevel::different;
  if (query == record) return EvidenceLevel::same;
  const int years = std::abs(query.year() - record.year());
  const bool same_day = query.month() == record.month() && query.day() == record.day();
  if (day_month_swapped(query, record)) return EvidenceLevel::similar;
  if (same_day && (years == 1 || years == kYearMixed)) return EvidenceLevel::similar;
  return EvidenceLevel::different;
}

std::vector<Date> births_like(Date query) {
  std::vector<Date> dates{Date{}, query};
  const auto add = [&](int year, int month, int day) {
    if (const auto date = Date::of(year, month, day); date && *date != query) dates.push_back(*date);
  };
  for (const int years : {1, kYearMixed}) {
    add(query.year() - years, query.month(), query.day());
    add(query.year() + years, query.month(), query.day());
  }
  add(query.year(), query.day(), query.month());
  return dates;
}

double birth_weight(EvidenceLevel level, bool estimated) {
  switch (level) {
    case EvidenceLevel::same:
      return 12.0;
    case EvidenceLevel::similar:
      return estimated ? 3.0 : 6.5;
    case EvidenceLevel::different:
      return -8.0;
    default:
      return 0;
  }
}

double sex_weight(EvidenceLevel level) {
  return level == EvidenceLevel::same ? 1.0 : level == EvidenceLevel::different ? -5.0 : 0.0;
}

double id_weight(EvidenceLevel level) {
  switch (level) {
    case EvidenceLevel::same:
      return 22.0;
    case EvidenceLevel::differs_last_digit:
    case EvidenceLevel::similar:
      return 14.0;
    case EvidenceLevel::bad_check_digit:
      return -1.0;
    case EvidenceLevel::different:
      return -9.0;
    default:
      return 0;
  }
}

double phone_weight(EvidenceLevel level, std::size_t sharers) {
  if (level == EvidenceLevel::same)
    return std::max(4.0, 11.0 - std::log2(static_cast<double>(std::max<std::size_t>(sharers, 1))));
  return level == EvidenceLevel::different ? -0.5 : 0.0;
}

double address_weight(EvidenceLevel level, std::size_t occupants) {
  switch (level) {
    case EvidenceLevel::same:
      return std::max(3.0, 10.0 - std::log2(static_cast<double>(std::max<std::size_t>(occupants, 1))));
    case EvidenceLevel::similar:
      return 4.0;
    case EvidenceLevel::nearby:
      return 1.0;
    case EvidenceLevel::different:
      return -1.0;
    default:
      return 0;
  }
}

Band band_of(const std::vector<Evidence>& evidence, double score) {
  constexpr double kStrong = 7.0;
  int strong = 0;
  bool against = false;
  for (const Evidence& item : evidence) {
    if (item.weight >= kStrong) ++strong;
    if (item.weight <= -5.0) against = true;
  }
  if (score >= 26.0 && strong >= 2 && !against) return Band::certain;
  return score >= 14.0 ? Band::probable : Band::possible;
}

const char* code(EvidenceKind kind) {
  switch (kind) {
    case EvidenceKind::name:
      return "name";
    case EvidenceKind::birth:
      return "birth";
    case EvidenceKind::sex:
      return "sex";
    case EvidenceKind::id:
      return "id";
    case EvidenceKind::phone:
      return "phone";
    case EvidenceKind::address:
      return "address";
  }
  return "";
}
const char* code(EvidenceLevel level) {
  switch (level) {
    case EvidenceLevel::same:
      return "same";
    case EvidenceLevel::variant:
      return "variant";
    case EvidenceLevel::similar:
      return "similar";
    case EvidenceLevel::homophone:
      return "homophone";
    case EvidenceLevel::differs_last_digit:
      return "differs_last_digit";
    case EvidenceLevel::bad_check_digit:
      return "bad_check_digit";
    case EvidenceLevel::nearby:
      return "nearby";
    case EvidenceLevel::different:
      return "different";
    case EvidenceLevel::missing:
      return "missing";
  }
  return "";
}
const char* code(Band band) {
  switch (band) {
    case Band::certain:
      return "certain";
    case Band::probable:
      return "probable";
    case Band::possible:
      return "possible";
  }
  return "";
}

}  // namespace anwang::linkage

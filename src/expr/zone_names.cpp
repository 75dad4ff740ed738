// Zones by name, from the Unicode library's copy of the tz database. Ours is Asia/Taipei; the language knows them all.
#include <unicode/timezone.h>

#include "expr/time_text.h"

namespace anwang::expr {

std::optional<std::int32_t> zone_offset(std::string_view name, Timestamp t) {
  const auto id = icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
  const std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(id));
  if (!zone || *zone == icu::TimeZone::getUnknown()) return std::nullopt;
  std::int32_t raw = 0, summer = 0;
  UErrorCode status = U_ZERO_ERROR;
  zone->getOffset(static_cast<double>(t.seconds) * 1000.0, 0, raw, summer, status);
  if (status > U_ZERO_ERROR) return std::nullopt;
  return (raw + summer) / 1000;
}

}  // namespace anwang::expr

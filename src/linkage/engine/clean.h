// A value as it is compared: width, case, punctuation and missing-value words taken away, by the type of its column.
// Thread-safety: pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "linkage/engine/field.h"

namespace anwang::linkage {

enum class DateOrder : std::uint8_t { ymd, dmy, mdy };

// Appends nothing when the value is missing. A date becomes eight digits YYYYMMDD, 0 where a part is unknown.
void clean_value(FieldType type, DateOrder order, std::string_view raw, std::string& out);
// "" when this is no date. Takes 1990-02-03[T…], 3/2/1990, 19900203, 79.2.3, 民國79年2月3日, 0790203, 1990, 3 Feb 1990.
std::string clean_date(std::string_view raw, DateOrder order);

}  // namespace anwang::linkage

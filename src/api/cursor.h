// Cursors of lists (security.md 17): authenticated and bound to account, route and filter, so that a cursor of one list
// or one person opens nothing in another. The position is readable: put ids, times and numbers into it, never names.
#pragma once

#include <string>
#include <string_view>

#include "api/context.h"

namespace anwang::api {

// `filter`: everything of the query that decides which rows the list has, as one text.
std::string make_cursor(const Call& call, std::string_view filter, std::string_view position);
// "" when the request has no cursor. malformed "bad_cursor" when it is not this list's.
Result<std::string> read_cursor(const Call& call, std::string_view filter, std::string_view query_name = "cursor");

}  // namespace anwang::api

// Pieces of /session that /demo/switch shares, and the JSON of a unit that several groups show.
#pragma once

#include <string>
#include <string_view>

#include "api/edge.h"

namespace anwang::api {

// The contract's unit {id,code,name,network,phone} in the reader's language; null for unit 0 or an unknown one.
codec::Json unit_json(store::Reader& reader, const std::string& county, std::int64_t unit_id,
                      std::string_view language);
// The body of GET /session. `account` null: a visitor.
Result<Answer> session_answer(Edge& edge, std::string_view language, const access::Account* account,
                              const std::string& session_token, const std::string& visitor_token);
// Rotates the session: ends the present one, starts another, sets the cookie.
Result<Answer> sign_in_as(Edge& edge, Call& call, const access::Account& account);

}  // namespace anwang::api

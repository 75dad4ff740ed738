// What the requests that change a record begin with, and what a refusal of theirs shows beside it.
#pragma once

#include "api/context.h"

namespace anwang::api {

struct Change {
  std::int64_t id = 0;       // of the path
  std::int64_t version = 0;  // of If-Match; 0 for an addition
  flow::Key key;
  codec::Json json;
};
// A change of what the page showed: If-Match is required, a key may be given.
Result<Change> read_change(Call& call);
// Something new under the record: a key is required.
Result<Change> read_addition(Call& call);

// How the record stands now, as `now()` shows it to this viewer, beside a refusal because of it.
template <class T, class Now>
Result<T> with_current(Call& call, const codec::Json& yours, Result<T> result, Now now) {
  if (result || (result.error().code != Errc::conflict && result.error().code != Errc::precondition_failed))
    return result;
  Result<codec::Json> current = now();
  if (current) call.conflict_details(yours, std::move(*current));
  return result;
}

}  // namespace anwang::api

#include "api/change.h"

namespace anwang::api {

Result<Change> read_change(Call& call) {
  Change in;
  ANWANG_TRY(in.id, call.id());
  ANWANG_TRY(in.version, call.if_match());
  ANWANG_TRY(in.key, call.optional_key());
  ANWANG_TRY(in.json, call.json());
  return in;
}

Result<Change> read_addition(Call& call) {
  Change in;
  ANWANG_TRY(in.id, call.id());
  ANWANG_TRY(in.key, call.key());
  ANWANG_TRY(in.json, call.json());
  return in;
}

}  // namespace anwang::api

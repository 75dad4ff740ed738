#include "api/reveal.h"

#include "base/text.h"

namespace anwang::api {

Result<std::string> read_reason(const std::string& reason) {
  const std::size_t length = code_points(reason);
  if (length < 4) return fail_field("/reason", "required");
  if (length > 500) return fail_field("/reason", "too_long", {{"max", "500"}});
  return reason;
}

Status log_reveal(const Call& call, std::string action, const char* table, std::int64_t id, const std::string& reason) {
  return call.app().store.log_access({call.app().county,
                                      call.viewer().account.value,
                                      std::move(action),
                                      {table, id},
                                      reason,
                                      call.viewer().request_id});
}

Answer revealed(codec::JsonObject body) {
  Answer answer = Answer::ok(std::move(body));
  answer.no_store = true;
  return answer;
}

}  // namespace anwang::api

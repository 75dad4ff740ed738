// Reads a JSON object field by field and collects every fault: wrong types, missing and unknown members, each with its
// pointer. Ask for all members, then call done(); nothing is a default: absent and null are "unknown".
//   Fields body(json);
//   auto note = body.text("note", 2000);
//   for (Fields* s : body.objects("subjects", 20)) …
//   ANWANG_CHECK(body.done());
// Not thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"
#include "codec/json.h"

namespace anwang::api {

class Fields {
 public:
  explicit Fields(const codec::Json& body);  // the body must outlive this
  Fields(const Fields&) = delete;
  Fields& operator=(const Fields&) = delete;

  [[nodiscard]] bool has(std::string_view name);  // present and not null
  // Text is trimmed; "" when absent. Codes: too_long (max is in characters), wrong_type, control_character.
  std::string text(std::string_view name, std::size_t max);
  std::string required_text(std::string_view name, std::size_t max);  // code: required
  std::optional<bool> boolean(std::string_view name);
  std::optional<std::int64_t> integer(std::string_view name, std::int64_t min, std::int64_t max);
  std::optional<double> number(std::string_view name);
  std::optional<Instant> instant(std::string_view name);  // RFC 3339; code bad_time
  std::optional<Date> date(std::string_view name);        // ISO; code bad_date
  std::optional<std::int64_t> id(std::string_view name);  // string of digits; code bad_id
  std::int64_t required_id(std::string_view name);
  std::vector<std::string> texts(std::string_view name, std::size_t max_items, std::size_t max_length);
  std::vector<std::int64_t> ids(std::string_view name, std::size_t max_items);
  // One of the words; "" when absent; code unknown_code.
  std::string code(std::string_view name, const std::vector<std::string_view>& allowed);
  // The member as it is (answers, facts): nullptr when absent or null.
  const codec::Json* any(std::string_view name);
  // Children belong to this object; their faults are reported by its done(). nullptr when absent or null.
  Fields* object(std::string_view name);
  std::vector<Fields*> objects(std::string_view name, std::size_t max_items);

  void fault(std::string_view name, std::string code, std::map<std::string, std::string> args = {});
  [[nodiscard]] std::string pointer(std::string_view name) const;
  // Errc::invalid with every fault found, those of unknown members included.
  [[nodiscard]] Status done();

 private:
  struct Shared {
    std::vector<FieldError> faults;
  };
  Fields(const codec::Json& value, std::string pointer, std::shared_ptr<Shared> shared);
  const codec::Json* take(std::string_view name);
  void check_unknown();

  codec::JsonObject empty_;
  const codec::JsonObject* object_ = nullptr;
  std::string pointer_;
  std::shared_ptr<Shared> shared_;
  std::vector<std::string> asked_;
  std::vector<std::unique_ptr<Fields>> children_;
};

}  // namespace anwang::api

// The short forms of accounts and units that many answers carry, read in set form: one query a page. Thread-safety: a
// value of one request.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "api/context.h"

namespace anwang::api {

// Collect the ids first, load() once, then ask. An id of 0, or one that does not exist, is null.
class Briefs {
 public:
  explicit Briefs(const Call& call) : county_(call.app().county), language_(call.viewer().language) {}
  void want_account(std::int64_t id) { accounts_wanted_.insert(id); }
  void want_unit(std::int64_t id) { units_wanted_.insert(id); }
  Status load(store::Reader& reader);
  // {id,name,title,unit,phone}: unit is its name in the reader's language.
  [[nodiscard]] codec::Json account(std::int64_t id) const;
  // {id,code,name,network,phone}
  [[nodiscard]] codec::Json unit(std::int64_t id) const;

 private:
  std::string county_, language_;
  std::set<std::int64_t> accounts_wanted_, units_wanted_;
  std::map<std::int64_t, codec::Json> accounts_, units_;
};

// Values as answers write them; unknown is null.
inline codec::Json id_json(std::int64_t id) { return id == 0 ? codec::Json() : codec::Json(std::to_string(id)); }
inline codec::Json text_json(const std::string& text) { return text.empty() ? codec::Json() : codec::Json(text); }
inline codec::Json time_json(Instant t) { return t.set() ? codec::Json(iso_instant(t)) : codec::Json(); }
template <class T>
codec::Json opt_json(const std::optional<T>& v) {
  return v ? codec::Json(*v) : codec::Json();
}
codec::Json texts_json(const std::vector<std::string>& list);
// {"items":[…],"next":…,"total":…,"as_of":…}
codec::Json list_json(codec::JsonArray items, const std::string& next, codec::Json total, Instant now);
// "1,2,3" for IN (…): ids only, so nothing needs quoting.
std::string id_list(const std::set<std::int64_t>& ids);

}  // namespace anwang::api

// The only way for personal data into an answer: project(viewer, purpose, record). Personal types have no JSON writer
// of their own. Restricted values come out as {"restricted":"masked"|"existence"} beside their masked text, absent ones
// do not appear. Pure.
#pragma once

#include <optional>
#include <string>

#include "access/policy.h"
#include "base/personal.h"
#include "base/time.h"
#include "codec/json.h"

namespace anwang::access {

// list: rows of a queue, a board, another person's screen: names are masked even where the page behind them shows them
// (ui.md). detail: the page of one record. outside: towards another network: surname only.
enum class Purpose { list, detail, outside };

struct PersonRecord {
  PersonId id;
  PersonalText name;
  std::string sex;  // F, M, X; "" unknown
  Personal<Date> birth_on{Date{}};
  bool birth_estimated = false;
  std::string township;
};
// The contract's brief of a person: {id,name,sex,birth_on,age,township,masked}. nullopt: absent. existence: id and the
// word only.
std::optional<codec::Json> project(const Viewer& viewer, Purpose purpose, const PersonRecord& person,
                                   const RecordFacts& facts, Date today, const Policy& policy = {});

enum class TextKind { name, identifier, phone, address, free_text };
// One value of a record: its text (full), {"restricted":"masked","text":…} or {"restricted":"existence"}; nullopt when
// absent; JSON null when empty, because unknown stays unknown. Free text and addresses have no masked form of their
// own: masked shows as existence, unless `masked_text` gives one (the township).
std::optional<codec::Json> project(Outcome outcome, Purpose purpose, TextKind kind, const PersonalText& value,
                                   std::string_view masked_text = {});
// A name for a line of text under an outcome; "" when nothing may be shown.
std::string project_name(Outcome outcome, Purpose purpose, const PersonalText& name);

// Counts 1–4 and their complements leave as {"suppressed":true} outside named viewers (security.md 19).
bool suppressed(std::int64_t numerator, std::int64_t denominator, const Viewer& viewer, const Policy& policy);

}  // namespace anwang::access

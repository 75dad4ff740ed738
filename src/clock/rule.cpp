#include "clock/rule.h"

#include <algorithm>
#include <array>
#include <utility>

namespace anwang::clock {

namespace {

constexpr std::array<std::pair<std::string_view, Unit>, 5> kUnits{{{"minutes", Unit::minutes},
                                                                   {"hours", Unit::hours},
                                                                   {"calendar_days", Unit::calendar_days},
                                                                   {"working_days", Unit::working_days},
                                                                   {"shift_end", Unit::shift_end}}};
constexpr std::array<std::string_view, 6> kCertainties{"A", "B", "C", "M", "?", "assumption"};
constexpr std::array<std::string_view, 5> kPer{"report", "assignment", "decision", "transition", "case_file"};

tl::unexpected<Error> bad(std::string pointer, std::string code) {
  Error e{Errc::malformed, "bad_pack", {}, {}, 0};
  e.fields.push_back({std::move(pointer), std::move(code), {}});
  return tl::unexpected<Error>(std::move(e));
}

// Reads one rule; remembers the first thing that was wrong.
class Reading {
 public:
  Reading(const codec::JsonObject& object, std::string pointer) : object_(object), pointer_(std::move(pointer)) {}

  std::string text(std::string_view key, bool required) {
    const codec::Json* v = object_.find(key);
    if (v == nullptr || v->is_null()) {
      if (required) note(key, "required");
      return {};
    }
    if (const std::string* s = v->string()) return *s;
    note(key, "text_expected");
    return {};
  }
  int number(std::string_view key) {
    const codec::Json* v = object_.find(key);
    if (v == nullptr) return 0;
    const std::int64_t* n = v->integer();
    if (n == nullptr || *n < 0 || *n > 100'000) {
      note(key, "number_expected");
      return 0;
    }
    return static_cast<int>(*n);
  }
  std::vector<std::string> list(std::string_view key) {
    std::vector<std::string> out;
    const codec::Json* v = object_.find(key);
    if (v == nullptr) return out;
    const codec::JsonArray* array = v->array();
    if (array == nullptr) {
      note(key, "list_expected");
      return out;
    }
    for (const codec::Json& item : *array) {
      if (const std::string* s = item.string()) {
        out.push_back(*s);
      } else {
        note(key, "text_expected");
      }
    }
    return out;
  }
  void note(std::string_view key, std::string code) {
    if (code_.empty()) {
      at_ = pointer_ + "/" + std::string(key);
      code_ = std::move(code);
    }
  }
  void only(std::initializer_list<std::string_view> known) {
    for (const auto& [key, value] : object_.members()) {
      if (std::find(known.begin(), known.end(), key) == known.end()) note(key, "unknown_key");
    }
  }
  [[nodiscard]] Status done() const {
    if (code_.empty()) return {};
    return bad(at_, code_);
  }

 private:
  const codec::JsonObject& object_;
  std::string pointer_, at_, code_;
};

Result<Rule> read_rule(const codec::JsonObject& object, const std::string& pointer) {
  Reading in(object, pointer);
  in.only({"id", "title_zh", "title_en", "start", "stop", "per", "unit", "amount", "programmes", "grades", "hours",
           "network", "source", "certainty", "effective_from", "effective_until"});
  Rule r;
  r.id = in.text("id", true);
  r.title_zh = in.text("title_zh", true);
  r.title_en = in.text("title_en", true);
  r.start = in.text("start", true);
  r.stop = in.text("stop", true);
  r.per = in.text("per", true);
  if (std::find(kPer.begin(), kPer.end(), r.per) == kPer.end()) in.note("per", "unknown_word");
  const std::string unit = in.text("unit", true);
  const auto* known = std::find_if(kUnits.begin(), kUnits.end(), [&](const auto& u) { return u.first == unit; });
  if (known == kUnits.end()) {
    in.note("unit", "unknown_word");
  } else {
    r.unit = known->second;
  }
  r.amount = in.number("amount");
  if (r.amount < 1 && r.unit != Unit::shift_end) in.note("amount", "required");
  r.programmes = in.list("programmes");
  r.grades = in.list("grades");
  r.hours = in.text("hours", false);
  if (!r.hours.empty() && r.hours != "office" && r.hours != "night") in.note("hours", "unknown_word");
  r.network = in.text("network", false);
  r.source = in.text("source", true);
  r.certainty = in.text("certainty", true);
  if (std::find(kCertainties.begin(), kCertainties.end(), r.certainty) == kCertainties.end()) {
    in.note("certainty", "unknown_word");
  }
  r.effective_from = in.text("effective_from", false);
  r.effective_until = in.text("effective_until", false);
  for (const std::string* day : {&r.effective_from, &r.effective_until}) {
    if (!day->empty() && !Date::parse(*day)) in.note(day == &r.effective_from ? "effective_from" : "effective_until", "bad_date");
  }
  ANWANG_CHECK(in.done());
  return r;
}

bool holds(const std::vector<std::string>& list, std::string_view word) {
  return list.empty() || std::find(list.begin(), list.end(), word) != list.end();
}

bool fits(const Rule& r, std::string_view programme, std::string_view grade, Instant at, const WorkingCalendar& calendar) {
  const std::string day = taipei_date(at).iso();
  return holds(r.programmes, programme) && holds(r.grades, grade) &&
         (r.effective_from.empty() || day >= r.effective_from) &&
         (r.effective_until.empty() || day <= r.effective_until) &&
         (r.hours.empty() || r.hours == hours_of(at, calendar));
}

Instant end_of(Date day) { return at_taipei(day.plus_days(1), 0).plus(-1); }

}  // namespace

Result<RuleSet> RuleSet::from_json(const codec::Json& doc) {
  const codec::Json* list = doc.get("rules");
  if (list == nullptr || list->array() == nullptr) return bad("/rules", "list_expected");
  RuleSet set;
  for (std::size_t i = 0; i < list->array()->size(); ++i) {
    const std::string pointer = "/rules/" + std::to_string(i);
    const codec::JsonObject* object = (*list->array())[i].object();
    if (object == nullptr) return bad(pointer, "object_expected");
    ANWANG_TRY(Rule rule, read_rule(*object, pointer));
    set.rules_.push_back(std::move(rule));
  }
  return set;
}

std::vector<const Rule*> RuleSet::starting(std::string_view event, std::string_view programme, std::string_view grade,
                                           Instant at, const WorkingCalendar& calendar) const {
  std::vector<const Rule*> out;
  for (const Rule& r : rules_) {
    if (r.start != event || !fits(r, programme, grade, at, calendar)) continue;
    const bool taken = std::any_of(out.begin(), out.end(), [&](const Rule* other) { return other->id == r.id; });
    if (!taken) out.push_back(&r);
  }
  return out;
}

const Rule* RuleSet::find(std::string_view id, std::string_view programme, std::string_view grade, Instant at,
                          const WorkingCalendar& calendar) const {
  for (const Rule& r : rules_) {
    if (r.id == id && fits(r, programme, grade, at, calendar)) return &r;
  }
  return nullptr;
}

const Rule* RuleSet::by_id(std::string_view id) const {
  for (const Rule& r : rules_) {
    if (r.id == id) return &r;
  }
  return nullptr;
}

Instant due_at(const Rule& rule, Instant start, const WorkingCalendar& calendar, Instant shift_end) {
  switch (rule.unit) {
    case Unit::minutes: return start.plus_minutes(rule.amount);
    case Unit::hours: return start.plus_hours(rule.amount);
    case Unit::calendar_days: return end_of(taipei_date(start).plus_days(rule.amount));
    case Unit::working_days: return end_of(calendar.nth_working_day_after(taipei_date(start), rule.amount));
    case Unit::shift_end: break;
  }
  return shift_end;
}

std::string_view hours_of(Instant at, const WorkingCalendar& calendar) {
  const int minute = taipei_minute_of_day(at);
  return calendar.is_working(taipei_date(at)) && minute >= 8 * 60 && minute < 17 * 60 + 30 ? "office" : "night";
}

}  // namespace anwang::clock

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
constexpr std::array<std::string_view, 5> kPer{"report", "assignment", "decision", "transition", "case_file"};

// Reads the body of one rule; remembers the first thing that was wrong.
class Reading {
 public:
  explicit Reading(const pack::Rule& rule) : rule_(rule) {}

  std::string text(std::string_view key, bool required) {
    const codec::Json* v = rule_.body.find(key);
    if (v == nullptr || v->is_null()) {
      if (required) note(key, "required");
      return {};
    }
    if (const std::string* s = v->string()) return *s;
    note(key, "text_expected");
    return {};
  }
  int number(std::string_view key) {
    const codec::Json* v = rule_.body.find(key);
    if (v == nullptr) return 0;
    const std::int64_t* n = v->integer();
    if (n != nullptr && *n >= 0 && *n <= 100'000) return static_cast<int>(*n);
    note(key, "number_expected");
    return 0;
  }
  std::vector<std::string> list(std::string_view key) {
    std::vector<std::string> out;
    const codec::Json* v = rule_.body.find(key);
    if (v == nullptr) return out;
    if (v->array() == nullptr) {
      note(key, "list_expected");
      return out;
    }
    for (const codec::Json& item : *v->array()) {
      if (item.string() == nullptr)
        note(key, "text_expected");
      else
        out.push_back(*item.string());
    }
    return out;
  }
  void note(std::string_view key, std::string code) {
    if (!code_.empty()) return;
    at_ = "/" + std::string(key);
    code_ = std::move(code);
  }
  void only(std::initializer_list<std::string_view> known) {
    for (const auto& [key, value] : rule_.body.members()) {
      if (std::find(known.begin(), known.end(), key) == known.end()) note(key, "unknown_key");
    }
  }
  [[nodiscard]] Status done() const {
    if (code_.empty()) return {};
    Error e{Errc::invalid, "bad_pack", {}, rule_.id + " " + at_ + " " + code_ + " at " + rule_.at, 0};
    e.fields.push_back({at_, code_, {{"at", rule_.at}, {"rule", rule_.id}}});
    return tl::unexpected<Error>(std::move(e));
  }

 private:
  const pack::Rule& rule_;
  std::string at_, code_;
};

Result<Rule> read_rule(const pack::Rule& from) {
  Reading in(from);
  in.only({"clock", "start", "stop", "per", "unit", "amount", "programmes", "grades", "hours", "network"});
  Rule r;
  r.pack_rule = from.id;
  r.id = in.text("clock", true);
  r.title_zh = from.title.zh;
  r.title_en = from.title.en;
  r.start = in.text("start", true);
  r.stop = in.text("stop", true);
  r.per = in.text("per", true);
  if (std::find(kPer.begin(), kPer.end(), r.per) == kPer.end()) in.note("per", "unknown_word");
  const std::string unit = in.text("unit", true);
  const auto* known = std::find_if(kUnits.begin(), kUnits.end(), [&](const auto& u) { return u.first == unit; });
  if (known == kUnits.end())
    in.note("unit", "unknown_word");
  else
    r.unit = known->second;
  r.amount = in.number("amount");
  if (r.amount < 1 && r.unit != Unit::shift_end) in.note("amount", "required");
  r.programmes = in.list("programmes");
  if (!from.programme.empty()) r.programmes.push_back(from.programme);
  r.grades = in.list("grades");
  r.hours = in.text("hours", false);
  if (!r.hours.empty() && r.hours != "office" && r.hours != "night") in.note("hours", "unknown_word");
  r.network = in.text("network", false);
  r.source = from.basis.source;
  r.certainty = from.basis.assumption ? "assumption" : from.basis.certainty;
  r.from = from.basis.from;
  r.until = from.basis.until;
  ANWANG_CHECK(in.done());
  return r;
}

bool holds(const std::vector<std::string>& list, std::string_view word) {
  return list.empty() || std::find(list.begin(), list.end(), word) != list.end();
}

bool fits(const Rule& r, std::string_view programme, std::string_view grade, Instant at,
          const WorkingCalendar& calendar) {
  const Date day = taipei_date(at);
  return holds(r.programmes, programme) && holds(r.grades, grade) && (!r.from.set() || r.from <= day) &&
         (!r.until.set() || day < r.until) && (r.hours.empty() || r.hours == hours_of(at, calendar));
}

Instant end_of(Date day) { return at_taipei(day.plus_days(1), 0).plus(-1); }

}  // namespace

Result<RuleSet> RuleSet::from_packs(const std::vector<pack::Rule>& rules) {
  RuleSet set;
  for (const pack::Rule& rule : rules) {
    if (rule.kind != "clock") continue;
    ANWANG_TRY(Rule read, read_rule(rule));
    set.rules_.push_back(std::move(read));
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
    case Unit::minutes:
      return start.plus_minutes(rule.amount);
    case Unit::hours:
      return start.plus_hours(rule.amount);
    case Unit::calendar_days:
      return end_of(taipei_date(start).plus_days(rule.amount));
    case Unit::working_days:
      return end_of(calendar.nth_working_day_after(taipei_date(start), rule.amount));
    case Unit::shift_end:
      break;
  }
  return shift_end;
}

std::string_view hours_of(Instant at, const WorkingCalendar& calendar) {
  const int minute = taipei_minute_of_day(at);
  return calendar.is_working(taipei_date(at)) && minute >= 8 * 60 && minute < 17 * 60 + 30 ? "office" : "night";
}

}  // namespace anwang::clock

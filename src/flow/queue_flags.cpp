// What a machine or a person noted on a row, in the order of the contract.
#include <algorithm>

#include "flow/queue.h"

namespace anwang::flow {

namespace {

using codec::JsonObject;

std::string who(const UnlistedMinor& minor, std::string_view language) {
  const std::string age = std::to_string(minor.age);
  if (language == "en") return (minor.sex == "F" ? "girl of " : minor.sex == "M" ? "boy of " : "child of ") + age;
  return (minor.sex == "F" ? "女" : minor.sex == "M" ? "男" : "") + age + "歲";
}

// The weightiest grade that a rule asks for, over kinds and subjects; else the lowest of a graded kind.
std::string suggested_grade(const Step& step, const intake::Report& report, const Insight& insight) {
  const Date today = taipei_date(step.now);
  std::string grade;
  for (const std::string& kind : report.kinds) {
    const pack::Programme* programme = step.packs.programme(kind);
    if (programme == nullptr || programme->grades.empty()) continue;
    if (grade.empty()) grade = programme->grades.back().code;
    for (const SubjectInsight& s : insight.subjects) {
      const auto hit = step.rules.dispatch.grade(facts_of(report, insight, &s), kind, today);
      if (hit && hit->rule->grade == programme->grades.front().code) return hit->rule->grade;
    }
  }
  return grade;
}

const intake::DispatchRule* direct_rule(const Step& step, const intake::Report& report, const Insight& insight) {
  for (const std::string& kind : report.kinds) {
    const auto hits =
        step.rules.dispatch.direct(facts_of(report, insight, main_subject(insight)), kind, taipei_date(step.now));
    if (!hits.empty()) return hits.front().rule;
  }
  return nullptr;
}

}  // namespace

std::vector<Flag> flags_of(const Step& step, const intake::Report& report, const Insight& insight,
                           std::string_view language) {
  std::vector<Flag> flags;
  const auto add = [&](const char* code, JsonObject args, bool machine) {
    flags.push_back({code, std::move(args), machine});
  };
  if (const std::string grade = suggested_grade(step, report, insight); !grade.empty())
    add("suggested_grade", {{"grade", grade}}, true);
  if (!insight.unlisted.empty()) {
    JsonObject args{{"n", static_cast<std::int64_t>(insight.unlisted.size())}};
    if (insight.unlisted.size() == 1) args.set("who", who(insight.unlisted.front(), language));
    add("unlisted_minors", std::move(args), insight.machine);
  }
  if (!insight.earlier_365d.empty())
    add("nth_report", {{"n", static_cast<std::int64_t>(insight.earlier_365d.size()) + 1}}, insight.machine);
  if (insight.days_since_closing) {
    add("closed_days",
        {{"n", std::int64_t{*insight.days_since_closing}}, {"case_id", std::to_string(insight.closed_case)}},
        insight.machine);
  }
  if (!insight.open_cases.empty()) {
    add("open_case",
        {{"programme", insight.open_cases.front().programme},
         {"n", static_cast<std::int64_t>(insight.open_cases.size())}},
        insight.machine);
  }
  if (const codec::Json* score = report.facts.find("tipvda"); score != nullptr && score->integer() != nullptr) {
    add("tipvda", {{"n", *score->integer()}}, false);
  }
  if (const auto* rule = direct_rule(step, report, insight)) add("direct_dispatch", {{"rule", rule->id}}, true);
  if (insight.same && report.state == "pending") {
    add("same_incident",
        {{"report_id", std::to_string(insight.same->report_id)}, {"report_no", insight.same->report_no}}, true);
  }
  if (report.more_info && report.state == "pending") add("more_info", {}, false);
  if (report.snoozed_until > step.now) add("snoozed", {{"until", iso_instant(report.snoozed_until)}}, false);
  if (report.lane == "suspicious") add("suspicious", {}, true);
  return flags;
}

}  // namespace anwang::flow

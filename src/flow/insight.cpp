#include "flow/insight.h"

#include <algorithm>

namespace anwang::flow {

namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

intake::FactValue partner_violence(const intake::Report& report) {
  const bool kind = std::find(report.kinds.begin(), report.kinds.end(), "domestic_violence") != report.kinds.end();
  if (!kind) return false;
  if (const codec::Json* relation = report.facts.find("respondent_relation");
      relation != nullptr && relation->string() != nullptr) {
    return one_of(*relation->string(), {"spouse", "former_spouse", "partner", "former_partner", "dating"});
  }
  if (const codec::Json* score = report.facts.find("tipvda"); score != nullptr && score->integer() != nullptr)
    return true;
  return {};
}

const SubjectInsight* main_subject(const Insight& insight) {
  for (const SubjectInsight& s : insight.subjects) {
    if (one_of(s.subject.role, {"victim", "client", "subject", "child"})) return &s;
  }
  return insight.subjects.empty() ? nullptr : &insight.subjects.front();
}

intake::Facts facts_of(const intake::Report& report, const Insight& insight, const SubjectInsight* subject) {
  intake::Facts facts;
  for (const auto& [name, value] : report.facts.members()) {
    if (const bool* b = value.boolean())
      facts[name] = *b;
    else if (const std::int64_t* n = value.integer())
      facts[name] = *n;
    else if (const std::string* s = value.string())
      facts[name] = *s;
  }
  if (report.immediate_danger) facts["immediate_danger"] = *report.immediate_danger;
  facts["earlier_reports_365d"] = static_cast<std::int64_t>(insight.earlier_365d.size());
  if (insight.days_since_closing) facts["days_since_closing"] = std::int64_t{*insight.days_since_closing};
  facts["partner_violence"] = partner_violence(report);
  if (insight.youngest_child >= 0) facts["youngest_child_age"] = std::int64_t{insight.youngest_child};
  if (subject != nullptr && subject->age >= 0) facts["age"] = std::int64_t{subject->age};
  return facts;
}

}  // namespace anwang::flow

#include "flow/suggestion.h"

#include <algorithm>

#include "access/facts.h"
#include "casework/model.h"
#include "flow/screening_store.h"

namespace anwang::flow {

namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool other_party(const SubjectInsight& s) {
  return one_of(s.subject.role, {"respondent", "carer", "obligor", "contact", "offender", "actor"});
}
bool minor(const SubjectInsight& s) {
  return (s.age >= 0 && s.age < 18) || one_of(s.subject.role, {"child", "child_witness"});
}

// Which of the listed people a programme is for. A child goes to child protection, not to the adult's programme.
bool concerns(const std::string& programme, const intake::Report& report, const SubjectInsight& s) {
  if (other_party(s)) return false;
  const bool child_kind = std::find(report.kinds.begin(), report.kinds.end(), "child_protection") != report.kinds.end();
  if (programme == "child_protection") return minor(s);
  if (programme == "elder_protection") return s.age < 0 ? s.subject.role == "victim" : s.age >= 65;
  if (minor(s) && child_kind) return false;
  return one_of(s.subject.role, {"victim", "client", "subject"});
}

struct Suggesting {
  const Step& step;
  const intake::Report& report;
  const Insight& insight;
  const Places& places;
  Date today;
  Suggestion out;

  [[nodiscard]] bool decided(const SubjectInsight& s, const std::string& programme) const {
    return places.decided.contains({s.subject.id.value, programme});
  }
  void dues(SuggestedItem& item) const {
    for (const clock::Rule* rule : step.rules.clocks.starting("report.received", item.programme, item.grade,
                                                              report.received_at, step.rules.calendar)) {
      if (rule->per == "assignment")
        item.due.push_back({rule->id, clock::due_at(*rule, report.received_at, step.rules.calendar)});
    }
    std::stable_sort(item.due.begin(), item.due.end(),
                     [](const auto& a, const auto& b) { return a.due_at < b.due_at; });
  }
};

void grade_and_rule(Suggesting& s, const SubjectInsight& subject, SuggestedItem& item) {
  const pack::Programme* programme = s.step.packs.programme(item.programme);
  const intake::Facts facts = facts_of(s.report, s.insight, &subject);
  const auto graded = s.step.rules.dispatch.grade(facts, item.programme, s.today);
  if (programme != nullptr && !programme->grades.empty()) {
    item.grade = graded ? graded->rule->grade : programme->grades.back().code;
    if (graded)
      item.reasons.push_back(
          {"grade_rule",
           {{"rule", graded->rule->id}, {"title_zh", graded->rule->title_zh}, {"title_en", graded->rule->title_en}}});
  }
  auto direct = s.step.rules.dispatch.direct(facts, item.programme, s.today);
  if (!direct.empty()) {
    s.out.direct = true;
    item.rule = std::move(direct.front());
  } else if (graded) {
    item.rule = graded;
  }
}

void dispatch_item(Suggesting& s, const SubjectInsight& subject, const std::string& programme) {
  SuggestedItem item;
  item.subject_id = subject.subject.id.value;
  item.programme = programme;
  item.outcome = "dispatch";
  for (const casework::CaseFile& c : s.insight.open_cases) {
    if (c.programme != programme || c.person_id == 0 || c.person_id != subject.person) continue;
    // 在案: its lead hears of it; never a second case.
    item.outcome = "notice";
    item.case_id = c.id;
    item.lead_id = c.lead_id;
    item.unit_id = c.unit_id;
    item.reasons.push_back({"open_case", {{"case_no", c.case_no}}});
    s.out.items.push_back(std::move(item));
    return;
  }
  grade_and_rule(s, subject, item);
  const std::string& place = !s.report.township.empty() ? s.report.township : subject.subject.township;
  const intake::Route route = intake::route(s.places.areas, programme, place, subject.residence, s.today);
  item.unit_id = route.unit_id;
  if (route.unit_id != 0) {
    item.reasons.push_back({"area", {{"by", route.by}, {"source", route.source}, {"assumption", route.assumption}}});
    const auto duty = s.places.duty_workers.find(route.unit_id);
    if (duty != s.places.duty_workers.end()) item.worker_on_duty = duty->second;
  } else {
    item.reasons.push_back({"no_area", {}});
  }
  if (subject.likely) item.reasons.push_back({"likely_person", {}});
  s.dues(item);
  s.out.items.push_back(std::move(item));
}

// Cases of other programmes in the family: their leads are told (在案通知).
void open_case_notices(Suggesting& s) {
  for (const casework::CaseFile& c : s.insight.open_cases) {
    const SubjectInsight* who = nullptr;
    for (const SubjectInsight& subject : s.insight.subjects) {
      if (c.person_id != 0 && subject.person == c.person_id) who = &subject;
    }
    const bool there =
        std::any_of(s.out.items.begin(), s.out.items.end(), [&](const SuggestedItem& i) { return i.case_id == c.id; });
    if (there) continue;
    if (who == nullptr) who = main_subject(s.insight);  // a case of the household: told about whom the report is
    if (who == nullptr || s.decided(*who, c.programme)) continue;
    const bool taken = std::any_of(s.out.items.begin(), s.out.items.end(), [&](const SuggestedItem& i) {
      return i.subject_id == who->subject.id.value && i.programme == c.programme;
    });
    if (taken) continue;
    SuggestedItem item;
    item.subject_id = who->subject.id.value;
    item.programme = c.programme;
    item.outcome = "notice";
    item.case_id = c.id;
    item.lead_id = c.lead_id;
    item.unit_id = c.unit_id;
    item.reasons.push_back({"open_case", {{"case_no", c.case_no}}});
    s.out.items.push_back(std::move(item));
  }
}

// Each school is told of its own pupil only (轉知): no ownership, a read receipt.
void school_notices(Suggesting& s) {
  const std::size_t dispatched = s.out.items.size();
  for (std::size_t i = 0; i < dispatched; ++i) {
    if (s.out.items[i].programme != "child_protection" || s.out.items[i].outcome == "jurisdiction") continue;
    for (const SubjectInsight& subject : s.insight.subjects) {
      if (subject.subject.id.value != s.out.items[i].subject_id || s.decided(subject, "education")) continue;
      // What the report says, else what the school register says: a report in the night names no school.
      const auto named = s.places.schools.find(subject.subject.school);
      const std::int64_t school = named != s.places.schools.end() ? named->second : subject.school_unit;
      if (school == 0) continue;
      SuggestedItem item;
      item.subject_id = subject.subject.id.value;
      item.programme = "education";
      item.outcome = "notice";
      item.unit_id = school;
      item.reasons.push_back({"own_pupil", {}});
      s.out.items.push_back(std::move(item));
    }
  }
}

}  // namespace

Suggestion suggest(const Step& step, const intake::Report& report, const Insight& insight, const Places& places) {
  Suggesting s{step, report, insight, places, taipei_date(step.now), {}};
  for (const std::string& programme : report.kinds) {
    bool any = false;
    for (const SubjectInsight& subject : insight.subjects) {
      if (!concerns(programme, report, subject) || s.decided(subject, programme)) continue;
      dispatch_item(s, subject, programme);
      any = true;
    }
    // Nobody on the list fits, as with 其他 or a report that names one person only: the main person is meant.
    const SubjectInsight* main = main_subject(insight);
    const bool child_kind = programme == "child_protection";
    if (!any && main != nullptr && !s.decided(*main, programme) && (!child_kind || main->age < 0 || main->age < 18)) {
      dispatch_item(s, *main, programme);
    }
  }
  open_case_notices(s);
  school_notices(s);
  s.out.same = insight.same;
  return std::move(s.out);
}

namespace {

Result<Places> load_places(store::Reader& reader, const Step& step, std::int64_t report_id) {
  Places places;
  ANWANG_TRY(
      const auto areas,
      reader.query("suggestion.areas",
                   "SELECT unit_id, programme, township, effective_from, effective_until, source, assumption FROM "
                   "service_area WHERE county = ?1 ORDER BY id",
                   {step.county}));
  for (const store::Row& r : areas) {
    places.areas.push_back({r.i64(0), r.text(1), r.text(2), r.text(3), r.text(4), r.text(5), r.i64(6) != 0});
  }
  ANWANG_TRY(const auto schools,
             reader.query("suggestion.schools", "SELECT id, name_zh FROM unit WHERE county = ?1 AND kind = 'school'",
                          {step.county}));
  for (const store::Row& r : schools) places.schools[r.text(1)] = r.i64(0);
  ANWANG_TRY(
      const auto duty,
      reader.query(
          "suggestion.duty",
          "SELECT r.unit_id, r.account_id FROM shift s JOIN roster r ON r.county = s.county AND r.shift_id = s.id "
          "WHERE "
          "s.county = ?1 AND s.starts_at <= ?2 AND s.ends_at > ?2 AND r.duty = 'duty_worker' AND r.unit_id IS NOT NULL "
          "AND r.account_id IS NOT NULL ORDER BY r.id DESC",
          {step.county, step.now.us}));
  for (const store::Row& r : duty) places.duty_workers[r.i64(0)] = r.i64(1);
  ANWANG_TRY(
      const auto decided,
      reader.query("suggestion.decided",
                   "SELECT subject_id, programme FROM decision WHERE county = ?1 AND report_id = ?2 AND superseded = 0",
                   {step.county, report_id}));
  for (const store::Row& r : decided) places.decided.emplace(r.i64(0), r.text(1));
  return places;
}

}  // namespace

Result<Suggestion> read_suggestion(App& app, const access::Viewer& viewer, std::int64_t report_id) {
  const Step step = step_of(app, viewer);
  ANWANG_TRY(const auto reader, app.store.read());
  ANWANG_TRY(const auto seen, access::visible_facts(*reader, app.policy, viewer, access::RecordKind::report, report_id,
                                                    step.now, access::FieldClass::content));
  (void)seen;
  std::vector<intake::Report> one;
  ANWANG_TRY(intake::Report report, load_report(*reader, step.county, report_id));
  one.push_back(std::move(report));
  ANWANG_TRY(const auto insights, load_insights(*reader, step, one));
  ANWANG_TRY(const auto places, load_places(*reader, step, report_id));
  return suggest(step, one.front(), insights.at(report_id), places);
}

}  // namespace anwang::flow

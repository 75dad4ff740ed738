// The cast of the main job for tests of flow and api: two screeners and their supervisor, the child-protection unit
// with supervisor and workers, a welfare centre's worker, and short forms of the steps.
#pragma once

#include "flow/assignment.h"
#include "flow/casework.h"
#include "flow/report_intake.h"
#include "flow/screening.h"
#include "flow/screening_store.h"
#include "flow/testing/app_fixture.h"
#include "store/record.h"

namespace anwang::flow::testing {

class MainJobTest : public AppTest {
 protected:
  void begin() {
    start();
    if (HasFatalFailure()) return;
    wu_ = add_account("wu", "screener", "screening", "social");
    boss_ = add_account("boss", "supervisor", "screening", "social");
    huang_ = add_account("huang", "supervisor", "protection_child", "social");
    chen_ = add_account("chen", "social_worker", "protection_child", "social");
    li_ = add_account("li", "social_worker", "protection_child", "social");
    wang_ = add_account("wang", "social_worker", "welfare_zhudong", "social");
    child_ = add_person("測試童", "2018-03-04", "F", "", 0);
    settle();
    unit_ = duty_->unit("protection_child").value;
  }
  access::Viewer wu() const { return viewer(wu_, access::Role::screener, "screening", "social"); }
  access::Viewer boss() const { return viewer(boss_, access::Role::supervisor, "screening", "social"); }
  access::Viewer huang() const { return viewer(huang_, access::Role::supervisor, "protection_child", "social"); }
  access::Viewer chen() const { return viewer(chen_, access::Role::social_worker, "protection_child", "social"); }
  access::Viewer li() const { return viewer(li_, access::Role::social_worker, "protection_child", "social"); }
  access::Viewer wang() const { return viewer(wang_, access::Role::social_worker, "welfare_zhudong", "social"); }

  std::int64_t report() {
    const auto receipt = receive_report(app(), police(), draft(), {});
    EXPECT_TRUE(receipt) << (receipt ? "" : receipt.error().reason + receipt.error().internal);
    return receipt ? receipt->id.value : 0;
  }
  std::int64_t subject_of(std::int64_t report_id) {
    auto reader = store().read();
    return load_subjects(**reader, app().county, report_id)->at(0).id.value;
  }
  // What the screener's identity step does, as far as this test needs it.
  void link(std::int64_t report_id, PersonId person) {
    auto reader = store().read();
    auto subject = load_subjects(**reader, app().county, report_id)->at(0);
    reader->reset();
    subject.person = person;
    subject.identity = "linked";
    store::ChangeSet c;
    c.county = app().county;
    c.events.push_back({"subject.identified", {"report_subject", subject.id.value}, report_id, {}});
    c.writes.push_back(intake::write_of(subject, 0));
    ASSERT_TRUE(store().submit(std::move(c)));
  }
  DecisionItem item(std::int64_t report_id, const char* outcome) {
    DecisionItem i;
    i.subject_id = subject_of(report_id);
    i.programme = "child_protection";
    i.outcome = outcome;
    return i;
  }
  DecisionItem dispatch_item(std::int64_t report_id, const char* grade = "grade_1") {
    DecisionItem i = item(report_id, "dispatch");
    i.grade = grade;
    i.unit_id = unit_;
    return i;
  }
  intake::Report stored(std::int64_t id) {
    auto reader = store().read();
    return *load_report(**reader, app().county, id);
  }
  std::vector<clock::Clock> clocks(const char* table, std::int64_t id) {
    auto reader = store().read();
    return *load_clocks(**reader, app().county, table, id);
  }
  static const clock::Clock* named(const std::vector<clock::Clock>& list, std::string_view rule) {
    for (const clock::Clock& c : list) {
      if (c.rule == rule) return &c;
    }
    return nullptr;
  }
  Accepted accepted_case(std::int64_t report_id, const char* grade = "grade_1") {
    const auto decided = decide(app(), screener(), {report_id, 0, {dispatch_item(report_id, grade)}, {}}, {});
    EXPECT_TRUE(decided) << (decided ? "" : decided.error().reason);
    if (!decided) return {};
    const auto& a = decided->value.assignments.at(0);
    const auto assigned = assign(app(), huang(), {a.id, 0, chen_.value, ""}, {});
    EXPECT_TRUE(assigned) << (assigned ? "" : assigned.error().reason);
    auto done = accept(app(), chen(), a.id, 0, {});
    EXPECT_TRUE(done) << (done ? "" : done.error().reason);
    return done ? done->value : Accepted{};
  }

  AccountId wu_, boss_, huang_, chen_, li_, wang_;
  PersonId child_;
  std::int64_t unit_ = 0;
};

template <class T>
std::string reason(const Result<T>& r) {
  return r ? "" : r.error().reason;
}
template <class T>
std::string field(const Result<T>& r) {
  return r || r.error().fields.empty() ? "" : r.error().fields[0].pointer + " " + r.error().fields[0].code;
}

}  // namespace anwang::flow::testing

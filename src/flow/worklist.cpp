#include "flow/worklist.h"

#include <algorithm>

#include "access/facts.h"
#include "flow/assignment.h"
#include "flow/assignment_store.h"
#include "flow/screening_store.h"
#include "store/record.h"

namespace anwang::flow {

namespace {

using access::FieldClass;
using access::Outcome;
using access::RecordKind;

Result<std::vector<AssignmentView>> views_of(App& app, store::Reader& reader, const access::Viewer& viewer,
                                             std::vector<intake::Assignment> assignments) {
  std::vector<std::int64_t> ids;
  ids.reserve(assignments.size());
  for (const intake::Assignment& a : assignments) ids.push_back(a.id);
  ANWANG_TRY(const auto facts, access::load_facts(reader, viewer, RecordKind::assignment, ids, app.clock.now()));
  ANWANG_TRY(auto clocks,
             store::find<clock::Clock>(reader, "worklist.clocks",
                                       "WHERE county = ?1 AND tbl = 'assignment' AND state = 'open' AND record_id IN " +
                                           id_list(ids) + " ORDER BY due_at, id",
                                       {app.county}));
  std::vector<AssignmentView> out;
  for (intake::Assignment& a : assignments) {
    AssignmentView view;
    const auto seen = facts.find(a.id);
    if (seen == facts.end() || app.policy.decide(viewer, seen->second, FieldClass::fact) < Outcome::masked) continue;
    for (const clock::Clock& c : clocks) {
      if (c.record_id == a.id) view.clocks.push_back(c);
    }
    if (a.state == "disputed") {
      view.dispute.emplace();
      if (app.policy.decide(viewer, seen->second, FieldClass::content) == Outcome::full &&
          !a.dispute_reason_sealed.empty()) {
        ANWANG_TRY(const PersonalText words,
                   app.keys.open({app.county, "assignment", a.id, "dispute_reason"}, a.dispute_reason_sealed));
        const auto json = codec::parse_json(words.reveal());
        if (json && json->get("reason") != nullptr && json->get("reason")->string() != nullptr)
          view.dispute->reason = *json->get("reason")->string();
        if (json && json->get("proposed_unit_id") != nullptr && json->get("proposed_unit_id")->string() != nullptr) {
          view.dispute->proposed_unit_id = parse_id(*json->get("proposed_unit_id")->string()).value_or(0);
        }
      }
    }
    view.assignment = std::move(a);
    out.push_back(std::move(view));
  }
  return out;
}

}  // namespace

Result<std::vector<AssignmentView>> read_assignments(App& app, const access::Viewer& viewer, bool own_unit,
                                                     const std::string& state) {
  ANWANG_TRY(const auto reader, app.store.read());
  store::Params params{app.county};
  std::string where = "WHERE county = ?1 AND state <> 'withdrawn'";
  if (state == "waiting") {
    where += " AND state IN ('sent', 'assigned', 'disputed')";
  } else if (!state.empty()) {
    params.emplace_back(state);
    where += " AND state = ?" + std::to_string(params.size());
  }
  if (own_unit) {
    params.emplace_back(viewer.unit.value);
    params.emplace_back(viewer.account.value);
    where += " AND (unit_id = ?" + std::to_string(params.size() - 1) + " OR worker_id = ?" +
             std::to_string(params.size()) + ")";
  }
  // Who is no supervisor has only one's own desk: what is assigned to the viewer.
  if (!viewer.has(access::Role::supervisor) && !viewer.has(access::Role::county_coordinator) &&
      !viewer.has(access::Role::screener)) {
    params.emplace_back(viewer.account.value);
    where += " AND worker_id = ?" + std::to_string(params.size());
  }
  ANWANG_TRY(auto found, store::find<intake::Assignment>(*reader, "worklist.assignments",
                                                         where + " ORDER BY sent_at DESC, id DESC LIMIT 200", params));
  return views_of(app, *reader, viewer, std::move(found));
}

Result<AssignmentView> read_assignment(App& app, const access::Viewer& viewer, std::int64_t id) {
  ANWANG_TRY(const auto reader, app.store.read());
  ANWANG_TRY(auto found, store::find<intake::Assignment>(*reader, "worklist.assignment",
                                                         "WHERE county = ?1 AND id = ?2", {app.county, id}));
  ANWANG_TRY(auto views, views_of(app, *reader, viewer, std::move(found)));
  if (views.empty()) return fail(Errc::not_found, "not_found");
  return std::move(views.front());
}

Result<std::vector<casework::WorkerCard>> read_worker_cards(App& app, const access::Viewer& viewer,
                                                            std::int64_t assignment_id) {
  const Step step = step_of(app, viewer);
  ANWANG_TRY(const auto reader, app.store.read());
  ANWANG_TRY(const auto seen,
             access::visible_facts(*reader, app.policy, viewer, RecordKind::assignment, assignment_id, step.now));
  if (seen.unit != viewer.unit.value) return fail(Errc::forbidden, "not_your_unit");
  ANWANG_TRY(const auto a, store::get<intake::Assignment>(*reader, "worklist.assignment", step.county, assignment_id));
  return suggest_workers(*reader, step, a);
}

Result<std::vector<TransitionView>> read_transitions(App& app, const access::Viewer& viewer) {
  ANWANG_TRY(const auto reader, app.store.read());
  const bool for_unit =
      viewer.unit.valid() && (viewer.has(access::Role::supervisor) || viewer.has(access::Role::mandated_reporter));
  ANWANG_TRY(
      auto found,
      store::find<intake::Transition>(
          *reader, "worklist.transitions",
          "WHERE county = ?1 AND (to_account_id = ?2 OR (?3 > 0 AND to_account_id IS NULL AND to_unit_id = ?3)) AND "
          "(state = 'open' OR "
          "sent_at >= ?4) ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, due_at, sent_at DESC, id LIMIT 200",
          {app.county, viewer.account.value, for_unit ? viewer.unit.value : 0,
           app.clock.now().us - 14 * kMicrosPerDay}));
  std::vector<std::int64_t> reports;
  for (const intake::Transition& t : found) reports.push_back(t.report_id);
  const auto policy =
      app.policy.predicate(viewer, RecordKind::report, FieldClass::content, Outcome::full, "r", 2, app.clock.now().us);
  store::Params params{app.county};
  params.insert(params.end(), policy.params.begin(), policy.params.end());
  ANWANG_TRY(const auto rows, reader->query("worklist.summaries",
                                            "SELECT r.id, r.summary FROM report r WHERE r.county = ?1 AND r.id IN " +
                                                id_list(reports) + " AND " + policy.sql,
                                            params));
  std::map<std::int64_t, std::string> summaries;
  for (const store::Row& r : rows) summaries[r.i64(0)] = r.text(1);
  ANWANG_TRY(const auto programmes,
             reader->query("worklist.programmes",
                           "SELECT t.id, COALESCE(c.programme, d.programme), c.grade FROM transition t "
                           "LEFT JOIN case_file c ON c.county = t.county "
                           "AND c.id = t.case_id LEFT JOIN decision d ON d.county = t.county "
                           "AND d.id = t.decision_id WHERE t.county = ?1 "
                           "AND t.report_id IN " +
                               id_list(reports),
                           {app.county}));
  std::map<std::int64_t, std::string> programme, grade;
  for (const store::Row& r : programmes) {
    programme[r.i64(0)] = r.text(1);
    grade[r.i64(0)] = r.text(2);
  }
  std::vector<TransitionView> out;
  for (intake::Transition& t : found) {
    TransitionView view;
    view.programme = programme[t.id];
    if (t.kind == "in_case_notice") view.grade = grade[t.id];
    view.summary = summaries[t.report_id];
    view.transition = std::move(t);
    out.push_back(std::move(view));
  }
  return out;
}

namespace {

Status add_tasks(store::Reader& reader, const Step& step, const access::Viewer& viewer, std::vector<Task>& out) {
  // A supervisor also answers for what waits for the unit and is nobody's yet.
  const std::int64_t unit = viewer.has(access::Role::supervisor) ? viewer.unit.value : 0;
  ANWANG_TRY(auto clocks,
             store::find<clock::Clock>(
                 reader, "work.clocks",
                 "WHERE county = ?1 AND state = 'open' AND due_at < ?2 AND (account_id = ?3 OR (?4 > 0 AND "
                 "account_id IS NULL AND unit_id = ?4 AND rule IN ('assign', 'dispute_unit', 'notice_answer', "
                 "'notice_seen', 'closing_second_reader'))) ORDER BY due_at, id LIMIT 500",
                 {step.county, step.now.us + 14 * kMicrosPerDay, viewer.account.value, unit}));
  for (clock::Clock& c : clocks) {
    Task t;
    if (c.tbl == "assignment") t.assignment_id = c.record_id;
    if (c.tbl == "transition") t.transition_id = c.record_id;
    t.clock = std::move(c);
    out.push_back(std::move(t));
  }
  return {};
}

// 「看不到孩子：下次何時再訪」: the promise of an attempt, until a later contact.
Status add_promises(store::Reader& reader, const Step& step, const access::Viewer& viewer, std::vector<Task>& out) {
  ANWANG_TRY(const auto rows,
             reader.query("work.next_try",
                          "SELECT n.case_id, n.person_id, n.next_try_at, n.happened_at FROM contact n JOIN case_file c "
                          "ON c.county = n.county AND c.id = n.case_id "
                          "WHERE n.county = ?1 AND c.lead_id = ?2 AND c.state NOT IN ('closed', 'not_opened') AND "
                          "n.next_try_at IS NOT NULL AND n.next_try_at >= ?3 "
                          "AND NOT EXISTS (SELECT 1 FROM contact l WHERE l.county = n.county AND l.case_id = n.case_id "
                          "AND l.happened_at > n.happened_at "
                          "AND (l.person_id = n.person_id OR n.person_id IS NULL)) ORDER BY n.next_try_at LIMIT 100",
                          {step.county, viewer.account.value, step.now.us - 30 * kMicrosPerDay}));
  for (const store::Row& r : rows) {
    Task t;
    t.clock.rule = "next_try";
    t.clock.case_id = r.i64(0);
    t.clock.person_id = r.i64(1);
    t.clock.due_at = {r.i64(2)};
    t.clock.started_at = {r.i64(3)};
    t.clock.state = "open";
    out.push_back(std::move(t));
  }
  return {};
}

Status add_returned(store::Reader& reader, const Step& step, const access::Viewer& viewer, std::vector<Returned>& out) {
  ANWANG_TRY(const auto rows, reader.query("work.returned",
                                           "SELECT d.id, d.report_id, r.report_no, d.countersigned_at FROM decision d "
                                           "JOIN report r ON r.county = d.county AND "
                                           "r.id = d.report_id WHERE d.county = ?1 AND d.decided_by = ?2 AND "
                                           "d.countersign = 'returned' AND r.state = 'pending' "
                                           "AND d.countersigned_at >= ?3 ORDER BY d.countersigned_at DESC LIMIT 50",
                                           {step.county, viewer.account.value, step.now.us - 7 * kMicrosPerDay}));
  for (const store::Row& r : rows) out.push_back({r.i64(0), r.i64(1), "decision_returned", r.text(2), {r.i64(3)}});
  return {};
}

}  // namespace

Result<MyWork> read_my_work(App& app, const access::Viewer& viewer) {
  const Step step = step_of(app, viewer);
  ANWANG_TRY(const auto reader, app.store.read());
  MyWork work;
  std::vector<Task> tasks;
  ANWANG_CHECK(add_tasks(*reader, step, viewer, tasks));
  ANWANG_CHECK(add_promises(*reader, step, viewer, tasks));
  ANWANG_CHECK(add_returned(*reader, step, viewer, work.returned));
  std::stable_sort(tasks.begin(), tasks.end(),
                   [](const Task& a, const Task& b) { return a.clock.due_at < b.clock.due_at; });
  const Instant midnight = at_taipei(taipei_date(step.now).plus_days(1), 0);
  const Instant week = at_taipei(taipei_date(step.now).plus_days(8), 0);
  for (Task& t : tasks) {
    if (t.clock.due_at >= step.now) work.calendar.push_back(t);
    if (t.clock.due_at < step.now)
      work.overdue.push_back(std::move(t));
    else if (t.clock.due_at < midnight)
      work.today.push_back(std::move(t));
    else if (t.clock.due_at < week)
      work.week.push_back(std::move(t));
  }
  ANWANG_TRY(
      const auto load,
      reader->query(
          "work.load",
          "SELECT COUNT(*), SUM(weight) FROM case_file WHERE county = ?1 AND lead_id = ?2 AND state IN ('assessing', "
          "'open', 'short_term', 'missing_search')",
          {step.county, viewer.account.value}));
  work.open = load.front().i64(0);
  work.weighted = load.front().is_null(1) ? 0 : load.front().real(1);
  return work;
}

Result<Board> read_board(App& app, const access::Viewer& viewer) {
  const Step step = step_of(app, viewer);
  Board board;
  // Only what waits: an old dispatch must not fall behind 200 newer ones that were accepted.
  ANWANG_TRY(auto all, read_assignments(app, viewer, true, "waiting"));
  for (AssignmentView& view : all) {
    const intake::Assignment& a = view.assignment;
    if (a.unit_id != viewer.unit.value) continue;
    if (a.state == "disputed")
      board.disputes.push_back(std::move(view));
    else if (a.state == "sent" || (a.state == "assigned" && a.escalation >= 2))
      board.unassigned.push_back(std::move(view));
    else if (a.state == "assigned")
      board.unacknowledged.push_back(std::move(view));
  }
  ANWANG_TRY(board.countersigns, read_countersigns(app, viewer));
  ANWANG_TRY(const auto reader, app.store.read());
  ANWANG_TRY(board.workers, load_workers(*reader, step, viewer.unit.value, "", 0, 0));
  std::erase_if(board.workers, [](const casework::WorkerFacts& w) { return !w.active; });
  ANWANG_TRY(board.closings,
             store::find<casework::CaseFile>(
                 *reader, "board.closings",
                 "WHERE county = ?1 AND unit_id = ?2 AND state = 'closed' AND close_read_at IS NULL AND id IN (SELECT "
                 "l.case_id FROM case_link l "
                 "WHERE l.county = ?1 AND l.kind = 're_report_after_closing') ORDER BY closed_at DESC LIMIT 100",
                 {step.county, viewer.unit.value}));
  return board;
}

}  // namespace anwang::flow

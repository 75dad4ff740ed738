#include "flow/co_workers.h"

#include "access/facts.h"
#include "store/record.h"

namespace anwang::flow {

namespace {

using casework::CaseFile;
using casework::CoWorker;

const std::string kWorker = "active = 1 AND (roles LIKE '%\"social_worker\"%' OR roles LIKE '%\"duty_worker\"%')";

Status check(const CoWorkerFacts& facts, const CoWorkerInput& input) {
  if (input.if_version != 0 && input.if_version != facts.case_file.version)
    return fail(Errc::precondition_failed, "stale_version");
  if (input.reason.empty()) return fail_field("/reason", "required");
  return {};
}

Planned<CaseChanged> write(const Step& step, CoWorkerFacts facts, CoWorker tie, const CoWorkerInput& input,
                           const char* kind, const char* words) {
  CaseFile& c = facts.case_file;
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  const int event = changes.event(kind, {"case_file", c.id}, c.id,
                                  {{"programme", c.programme},
                                   {"unit_id", std::to_string(c.unit_id)},
                                   {"account_id", std::to_string(tie.account_id)}});
  changes.put(tie, event);
  changes.put(c, event);
  casework::Note why;
  why.id = step.next_id();
  why.case_id = c.id;
  why.author_id = step.actor;
  why.written_at = step.now;
  why.text_sealed = step.seal("case_note", why.id, "text", words + facts.name + "：" + input.reason);
  changes.put(why, event);
  set.result = {"case_file", c.id};
  return {{std::move(c), {}}, std::move(set)};
}

Result<CoWorkerFacts> load_facts(App& app, store::Reader& reader, const Step& step, const access::Viewer& viewer,
                                 const CoWorkerInput& input) {
  CoWorkerFacts facts;
  ANWANG_TRY(facts.case_file, led_case(app, reader, step, viewer, input.case_id));
  ANWANG_TRY(const auto ties, load_co_workers(reader, step, facts.case_file));
  for (const CoWorker& tie : ties)
    if (tie.account_id == input.account_id) facts.current = tie;
  ANWANG_TRY(const auto rows, reader.query("co_worker.account",
                                           "SELECT name, CASE WHEN " + kWorker +
                                               " THEN 1 ELSE 0 END FROM account WHERE county = ?1 AND id = ?2",
                                           {step.county, input.account_id}));
  if (rows.empty()) return facts;
  facts.name = rows.front().text(0);
  facts.may_work = rows.front().i64(1) != 0;
  return facts;
}

}  // namespace

Result<Planned<CaseChanged>> plan_add_co_worker(const Step& step, CoWorkerFacts facts, const CoWorkerInput& input) {
  ANWANG_CHECK(check(facts, input));
  if (!casework::is_open(facts.case_file)) return fail(Errc::conflict, "case_closed");
  if (!facts.may_work) return fail_field("/account_id", "not_a_worker");
  if (input.account_id == facts.case_file.lead_id) return fail_field("/account_id", "is_lead");
  if (facts.current.id != 0) return fail(Errc::conflict, "already_co_worker");
  CoWorker tie;
  tie.id = step.next_id();
  tie.account_id = input.account_id;
  tie.record_id = facts.case_file.id;
  tie.from_at = step.now;
  return write(step, std::move(facts), std::move(tie), input, "case.co_worker_added", "協同社工加入，");
}

// Also of a closed case: whoever need not see it any more shall not.
Result<Planned<CaseChanged>> plan_end_co_worker(const Step& step, CoWorkerFacts facts, const CoWorkerInput& input) {
  if (facts.current.id == 0) return fail(Errc::not_found, "not_found");
  ANWANG_CHECK(check(facts, input));
  CoWorker tie = facts.current;
  tie.until_at = step.now;
  return write(step, std::move(facts), std::move(tie), input, "case.co_worker_ended", "協同社工結束，");
}

Result<Done<CaseChanged>> add_co_worker(App& app, const access::Viewer& viewer, const CoWorkerInput& input,
                                        const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<CaseChanged>> {
    ANWANG_TRY(CoWorkerFacts facts, load_facts(app, reader, step, viewer, input));
    return plan_add_co_worker(step, std::move(facts), input);
  });
}

Result<Done<CaseChanged>> end_co_worker(App& app, const access::Viewer& viewer, const CoWorkerInput& input,
                                        const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<CaseChanged>> {
    ANWANG_TRY(CoWorkerFacts facts, load_facts(app, reader, step, viewer, input));
    return plan_end_co_worker(step, std::move(facts), input);
  });
}

Result<std::vector<CoWorker>> load_co_workers(store::Reader& reader, const Step& step, const CaseFile& c) {
  return store::find<CoWorker>(
      reader, "case.co_workers",
      "WHERE county = ?1 AND tbl = 'case_file' AND record_id = ?2 AND kind = 'co_worker' AND from_at <= ?3 AND "
      "(until_at IS NULL OR until_at > ?3) AND account_id <> ?4 ORDER BY from_at, id",
      {step.county, c.id, step.now.us, c.lead_id});
}

Result<std::vector<Colleague>> read_colleagues(App& app, const access::Viewer& viewer, std::int64_t case_id) {
  const Step step = step_of(app, viewer);
  ANWANG_TRY(const auto reader, app.store.read());
  ANWANG_TRY(const CaseFile c, led_case(app, *reader, step, viewer, case_id));
  const std::string today = taipei_date(step.now).iso();
  ANWANG_TRY(const auto rows,
             reader->query("co_worker.colleagues",
                           "SELECT id, unit_id, CASE WHEN leave_from <= ?4 AND (leave_until IS NULL OR leave_until >= "
                           "?4) THEN COALESCE(leave_until, ?4) END FROM account WHERE county = ?1 AND id <> ?3 AND " +
                               kWorker + " ORDER BY CASE WHEN unit_id = ?2 THEN 0 ELSE 1 END, unit_id, id LIMIT 2000",
                           {step.county, c.unit_id, c.lead_id, today}));
  std::vector<Colleague> out;
  for (const store::Row& r : rows) out.push_back({r.i64(0), r.i64(1), r.text(2)});
  return out;
}

}  // namespace anwang::flow

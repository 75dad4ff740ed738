#include "flow/shifts.h"

#include "flow/screening_store.h"
#include "intake/duty.h"
#include "store/record.h"

namespace anwang::flow {

Status ensure_shifts(App& app, Date from, Date until) {
  const access::Viewer system{};
  for (int attempt = 0; attempt < 3; ++attempt) {
    const Step step = step_of(app, system);
    ANWANG_TRY(auto reader, app.store.read());
    ANWANG_TRY(
        const auto existing,
        store::find<intake::Shift>(*reader, "shift.between", "WHERE county = ?1 AND starts_at >= ?2 AND starts_at < ?3",
                                   {app.county, at_taipei(from, 0).us, at_taipei(until.plus_days(1), 0).us}));
    reader.reset();
    ANWANG_TRY(auto planned, plan_shifts(step, existing, from, until));
    if (planned.value.empty()) return {};
    // Two servers may plan the same days at once: the day is the key, so that only one of them writes it.
    planned.change.idempotency = {"job shifts", from.iso() + " " + until.iso(), std::to_string(existing.size())};
    const auto done = app.store.submit(std::move(planned.change));
    if (done) return {};
    if (done.error().code != Errc::precondition_failed && done.error().reason != "key_reused")
      return fail(done.error());
  }
  return {};
}

Result<Done<std::vector<intake::Roster>>> set_roster(App& app, const access::Viewer& viewer, std::int64_t shift_id,
                                                     std::int64_t if_version, const std::vector<RosterEntry>& entries,
                                                     const Key& key) {
  using Planned_ = Planned<std::vector<intake::Roster>>;
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned_> {
    ANWANG_TRY(const intake::Shift shift, store::get<intake::Shift>(reader, "shift.one", step.county, shift_id));
    if (if_version != 0 && shift.version != if_version) return fail(Errc::precondition_failed, "stale_version");
    ANWANG_TRY(auto existing,
               store::find<intake::Roster>(reader, "shift.roster", "WHERE county = ?1 AND shift_id = ?2 ORDER BY id",
                                           {step.county, shift_id}));
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (entries[i].account_id == 0) continue;
      ANWANG_TRY(const auto account,
                 reader.query("shift.account", "SELECT active FROM account WHERE county = ?1 AND id = ?2",
                              {step.county, entries[i].account_id}));
      if (account.empty() || account.front().i64(0) == 0)
        return fail_field("/entries/" + std::to_string(i) + "/account_id", "unknown_account");
    }
    return plan_roster(step, shift, std::move(existing), entries);
  });
}

Result<Done<HandoverDone>> accept_items(App& app, const access::Viewer& viewer, const std::vector<std::string>& ids,
                                        const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<HandoverDone>> {
    ANWANG_TRY(HandoverFacts facts, load_handover_facts(reader, step));
    return plan_accept_items(step, std::move(facts), ids);
  });
}

Result<Done<HandoverDone>> sign_out(App& app, const access::Viewer& viewer, const std::string& note, const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<HandoverDone>> {
    ANWANG_TRY(HandoverFacts facts, load_handover_facts(reader, step));
    return plan_sign_out(step, std::move(facts), note);
  });
}

Result<int> adopt_pending(App& app) {
  const access::Viewer system{};
  const Step step = step_of(app, system);
  const AccountId screener = app.duty.screener(step.now);
  if (!screener.valid()) return 0;
  ANWANG_TRY(auto reader, app.store.read());
  // An owner who has left, or was never there. Whoever is merely off shift keeps a report until the handover moves it.
  ANWANG_TRY(
      const auto rows,
      reader->query(
          "adopt.orphans",
          "SELECT id FROM report WHERE county = ?1 AND state = 'pending' AND (owner_id IS NULL OR owner_id NOT IN "
          "(SELECT id FROM account WHERE county = ?1 AND active = 1)) ORDER BY CASE WHEN immediate_danger = 1 THEN 0 "
          "ELSE 1 END, due_at, received_at, id LIMIT 200",
          {app.county}));
  int adopted = 0;
  for (const store::Row& row : rows) {
    ANWANG_TRY(intake::Report report, load_report(*reader, app.county, row.i64(0)));
    store::ChangeSet set = step.change();
    store::Changes changes(set);
    report.owner = screener;
    const int event = changes.event("report.owner_changed", {"report", report.id.value}, report.id.value,
                                    {{"owner_id", screener.str()}});
    set.writes.push_back(intake::write_of(report, event));
    const auto done = app.store.submit(std::move(set));
    if (done)
      ++adopted;
    else if (done.error().code != Errc::precondition_failed)
      return fail(done.error());  // stale: somebody else has it now
  }
  return adopted;
}

}  // namespace anwang::flow

// 移轉管轄: the other county's name and time make it theirs; until then the report is ours and its clock runs.
#include "access/facts.h"
#include "flow/screening.h"
#include "flow/screening_store.h"
#include "store/record.h"

namespace anwang::flow {

namespace {

bool unsettled(const intake::Decision& d) { return d.outcome == "jurisdiction" && !d.handed_over_at.set(); }

}  // namespace

Result<JurisdictionFacts> load_jurisdiction_facts(store::Reader& reader, const Step& step, std::int64_t decision_id) {
  JurisdictionFacts facts;
  ANWANG_TRY(facts.base, load_countersign_facts(reader, step, decision_id));
  ANWANG_TRY(facts.others,
             store::find<intake::Decision>(reader, "screening.other_decisions",
                                           "WHERE county = ?1 AND report_id = ?2 AND superseded = 0 AND id <> ?3",
                                           {step.county, facts.base.report.id.value, decision_id}));
  ANWANG_TRY(facts.transitions,
             store::find<intake::Transition>(
                 reader, "screening.jurisdiction",
                 "WHERE county = ?1 AND report_id = ?2 AND decision_id = ?3 AND kind = 'jurisdiction'",
                 {step.county, facts.base.report.id.value, decision_id}));
  for (const intake::Transition& t : facts.transitions) {
    ANWANG_TRY(auto clocks, load_clocks(reader, step.county, "transition", t.id));
    for (clock::Clock& c : clocks) facts.base.clocks.push_back(std::move(c));
  }
  return facts;
}

Result<Planned<intake::Decision>> plan_jurisdiction(const Step& step, JurisdictionFacts facts, std::int64_t if_version,
                                                    const std::string& to_name, Instant at) {
  intake::Decision& d = facts.base.decision;
  if (if_version != 0 && if_version != d.version) return fail(Errc::precondition_failed, "stale_version");
  if (d.superseded || !unsettled(d)) return fail(Errc::conflict, "not_waiting");
  if (to_name.empty()) return fail_field("/to_name", "required");
  if (!at.set() || at > step.now) return fail_field("/handed_over_at", at.set() ? "in_future" : "required");
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  d.to_name = to_name;
  d.handed_over_at = at;
  const int event = changes.event("decision.handed_over", {"decision", d.id}, d.report_id,
                                  {{"report_id", std::to_string(d.report_id)}});
  changes.put(d, event);
  for (intake::Transition& t : facts.transitions) {
    if (t.state != "open") continue;
    t.state = "accepted";
    t.responded_at = at;
    t.responded_by = step.actor;
    changes.put(t, event);
  }
  bool ours = false;
  for (const intake::Decision& other : facts.others) {
    changes.read(other);
    ours = ours || unsettled(other);
  }
  intake::Report& report = facts.base.report;
  const bool settles = !ours && report.state == "pending";
  for (clock::Clock& c : facts.base.clocks) {
    const bool mine = c.tbl == "transition" || (settles && c.tbl == "report");
    if (mine && clock::stop(c, step.now, c.tbl == "report" ? "report.decided" : "transition.answered"))
      changes.put(c, event);
  }
  if (settles) {
    report.state = "decided";
    report.decided_at = step.now;
    report.decided_by = AccountId{step.actor};
    report.claimed_by = AccountId{};
    report.claimed_at = Instant{};
    set.writes.push_back(
        intake::write_of(report, changes.event("report.decided", {"report", report.id.value}, report.id.value)));
  }
  set.result = {"decision", d.id};
  return Planned<intake::Decision>{std::move(d), std::move(set)};
}

Result<Done<intake::Decision>> hand_over_jurisdiction(App& app, const access::Viewer& viewer, std::int64_t decision_id,
                                                      std::int64_t if_version, const std::string& to_name, Instant at,
                                                      const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<intake::Decision>> {
    ANWANG_TRY(JurisdictionFacts facts, load_jurisdiction_facts(reader, step, decision_id));
    ANWANG_TRY(const auto seen,
               access::visible_facts(reader, app.policy, viewer, access::RecordKind::report, facts.base.report.id.value,
                                     step.now, access::FieldClass::content));
    (void)seen;
    return plan_jurisdiction(step, std::move(facts), if_version, to_name, at);
  });
}

}  // namespace anwang::flow

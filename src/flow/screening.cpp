#include "flow/screening.h"

#include "access/facts.h"
#include "flow/screening_store.h"
#include "intake/screening.h"
#include "store/record.h"

namespace anwang::flow {

namespace {

using access::FieldClass;
using access::RecordKind;

std::int64_t holder(const Step& step, const intake::Report& report) {
  return intake::holder({report.claimed_by.value, report.claimed_at}, step.now,
                        static_cast<int>(step.parameter("claim_idle_minutes")));
}

Planned<intake::Report> changed(const Step& step, intake::Report report, const char* kind,
                                codec::JsonObject header = {}) {
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  const int event = changes.event(kind, {"report", report.id.value}, report.id.value, std::move(header));
  set.writes.push_back(intake::write_of(report, event));
  ++report.version;
  set.result = {"report", report.id.value};
  return {std::move(report), std::move(set)};
}

// Work on a row keeps the lock awake; somebody else's lock stops it.
Status keep_claim(const Step& step, intake::Report& report) {
  if (report.state != "pending") return fail(Errc::conflict, "already_decided");
  const std::int64_t who = holder(step, report);
  if (who != 0 && who != step.actor) return fail(Errc::conflict, "claimed_by_other");
  report.claimed_by = AccountId{step.actor};
  report.claimed_at = step.now;
  return {};
}

Result<intake::Report> visible_report(App& app, store::Reader& reader, const Step& step, const access::Viewer& viewer,
                                      std::int64_t id) {
  ANWANG_TRY(const auto facts,
             access::visible_facts(reader, app.policy, viewer, RecordKind::report, id, step.now, FieldClass::content));
  (void)facts;
  return load_report(reader, step.county, id);
}

}  // namespace

Result<Planned<intake::Report>> plan_claim(const Step& step, intake::Report report) {
  ANWANG_CHECK(keep_claim(step, report));
  return changed(step, std::move(report), "report.claimed");
}

Result<Planned<intake::Report>> plan_release(const Step& step, intake::Report report) {
  if (report.claimed_by.value != step.actor) return fail(Errc::conflict, "not_claimed");
  report.claimed_by = AccountId{};
  report.claimed_at = Instant{};
  return changed(step, std::move(report), "report.released");
}

Result<Planned<intake::Report>> plan_summary(const Step& step, intake::Report report, std::int64_t if_version,
                                             const std::string& summary) {
  if (if_version != 0 && if_version != report.version) return fail(Errc::precondition_failed, "stale_version");
  ANWANG_CHECK(keep_claim(step, report));
  report.summary = summary;
  return changed(step, std::move(report), "report.summarised");
}

Result<Done<intake::Report>> claim(App& app, const access::Viewer& viewer, std::int64_t report_id, const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<intake::Report>> {
    ANWANG_TRY(intake::Report report, visible_report(app, reader, step, viewer, report_id));
    return plan_claim(step, std::move(report));
  });
}

Result<Done<intake::Report>> release(App& app, const access::Viewer& viewer, std::int64_t report_id, const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<intake::Report>> {
    ANWANG_TRY(intake::Report report, visible_report(app, reader, step, viewer, report_id));
    return plan_release(step, std::move(report));
  });
}

Result<Done<intake::Report>> set_summary(App& app, const access::Viewer& viewer, std::int64_t report_id,
                                         std::int64_t if_version, const std::string& summary, const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<intake::Report>> {
    ANWANG_TRY(intake::Report report, visible_report(app, reader, step, viewer, report_id));
    return plan_summary(step, std::move(report), if_version, summary);
  });
}

Result<Planned<intake::Report>> plan_more_info(const Step& step, intake::Report report, const std::string& note) {
  ANWANG_CHECK(keep_claim(step, report));
  report.more_info = true;
  if (!note.empty()) report.summary += (report.summary.empty() ? "" : "\n") + ("待補：" + note);
  return changed(step, std::move(report), "report.more_info");
}

Result<Done<intake::Report>> ask_more_info(App& app, const access::Viewer& viewer, std::int64_t report_id,
                                           const std::string& note, const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<intake::Report>> {
    ANWANG_TRY(intake::Report report, visible_report(app, reader, step, viewer, report_id));
    return plan_more_info(step, std::move(report), note);
  });
}

Result<Done<intake::Report>> snooze(App& app, const access::Viewer& viewer, std::int64_t report_id, Instant until,
                                    const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<intake::Report>> {
    ANWANG_TRY(intake::Report report, visible_report(app, reader, step, viewer, report_id));
    if (until <= step.now) return fail_field("/until", "in_past");
    if (until >= report.due_at) return fail_field("/until", "after_due");
    ANWANG_CHECK(keep_claim(step, report));
    report.snoozed_until = until;
    report.claimed_by = AccountId{};
    report.claimed_at = Instant{};
    return changed(step, std::move(report), "report.snoozed", {{"until", iso_instant(until)}});
  });
}

Result<Done<Decided>> decide(App& app, const access::Viewer& viewer, const DecideInput& input, const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<Decided>> {
    ANWANG_TRY(const auto seen, access::visible_facts(reader, app.policy, viewer, RecordKind::report, input.report_id,
                                                      step.now, FieldClass::content));
    (void)seen;
    ANWANG_TRY(DecisionFacts facts, load_decision_facts(reader, step, input));
    return plan_decide(step, std::move(facts), input);
  });
}

Result<CountersignFacts> load_countersign_facts(store::Reader& reader, const Step& step, std::int64_t decision_id) {
  CountersignFacts facts;
  ANWANG_TRY(facts.decision, store::get<intake::Decision>(reader, "screening.decision", step.county, decision_id));
  ANWANG_TRY(facts.report, load_report(reader, step.county, facts.decision.report_id));
  ANWANG_TRY(facts.clocks, load_clocks(reader, step.county, "decision", decision_id));
  ANWANG_TRY(auto report_clocks, load_clocks(reader, step.county, "report", facts.report.id.value));
  for (clock::Clock& c : report_clocks) facts.clocks.push_back(std::move(c));
  return facts;
}

namespace {

// Why the supervisor sent it back stands beside what the screener had written.
Result<std::string> add_words(const Step& step, const intake::Decision& d, const std::string& note) {
  if (d.note_sealed.empty()) return note;
  ANWANG_TRY(const PersonalText before, step.keys.open({step.county, "decision", d.id, "note"}, d.note_sealed));
  return before.reveal() + "\n督導退回：" + note;
}

}  // namespace

Result<Planned<Countersigned>> plan_countersign(const Step& step, CountersignFacts facts, bool agreed,
                                                const std::string& note) {
  intake::Decision& d = facts.decision;
  if (d.countersign != "waiting" || d.superseded) return fail(Errc::conflict, "not_waiting");
  if (d.decided_by == step.actor) return fail(Errc::forbidden, "own_decision");
  if (!agreed && note.empty()) return fail_field("/note", "required");
  store::ChangeSet set = step.change();
  store::Changes changes(set);
  d.countersign = agreed ? "agreed" : "returned";
  d.countersigned_by = step.actor;
  d.countersigned_at = step.now;
  d.superseded = !agreed;
  if (!agreed) {
    ANWANG_TRY(const std::string words, add_words(step, d, note));
    d.note_sealed = step.seal("decision", d.id, "note", words);
  }
  const int event = changes.event("decision.countersigned", {"decision", d.id}, d.report_id,
                                  {{"report_id", std::to_string(d.report_id)}, {"verdict", d.countersign}});
  changes.put(d, event);
  for (clock::Clock& c : facts.clocks) {
    if (c.tbl == "decision" && clock::stop(c, step.now, "decision.countersigned")) changes.put(c, event);
    // Sent back: the report is open again and its 24 hours had never stopped running.
    if (!agreed && c.tbl == "report" && c.state == "stopped") {
      c.state = "open";
      c.stopped_at = Instant{};
      c.stop_event.clear();
      changes.put(c, event);
    }
  }
  if (!agreed) {
    intake::Report& report = facts.report;
    report.state = "pending";
    report.decided_at = Instant{};
    report.decided_by = AccountId{};
    report.more_info = false;
    const int reopened = changes.event("report.returned", {"report", report.id.value}, report.id.value,
                                       {{"decision_id", std::to_string(d.id)}});
    set.writes.push_back(intake::write_of(report, reopened));
    ++report.version;
  }
  set.result = {"decision", d.id};
  return Planned<Countersigned>{{std::move(facts.decision), std::move(facts.report)}, std::move(set)};
}

Result<Done<Countersigned>> countersign(App& app, const access::Viewer& viewer, std::int64_t decision_id, bool agreed,
                                        const std::string& note, const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<Countersigned>> {
    ANWANG_TRY(CountersignFacts facts, load_countersign_facts(reader, step, decision_id));
    ANWANG_TRY(const auto seen, access::visible_facts(reader, app.policy, viewer, RecordKind::report,
                                                      facts.report.id.value, step.now, FieldClass::content));
    (void)seen;
    return plan_countersign(step, std::move(facts), agreed, note);
  });
}

}  // namespace anwang::flow

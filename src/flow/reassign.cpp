// 批次改派: cases of one's own unit move to another worker, with their clocks, in one ChangeSet.
#include <algorithm>

#include "access/facts.h"
#include "flow/assignment_store.h"
#include "flow/screening_store.h"
#include "flow/worklist.h"
#include "store/record.h"

namespace anwang::flow {

namespace {

struct ReassignFacts {
  std::vector<casework::CaseFile> cases;
  std::vector<clock::Clock> clocks;
  std::map<std::int64_t, std::int64_t> open;  // per account
};

Result<ReassignFacts> load_facts(store::Reader& reader, const Step& step, const access::Viewer& viewer,
                                 const ReassignInput& input) {
  if (input.case_ids.empty()) return fail_field("/case_ids", "required");
  if (input.case_ids.size() > 200) return fail_field("/case_ids", "too_long");
  ReassignFacts facts;
  ANWANG_TRY(facts.cases,
             store::find<casework::CaseFile>(
                 reader, "reassign.cases",
                 "WHERE county = ?1 AND unit_id = ?2 AND state NOT IN ('closed', 'not_opened') AND id IN " +
                     id_list(input.case_ids) + " ORDER BY id",
                 {step.county, viewer.unit.value}));
  // One that is closed, of another unit, or does not exist answers alike.
  if (facts.cases.size() != input.case_ids.size()) return fail_field("/case_ids", "unknown_case");
  ANWANG_TRY(facts.clocks,
             store::find<clock::Clock>(reader, "reassign.clocks",
                                       "WHERE county = ?1 AND state = 'open' AND case_id IN " + id_list(input.case_ids),
                                       {step.county}));
  ANWANG_TRY(const auto workers, load_workers(reader, step, viewer.unit.value, "", 0, 0));
  const auto to = std::find_if(workers.begin(), workers.end(),
                               [&](const casework::WorkerFacts& w) { return w.account_id == input.to; });
  if (to == workers.end() || !to->active) return fail_field("/to", "not_in_unit");
  for (const casework::WorkerFacts& w : workers) facts.open[w.account_id] = w.open_cases;
  return facts;
}

Reassigned outcome(ReassignFacts& facts, std::int64_t to) {
  Reassigned out;
  for (const casework::CaseFile& c : facts.cases) {
    if (c.lead_id == to) continue;
    out.open.try_emplace(c.lead_id, facts.open[c.lead_id], facts.open[c.lead_id]).first->second.second -= 1;
    out.open.try_emplace(to, facts.open[to], facts.open[to]).first->second.second += 1;
  }
  return out;
}

}  // namespace

Result<Reassigned> preview_reassign(App& app, const access::Viewer& viewer, const ReassignInput& input) {
  const Step step = step_of(app, viewer);
  ANWANG_TRY(const auto reader, app.store.read());
  ANWANG_TRY(ReassignFacts facts, load_facts(*reader, step, viewer, input));
  Reassigned out = outcome(facts, input.to);
  out.cases = std::move(facts.cases);
  return out;
}

Result<Done<Reassigned>> reassign(App& app, const access::Viewer& viewer, const ReassignInput& input, const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<Reassigned>> {
    if (input.reason.empty()) return fail_field("/reason", "required");
    ANWANG_TRY(ReassignFacts facts, load_facts(reader, step, viewer, input));
    Reassigned out = outcome(facts, input.to);
    store::ChangeSet set = step.change();
    store::Changes changes(set);
    for (casework::CaseFile& c : facts.cases) {
      if (c.lead_id == input.to) continue;
      const int event = changes.event("case.reassigned", {"case_file", c.id}, c.id,
                                      {{"from", std::to_string(c.lead_id)},
                                       {"to", std::to_string(input.to)},
                                       {"unit_id", std::to_string(c.unit_id)}});
      c.lead_id = input.to;
      changes.put(c, event);
      for (clock::Clock& k : facts.clocks) {
        if (k.case_id != c.id) continue;
        k.account_id = input.to;
        changes.put(k, event);
      }
      casework::Note why;
      why.id = step.next_id();
      why.case_id = c.id;
      why.author_id = step.actor;
      why.written_at = step.now;
      why.text_sealed = step.seal("case_note", why.id, "text", "改派：" + input.reason);
      changes.put(why, event);
    }
    out.cases = std::move(facts.cases);
    set.result = {"case_file", out.cases.front().id};
    return Planned<Reassigned>{std::move(out), std::move(set)};
  });
}

}  // namespace anwang::flow

#include "flow/calls.h"

#include "access/facts.h"
#include "base/text.h"
#include "pack/pack.h"
#include "store/record.h"

namespace anwang::flow {

std::vector<FieldError> call_faults(const CallDraft& d, const pack::PackSet& packs, Instant now) {
  std::vector<FieldError> out;
  const auto fault = [&](const char* pointer, const char* code) { out.push_back({pointer, code, {}}); };
  if (!d.started_at)
    fault("/started_at", "required");
  else if (*d.started_at > now.plus_minutes(5))
    fault("/started_at", "in_future");
  if (d.ended_at && d.started_at && *d.ended_at < *d.started_at) fault("/ended_at", "out_of_order");
  if (d.ended_at && *d.ended_at > now.plus_minutes(5)) fault("/ended_at", "in_future");
  if (d.topic.empty())
    fault("/topic", "required");
  else if (!packs.has_code("call_topic", d.topic))
    fault("/topic", "unknown_code");
  if (!d.township.empty() && !packs.township(d.township)) fault("/township", "unknown_code");
  if (!d.caller_class.empty() && !packs.has_code("reporter_class", d.caller_class))
    fault("/caller_class", "unknown_code");
  if (code_points(d.note) > 4'000) out.push_back({"/note", "too_long", {{"max", "4000"}}});
  return out;
}

Result<Planned<CallLog>> plan_call(const Step& step, const CallDraft& d) {
  if (auto faults = call_faults(d, step.packs, step.now); !faults.empty()) return fail_fields(std::move(faults));
  Planned<CallLog> out{{}, step.change()};
  CallLog& c = out.value;
  c.id = step.next_id();
  c.started_at = *d.started_at;
  c.ended_at = d.ended_at.value_or(Instant{});
  c.topic = d.topic;
  c.township = d.township;
  c.caller_class = d.caller_class;
  c.note_sealed = step.seal("call_log", c.id, "note", d.note);
  c.account_id = step.actor;
  c.call_back_at = d.call_back_at.value_or(Instant{});
  store::Changes changes(out.change);
  codec::JsonObject header;
  header.append("topic", c.topic);
  const int event = changes.event("call.recorded", {"call_log", c.id}, c.id, std::move(header));
  changes.put(c, event);
  out.change.result = {"call_log", c.id};
  return out;
}

Result<Done<CallLog>> record_call(App& app, const access::Viewer& viewer, const CallDraft& draft, const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader&, const Step& step) { return plan_call(step, draft); });
}

Result<Planned<CallLog>> plan_call_returned(const Step& step, CallLog call, std::int64_t if_version,
                                            const std::string& outcome) {
  if (outcome != "reached" && outcome != "no_answer") return fail_field("/outcome", "unknown_code");
  if (if_version != 0 && if_version != call.version) return fail(Errc::precondition_failed, "stale_version");
  if (!call.call_back_at.set()) return fail(Errc::conflict, "no_call_back");
  if (call.return_outcome == "reached") return fail(Errc::conflict, "call_returned");
  Planned<CallLog> out{std::move(call), step.change()};
  CallLog& c = out.value;
  c.returned_at = step.now;
  c.returned_by = step.actor;
  c.return_outcome = outcome;
  store::Changes changes(out.change);
  codec::JsonObject header;
  header.append("outcome", outcome);
  changes.put(c, changes.event("call.returned", {"call_log", c.id}, c.id, std::move(header)));
  out.change.result = {"call_log", c.id};
  return out;
}

Result<Done<CallLog>> return_call(App& app, const access::Viewer& viewer, std::int64_t id, std::int64_t if_version,
                                  const std::string& outcome, const Key& key) {
  return run_step(app, viewer, key, [&](store::Reader& reader, const Step& step) -> Result<Planned<CallLog>> {
    ANWANG_CHECK(access::visible_facts(reader, app.policy, viewer, access::RecordKind::call_log, id, step.now,
                                       access::FieldClass::content));
    ANWANG_TRY(auto call, store::get<CallLog>(reader, "call.returned", step.county, id));
    return plan_call_returned(step, std::move(call), if_version, outcome);
  });
}

}  // namespace anwang::flow

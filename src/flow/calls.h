// 福利諮詢: a call that is no report, counted apart. Thread-safe.
#pragma once

#include <optional>
#include <string>

#include "access/viewer.h"
#include "flow/step.h"

namespace anwang::flow {

// As stored. 0, "" and an unset Instant mean NULL.
struct CallLog {
  static constexpr const char* kTable = "call_log";
  std::int64_t id = 0, version = 0;
  Instant started_at, ended_at;
  std::string topic, township, caller_class;
  store::Bytes note_sealed;
  std::int64_t account_id = 0, report_id = 0;
  Instant call_back_at, returned_at;
  std::int64_t returned_by = 0;
  std::string return_outcome;  // reached, no_answer (then the promise stands)

  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("started_at", s.started_at);
    v.opt("ended_at", s.ended_at);
    v.req("topic", s.topic);
    v.opt("township", s.township);
    v.opt("caller_class", s.caller_class);
    v.opt("note_sealed", s.note_sealed);
    v.req("account_id", s.account_id);
    v.opt("report_id", s.report_id);
    v.opt("call_back_at", s.call_back_at);
    v.opt("returned_at", s.returned_at);
    v.opt("returned_by", s.returned_by);
    v.opt("return_outcome", s.return_outcome);
  }
};

struct CallDraft {
  std::optional<Instant> started_at, ended_at, call_back_at;
  std::string topic, township, caller_class, note;
};

// Fault codes: required, unknown_code, in_future, out_of_order, too_long.
std::vector<FieldError> call_faults(const CallDraft& draft, const pack::PackSet& packs, Instant now);
Result<Planned<CallLog>> plan_call(const Step& step, const CallDraft& draft);
Result<Done<CallLog>> record_call(App& app, const access::Viewer& viewer, const CallDraft& draft, const Key& key);

// The promised call was made. Nobody answering is a try: the call stays on the handover sheet. Errors: not_found;
// conflict "no_call_back" (none was promised), "call_returned"; precondition_failed; invalid: /outcome unknown_code.
Result<Planned<CallLog>> plan_call_returned(const Step& step, CallLog call, std::int64_t if_version,
                                            const std::string& outcome);
Result<Done<CallLog>> return_call(App& app, const access::Viewer& viewer, std::int64_t id, std::int64_t if_version,
                                  const std::string& outcome, const Key& key);

}  // namespace anwang::flow

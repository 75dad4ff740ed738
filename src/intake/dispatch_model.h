// Screening's decisions and what they set going, as stored. Plain values; 0, "" and an unset Instant mean NULL.
#pragma once

#include <cstdint>
#include <string>

#include "base/time.h"
#include "store/value.h"

namespace anwang::intake {

// One per report × subject × programme. outcome: dispatch 派案, not_dispatched 不派案, same_incident 併入同一事件,
// notice 在案通知／轉知, jurisdiction 移轉管轄, advice 諮詢結案. countersign: "" none needed; waiting, agreed,
// returned.
struct Decision {
  static constexpr const char* kTable = "decision";
  std::int64_t id = 0, version = 0, report_id = 0, subject_id = 0;
  std::string programme, outcome, grade;
  std::int64_t unit_id = 0, case_id = 0;
  std::string reason_code;
  store::Bytes note_sealed;
  std::string rule, suggested, override_reason;
  std::int64_t decided_by = 0;
  Instant decided_at;
  std::string countersign;
  Instant countersign_due_at;
  std::int64_t countersigned_by = 0;
  Instant countersigned_at;
  std::string to_county, to_name;
  Instant handed_over_at;
  bool superseded = false;

  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("report_id", s.report_id);
    v.req("subject_id", s.subject_id);
    v.req("programme", s.programme);
    v.req("outcome", s.outcome);
    v.opt("grade", s.grade);
    v.opt("unit_id", s.unit_id);
    v.opt("case_id", s.case_id);
    v.opt("reason_code", s.reason_code);
    v.opt("note_sealed", s.note_sealed);
    v.opt("rule", s.rule);
    v.opt("suggested", s.suggested);
    v.opt("override_reason", s.override_reason);
    v.req("decided_by", s.decided_by);
    v.req("decided_at", s.decided_at);
    v.opt("countersign", s.countersign);
    v.opt("countersign_due_at", s.countersign_due_at);
    v.opt("countersigned_by", s.countersigned_by);
    v.opt("countersigned_at", s.countersigned_at);
    v.opt("to_county", s.to_county);
    v.opt("to_name", s.to_name);
    v.opt("handed_over_at", s.handed_over_at);
    v.req("superseded", s.superseded);
  }
};

// A dispatch on its way: sent 派案 → assigned 分案 → accepted 已接; or disputed, withdrawn. escalation: 0 worker, 1
// second line, 2 supervisor, 3 county. dispute_level: unit, bureau, county.
struct Assignment {
  static constexpr const char* kTable = "assignment";
  std::int64_t id = 0, version = 0, decision_id = 0, report_id = 0, subject_id = 0, person_id = 0;
  std::string programme, grade;
  std::int64_t unit_id = 0;
  std::string township, state;
  Instant sent_at;
  std::int64_t worker_id = 0, assigned_by = 0;
  Instant assigned_at;
  std::string override_reason;
  Instant accept_due_at, accepted_at;
  std::int64_t escalation = 0;
  std::string dispute_level;
  store::Bytes dispute_reason_sealed;
  Instant disputed_at, dispute_due_at;
  std::int64_t ruled_by = 0;
  Instant ruled_at;
  std::string ruling;
  std::int64_t case_id = 0;

  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("decision_id", s.decision_id);
    v.req("report_id", s.report_id);
    v.req("subject_id", s.subject_id);
    v.opt("person_id", s.person_id);
    v.req("programme", s.programme);
    v.opt("grade", s.grade);
    v.req("unit_id", s.unit_id);
    v.opt("township", s.township);
    v.req("state", s.state);
    v.req("sent_at", s.sent_at);
    v.opt("worker_id", s.worker_id);
    v.opt("assigned_by", s.assigned_by);
    v.opt("assigned_at", s.assigned_at);
    v.opt("override_reason", s.override_reason);
    v.opt("accept_due_at", s.accept_due_at);
    v.opt("accepted_at", s.accepted_at);
    v.req("escalation", s.escalation);
    v.opt("dispute_level", s.dispute_level);
    v.opt("dispute_reason_sealed", s.dispute_reason_sealed);
    v.opt("disputed_at", s.disputed_at);
    v.opt("dispute_due_at", s.dispute_due_at);
    v.opt("ruled_by", s.ruled_by);
    v.opt("ruled_at", s.ruled_at);
    v.opt("ruling", s.ruling);
    v.opt("case_id", s.case_id);
  }
};

// kind: notice 轉知, in_case_notice 在案通知, assistance_visit 協訪, referral, jurisdiction. state: open, acknowledged,
// accepted, returned, closed.
struct Transition {
  static constexpr const char* kTable = "transition";
  std::int64_t id = 0, version = 0;
  std::string kind;
  std::int64_t report_id = 0, subject_id = 0, decision_id = 0, case_id = 0, person_id = 0, from_account_id = 0;
  std::int64_t to_unit_id = 0, to_account_id = 0;
  std::string to_outside;
  Instant sent_at, due_at;
  std::string state;
  std::int64_t responded_by = 0;
  Instant responded_at;
  std::string response, regrade;

  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("kind", s.kind);
    v.opt("report_id", s.report_id);
    v.opt("subject_id", s.subject_id);
    v.opt("decision_id", s.decision_id);
    v.opt("case_id", s.case_id);
    v.opt("person_id", s.person_id);
    v.req("from_account_id", s.from_account_id);
    v.opt("to_unit_id", s.to_unit_id);
    v.opt("to_account_id", s.to_account_id);
    v.opt("to_outside", s.to_outside);
    v.req("sent_at", s.sent_at);
    v.opt("due_at", s.due_at);
    v.req("state", s.state);
    v.opt("responded_by", s.responded_by);
    v.opt("responded_at", s.responded_at);
    v.opt("response", s.response);
    v.opt("regrade", s.regrade);
  }
};

struct Incident {
  static constexpr const char* kTable = "incident";
  std::int64_t id = 0, version = 0;
  Instant opened_at, happened_at;
  std::string township;
  std::int64_t lead_report_id = 0;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("opened_at", s.opened_at);
    v.opt("happened_at", s.happened_at);
    v.opt("township", s.township);
    v.req("lead_report_id", s.lead_report_id);
  }
};

}  // namespace anwang::intake

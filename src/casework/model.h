// A case and what hangs on it, as stored. Plain values; 0, "" and an unset Instant mean NULL = unknown.
// States of a case: assessing → open | not_opened | short_term | missing_search; open | short_term | missing_search →
// closed; missing_search → open when found.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/time.h"
#include "store/value.h"

namespace anwang::casework {

struct CaseFile {
  static constexpr const char* kTable = "case_file";
  std::int64_t id = 0, version = 0;
  std::string case_no;  // given by the writer (Numbering)
  std::string programme;
  std::int64_t unit_id = 0, lead_id = 0, person_id = 0, household_id = 0, report_id = 0, assignment_id = 0;
  std::string grade, township;
  std::string state;
  Instant received_at, first_contact_at, assessed_at;
  std::string finding;  // substantiated, unsubstantiated, not_found 查無, duplicate
  Instant opened_at, closed_at;
  std::string close_reason;
  std::int64_t close_reader_id = 0;
  Instant close_read_at;
  std::int64_t previous_case_id = 0;
  double weight = 1.0;

  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("case_no", s.case_no);
    v.req("programme", s.programme);
    v.req("unit_id", s.unit_id);
    v.opt("lead_id", s.lead_id);
    v.opt("person_id", s.person_id);
    v.opt("household_id", s.household_id);
    v.opt("report_id", s.report_id);
    v.opt("assignment_id", s.assignment_id);
    v.opt("grade", s.grade);
    v.opt("township", s.township);
    v.req("state", s.state);
    v.req("received_at", s.received_at);
    v.opt("first_contact_at", s.first_contact_at);
    v.opt("assessed_at", s.assessed_at);
    v.opt("finding", s.finding);
    v.opt("opened_at", s.opened_at);
    v.opt("closed_at", s.closed_at);
    v.opt("close_reason", s.close_reason);
    v.opt("close_reader_id", s.close_reader_id);
    v.opt("close_read_at", s.close_read_at);
    v.opt("previous_case_id", s.previous_case_id);
    v.req("weight", s.weight);
  }
};

[[nodiscard]] inline bool is_open(const CaseFile& c) { return c.state != "closed" && c.state != "not_opened"; }

struct Participant {
  static constexpr const char* kTable = "case_participant";
  std::int64_t id = 0, version = 0, case_id = 0, person_id = 0;
  std::string role;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("case_id", s.case_id);
    v.req("person_id", s.person_id);
    v.req("role", s.role);
  }
};

// 協同社工: a row of `relation`, the table that the policy reads. until_at unset: in force.
struct CoWorker {
  static constexpr const char* kTable = "relation";
  std::int64_t id = 0, version = 0, account_id = 0;
  std::string tbl = "case_file";
  std::int64_t record_id = 0;
  std::string kind = "co_worker";
  Instant from_at, until_at;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("account_id", s.account_id);
    v.req("tbl", s.tbl);
    v.req("record_id", s.record_id);
    v.req("kind", s.kind);
    v.req("from_at", s.from_at);
    v.opt("until_at", s.until_at);
  }
};

// kind: co_case, re_report_after_closing, same_incident, re_report_open.
struct CaseLink {
  static constexpr const char* kTable = "case_link";
  std::int64_t id = 0, version = 0, case_id = 0, other_case_id = 0, report_id = 0;
  std::string kind;
  Instant linked_at;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("case_id", s.case_id);
    v.opt("other_case_id", s.other_case_id);
    v.opt("report_id", s.report_id);
    v.req("kind", s.kind);
    v.req("linked_at", s.linked_at);
  }
};

// kind: home_visit, phone, interview, joint_visit, attempt (訪視未遇: counts no 人次). substitute: who saw the person
// in our place (police_post, health_station) when the road was cut.
struct Contact {
  static constexpr const char* kTable = "contact";
  std::int64_t id = 0, version = 0, case_id = 0, person_id = 0, worker_id = 0;
  std::string kind;
  bool face_to_face = false;
  Instant happened_at, recorded_at;
  std::string place, not_seen_reason;
  Instant next_try_at;
  std::string substitute;
  store::Bytes note_sealed;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("case_id", s.case_id);
    v.opt("person_id", s.person_id);
    v.req("worker_id", s.worker_id);
    v.req("kind", s.kind);
    v.req("face_to_face", s.face_to_face);
    v.req("happened_at", s.happened_at);
    v.req("recorded_at", s.recorded_at);
    v.opt("place", s.place);
    v.opt("not_seen_reason", s.not_seen_reason);
    v.opt("next_try_at", s.next_try_at);
    v.opt("substitute", s.substitute);
    v.opt("note_sealed", s.note_sealed);
  }
};

struct Goal {
  static constexpr const char* kTable = "goal";
  std::int64_t id = 0, version = 0, case_id = 0;
  store::Bytes title_sealed;
  std::string target_on;
  std::optional<bool> met;
  Instant ended_at;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("case_id", s.case_id);
    v.req("title_sealed", s.title_sealed);
    v.opt("target_on", s.target_on);
    v.opt("met", s.met);
    v.opt("ended_at", s.ended_at);
  }
};

struct Note {
  static constexpr const char* kTable = "case_note";
  std::int64_t id = 0, version = 0, case_id = 0, author_id = 0;
  Instant written_at;
  store::Bytes text_sealed;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("case_id", s.case_id);
    v.req("author_id", s.author_id);
    v.req("written_at", s.written_at);
    v.req("text_sealed", s.text_sealed);
  }
};

}  // namespace anwang::casework

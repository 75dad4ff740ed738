// Shifts, who is on them, and the sheet that passes from one to the next, as stored. 0, "" and an unset Instant mean
// NULL.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/time.h"
#include "store/value.h"

namespace anwang::intake {

// Shifts are data. kind: day, evening, night.
struct Shift {
  static constexpr const char* kTable = "shift";
  std::int64_t id = 0, version = 0;
  std::string kind;
  Instant starts_at, ends_at;
  bool assumption = false;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("kind", s.kind);
    v.req("starts_at", s.starts_at);
    v.req("ends_at", s.ends_at);
    v.req("assumption", s.assumption);
  }
};
// duty: screener, duty_worker, second_line, supervisor, health, police.
struct Roster {
  static constexpr const char* kTable = "roster";
  std::int64_t id = 0, version = 0, shift_id = 0, unit_id = 0, account_id = 0;
  std::string duty, contact_name, phone;
  Instant checked_in_at, checked_out_at;
  std::optional<std::int64_t> overtime_minutes;  // 補休 is counted from these
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("shift_id", s.shift_id);
    v.opt("unit_id", s.unit_id);
    v.opt("account_id", s.account_id);
    v.req("duty", s.duty);
    v.opt("contact_name", s.contact_name);
    v.opt("phone", s.phone);
    v.opt("checked_in_at", s.checked_in_at);
    v.opt("checked_out_at", s.checked_out_at);
    v.opt("overtime_minutes", s.overtime_minutes);
  }
};
// state: draft, signed_out, accepted. items: JSON array of {id, kind, report_id, args, due_at, accepted}.
struct Handover {
  static constexpr const char* kTable = "handover";
  std::int64_t id = 0, version = 0, shift_id = 0, from_account_id = 0, to_account_id = 0;
  std::string state, items;
  store::Bytes note_sealed;
  Instant signed_out_at, accepted_at;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("shift_id", s.shift_id);
    v.req("from_account_id", s.from_account_id);
    v.opt("to_account_id", s.to_account_id);
    v.req("state", s.state);
    v.req("items", s.items);
    v.opt("note_sealed", s.note_sealed);
    v.opt("signed_out_at", s.signed_out_at);
    v.opt("accepted_at", s.accepted_at);
  }
};

}  // namespace anwang::intake

// The policy as SQL: the same rule table, lowered to a predicate over the tables. Every alias of ours begins with x_,
// so that it never hides the caller's.
#include <algorithm>

#include "access/policy_rules.h"

namespace anwang::access {

namespace {

std::string relation_rows(const char* table, std::string_view word, const std::string& a, SqlParams& p) {
  return "EXISTS (SELECT 1 FROM relation x_r WHERE x_r.county = " + a + ".county AND x_r.account_id = " + p.me() +
         " AND x_r.tbl = '" + table + "' AND x_r.record_id = " + a + ".id AND x_r.kind = '" + std::string(word) +
         "' AND x_r.from_at <= " + p.now() + " AND (x_r.until_at IS NULL OR x_r.until_at > " + p.now() + "))";
}

// Persons of the viewer's own cases and dispatches: `person` is an expression for the person compared with. It is
// looked up by person, of whom a few rows exist; the unary plus keeps planners from walking all that the viewer ever
// led.
std::string own_case_of(const std::string& a, const std::string& person, SqlParams& p) {
  return "EXISTS (SELECT 1 FROM case_file x_c WHERE x_c.county = " + a + ".county AND +x_c.lead_id = " + p.me() +
         " AND x_c.person_id = " + person + ") OR EXISTS (SELECT 1 FROM assignment x_s WHERE x_s.county = " + a +
         ".county AND +x_s.worker_id = " + p.me() + " AND x_s.state <> 'withdrawn' AND x_s.person_id = " + person + ")";
}

// Persons of the cases the viewer co-works on.
std::string co_case_of(const std::string& a, const std::string& person, SqlParams& p) {
  return "EXISTS (SELECT 1 FROM relation x_r JOIN case_file x_c ON x_c.county = x_r.county AND x_c.id = x_r.record_id "
         "WHERE x_r.county = " +
         a + ".county AND x_r.account_id = " + p.me() + " AND x_r.tbl = 'case_file' AND x_r.kind = 'co_worker' AND " +
         "x_r.from_at <= " + p.now() + " AND (x_r.until_at IS NULL OR x_r.until_at > " + p.now() +
         ") AND x_c.person_id = " + person + ")";
}

// The person, or somebody who lives in the same household now: whom a worker of one of them may know of.
std::string family_of_own_case(const std::string& a, const std::string& person, SqlParams& p) {
  return own_case_of(a, person, p) + " OR " + co_case_of(a, person, p) +
         " OR EXISTS (SELECT 1 FROM household_member x_h1 JOIN household_member x_h2 ON x_h2.county = x_h1.county AND "
         "x_h2.household_id = x_h1.household_id AND x_h2.until_on IS NULL WHERE x_h1.county = " +
         a + ".county AND x_h1.person_id = " + person + " AND x_h1.until_on IS NULL AND (" +
         own_case_of(a, "x_h2.person_id", p) + " OR " + co_case_of(a, "x_h2.person_id", p) + "))";
}

std::string members(const std::string& a, const std::string& condition) {
  return "EXISTS (SELECT 1 FROM household_member x_m WHERE x_m.county = " + a + ".county AND x_m.household_id = " + a +
         ".id AND x_m.until_on IS NULL AND (" + condition + "))";
}

std::string unit_persons(const std::string& a, const std::string& person, SqlParams& p) {
  return "EXISTS (SELECT 1 FROM case_file x_c WHERE x_c.county = " + a + ".county AND +x_c.unit_id = " + p.unit() +
         " AND x_c.person_id = " + person + ") OR EXISTS (SELECT 1 FROM assignment x_s WHERE x_s.county = " + a +
         ".county AND +x_s.unit_id = " + p.unit() + " AND x_s.state <> 'withdrawn' AND x_s.person_id = " + person + ")";
}

std::string handled_subject(const std::string& a, const std::string& person, SqlParams& p) {
  return "EXISTS (SELECT 1 FROM report_subject x_q JOIN assignment x_s ON x_s.county = x_q.county AND x_s.report_id = "
         "x_q.report_id WHERE "
         "x_q.county = " +
         a + ".county AND x_q.person_id = " + person + " AND +x_s.worker_id = " + p.me() +
         " AND x_s.state <> 'withdrawn')";
}

std::string report_derived(std::uint32_t bit, const std::string& a, SqlParams& p) {
  switch (bit) {
    case handling:
      return a + ".claimed_by = " + p.me() + " OR " + a + ".owner_id = " + p.me();
    case reporter:
      return a + ".reporter_account_id = " + p.me();
    case lead:
      return "EXISTS (SELECT 1 FROM assignment x_s WHERE x_s.county = " + a + ".county AND x_s.report_id = " + a +
             ".id AND x_s.worker_id = " + p.me() + " AND x_s.state <> 'withdrawn')";
    case unit_case:
      return "EXISTS (SELECT 1 FROM assignment x_s WHERE x_s.county = " + a + ".county AND x_s.report_id = " + a +
             ".id AND x_s.unit_id = " + p.unit() + " AND x_s.state <> 'withdrawn')";
    case notified:
      return "EXISTS (SELECT 1 FROM transition x_t WHERE x_t.county = " + a + ".county AND x_t.report_id = " + a +
             ".id AND (x_t.to_account_id = " + p.me() + " OR x_t.to_unit_id = " + p.unit() + "))";
    case known_family:
      return "EXISTS (SELECT 1 FROM report_subject x_q WHERE x_q.county = " + a + ".county AND x_q.report_id = " + a +
             ".id AND (" + family_of_own_case(a, "x_q.person_id", p) + "))";
    default:
      return {};
  }
}

std::string derived(RecordKind kind, std::uint32_t bit, const std::string& a, SqlParams& p) {
  switch (kind) {
    case RecordKind::report:
      return report_derived(bit, a, p);
    case RecordKind::assignment:
      return bit == lead ? a + ".worker_id = " + p.me() : std::string();
    case RecordKind::case_file:
      if (bit == lead) return a + ".lead_id = " + p.me();
      if (bit == supervising) return a + ".close_reader_id = " + p.me();
      if (bit == known_family) return family_of_own_case(a, a + ".person_id", p);
      if (bit == notified)
        return "EXISTS (SELECT 1 FROM transition x_t WHERE x_t.county = " + a + ".county AND x_t.case_id = " + a +
               ".id AND (x_t.to_account_id = " + p.me() + " OR x_t.to_unit_id = " + p.unit() + "))";
      return {};
    case RecordKind::person:
      if (bit == lead) return own_case_of(a, a + ".id", p);
      if (bit == co_worker) return co_case_of(a, a + ".id", p);
      if (bit == unit_case) return unit_persons(a, a + ".id", p);
      if (bit == subject_of) return handled_subject(a, a + ".id", p);
      if (bit == known_family) return family_of_own_case(a, a + ".id", p);
      return {};
    case RecordKind::household:
      if (bit == lead) return members(a, own_case_of(a, "x_m.person_id", p));
      if (bit == co_worker) return members(a, co_case_of(a, "x_m.person_id", p));
      if (bit == unit_case) return members(a, unit_persons(a, "x_m.person_id", p));
      if (bit == subject_of) return members(a, handled_subject(a, "x_m.person_id", p));
      if (bit == known_family) return members(a, family_of_own_case(a, "x_m.person_id", p));
      return {};
    case RecordKind::service:
    case RecordKind::call_log:
      return bit == handling ? a + ".account_id = " + p.me() : std::string();
    case RecordKind::journal:
      return {};
  }
  return {};
}

constexpr std::array<std::pair<std::uint32_t, const char*>, 7> kRows = {{{handling, "handling"},
                                                                         {lead, "lead"},
                                                                         {co_worker, "co_worker"},
                                                                         {supervising, "supervisor"},
                                                                         {notified, "notified"},
                                                                         {duty, "duty"},
                                                                         {reporter, "reporter"}}};

std::string condition(const Rule& rule, const Viewer& viewer, const std::string& a, SqlParams& p) {
  std::string sql;
  const auto both = [&](const std::string& part) { sql += (sql.empty() ? "" : " AND ") + part; };
  if ((rule.when & Rule::own_unit) != 0)
    both(viewer.unit.valid() ? "(" + unit_sql(rule.kind, a) + " = " + p.unit() + ")" : "(1 = 0)");
  if ((rule.when & (Rule::own_network | Rule::other_network)) != 0) {
    const bool own = (rule.when & Rule::own_network) != 0;
    if (viewer.network.empty())
      both(own ? "(1 = 0)" : "(1 = 1)");
    else
      both("(" + network_sql(rule.kind, a) + (own ? " = " : " <> ") + p.network() + ")");
  }
  if ((rule.when & Rule::not_protective) != 0) both("(NOT " + protective_sql(rule.kind, a) + ")");
  if (rule.relations != 0) {
    std::string any;
    for (const auto bit : kAllRelations)
      if ((rule.relations & bit) != 0) any += (any.empty() ? "" : " OR ") + relation_sql(rule.kind, bit, a, p);
    both("(" + any + ")");
  }
  return sql.empty() ? "(1 = 1)" : sql;
}

}  // namespace

std::string SqlParams::slot(char name, store::Value value) {
  auto& text = slots_[name];
  if (text.empty()) {
    text = "?" + std::to_string(next_++);
    params_.push_back(std::move(value));
  }
  return text;
}

const char* table_of(RecordKind kind) {
  switch (kind) {
    case RecordKind::report:
      return "report";
    case RecordKind::assignment:
      return "assignment";
    case RecordKind::case_file:
      return "case_file";
    case RecordKind::person:
      return "person";
    case RecordKind::household:
      return "household";
    case RecordKind::service:
      return "service";
    case RecordKind::call_log:
      return "call_log";
    case RecordKind::journal:
      return "journal";
  }
  return "";
}

std::string unit_sql(RecordKind kind, const std::string& a) {
  if (kind == RecordKind::assignment || kind == RecordKind::case_file || kind == RecordKind::service)
    return "COALESCE(" + a + ".unit_id, 0)";
  if (kind == RecordKind::report || kind == RecordKind::call_log)  // the county's single window owns them
    return "COALESCE((SELECT MIN(x_u.id) FROM unit x_u WHERE x_u.county = " + a +
           ".county AND x_u.kind = 'screening'), 0)";
  return "0";
}

std::string network_sql(RecordKind kind, const std::string& a) {
  if (kind == RecordKind::service) return a + ".network";
  if (kind == RecordKind::assignment || kind == RecordKind::case_file)
    return "COALESCE((SELECT x_u.network FROM unit x_u WHERE x_u.county = " + a + ".county AND x_u.id = " + a +
           ".unit_id), '')";
  return "'social'";  // reports, calls, persons and households are kept by the social bureau
}

std::string protective_sql(RecordKind kind, const std::string& a) {
  constexpr auto kProgrammes =
      "('child_protection', 'domestic_violence', 'sexual_assault', 'sexual_exploitation', 'elder_protection', "
      "'disability_protection')";
  if (kind == RecordKind::assignment || kind == RecordKind::case_file)
    return "(" + a + ".programme IN " + kProgrammes + ")";
  if (kind == RecordKind::service) return "(" + a + ".kind = 'protection' OR " + a + ".kind IN " + kProgrammes + ")";
  return kind == RecordKind::report ? "(1 = 1)" : "(1 = 0)";
}

std::string restricted_sql(RecordKind kind, const std::string& a, SqlParams& p) {
  auto sql = "EXISTS (SELECT 1 FROM restriction x_x WHERE x_x.county = " + a + ".county AND x_x.tbl = '" +
             table_of(kind) + "' AND x_x.record_id = " + a + ".id AND (x_x.until_at IS NULL OR x_x.until_at > " +
             p.now() + "))";
  if (kind == RecordKind::service) sql += " OR " + a + ".restricted <> 0";
  return "(" + sql + ")";
}

std::string relation_sql(RecordKind kind, std::uint32_t bit, const std::string& a, SqlParams& p) {
  std::string sql;
  for (const auto& [row_bit, word] : kRows)
    if (row_bit == bit) sql = relation_rows(table_of(kind), word, a, p);
  if (bit == break_glass)
    sql = "EXISTS (SELECT 1 FROM access_grant x_g WHERE x_g.county = " + a + ".county AND x_g.account_id = " + p.me() +
          " AND x_g.tbl = '" + std::string(table_of(kind)) + "' AND x_g.record_id = " + a +
          ".id AND x_g.from_at <= " + p.now() + " AND x_g.until_at > " + p.now() + ")";
  const auto more = derived(kind, bit, a, p);
  if (!more.empty()) sql += (sql.empty() ? "" : " OR ") + more;
  return sql.empty() ? "(1 = 0)" : "COALESCE((" + sql + "), 1 = 0)";
}

SqlPredicate Policy::predicate(const Viewer& viewer, RecordKind kind, FieldClass field, Outcome at_least,
                               std::string_view alias, std::size_t first_param, std::int64_t now_us) const {
  if (at_least == Outcome::absent) return {"(1 = 1)", {}};
  if (!viewer.signed_in()) return {"(1 = 0)", {}};
  const std::string a(alias);
  SqlParams params(viewer, now_us, first_param);
  std::string any;
  for (const auto& rule : policy_rules()) {
    if (rule.kind != kind || !viewer.has(rule.role) || rule.grants[static_cast<std::size_t>(field)] < at_least)
      continue;
    if (rule.relations == 0 && rule.when == Rule::always) {
      any = "1 = 1";  // enough by itself: no need to ask the database for ties
      break;
    }
  }
  const bool open = !any.empty();
  for (const auto& rule : policy_rules()) {
    if (open || rule.kind != kind || !viewer.has(rule.role)) continue;
    if (rule.grants[static_cast<std::size_t>(field)] < at_least) continue;
    any += (any.empty() ? "(" : " OR (") + condition(rule, viewer, a, params) + ")";
  }
  if (any.empty()) return {"(1 = 0)", {}};
  auto sql = "(" + a + ".county = " + params.county() + " AND (" + any + ")";
  if (at_least > Outcome::existence) {
    std::string close;
    for (const auto bit : kAllRelations)
      if ((kCloseRelations & bit) != 0) close += " OR " + relation_sql(kind, bit, a, params);
    sql += " AND (NOT " + restricted_sql(kind, a, params) + close + ")";
  }
  return {sql + ")", params.take()};
}

}  // namespace anwang::access

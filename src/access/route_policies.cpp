// The policy line of every route: who may knock at all. What a visitor then sees of a record is decide()'s to say.
#include <algorithm>
#include <array>

#include "access/policy.h"

namespace anwang::access {

namespace {

using R = Role;
constexpr std::array kReporters = {R::mandated_reporter, R::screener, R::duty_worker, R::social_worker, R::supervisor};
constexpr std::array kDesk = {R::screener, R::duty_worker, R::supervisor};
constexpr std::array kScreening = {R::screener, R::supervisor};
constexpr std::array kFrontline = {R::screener, R::duty_worker, R::social_worker, R::supervisor};
constexpr std::array kReaders = {R::screener, R::duty_worker, R::social_worker, R::supervisor, R::county_coordinator};
constexpr std::array kWorkers = {R::duty_worker, R::social_worker, R::supervisor};
constexpr std::array kSupervisor = {R::supervisor};
constexpr std::array kDisputes = {R::supervisor, R::county_coordinator};
constexpr std::array kFigures = {R::screener, R::supervisor, R::county_coordinator};
constexpr std::array kAnswering = {R::mandated_reporter, R::screener, R::duty_worker, R::social_worker, R::supervisor};
constexpr std::array kAuditor = {R::auditor};
constexpr std::array kAdministrator = {R::administrator};
constexpr std::array kOperators = {R::administrator, R::auditor, R::county_coordinator};

constexpr std::array kPolicies = std::to_array<RoutePolicy>({
    {"public", false, {}, "everyone; nothing of a record is shown"},
    {"signed_in", true, {}, "every signed-in account"},
    {"report.submit", true, kReporters, "mandated reporters and staff send reports"},
    {"report.own", true, kReporters, "receipts of the reports one has sent"},
    {"call.write", true, kDesk, "the telephone desk records calls"},
    {"call.read", true, kDesk, "the telephone desk reads its calls"},
    {"import.run", true, kScreening, "the screening centre imports reports"},
    {"attachment.open", true, kFrontline, "those who see the record open its attachments, journalled"},
    {"queue.read", true, kDesk, "the screening centre's queue"},
    {"screening.work", true, kScreening, "screening staff work on a report"},
    {"report.read", true, kReaders, "the parts of a report that the policy shows"},
    {"report.reveal", true, kFrontline, "opens one sealed part with a reason, journalled"},
    {"countersign", true, kSupervisor, "supervisors countersign decisions"},
    {"person.search", true, kFrontline, "search of persons; reporters get no candidates"},
    {"person.read", true, kReaders, "the parts of a person that the policy shows"},
    {"person.reveal", true, kFrontline, "opens one sealed field with a reason, journalled"},
    {"household.read", true, kReaders, "the parts of a household that the policy shows"},
    {"household.write", true, kFrontline, "alerts of a household one works with"},
    {"household.reveal", true, kFrontline, "opens a restricted address with a reason, journalled"},
    {"assignment.read", true, kReaders, "dispatches of one's own unit"},
    {"assignment.assign", true, kSupervisor, "the unit's supervisor assigns a worker"},
    {"assignment.accept", true, kWorkers, "the worker acknowledges"},
    {"assignment.dispute", true, kSupervisor, "the unit's supervisor disputes a dispatch"},
    {"assignment.rule", true, kDisputes, "disputes are ruled on, one level up"},
    {"transition.work", true, kAnswering, "notices and jurisdiction: the addressee reads and answers"},
    {"case.read", true, kReaders, "the parts of a case that the policy shows"},
    {"case.write", true, kWorkers, "the lead and co-workers record"},
    {"case.close", true, kWorkers, "the lead closes"},
    {"case.co_workers", true, kWorkers, "the lead or the unit's supervisor adds and ends co-workers"},
    {"case.read_closing", true, kWorkers, "a second reader reviews a closing"},
    {"work.own", true, kFrontline, "one's own tasks"},
    {"board", true, kSupervisor, "the supervisor's board of the own unit"},
    {"shift.read", true, kFrontline, "shifts, roster and the night page"},
    {"shift.roster", true, kSupervisor, "supervisors write the roster"},
    {"handover", true, kDesk, "handover of a shift, signed by both"},
    {"indicator.read", true, kFigures, "figures of the county; small counts suppressed"},
    {"indicator.records", true, kFigures, "records behind a figure that the policy shows"},
    {"audit.read", true, kAuditor, "journal headers and the access log, without content"},
    {"account.manage", true, kAdministrator, "accounts, roles and units; no case content"},
    {"status.read", true, kOperators, "the state of the installation"},
});

struct RoleCode {
  Role role;
  std::string_view code;
};
constexpr std::array kRoleCodes = std::to_array<RoleCode>({
    {R::public_visitor, "public"},
    {R::mandated_reporter, "mandated_reporter"},
    {R::screener, "screener"},
    {R::duty_worker, "duty_worker"},
    {R::social_worker, "social_worker"},
    {R::supervisor, "supervisor"},
    {R::county_coordinator, "county_coordinator"},
    {R::auditor, "auditor"},
    {R::administrator, "administrator"},
});

}  // namespace

std::span<const RoutePolicy> route_policies() { return kPolicies; }

const RoutePolicy* route_policy(std::string_view name) {
  const auto* it = std::ranges::find(kPolicies, name, &RoutePolicy::name);
  return it == kPolicies.end() ? nullptr : it;
}

bool allows(const RoutePolicy& policy, const Viewer& viewer) {
  if (!policy.session) return true;
  if (!viewer.signed_in()) return false;
  return policy.roles.empty() || std::ranges::any_of(policy.roles, [&](Role role) { return viewer.has(role); });
}

std::string_view role_code(Role role) { return std::ranges::find(kRoleCodes, role, &RoleCode::role)->code; }

std::optional<Role> parse_role(std::string_view code) {
  const auto* it = std::ranges::find(kRoleCodes, code, &RoleCode::code);
  if (it == kRoleCodes.end() || it->role == R::public_visitor) return std::nullopt;
  return it->role;
}

}  // namespace anwang::access

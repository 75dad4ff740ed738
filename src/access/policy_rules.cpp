// The policy as a table. Read it line by line with somebody from the field: who, what, under which tie, how much.
#include "access/policy_rules.h"

namespace anwang::access {

namespace {

constexpr auto A = Outcome::absent, E = Outcome::existence, M = Outcome::masked, F = Outcome::full;
using R = Role;
using K = RecordKind;
constexpr std::uint32_t kWorking = handling | lead | co_worker | supervising | duty;

constexpr std::array kRules = std::to_array<Rule>({
    // Reports. The narrative and the reporter are never shown by a page: at most that they exist (reveal opens them).
    //                          tie          when                  fact ident locat cont  narr  reporter
    {R::screener, K::report, 0, Rule::always, {F, F, F, F, E, E}},
    {R::supervisor, K::report, 0, Rule::own_unit, {F, F, F, F, E, E}},
    {R::supervisor, K::report, unit_case | kWorking, Rule::always, {F, F, F, F, E, E}},
    {R::social_worker, K::report, kWorking, Rule::always, {F, F, F, F, E, E}},
    {R::duty_worker, K::report, kWorking, Rule::always, {F, F, F, F, E, E}},
    {R::social_worker, K::report, unit_case, Rule::always, {F, M, E, E, A, A}},
    {R::duty_worker, K::report, unit_case, Rule::always, {F, M, E, E, A, A}},
    {R::social_worker, K::report, notified | known_family, Rule::own_network, {F, M, E, E, A, A}},
    {R::duty_worker, K::report, notified | known_family, Rule::own_network, {F, M, E, E, A, A}},
    {R::supervisor, K::report, notified | known_family, Rule::own_network, {F, M, E, E, A, A}},
    {R::social_worker, K::report, notified | known_family, Rule::other_network, {E, A, A, A, A, A}},
    {R::supervisor, K::report, notified | known_family, Rule::other_network, {E, A, A, A, A, A}},
    {R::county_coordinator, K::report, 0, Rule::always, {F, M, E, E, A, A}},
    {R::mandated_reporter, K::report, reporter, Rule::always, {M, A, A, A, A, A}},
    {R::screener, K::report, reporter, Rule::always, {M, A, A, A, A, A}},
    {R::social_worker, K::report, reporter, Rule::always, {M, A, A, A, A, A}},
    // Dispatches. content: the words of a dispute and of its ruling.
    {R::screener, K::assignment, 0, Rule::always, {F, M, E, M, A, A}},
    {R::screener, K::assignment, handling, Rule::always, {F, F, F, F, A, A}},
    {R::supervisor, K::assignment, 0, Rule::own_unit, {F, F, F, F, A, A}},
    {R::supervisor, K::assignment, kWorking | notified, Rule::always, {F, F, F, F, A, A}},
    {R::social_worker, K::assignment, kWorking, Rule::always, {F, F, F, F, A, A}},
    {R::duty_worker, K::assignment, kWorking, Rule::always, {F, F, F, F, A, A}},
    {R::social_worker, K::assignment, 0, Rule::own_unit, {F, M, E, E, A, A}},
    {R::duty_worker, K::assignment, 0, Rule::own_unit, {F, M, E, E, A, A}},
    {R::county_coordinator, K::assignment, 0, Rule::always, {F, M, E, F, A, A}},
    // Cases.
    {R::screener, K::case_file, 0, Rule::own_network, {F, M, E, E, A, A}},
    {R::screener, K::case_file, 0, Rule::not_protective, {F, M, E, A, A, A}},
    {R::supervisor, K::case_file, 0, Rule::own_unit, {F, F, F, F, A, A}},
    {R::supervisor, K::case_file, kWorking, Rule::always, {F, F, F, F, A, A}},
    {R::supervisor, K::case_file, 0, Rule::own_network, {F, M, E, E, A, A}},
    {R::social_worker, K::case_file, kWorking, Rule::always, {F, F, F, F, A, A}},
    {R::duty_worker, K::case_file, kWorking, Rule::always, {F, F, F, F, A, A}},
    {R::social_worker, K::case_file, 0, Rule::own_unit, {F, M, M, E, A, A}},
    {R::duty_worker, K::case_file, 0, Rule::own_unit, {F, M, M, E, A, A}},
    {R::social_worker, K::case_file, 0, Rule::own_network, {F, M, E, E, A, A}},
    {R::duty_worker, K::case_file, 0, Rule::own_network, {F, M, E, E, A, A}},
    {R::social_worker, K::case_file, known_family | notified, Rule::not_protective, {M, M, E, E, A, A}},
    {R::social_worker, K::case_file, known_family | notified, Rule::other_network, {E, A, A, A, A, A}},
    {R::duty_worker, K::case_file, known_family | notified, Rule::other_network, {E, A, A, A, A, A}},
    {R::supervisor, K::case_file, known_family | notified, Rule::other_network, {E, A, A, A, A, A}},
    {R::county_coordinator, K::case_file, 0, Rule::always, {F, M, E, E, A, A}},
    // Persons and households have no unit of their own: ties come from cases, dispatches and reports.
    {R::screener, K::person, 0, Rule::always, {F, F, F, E, A, A}},
    {R::supervisor, K::person, kWorking | unit_case | subject_of, Rule::always, {F, F, F, F, A, A}},
    {R::social_worker, K::person, kWorking | subject_of, Rule::always, {F, F, F, F, A, A}},
    {R::duty_worker, K::person, kWorking | subject_of, Rule::always, {F, F, F, F, A, A}},
    {R::social_worker, K::person, known_family, Rule::own_network, {F, F, M, E, A, A}},
    {R::duty_worker, K::person, known_family, Rule::own_network, {F, F, M, E, A, A}},
    {R::supervisor, K::person, known_family, Rule::own_network, {F, F, M, E, A, A}},
    {R::social_worker, K::person, 0, Rule::always, {M, M, E, A, A, A}},
    {R::duty_worker, K::person, 0, Rule::always, {M, M, E, A, A, A}},
    {R::supervisor, K::person, 0, Rule::always, {M, M, E, A, A, A}},
    {R::county_coordinator, K::person, 0, Rule::always, {M, M, E, A, A, A}},
    {R::screener, K::household, 0, Rule::always, {F, F, F, E, A, A}},
    {R::supervisor, K::household, kWorking | unit_case | subject_of, Rule::always, {F, F, F, F, A, A}},
    {R::social_worker, K::household, kWorking | subject_of, Rule::own_network, {F, F, F, F, A, A}},
    {R::duty_worker, K::household, kWorking | subject_of, Rule::own_network, {F, F, F, F, A, A}},
    {R::social_worker, K::household, kWorking | known_family, Rule::other_network, {F, M, M, E, A, A}},
    {R::social_worker, K::household, 0, Rule::always, {M, M, E, A, A, A}},
    {R::duty_worker, K::household, 0, Rule::always, {M, M, E, A, A, A}},
    {R::supervisor, K::household, 0, Rule::always, {M, M, E, A, A, A}},
    {R::county_coordinator, K::household, 0, Rule::always, {M, M, E, A, A, A}},
    // What another network does for somebody: that it does, its window and phone; the content stays there.
    {R::screener, K::service, 0, Rule::always, {F, F, E, E, A, A}},
    {R::supervisor, K::service, 0, Rule::own_network, {F, F, F, F, A, A}},
    {R::social_worker, K::service, 0, Rule::own_network, {F, F, F, F, A, A}},
    {R::duty_worker, K::service, 0, Rule::own_network, {F, F, F, F, A, A}},
    {R::supervisor, K::service, 0, Rule::not_protective, {F, M, E, E, A, A}},
    {R::social_worker, K::service, 0, Rule::not_protective, {F, M, E, E, A, A}},
    {R::duty_worker, K::service, 0, Rule::not_protective, {F, M, E, E, A, A}},
    {R::supervisor, K::service, 0, Rule::always, {E, A, A, A, A, A}},
    {R::social_worker, K::service, 0, Rule::always, {E, A, A, A, A, A}},
    {R::duty_worker, K::service, 0, Rule::always, {E, A, A, A, A, A}},
    {R::county_coordinator, K::service, 0, Rule::always, {F, M, E, E, A, A}},
    {R::screener, K::call_log, 0, Rule::always, {F, F, F, F, A, A}},
    {R::supervisor, K::call_log, 0, Rule::always, {F, F, F, F, A, A}},
    {R::duty_worker, K::call_log, handling, Rule::always, {F, F, F, F, A, A}},
    // Content of the journal is the reason somebody gave for opening what is sealed; never what was opened.
    {R::auditor, K::journal, 0, Rule::always, {F, A, A, F, A, A}},
    // Break-glass: a grant with a reason, expiring by itself.
    {R::screener, K::case_file, break_glass, Rule::always, {F, F, F, F, A, A}},
    {R::social_worker, K::case_file, break_glass, Rule::always, {F, F, F, F, A, A}},
    {R::duty_worker, K::case_file, break_glass, Rule::always, {F, F, F, F, A, A}},
    {R::social_worker, K::person, break_glass, Rule::always, {F, F, F, F, A, A}},
    {R::duty_worker, K::person, break_glass, Rule::always, {F, F, F, F, A, A}},
});

}  // namespace

std::span<const Rule> policy_rules() { return kRules; }

}  // namespace anwang::access

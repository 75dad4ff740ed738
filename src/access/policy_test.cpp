// The policy as people of the field would state it, one sentence a test, and the pure property: bitset = decide.
#include "access/policy.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "access/policy_rules.h"

namespace anwang::access {
namespace {

constexpr std::int64_t kScreening = 1, kProtection = 2, kAddiction = 3;

Viewer person(Role role, std::int64_t unit, const char* network) {
  Viewer v;
  v.county = "10004";
  v.account = AccountId{77};
  v.roles = {role};
  v.unit = UnitId{unit};
  v.network = network;
  return v;
}
RecordFacts record(RecordKind kind, std::int64_t unit, const char* network, std::uint32_t relations = 0) {
  RecordFacts f;
  f.kind = kind;
  f.county = "10004";
  f.unit = unit;
  f.network = network;
  f.relations = relations;
  return f;
}
Outcome see(const Viewer& v, const RecordFacts& f, FieldClass c) { return Policy{}.decide(v, f, c); }

TEST(Policy, AnotherCountyIsAbsentForEveryRole) {
  for (int r = 0; r <= static_cast<int>(Role::administrator); ++r)
    for (std::size_t k = 0; k < kRecordKinds; ++k)
      for (std::size_t c = 0; c < kFieldClasses; ++c) {
        auto f = record(static_cast<RecordKind>(k), kScreening, "social", ~0U);
        f.county = "10005";
        EXPECT_EQ(see(person(static_cast<Role>(r), kScreening, "social"), f, static_cast<FieldClass>(c)),
                  Outcome::absent);
      }
}

TEST(Policy, AdministratorOpensNoCaseContent) {
  for (std::size_t k = 0; k < kRecordKinds; ++k)
    for (std::size_t c = 0; c < kFieldClasses; ++c)
      EXPECT_EQ(see(person(Role::administrator, kScreening, "county"),
                    record(static_cast<RecordKind>(k), kScreening, "social", ~0U), static_cast<FieldClass>(c)),
                Outcome::absent);
}

TEST(Policy, AuditorReadsHeadersOnly) {
  EXPECT_EQ(see(person(Role::auditor, 0, "county"), record(RecordKind::journal, 0, ""), FieldClass::fact),
            Outcome::full);
  EXPECT_EQ(see(person(Role::auditor, 0, "county"), record(RecordKind::report, 1, "social", ~0U), FieldClass::fact),
            Outcome::absent);
}

TEST(Policy, ScreenerReadsTheReportButNeverItsSealsOnThePage) {
  const auto lin = person(Role::screener, kScreening, "social");
  const auto report = record(RecordKind::report, kScreening, "social");
  EXPECT_EQ(see(lin, report, FieldClass::content), Outcome::full);
  EXPECT_EQ(see(lin, report, FieldClass::narrative), Outcome::existence);
  EXPECT_EQ(see(lin, report, FieldClass::reporter), Outcome::existence);
}

TEST(Policy, RevealNeedsTheOneWhoHandlesOrInvestigates) {
  const Policy policy;
  const auto lin = person(Role::screener, kScreening, "social");
  EXPECT_TRUE(policy.may_reveal(lin, record(RecordKind::report, kScreening, "social", handling), RevealPart::reporter));
  EXPECT_FALSE(policy.may_reveal(lin, record(RecordKind::report, kScreening, "social"), RevealPart::reporter));
  const auto worker = person(Role::social_worker, kProtection, "social");
  EXPECT_TRUE(policy.may_reveal(worker, record(RecordKind::report, kScreening, "social", lead), RevealPart::narrative));
  EXPECT_FALSE(
      policy.may_reveal(worker, record(RecordKind::report, kScreening, "social", unit_case), RevealPart::narrative));
  EXPECT_FALSE(policy.may_reveal(person(Role::mandated_reporter, 9, "education"),
                                 record(RecordKind::report, kScreening, "social", reporter), RevealPart::narrative));
  EXPECT_FALSE(policy.may_reveal(person(Role::administrator, 0, "county"),
                                 record(RecordKind::report, kScreening, "social", ~0U), RevealPart::reporter));
}

TEST(Policy, AddictionCaseManagerLearnsOnlyThatProtectionExists) {
  const auto zeng = person(Role::social_worker, kAddiction, "health");
  auto protection = record(RecordKind::case_file, kProtection, "social", known_family);
  protection.protective = true;
  EXPECT_EQ(see(zeng, protection, FieldClass::fact), Outcome::existence);
  EXPECT_EQ(see(zeng, protection, FieldClass::content), Outcome::absent);
  auto shelter = record(RecordKind::service, kProtection, "social");
  shelter.protective = true;
  EXPECT_EQ(see(zeng, shelter, FieldClass::fact), Outcome::existence);
  EXPECT_EQ(see(zeng, shelter, FieldClass::locator), Outcome::absent);
  EXPECT_EQ(see(zeng, record(RecordKind::case_file, kProtection, "social"), FieldClass::fact),
            Outcome::absent);  // a stranger's
  EXPECT_EQ(see(zeng, record(RecordKind::case_file, kAddiction, "health", lead), FieldClass::content), Outcome::full);
  EXPECT_EQ(see(zeng, record(RecordKind::report, kScreening, "social", known_family), FieldClass::fact),
            Outcome::existence);
}

TEST(Policy, SocialWorkerOwnCasesFullTheRestMasked) {
  const auto worker = person(Role::social_worker, kProtection, "social");
  EXPECT_EQ(see(worker, record(RecordKind::case_file, kProtection, "social", lead), FieldClass::content),
            Outcome::full);
  EXPECT_EQ(see(worker, record(RecordKind::case_file, kProtection, "social"), FieldClass::identity), Outcome::masked);
  EXPECT_EQ(see(worker, record(RecordKind::case_file, kProtection, "social"), FieldClass::content), Outcome::existence);
  EXPECT_EQ(see(worker, record(RecordKind::person, 0, "social"), FieldClass::identity), Outcome::masked);
}

TEST(Policy, MandatedReporterOwnReceiptsOnly) {
  const auto peng = person(Role::mandated_reporter, 9, "education");
  EXPECT_EQ(see(peng, record(RecordKind::report, kScreening, "social", reporter), FieldClass::fact), Outcome::masked);
  EXPECT_EQ(see(peng, record(RecordKind::report, kScreening, "social", reporter), FieldClass::identity),
            Outcome::absent);
  EXPECT_EQ(see(peng, record(RecordKind::report, kScreening, "social"), FieldClass::fact), Outcome::absent);
  EXPECT_EQ(see(peng, record(RecordKind::person, 0, "social"), FieldClass::identity), Outcome::absent);
}

TEST(Policy, RestrictedShowsItsExistenceToThoseWithoutATie) {
  const auto supervisor = person(Role::supervisor, kProtection, "social");
  auto f = record(RecordKind::case_file, kProtection, "social");
  f.restricted = true;
  EXPECT_EQ(see(supervisor, f, FieldClass::content), Outcome::existence);
  f.relations = lead;
  EXPECT_EQ(see(supervisor, f, FieldClass::content), Outcome::full);
}

TEST(Policy, NarrativeAndReporterAreNeverShownByAPage) {
  for (const auto& rule : policy_rules()) {
    EXPECT_LE(rule.grants[static_cast<std::size_t>(FieldClass::narrative)], Outcome::existence);
    EXPECT_LE(rule.grants[static_cast<std::size_t>(FieldClass::reporter)], Outcome::existence);
  }
}

TEST(Policy, EveryRoutePolicyNameIsUniqueAndRolesRoundTrip) {
  std::set<std::string_view> names;
  for (const auto& policy : route_policies()) {
    EXPECT_TRUE(names.insert(policy.name).second) << policy.name;
    EXPECT_FALSE(policy.words.empty());
    for (const auto role : policy.roles) EXPECT_EQ(parse_role(role_code(role)), role);
  }
  EXPECT_EQ(parse_role("public"), std::nullopt);  // nobody is given the role of a visitor
  EXPECT_EQ(parse_role("root"), std::nullopt);
}

RC_GTEST_PROP(PolicyProperty, BitsetEqualsDecide, ()) {
  const auto n = *rc::gen::inRange<std::size_t>(0, 150);
  const auto kind = static_cast<RecordKind>(*rc::gen::inRange(0, static_cast<int>(kRecordKinds)));
  const auto field = static_cast<FieldClass>(*rc::gen::inRange(0, static_cast<int>(kFieldClasses)));
  const auto at_least = static_cast<Outcome>(*rc::gen::inRange(0, 4));
  Viewer v = person(Role::screener, *rc::gen::inRange(0, 4), *rc::gen::element("social", "health", ""));
  v.roles.clear();
  for (int r = 0; r <= static_cast<int>(Role::administrator); ++r)
    if (*rc::gen::inRange(0, 4) == 0) v.roles.insert(static_cast<Role>(r));
  if (*rc::gen::inRange(0, 20) == 0) v.account = {};
  const auto sized = [n](auto gen) {
    return *rc::gen::container<std::vector<typename decltype(gen)::ValueType>>(n, gen);
  };
  const auto county = sized(rc::gen::element<std::string>("10004", "10004", "10005"));
  const auto unit = sized(rc::gen::inRange<std::int64_t>(0, 4));
  const auto network = sized(rc::gen::element<std::string>("social", "health", ""));
  const auto relations = sized(rc::gen::inRange<std::uint32_t>(0, 1U << 11));
  const auto protective = sized(rc::gen::inRange<std::uint8_t>(0, 2));
  const auto restricted = sized(rc::gen::inRange<std::uint8_t>(0, 2));
  const Policy policy;
  const auto bits = policy.bitset(v, {kind, county, unit, network, relations, protective, restricted}, field, at_least);
  RC_ASSERT(bits.size() == n);
  for (std::size_t i = 0; i < n; ++i) {
    RecordFacts f{kind, county[i], unit[i], network[i], relations[i], protective[i] != 0, restricted[i] != 0};
    RC_ASSERT(bits.test(i) == (policy.decide(v, f, field) >= at_least));
  }
}

}  // namespace
}  // namespace anwang::access

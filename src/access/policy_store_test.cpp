// The SQL predicate shows exactly the rows for which decide() gives enough, on random data, on both databases; and the
// ties that the facts read from the tables are those that the rows say.
#include <gtest/gtest.h>

#include <random>

#include "access/facts.h"
#include "access/policy_rules.h"
#include "store/testing/fixture.h"

namespace anwang::access {
namespace {

using store::Value;
using Columns = std::vector<std::pair<std::string, Value>>;
Value num(std::int64_t n) { return n; }
Value num_or_null(std::int64_t n) { return n == 0 ? Value{} : Value{n}; }

class PolicyStoreTest : public store::testing::BothStores {
 protected:
  void start() { store_ = open(); }
  void put(const char* table, std::int64_t id, Columns columns) {
    store::ChangeSet c;
    c.county = "10004";
    c.events.push_back({"test.put", {table, id}, 0, {}});
    c.writes.push_back({table, id, 0, std::move(columns), 0});
    const auto done = store_->submit(std::move(c));
    ASSERT_TRUE(done) << table << " " << done.error().reason << " " << done.error().internal;
  }
  std::int64_t pick(std::int64_t from, std::int64_t until) {
    return std::uniform_int_distribution<std::int64_t>(from, until)(random_);
  }
  bool coin(int percent) { return pick(1, 100) <= percent; }

  static constexpr std::int64_t kUnits = 4, kAccounts = 6, kPersons = 14, kHouseholds = 6, kReports = 14, kCases = 12,
                                kRest = 10;
  void fill();
  void fill_people();
  void fill_work();

  std::unique_ptr<store::Store> store_;
  std::mt19937 random_{20261122};
  const Instant now_{1'795'305'600'000'000};
};

void PolicyStoreTest::fill_people() {
  for (std::int64_t i = 1; i <= kUnits; ++i)
    put("unit", i,
        {{"code", "u" + std::to_string(i)},
         {"name_zh", "x"},
         {"name_en", "x"},
         {"kind", i == 1 ? "screening" : "protection"},
         {"network", i == 3 ? "health" : "social"},
         {"source", "t"},
         {"assumption", num(0)},
         {"effective_from", "2020-01-01"}});
  for (std::int64_t i = 1; i <= kPersons; ++i)
    put("person", i, {{"name", "p"}, {"birth_estimated", num(0)}, {"new_resident", num(0)}, {"source", "register"}});
  for (std::int64_t i = 1; i <= kHouseholds; ++i)
    put("household", i,
        {{"overlay", "registered"}, {"township", "t"}, {"address_restricted", num(0)}, {"from_on", "2020-01-01"}});
  for (std::int64_t i = 1; i <= 20; ++i)
    put("household_member", i,
        {{"household_id", num(pick(1, kHouseholds))},
         {"person_id", num(pick(1, kPersons))},
         {"from_on", "2020-01-01"},
         {"until_on", coin(20) ? Value{"2021-01-01"} : Value{}}});
  for (std::int64_t i = 1; i <= kRest; ++i)
    put("service", i,
        {{"person_id", num(pick(1, kPersons))},
         {"network", coin(50) ? "health" : "social"},
         {"kind", coin(50) ? "protection" : "addiction"},
         {"unit_id", num(pick(1, kUnits))},
         {"account_id", num_or_null(pick(0, kAccounts))},
         {"restricted", num(pick(0, 1))}});
}

void PolicyStoreTest::fill_work() {
  for (std::int64_t i = 1; i <= kReports; ++i)
    put("report", i,
        {{"report_no", "r" + std::to_string(i)},
         {"kinds", "[]"},
         {"channel", "phone"},
         {"source", "police"},
         {"received_at", num(1)},
         {"recorded_at", num(1)},
         {"due_at", num(2)},
         {"reply_wanted", num(0)},
         {"anonymous", num(0)},
         {"form", "f"},
         {"form_version", "1"},
         {"facts", "{}"},
         {"state", "pending"},
         {"lane", "normal"},
         {"more_info", num(0)},
         {"claimed_by", num_or_null(coin(30) ? pick(1, kAccounts) : 0)},
         {"owner_id", num_or_null(pick(0, kAccounts))},
         {"reporter_account_id", num_or_null(coin(40) ? pick(1, kAccounts) : 0)}});
  for (std::int64_t i = 1; i <= 20; ++i)
    put("report_subject", i,
        {{"report_id", num(pick(1, kReports))},
         {"role", "client"},
         {"identity", "linked"},
         {"person_id", num_or_null(pick(0, kPersons))}});
  for (std::int64_t i = 1; i <= kRest; ++i) {
    put("assignment", i,
        {{"decision_id", num(i)},
         {"report_id", num(pick(1, kReports))},
         {"subject_id", num(1)},
         {"person_id", num_or_null(pick(0, kPersons))},
         {"programme", coin(50) ? "child_protection" : "suicide"},
         {"unit_id", num(pick(1, kUnits))},
         {"state", coin(20) ? "withdrawn" : "sent"},
         {"sent_at", num(1)},
         {"worker_id", num_or_null(pick(0, kAccounts))},
         {"escalation", num(0)}});
    put("call_log", i, {{"started_at", num(1)}, {"topic", "t"}, {"account_id", num(pick(1, kAccounts))}});
    put("transition", i,
        {{"kind", "notice"},
         {"report_id", num_or_null(pick(0, kReports))},
         {"case_id", num_or_null(pick(0, kCases))},
         {"from_account_id", num(1)},
         {"to_unit_id", num_or_null(pick(0, kUnits))},
         {"to_account_id", num_or_null(pick(0, kAccounts))},
         {"sent_at", num(1)},
         {"state", "open"}});
  }
  for (std::int64_t i = 1; i <= kCases; ++i)
    put("case_file", i,
        {{"case_no", "c" + std::to_string(i)},
         {"programme", coin(50) ? "child_protection" : "vulnerable_family"},
         {"unit_id", num(pick(1, kUnits))},
         {"lead_id", num_or_null(pick(0, kAccounts))},
         {"person_id", num_or_null(pick(0, kPersons))},
         {"state", "open"},
         {"received_at", num(1)},
         {"close_reader_id", num_or_null(coin(20) ? pick(1, kAccounts) : 0)},
         {"weight", Value{1.0}}});
  const char* const tables[] = {"report", "assignment", "case_file", "person", "household", "service"};
  const char* const kinds[] = {"handling", "lead", "co_worker", "supervisor", "notified", "duty", "reporter"};
  for (std::int64_t i = 1; i <= 40; ++i)
    put("relation", i,
        {{"account_id", num(pick(1, kAccounts))},
         {"tbl", tables[pick(0, 5)]},
         {"record_id", num(pick(1, 12))},
         {"kind", kinds[pick(0, 6)]},
         {"from_at", num(coin(80) ? 1 : now_.us + 5)},
         {"until_at", coin(30) ? num(coin(50) ? 5 : now_.us + 9) : Value{}}});
  for (std::int64_t i = 1; i <= 14; ++i) {
    put("restriction", i,
        {{"tbl", tables[pick(0, 5)]},
         {"record_id", num(pick(1, 12))},
         {"kind", "sealed"},
         {"until_at", coin(40) ? num(coin(50) ? 5 : now_.us + 9) : Value{}}});
    put("access_grant", i,
        {{"account_id", num(pick(1, kAccounts))},
         {"tbl", tables[pick(0, 5)]},
         {"record_id", num(pick(1, 12))},
         {"field_class", "content"},
         {"reason_sealed", store::Bytes{1}},
         {"from_at", num(1)},
         {"until_at", num(coin(50) ? 5 : now_.us + 9)}});
  }
}

void PolicyStoreTest::fill() {
  fill_people();
  fill_work();
}

TEST_P(PolicyStoreTest, PredicateEqualsDecideOnRandomData) {
  start();
  fill();
  const Policy policy;
  auto reader = store_->read();
  ASSERT_TRUE(reader);
  constexpr std::array kKinds = {RecordKind::report,  RecordKind::assignment, RecordKind::case_file,
                                 RecordKind::person,  RecordKind::household,  RecordKind::service,
                                 RecordKind::call_log};
  std::vector<std::int64_t> ids;
  for (std::int64_t i = 1; i <= 20; ++i) ids.push_back(i);
  std::size_t shown = 0, hidden = 0;
  for (int trial = 0; trial < 40; ++trial) {
    Viewer v;
    v.county = trial % 13 == 12 ? "10005" : "10004";
    v.account = AccountId{pick(1, kAccounts)};
    v.unit = UnitId{pick(0, kUnits)};
    v.network = coin(20) ? "" : coin(50) ? "social" : "health";
    v.roles = {static_cast<Role>(pick(1, 8))};
    if (coin(30)) v.roles.insert(static_cast<Role>(pick(1, 8)));
    for (const auto kind : kKinds) {
      const auto facts = load_facts(**reader, v, kind, ids, now_);
      ASSERT_TRUE(facts) << facts.error().reason << " " << facts.error().internal;
      for (std::size_t c = 0; c < kFieldClasses; ++c)
        for (const auto at_least : {Outcome::existence, Outcome::masked, Outcome::full}) {
          const auto field = static_cast<FieldClass>(c);
          // first_param 2: the caller's own parameter stands before ours
          const auto predicate = policy.predicate(v, kind, field, at_least, "t", 2, now_.us);
          store::Params params{std::int64_t{0}};
          params.insert(params.end(), predicate.params.begin(), predicate.params.end());
          const auto rows = (*reader)->query(
              "test.policy",
              "SELECT t.id FROM " + std::string(table_of(kind)) + " t WHERE t.id > ?1 AND " + predicate.sql, params);
          ASSERT_TRUE(rows) << rows.error().internal << "\n" << predicate.sql;
          std::set<std::int64_t> got;
          for (const auto& row : *rows) got.insert(row.i64(0));
          for (const auto& [id, f] : *facts) {
            const bool expected = policy.decide(v, f, field) >= at_least;
            EXPECT_EQ(got.contains(id), expected) << table_of(kind) << " " << id << " class " << c << " at "
                                                  << static_cast<int>(at_least) << " ties " << f.relations;
            ++(expected ? shown : hidden);
          }
          EXPECT_LE(got.size(), facts->size());
        }
    }
  }
  // The random world must exercise both answers, or equality says nothing.
  EXPECT_GT(shown, 2000U);
  EXPECT_GT(hidden, 2000U);
}

TEST_P(PolicyStoreTest, TiesComeFromTheRowsThatMakeThem) {
  start();
  put("unit", 1,
      {{"code", "s"},
       {"name_zh", "x"},
       {"name_en", "x"},
       {"kind", "screening"},
       {"network", "social"},
       {"source", "t"},
       {"assumption", num(0)},
       {"effective_from", "2020-01-01"}});
  put("person", 1, {{"name", "mother"}, {"birth_estimated", num(0)}, {"new_resident", num(0)}, {"source", "register"}});
  put("person", 2, {{"name", "son"}, {"birth_estimated", num(0)}, {"new_resident", num(0)}, {"source", "register"}});
  put("person", 3,
      {{"name", "stranger"}, {"birth_estimated", num(0)}, {"new_resident", num(0)}, {"source", "register"}});
  put("household", 1,
      {{"overlay", "registered"}, {"township", "t"}, {"address_restricted", num(0)}, {"from_on", "2020-01-01"}});
  for (std::int64_t p = 1; p <= 2; ++p)
    put("household_member", p, {{"household_id", num(1)}, {"person_id", num(p)}, {"from_on", "2020-01-01"}});
  put("case_file", 1,
      {{"case_no", "c"},
       {"programme", "child_protection"},
       {"unit_id", num(1)},
       {"lead_id", num(7)},
       {"person_id", num(1)},
       {"state", "open"},
       {"received_at", num(1)},
       {"weight", Value{1.0}}});
  Viewer v;
  v.county = "10004";
  v.account = AccountId{7};
  v.unit = UnitId{1};
  v.network = "social";
  v.roles = {Role::social_worker};
  auto reader = store_->read();
  ASSERT_TRUE(reader);
  const std::vector<std::int64_t> ids = {1, 2, 3, 99};
  const auto persons = load_facts(**reader, v, RecordKind::person, ids, now_);
  ASSERT_TRUE(persons);
  EXPECT_EQ(persons->size(), 3U);  // 99 does not exist
  EXPECT_EQ(persons->at(1).relations, lead | unit_case | known_family);
  EXPECT_EQ(persons->at(2).relations, static_cast<std::uint32_t>(known_family));
  EXPECT_EQ(persons->at(3).relations, 0U);
  const auto households = load_facts(**reader, v, RecordKind::household, ids, now_);
  ASSERT_TRUE(households);
  EXPECT_EQ(households->at(1).relations, lead | unit_case | known_family);
  const Policy policy;
  EXPECT_TRUE(visible_facts(**reader, policy, v, RecordKind::case_file, 1, now_));
  v.roles = {Role::administrator};
  const auto refused = visible_facts(**reader, policy, v, RecordKind::case_file, 1, now_);
  const auto absent = visible_facts(**reader, policy, v, RecordKind::case_file, 99, now_);
  ASSERT_FALSE(refused);
  ASSERT_FALSE(absent);
  EXPECT_EQ(refused.error().code, absent.error().code);
  EXPECT_EQ(refused.error().reason, absent.error().reason);
}

ANWANG_ON_BOTH_STORES(PolicyStoreTest);

}  // namespace
}  // namespace anwang::access

// A whole App on a throw-away store of either kind: packs, directory, duty board, rules, the county installed. For
// tests of flow and api. A test of a step:
//   class MyTest : public flow::testing::AppTest {};
//   TEST_P(MyTest, …) { start(); auto receipt = receive_report(app(), screener(), draft, {}); … }
//   ANWANG_ON_BOTH_STORES(MyTest);
#pragma once

#include <memory>
#include <string>

#include "access/policy.h"
#include "access/viewer.h"
#include "flow/app.h"
#include "flow/rules.h"
#include "intake/duty.h"
#include "intake/model.h"
#include "pack/pack.h"
#include "people/directory.h"
#include "store/testing/fixture.h"

namespace anwang::flow::testing {

class AppTest : public store::testing::BothStores {
 protected:
  // Opens the store, installs the county, adds the accounts below, starts following. 2026-11-22T00:00Z = 08:00 Taipei.
  void start();
  [[nodiscard]] App& app() { return *app_; }
  [[nodiscard]] store::Store& store() { return *store_; }
  // Everything written so far is in the projections afterwards.
  void settle();

  AccountId add_account(const std::string& login, const std::string& role, const std::string& unit_code,
                        const std::string& network);
  [[nodiscard]] access::Viewer viewer(AccountId account, access::Role role, const std::string& unit_code,
                                      const std::string& network) const;
  [[nodiscard]] access::Viewer screener() const {
    return viewer(screener_, access::Role::screener, "screening", "social");
  }
  [[nodiscard]] access::Viewer police() const {
    return viewer(police_, access::Role::mandated_reporter, "police_zhudong", "police");
  }
  [[nodiscard]] access::Viewer visitor() const;

  // A person with everything the index needs; a household "" = none.
  PersonId add_person(const std::string& name, const std::string& birth_on, const std::string& sex,
                      const std::string& id_no, std::int64_t household = 0, const std::string& phone = {},
                      const std::string& role = "child");
  std::int64_t add_household(const std::string& township, const std::string& address);
  // A draft that any channel accepts.
  static intake::ReportDraft draft(intake::Channel channel = intake::Channel::mandated);

  std::shared_ptr<const pack::PackSet> packs_;
  std::unique_ptr<store::Store> store_;
  std::shared_ptr<people::PersonDirectory> persons_;
  std::shared_ptr<intake::DutyBoard> duty_;
  std::unique_ptr<Rules> rules_;
  access::Policy policy_;
  std::unique_ptr<App> app_;
  AccountId screener_, police_;
  std::int64_t last_seq_ = 0;

 private:
  store::Committed write(store::ChangeSet change);
};

}  // namespace anwang::flow::testing

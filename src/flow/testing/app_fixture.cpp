#include "flow/testing/app_fixture.h"

#include "flow/install.h"
#include "linkage/id_number.h"
#include "pack/load.h"

namespace anwang::flow::testing {

using store::Value;

namespace {
const char* const kCounty = "10004";
Value text(const std::string& s) { return s.empty() ? Value{} : Value{s}; }
}  // namespace

void AppTest::start() {
  store_ = open();
  auto packs = pack::load(pack::embedded_files(), kCounty);
  ASSERT_TRUE(packs) << packs.error().internal;
  packs_ = *packs;
  auto rules = build_rules(*packs_);
  ASSERT_TRUE(rules) << rules.error().internal;
  rules_ = std::make_unique<Rules>(std::move(*rules));
  persons_ = std::make_shared<people::PersonDirectory>(*keys_, kCounty, packs_->county.name.zh);
  duty_ = std::make_shared<intake::DutyBoard>(kCounty);
  store_->add_projection(persons_);
  store_->add_projection(duty_);
  ASSERT_TRUE(install_county(*store_, *packs_, kCounty));
  app_ = std::make_unique<App>(App{*store_, *keys_, clock_, *packs_, *persons_, policy_, *duty_, *rules_, kCounty});
  ASSERT_TRUE(store_->start_following());
  screener_ = add_account("lin", "screener", "screening", "social");
  police_ = add_account("pol", "mandated_reporter", "police_zhudong", "police");
  settle();
}

void AppTest::settle() { ASSERT_TRUE(store_->wait_for(kCounty, last_seq_, 5000)); }

store::Committed AppTest::write(store::ChangeSet change) {
  change.county = kCounty;
  auto done = store_->submit(std::move(change));
  EXPECT_TRUE(done) << (done ? "" : done.error().reason + " " + done.error().internal);
  if (!done) return {};
  last_seq_ = done->last_seq;
  return *done;
}

AccountId AppTest::add_account(const std::string& login, const std::string& role, const std::string& unit_code,
                               const std::string& network) {
  const std::int64_t id = store_->next_id();
  auto reader = store_->read();
  const auto rows =
      (*reader)->query("test.unit", "SELECT id FROM unit WHERE county = ?1 AND code = ?2", {kCounty, unit_code});
  const std::int64_t unit = rows && !rows->empty() ? (*rows)[0].i64(0) : 0;
  store::ChangeSet c;
  c.events.push_back({"account.created", {"account", id}, 0, {}});
  c.writes.push_back({"account",
                      id,
                      0,
                      {{"login", login},
                       {"name", login},
                       {"title", Value{}},
                       {"roles", "[\"" + role + "\"]"},
                       {"unit_id", unit},
                       {"network", network},
                       {"programmes", "[]"},
                       {"phone", Value{}},
                       {"languages", "[]"},
                       {"hired_on", Value{}},
                       {"active", std::int64_t{1}},
                       {"password_hash", "x"},
                       {"must_change_password", std::int64_t{0}},
                       {"leave_from", Value{}},
                       {"leave_until", Value{}}},
                      0});
  write(std::move(c));
  return {id};
}

access::Viewer AppTest::viewer(AccountId account, access::Role role, const std::string& unit_code,
                               const std::string& network) const {
  access::Viewer v;
  v.county = kCounty;
  v.account = account;
  v.roles = {role};
  v.unit = duty_->unit(unit_code);
  v.network = network;
  return v;
}

access::Viewer AppTest::visitor() const {
  access::Viewer v;
  v.county = kCounty;
  v.roles = {access::Role::public_visitor};
  v.visitor = "visitor-1";
  return v;
}

std::int64_t AppTest::add_household(const std::string& township, const std::string& address) {
  const std::int64_t id = store_->next_id();
  store::ChangeSet c;
  c.events.push_back({"household.recorded", {"household", id}, id, {}});
  c.writes.push_back({"household",
                      id,
                      0,
                      {{"overlay", "registered"},
                       {"township", township},
                       {"village", Value{}},
                       {"address", text(address)},
                       {"address_restricted", std::int64_t{0}},
                       {"income_class", Value{}},
                       {"from_on", "2020-01-01"},
                       {"until_on", Value{}},
                       {"checked_on", Value{}}},
                      0});
  write(std::move(c));
  return id;
}

PersonId AppTest::add_person(const std::string& name, const std::string& birth_on, const std::string& sex,
                             const std::string& id_no, std::int64_t household, const std::string& phone,
                             const std::string& role) {
  const std::int64_t id = store_->next_id();
  store::ChangeSet c;
  c.events.push_back({"person.recorded", {"person", id}, id, {}});
  c.writes.push_back({"person",
                      id,
                      0,
                      {{"name", name},
                       {"name_roman", Value{}},
                       {"birth_on", text(birth_on)},
                       {"birth_estimated", std::int64_t{0}},
                       {"sex", text(sex)},
                       {"nationality", "TW"},
                       {"indigenous", Value{}},
                       {"disability", Value{}},
                       {"new_resident", std::int64_t{0}},
                       {"language", Value{}},
                       {"phone", text(phone)},
                       {"deceased_on", Value{}},
                       {"township", "10004020"},
                       {"village", Value{}},
                       {"source", "register"}},
                      0});
  if (!id_no.empty()) {
    const std::int64_t row = store_->next_id();
    const std::string plain = linkage::normalise_id(id_no);
    c.writes.push_back({"person_identifier",
                        row,
                        0,
                        {{"person_id", id},
                         {"kind", "national_id"},
                         {"value_sealed", keys_->seal({kCounty, "person_identifier", row, "value"}, plain)},
                         {"value_hash", keys_->keyed_hash_bytes("person_identifier", plain)},
                         {"check_ok", std::int64_t{1}}},
                        0});
  }
  if (household != 0)
    c.writes.push_back({"household_member",
                        store_->next_id(),
                        0,
                        {{"household_id", household},
                         {"person_id", id},
                         {"role", role},
                         {"from_on", "2020-01-01"},
                         {"until_on", Value{}}},
                        0});
  write(std::move(c));
  return {id};
}

intake::ReportDraft AppTest::draft(intake::Channel channel) {
  intake::ReportDraft d;
  d.channel = channel;
  d.kinds = {"child_protection"};
  d.township = "10004020";
  d.place = "竹東鎮某路口旁的公寓";
  d.narrative = "孩子手臂有多處瘀青，說是被打的。";
  d.reporter.name = "通報人甲";
  d.reporter.phone = "03-000-0000";
  intake::SubjectDraft s;
  s.role = "victim";
  s.name = "測試童";
  d.subjects.push_back(s);
  return d;
}

}  // namespace anwang::flow::testing

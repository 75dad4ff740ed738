// The queue: its order, what it notices, and what the rules suggest.
#include "flow/queue.h"

#include <gtest/gtest.h>

#include "flow/suggestion.h"
#include "flow/testing/main_job_fixture.h"

namespace anwang::flow {
namespace {

using testing::reason;

class Queue : public testing::MainJobTest {
 protected:
  std::int64_t report_of(intake::ReportDraft d) {
    const auto receipt = receive_report(app(), police(), d, {});
    EXPECT_TRUE(receipt) << (receipt ? "" : receipt.error().reason + receipt.error().internal);
    return receipt ? receipt->id.value : 0;
  }
  const Flag* flag(const QueueRow& row, std::string_view code) {
    for (const Flag& f : row.flags) {
      if (f.code == code) return &f;
    }
    return nullptr;
  }
  std::int64_t number(const Flag* f) {
    return f == nullptr || f->args.find("n") == nullptr ? -1 : *f->args.find("n")->integer();
  }
  QueueRow row(std::int64_t id) {
    auto found = read_queue_row(app(), screener(), id);
    EXPECT_TRUE(found) << reason(found);
    return std::move(*found);
  }
};

TEST_P(Queue, DangerLeadsThenLeastTimeLeft) {
  begin();
  auto calm = draft();
  auto danger = draft();
  danger.immediate_danger = true;
  const auto first = report_of(calm);
  clock_.advance(kMicrosPerHour);
  const auto second = report_of(calm);
  clock_.advance(kMicrosPerHour);
  const auto third = report_of(danger);
  const auto page = read_queue(app(), screener(), {});
  ASSERT_TRUE(page) << reason(page);
  ASSERT_EQ(page->rows.size(), 3U);
  EXPECT_EQ(page->rows[0].report.id.value, third);
  EXPECT_EQ(page->rows[0].place_reason, "danger");
  EXPECT_EQ(page->rows[1].report.id.value, first);
  EXPECT_EQ(page->rows[1].place_reason, "time_left");
  EXPECT_EQ(page->rows[2].report.id.value, second);
  EXPECT_EQ(page->header.pending, 3);
  EXPECT_EQ(page->header.shortest_due, stored(first).due_at);
  ASSERT_TRUE(decide(app(), screener(), {first, 0, {dispatch_item(first)}, {}}, {}));
  const auto decided = read_queue(app(), screener(), {true, "", 50});
  ASSERT_EQ(decided->rows.size(), 1U);
  EXPECT_EQ(decided->rows[0].outcome, "dispatch");
}

TEST_P(Queue, PagesHoldEveryRowOnce) {
  begin();
  std::set<std::int64_t> sent, seen;
  for (int i = 0; i < 7; ++i) {
    auto d = draft();
    d.immediate_danger = i % 3 == 0;
    sent.insert(report_of(d));
  }
  QueueFilter filter;
  filter.limit = 3;
  for (int pages = 0; pages < 5; ++pages) {
    const auto page = read_queue(app(), screener(), filter);
    ASSERT_TRUE(page) << reason(page);
    for (const auto& r : page->rows) EXPECT_TRUE(seen.insert(r.report.id.value).second);
    if (!page->more) break;
    filter.after = queue_position(page->rows.back(), false);
  }
  EXPECT_EQ(seen, sent);
  filter.after = "1:2:x";
  EXPECT_EQ(reason(read_queue(app(), screener(), filter)), "bad_cursor");
}

TEST_P(Queue, OtherUnitsSeeNoRow) {
  begin();
  report();
  const auto page = read_queue(app(), viewer(wang_, access::Role::duty_worker, "welfare_zhudong", "social"), {});
  ASSERT_TRUE(page);
  EXPECT_TRUE(page->rows.empty());
  EXPECT_EQ(page->total, 0);
}

// Family 張 of practice.md 6 in small: partner violence with TIPVDA 9, a son of 4 named, a daughter of 8 not named.
TEST_P(Queue, NoticesWhatAScreenerWouldLookUp) {
  begin();
  const auto home = add_household("10004020", "竹東鎮長春路100號");
  const auto mother = add_person("張雅雯", "2000-05-01", "F", "", home, "", "head");
  const auto son = add_person("張小宇", "2022-06-01", "M", "", home);
  const auto daughter = add_person("張小晴", "2018-02-01", "F", "", home);
  settle();
  auto d = draft();
  d.kinds = {"domestic_violence", "child_protection"};
  d.facts.append("tipvda", std::int64_t{9});
  d.subjects.clear();
  intake::SubjectDraft s;
  s.role = "victim";
  s.name = "張雅雯";
  s.birth_on = Date::parse("2000-05-01");
  d.subjects.push_back(s);
  s.role = "child_witness";
  s.name = "張小宇";
  s.birth_on = Date::parse("2022-06-01");
  d.subjects.push_back(s);
  const auto id = report_of(d);
  link(id, mother);
  auto reader = store().read();
  auto subjects = *load_subjects(**reader, app().county, id);
  reader->reset();
  ASSERT_EQ(subjects.size(), 2U);
  if (subjects[1].likely_person != son && !subjects[1].person.valid())
    GTEST_FAIL() << "the index does not find the son";
  const QueueRow r = row(id);
  ASSERT_NE(flag(r, "suggested_grade"), nullptr);
  EXPECT_EQ(*flag(r, "suggested_grade")->args.find("grade")->string(), "grade_1");
  EXPECT_EQ(number(flag(r, "unlisted_minors")), 1);
  EXPECT_EQ(*flag(r, "unlisted_minors")->args.find("who")->string(), "女8歲");
  EXPECT_EQ(number(flag(r, "tipvda")), 9);
  ASSERT_NE(flag(r, "direct_dispatch"), nullptr);
  EXPECT_EQ(*flag(r, "direct_dispatch")->args.find("rule")->string(), "direct.partner_young_children");
  EXPECT_EQ(flag(r, "nth_report"), nullptr);
  const auto suggestion = read_suggestion(app(), screener(), id);
  ASSERT_TRUE(suggestion) << reason(suggestion);
  EXPECT_TRUE(suggestion->direct);
  ASSERT_EQ(suggestion->items.size(), 2U);  // 成保 for the mother, 兒保 for the son
  EXPECT_EQ(suggestion->items[0].programme, "domestic_violence");
  EXPECT_EQ(suggestion->items[0].unit_id, duty_->unit("protection_adult").value);
  EXPECT_EQ(suggestion->items[1].programme, "child_protection");
  EXPECT_EQ(suggestion->items[1].grade, "grade_1");
  EXPECT_EQ(suggestion->items[1].unit_id, unit_);
  EXPECT_EQ(suggestion->items[1].due.at(0).due_at, stored(id).received_at.plus_hours(24));
  EXPECT_TRUE(suggestion->items[1].rule.has_value());
  (void)daughter;
}

TEST_P(Queue, CountsEarlierReportsButNotThoseFoundNothing) {
  begin();
  const auto first = report();
  link(first, child_);
  const Accepted a = accepted_case(first, "grade_2");
  clock_.advance(30 * kMicrosPerDay);
  const auto second = report();
  link(second, child_);
  QueueRow r = row(second);
  EXPECT_EQ(number(flag(r, "nth_report")), 2);
  EXPECT_EQ(number(flag(r, "open_case")), 1);
  ASSERT_TRUE(assess(app(), chen(), {a.case_file.id, 0, "not_opened", "not_found", "查無此事"}, {}));
  r = row(second);
  EXPECT_EQ(flag(r, "nth_report"), nullptr);
  EXPECT_EQ(flag(r, "open_case"), nullptr);
}

TEST_P(Queue, SuggestsTheSameIncidentForTheSamePersonWithinTwoDays) {
  begin();
  const auto first = report();
  link(first, child_);
  clock_.advance(24 * 60 * kMicrosPerSecond);
  const auto second = report();
  link(second, child_);
  const auto suggestion = read_suggestion(app(), screener(), second);
  ASSERT_TRUE(suggestion && suggestion->same.has_value());
  EXPECT_EQ(suggestion->same->report_id, first);
  EXPECT_EQ(suggestion->same->reasons.at(0), "same_person");
  EXPECT_EQ(suggestion->same->minutes_apart, 24);
  EXPECT_FALSE(read_suggestion(app(), screener(), first)->same.has_value());
  clock_.advance(3 * kMicrosPerDay);
  const auto third = report();
  link(third, child_);
  EXPECT_FALSE(read_suggestion(app(), screener(), third)->same.has_value());
}

ANWANG_ON_BOTH_STORES(Queue);

}  // namespace
}  // namespace anwang::flow

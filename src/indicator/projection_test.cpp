// Following the journal gives the same facts as rebuilding from the tables, whatever changed on the way.
#include "indicator/projection.h"

#include <gtest/gtest.h>

#include "indicator/evaluate.h"
#include "store/testing/fixture.h"

namespace anwang::indicator {
namespace {
using store::ChangeSet;
using store::Value;
using store::Write;

class FactsFollow : public store::testing::BothStores {
 protected:
  static Write report(std::int64_t id, std::int64_t version, const char* state, std::int64_t received) {
    return {"report",
            id,
            version,
            {{"report_no", "115-HC-" + std::to_string(id)},
             {"kinds", R"(["suicide"])"},
             {"channel", "phone"},
             {"source", "police"},
             {"received_at", received},
             {"recorded_at", received},
             {"due_at", received + kMicrosPerDay},
             {"township", "10004020"},
             {"reply_wanted", std::int64_t{0}},
             {"anonymous", std::int64_t{0}},
             {"form", "suicide"},
             {"form_version", "1"},
             {"facts", "{}"},
             {"state", state},
             {"lane", "normal"},
             {"more_info", std::int64_t{0}}},
            0};
  }
  static Write subject(std::int64_t id, std::int64_t version, std::int64_t report_id, std::int64_t person) {
    return {"report_subject",
            id,
            version,
            {{"report_id", report_id}, {"role", "client"}, {"identity", "linked"}, {"person_id", person}},
            0};
  }
  static Write decision(std::int64_t id, std::int64_t version, std::int64_t report_id, std::int64_t at,
                        bool superseded) {
    return {"decision",
            id,
            version,
            {{"report_id", report_id},
             {"subject_id", std::int64_t{7}},
             {"programme", "suicide"},
             {"outcome", "dispatch"},
             {"decided_by", std::int64_t{1}},
             {"decided_at", at},
             {"superseded", std::int64_t{superseded}}},
            0};
  }
  static Write closed_case(std::int64_t id, std::int64_t person, std::int64_t at) {
    return {"case_file",
            id,
            0,
            {{"case_no", "115-HC-自-" + std::to_string(id)},
             {"programme", "suicide"},
             {"unit_id", std::int64_t{1}},
             {"person_id", person},
             {"state", "closed"},
             {"received_at", at - kMicrosPerDay},
             {"opened_at", at - 1},
             {"closed_at", at},
             {"weight", 1.0}},
            0};
  }
  void submit(std::vector<Write> writes) {
    ChangeSet change;
    change.county = "10004";
    change.events.push_back({"test", {writes.front().table, writes.front().id}, 0, {}});
    change.writes = std::move(writes);
    const auto done = store_->submit(std::move(change));
    ASSERT_TRUE(done) << done.error().reason << done.error().internal;
    last_ = done->last_seq;
  }
  std::unique_ptr<store::Store> store_;
  std::int64_t last_ = 0;
};
}  // namespace

TEST_P(FactsFollow, EqualARebuildAfterEveryKindOfChange) {
  store_ = open();
  const auto facts = std::make_shared<FactsProjection>("10004");
  store_->add_projection(facts);
  ASSERT_TRUE(store_->start_following());
  const std::int64_t t0 = clock_.now().us - 100 * kMicrosPerDay;
  submit({closed_case(30, 500, t0 - kMicrosPerDay)});
  submit({report(10, 0, "pending", t0), subject(11, 0, 10, 500)});
  submit({report(10, 1, "decided", t0), decision(20, 0, 10, t0 + kMicrosPerHour, false)});
  submit({decision(20, 1, 10, t0 + kMicrosPerHour, true), decision(21, 0, 10, t0 + 30 * kMicrosPerHour, false)});
  ASSERT_TRUE(store_->wait_for("10004", last_, 5000));
  const Period all{taipei_date({t0}).plus_days(-1), taipei_date(clock_.now())};
  facts->with([&](const Facts& f) {
    const auto figures = evaluate(f, {all}, clock_.now());
    EXPECT_EQ(figures[0].of(Metric::dispatched_24h).at(std::nullopt),
              (Count{0, 1}));  // the decision in time was superseded
    EXPECT_NE(f.cases.find(30)->again_at, 0);
    return 0;
  });
  submit({subject(11, 1, 10, 501)});  // relinked: 500 was not reported again
  ASSERT_TRUE(store_->wait_for("10004", last_, 5000));
  EXPECT_EQ(facts->with([](const Facts& f) { return f.cases.find(30)->again_at; }), 0);
  FactsProjection rebuilt("10004");
  auto reader = store_->read();
  ASSERT_TRUE(reader);
  ASSERT_TRUE(rebuilt.rebuild(**reader));
  EXPECT_EQ(rebuilt.digest(), facts->digest());
}

ANWANG_ON_BOTH_STORES(FactsFollow);

}  // namespace anwang::indicator

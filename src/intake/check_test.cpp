#include "intake/check.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "pack/load.h"

namespace anwang::intake {
namespace {

const Instant kNow = at_taipei(*Date::parse("2026-11-22"), 8);
const pack::PackSet& packs() {
  static const auto set = *pack::load(pack::embedded_files(), "10004");
  return *set;
}
ReportDraft draft() {
  ReportDraft d;
  d.channel = Channel::phone;
  d.kinds = {"child_protection"};
  d.township = "10004020";
  d.narrative = "孩子手臂有多處瘀青。";
  d.subjects.resize(1);
  d.subjects[0].name = "測試童";
  return d;
}
std::vector<std::string> words(const std::vector<FieldError>& list) {
  std::vector<std::string> out;
  out.reserve(list.size());
  for (const auto& f : list) out.push_back(f.pointer + " " + f.code);
  std::sort(out.begin(), out.end());
  return out;
}
std::vector<std::string> faults(const ReportDraft& d) {
  const auto r = check(d, packs(), kNow);
  return r ? std::vector<std::string>{} : words(r.error().fields);
}
std::vector<std::string> warnings(const ReportDraft& d) {
  const auto r = check(d, packs(), kNow);
  EXPECT_TRUE(r) << (r ? "" : words(r.error().fields).front());
  return r ? words(r->warnings) : std::vector<std::string>{};
}
using List = std::vector<std::string>;

TEST(Check, OnlyClueplaceAndStoryAreRequired) {
  ReportDraft d;
  EXPECT_EQ(faults(d), (List{"/narrative required", "/place required", "/subjects required"}));
  d.narrative = "有人在橋下大叫，看起來很不舒服";
  d.place = "竹東大橋下";
  d.subjects.resize(1);
  EXPECT_EQ(faults(d), List{"/subjects required"});
  d.subjects[0].nickname = "阿明，四十多歲，常穿紅外套";
  EXPECT_EQ(faults(d), List{});
  const auto r = check(d, packs(), kNow);
  EXPECT_EQ(r->draft.kinds, List{"other"});
  EXPECT_EQ(r->draft.subjects[0].role, "client");
}

TEST(Check, TimesMustBePossible) {
  auto d = draft();
  d.happened_at = kNow.plus_hours(1);
  EXPECT_EQ(faults(d), List{"/happened_at in_future"});
  d.happened_at = Instant{-9'000'000'000'000'000};
  EXPECT_EQ(faults(d), List{"/happened_at impossible_date"});
  d.happened_at = kNow.plus_hours(-2);
  d.known_at = kNow.plus_hours(-3);
  EXPECT_EQ(warnings(d), List{"/known_at out_of_order"});
  d.known_at = kNow.plus_hours(-1);
  d.received_at = kNow.plus_hours(-30);  // paper entered later: the clock runs from receipt
  const auto r = check(d, packs(), kNow);
  ASSERT_TRUE(r);
  EXPECT_EQ(r->draft.received_at->us, kNow.plus_hours(-30).us);
  EXPECT_EQ(words(r->warnings), List{"/received_at out_of_order"});
  d.channel = Channel::public_web;  // nobody outside sets our clock
  EXPECT_EQ(check(d, packs(), kNow)->draft.received_at->us, kNow.us);
}

TEST(Check, LateMandatedReportIsSaid) {
  auto d = draft();
  d.channel = Channel::mandated;
  d.known_at = kNow.plus_hours(-23);
  EXPECT_EQ(warnings(d), List{});
  d.known_at = kNow.plus_hours(-25);
  EXPECT_EQ(warnings(d), List{"/known_at late_report"});
}

TEST(Check, MistypedIdentifierIsAcceptedWithAWarning) {
  auto d = draft();
  d.subjects[0].id_no = "A123456789";
  d.subjects[0].sex = "M";
  EXPECT_EQ(warnings(d), List{});
  d.subjects[0].sex = "F";
  EXPECT_EQ(warnings(d), List{"/subjects/0/id_no sex_differs"});
  d.subjects[0].id_no = "Ａ12345678８";
  EXPECT_EQ(warnings(d), List{"/subjects/0/id_no bad_check_digit"});
  d.subjects[0].id_no = "不清楚";
  EXPECT_EQ(warnings(d), List{"/subjects/0/id_no bad_form"});
}

TEST(Check, BirthDates) {
  auto d = draft();
  d.subjects[0].birth_text = "民國111年2月30日";
  EXPECT_EQ(faults(d), List{"/subjects/0/birth_text bad_date"});
  d.subjects[0].birth_text = "1110304";
  EXPECT_EQ(check(d, packs(), kNow)->draft.subjects[0].birth_on->iso(), "2022-03-04");
  d.subjects[0].birth_text = "2030-01-01";
  EXPECT_EQ(faults(d), List{"/subjects/0/birth_text in_future"});
  d.subjects[0].birth_text = "75年";
  EXPECT_EQ(warnings(d), List{"/subjects/0/birth_text unread_birth"});
  EXPECT_EQ(*check(d, packs(), kNow)->draft.subjects[0].age_estimated, 40);
  d.subjects[0].birth_text.clear();
  d.subjects[0].age_estimated = 131;
  EXPECT_EQ(faults(d), List{"/subjects/0/age_estimated out_of_range"});
}

TEST(Check, CodesMustBeKnown) {
  auto d = draft();
  d.kinds = {"child_protection", "astrology"};
  d.subjects[0].role = "boss";
  d.subjects[0].sex = "Q";
  d.township = "台北";
  d.reporter.reporter_class = "king";
  EXPECT_EQ(faults(d), (List{"/kinds/1 unknown_code", "/reporter/class unknown_code", "/subjects/0/role unknown_code",
                             "/subjects/0/sex unknown_code", "/township unknown_code"}));
}

TEST(Check, PlacesOfOtherCountiesAreTakenAllTheSame) {
  auto d = draft();
  d.township = "63000010";
  EXPECT_EQ(warnings(d), List{"/township outside_county"});
  d.township = "尖石鄉";
  EXPECT_EQ(check(d, packs(), kNow)->draft.township, "10004120");
  d.township.clear();
  d.place = "新竹縣竹東鎮長春路二段10號";
  EXPECT_EQ(check(d, packs(), kNow)->draft.township, "10004020");
}

TEST(Check, AnswersAreSortedIntoSealedAndFacts) {
  auto d = draft();
  d.kinds = {"child_protection", "domestic_violence"};
  d.answers = {
      {"tipvda", 9}, {"injury_details", "右臂"}, {"no_voicemail", "yes"}, {"pregnant", "unknown"}, {"weapon", nullptr}};
  const auto r = check(d, packs(), kNow);
  ASSERT_TRUE(r);
  EXPECT_EQ(codec::write_json(r->draft.facts), R"({"tipvda":9,"no_voicemail":true})");
  EXPECT_EQ(codec::write_json(r->draft.answers), R"({"injury_details":"右臂"})");
  d.answers = {{"tipvda", 16}, {"weapon", "bazooka"}, {"bsrs5", 3}, {"no_voicemail", 1}, {"maltreatment", "physical"}};
  EXPECT_EQ(faults(d),
            (List{"/answers/bsrs5 unknown_field", "/answers/maltreatment wrong_type",
                  "/answers/no_voicemail wrong_type", "/answers/tipvda out_of_range", "/answers/weapon unknown_code"}));
}

TEST(Check, LengthsAndControlCharacters) {
  auto d = draft();
  d.narrative = std::string(60'001, 'a');
  d.subjects[0].name = std::string("a\x01") + "b";
  d.subjects[0].school = std::string(101, 'x');
  EXPECT_EQ(faults(d),
            (List{"/narrative too_long", "/subjects/0/name control_character", "/subjects/0/school too_long"}));
  d = draft();
  d.subjects.resize(21);
  EXPECT_EQ(faults(d), List{"/subjects too_many"});
}

TEST(Check, SuspiciousNeverWhenDangerIsDeclared) {
  auto d = draft();
  d.channel = Channel::public_web;
  EXPECT_FALSE(check(d, packs(), kNow)->suspicious);
  d.narrative = "哈哈哈哈哈哈哈哈哈哈哈哈";
  EXPECT_TRUE(check(d, packs(), kNow)->suspicious);
  d.immediate_danger = true;
  EXPECT_FALSE(check(d, packs(), kNow)->suspicious);
  d.immediate_danger = false;
  d.channel = Channel::phone;
  EXPECT_FALSE(check(d, packs(), kNow)->suspicious);
  d = draft();
  d.channel = Channel::public_web;
  d.honeypot = true;
  EXPECT_TRUE(check(d, packs(), kNow)->suspicious);
}

}  // namespace
}  // namespace anwang::intake

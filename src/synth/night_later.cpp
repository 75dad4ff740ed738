// What comes after 02:40 whether anybody presses a key or not.
#include "synth/night.h"

namespace anwang::synth {

using codec::Json;
using codec::JsonArray;

Status play_scheduled(flow::App& app, Instant from, Instant to) {
  // Called every second: a look at the clock first, for the night's date is a walk over all households.
  const Date day = taipei_date(to);
  const Instant last_school = at_taipei(day, 7, 50) <= to ? at_taipei(day, 7, 50) : at_taipei(day.plus_days(-1), 7, 50);
  if (last_school <= from) return {};
  ANWANG_TRY(auto reader, app.store.read());
  ANWANG_TRY(
      const auto night,
      reader->query("demo.night", "SELECT max(checked_on) FROM household WHERE county = ?1 AND overlay = 'registered'",
                    {app.county}));
  const auto monday = night.empty() || night[0].is_null(0) ? std::nullopt : Date::parse(night[0].text(0));
  if (!monday) return {};
  const Instant school = at_taipei(*monday, 7, 50);
  if (school <= from || to < school) return {};
  ANWANG_TRY(
      const auto pupil,
      reader->query("demo.pupil",
                    "SELECT p.name, p.birth_on, h.address, a.id, a.unit_id FROM person p JOIN service s ON s.county = "
                    "p.county AND s.person_id = p.id"
                    " JOIN account a ON a.county = s.county AND a.id = s.account_id JOIN household_member m ON "
                    "m.county = p.county AND m.person_id = p.id"
                    " JOIN household h ON h.county = m.county AND h.id = m.household_id"
                    " WHERE p.county = ?1 AND s.kind = 'school_counselling' AND a.login = 'peng' ORDER BY p.id LIMIT 1",
                    {app.county}));
  reader.reset();
  if (pupil.empty()) return {};
  const store::Row& row = pupil[0];
  intake::ReportDraft d;
  d.channel = intake::Channel::mandated;
  d.kinds = {"child_protection"};
  d.township = "10004020";
  d.place = "竹東示範國民小學";
  d.narrative = "三年級學生早上到校後表示昨晚爸爸拿刀，她躲到外婆朋友家過夜，由阿姨送到學校，沒有外傷，情緒害怕。";
  d.known_at = school.plus_minutes(-15);
  d.reporter.name = "彭若晴";
  d.reporter.title = "專任輔導教師";
  d.reporter.reporter_class = "education";
  intake::SubjectDraft s;
  s.role = "victim";
  s.name = row.text(0);
  s.birth_on = Date::parse(row.text(1));
  s.sex = "F";
  s.address = row.text(2);
  s.school = "竹東示範國民小學";
  d.subjects.push_back(s);
  d.answers.set("maltreatment", JsonArray{Json("witness")});
  d.answers.set("injury", "none");
  d.answers.set("where_child_now", "在學校，輔導室陪伴中");
  access::Viewer peng;
  peng.county = app.county;
  peng.account = AccountId{row.i64(3)};
  peng.roles = {access::Role::mandated_reporter};
  peng.unit = UnitId{row.i64(4)};
  peng.network = "education";
  auto received = flow::receive_report(app, peng, d, {"school-report-" + monday->iso(), "demo", "1"});
  if (!received) return tl::unexpected<Error>(std::move(received).error());
  return {};
}

}  // namespace anwang::synth

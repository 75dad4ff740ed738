// What is no report: services and cases of other networks, warnings on the door, a serious incident.
#include "casework/model.h"
#include "intake/duty.h"
#include "synth/night.h"
#include "synth/rows.h"

namespace anwang::synth {
namespace {

struct ServiceRow {
  static constexpr const char* kTable = "service";
  std::int64_t id = 0, version = 0, person_id = 0;
  std::string network, kind;
  std::int64_t unit_id = 0, account_id = 0;
  bool restricted = false;
  std::string from_on, until_on, source;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("person_id", s.person_id), v.req("network", s.network), v.req("kind", s.kind), v.opt("unit_id", s.unit_id);
    v.opt("account_id", s.account_id), v.req("restricted", s.restricted), v.opt("from_on", s.from_on);
    v.opt("until_on", s.until_on), v.opt("source", s.source);
  }
};
struct AlertRow {
  static constexpr const char* kTable = "family_alert";
  std::int64_t id = 0, version = 0, household_id = 0;
  std::string kind;
  store::Bytes note_sealed;
  std::int64_t recorded_by = 0;
  Instant recorded_at, review_at, ended_at;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("household_id", s.household_id), v.req("kind", s.kind), v.opt("note_sealed", s.note_sealed);
    v.req("recorded_by", s.recorded_by), v.req("recorded_at", s.recorded_at), v.opt("review_at", s.review_at);
    v.opt("ended_at", s.ended_at);
  }
};
struct SeriousRow {
  static constexpr const char* kTable = "serious_incident";
  std::int64_t id = 0, version = 0;
  std::string kind;
  std::int64_t report_id = 0, case_id = 0;
  Instant happened_at;
  std::int64_t owner_id = 0;
  std::string township;
  Instant closed_at;
  template <class S, class V>
  static void visit(S& s, V& v) {
    v.req("kind", s.kind), v.opt("report_id", s.report_id), v.opt("case_id", s.case_id);
    v.req("happened_at", s.happened_at), v.req("owner_id", s.owner_id), v.opt("township", s.township);
    v.opt("closed_at", s.closed_at);
  }
};

}  // namespace

Status plant_services(flow::App& app, const Stage& stage) {
  const Planted& who = stage.planted;
  store::ChangeSet set;
  set.county = app.county;
  set.pack_hash = app.packs.hash;
  store::Changes changes(set);
  const Date monday = taipei_date(stage.as_of);
  const auto id = [&](std::int32_t i) { return stage.loaded.persons[static_cast<std::size_t>(i)]; };
  const auto unit = [&](const char* code) { return app.duty.unit(code).value; };
  if (who.mother == kNobody) return {};
  const int recorded = changes.event("service.recorded", {"person", id(who.father)}, id(who.father), {});
  const auto serve = [&](std::int32_t person, const char* network, const char* kind, const char* unit_code,
                         const char* login, bool restricted, int days, int days_until = 0) {
    ServiceRow row{app.store.next_id(),
                   0,
                   id(person),
                   network,
                   kind,
                   unit(unit_code),
                   stage.staff.id(login),
                   restricted,
                   monday.plus_days(-days).iso(),
                   days_until == 0 ? std::string() : monday.plus_days(-days_until).iso(),
                   "demo"};
    changes.put(row, recorded);
  };
  // Where the children go to school is on the school register: each school is told of its own pupil.
  serve(who.daughter, "education", "enrolled", "school_zhudong_demo", "", false, 814);
  serve(who.son, "education", "enrolled", "kindergarten_zhudong_demo", "", false, 449);
  // After the violence of February the mother was in a shelter for twelve days: nobody outside protection learns of it.
  serve(who.mother, "protection", "shelter", "protection_adult", "", true, 281, 269);
  serve(who.daughter, "education", "school_counselling", "school_zhudong_demo", "peng", true, 77);
  serve(who.mother, "police", "police", "police_zhudong", "qiu", false, 281);
  TieRow violence{app.store.next_id(),          0,  id(who.father), id(who.mother), "violence",
                  monday.plus_days(-282).iso(), {}, "report"};
  changes.put(violence, recorded);

  // 毒品成癮者單一窗口: its case as that system keeps it; the programme is not one of ours.
  casework::CaseFile c;
  c.id = app.store.next_id();
  c.case_no = std::to_string(monday.year() - 1911 - 2) + "-HC-藥-000127";
  c.programme = "addiction";
  c.unit_id = unit("addiction");
  c.lead_id = stage.staff.id("zeng");
  c.person_id = id(who.father);
  c.household_id = stage.loaded.households[static_cast<std::size_t>(who.home)];
  c.township = "10004020";
  c.state = "open";
  c.received_at = c.opened_at = at_taipei(monday.plus_days(-833), 10, 0);
  c.assessed_at = c.first_contact_at = c.opened_at.plus_hours(30);
  c.weight = 1.0;
  const int imported = changes.event("case.imported", {"case_file", c.id}, c.id, {{"programme", c.programme}});
  changes.put(c, imported);

  const int warned = changes.event("household.warned", {"household", c.household_id}, c.household_id, {});
  for (const char* kind : {"respondent_may_be_home", "no_voicemail", "child_whereabouts_unknown"}) {
    AlertRow row{
        app.store.next_id(),       0, c.household_id, kind, {}, stage.staff.id("lin"), at_taipei(monday, 2, 39),
        at_taipei(monday, 14, 39), {}};
    changes.put(row, warned);
  }
  SeriousRow serious{
      app.store.next_id(), 0, "severe_injury", 0, 0, at_taipei(monday.plus_days(-1), 11, 20), stage.staff.id("huang"),
      "10004050",          {}};
  const int happened =
      changes.event("serious_incident.recorded", {"serious_incident", serious.id}, 0, {{"kind", serious.kind}});
  changes.put(serious, happened);
  ANWANG_TRY([[maybe_unused]] const auto committed, app.store.submit(std::move(set)));
  return {};
}

}  // namespace anwang::synth

#include "synth/night.h"

#include "base/text.h"

namespace anwang::synth {
namespace {

using codec::Json;
using codec::JsonArray;

// The planted reports, relative to the night's Monday.
class Writer {
 public:
  Writer(Simulation& simulation, const Stage& stage)
      : simulation_(simulation), s_(stage), monday_(taipei_date(stage.as_of)) {}

  void run() {
    if (s_.planted.mother != kNobody) {
      family_before();
      police();
      hospital();
    }
    others_before();
    decided_tonight();
    pending_tonight();
  }

 private:
  [[nodiscard]] Instant at(int days, int hour, int minute) const {
    return at_taipei(monday_.plus_days(days), hour, minute);
  }
  [[nodiscard]] intake::SubjectDraft subject(std::int32_t person, const char* role) const {
    return subject_of(s_.population, person, role);
  }

  intake::ReportDraft draft(const char* kind, const char* source, const char* reporter, Instant received,
                            std::int32_t person, const char* role, const char* narrative) const {
    intake::ReportDraft d;
    d.channel = std::string_view(source) == "public" || std::string_view(source) == "hotline_113"
                    ? intake::Channel::phone
                    : intake::Channel::import;
    d.kinds = {kind};
    d.source = source;
    d.reporter.reporter_class = reporter;
    d.reporter.name = "通報人";
    d.received_at = received;
    d.reported_at = received.plus_minutes(-3);
    d.known_at = received.plus_minutes(-35);
    d.narrative = narrative;
    if (person != kNobody) {
      d.subjects.push_back(subject(person, role));
      d.township = d.subjects[0].township;
      d.place = d.subjects[0].address;
    }
    return d;
  }
  void plant(Instant when, const char* kind, const char* source, Involved who, Fate fate, intake::ReportDraft d) {
    simulation_.plant(when, kind, source, who, std::move(fate), std::move(d));
  }
  static Fate dispatched(Instant decided, const char* grade, const char* assessment, const char* finding) {
    Fate f;
    f.grade = grade;
    f.decided = decided;
    f.identified = decided.plus_minutes(-12);
    f.assessment = assessment;
    f.finding = finding;
    return f;
  }

  // 115/02/14 hospital, partner violence, short-term service; 115/06/18 school, vulnerable family, opened 07/01, closed
  // 11/09 with two of five goals unmet.
  void family_before() {
    Fate violence = dispatched(at(-282, 17, 20), "grade_2", "short_term", "substantiated");
    violence.contact_hours = 20;
    violence.assessed_at = at(-270, 14, 30);
    violence.closed_at = at(-230, 16, 0);
    violence.goals = violence.goals_met = 1;
    violence.close_reason = "risk_lowered";
    auto d = draft("domestic_violence", "medical", "medical", at(-282, 15, 40), s_.planted.mother, "victim",
                   "急診就醫，左臉頰瘀傷，表示遭配偶酒後徒手毆打。已聲請保護令，後撤回。");
    d.subjects.push_back(subject(s_.planted.father, "respondent"));
    d.answers.set("respondent_relation", "spouse");
    d.answers.set("injury", "light");
    d.answers.set("protection_order", "applied");
    plant(at(-282, 15, 40), "domestic_violence", "medical", {s_.planted.mother, s_.planted.father, false}, violence,
          std::move(d));

    Fate family = dispatched(at(-158, 11, 35), "", "open", "substantiated");
    family.worker = s_.staff.id("luo");
    family.contact_hours = 76;
    family.assessed_at = at(-145, 15, 10);
    family.closed_at = at(-14, 16, 20);
    family.goals = 5;
    family.goals_met = 3;
    family.close_reason = "risk_lowered";
    d = draft("vulnerable_family", "education", "education", at(-158, 10, 12), s_.planted.daughter, "client",
              "學生近月常未吃早餐到校，作業未完成，表示爸爸沒有工作、媽媽很累。希望連結資源。");
    d.answers.set("needs", JsonArray{Json("economic"), Json("relations")});
    d.answers.set("family_knows", true);
    plant(at(-158, 10, 12), "vulnerable_family", "education", {s_.planted.daughter, kNobody, false}, family,
          std::move(d));
  }

  void police() {
    auto d = draft(
        "domestic_violence", "police", "police", at(0, 2, 7), s_.planted.mother, "victim",
        "相對人酒後摔物，持菜刀揚言同歸於盡，被害人抱幼子逃至鄰居家。警員到場時相對人已離開。幼子手臂有傷，成因待查。");
    d.kinds = {"domestic_violence", "child_protection"};
    d.immediate_danger = true;
    d.happened_at = at(0, 1, 35);
    d.known_at = at(0, 1, 42);
    d.reported_at = at(0, 2, 5);
    d.reporter.name = "邱文彬";
    d.reporter.unit = "竹東分局";
    d.reporter.title = "家防官";
    d.reporter.phone = "03-000-0110";
    d.reporter.reply_wanted = true;
    d.subjects.push_back(subject(s_.planted.father, "respondent"));
    d.subjects.push_back(subject(s_.planted.son, "child_witness"));
    d.subjects[1].phone.clear();
    d.subjects[2].id_no.clear();
    auto& a = d.answers;
    a.set("respondent_relation", "spouse");
    a.set("violence_kind", JsonArray{Json("physical"), Json("threat")});
    a.set("weapon", "blade");
    a.set("injury", "light");
    a.set("injury_details", "左顴骨、左臂；母子在急診");
    a.set("tipvda", std::int64_t{9});
    a.set("tipvda_unit", "竹東分局邱警員測");
    a.set("protection_order", "none");
    a.set("respondent_whereabouts", "離去，去向不明");
    a.set("respondent_alcohol_drugs", true);
    a.set("children_at_home", std::int64_t{2});
    a.set("young_children", true);
    a.set("safe_contact", "可傳簡訊；勿留言、勿打市話");
    a.set("no_voicemail", true);
    a.set("done_already", JsonArray{Json("called_110"), Json("hospital")});
    a.set("how_known", "in_service");
    Fate f;
    f.claimed = at(0, 2, 33);
    f.identified = at(0, 2, 36);
    plant(at(0, 2, 9), "domestic_violence", "police", {s_.planted.mother, s_.planted.father, false}, f, std::move(d));
  }

  // The son's name with a variant character and an identifier whose last digit is wrong.
  void hospital() {
    auto d = draft(
        "child_protection", "medical", "medical", at(0, 2, 31), s_.planted.son, "victim",
        "四歲男童由母親與警員陪同到急診，左前臂有新舊瘀傷，母親表示為相對人拉扯所致，另有舊傷成因不明，已會診小兒科。");
    d.immediate_danger = true;
    d.happened_at = at(0, 1, 35);
    d.known_at = at(0, 2, 12);
    d.reported_at = at(0, 2, 29);
    d.reporter.unit = "竹東院區急診";
    d.reporter.title = "醫務社工";
    d.reporter.phone = "03-000-0201";
    intake::SubjectDraft& son = d.subjects[0];
    if (const auto where = son.name.find("群"); where != std::string::npos)
      son.name.replace(where, std::string_view("群").size(), "羣");
    son.id_no.back() = static_cast<char>('0' + (son.id_no.back() - '0' + 3) % 10);
    son.phone.clear();
    auto& a = d.answers;
    a.set("maltreatment", JsonArray{Json("physical"), Json("witness")});
    a.set("injury", "light");
    a.set("injury_details", "左前臂多處瘀傷");
    a.set("medical_care", "outpatient");
    a.set("where_child_now", "竹東院區急診，母親陪同");
    a.set("respondent_relation", "father");
    a.set("siblings", "unknown");
    plant(at(0, 2, 31), "child_protection", "medical", {s_.planted.son, kNobody, false}, {}, std::move(d));
  }

  void others_before() {
    if (s_.planted.ye != kNobody) {
      Fate f = dispatched(at(-95, 13, 0), "", "short_term", "substantiated");
      f.contact_hours = 30;
      f.assess_days = 9;
      f.open_days = 35;
      f.goals = f.goals_met = 1;
      auto d = draft("suicide", "medical", "medical", at(-95, 11, 20), s_.planted.ye, "client",
                     "服用過量感冒藥送醫，意識清醒，家屬陪同。");
      d.answers.set("suicide_stage", "attempt");
      plant(at(-95, 11, 20), "suicide", "medical", {s_.planted.ye, kNobody, false}, f, std::move(d));
    }
    if (s_.planted.gu != kNobody) {
      Fate f = dispatched(at(-76, 15, 0), "grade_2", "open", "substantiated");
      f.contact_hours = 26;
      f.assess_days = 14;
      f.open_days = 300;
      f.goals = 3;
      auto d = draft("child_protection", "education", "education", at(-76, 13, 40), s_.planted.gu, "victim",
                     "學生手背有條狀瘀痕，表示因成績遭責打。");
      d.answers.set("maltreatment", JsonArray{Json("discipline")});
      plant(at(-76, 13, 40), "child_protection", "education", {s_.planted.gu, kNobody, false}, f, std::move(d));
    }
  }

  void decided_tonight() {
    if (s_.planted.xie != kNobody) {
      Fate f = dispatched(at(-1, 22, 51), "grade_2", "open", "substantiated");
      f.worker = s_.staff.id("chen");
      f.accept_minutes = 4;
      f.contact_hours = 12;
      auto d = draft("domestic_violence", "police", "police", at(-1, 22, 19), s_.planted.xie, "victim",
                     "雙方因管教問題爭執，相對人推擠被害人致手肘擦傷，員警到場後相對人暫離。");
      d.answers.set("respondent_relation", "spouse");
      d.answers.set("injury", "light");
      d.answers.set("tipvda", std::int64_t{4});
      plant(at(-1, 22, 19), "domestic_violence", "police", {s_.planted.xie, kNobody, false}, f, std::move(d));
      Fate again = dispatched(at(0, 0, 55), "grade_2", "not_opened", "duplicate");
      d = draft("domestic_violence", "hotline_113", "neighbour", at(0, 0, 42), s_.planted.xie, "victim",
                "鄰居來電，今晚聽到同一戶爭吵與摔東西的聲音。");
      plant(at(0, 0, 42), "domestic_violence", "hotline_113", {s_.planted.xie, kNobody, false}, again, std::move(d));
    }
    if (s_.planted.qiu != kNobody) {
      auto d = draft("vulnerable_family", "police", "police", at(-1, 22, 56), s_.planted.qiu, "client",
                     "巡邏發現民眾夜宿車內，表示失業後無力繳租，與就讀國中的孩子同住車上。");
      d.answers.set("needs", JsonArray{Json("economic")});
      Fate f = dispatched(at(-1, 23, 20), "", "open", "substantiated");
      plant(at(-1, 22, 56), "vulnerable_family", "police", {s_.planted.qiu, kNobody, false}, f, std::move(d));
    }
    if (s_.planted.gu != kNobody) {
      auto d = draft("child_protection", "hotline_113", "neighbour", at(-1, 23, 31), s_.planted.gu, "victim",
                     "鄰居聽到孩子夜間哭喊約半小時，擔心又被責打。");
      Fate f = dispatched(at(-1, 23, 58), "grade_2", "not_opened", "unsubstantiated");
      plant(at(-1, 23, 31), "child_protection", "hotline_113", {s_.planted.gu, kNobody, false}, f, std::move(d));
    }
  }

  void pending_tonight() {
    if (s_.planted.wen != kNobody) {
      auto d = draft("child_protection", "public", "neighbour", at(-1, 5, 52), s_.planted.wen, "victim",
                     "凌晨聽到樓上女孩哭，大人一直罵，不確定有沒有動手。");
      d.subjects[0].id_no.clear();
      d.subjects[0].birth_on.reset();
      d.subjects[0].age_estimated = 11;
      Fate f;  // the evening shift asked the neighbour for more; nobody has called back
      f.more_info = at(-1, 20, 15);
      plant(at(-1, 5, 52), "child_protection", "public", {s_.planted.wen, kNobody, false}, f, std::move(d));
    }
    if (s_.planted.ye != kNobody) {
      auto d = draft("suicide", "fire", "fire", at(-1, 22, 38), s_.planted.ye, "client",
                     "家屬報案，於房內服藥，救護車到場意識清醒，已送急診。");
      d.answers.set("suicide_stage", "attempt");
      d.answers.set("suicide_method", "drugs");
      d.answers.set("suicide_handling", JsonArray{Json("emergency")});
      plant(at(-1, 22, 38), "suicide", "fire", {s_.planted.ye, kNobody, false}, {}, std::move(d));
    }
    if (s_.planted.fan != kNobody) {
      auto d = draft("elder_protection", "medical", "medical", at(-1, 23, 46), s_.planted.fan, "victim",
                     "長者跌倒住院，身上有不同時期瘀傷，表示與同住家人相處不睦，不願返家。");
      d.answers.set("adult_harm", JsonArray{Json("abuse")});
      d.answers.set("injury", "light");
      plant(at(-1, 23, 46), "elder_protection", "medical", {s_.planted.fan, kNobody, false}, {}, std::move(d));
    }
    auto d = draft("suspected_psychiatric", "civil", "village_chief", at(0, 1, 18), kNobody, "client",
                   "村內約五十歲男子在廟前對空咆哮、丟石頭，村民叫他阿勇，已請119到場評估，家人不明。");
    intake::SubjectDraft somebody;
    somebody.role = "client";
    somebody.nickname = "阿勇";
    somebody.age_estimated = 50;
    somebody.sex = "M";
    d.subjects.push_back(somebody);
    d.township = "10004080";
    d.place = "橫山鄉某廟前廣場";
    d.answers.set("danger_self_others", "unknown");
    d.answers.set("emergency_called", JsonArray{Json("called_119")});
    plant(at(0, 1, 18), "suspected_psychiatric", "civil", {}, {}, std::move(d));
  }

  Simulation& simulation_;
  const Stage& s_;
  Date monday_;
};

}  // namespace

void plant_reports(Simulation& simulation, const Stage& stage) { Writer(simulation, stage).run(); }

}  // namespace anwang::synth

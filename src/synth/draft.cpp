// What a reporter writes: in the words of the trade, with the gaps and slips of a form filled in at night.
#include <array>

#include "base/text.h"
#include "synth/load.h"
#include "synth/subjects.h"

namespace anwang::synth {
namespace {

using codec::Json;
using codec::JsonArray;

const char* reporter_class(const std::string& source, Rng& rng) {
  if (source == "police") return "police";
  if (source == "medical") return "medical";
  if (source == "education") return rng.chance(0.85) ? "education" : "childcare";
  if (source == "social") return rng.chance(0.7) ? "social_worker" : "long_term_care";
  if (source == "civil") return rng.chance(0.6) ? "village_officer" : "village_chief";
  if (source == "fire") return "fire";
  if (source == "judicial") return "judicial";
  if (source == "self") return "self";
  return rng.chance(0.5) ? "neighbour" : "family";
}

intake::Channel channel_of(const std::string& source) {
  if (source == "public" || source == "self" || source == "hotline_113") return intake::Channel::phone;
  return intake::Channel::import;  // the national reporting platform
}

// One variant character for another; one digit for another: as often as people do.
void slip(intake::SubjectDraft& s, Rng& rng) {
  static const std::array<std::pair<const char*, const char*>, 8> variants = {
      {{"群", "羣"}, {"峰", "峯"}, {"溫", "温"}, {"黃", "黄"}, {"啟", "啓"}, {"真", "眞"}, {"強", "强"}, {"清", "淸"}}};
  for (const auto& [usual, other] : variants)
    if (const auto at = s.name.find(usual); at != std::string::npos && rng.chance(0.25))
      s.name.replace(at, std::string_view(usual).size(), other);
  if (s.id_no.size() == 10 && rng.chance(0.015)) {
    char& digit = s.id_no[2 + rng.below(8)];
    digit = static_cast<char>('0' + (digit - '0' + 1 + static_cast<int>(rng.below(9))) % 10);
  }
}

void forget(intake::SubjectDraft& s, Date today, Rng& rng) {
  if (rng.chance(0.28)) s.id_no.clear();
  if (rng.chance(0.12) && s.birth_on) {
    s.age_estimated = std::max(0, age_on(*s.birth_on, today) + rng.between(-1, 1));
    s.birth_on.reset();
  }
  if (rng.chance(0.55)) s.phone.clear();
  if (rng.chance(0.3)) s.address.clear();
  if (rng.chance(0.5)) s.nationality.clear();
}

const char* story(const std::string& kind, Rng& rng) {
  static const std::map<std::string, std::vector<const char*>> stories = {
      {"domestic_violence",
       {"雙方因金錢爭執，相對人徒手推打並摔物，被害人手臂瘀青，員警到場時雙方已分開。",
        "相對人酒後辱罵並掌摑被害人，孩子在場目睹。被害人表示已非第一次，希望了解保護令聲請。",
        "相對人懷疑被害人外遇，搶走手機並限制外出，被害人趁隙報警。",
        "相對人以言語恐嚇要同歸於盡，被害人心生畏懼，暫住娘家。"}},
      {"child_protection",
       {"學生到校時手臂有條狀瘀痕，表示因功課未完成遭家長以衣架責打。",
        "孩子多日未到校，家訪無人應門，鄰居表示夜間常聽到哭聲與責罵聲。", "急診發現幼兒頭部挫傷，照顧者說法前後不一。",
        "家長外出工作，學齡前手足夜間獨留家中，由鄰居發現。", "孩子目睹父母衝突，情緒低落，拒絕返家。"}},
      {"vulnerable_family",
       {"主要照顧者失業三個月，房租積欠兩期，三餐不穩定。", "單親，照顧者住院治療，孩子無人照顧，親屬資源薄弱。",
        "家庭經濟困難，孩子學用品與餐食不足，希望連結資源。", "照顧者情緒低落，對孩子教養感到無力，家中環境雜亂。"}},
      {"sexual_assault",
       {"當事人向輔導老師表示遭認識的人不當觸碰，已由專人陪同就醫。", "急診通報，當事人情緒不穩，已完成驗傷採證。"}},
      {"elder_protection",
       {"長者獨居，三餐不繼，子女久未探視，里長協助送餐。", "長者身上多處瘀傷，表示與同住子女發生爭執遭推倒。",
        "照顧者長期一人照顧失智長者，表示已無力負荷。"}},
      {"disability_protection",
       {"服務對象表示遭家人責打並扣留補助款。", "機構發現服務對象體重明顯下降，家中照顧不足。"}},
      {"suicide",
       {"服用過量藥物送醫，意識清醒，家屬陪同，近期感情與工作壓力大。", "揚言輕生，警消到場安撫後送醫評估。",
        "學生向導師透露想結束生命，已由輔導老師陪伴並聯絡家長。"}},
      {"suspected_psychiatric",
       {"於巷口自言自語、對空咆哮，鄰居擔心安全，家屬表示已中斷就醫。",
        "夜間敲打鄰居門窗，懷疑遭人監視，未有傷人行為。"}},
      {"sexual_exploitation", {"於網路交友平台遭要求傳送私密影像，並被恐嚇散布。"}},
      {"other", {"民眾反映該戶多日未見人出入，請協助了解。"}}};
  const auto it = stories.find(kind);
  return it == stories.end() ? "請協助了解。" : rng.pick(it->second);
}

void answers_of(intake::ReportDraft& d, const DraftInput& input, const std::string& relation, Rng& rng) {
  const std::string& kind = d.kinds.front();
  auto& a = d.answers;
  a.set("how_known", d.source == "police" || d.source == "medical" ? "in_service"
                     : rng.chance(0.5)                             ? "told_by_client"
                                                                   : "trace");
  if (kind == "domestic_violence") {
    a.set("respondent_relation", relation);
    a.set("injury", rng.chance(0.45) ? "light" : rng.chance(0.06) ? "severe" : "none");
    a.set("violence_kind", JsonArray{Json(rng.chance(0.7) ? "physical" : "mental")});
    if (input.tipvda >= 0) a.set("tipvda", static_cast<std::int64_t>(input.tipvda));
    a.set("weapon", rng.chance(0.07) ? "blade" : "none");
  } else if (kind == "child_protection") {
    static const std::vector<const char*> kinds = {"physical", "discipline", "neglect",        "witness",
                                                   "mental",   "left_alone", "school_violence"};
    a.set("maltreatment", JsonArray{Json(rng.pick(kinds))});
    a.set("injury", rng.chance(0.4) ? "light" : rng.chance(0.03) ? "severe" : "none");
    if (!relation.empty()) a.set("respondent_relation", relation);
  } else if (kind == "vulnerable_family") {
    static const std::vector<const char*> needs = {"economic",          "upheaval",           "relations",
                                                   "child_development", "disability_illness", "adaptation"};
    a.set("needs", JsonArray{Json(rng.pick(needs))});
    a.set("family_knows", rng.chance(0.7));
  } else if (kind == "suicide") {
    a.set("suicide_stage", rng.chance(0.62) ? "attempt" : "ideation");
  } else if (kind == "elder_protection" || kind == "disability_protection") {
    static const std::vector<const char*> harms = {"abuse", "neglect", "self_neglect", "abandonment", "financial"};
    a.set("adult_harm", JsonArray{Json(rng.pick(harms))});
  } else if (kind == "suspected_psychiatric") {
    a.set("danger_self_others", rng.chance(0.15) ? "others" : "none");
  }
}

std::string relation_of(const Population& population, const Involved& who) {
  if (who.respondent == kNobody) return "unknown";
  const Person& victim = population.persons[static_cast<std::size_t>(who.victim)];
  if (victim.spouse == who.respondent) return "spouse";
  if (victim.father == who.respondent) return "father";
  if (victim.mother == who.respondent) return "mother";
  const Person& other = population.persons[static_cast<std::size_t>(who.respondent)];
  if (other.father == who.victim || other.mother == who.victim) return "child";
  return "other_family";
}

}  // namespace

intake::ReportDraft make_draft(const Population& population, const DraftInput& input, Rng& rng) {
  const Arrival& arrival = input.arrival;
  intake::ReportDraft d;
  d.channel = channel_of(arrival.source);
  d.kinds = {arrival.kind};
  d.source = arrival.source;
  if (rng.chance(0.9)) d.immediate_danger = input.danger;
  const Instant at = arrival.at;
  const int minutes_known =
      arrival.source == "education" || arrival.source == "social" ? rng.between(20, 300) : rng.between(10, 120);
  d.reported_at = at.plus_minutes(-rng.between(0, 6));
  d.known_at = d.reported_at->plus_minutes(-minutes_known);
  if (rng.chance(0.8)) d.happened_at = d.known_at->plus_minutes(-rng.between(5, rng.chance(0.3) ? 2880 : 240));
  d.received_at = at;
  d.narrative = story(arrival.kind, rng);
  d.reporter.reporter_class = reporter_class(arrival.source, rng);
  d.reporter.anonymous = arrival.source == "public" && rng.chance(0.4);
  d.reporter.reply_wanted = rng.chance(0.3);
  if (!d.reporter.anonymous) d.reporter.name = "通報人";
  const Date today = taipei_date(at);
  const std::string first_role = arrival.kind == "vulnerable_family" || arrival.kind == "suicide" ||
                                         arrival.kind == "suspected_psychiatric" || arrival.kind == "other"
                                     ? "client"
                                     : "victim";
  intake::SubjectDraft victim = subject_of(population, input.who.victim, first_role);
  d.township = victim.township;
  d.place = victim.address;
  slip(victim, rng);
  forget(victim, today, rng);
  d.subjects.push_back(std::move(victim));
  if (input.who.respondent != kNobody) {
    intake::SubjectDraft other = subject_of(population, input.who.respondent, "respondent");
    slip(other, rng);
    forget(other, today, rng);
    d.subjects.push_back(std::move(other));
  }
  answers_of(d, input, relation_of(population, input.who), rng);
  return d;
}

}  // namespace anwang::synth

#include "indicator/catalog.h"

#include <algorithm>
#include <array>

namespace anwang::indicator {
namespace {
constexpr std::string_view kOwn = "本系統定義（docs/indicators.md）";

constexpr std::array kTiles = std::to_array<Definition>({
    {"serious_incidents", Unit::incidents, "24小時重大事件", "Serious incidents in 24 h", "查詢時間前24小時內發生的死亡、重傷或媒體事件",
     "Deaths, severe injuries and media events in the 24 hours before the as-of time", "", "", "24小時", "24 hours", kOwn, {}, Metric::serious_incidents},
    {"pending", Unit::reports, "待派", "To dispatch", "查詢時間仍待篩派的通報", "Reports still to be screened at the as-of time", "", "", "查詢時間", "As-of time", kOwn, {}, {}},
    {"grade_1_seen_24h", Unit::percent, "第一級24小時見面", "Grade 1 seen within 24 h", "受理後24小時內面對面見到的兒少（一人一時限）",
     "Children met face to face within 24 hours of receipt, one clock a child", "期間內到期或已見到的第一級見面時限", "Grade 1 clocks that fell due or were met in the period",
     "依時限到期日", "By due time", "受理通報案件原則（111-09-02），B", {}, Metric::grade_1_seen_24h},
    {"overdue_clocks", Unit::clocks, "逾時時限", "Overdue clocks", "查詢時間已過期限而未完成的時限", "Open clocks past their due time", "", "", "查詢時間", "As-of time", kOwn, {}, {}},
    {"re_report_after_closing", Unit::percent, "結案後再通報", "Re-reported after closing", "結案後183日內同一人再被通報的案件（查無與重複不計）",
     "Closed cases whose person was reported again within 183 days (not found and duplicates left out)", "期末前6個月為止的半年間結案的案件",
     "Cases closed in the half year that ended six months before the period's end", "結案後6個月", "6 months after closing", kOwn, {}, Metric::re_report_after_closing},
    {"high_risk_tracked", Unit::cases, "高危機列管", "High-risk cases tracked", "高危機會議列管中的案件", "Cases under tracking by the high-risk meeting", "", "", "查詢時間", "As-of time", kOwn, {}, {}},
    {"workforce", Unit::percent, "人力進用", "Posts filled", "已進用員額", "Posts held", "核定員額", "Posts approved", "查詢時間", "As-of time", "五縣市簡報之進用率目標", 85, {}},
});

constexpr std::array kFurther = std::to_array<Definition>({
    {"reports", Unit::reports, "受理通報", "Reports received", "期間內受理的通報", "Reports received in the period", "", "", "依受理時間", "By receipt", kOwn, {}, Metric::reports},
    {"reports_per_1000", Unit::per_thousand, "每千人通報", "Reports per 1,000", "期間內受理的通報", "Reports received in the period", "112年底人口", "Population, end of 112", "依受理時間",
     "By receipt", kOwn, {}, Metric::reports},
    {"dispatched_24h", Unit::percent, "24小時內派案", "Dispatched within 24 h", "受理後24小時內第一次派案的通報", "Reports first dispatched within 24 hours of receipt",
     "期間內受理且已派案的通報，加上逾24小時仍待派者", "Reports received in the period and dispatched, plus those still pending after 24 hours", "依受理時間", "By receipt",
     "兒少權法、家暴法等24小時規定", {}, Metric::dispatched_24h},
    {"open_rate", Unit::percent, "開案率", "Open rate", "評估後開案的派案", "Dispatches opened as cases after assessment", "期間內派案且已完成評估者", "Dispatches of the period with an assessment", "依派案時間",
     "By dispatch", kOwn, {}, Metric::open_rate},
    {"first_contact", Unit::percent, "如期首次接觸", "First contact in time", "期限內完成的首次接觸", "First contacts made in time", "期間內到期或已完成的首次接觸時限", "First-contact clocks that fell due or were met in the period",
     "依時限到期日", "By due time", "各方案時限（packs）", {}, Metric::first_contact},
    {"night_share", Unit::percent, "夜間通報", "Night share", "22時至次日8時受理的通報", "Reports received from 22:00 to 08:00", "期間內受理的通報", "Reports received in the period", "依受理時間", "By receipt", kOwn, {},
     Metric::night_share},
    {"re_report_3m", Unit::percent, "結案後3個月再通報", "Re-reported within 3 months", "結案後91日內同一人再被通報的案件", "Closed cases re-reported within 91 days", "期末前3個月為止的半年間結案的案件",
     "Cases closed in the half year that ended three months before the period's end", "結案後3個月", "3 months after closing", kOwn, {}, Metric::re_report_3m},
    {"re_report_12m", Unit::percent, "結案後12個月再通報", "Re-reported within 12 months", "結案後365日內同一人再被通報的案件", "Closed cases re-reported within 365 days", "期末前12個月為止的半年間結案的案件",
     "Cases closed in the half year that ended twelve months before the period's end", "結案後12個月", "12 months after closing", kOwn, {}, Metric::re_report_12m},
    {"calls", Unit::calls, "福利諮詢", "Advice calls", "未成為通報的諮詢電話", "Advice calls that became no report", "", "", "依來電時間", "By call", "另計，不併入通報", {}, Metric::calls},
});

constexpr std::array<std::string_view, 9> kUnits{"percent", "reports", "clocks", "cases", "calls", "incidents", "posts", "per_thousand", "hours"};
}  // namespace

std::string_view unit_code(Unit unit) { return kUnits[static_cast<std::size_t>(unit)]; }
std::span<const Definition> tiles() { return kTiles; }
std::span<const Definition> further() { return kFurther; }
const Definition* find_definition(std::string_view id) {
  for (const auto list : {tiles(), further()})
    if (const auto it = std::ranges::find(list, id, &Definition::id); it != list.end()) return &*it;
  return nullptr;
}

}  // namespace anwang::indicator

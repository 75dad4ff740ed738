// One line a route of people, what follows a dispatch, shifts, figures and oversight.
#include <vector>

#include "api/openapi_tables.h"

namespace anwang::api {

namespace {

using M = Method;

constexpr auto kOperationsAfter = std::to_array<Operation>({
    {M::post, "/api/v1/persons/search", "people", "查人（查詢放在內文）",
     "Search of persons; the query travels in the body",
     "{?text:text|null,?name:text|null,?birth_text:text|null,?id_no:text|null,?phone:text|null,?address:text|null,?"
     "township:code|null}",
     "{items:[{person:@PersonBrief,score:num|null,evidence:[map],household_id:id|null}]}", ""},
    {M::get, "/api/v1/persons/{id}", "people", "個人頁（依權限）", "A person, as the policy shows it", "",
     "{person:@PersonBrief,names:[map],identifiers:[map],households:[map],reports:[map],cases:[map],services:[map]}",
     ""},
    {M::post, "/api/v1/persons/{id}/reveal", "people", "揭示欄位（填原因、留紀錄）",
     "Open one field with a reason, journalled", "{field:code,reason:text}", "map", ""},
    {M::get, "/api/v1/households/{id}", "people", "家戶頁", "A household", "",
     "{household:map,related:[map],members:[map],relationships:[map],alerts:[map],services:[map],reports:[map],"
     "timeline:[map],as_of:time}",
     ""},
    {M::post, "/api/v1/households/{id}/alerts", "people", "家戶提醒", "An alert of a household",
     "{kind:code,?note:text|null,?review_at:time|null}", "map", "", true},
    {M::post, "/api/v1/households/{id}/reveal-address", "people", "揭示地址（填原因、留紀錄）",
     "Open the address with a reason, journalled", "{reason:text}", "map", ""},

    {M::get, "/api/v1/assignments", "dispatch", "派到本單位的案", "Dispatches of one's unit", "", "any",
     "unit state cursor"},
    {M::get, "/api/v1/assignments/{id}/workers", "dispatch", "分案建議人選", "Suggested workers", "",
     "{items:[map],not_suggested:[map]}", ""},
    {M::post, "/api/v1/assignments/{id}/assign", "dispatch", "分案", "Assign a worker",
     "{worker_id:id,?override_reason:text|null}", "map", ""},
    {M::post, "/api/v1/assignments/{id}/accept", "dispatch", "已接", "Acknowledge", "", "map", ""},
    {M::post, "/api/v1/assignments/{id}/dispute", "dispatch", "爭議", "Dispute a dispatch",
     "{reason:text,?proposed_unit_id:id|null}", "map", ""},
    {M::post, "/api/v1/assignments/{id}/rule", "dispatch", "裁定", "Rule on a dispute", "{unit_id:id,ruling:text}",
     "map", ""},
    {M::get, "/api/v1/transitions", "dispatch", "轉知、在案通知與管轄", "Notices and jurisdiction addressed to one", "",
     "any", "cursor"},
    {M::post, "/api/v1/transitions/{id}/respond", "dispatch", "回覆轉知", "Answer a notice",
     "{state:\"acknowledged\"|\"accepted\"|\"returned\",?response:text|null,?regrade:code|null}", "map", ""},
    {M::get, "/api/v1/cases", "cases", "案件清單", "Cases", "", "@List", "mine lead state q cursor"},
    {M::get, "/api/v1/cases/{id}", "cases", "案件（依權限）", "A case, as the policy shows it", "",
     "{case:map,participants:[map],clocks:[map],contacts:[map],goals:[map],notes:[map],links:[map],re_reports:[map],"
     "documents:[map],"
     "history:[map]}",
     ""},
    {M::post, "/api/v1/cases/{id}/contacts", "cases", "訪視與聯繫紀錄", "A contact or an attempt",
     "{?person_id:id|null,kind:code,face_to_face:bool,happened_at:time,?place:text|null,?note:text|null,?not_seen_"
     "reason:text|null,?next_try_at:time|null,?substitute:text|null}",
     "map", "", true},
    {M::post, "/api/v1/cases/{id}/assessment", "cases", "開案評估結果", "The result of the assessment",
     "{outcome:code,?finding:code|null,?reason:text|null}", "map", ""},
    {M::post, "/api/v1/cases/{id}/goals", "cases", "處遇目標", "A goal", "{title:text,?target_on:date|null}", "map", "",
     true},
    {M::put, "/api/v1/goals/{id}", "cases", "目標達成", "Whether a goal is met", "{met:bool|null}", "map", ""},
    {M::post, "/api/v1/cases/{id}/notes", "cases", "案件紀錄", "A note", "{text:text}", "map", "", true},
    {M::post, "/api/v1/cases/{id}/close", "cases", "結案", "Close a case",
     "{reason:code,?unmet_goals:[id],?note:text|null}", "map", ""},
    {M::get, "/api/v1/cases/{id}/colleagues", "cases", "可以協同的同仁", "Colleagues who could co-work", "", "@List",
     ""},
    {M::post, "/api/v1/cases/{id}/co-workers", "cases", "加入協同社工", "Add a co-worker",
     "{account_id:id,reason:text}", "{id:id,version:int,co_workers:[map]}", ""},
    {M::post, "/api/v1/cases/{id}/co-workers/{account}/end", "cases", "結束協同", "End a co-worker", "{reason:text}",
     "{id:id,version:int,co_workers:[map]}", ""},
    {M::post, "/api/v1/cases/{id}/read-closing", "cases", "第二人審閱結案", "A second reader reviews the closing", "",
     "map", ""},
    {M::get, "/api/v1/my/work", "cases", "我的工作", "One's own tasks", "",
     "{overdue:[@Task],today:[@Task],week:[@Task],returned:[map],caseload:map,duty:map|null,calendar:[map]}", ""},
    {M::post, "/api/v1/my/duty/end", "cases", "簽退並記補休", "End one's turn of duty", "", "map", ""},
    {M::get, "/api/v1/board", "cases", "督導看板", "The supervisor's board", "",
     "{unassigned:[map],unacknowledged:[map],countersigns:any,disputes:[map],workers:[map],closings_to_read:[map]}",
     ""},
    {M::post, "/api/v1/board/reassign", "cases", "批次改派（可先預覽）", "Reassign in bulk, with a preview",
     "{case_ids:[id],to:id,reason:text,?preview:bool}", "map", ""},

    {M::get, "/api/v1/shifts/current", "shifts", "目前班別、班表與交班單", "The present shift, roster and handover", "",
     "{shift:any,roster:[map],handover:any}", ""},
    {M::get, "/api/v1/shifts", "shifts", "班表", "Shifts", "", "any", "from to"},
    {M::put, "/api/v1/shifts/{id}/roster", "shifts", "排班", "Write the roster", "map", "map", ""},
    {M::get, "/api/v1/handover", "shifts", "交班單", "The handover sheet", "",
     "{items:[map],note:any,state:code,from:any,to:any}", ""},
    {M::post, "/api/v1/handover/sign-out", "shifts", "交班簽出", "Sign out", "{?note:text|null}", "map", ""},
    {M::post, "/api/v1/handover/accept", "shifts", "接班簽收", "Accept items", "{items:[text]}", "map", ""},
    {M::get, "/api/v1/night", "shifts", "夜間一頁", "The night page", "", "{directory:[map],roster:[map],pending:any}",
     ""},
    {M::get, "/api/v1/digest", "shifts", "08:00摘要", "The 08:00 digest", "", "map", ""},

    {M::get, "/api/v1/indicators", "figures", "指標", "Indicators", "",
     "{tiles:[map],more:[map],townships:[map],definitions:[map],as_of:time}", "from to township"},
    {M::get, "/api/v1/indicators/{id}/records", "figures", "指標背後的紀錄", "The records behind a figure", "", "any",
     "from to township cursor"},

    {M::get, "/api/v1/audit/journal", "oversight", "日誌標頭", "Journal headers", "",
     "{items:[{seq:int,recorded_at:time,kind:code,actor:any,about:{table:code,id:id},header:map}],next:text|null,total:"
     "null,as_of:time}",
     "actor record kind cursor"},
    {M::get, "/api/v1/audit/access", "oversight", "敏感閱覽紀錄", "Who read what is sensitive", "",
     "{items:[{seq:int,read_at:time,account:any,action:code,record:{table:code,id:id},request_id:text,reason:any}],"
     "next:text|null,"
     "total:null,as_of:time}",
     "account record cursor"},
    {M::get, "/api/v1/accounts", "oversight", "帳號清單", "Accounts", "",
     "{items:[@Account],next:text|null,total:int,as_of:time}", "cursor"},
    {M::post, "/api/v1/accounts", "oversight", "新增帳號", "Add an account", "@AccountInput", "@Account", "", true},
    {M::put, "/api/v1/accounts/{id}", "oversight", "更改帳號", "Change an account", "@AccountInput", "@Account", ""},
    {M::get, "/api/v1/status", "oversight", "系統狀態", "The state of the installation", "",
     "{version:text,now:time,wall:time,demo:bool,database:code,database_ok:bool,lease_ok:bool,storage_full:bool,queue_"
     "depth:int,queue_limit:int,lag_entries:int,warming:bool,journal_position:int,sessions:int,event_streams:int,"
     "memory_bytes:int,packs:text}",
     ""},
    {M::get, "/api/v1/events", "oversight", "事件串流（只有代碼與識別碼）", "Server-sent events: ids and codes only",
     "", "events", "after"},
    {M::get, "/api/v1/openapi.json", "oversight", "這份文件", "This document", "", "map", ""},
    {M::get, "/api/v1/docs", "oversight", "文件頁", "The page that shows it", "", "html", ""},
    {M::get, "/api/v1/docs.js", "oversight", "文件頁的程式", "Its script", "", "text", ""},
    {M::get, "/api/v1/docs.css", "oversight", "文件頁的樣式", "Its style", "", "text", ""},
    {M::get, "/healthz", "oversight", "存活", "The process lives", "", "text", ""},
    {M::get, "/readyz", "oversight", "可服務", "It can serve", "", "text", ""},
    {M::get, "/metrics", "oversight", "量測（僅本機）", "Metrics, from this machine only", "", "text", ""},
});

constexpr auto kComponents = std::to_array<Component>({
    {"Problem",
     "{type:text,title:text,detail:text,status:int,reason:text,request_id:text,errors:[{pointer:text,code:code,message:"
     "text}],?yours:map,?current:map}"},
    {"WorkProblem",
     "{type:text,title:text,status:int,reason:text,request_id:text,?work:{algorithm:text,bits:int,challenge:text,"
     "header:"
     "text}}"},
    {"Restricted", "{restricted:\"masked\"|\"existence\",?text:text}"},
    {"Unit", "{id:id,code:code,name:text,network:code,phone:text|null}"},
    {"AccountBrief", "{id:id,name:text,title:text|null,unit:any,phone:text|null}"},
    {"PersonBrief",
     "{id:id,name:text|null,sex:code|null,birth_on:date|null,age:int|null,township:code|null,masked:bool}"},
    {"Session",
     "{account:{id:id,login:text,name:text,title:text,roles:[code],unit:@Unit|null,network:code,languages:[code],must_"
     "change_password:bool}|null,token:text,demo:bool,now:time,county:{code:code,name_zh:text,name_en:text},idle_"
     "minutes:int,version:text}"},
    {"List", "{items:[map],next:text|null,total:int|null,as_of:time}"},
    {"Warning", "{pointer:text,code:code,message:text}"},
    {"SubjectInput",
     "{?role:code|null,?name:text|null,?nickname:text|null,?id_no:text|null,?birth_on:date|null,?birth_text:text|null,?"
     "age_estimated:int|null,?sex:code|null,?nationality:text|null,?indigenous:text|null,?disability:text|null,?"
     "language:code|null,?phone:text|null,?address:text|null,?township:code|null,?school:text|null}"},
    {"ReportInput",
     "{kinds:[code],immediate_danger:bool|null,?happened_at:time|null,?known_at:time|null,?reported_at:time|null,?"
     "received_at:time|null,?township:code|null,?village:text|null,?place:text|null,narrative:text,?source:code|null,?"
     "external_no:text|null,?reporter:{?name:text|null,?unit:text|null,?title:text|null,?phone:text|null,?class:code|"
     "null,?anonymous:bool,?reply_wanted:bool},subjects:[@SubjectInput],?answers:map,?facts:map}"},
    {"QueueRow",
     "{id:id,report_no:text,version:int,kinds:[code],immediate_danger:bool|null,partner_violence:bool|null,subject:map,"
     "minors:[{sex:code|null,age:int,listed:bool}],township:code|null,source:"
     "code,received_at:time,due_at:time,state:code,lane:code,claimed_by:@AccountBrief|null,owner:@AccountBrief|null,"
     "place_reason:code,flags:[{code:code,args:map,machine:bool}],outcome:code|null,decided_at:time|null,decided_by:@"
     "AccountBrief|null}"},
    {"Report", "map"},
    {"Candidate",
     "{person:@PersonBrief,household_id:id|null,score:num,band:\"likely\"|\"possible\",evidence:[{field:code,level:"
     "code,weight:num}],earlier_reports:int,open_cases:int}"},
    {"DecisionInput",
     "{subject_id:id,programme:code,outcome:code,?grade:code|null,?unit_id:id|null,?case_id:id|null,?reason_code:code|"
     "null,?note:text|null,?override_reason:text|null,?to_county:code|null,?to_name:text|null,?handed_over_at:time|"
     "null,?same_as_report_id:id|null,?rule:text|null}"},
    {"Task",
     "{clock_id:id,rule:code,due_at:time,state:code,action:code,case_id:id|null,report_id:id|null,assignment_id:id|"
     "null,transition_id:id|null,subject:@PersonBrief|null}"},
    {"AccountInput",
     "{login:text,name:text,?title:text|null,?unit:code|null,network:code,?phone:text|null,roles:[code],?programmes:["
     "code],?languages:[code],?active:bool,?must_change_password:bool,?password:text|null}"},
    {"Account",
     "{id:id,version:int,login:text,name:text,title:text|null,roles:[code],unit:@Unit|null,network:code,programmes:["
     "code],languages:[code],phone:text|null,active:bool,can_sign_in:bool,must_change_password:bool,leave:any,?"
     "password:text|null}"},
});

}  // namespace

std::span<const Operation> operations_after() { return kOperationsAfter; }

std::span<const Operation> operations() {
  static const std::vector<Operation> all = [] {
    const auto first = operations_intake(), second = operations_after();
    std::vector<Operation> out(first.begin(), first.end());
    out.insert(out.end(), second.begin(), second.end());
    return out;
  }();
  return all;
}

std::span<const Component> components() { return kComponents; }

}  // namespace anwang::api

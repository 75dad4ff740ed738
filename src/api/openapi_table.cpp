// One line a route of the session, the installation, intake and screening: the shapes of docs/api-contract.md.
// others: openapi_table_after.cpp.
#include "api/openapi_tables.h"

namespace anwang::api {

namespace {

using M = Method;

constexpr auto kOperationsIntake = std::to_array<Operation>({
    {M::get, "/api/v1/session", "session", "目前登入狀態與頁面憑證", "Who is signed in, and the page's token", "",
     "@Session", ""},
    {M::post, "/api/v1/session", "session", "登入", "Sign in", "{login:text,password:text}", "@Session", ""},
    {M::delete_, "/api/v1/session", "session", "登出", "Sign out", "", "@Session", ""},
    {M::put, "/api/v1/session/password", "session", "更換自己的密碼", "Change one's own password",
     "{present:text,next:text}", "@Session", ""},
    {M::get, "/api/v1/demo", "session", "示範帳號與時間", "Accounts and time of a demonstration", "",
     "{accounts:[{login:text,name:text,title:text,role:code}],now:time}", ""},
    {M::post, "/api/v1/demo/switch", "session", "切換示範角色", "Switch the demonstration's role", "{login:text}",
     "@Session", ""},
    {M::post, "/api/v1/demo/clock", "session", "示範時間快轉", "Move the demonstration's clock forward", "{to:time}",
     "{now:time}", ""},
    {M::get, "/api/v1/reference", "session", "鄉鎮、單位、方案與代碼", "Townships, units, programmes, code lists", "",
     "{townships:[{code:code,name_zh:text,name_en:text,villages:[{code:text,name:text}]}],units:[map],programmes:[{"
     "code:code,name_zh:text,name_en:text,case_prefix:text,grades:[any],roles:[any],network:code}],codes:map}",
     ""},
    {M::get, "/api/v1/forms", "session", "通報單題目", "The questions of each kind of report", "",
     "[{kind:code,version:text,source:text,title_zh:text,title_en:text,groups:[map]}]", ""},

    {M::post, "/api/v1/public/reports", "reports", "民眾通報", "A report from the public page", "@ReportInput",
     "{received_at:time,tracking_code:text,warnings:[@Warning]}", "", true},
    {M::post, "/api/v1/public/track", "reports", "查詢通報進度", "Progress of a report", "{code:text}",
     "{status:\"received\"|\"in_progress\"|\"please_call\"}", ""},
    {M::post, "/api/v1/reports", "reports", "責任通報、電話受理或介接通報",
     "A report by a mandated reporter, the telephone desk or a system", "@ReportInput",
     "{?id:id,report_no:text,received_at:time,due_at:time,unit:any,warnings:[@Warning]}", "", true},
    {M::get, "/api/v1/reports/mine", "reports", "我的通報回條", "Receipts of one's own reports", "", "@List", "cursor"},
    {M::post, "/api/v1/calls", "reports", "福利諮詢紀錄", "A call that is no report",
     "{started_at:time,?ended_at:time|null,topic:code,?township:code|null,?caller_class:code|null,?note:text|null,?"
     "call_back_at:time|null}",
     "map", "", true},
    {M::get, "/api/v1/calls", "reports", "諮詢紀錄清單", "Calls", "", "@List", "cursor"},
    {M::put, "/api/v1/calls/{id}/returned", "reports", "已回電", "A promised call was made",
     "{outcome:\"reached\"|\"no_answer\"}", "map", ""},
    {M::post, "/api/v1/imports", "reports", "匯入通報（可先試跑）", "Import reports, with a dry run", "raw",
     "{rows_in:int,new:[int],known:[int],rejected:[map]}", "dry_run"},
    {M::post, "/api/v1/reports/{id}/attachments", "reports", "加附件", "Add an attachment", "raw", "map", "", true},
    {M::post, "/api/v1/cases/{id}/attachments", "cases", "加案件文件", "Add a document to a case", "raw", "map", "",
     true},
    {M::post, "/api/v1/prints", "session", "列印紀錄", "That a page was printed, journalled",
     "{page:code,?record_id:id|null}", "map", ""},
    {M::post, "/api/v1/attachments/{id}/content", "reports", "開啟附件（留紀錄）", "Open an attachment, journalled",
     "{?reason:text|null}", "bytes", ""},

    {M::get, "/api/v1/queue", "screening", "待篩派佇列", "The screening queue", "",
     "{header:{pending:int,shortest:{due_at:time}|null,received_tonight:int,on_duty:@AccountBrief|null,shift:any},"
     "items:[@QueueRow],next:text|null,total:int|null,as_of:time}",
     "state cursor"},
    {M::post, "/api/v1/reports/{id}/claim", "screening", "認領通報", "Claim a report", "", "@QueueRow", ""},
    {M::post, "/api/v1/reports/{id}/release", "screening", "釋出通報", "Release a report", "", "@QueueRow", ""},
    {M::get, "/api/v1/reports/{id}", "screening", "通報內容（依權限）", "A report, as the policy shows it", "",
     "@Report", ""},
    {M::put, "/api/v1/reports/{id}/summary", "screening", "派案摘要（去識別）", "The de-identified summary",
     "{summary:text}", "map", ""},
    {M::post, "/api/v1/reports/{id}/reveal", "screening", "揭示密封內容（填原因、留紀錄）",
     "Open one sealed part with a reason, journalled", "{part:text,reason:text}", "map", ""},
    {M::get, "/api/v1/reports/{id}/candidates", "screening", "是誰：可能人選與依據",
     "Who is it: candidates with evidence", "", "{subjects:[{subject_id:id,candidates:[@Candidate]}]}", ""},
    {M::put, "/api/v1/reports/{id}/subjects/{sid}/identity", "screening", "確認對象身分", "Decide who a subject is",
     "{verdict:\"same\"|\"new\"|\"unknown\"|\"different\",?person_id:id|null}", "map", ""},
    {M::post, "/api/v1/reports/{id}/subjects", "screening", "加列對象（同住未成年）", "Add a subject",
     "{person_id:id,role:code}", "map", "", true},
    {M::post, "/api/v1/reports/{id}/undo", "screening", "復原自己上一步身分確認", "Undo one's last identity step", "",
     "map", ""},
    {M::get, "/api/v1/reports/{id}/family", "screening", "家戶、前次通報與在案",
     "Household, earlier reports, open cases", "",
     "{households:[map],unlisted_minors:[map],earlier_reports:[map],counted_12m:int,open_cases:[map],alerts:[map],"
     "closed_recently:any}",
     ""},
    {M::get, "/api/v1/reports/{id}/suggestion", "screening", "派案建議與理由", "What the rules suggest, with reasons",
     "", "{items:[map],same_incident:any,direct:any}", ""},
    {M::post, "/api/v1/reports/{id}/decisions", "screening", "派案、不派案等決定", "Decide",
     "{items:[@DecisionInput],?summary:text|null}", "{decisions:[map],report:@QueueRow}", "", true},
    {M::post, "/api/v1/reports/{id}/more-info", "screening", "資料不足待補（時限續計）",
     "More information is needed; the clock goes on", "{note:text}", "map", ""},
    {M::post, "/api/v1/reports/{id}/snooze", "screening", "稍後處理（時限續計）", "Later; the clock goes on",
     "{until:time}", "map", ""},
    {M::get, "/api/v1/countersigns", "screening", "待督導覆核", "Decisions waiting for a countersignature", "", "@List",
     "cursor"},
    {M::post, "/api/v1/decisions/{id}/countersign", "screening", "督導覆核", "Countersign",
     "{verdict:\"agreed\"|\"returned\",?note:text|null}", "map", ""},
    {M::put, "/api/v1/decisions/{id}/jurisdiction", "screening", "移轉管轄的接收人與時間",
     "Who took over the jurisdiction, and when", "{to_name:text,handed_over_at:time}", "map", ""},
});

}  // namespace

std::span<const Operation> operations_intake() { return kOperationsIntake; }

}  // namespace anwang::api

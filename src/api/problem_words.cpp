// Reasons and field codes in the reader's language. ui.md, "Words": say the mend, no blame, no jargon.
#include <algorithm>
#include <array>

#include "api/problem.h"

namespace anwang::api {

namespace {

struct Entry {
  std::string_view code;
  Words words;
};

constexpr Words by_status(Errc code) {
  switch (code) {
    case Errc::invalid:
      return {"有欄位需要修正。請看各欄位的說明", "Some fields need mending; see each field"};
    case Errc::malformed:
      return {"送出的內容格式無法讀取", "The request could not be read"};
    case Errc::unsupported_media:
      return {"不接受這種內容格式", "This content type is not accepted"};
    case Errc::too_large:
      return {"內容超過大小上限", "The content is over the size limit"};
    case Errc::unauthenticated:
      return {"請先登入", "Please sign in"};
    case Errc::forbidden:
      return {"您的職務沒有這項操作的權限", "Your role does not allow this"};
    case Errc::not_found:
      return {"查無此資料，或您沒有檢視權限", "There is no such record, or you may not see it"};
    case Errc::method_not_allowed:
      return {"此網址不提供這個動作", "This address does not offer that action"};
    case Errc::conflict:
      return {"目前的狀態不允許這項操作。請重新整理後再試", "The present state does not allow this; reload"};
    case Errc::precondition_failed:
      return {"資料已被他人更新。請比對後再送出", "Somebody changed this record; compare and send again"};
    case Errc::precondition_required:
      return {"缺少必要的標頭", "A required header is missing"};
    case Errc::rate_limited:
      return {"嘗試次數過多，請稍候。如有立即危險請撥110或113",
              "Too many attempts; wait a moment. In immediate danger call 110 or 113"};
    case Errc::busy:
      return {"系統忙碌，請稍候再送一次", "The system is busy; send again in a moment"};
    case Errc::read_only:
      return {"暫停寫入，仍可查詢", "Writing is paused; reading goes on"};
    case Errc::storage_full:
      return {"儲存空間已滿，仍可查詢。請通知資訊室", "Storage is full; reading goes on. Tell the IT office"};
    case Errc::unavailable:
      return {"資料庫暫時無法連線，請稍候", "The database is away for a moment"};
    case Errc::internal:
      return {"系統發生錯誤。請把請求編號告訴資訊室", "Something went wrong. Give the request number to the IT office"};
  }
  return {"系統發生錯誤", "Something went wrong"};
}

constexpr std::array kReasons = std::to_array<Entry>({
    {"stale_version",
     {"這筆資料已被更新。請比對您的與目前的內容再送出", "This record was changed; compare yours with the current one"}},
    {"not_waiting", {"這項決定不在等待中", "This decision is not waiting"}},
    {"own_decision", {"不能覆核自己的決定，請由督導覆核", "You cannot countersign your own decision"}},
    {"not_open", {"這筆派案已不在可處理的狀態", "This is no longer open"}},
    {"not_assigned", {"還沒有分案，請督導先分案", "Nobody has been assigned yet"}},
    {"not_yours", {"這件已分給其他人", "This is assigned to somebody else"}},
    {"not_disputed", {"這件沒有爭議", "This is not in dispute"}},
    {"highest_level", {"已到府級，等候裁定", "This is at the county already; wait for the ruling"}},
    {"higher_level_rules", {"這一層由上一級裁定", "A higher level rules on this"}},
    {"other_unit_rules", {"不能自行把案件裁定給其他單位", "Your own unit cannot rule the case away"}},
    {"not_your_unit", {"這件不屬於您的單位", "This belongs to another unit"}},
    {"lead_decides", {"這一步由主責或單位督導決定", "This is for the lead or the unit's supervisor to decide"}},
    {"already_co_worker", {"這位同仁已經在協同這個案件", "This colleague co-works on the case already"}},
    {"not_your_case", {"您不是這個案件的主責或協同人員", "You are neither lead nor co-worker of this case"}},
    {"already_read", {"結案已有人複閱", "The closing has been read already"}},
    {"own_closing", {"不能複閱自己結的案", "You cannot be the second reader of your own closing"}},
    {"items_open", {"還有項目沒有被接下，不能簽出", "Some items are not accepted yet; you cannot sign out"}},
    {"not_on_duty", {"您不在這一班的班表上", "You are not on this shift"}},
    {"already_signed", {"交班單已簽署", "The handover is signed already"}},
    {"own_handover", {"交班要由下一班的人簽收", "The next shift accepts, not the one who hands over"}},
    {"no_shift", {"目前沒有排定的班別", "No shift is planned now"}},
    {"no_call_back", {"這通電話沒有約定回電", "No call back was promised for this call"}},
    {"call_returned", {"已經有人回過電話", "Somebody has returned this call already"}},
    {"already_listed", {"這個人已在通報的對象中", "This person is already a subject of the report"}},
    {"bad_encoding", {"檔案編碼無法辨識，請存成 UTF-8", "The encoding is not known; save as UTF-8"}},
    {"empty_file", {"檔案是空的", "The file is empty"}},
    {"unterminated_quote", {"引號沒有結束", "A quote is not closed"}},
    {"bad_header", {"第一列欄名無法辨識", "The first line cannot be read"}},
    {"duplicate_column", {"欄名重複", "A column is named twice"}},
    {"too_many_columns", {"欄位太多", "Too many columns"}},
    {"too_many_rows", {"列數超過上限", "Too many lines"}},
    {"csv_expected", {"請以 text/csv 送出 UTF-8 的 CSV 檔", "Send a CSV file in UTF-8 as text/csv"}},
    {"csv_header", {"CSV 第一列的欄位名稱不符", "The first line of the CSV does not have the expected columns"}},
    {"external_no_known", {"這個外部編號的通報已經收到", "A report with this external number has been received"}},
    {"no_screener",
     {"目前沒有值班人員可以受理，請改打110或113", "Nobody can receive reports just now; call 110 or 113"}},
    {"nothing_to_undo", {"沒有可以復原的步驟", "There is nothing to undo"}},
    {"split_before", {"這兩筆曾由人確認為不同人", "A person has decided that these are two different people"}},
    {"already_accepted", {"這件已有人接案", "This has been accepted already"}},
    {"already_assigned", {"這件已分案", "This has been assigned already"}},
    {"already_decided", {"這件通報已決定", "This report has been decided"}},
    {"already_countersigned", {"這項決定已覆核", "This decision has been countersigned"}},
    {"already_closed", {"這個案件已結案", "This case is closed"}},
    {"already_responded", {"這件已回覆", "This has been answered already"}},
    {"bad_credentials", {"帳號或密碼不正確", "The account or the password is wrong"}},
    {"bad_cursor", {"清單位置已失效，請從頭開始", "This place in the list is no longer valid; start again"}},
    {"bad_idempotency_key", {"Idempotency-Key 格式不正確", "The Idempotency-Key is not well-formed"}},
    {"bad_if_match", {"If-Match 格式不正確", "If-Match is not well-formed"}},
    {"bad_json", {"JSON 格式有誤", "The JSON is not well-formed"}},
    {"bad_utf8", {"文字不是有效的 UTF-8", "The text is not valid UTF-8"}},
    {"case_closed", {"案件已結案", "The case is closed"}},
    {"claimed_by_other", {"他人正在處理這件通報", "Somebody else is working on this report"}},
    {"clock_backwards", {"時間只能往前快轉", "The clock only goes forward"}},
    {"connection_lost", {"與資料庫的連線中斷，請稍候", "The database connection was lost"}},
    {"duplicate_key", {"JSON 有重複的欄位", "The JSON repeats a member"}},
    {"file_too_large", {"檔案超過20 MB", "The file is over 20 MB"}},
    {"file_type_refused",
     {"不接受這種檔案；可用照片、PDF、錄音、錄影或純文字",
      "This kind of file is not accepted: pictures, PDF, sound, video or plain text"}},
    {"too_many_files", {"附件已達30個", "There are 30 attachments already"}},
    {"header_too_large", {"標頭超過大小上限", "The headers are over the limit"}},
    {"idempotency_key_required", {"缺少 Idempotency-Key 標頭", "The Idempotency-Key header is missing"}},
    {"if_match_required", {"缺少 If-Match 標頭", "The If-Match header is missing"}},
    {"in_flight", {"同一筆資料正在送出，請稍候", "The same request is being processed"}},
    {"invalid_fields", {"有欄位需要修正", "Some fields need mending"}},
    {"items_not_accepted", {"還有未接收的交班項目", "Some handover items have not been accepted"}},
    {"json_expected", {"請以 application/json 送出", "Send application/json"}},
    {"key_reused", {"這個 Idempotency-Key 已用於不同的內容", "This Idempotency-Key was used with other content"}},
    {"login_taken", {"這個帳號名稱已有人使用", "This login is taken"}},
    {"needs_reason", {"請填寫原因", "Please give a reason"}},
    {"not_claimed", {"請先認領這件通報", "Claim this report first"}},
    {"not_found", {"查無此資料，或您沒有檢視權限", "There is no such record, or you may not see it"}},
    {"not_signed_in", {"請先登入", "Please sign in"}},
    {"nul_character", {"文字含有不允許的字元", "The text holds a character that is not allowed"}},
    {"number_range", {"數字超出範圍", "A number is out of range"}},
    {"object_expected", {"內容應為 JSON 物件", "A JSON object is expected"}},
    {"origin_refused", {"來源網址不符", "The origin is not that of this site"}},
    {"last_administrator", {"至少要保留一位管理者", "At least one administrator must remain"}},
    {"over_public_load",
     {"現在送出的人太多，請稍候再送一次。如有立即危險請撥110或113",
      "Too many people are sending now; send again in a moment. In immediate danger call 110 or 113"}},
    {"over_public_limit",
     {"短時間內送出太多次，請稍候。如有立即危險請撥110或113",
      "Too many in a short time; wait a moment. In immediate danger call 110 or 113"}},
    {"password_weak", {"密碼至少 12 個字，且不得含帳號名稱", "At least 12 characters, without the login name"}},
    {"query_timeout", {"查詢逾時，請縮小範圍", "The query took too long; narrow it"}},
    {"queue_full", {"系統忙碌，請稍候再送一次", "The system is busy; send again in a moment"}},
    {"role_not_allowed", {"您的職務沒有這項操作的權限", "Your role does not allow this"}},
    {"session_ended", {"登入已逾時，請重新登入", "Your session has ended; sign in again"}},
    {"stale_read", {"資料已被他人更新。請比對後再送出", "Somebody changed this record; compare and send again"}},
    {"stopping", {"系統即將停止，暫停寫入", "The server is stopping; writing is paused"}},
    {"token_refused", {"頁面憑證已失效，請重新整理", "The page's token is no longer valid; reload"}},
    {"too_deep", {"JSON 巢狀太深", "The JSON is nested too deeply"}},
    {"too_many_attempts", {"嘗試次數過多，請稍候再登入", "Too many attempts; wait before signing in again"}},
    {"unique", {"相同的資料已存在", "The same record exists already"}},
    {"warming", {"系統正在啟動，請稍候", "The system is starting"}},
    {"wrong_state", {"目前的狀態不允許這項操作", "The present state does not allow this"}},
});

constexpr std::array kFields = std::to_array<Entry>({
    {"unknown_programme", {"沒有這個案別", "There is no such programme"}},
    {"not_allowed", {"這裡不能填這一項", "Not allowed here"}},
    {"same_report", {"不能併入自己", "A report cannot join itself"}},
    {"unknown_unit", {"沒有這個單位", "There is no such unit"}},
    {"unknown_case", {"沒有這個案件", "There is no such case"}},
    {"closed_case", {"案件已結案", "The case is closed"}},
    {"unknown_report", {"沒有這件通報", "There is no such report"}},
    {"open_case",
     {"此人在這個案別已有在案，請通知主責，不另開案", "This person has an open case here: tell its lead instead"}},
    {"already_dispatched", {"此人在這個案別已派案", "This person has been dispatched here already"}},
    {"unknown_subject", {"這個人不在這件通報裡", "This person is not in the report"}},
    {"in_past", {"時間要在現在之後", "The time must lie ahead"}},
    {"after_due", {"不能延到時限之後", "Not beyond the due time"}},
    {"not_a_worker", {"請選在職的社工或值班同仁", "Choose an active worker of the county"}},
    {"is_lead", {"這位同仁是本案主責", "This colleague leads the case"}},
    {"not_in_unit", {"這位同仁不在此單位或已停用", "This colleague is not of the unit, or not active"}},
    {"contradiction", {"與前面填的互相矛盾", "This contradicts another answer"}},
    {"before_report", {"時間不能早於受理", "The time cannot be before the receipt"}},
    {"before_contact", {"下次嘗試要在這次之後", "The next try must come after this one"}},
    {"not_in_case", {"此人不在這個案件裡", "This person is not in the case"}},
    {"unknown_goal", {"沒有這個目標", "There is no such goal"}},
    {"goal_undecided", {"還有目標沒有說明是否達成", "A goal is neither met nor named as unmet"}},
    {"goal_is_met", {"這個目標已達成", "This goal is met"}},
    {"unknown_item", {"交班單上沒有這一項", "There is no such item on the sheet"}},
    {"unknown_account", {"沒有這個帳號或已停用", "There is no such active account"}},
    {"bad_quote", {"引號位置不對（第{line}行）", "A quote is out of place (line {line})"}},
    {"bad_tracking_code", {"查詢碼不正確，請核對每一組", "The code is not right; check each group"}},
    {"duplicate_in_file", {"檔案中重複（同第{line}行）", "Repeated in the file (as line {line})"}},
    {"field_too_long", {"欄位太長（第{line}行）", "A field is too long (line {line})"}},
    {"impossible_date",
     {"這個日期不可能，請核對；不確定可選「不明」", "This date is not possible; check it or choose unknown"}},
    {"late_report", {"知悉後超過{hours}小時才通報", "Reported more than {hours} hours after it became known"}},
    {"long_ago", {"事發時間很久以前，請核對", "This was long ago; please check"}},
    {"name_needed", {"要建新人員，至少要有姓名或稱呼", "A new person needs a name or what people call them"}},
    {"out_of_order", {"時間先後順序不一致，請核對", "The times are not in order; please check"}},
    {"outside_county", {"地點在其他縣市，仍已受理", "The place is in another county; received all the same"}},
    {"sex_differs", {"證號與性別不一致，請核對", "The ID and the sex do not agree; please check"}},
    {"ragged", {"欄位數與第一列不同（第{line}行）", "The number of fields differs from the first line (line {line})"}},
    {"stray_quote", {"引號位置不對（第{line}行）", "A quote is out of place (line {line})"}},
    {"private_character",
     {"含有無法轉換的造字（第{line}行）", "A private character that has no Unicode (line {line})"}},
    {"unread_birth", {"只能讀出大約年齡", "Only an approximate age could be read"}},
    {"bad_check_digit",
     {"證號檢查碼不符，請核對；不確定可選「不明」", "The ID's check digit does not fit; check it or choose unknown"}},
    {"bad_date", {"請填寫有效的日期，不確定可選「不明」", "Give a valid date, or choose unknown"}},
    {"bad_form", {"證號格式不符，請核對", "The ID is not of a known form"}},
    {"bad_id", {"識別碼格式不正確", "The id is not well-formed"}},
    {"bad_json", {"JSON 格式有誤（第{line}行第{column}字）", "The JSON is wrong at line {line}, column {column}"}},
    {"bad_login",
     {"帳號限用小寫英文、數字、點、底線與連字號，2至40字",
      "Lower-case letters, digits, dot, dash and underscore, 2 to 40"}},
    {"bad_phone", {"請填寫有效的電話", "Give a valid phone number"}},
    {"bad_time", {"請填寫有效的日期與時間", "Give a valid date and time"}},
    {"bad_utf8", {"文字不是有效的 UTF-8", "The text is not valid UTF-8"}},
    {"control_character", {"文字含有不允許的字元", "The text holds a character that is not allowed"}},
    {"duplicate_key", {"欄位重複出現", "The member is repeated"}},
    {"in_future", {"時間不能晚於現在", "The time cannot be in the future"}},
    {"nul_character", {"文字含有不允許的字元", "The text holds a character that is not allowed"}},
    {"number_range", {"數字超出範圍", "The number is out of range"}},
    {"out_of_range", {"請填 {min} 到 {max} 之間的數", "Give a number from {min} to {max}"}},
    {"required", {"請填寫此欄，不確定可選「不明」", "Fill this in, or choose unknown"}},
    {"role_must_stand_alone", {"管理者與稽核不得兼任其他職務", "Administrator and auditor cannot hold another role"}},
    {"too_deep", {"巢狀太深", "Nested too deeply"}},
    {"too_long", {"最多 {max} 字", "At most {max} characters"}},
    {"too_many", {"最多 {max} 筆", "At most {max} entries"}},
    {"unknown_code", {"沒有這個選項", "There is no such choice"}},
    {"village_elsewhere", {"這個村里不在所選的鄉鎮市", "This village is not in the chosen township"}},
    {"unknown_field", {"沒有這個欄位", "There is no such field"}},
    {"wrong_type", {"欄位的型別不符", "The value is of the wrong type"}},
});

template <class List>
const Entry* find(const List& list, std::string_view code) {
  const auto it = std::ranges::find(list, code, &Entry::code);
  return it == list.end() ? nullptr : &*it;
}

}  // namespace

Words reason_words(std::string_view reason, Errc code) {
  const auto* entry = reason.empty() ? nullptr : find(kReasons, reason);
  return entry != nullptr ? entry->words : by_status(code);
}

Words field_words(std::string_view code) {
  if (const auto* entry = find(kFields, code)) return entry->words;
  if (const auto* entry = find(kReasons, code)) return entry->words;
  return {"此欄需要修正", "This field needs mending"};
}

}  // namespace anwang::api

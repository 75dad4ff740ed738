/** The help, in both languages. Plain steps; each topic has an address (/help#queue). */
export interface Topic { id: string; title: string; intro?: string; steps: readonly string[] }

export const helpTopics: Record<'zh' | 'en', readonly Topic[]> = {
  zh: [
    { id: 'words', title: '先分清楚的字', steps: ['派案：篩派把案件交給單位。分案：單位督導交給社工。', '開案：社工評估後的決定。開案率＝開案÷已評估的派案。', '24小時從受理時間起算，不暫停；資料不足也照走。', '虛線框和「建議」是系統提出的；實線框、姓名和時間是人決定的。', '未填、不明、無、限閱是四件不同的事。'] },
    { id: 'queue', title: '篩一件通報', intro: '待篩派依立即危險、再依剩餘時間排列；排在那裡的原因寫在列上。', steps: ['打開最上面一件，先看危險事實。', '「是誰」逐一確認：連結、新建，或留為身分不明。', '看家戶、過去通報的調查結果、還沒列入的同住未成年人。', '每位對象、每個類別各做一個決定：派案、不派案、同一事件、在案通知、移轉管轄、諮詢結案。', '不派案要選原因，督導在本班內覆核。', '通報人與原文是封存的；要調閱得填理由，並留下紀錄。'] },
    { id: 'board', title: '分案', steps: ['督導看板選一件待分案，右邊列出人選。', '每個理由都在卡片上：在案、加權、值班、語言、前案、年資、休假。', '選建議以外的人要寫理由。', '不是本單位該辦的，提出爭議；時限內由上級裁定。'] },
    { id: 'case', title: '記一次接觸', steps: ['案件頁「紀錄」選方式，逐人選見到、沒見到。', '第一級每個孩子各有一個時限，各自要見到。', '沒見到要寫原因和下次時間；道路中斷可由派出所或衛生所代見。', '送出前會寫明哪個時限停止、以幾點計。', '評估結果四種：開案、不開案、短期服務、行方不明協尋。', '結案寫原因，沒達成的目標留給下一位。'] },
    { id: 'household', title: '讀家戶頁', steps: ['最上面的提醒是進門前要知道的事。', '家系圖可切成表；方向鍵移動，Enter開啟成員。', '雙框是本次對象，虛線是同住，紅色波浪箭頭指向受害的人。', '限閱的服務只顯示存在和窗口。'] },
    { id: 'handover', title: '交班', steps: ['交班單自己列出待派、待回電、在醫院的孩子。', '接班的人逐項簽收；沒簽收的項目會擋住簽出。', '待派通報永遠有人負責。'] },
    { id: 'dashboard', title: '讀儀表板', steps: ['每個百分比旁邊都有分子和分母。', '點數字看背後的紀錄；不在您權責內的只計數。', '1到4不列；分母未滿30先看件數。', '定義在頁尾，匯出的CSV和畫面相同。'] },
    { id: 'privacy', title: '看得到和看不到的', steps: ['找不到和不在權責內，看起來一樣。', '填理由調閱的內容只留在畫面上，離開就消失。', '列印預設遮罩，並記下列印人和時間。'] },
    { id: 'it', title: '資訊人員', intro: '完整內容在docs/guide。', steps: ['系統狀態頁看資料庫、寫入租約、佇列、投影落後。', '備份：停在交易邊界複製資料庫與金鑰檔，兩者分開存放。', '還原後先跑anwang verify，再開放使用。', '金鑰檔不可放在資料目錄裡，權限0600。', '憑證到期前換檔並重新載入服務。'] },
  ],
  en: [
    { id: 'words', title: 'Words first', steps: ['Dispatch: screening gives a case to a unit. Assign: the unit gives it to a worker.', 'Open: what the worker decides after assessment. Open rate = opened ÷ assessed dispatches.', 'The 24 hours run from receipt and never pause, whatever is missing.', 'A dashed border and "suggestion" come from the machine; a solid border, a name and a time from a person.', 'Blank, unknown, none and restricted are four different things.'] },
    { id: 'queue', title: 'Screen a report', intro: 'Immediate danger first, then least time left; the row says why it stands there.', steps: ['Open the first row and read the danger facts.', 'Confirm who each subject is: link, make new, or leave unknown.', 'Look at the household, the findings of earlier reports and minors who are not listed.', 'Decide for each subject and programme: dispatch, not dispatched, same incident, notice to the lead, other jurisdiction, advice.', 'Not dispatching needs a reason and the supervisor within the shift.', 'Reporter and original words are sealed; opening them needs a reason and is recorded.'] },
    { id: 'board', title: 'Assign', steps: ['Choose a dispatch on the board; candidates appear on the right.', 'Every reason is on the card: load, weight, duty, language, continuity, seniority, leave.', 'Choosing another worker needs a reason.', 'If another unit should have it, dispute; the next level rules in time.'] },
    { id: 'case', title: 'Record a contact', steps: ['On the case choose the kind and, person by person, seen or not seen.', 'In grade 1 every child has a clock of its own and must be seen.', 'Not seen needs a reason and the next try; when the road is cut the police post or health station may see for you.', 'Before sending the page says which clock stops and at what time.', 'Four results of an assessment: open, not opened, short service, search for a missing person.', 'Closing needs a reason; unmet goals stay for whoever comes next.'] },
    { id: 'household', title: 'Read a household', steps: ['The alerts on top are what to know before knocking.', 'The genogram has a table form; arrow keys move, Enter opens a member.', 'Double outline: the subject. Dashes: living together. The red wave points at the person harmed.', 'A restricted service shows that it exists and whom to call.'] },
    { id: 'handover', title: 'Hand over', steps: ['The sheet fills itself: pending reports, calls to return, children in hospital.', 'The next shift accepts item by item; an item not accepted blocks the sign-out.', 'A pending report always has an owner.'] },
    { id: 'dashboard', title: 'Read the dashboard', steps: ['Every percentage has its numerator and denominator beside it.', 'Press a number for its records; those outside your duties are only counted.', 'Counts 1 to 4 are withheld; under a denominator of 30 read the counts.', 'Definitions stand at the foot; the CSV equals the screen.'] },
    { id: 'privacy', title: 'What you see and do not see', steps: ['Not found and not yours look the same.', 'What is opened with a reason stays on the screen only and is gone when you leave.', 'Prints are masked and carry the printer and the time.'] },
    { id: 'it', title: 'For the IT engineer', intro: 'The whole text is in docs/guide.', steps: ['The status page shows database, write lease, queue and projections.', 'Backup: copy database and key file, and keep them apart.', 'After a restore run anwang verify before opening.', 'The key file lies outside the data directory, mode 0600.', 'Replace certificates before they expire and reload the service.'] },
  ],
};

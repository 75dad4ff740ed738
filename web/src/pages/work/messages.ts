import { defineMessages } from '../../i18n/messages.ts';

export const workMessages = defineMessages(
  {
    duty: '值班', 'duty.night': '夜間備勤', 'duty.day': '日班', 'duty.evening': '晚班', onDutyNow: '值班中', dutyExtra: '已超過{time}', dutyEnd: '簽退，記補休', dutySaved: '已簽退，補休已記錄', dutyOver: '{at}簽退，補休{time}', hours: '{h}時{m}分',
    title: '我的工作', titleOverdue: '我的工作，逾時{n}項', load: '在案{n}', weighted: '加權{n}', accept: '待接', notices: '通知與轉知', overdue: '逾時', today: '今日', week: '七日內', count: '{n}項', empty: '目前沒有待辦', emptyText: '新派的案和到期的時限會出現在這裡。', nothingToday: '今天沒有到期的事', schedule: '今日行程', noSchedule: '今天沒有排定的事', returned: '退回', noReturned: '沒有被退回的', more: '另{n}項',
    'r.dispatch_24h': '24小時內派案', 'r.grade_1_face_to_face': '第一級面訪', 'r.first_contact': '首次接觸', 'r.assessment': '調查評估報告', 'r.assign': '分案', 'r.accept': '按已接', 'r.countersign': '覆核', 'r.notice_answer': '在案再通報，回覆並重新分級', 'r.jurisdiction': '移轉管轄', 'r.dispute_unit': '爭議協調', 'r.dispute_bureau': '爭議裁定', 'r.dispute_county': '府級裁定', 'r.next_try': '再試一次訪視', 'r.other': '{code}',
    'a.contact': '記接觸', 'a.assess': '評估', 'a.accept': '按已接', 'a.answer': '回覆', 'a.case': '看案件', 'a.report': '看通報', 'a.board': '到看板', over: '逾時', soon: '將到期', todo: '未開始', due: '期限{at}',
    acceptDone: '已接，督導看得到', acceptBy: '要在{at}前按', sentAt: '{at}派案', grade: '分級',
    'tr.notice': '轉知', 'tr.in_case_notice': '在案再通報', 'tr.assistance_visit': '協訪', 'tr.referral': '轉介', 'tr.jurisdiction': '移轉管轄', respond: '回覆', respondTitle: '回覆{kind}', acknowledged: '已知悉', accepted: '接受', returnedState: '退回', answer: '怎麼處理', regrade: '重新分級', keepGrade: '維持原分級', sendAnswer: '送出回覆', answered: '已回覆', needAnswer: '請選怎麼回覆', needText: '退回請寫理由', responseText: '說明',
    'k.contact': '接觸', 'k.next_try': '再訪', 'k.visit': '訪視', 'k.clock': '時限', 'k.due': '到期', 'k.meeting': '會議', 'k.done': '完成', 'k.other': '{code}',
  },
  {
    duty: 'Duty', 'duty.night': 'Night duty', 'duty.day': 'Day shift', 'duty.evening': 'Evening shift', onDutyNow: 'on duty', dutyExtra: '{time} over', dutyEnd: 'Sign off, record time owed', dutySaved: 'Signed off; time owed is recorded', dutyOver: 'signed off {at}, {time} owed', hours: '{h} h {m} m',
    title: 'My work', titleOverdue: 'My work, {n} overdue', load: '{n} cases', weighted: 'weighted {n}', accept: 'To acknowledge', notices: 'Notices', overdue: 'Overdue', today: 'Today', week: 'Within seven days', count: '{n}', empty: 'Nothing to do now', emptyText: 'New cases and clocks falling due appear here.', nothingToday: 'Nothing falls due today', schedule: 'Today', noSchedule: 'Nothing is scheduled today', returned: 'Returned', noReturned: 'Nothing was returned', more: '{n} more',
    'r.dispatch_24h': 'Dispatch within 24 h', 'r.grade_1_face_to_face': 'Grade 1, see face to face', 'r.first_contact': 'First contact', 'r.assessment': 'Assessment', 'r.assign': 'Assign', 'r.accept': 'Acknowledge', 'r.countersign': 'Countersign', 'r.notice_answer': 'Report on an open case, answer and re-grade', 'r.jurisdiction': 'Jurisdiction', 'r.dispute_unit': 'Dispute between units', 'r.dispute_bureau': 'Dispute at the bureau', 'r.dispute_county': 'Dispute at the county', 'r.next_try': 'Try the visit again', 'r.other': '{code}',
    'a.contact': 'Record', 'a.assess': 'Assess', 'a.accept': 'Acknowledge', 'a.answer': 'Answer', 'a.case': 'Open case', 'a.report': 'Open report', 'a.board': 'To the board', over: 'Overdue', soon: 'Due soon', todo: 'Not started', due: 'due {at}',
    acceptDone: 'Acknowledged; your supervisor sees it', acceptBy: 'before {at}', sentAt: 'dispatched {at}', grade: 'Grade',
    'tr.notice': 'Notice', 'tr.in_case_notice': 'Report on an open case', 'tr.assistance_visit': 'Assistance visit', 'tr.referral': 'Referral', 'tr.jurisdiction': 'Jurisdiction', respond: 'Answer', respondTitle: 'Answer: {kind}', acknowledged: 'Acknowledge', accepted: 'Accept', returnedState: 'Return', answer: 'Answer', regrade: 'Re-grade', keepGrade: 'keep the grade', sendAnswer: 'Send the answer', answered: 'Answered', needAnswer: 'Choose an answer', needText: 'Give the reason for returning', responseText: 'Explanation',
    'k.contact': 'Contact', 'k.next_try': 'Visit again', 'k.visit': 'Visit', 'k.clock': 'Clock', 'k.due': 'Due', 'k.meeting': 'Meeting', 'k.done': 'Done', 'k.other': '{code}',
  },
);
